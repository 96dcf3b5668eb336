//! Footnotes: references in the text, and the list items that they point at.

use std::collections::{HashMap, HashSet};

use super::inline::{fragment, label_of};
use super::outline::{Part, Step};
use crate::page::{ContainerId, Page, SpanKind};

/// Longer texts are links, not references (bytes).
const MAX_LABEL: usize = 8;

/// The labels of the page's footnotes by the `id` of their items. A list counts only if all its items are pointed at
/// from the text before it.
pub(super) fn labels<'a>(page: &'a Page, steps: &[Step]) -> HashMap<&'a str, &'a str> {
    let mut said: HashMap<&str, &str> = HashMap::new();
    let mut labels: HashMap<&str, &str> = HashMap::new();
    let mut taken: HashSet<&str> = HashSet::new();
    // The list that is open, with its items' ids, and whether all were pointed at.
    let mut list: Option<Vec<&str>> = None;
    let mut depth = 0;
    for step in steps {
        match step {
            Step::Block(block) => references(page, *block, &mut said),
            Step::Open(Part::List { .. }, _) => {
                depth += 1;
                if depth == 1 {
                    list = Some(Vec::new());
                }
            }
            Step::Open(Part::Item { .. }, item) if depth == 1 => {
                let id = id_of(page, *item);
                match (id.filter(|id| said.contains_key(id)), &mut list) {
                    (Some(id), Some(ids)) => ids.push(id),
                    _ => list = None,
                }
            }
            Step::Close(Part::List { .. }) => {
                depth -= 1;
                let ids = list.take_if(|_| depth == 0).unwrap_or_default();
                let found: Vec<_> = ids.iter().filter_map(|id| Some((*id, *said.get(id)?))).collect();
                let fresh: HashSet<&str> = found.iter().map(|(_, label)| *label).collect();
                if fresh.len() == found.len() && fresh.is_disjoint(&taken) {
                    labels.extend(found);
                    taken.extend(fresh);
                }
            }
            _ => {}
        }
    }
    labels
}

fn references<'a>(page: &'a Page, block: u32, said: &mut HashMap<&'a str, &'a str>) {
    for span in page.block_spans(block).iter().filter(|span| span.kind == SpanKind::Link) {
        let label = label_of(&page.text[span.text.usize()]);
        if let Some(id) = fragment(page.value(span.target))
            && (1..=MAX_LABEL).contains(&label.len())
            && label.chars().all(char::is_alphanumeric)
        {
            said.entry(id).or_insert(label);
        }
    }
}

/// The `id` of an item.
pub(super) fn id_of(page: &Page, container: ContainerId) -> Option<&str> {
    let container = page.containers.get(container as usize)?;
    Some(page.value(container.id)).filter(|id| !id.is_empty())
}
