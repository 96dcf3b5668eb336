//! Folding of text for comparison.

/// Lower-case words of letters and digits, one space apart: two texts that read the same fold to the same string.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            match c.is_ascii() {
                true => out.push(c.to_ascii_lowercase()),
                false => out.extend(c.to_lowercase()),
            }
        } else if !matches!(c, '\'' | '\u{2019}' | '\u{ad}' | '\u{200d}') {
            gap = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folds_case_space_and_marks() {
        assert_eq!(fold("  The “River”—it\u{2019}s\trising. "), fold("the river: IT'S rising"));
        assert_eq!(fold("!?"), "");
    }
}
