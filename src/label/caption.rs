//! Captions and credits outside of carousels: in text by the credit next to them, in HTML by their figure as well.

use std::collections::HashSet;

use super::credit;
use super::cues::{Classes, MONTH, WEEKDAY};
use super::media::Group;
use super::signs::{Signs, repeats, repeats_near};
use super::view::View;
use super::{Label, Proposal, Sheet};
use crate::markup::Tag;
use crate::page::{BlockKind, Range};

/// Words and sentences of a caption that ends with its credit, at most.
const LONGEST: usize = 100;
const MOST_SENTENCES: usize = 4;
/// Words of a caption without a mark at its end, when nothing but its copy says that it is one.
const MIN_LONE: usize = 7;
/// Score from which a line below a credit is its caption.
const BELOW: f32 = 2.0;
/// Words of a caption that is looked for in the rest of the page.
const COPY_WORDS: usize = 5;

/// Proposes captions and credits; gives their pictures.
pub(super) fn propose(view: &View<'_>, signs: &Signs, sheet: &Sheet, out: &mut Vec<Proposal>) -> Vec<Group> {
    let mut used = vec![false; view.len()];
    let mut groups = Vec::new();
    figures(view, signs, sheet, &mut used, &mut groups);
    for block in 0..view.len() {
        if !used[block] && !sheet.is_taken(block) {
            if let Some(name) = signs.credit[block] {
                credited(view, signs, sheet, &mut used, &mut groups, (block, name));
            } else if let Some(tail) = signs.tail[block]
                && tail.sure
                && !is_credited(view, signs, block)
                && view.lines[block].count <= LONGEST
                && view.lines[block].sentences <= MOST_SENTENCES
            {
                used[block] = true;
                groups.push(Group::picture(block, vec![tail.caption], Some(tail.credit)));
            }
        }
    }
    for (block, used) in used.iter_mut().enumerate() {
        if !*used && !sheet.is_taken(block) && is_lone_caption(view, signs, block) {
            *used = true;
            groups.push(Group::picture(block, vec![view.whole(block)], None));
        }
    }
    copies(view, signs, sheet, &mut used);
    for block in (0..view.len()).filter(|block| used[*block]) {
        let label = if signs.is_credit(block) { Label::Credit } else { Label::Caption };
        out.push(Proposal::out(block, label));
    }
    repeated_prose(view, sheet, &used, out);
    groups.sort_by_key(|group| group.block);
    groups
}

/// Whether a credit stands below the block or its copies: then that one counts, and the caption keeps its end.
fn is_credited(view: &View<'_>, signs: &Signs, block: usize) -> bool {
    let below = (block + 1..block + 4).find(|at| !repeats(view, block, *at));
    below.is_some_and(|at| signs.is_credit(at))
}

/// A credit with the caption above it, or below it.
fn credited(
    view: &View<'_>,
    signs: &Signs,
    sheet: &Sheet,
    used: &mut [bool],
    groups: &mut Vec<Group>,
    (block, name): (usize, Range),
) {
    let open = |at: usize, used: &[bool]| at < view.len() && !used[at] && !sheet.is_taken(at);
    used[block] = true;
    let above =
        block.checked_sub(1).filter(|at| open(*at, used) && fits(view, signs, *at) && !has_picture(view, block));
    let below = Some(block + 1).filter(|at| open(*at, used) && score(view, signs, *at) >= BELOW);
    // A caption with its own credit above ends that picture.
    let mut captions = Vec::new();
    match (above, below) {
        (Some(at), below) if below.is_none_or(|below| score(view, signs, at) + 1.0 >= score(view, signs, below)) => {
            captions.push(at);
            let mut copy = at;
            while copy > 0 && open(copy - 1, used) && repeats(view, copy - 1, at) {
                copy -= 1;
                captions.insert(0, copy);
            }
        }
        (_, Some(at)) => {
            captions.push(at);
            let mut copy = at + 1;
            while open(copy, used) && repeats(view, copy, at) {
                captions.push(copy);
                copy += 1;
            }
        }
        _ => {}
    }
    for caption in &captions {
        used[*caption] = true;
    }
    let ranges = captions.iter().map(|at| view.whole(*at)).collect();
    groups.push(Group::picture(captions.first().map_or(block, |at| block.min(*at)), ranges, Some(name)));
}

/// Whether a picture stands right before the block: then what stands above the picture is not its caption.
fn has_picture(view: &View<'_>, block: usize) -> bool {
    let media = &view.page.media;
    let at = media.partition_point(|element| (element.block as usize) < block);
    media.get(at).is_some_and(|element| element.block as usize == block)
}

/// Whether the block above a credit is its caption.
pub(super) fn fits(view: &View<'_>, signs: &Signs, block: usize) -> bool {
    score(view, signs, block) > 0.0
}

/// The same at the edge of a run; where its other items have captions, a line that could be a title is one as well.
pub(super) fn fits_in_run(view: &View<'_>, signs: &Signs, block: usize, others: bool) -> bool {
    let line = &view.lines[block];
    let short =
        others && !line.ends && !line.is_candidate() && !view.is_heading(block) && !signs.cells[block].is_anchor();
    short || fits(view, signs, block)
}

/// Whether a block has a word or a date of captions.
pub(super) fn is_marked(view: &View<'_>, block: usize) -> bool {
    let cues = view.cues(block);
    let caption = Classes::of(Label::Caption);
    cues.prefix.or(cues.anywhere).or(cues.suffix).any(caption) || cues.word.any(MONTH.or(WEEKDAY))
}

/// How much a block next to a credit looks like its caption; below 0 it cannot be one.
fn score(view: &View<'_>, signs: &Signs, block: usize) -> f32 {
    let line = &view.lines[block];
    let cell = &signs.cells[block];
    if view.is_heading(block) || cell.is_anchor() || cell.neutral || signs.is_credit(block) || line.count == 0 {
        return -1.0;
    }
    let caption = Classes::of(Label::Caption);
    let prefix = view.cues(block).prefix.any(caption);
    let inner = view.cues(block).anywhere.any(caption) || view.cues(block).suffix.any(caption);
    let dated = view.cues(block).word.any(MONTH.or(WEEKDAY));
    let dated_fully = view.cues(block).word.any(MONTH) && view.cues(block).word.any(WEEKDAY);
    let quoted = view.text(block).contains(['"', '“', '”', '„', '«', '»']);
    let certain = repeats_near(view, block) || line.file || signs.tail[block].is_some();
    let mut score = f32::from(u8::from(inner)) + f32::from(u8::from(dated)) + 2.0 * f32::from(u8::from(prefix));
    score += if certain { 3.0 } else { 0.0 } + if line.ends { 0.0 } else { 1.0 };
    if line.is_candidate() && !certain {
        // A paragraph above a credit that has no caption.
        let head =
            block > 0 && !signs.after_prose(block) && line.sentences <= 2 && (inner && dated || dated_fully || prefix);
        let told = inner && dated && !quoted && line.sentences <= 2;
        return if prefix || head || told { score } else { -1.0 };
    }
    if !certain && !prefix && (quoted && signs.after_prose(block) || is_title(view, signs, block)) {
        return -1.0;
    }
    score + 0.5
}

/// The first line of a text, when it ends no sentence, is its title.
fn is_title(view: &View<'_>, signs: &Signs, block: usize) -> bool {
    let title = &view.page.head.title;
    let is_first = block < 3 && (0..block).all(|before| signs.cells[before].is_anchor());
    is_first && !view.lines[block].ends || !title.is_empty() && title.starts_with(view.text(block))
}

/// A file name, or a line that stands twice in a row between paragraphs or outside of them.
fn is_lone_caption(view: &View<'_>, signs: &Signs, block: usize) -> bool {
    let line = &view.lines[block];
    if line.file {
        return true;
    }
    if !repeats_near(view, block) || line.is_candidate() || view.is_heading(block) || signs.cells[block].is_anchor() {
        return false;
    }
    let first = if block > 0 && repeats(view, block, block - 1) { block - 1 } else { block };
    // Headings are doubled too, by their anchors.
    let is_start = first == 0 && !line.ends;
    let is_heading = !line.ends && line.count < MIN_LONE || line.exclaims;
    // Refrains stand among short lines.
    let among_prose = [first.checked_sub(1), Some(first + 2)].into_iter().all(|at| {
        at.is_none_or(|at| at >= view.len() || view.lines[at].is_candidate() || view.lines[at].is_sentence())
    });
    let thrice = repeats(view, first, first + 2);
    !is_start && !is_heading && !thrice && (among_prose || line.ends && !signs.inside_prose(block))
}

/// Further copies of a caption, beside a credit or too short to be prose.
fn copies(view: &View<'_>, signs: &Signs, sheet: &Sheet, used: &mut [bool]) {
    let is_caption = |block: usize| used[block] || sheet.label(block) == Some(Label::Caption);
    let known: HashSet<u64> = (0..view.len())
        .filter(|block| is_caption(*block) && !signs.is_credit(*block) && view.lines[*block].count >= COPY_WORDS)
        .map(|block| view.lines[block].hash)
        .collect();
    if known.is_empty() {
        return;
    }
    for (block, used) in used.iter_mut().enumerate() {
        let line = &view.lines[block];
        let beside = signs.is_credit(block + 1) || block > 0 && signs.is_credit(block - 1);
        *used |= known.contains(&line.hash) && !sheet.is_taken(block) && (!line.is_candidate() || beside);
    }
}

/// A paragraph that stands twice in a row, and no caption: the second is out.
fn repeated_prose(view: &View<'_>, sheet: &Sheet, used: &[bool], out: &mut Vec<Proposal>) {
    for block in 1..view.len() {
        let free = |at: usize| !used[at] && !sheet.is_taken(at);
        if view.lines[block].is_candidate() && repeats(view, block, block - 1) && free(block) && free(block - 1) {
            out.push(Proposal::out(block, Label::Repeat));
        }
    }
}

/// Captions and credits that the markup names: in a figure, or by class next to a picture.
fn figures(view: &View<'_>, signs: &Signs, sheet: &Sheet, used: &mut [bool], groups: &mut Vec<Group>) {
    let mut last: Option<(u32, usize)> = None;
    let mut media = 0;
    for (block, used) in used.iter_mut().enumerate() {
        while view.page.media.get(media).is_some_and(|element| (element.block as usize) + 3 < block) {
            media += 1;
        }
        let near = view.page.media.get(media).is_some_and(|element| element.block as usize <= block + 2);
        // Testimonials are figures without a picture.
        if !near || sheet.is_taken(block) || *used {
            continue;
        }
        let Some(figure) = figure_of(view, block) else { continue };
        *used = true;
        let whole = view.whole(block);
        let (caption, credit) = match (signs.credit[block].or_else(|| credit::signed(view, block)), signs.tail[block]) {
            (Some(name), _) => (None, Some(name)),
            (_, Some(tail)) => (Some(tail.caption), Some(tail.credit)),
            _ => (Some(whole), None),
        };
        match last {
            Some((same, group)) if same == figure => {
                groups[group].captions.extend(caption);
                groups[group].credit = groups[group].credit.or(credit);
            }
            _ => {
                last = Some((figure, groups.len()));
                groups.push(Group::picture(block, caption.into_iter().collect(), credit));
            }
        }
    }
}

/// The container of the figure whose caption or credit the block is.
fn figure_of(view: &View<'_>, block: usize) -> Option<u32> {
    let data = &view.page.blocks[block];
    let mut named = false;
    for (depth, (id, container)) in view.page.ancestors(data.container).take(5).enumerate() {
        named |= depth < 2 && container.captions;
        if container.tag == Tag::Table {
            return None;
        }
        if container.tag == Tag::Figure {
            let caption =
                data.kind == BlockKind::Caption || named || view.page.is_inside(data.container, Tag::Figcaption);
            return caption.then_some(id);
        }
        if named && depth < 2 && !view.lines[block].is_candidate() {
            return Some(container.parent);
        }
    }
    None
}
