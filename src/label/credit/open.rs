//! A credit at the end of a caption without brackets and without a line of its own: a cue, a sign, and a name.

use super::{CREDIT, MAX_NAME, Tail, is_name};
use crate::label::cues::AGENCY;
use crate::label::view::{MAX_WORDS, View};
use crate::label::words::{self, is_closing};

/// Words of the name after the sign, at most.
const OPEN_NAME: usize = 8;
/// Bytes and words at the end of a block that are looked at.
const NEAR_END: usize = 160;
const MOST_NEAR_END: usize = 60;

/// "... on Main Street. Photo: Jane Roe", "... Foto: dpa", "... © Jane Roe".
pub(super) fn tail(view: &View<'_>, block: usize) -> Option<Tail> {
    let text = view.text(block);
    let floor = text.len().saturating_sub(NEAR_END);
    let from = (floor..text.len()).find(|at| text.is_char_boundary(*at))?;
    let known = view.words(block);
    let mut cut = Vec::new();
    let (words, from) = if known.len() < MAX_WORDS {
        (&known[known.partition_point(|word| word.end as usize <= from)..], 0)
    } else {
        words::words(&text[from..], MOST_NEAR_END, &mut cut);
        (cut.as_slice(), from)
    };
    let words = &words[..words.len().min(MOST_NEAR_END)];
    // Most blocks have none of the signs there.
    if !words.iter().rev().skip(1).take(OPEN_NAME).any(|word| is_sign(word.after)) {
        return None;
    }
    let first = words.len().saturating_sub(MAX_NAME);
    for at in first.max(1)..words.len() {
        let rest = &words[at..];
        let starts = rest[0].upper || rest[0].unspaced || !rest[0].lower;
        let Some(len) = view.matcher.prefix_len(rest, CREDIT).filter(|len| starts && *len < rest.len()) else {
            continue;
        };
        let ends_before = words[at - 1].after != ' ' && words[at - 1].after != '\0';
        let colon = is_sign(rest[len - 1].after);
        let sure = ends_before || view.matcher.cues(&rest[len..]).anywhere.any(AGENCY);
        if (ends_before || rest[0].upper) && colon && rest.len() - len <= OPEN_NAME && is_name(view, &rest[len..]) {
            let (start, name) = (from + rest[0].start as usize, from + rest[len].start as usize);
            let end = text.trim_end_matches(is_closing).len().max(name);
            let caption = text[..start].trim_end_matches(['|', '(', '[', '/', '-', '–', '—', ' ']);
            return Some(Tail {
                caption: view.range(block, 0, caption.len()),
                credit: view.range(block, name, end.max(name)),
                sure,
            });
        }
    }
    None
}

/// A sign between cue and name.
fn is_sign(c: char) -> bool {
    matches!(c, ':' | '：' | '/' | '©')
}
