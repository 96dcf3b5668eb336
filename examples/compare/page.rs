//! One page: what differs, and why the run that does not have the words left them out.

use std::collections::HashMap;

use serde::Serialize;

use crate::diff::{self, Side};
use crate::sides::{Both, Removed, Version};

/// Differences of a page that are kept, and characters of each: a page can be all difference.
const MAX_DIFFERENCES: usize = 200;
const MAX_TEXT: usize = 600;

/// A page as compared.
#[derive(Debug, Serialize)]
pub struct Page {
    pub file: String,
    /// Words that only one of the runs kept, and words that each kept.
    pub only_a: usize,
    pub only_b: usize,
    pub words_a: usize,
    pub words_b: usize,
    /// The side that does not have the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_in: Option<&'static str>,
    pub outcome: [Option<String>; 2],
    pub confidence: [Option<f64>; 2],
    pub differences: Vec<Difference>,
    /// Further differences, of which only the words are counted.
    pub more_differences: usize,
}

/// A line, or words of one, that one run kept.
#[derive(Debug, Serialize)]
pub struct Difference {
    pub kept_by: &'static str,
    pub text: String,
    pub words: usize,
    /// What the other run took it for, and why.
    pub label: Option<String>,
    pub reasons: Vec<String>,
}

impl Page {
    pub fn new(file: String, (a, b): Both) -> Self {
        let (words_a, words_b) = (words(a.as_ref()), words(b.as_ref()));
        let missing_in = match (&a, &b) {
            (Some(_), None) => Some("B"),
            (None, _) => Some("A"),
            _ => None,
        };
        let mut page = Page {
            file,
            only_a: 0,
            only_b: 0,
            words_a,
            words_b,
            missing_in,
            outcome: [&a, &b].map(|side| side.as_ref()?.outcome.clone()),
            confidence: [&a, &b].map(|side| side.as_ref()?.confidence),
            differences: Vec::new(),
            more_differences: 0,
        };
        if let (Some(a), Some(b)) = (a, b) {
            page.compare(&a, &b);
        }
        page
    }

    fn compare(&mut self, a: &Version, b: &Version) {
        let changes = diff::changes(&a.text, &b.text);
        if changes.is_empty() {
            return;
        }
        let removed = [Lookup::new(a), Lookup::new(b)];
        for change in changes {
            let (kept_by, sum, other) = match change.side {
                Side::A => ("A", &mut self.only_a, &removed[1]),
                Side::B => ("B", &mut self.only_b, &removed[0]),
            };
            *sum += change.words;
            if self.differences.len() == MAX_DIFFERENCES {
                self.more_differences += 1;
                continue;
            }
            let why = other.find(change.text);
            self.differences.push(Difference {
                kept_by,
                text: start(change.text),
                words: change.words,
                label: why.map(|removed| removed.label.clone()),
                reasons: why.map(|removed| removed.reasons.clone()).unwrap_or_default(),
            });
        }
    }

    /// Words that only one of the runs kept.
    pub fn differing(&self) -> usize {
        self.only_a + self.only_b
    }
}

fn words(version: Option<&Version>) -> usize {
    version.map_or(0, |version| diff::words(&version.text))
}

fn start(text: &str) -> String {
    let mut start: String = text.chars().take(MAX_TEXT).collect();
    if start.len() < text.len() {
        start.push_str(" …");
    }
    start
}

/// What a run removed, by line.
struct Lookup<'v>(HashMap<String, &'v Removed>);

impl<'v> Lookup<'v> {
    fn new(version: &'v Version) -> Self {
        let mut lines = HashMap::new();
        for removed in &version.removed {
            for line in removed.text.lines() {
                lines.entry(folded(line)).or_insert(removed);
            }
        }
        Lookup(lines)
    }

    /// The block that a line was, or the first cell that a row of a table was.
    fn find(&self, line: &str) -> Option<&'v Removed> {
        let cell = line.split('\t').next().unwrap_or(line);
        self.0.get(&folded(line)).or_else(|| self.0.get(&folded(cell))).copied()
    }
}

fn folded(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
