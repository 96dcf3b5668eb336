//! Folding of text for comparison.

/// Lower-case words of letters and digits, one space apart: two texts that read the same fold to the same string.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if run > 0 || c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
        } else if !matches!(c, '\'' | '\u{2019}' | '\u{ad}' | '\u{200d}') {
            gap = true;
        }
        let (word, after) = rest.split_at(run.max(c.len_utf8()));
        match run {
            0 if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            0 => {}
            _ => out.push_str(word),
        }
        rest = after;
    }
    out.make_ascii_lowercase();
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
