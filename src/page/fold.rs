//! Folding of text for comparison.

/// Lower-case words of letters and digits, one space apart: two texts that read the same fold to the same string.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        let Some(c) = (if byte.is_ascii() { Some(char::from(*byte)) } else { text[at..].chars().next() }) else {
            break;
        };
        at += c.len_utf8();
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            if c.is_ascii() {
                at += bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                out.push_str(&text[start..at]);
            } else {
                out.extend(c.to_lowercase());
            }
        } else if !matches!(c, '\'' | '\u{2019}' | '\u{ad}' | '\u{200d}') {
            gap = true;
        }
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
