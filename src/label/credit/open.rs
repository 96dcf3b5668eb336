//! A credit at the end of a caption without brackets and without a line of its own: a cue, a sign, and a name.

use super::{CREDIT, MAX_NAME, Tail, is_name};
use crate::label::cues::AGENCY;
use crate::label::view::View;
use crate::label::words::{self, is_closing};

/// Words of the name after the sign, at most.
const OPEN_NAME: usize = 8;

/// "... on Main Street. Photo: Jane Roe", "... Foto: dpa", "... © Jane Roe".
pub(super) fn tail(view: &View<'_>, block: usize) -> Option<Tail> {
    let text = view.text(block);
    let floor = text.len().saturating_sub(160);
    let from = (floor..text.len()).find(|at| text.is_char_boundary(*at))?;
    if !has_sign_near_end(&text.as_bytes()[from..]) {
        return None;
    }
    let mut buffer = Vec::new();
    words::words(&text[from..], 60, &mut buffer);
    let first = buffer.len().saturating_sub(MAX_NAME);
    for at in first.max(1)..buffer.len() {
        let rest = &buffer[at..];
        let starts = rest[0].upper || rest[0].unspaced || !rest[0].lower;
        let Some(len) = view.matcher.prefix_len(rest, CREDIT).filter(|len| starts && *len < rest.len()) else {
            continue;
        };
        let ends_before = buffer[at - 1].after != ' ' && buffer[at - 1].after != '\0';
        let colon = matches!(rest[len - 1].after, ':' | '：' | '/' | '©');
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

/// Whether one of the signs between cue and name stands before no more words than a name has: most blocks have none there.
fn has_sign_near_end(text: &[u8]) -> bool {
    let (mut words, mut inside) = (0, false);
    for (at, byte) in text.iter().enumerate().rev() {
        match byte {
            b':' | b'/' => return true,
            0xc2 | 0xef if ["©", "："].iter().any(|sign| text[at..].starts_with(sign.as_bytes())) => return true,
            // What stands between spaces is one word at least.
            b' ' if inside => {
                (words, inside) = (words + 1, false);
                if words > OPEN_NAME {
                    return false;
                }
            }
            _ => inside |= byte.is_ascii_alphanumeric(),
        }
    }
    false
}
