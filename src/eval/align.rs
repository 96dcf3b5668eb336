//! Labels from gold text: which words of a page belong to it.

use std::collections::HashMap;

use super::metrics;

/// Bits of one table at most; larger inputs are aligned as far as this goes.
const MAX_BITS: usize = 1 << 33;

/// Lower-case words, as the metrics count them.
pub fn words(text: &str) -> Vec<String> {
    metrics::words(&text.to_lowercase()).map(str::to_owned).collect()
}

/// For each page word whether a longest common subsequence with the gold words uses it. A second round aligns what the
/// first left over on both sides, since annotators reorder sections.
pub fn matched(page: &[String], gold: &[String]) -> Vec<bool> {
    let mut used = vec![false; page.len()];
    let mut left: Vec<&String> = gold.iter().collect();
    for _ in 0..2 {
        let open: Vec<usize> = (0..page.len()).filter(|at| !used[*at]).collect();
        let tokens: Vec<&String> = open.iter().map(|at| &page[*at]).collect();
        let pairs = common_subsequence(&tokens, &left);
        let mut gold_used = vec![false; left.len()];
        for (at, gold) in pairs {
            used[open[at]] = true;
            gold_used[gold] = true;
        }
        left = left.into_iter().zip(gold_used).filter(|(_, used)| !used).map(|(word, _)| word).collect();
        if left.is_empty() {
            break;
        }
    }
    used
}

/// A longest common subsequence as index pairs, by bit-parallel rows (Hyyrö 2004) kept for the way back.
fn common_subsequence(a: &[&String], b: &[&String]) -> Vec<(usize, usize)> {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    let width = b.len().div_ceil(64);
    let a = &a[..a.len().min(MAX_BITS / 64 / width)];
    let mut positions: HashMap<&str, Vec<u64>> = HashMap::new();
    for (at, word) in b.iter().enumerate() {
        positions.entry(word).or_insert_with(|| vec![0; width])[at / 64] |= 1 << (at % 64);
    }
    // A zero bit in row i at column j: the common subsequence of a[..=i] and b[..=j] is longer than that of b[..j].
    let mut rows = Vec::with_capacity(a.len() * width);
    let mut row = vec![u64::MAX; width];
    for word in a {
        if let Some(mask) = positions.get(word.as_str()) {
            let mut carry = 0;
            for (bits, mask) in row.iter_mut().zip(mask) {
                let hit = *bits & mask;
                let (sum, over) = bits.overflowing_add(hit);
                let (sum, over_2) = sum.overflowing_add(carry);
                carry = u64::from(over || over_2);
                *bits = sum | (*bits & !mask);
            }
        }
        rows.extend_from_slice(&row);
    }
    let zero = |row: usize, column: usize| rows[row * width + column / 64] >> (column % 64) & 1 == 0;
    let mut pairs = Vec::new();
    let (mut at, mut column) = (a.len() as isize - 1, b.len() as isize - 1);
    while at >= 0 && column >= 0 {
        let (i, j) = (at as usize, column as usize);
        if !zero(i, j) {
            column -= 1;
        } else if i > 0 && zero(i - 1, j) {
            at -= 1;
        } else {
            pairs.push((i, j));
            (at, column) = (at - 1, column - 1);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_longest() {
        let page = words("menu home the river rose by a metre share the river");
        let gold = words("The river rose by a metre.");
        let used = matched(&page, &gold);
        assert_eq!(used, [false, false, true, true, true, true, true, true, false, false, false]);
    }

    #[test]
    fn reordered_sections_match_in_the_second_round() {
        let page = words("one two three four five six");
        let gold = words("five six one two three four");
        assert!(matched(&page, &gold).iter().all(|used| *used));
    }

    #[test]
    fn long_rows_carry() {
        let page: Vec<String> = (0..300).map(|n| n.to_string()).collect();
        let gold: Vec<String> = (0..300).filter(|n| n % 3 == 0).map(|n| n.to_string()).collect();
        assert_eq!(matched(&page, &gold).iter().filter(|used| **used).count(), 100);
    }
}
