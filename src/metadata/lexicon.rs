//! The word lists of bylines and date lines, from `data/lexicon.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::words::Phrases;

/// All lists.
#[derive(Default)]
pub(super) struct Lexicon {
    pub leads: Leads,
    /// Each starts with a blank.
    pub ends: Vec<String>,
    pub roles: HashSet<&'static str>,
    pub trades: HashSet<&'static str>,
    pub groups: HashSet<&'static str>,
    pub tails: HashSet<&'static str>,
    pub nobody: HashSet<&'static str>,
    pub updated: Phrases,
    pub published: Phrases,
    pub helpers: Phrases,
    pub events: Phrases,
    pub not_names: HashSet<&'static str>,
    pub author_paths: Vec<&'static str>,
    pub publishers: HashSet<&'static str>,
}

/// The lists, read once.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let text = include_str!("data/lexicon.txt");
    Lexicon {
        leads: Leads::new(section(text, "leads")),
        ends: section(text, "ends").into_iter().map(|end| end.replace('_', " ")).collect(),
        roles: section(text, "roles").into_iter().collect(),
        trades: section(text, "trades").into_iter().collect(),
        groups: section(text, "groups").into_iter().collect(),
        tails: section(text, "tails").into_iter().collect(),
        nobody: section(text, "nobody").into_iter().collect(),
        updated: Phrases::new(section(text, "updated")),
        published: Phrases::new(section(text, "published")),
        helpers: Phrases::new(section(text, "helpers")),
        events: Phrases::new(section(text, "events")),
        not_names: section(text, "not_names").into_iter().collect(),
        author_paths: section(text, "author_paths"),
        publishers: section(text, "publishers").into_iter().collect(),
    }
});

/// The words that introduce authors, by their first character: nearly every line starts with none of them.
#[derive(Default)]
pub(super) struct Leads {
    by_first: HashMap<char, Vec<&'static str>>,
    /// Of those that start with a letter of ASCII: the second bytes that follow it, as one bit for each of [`second`].
    pairs: [u32; 26],
}

impl Leads {
    fn new(phrases: Vec<&'static str>) -> Self {
        let mut leads = Leads::default();
        for phrase in phrases {
            if let [first @ b'a'..=b'z', next, ..] = phrase.as_bytes() {
                leads.pairs[usize::from(first - b'a')] |= second(*next);
            }
            leads.by_first.entry(phrase.chars().next().unwrap_or_default()).or_default().push(phrase);
        }
        leads
    }

    /// Those that may start a text.
    pub(super) fn like(&self, text: &str) -> &[&'static str] {
        let rare = match *text.as_bytes() {
            [first, next, ..] if first.is_ascii() && next.is_ascii() => {
                let letter = usize::from(first.to_ascii_lowercase().wrapping_sub(b'a'));
                self.pairs.get(letter).is_none_or(|pairs| pairs & second(next.to_ascii_lowercase()) == 0)
            }
            _ => false,
        };
        if rare {
            return &[];
        }
        let first = text.chars().next().and_then(|c| c.to_lowercase().next());
        first.and_then(|first| self.by_first.get(&first)).map_or(&[], Vec::as_slice)
    }
}

/// The bit of a byte behind a first letter.
fn second(byte: u8) -> u32 {
    1 << (byte & 31)
}

/// The phrases of a section.
fn section(text: &'static str, name: &str) -> Vec<&'static str> {
    let mut inside = false;
    let mut phrases = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(title) = line.strip_prefix('[') {
            inside = title.trim_end_matches(']') == name;
        } else if inside {
            phrases.extend(line.split(',').map(str::trim).filter(|phrase| !phrase.is_empty()));
        }
    }
    phrases
}

#[cfg(test)]
mod tests {
    use super::LEXICON;

    #[test]
    fn all_sections_are_there() {
        let lexicon = &*LEXICON;
        assert!(lexicon.leads.like("Von").contains(&"von") && lexicon.leads.like("Xylophone").is_empty());
        assert!(lexicon.ends.contains(&" on ".to_owned()) && lexicon.ends.iter().all(|end| end.starts_with(' ')));
        assert!(lexicon.roles.contains("staff") && lexicon.nobody.contains("admin") && lexicon.groups.contains("team"));
        assert!(
            lexicon.updated.has("updated")
                && lexicon.published.has("published")
                && lexicon.helpers.has("photo")
                && lexicon.events.has("deadline")
        );
        assert!(!lexicon.not_names.is_empty() && !lexicon.author_paths.is_empty() && !lexicon.tails.is_empty());
        assert!(lexicon.trades.contains("reporter"));
    }
}
