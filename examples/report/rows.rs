//! The blocks of a page as rows: which of them are shown, and how.

use std::collections::BTreeMap;

use bodytext::{Article, Block, BlockKind, Cause, Evidence, Reason};

use crate::markup::{Count, Decimal, Html, Probability, Start, Text, write_html};

/// Bytes of all rows together: more would be no pleasure to a browser or to a reader.
const MAX_BYTES: usize = 6 << 20;
/// Rows at most.
const MAX_ROWS: usize = 5000;
/// Characters of a block's text, and of its path from the inside.
const MAX_TEXT: usize = 6000;
const MAX_PATH: usize = 240;
/// Bytes of paths that may be made, since elements with huge class names can stand around many blocks.
const MAX_PATHS: usize = 64 << 20;
/// Weaker reasons than this (in log-odds) would be written as 0.0.
const WEAKEST: f32 = 0.05;
/// Reasons that stand in the row.
const SHORT: usize = 2;
/// A block this near to the threshold, in log-odds, could as well have gone the other way: at a threshold of .5 it lies
/// between .27 and .73.
pub const DOUBT: f32 = 1.0;

/// The rows that are shown, and what is to be said about them.
pub struct Rows {
    pub html: Html,
    /// Blocks that are shown.
    pub shown: Vec<usize>,
    /// Shown blocks that could as well have gone the other way.
    pub doubtful: usize,
    /// Shown blocks by label: kept and removed.
    pub labels: BTreeMap<&'static str, (usize, usize)>,
}

/// The rows of a page. Where there are too many blocks for one file, kept blocks come first, then the removed ones that
/// the judge was least sure of.
pub fn of(article: &Article) -> Rows {
    let mut order: Vec<Block<'_>> = article.blocks().collect();
    let rank = |block: &Block<'_>| (block.is_main(), block.probability());
    order.sort_by(|a, b| {
        let ((main_a, one), (main_b, other)) = (rank(a), rank(b));
        main_b.cmp(&main_a).then(other.total_cmp(&one)).then(a.index().cmp(&b.index()))
    });
    let mut rows = Rows { html: Html::new(), shown: Vec::new(), doubtful: 0, labels: BTreeMap::new() };
    let mut written: Vec<(Block<'_>, Html)> = Vec::new();
    let (mut bytes, mut paths) = (0, 0);
    for block in order.into_iter().take(MAX_ROWS) {
        let (row, is_doubtful) = row(article, block, &mut paths);
        bytes += row.len();
        if bytes > MAX_BYTES {
            break;
        }
        rows.doubtful += usize::from(is_doubtful);
        let counts = rows.labels.entry(block.label().name()).or_default();
        if block.is_main() {
            counts.0 += 1
        } else {
            counts.1 += 1
        }
        written.push((block, row));
    }
    written.sort_by_key(|(block, _)| block.index());
    let mut next = 0;
    for (block, row) in written {
        gap(&mut rows.html, block.index() - next);
        next = block.index() + 1;
        rows.shown.push(block.index());
        rows.html.push(row);
    }
    gap(&mut rows.html, article.blocks().len() - next);
    rows
}

fn gap(out: &mut Html, missing: usize) {
    if missing > 0 {
        write_html!(out, "<li class=gap>", Count(missing), if missing == 1 { " block" } else { " blocks" });
        write_html!(out, " left out here to keep this file small</li>\n");
    }
}

/// A row, and whether the block is a doubtful one.
fn row(article: &Article, block: Block<'_>, paths: &mut usize) -> (Html, bool) {
    let reasons = block.reasons();
    let is_ruled = is_ruled(&reasons);
    let doubt = if is_ruled { None } else { Some(distance(block.probability(), article.threshold())) };
    let is_doubtful = doubt.is_some_and(|doubt| doubt < DOUBT);
    let (verdict, sign) = if block.is_main() { ("kept", "+") } else { ("removed", "−") };
    let label = block.label().name();
    let mut out = Html::new();
    write_html!(out, "<li id=b", block.index(), " class=\"b ", verdict, kind_class(block.kind()));
    write_html!(out, if is_doubtful { " doubtful" } else { "" }, "\" data-l=", label);
    write_html!(out, " data-p=", Decimal(f64::from(block.probability()), 4), " data-k=", kind_name(block.kind()));
    if let Some(doubt) = doubt {
        write_html!(out, " data-d=", Decimal(f64::from(doubt), 2));
    }
    if is_ruled {
        out.push(" data-rule=1");
    }
    effects(&mut out, &reasons);
    numbers(&mut out, block);
    path(&mut out, block, paths);
    write_html!(out, " tabindex=-1><a class=n href=\"#b", block.index(), "\" tabindex=-1>", block.index(), "</a>");
    write_html!(out, "<span class=l><i class=s title=", verdict, ">", sign, "</i><b>", label, "</b></span>");
    write_html!(out, "<div class=t dir=auto>", Start(block.text(), MAX_TEXT), "</div>");
    write_html!(out, "<span class=y><b>", Probability(block.probability()), "</b> ");
    short(&mut out, &reasons, block.is_main());
    out.push("</span></li>\n");
    (out, is_doubtful)
}

/// Whether a label decided, not the judge.
fn is_ruled(reasons: &[Reason]) -> bool {
    reasons.first().is_some_and(|reason| matches!(reason.cause, Cause::Rule(_)))
}

/// How far two probabilities are apart, in log-odds.
fn distance(one: f32, other: f32) -> f32 {
    let log_odds = |p: f32| {
        let p = p.clamp(1e-4, 1.0 - 1e-4);
        (p / (1.0 - p)).ln()
    };
    (log_odds(one) - log_odds(other)).abs()
}

/// The reasons as numbers: the place of the cause in [`causes`] and its effect.
fn effects(out: &mut Html, reasons: &[Reason]) {
    out.push(" data-e=\"");
    for reason in reasons.iter().filter(|reason| reason.effect.abs() >= WEAKEST) {
        if let Some(place) = causes().position(|cause| cause == reason.cause) {
            write_html!(out, place, ":", Decimal(f64::from(reason.effect), 2), " ");
        }
    }
    out.push("\"");
}

/// The causes that are no rule, in the order in which the report numbers them.
pub fn causes() -> impl Iterator<Item = Cause> {
    Evidence::ALL.into_iter().map(Cause::Evidence).chain([Cause::Base, Cause::Judge])
}

fn numbers(out: &mut Html, block: Block<'_>) {
    let characters = block.text().chars().count();
    write_html!(out, " data-c=", characters);
    if block.source().is_none() {
        let [links, tags] = crate::map::densities(block);
        write_html!(out, " data-links=", Decimal(f64::from(links), 2), " data-tags=", Decimal(f64::from(tags), 1));
    }
}

/// The inner end of the path of elements.
fn path(out: &mut Html, block: Block<'_>, made: &mut usize) {
    if block.source().is_some() || *made > MAX_PATHS {
        return;
    }
    let path = block.path();
    *made += path.len();
    let start = path.char_indices().rev().nth(MAX_PATH - 1).map_or(0, |(at, _)| at);
    write_html!(out, " data-path=\"", if start > 0 { "… " } else { "" }, Text(&path[start..]), "\"");
}

/// The strongest reasons for the verdict in words; where a rule decided, the rule alone.
fn short(out: &mut Html, reasons: &[Reason], is_main: bool) {
    let counts = |reason: &&Reason| {
        reason.effect.abs() >= WEAKEST && (reason.effect > 0.0) == is_main && reason.cause != Cause::Base
    };
    let is_ruled = is_ruled(reasons);
    for (at, reason) in reasons.iter().filter(counts).take(if is_ruled { 1 } else { SHORT }).enumerate() {
        out.push(if at > 0 { "<i class=more>, " } else { "" });
        match reason.cause {
            Cause::Rule(label) => write_html!(out, "rule: ", label.name()),
            Cause::Evidence(evidence) => {
                write_html!(out, evidence.name(), if reason.effect < 0.0 { " −" } else { " +" });
                write_html!(out, Decimal(f64::from(reason.effect.abs()), 1));
            }
            _ => write_html!(out, "a judge of its own"),
        }
        out.push(if at > 0 { "</i>" } else { "" });
    }
}

fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::ListItem => "list-item",
        BlockKind::TableCell => "table-cell",
        BlockKind::Term => "term",
        BlockKind::Definition => "definition",
        BlockKind::Caption => "caption",
        BlockKind::Preformatted => "preformatted",
        BlockKind::Control => "control",
        _ => "paragraph",
    }
}

fn kind_class(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(1 | 2) => " h h1",
        BlockKind::Heading(_) => " h",
        BlockKind::ListItem => " item",
        BlockKind::Preformatted => " pre",
        _ => "",
    }
}
