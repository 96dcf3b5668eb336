//! The word lists of bylines and date lines, from `data/lexicon.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::{Phrases, Words};

/// All lists.
pub(super) struct Lexicon {
    pub leads: Leads,
    /// Each starts with a blank.
    pub ends: Vec<String>,
    pub roles: Words,
    pub trades: Words,
    pub signed: Vec<&'static str>,
    pub groups: Words,
    pub tails: Words,
    pub nobody: Words,
    pub updated: Phrases,
    pub published: Phrases,
    /// Those for either date.
    pub dating: Words,
    pub helpers: Phrases,
    pub events: Phrases,
    pub not_names: Words,
    pub author_paths: Vec<&'static str>,
    pub publishers: Words,
}

/// The lists, read once.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let text = include_str!("data/lexicon.txt");
    Lexicon {
        leads: Leads::new(section(text, "leads")),
        ends: section(text, "ends").into_iter().map(|end| end.replace('_', " ")).collect(),
        roles: Words::new(section(text, "roles")),
        trades: Words::new(section(text, "trades")),
        signed: section(text, "signed"),
        groups: Words::new(section(text, "groups")),
        tails: Words::new(section(text, "tails")),
        nobody: Words::new(section(text, "nobody")),
        updated: Phrases::new(section(text, "updated")),
        published: Phrases::new(section(text, "published")),
        dating: Words::new([section(text, "published"), section(text, "updated")].concat()),
        helpers: Phrases::new(section(text, "helpers")),
        events: Phrases::new(section(text, "events")),
        not_names: Words::new(section(text, "not_names")),
        author_paths: section(text, "author_paths"),
        publishers: Words::new(section(text, "publishers")),
    }
});

/// The words that introduce authors, by how they start: nearly every line starts like none of them.
#[derive(Default)]
pub(super) struct Leads {
    by_first: HashMap<char, Vec<&'static str>>,
    /// Those that start with two bytes of ASCII, the first a letter, by [`start`].
    by_start: Vec<Vec<&'static str>>,
}

impl Leads {
    fn new(phrases: Vec<&'static str>) -> Self {
        let mut leads = Leads { by_start: vec![Vec::new(); 26 * 32], ..Leads::default() };
        for phrase in phrases {
            if let Some(slot) = start(phrase).and_then(|start| leads.by_start.get_mut(start)) {
                slot.push(phrase);
            }
            leads.by_first.entry(phrase.chars().next().unwrap_or_default()).or_default().push(phrase);
        }
        leads
    }

    /// Those that may start a text.
    pub(super) fn like(&self, text: &str) -> &[&'static str] {
        if let Some(start) = start(text) {
            return self.by_start.get(start).map_or(&[], Vec::as_slice);
        }
        let first = text.chars().next().and_then(|c| c.to_lowercase().next());
        first.and_then(|first| self.by_first.get(&first)).map_or(&[], Vec::as_slice)
    }
}

/// A number for the first two bytes of a text, whatever their case, where they are ASCII.
fn start(text: &str) -> Option<usize> {
    let [first, second, ..] = *text.as_bytes() else { return None };
    let letter = usize::from(first.to_ascii_lowercase().wrapping_sub(b'a'));
    (first.is_ascii() && second.is_ascii()).then_some(letter * 32 + usize::from(second & 31))
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
        assert!(lexicon.roles.has("staff") && lexicon.nobody.has("admin") && lexicon.groups.has("team"));
        assert!(
            lexicon.updated.maybe_in("updated").any(|word| word == "updated")
                && lexicon.published.maybe_in("published").any(|word| word == "published")
                && lexicon.helpers.maybe_in("photo").any(|word| word == "photo")
                && lexicon.events.maybe_in("deadline").any(|word| word == "deadline")
                && lexicon.dating.has("Updated")
                && lexicon.dating.has("Posted")
        );
        assert!(lexicon.not_names.has("Us") && !lexicon.author_paths.is_empty() && lexicon.tails.has("follow"));
        assert!(lexicon.trades.has("Reporter") && lexicon.signed.contains(&"기자"));
    }
}
