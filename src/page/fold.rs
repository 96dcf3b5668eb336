//! Folding of text for comparison.

/// Lower-case words of letters and digits, one space apart: two texts that read the same fold to the same string.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let mut rest = text;
    loop {
        let len = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(len);
        if len > 0 {
            separate(&mut out, &mut gap);
            let start = out.len();
            out.push_str(run);
            out[start..].make_ascii_lowercase();
        }
        let mut chars = behind.chars();
        let Some(c) = chars.next() else { return out };
        rest = chars.as_str();
        if is_caseless(c) {
            separate(&mut out, &mut gap);
            out.push(c);
        } else if !c.is_ascii() && c.is_alphanumeric() {
            separate(&mut out, &mut gap);
            out.extend(c.to_lowercase());
        } else {
            gap |= !matches!(c, '\'' | '\u{2019}' | '\u{ad}' | '\u{200d}');
        }
    }
}

/// Writes the space that stands for the signs before a letter.
fn separate(out: &mut String, gap: &mut bool) {
    if std::mem::take(gap) && !out.is_empty() {
        out.push(' ');
    }
}

/// Han, kana and Korean syllables: letters without case, told without a search in tables, for pages that are full of them.
pub(crate) fn is_caseless(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')
}

/// The value of a decimal digit of any script that pages use.
pub(crate) fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(zero)).ok()
}

#[cfg(test)]
mod tests {
    use super::{fold, is_caseless};

    #[test]
    fn caseless_letters_are_letters_without_case() {
        for c in ('\u{80}'..='\u{ffff}').filter(|c| is_caseless(*c)) {
            assert!(c.is_alphabetic() && !c.is_numeric() && !c.is_uppercase() && c.to_lowercase().eq([c]), "{c:?}");
        }
    }

    #[test]
    fn folds_case_space_and_marks() {
        assert_eq!(fold("  The “River”—it\u{2019}s\trising. "), fold("the river: IT'S rising"));
        assert_eq!(fold("!?"), "");
    }
}
