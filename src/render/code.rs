//! The language of code blocks.

use crate::markup::Tag;
use crate::page::{ContainerId, Holds, Page};

/// The language in a list of class names.
fn language_in(class: &str) -> Option<&str> {
    const PREFIXES: &[&str] = &["language-", "lang-", "highlight-source-", "sourceCode ", "brush:"];
    class.split_ascii_whitespace().find_map(|name| PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix))).filter(
        |name| {
            !name.is_empty()
                && name.len() <= 24
                && name.chars().all(|c| c.is_ascii_alphanumeric() || "+#-._".contains(c))
        },
    )
}

/// The language of a code block by the class names around and inside it.
pub(super) fn language(page: &Page, container: ContainerId) -> Option<String> {
    let inside = page.marks.partition_point(|mark| mark.container < container);
    let inner = page.marks[inside..].iter().take_while(|mark| mark.container == container);
    let inner = inner.filter(|mark| mark.holds.any(Holds::CODE)).find_map(|mark| language_in(page.value(mark.value)));
    let outer = page.ancestors(container).take(4).take_while(|(_, c)| c.tag != Tag::Article && c.tag != Tag::Body);
    let found = inner.or_else(|| outer.into_iter().find_map(|(_, c)| language_in(page.value(c.class))));
    found.map(str::to_ascii_lowercase)
}
