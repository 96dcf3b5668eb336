//! The word lists of bylines and date lines, from `data/lexicon.txt`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// All lists.
#[derive(Default)]
pub(super) struct Lexicon {
    /// By their first character: nearly every line starts with none of them.
    pub leads: HashMap<char, Vec<&'static str>>,
    pub ends: Vec<String>,
    pub roles: HashSet<&'static str>,
    pub trades: HashSet<&'static str>,
    pub groups: HashSet<&'static str>,
    pub tails: HashSet<&'static str>,
    pub nobody: HashSet<&'static str>,
    pub updated: Vec<&'static str>,
    pub published: Vec<&'static str>,
    pub helpers: Vec<&'static str>,
    pub events: Vec<&'static str>,
    pub not_names: HashSet<&'static str>,
    pub author_paths: Vec<&'static str>,
    pub publishers: HashSet<&'static str>,
}

/// The lists, read once.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let text = include_str!("data/lexicon.txt");
    Lexicon {
        leads: by_first(section(text, "leads")),
        ends: section(text, "ends").into_iter().map(|end| end.replace('_', " ")).collect(),
        roles: section(text, "roles").into_iter().collect(),
        trades: section(text, "trades").into_iter().collect(),
        groups: section(text, "groups").into_iter().collect(),
        tails: section(text, "tails").into_iter().collect(),
        nobody: section(text, "nobody").into_iter().collect(),
        updated: section(text, "updated"),
        published: section(text, "published"),
        helpers: section(text, "helpers"),
        events: section(text, "events"),
        not_names: section(text, "not_names").into_iter().collect(),
        author_paths: section(text, "author_paths"),
        publishers: section(text, "publishers").into_iter().collect(),
    }
});

fn by_first(phrases: Vec<&'static str>) -> HashMap<char, Vec<&'static str>> {
    let mut map: HashMap<char, Vec<&'static str>> = HashMap::new();
    for phrase in phrases {
        map.entry(phrase.chars().next().unwrap_or_default()).or_default().push(phrase);
    }
    map
}

impl Lexicon {
    /// The words that introduce authors and start like the text.
    pub(super) fn leads_like(&self, text: &str) -> &[&'static str] {
        let first = text.chars().next().and_then(|c| c.to_lowercase().next());
        first.and_then(|first| self.leads.get(&first)).map_or(&[], Vec::as_slice)
    }
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
        assert!(lexicon.leads_like("Von").contains(&"von") && lexicon.ends.contains(&" on ".to_owned()));
        assert!(lexicon.roles.contains("staff") && lexicon.nobody.contains("admin") && lexicon.groups.contains("team"));
        assert!(
            !lexicon.updated.is_empty()
                && !lexicon.published.is_empty()
                && !lexicon.helpers.is_empty()
                && !lexicon.events.is_empty()
        );
        assert!(!lexicon.not_names.is_empty() && !lexicon.author_paths.is_empty() && !lexicon.tails.is_empty());
        assert!(lexicon.trades.contains("reporter"));
    }
}
