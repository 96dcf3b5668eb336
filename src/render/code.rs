//! The language of code blocks.

use crate::markup::Tag;
use crate::page::{ContainerId, Holds, Page, start_of};

/// Bytes of a class attribute that are read: one may be around any number of code blocks.
const MAX_CLASS: usize = 512;
/// Marks of one container that are looked at.
const MAX_MARKS: usize = 16;

/// The language in a list of class names.
fn language_in(class: &str) -> Option<&str> {
    const PREFIXES: &[&str] = &["language-", "lang-", "highlight-source-", "sourceCode ", "brush:"];
    start_of(class, MAX_CLASS)
        .split_ascii_whitespace()
        .find_map(|name| PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix)))
        .filter(|name| {
            !name.is_empty()
                && name.len() <= 24
                && name.chars().all(|c| c.is_ascii_alphanumeric() || "+#-._".contains(c))
        })
}

/// The language of a code block by the class names around and inside it.
pub(super) fn language(page: &Page, container: ContainerId) -> Option<String> {
    let inside = page.marks.partition_point(|mark| mark.container < container);
    let inner = page.marks[inside..].iter().take_while(|mark| mark.container == container);
    let inner = inner
        .take(MAX_MARKS)
        .filter(|mark| mark.holds.any(Holds::CODE))
        .find_map(|mark| language_in(page.value(mark.value)));
    let outer = page.ancestors(container).take(4).take_while(|(_, c)| c.tag != Tag::Article && c.tag != Tag::Body);
    let found = inner.or_else(|| outer.into_iter().find_map(|(_, c)| language_in(page.value(c.class))));
    found.map(str::to_ascii_lowercase)
}
