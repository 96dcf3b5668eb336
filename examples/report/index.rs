//! The index of several pages: a picture of all of them, and a table with the worst first.

use std::collections::BTreeMap;

use bodytext::{Article, Outcome};

use crate::facts::{Percent, Totals};
use crate::frame::{self, tile};
use crate::markup::{Count, Decimal, Html, Probability, Start, Text, write_html};

const SCRIPT: &str = concat!(include_str!("theme.js"), include_str!("index.js"));
/// Pages that are shown; of more, the worst.
const MAX_PAGES: usize = 2000;
/// Characters of a title and of a file's name.
const MAX_TITLE: usize = 120;
const MAX_NAME: usize = 200;
/// Pages of less confidence than this are counted as doubtful.
const DOUBTFUL: f32 = 0.5;

/// What the index says about a page.
pub struct Entry {
    /// The file of its report.
    report: String,
    name: String,
    title: String,
    outcome: Outcome,
    confidence: f32,
    totals: Totals,
}

impl Entry {
    pub fn new(article: &Article, name: &str, report: &str) -> Self {
        let title = article.metadata().title().unwrap_or_default();
        Entry {
            report: report.to_owned(),
            name: name.to_owned(),
            title: title.chars().take(MAX_TITLE).collect(),
            outcome: article.outcome(),
            confidence: article.confidence(),
            totals: Totals::of(article),
        }
    }
}

/// The index of these pages, and of so many that failed.
pub fn of(mut pages: Vec<Entry>, failed: usize) -> String {
    // The worst are those of which the least is known to be right, and of these the emptiest.
    pages.sort_by(|a, b| {
        let share = |entry: &Entry| entry.totals.kept_share();
        a.confidence.total_cmp(&b.confidence).then(share(a).total_cmp(&share(b))).then(a.name.cmp(&b.name))
    });
    let all = pages.len();
    let mut body = Html::new();
    write_html!(
        body,
        "<a class=skip href=\"#pages\">To the pages</a>\n<header><div class=line><span class=file>bodytext</span>"
    );
    write_html!(body, frame::THEME, "</div>\n<h1>", Count(all), if all == 1 { " page" } else { " pages" }, "</h1>\n");
    tiles(&mut body, &pages);
    if failed > 0 {
        write_html!(
            body,
            "<p class=notice>",
            Count(failed),
            " more could not be read; they were named when this was made.</p>\n"
        );
    }
    body.push("</header>\n<main>\n");
    let shown = &pages[..all.min(MAX_PAGES)];
    scatter(&mut body, shown);
    controls(&mut body, shown);
    if all > MAX_PAGES {
        write_html!(body, "<p class=notice>Shown are the ", Count(MAX_PAGES), " pages of least confidence; ");
        write_html!(body, Count(all - MAX_PAGES), " others have reports beside this file.</p>\n");
    }
    table(&mut body, shown);
    body.push("</main>\n");
    frame::document("Pages, the worst first", "index", body, SCRIPT)
}

fn tiles(out: &mut Html, pages: &[Entry]) {
    let articles = pages.iter().filter(|page| page.outcome == Outcome::Article).count();
    let doubtful = pages.iter().filter(|page| page.confidence < DOUBTFUL).count();
    let middle = pages.get(pages.len() / 2).map_or(0.0, |page| page.confidence);
    let characters: usize = pages.iter().map(|page| page.totals.characters).sum();
    let kept: usize = pages.iter().map(|page| page.totals.kept_characters).sum();
    out.push("<dl class=tiles>\n");
    tile(out, "Articles", Count(articles), "by their outcome");
    tile(out, "Doubtful", Count(doubtful), "of confidence below .5");
    tile(out, "Confidence", Probability(middle), "of the median page");
    tile(out, "Text kept", Percent(kept as f32 / characters.max(1) as f32), "of all characters");
    out.push("</dl>\n");
}

/// The sign of an outcome, around its own middle, so that it is told by shape as well as by colour.
fn sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Article => "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
        Outcome::PaywallTeaser => "M0-5L5 4H-5z",
        Outcome::ListPage => "M-4-4H4V4H-4z",
        Outcome::ErrorPage => "M-4-5L0-1L4-5L5-4L1 0L5 4L4 5L0 1L-4 5L-5 4L-1 0L-5-4z",
        Outcome::ConsentWall => "M0-6L6 0L0 6L-6 0z",
        Outcome::EmptyShell => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0zm2 0a3 3 0 1 1 6 0a3 3 0 1 1-6 0z",
        _ => "M-1-5H1V-1H5V1H1V5H-1V1H-5V-1H-1z",
    }
}

/// Size of the picture, and of the part inside the axes.
const SIZE: (f64, f64) = (1120.0, 300.0);
const INSIDE: (f64, f64, f64, f64) = (56.0, 12.0, 1048.0, 240.0);

/// Confidence across, share of the text that was kept upwards.
fn scatter(out: &mut Html, pages: &[Entry]) {
    write_html!(
        out,
        "<figure id=scatter><svg viewBox=\"0 0 ",
        Decimal(SIZE.0, 0),
        " ",
        Decimal(SIZE.1, 0),
        "\" role=img "
    );
    out.push(
        "aria-label=\"Pages by confidence and by the share of their text that was kept; \
         the table says the same\">\n",
    );
    axes(out);
    pages.iter().enumerate().for_each(|(at, page)| point(out, at, page));
    out.push("</svg></figure>\n");
}

/// Where a confidence stands.
fn across(value: f32) -> Decimal {
    let (left, _, width, _) = INSIDE;
    Decimal(left + f64::from(value.clamp(0.0, 1.0)) * width, 1)
}

/// Where a share of the text stands.
fn upwards(value: f32) -> Decimal {
    let (_, top, _, height) = INSIDE;
    Decimal(top + (1.0 - f64::from(value.clamp(0.0, 1.0))) * height, 1)
}

fn axes(out: &mut Html) {
    let (left, top, _, height) = INSIDE;
    out.push("<g class=axes>");
    for step in 0..=4_usize {
        let value = step as f32 / 4.0;
        write_html!(out, "<path d=\"M", across(value), " ", upwards(0.0), "V", upwards(1.0), "\"></path>");
        write_html!(out, "<path d=\"M", across(0.0), " ", upwards(value), "H", across(1.0), "\"></path>");
        write_html!(
            out,
            "<text class=x x=",
            across(value),
            " y=",
            Decimal(top + height + 18.0, 0),
            ">",
            Probability(value),
            "</text>"
        );
        write_html!(
            out,
            "<text class=y x=",
            Decimal(left - 8.0, 0),
            " y=",
            upwards(value),
            " dy=4>",
            step * 25,
            " %</text>"
        );
    }
    write_html!(out, "<text class=x x=", across(0.5), " y=", Decimal(SIZE.1 - 8.0, 0), ">confidence</text>");
    write_html!(
        out,
        "<text class=y x=12 y=",
        upwards(0.5),
        " transform=\"rotate(-90 12 ",
        upwards(0.5),
        ")\">text kept</text></g>\n"
    );
}

/// A page's sign, which leads to its report.
fn point(out: &mut Html, at: usize, page: &Entry) {
    let outcome = page.outcome.name();
    write_html!(out, "<a href=\"", Text(&page.report), "\" tabindex=-1 data-i=", at, " class=", outcome, "><title>");
    write_html!(out, Start(label(page), MAX_NAME), "</title><path transform=\"translate(", across(page.confidence));
    write_html!(out, " ", upwards(page.totals.kept_share()), ")\" d=\"", sign(page.outcome), "\"></path></a>\n");
}

fn label(page: &Entry) -> &str {
    if page.title.is_empty() { &page.name } else { &page.title }
}

/// A search box, and a box to tick for every outcome.
fn controls(out: &mut Html, pages: &[Entry]) {
    let mut counts: BTreeMap<&'static str, (Outcome, usize)> = BTreeMap::new();
    for page in pages {
        counts.entry(page.outcome.name()).or_insert((page.outcome, 0)).1 += 1;
    }
    out.push("<form id=controls role=search><input type=search id=search \
         placeholder=\"Search titles and files\" aria-label=\"Search titles and files\" autocomplete=off spellcheck=false>\n");
    for (name, (outcome, count)) in counts {
        write_html!(
            out,
            "<label class=toggle><input type=checkbox checked value=",
            name,
            "><span><svg viewBox=\"-7 -7 14 14\" class="
        );
        write_html!(
            out,
            name,
            " aria-hidden=true><path d=\"",
            sign(outcome),
            "\"></path></svg>",
            name,
            " <b>",
            Count(count),
            "</b></span></label>\n"
        );
    }
    out.push("<output id=shown aria-live=polite></output></form>\n");
}

fn table(out: &mut Html, pages: &[Entry]) {
    out.push("<div class=scroll><table id=pages><thead><tr>");
    for (name, class) in [
        ("Page", "text"),
        ("Outcome", "text"),
        ("Confidence", "up"),
        ("Text kept", "up"),
        ("Characters", "number"),
        ("Blocks", "number"),
    ] {
        let order = if name == "Confidence" { "ascending" } else { "none" };
        write_html!(
            out,
            "<th scope=col aria-sort=",
            order,
            " class=",
            class,
            "><button type=button>",
            name,
            "</button>"
        );
    }
    out.push("</thead><tbody>\n");
    pages.iter().enumerate().for_each(|(at, page)| row(out, at, page));
    out.push("</tbody></table></div>\n");
}

fn row(out: &mut Html, at: usize, page: &Entry) {
    let (outcome, totals) = (page.outcome.name(), &page.totals);
    write_html!(out, "<tr id=p", at, " data-o=", outcome, "><th scope=row dir=auto><a href=\"", Text(&page.report));
    write_html!(out, "\">", Start(label(page), MAX_TITLE), "</a>");
    if !page.title.is_empty() {
        write_html!(out, "<small>", Start(&page.name, MAX_NAME), "</small>");
    }
    write_html!(out, "<td class=", outcome, ">", outcome);
    bar(out, page.confidence);
    write_html!(out, Probability(page.confidence), "</span>");
    bar(out, totals.kept_share());
    write_html!(out, Percent(totals.kept_share()), "</span>");
    number(out, totals.kept_characters);
    number(out, totals.blocks);
    out.push("\n");
}

/// A cell with a number.
fn number(out: &mut Html, number: usize) {
    write_html!(out, "<td class=number data-v=", number, ">", Count(number));
}

/// A cell with a bar of this length, open for the number in it.
fn bar(out: &mut Html, value: f32) {
    let value = f64::from(value);
    write_html!(
        out,
        "<td class=bar data-v=",
        Decimal(value, 4),
        "><svg viewBox=\"0 0 100 1\" preserveAspectRatio=none aria-hidden=true>"
    );
    write_html!(out, "<rect width=", Decimal(value * 100.0, 1), " height=1></rect></svg><span>");
}
