//! Captions that say the same in nearly the same words.

use crate::page::fold;

/// Words of a caption, at least, to be compared by its words: short ones differ by one word and mean another picture.
const MIN_WORDS: usize = 6;

/// Whether two captions say the same: the same words in the same order; or, of long ones, one within the other, or four
/// fifths of the words of both in common (Jaccard's index) and all numbers.
pub(super) fn same(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    if one == other {
        return true;
    }
    // Told before the words are sorted: most captions are short.
    let is_short = |text: &str| text.split(' ').nth(MIN_WORDS - 1).is_none();
    if is_short(&one) || is_short(&other) {
        return false;
    }
    let (a, b) = (words(&one), words(&other));
    if a.len().min(b.len()) < MIN_WORDS {
        return false;
    }
    let (one, other) = (format!(" {one} "), format!(" {other} "));
    if one.contains(&other) || other.contains(&one) {
        return true;
    }
    let is_number = |word: &&&str| word.chars().all(char::is_numeric);
    let common = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    let numbers = a.iter().filter(is_number).eq(b.iter().filter(is_number));
    numbers && common * 5 >= (a.len() + b.len() - common) * 4
}

/// The words of a text, each once, in order.
fn words(folded: &str) -> Vec<&str> {
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn near_repeats_are_the_same_and_other_pictures_are_not() {
        let caption = "The ferry returns to Pell Harbour on Sunday with its new engine and old captain";
        for near in [
            "The ferry returns to Pell Harbour on Sunday, with its new engine and old captain.",
            "The ferry returns to Pell Harbour on Sunday with its new engine and its old captain",
            "The ferry returns to Pell Harbour on Sunday with its new engine",
            "FILE: The ferry returns to Pell Harbour on Sunday with its new engine and old captain (archive)",
        ] {
            assert!(same(caption, near) && same(near, caption), "{near}");
        }
        for (one, other) in [
            ("Ann Lee in 2019", "Ann Lee in 2020"),
            ("The harbour at night", "The harbour at night from the pier"),
            (
                "Workers repair the old bridge over the river at Orvelle in spring 2019",
                "Workers repair the old bridge over the river at Orvelle in spring 2020",
            ),
            (caption, "The captain returns to the ferry in Pell Harbour with soup for the whole crew"),
            ("", caption),
        ] {
            assert!(!same(one, other) && !same(other, one), "{one} / {other}");
        }
    }
}
