//! From what pages write about authors to clean names.

use super::lexicon::LEXICON;
use super::words::{has_word, words};

/// Longer is a sentence, not a name.
const MAX_NAME: usize = 60;
const MAX_WORDS: usize = 6;
/// More is a list of something else.
const MAX_NAMES: usize = 24;

/// The names in one value; empty when it names nobody.
pub(super) fn names(raw: &str) -> Vec<String> {
    let text = super::clean::plain(raw);
    let is_address =
        text.contains('/') && (text.contains("://") || text.starts_with("//") || text.contains("/profile/"));
    if is_address || text.starts_with("www.") {
        return Vec::new();
    }
    let text = without_lead(&text);
    let mut names: Vec<String> = Vec::new();
    for part in split(text) {
        let Some(name) = name(part) else { continue };
        let same = |seen: &String| seen.to_lowercase() == name.to_lowercase();
        if names.len() < MAX_NAMES && !names.iter().any(same) {
            names.push(name);
        }
    }
    names
}

/// Whether the text is words that introduce authors and nothing else.
pub(super) fn is_lead(text: &str) -> bool {
    let text = text.trim_end_matches([':', ' ']);
    !text.is_empty() && LEXICON.leads.like(text).iter().any(|lead| prefix_len(text, lead) == Some(text.len()))
}

/// Whether the text is words that introduce authors, more than a preposition without its colon.
pub(super) fn is_strong_lead(text: &str) -> bool {
    is_lead(text) && (text.trim_end().ends_with(':') || text.trim().chars().count() >= 5)
}

/// Whether the text starts with words that introduce authors.
pub(super) fn has_lead(text: &str) -> bool {
    lead_len(text).is_some()
}

/// Whether the text starts with words that introduce authors and nothing else: more than a preposition.
pub(super) fn has_strong_lead(text: &str) -> bool {
    lead_len(text).is_some_and(|len| {
        let lead = text[..len].trim_end();
        lead.ends_with(':') || lead.chars().count() >= 5
    })
}

/// The length of the words that introduce authors, with what follows them.
fn lead_len(text: &str) -> Option<usize> {
    let best = LEXICON.leads.like(text).iter().filter_map(|lead| {
        let len = prefix_len(text, lead)?;
        let rest = &text[len..];
        // "Contributors to the project" are named by the whole of it.
        if [" to ", " of ", " for ", " at "].iter().any(|word| rest.starts_with(word)) {
            return None;
        }
        let trimmed = rest.trim_start_matches([' ', ':', '\u{a0}', '\u{ff1a}', '\n', '\t', '/']);
        let cjk = lead.chars().next_back().is_some_and(|c| c as u32 > 0x2e80);
        (trimmed.len() < rest.len() || cjk || lead.ends_with(':')).then_some(text.len() - trimmed.len())
    });
    best.max()
}

/// The bytes of `text` that are `prefix`, ignoring case.
fn prefix_len(text: &str, prefix: &str) -> Option<usize> {
    let same = |(one, other): &(u8, u8)| one == other || one.to_ascii_lowercase() == *other;
    let common = text.bytes().zip(prefix.bytes()).take_while(same).count();
    if common == prefix.len() {
        return Some(common);
    }
    // Only a letter beyond ASCII may still be the same in lower case.
    if text.as_bytes().get(common).is_none_or(u8::is_ascii) {
        return None;
    }
    let mut chars = text.char_indices();
    for expected in prefix.chars() {
        let (_, c) = chars.next()?;
        if c != expected && !c.to_lowercase().eq(std::iter::once(expected)) {
            return None;
        }
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}

/// Without the words that introduce authors, which some pages write twice ("By by Ann Lee", "Posted by: By Ann").
pub(super) fn without_lead(text: &str) -> &str {
    let mut text = text.trim();
    for _ in 0..3 {
        match lead_len(text) {
            Some(len) if len < text.len() => text = text[len..].trim_start(),
            _ => break,
        }
    }
    text
}

/// Cuts at commas, conjunctions and the like.
fn split(text: &str) -> Vec<&str> {
    const SIGNS: &[char] = &[
        ',', ';', '|', '/', '&', '\n', '\u{2022}', '\u{b7}', '\u{3001}', '\u{ff0c}', '\u{60c}', '+', '\u{bb}',
        '\u{203a}',
    ];
    const CONJUNCTIONS: &[&str] = &[
        "and", "und", "et", "y", "e", "i", "en", "og", "och", "ja", "и", "и́", "та", "ve", "και", "with", "mit", "avec",
        "con", "dan",
    ];
    /// Bytes of a conjunction in any case.
    const LONGEST: usize = 12;
    let mut parts = Vec::new();
    for piece in text.split(SIGNS) {
        let mut start = 0;
        for (at, word) in words(piece) {
            // A conjunction stands between two names, never at the start or end.
            let inner = at > start && at + word.len() < piece.len();
            if inner && word.len() <= LONGEST && CONJUNCTIONS.contains(&word.to_lowercase().as_str()) {
                parts.push(&piece[start..at]);
                start = at + word.len();
            }
        }
        parts.push(&piece[start..]);
    }
    parts
}

/// One name, or nothing.
fn name(part: &str) -> Option<String> {
    let mut part = without_lead(part);
    let bytes = part.as_bytes();
    let ends = |at: &usize| {
        let is_here = |end: &String| {
            bytes.get(*at..*at + end.len()).is_some_and(|here| here.eq_ignore_ascii_case(end.as_bytes()))
        };
        LEXICON.ends.iter().any(is_here)
    };
    // All of them start with a blank.
    if let Some(end) = memchr::memchr_iter(b' ', bytes).find(ends) {
        part = &part[..end];
    }
    // "Interview: Ann Lee".
    part = part.rsplit_once(": ").map_or(part, |(_, name)| name);
    // "Ann Lee (Berlin)", "Ann Lee [Paris]".
    part = part.split(['[', '<', '{', '\u{ff08}']).next().unwrap_or_default().trim_end();
    if let Some((name, _)) = part.split_once('(').filter(|_| part.ends_with(')') || !part.contains(')')) {
        part = name;
    }
    let edge = |c: char| !c.is_alphanumeric() && !matches!(c, '\u{93e}'..='\u{94d}');
    let mut kept: Vec<&str> =
        part.trim_start_matches(edge).trim_end_matches(|c: char| edge(c) && c != ')').split_whitespace().collect();
    while kept.len() > 1 && kept.last().is_some_and(|word| is_tail(word)) {
        kept.pop();
    }
    // "Ann Lee Senior Reporter", but "The Example Team" as it stands.
    let roles = kept.iter().rev().take_while(|word| is_role(word)).count();
    let trade = kept.last().is_some_and(|word| LEXICON.trades.has(word));
    if trade && kept.len() >= roles + 2 {
        kept.truncate(kept.len() - roles);
    }
    let group = |word: &&str| is_group(word);
    if kept.iter().all(|word| is_role(word)) && !kept.last().is_some_and(group) && !kept.first().is_some_and(group) {
        return None;
    }
    let name = kept.join(" ");
    is_name(&name).then_some(name)
}

/// Whether a word of a button or a date stands after a name, as in "Ann Lee Published".
fn is_tail(word: &str) -> bool {
    let word = word.trim_end_matches(':');
    LEXICON.tails.has(word) || LEXICON.dating.has(word)
}

/// Whether a word is for people who sign together.
pub(super) fn is_group(word: &str) -> bool {
    LEXICON.groups.has(word)
}

fn is_role(word: &str) -> bool {
    LEXICON.roles.has(word.trim_end_matches(','))
}

/// Whether a text can be somebody's name.
fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let folded = crate::page::fold(name);
    let legal = folded.rsplit(' ').take(2).any(is_legal_form) || folded.ends_with(" e v");
    // Initials of two letters tell nobody's name; two ideographs do.
    (letters >= 3 || letters == 2 && name.chars().all(|c| c as u32 > 0x2e80))
        && !legal
        && name.len() <= MAX_NAME * 2
        && name.chars().count() <= MAX_NAME
        && folded.split(' ').count() <= MAX_WORDS
        && !LEXICON.nobody.has(&folded)
        && !name.contains(['@', '<', '>', '{', '}', '=', '?', '%', '#', '"'])
        && !name.contains("://")
        && !name.contains("www.")
        && !is_host(name)
        && !has_word(&folded, "copyright")
}

/// Companies and societies write themselves so: they own the site, they did not write the text.
fn is_legal_form(word: &str) -> bool {
    matches!(
        word,
        "gmbh" | "ag" | "ltd" | "llc" | "inc" | "kg" | "ohg" | "bv" | "spa" | "sarl" | "plc" | "corp" | "ev" | "mbh"
    )
}

/// `example.com`: a site, not a person.
fn is_host(name: &str) -> bool {
    const ENDS: &[&str] = &[
        "com", "org", "net", "edu", "gov", "info", "io", "de", "at", "ch", "uk", "eu", "fr", "es", "it", "nl", "be",
        "pl", "se", "no", "dk", "fi", "ru", "ua", "jp", "cn", "in", "br", "au", "ca", "us", "co", "blog", "news",
        "online",
    ];
    let Some((_, end)) = name.rsplit_once('.') else { return false };
    !name.contains(' ') && ENDS.contains(&end)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn splits_and_cleans() {
        for (raw, expected) in [
            ("By Ann Lee", &["Ann Lee"][..]),
            ("Von Ann Lee und Bo Berg", &["Ann Lee", "Bo Berg"]),
            ("Ann Lee, Bo Berg and Cy Dunn", &["Ann Lee", "Bo Berg", "Cy Dunn"]),
            ("par Ann Lee et Bo Berg", &["Ann Lee", "Bo Berg"]),
            ("por Ana Luz y Juan Sol", &["Ana Luz", "Juan Sol"]),
            ("Ann Lee, Senior Political Correspondent", &["Ann Lee"]),
            ("Ann Lee Staff Writer", &["Ann Lee"]),
            ("Written by: Ann Lee | March", &["Ann Lee", "March"]),
            ("https://example.com/ann", &[]),
            ("ann@example.com", &[]),
            ("@ann", &[]),
            ("admin", &[]),
            ("Ann Lee; Ann Lee", &["Ann Lee"]),
            ("Contributors to Ossel Wiki", &["Contributors to Ossel Wiki"]),
            ("Ann Lee on May 3, 2024", &["Ann Lee"]),
        ] {
            let found = names(raw);
            assert!(
                found.iter().map(String::as_str).take(expected.len()).eq(expected.iter().copied()),
                "{raw}: {found:?}"
            );
        }
    }
}
