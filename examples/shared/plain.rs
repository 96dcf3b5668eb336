//! Text of pages in a terminal.

/// The start of a text, in one line and without signs that a terminal would obey or that turn its text round.
pub fn plain(text: &str, most: usize) -> String {
    let is_unseen = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut plain: String = text.chars().take(most).map(|c| if is_unseen(c) { ' ' } else { c }).collect();
    if text.chars().nth(most).is_some() {
        plain.push('…');
    }
    plain
}
