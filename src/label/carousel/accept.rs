//! Carousel or not: schedules, track lists and results have times and short lines too.

use super::{Run, Signs, View};
use crate::label::signs::repeats_near;

/// Words of a video's title on average, at least, when there is no marker: songs and runners have shorter names.
const TITLE_WORDS: usize = 4;
/// Schedules step by full five minutes.
const STEP: u32 = 5;

/// Whether a run of items is a carousel: a cue for it, and a sign from its context.
pub(super) fn is_carousel(view: &View<'_>, signs: &Signs, run: &Run) -> bool {
    let units = &run.units;
    let markers = units.iter().filter(|unit| unit.marker.is_some_and(|block| is_known(view, signs, block))).count();
    let strong = units.iter().filter(|unit| unit.marker.is_some_and(|block| signs.cells[block].strong)).count();
    let times = units.iter().filter(|unit| unit.time.is_some()).count();
    let credits = units.iter().filter(|unit| unit.credit.is_some()).count();
    let pictures = credits
        + (run.start..run.end)
            .filter(|block| view.lines[*block].file || repeats_near(view, *block))
            .count()
            .div_ceil(2);
    if markers > 0 {
        // One weak marker ("Replay") needs a time in its own item.
        let complete = units.iter().any(|unit| unit.marker.is_some() && unit.time.is_some());
        return complete || strong >= 2 || strong > 0 && pictures > 0 || markers >= 2 && pictures > 0;
    }
    let header = has_header(view, signs, run);
    let seconds: Vec<u32> = units.iter().filter_map(|unit| unit.time).map(|(_, time)| time.seconds).collect();
    if times < 2 || is_schedule(&seconds) && !header && pictures < 2 {
        return false;
    }
    if header || pictures * 2 >= units.len() {
        return true;
    }
    let outside = !signs.after_prose(run.start) || !signs.before_prose(run.end.saturating_sub(1));
    let marked = units.iter().all(|unit| unit.marker.is_some());
    has_headlines(view, run) && (outside || times >= 3 || marked) && !is_introduced(view, run)
}

/// A marker that the data files know.
fn is_known(view: &View<'_>, signs: &Signs, block: usize) -> bool {
    signs.cells[block].strong || view.cues(block).line.has(crate::label::Label::Carousel)
}

/// "More videos" right above the run.
fn has_header(view: &View<'_>, signs: &Signs, run: &Run) -> bool {
    let above = run.start.checked_sub(1);
    above.is_some_and(|block| signs.cells[block].marker && is_known(view, signs, block))
}

/// Times that only rise or only fall, or that step by five minutes.
fn is_schedule(seconds: &[u32]) -> bool {
    let rising = seconds.windows(2).all(|pair| pair[0] <= pair[1]);
    let falling = seconds.windows(2).all(|pair| pair[0] >= pair[1]);
    let stepped = seconds.iter().all(|time| time % STEP == 0);
    seconds.len() >= 3 && (rising || falling) || stepped
}

/// Whether the titles read like headlines: several words, no numbering, no full stop.
fn has_headlines(view: &View<'_>, run: &Run) -> bool {
    let titles: Vec<&str> =
        run.units.iter().filter_map(|unit| unit.title).map(|(_, range)| view.slice(range)).collect();
    let mut words = Vec::new();
    for title in &titles {
        crate::label::words::words(title, 40, &mut words);
    }
    let unspaced = words.iter().filter(|word| word.unspaced).count();
    let count = words.len() - unspaced + unspaced / 2;
    let numbered = titles.iter().filter(|title| title.starts_with(|c: char| c.is_ascii_digit())).count();
    let sentences = titles.iter().filter(|title| title.ends_with(['.', '。', '।'])).count();
    sentences * 2 <= titles.len()
        && titles.len() * 2 >= run.units.len()
        && count > titles.len() * TITLE_WORDS
        && numbered * 2 <= titles.len()
}

/// "The programme:" above a list makes it a part of the body.
fn is_introduced(view: &View<'_>, run: &Run) -> bool {
    run.start.checked_sub(1).is_some_and(|block| view.text(block).trim_end().ends_with([':', '：']))
}
