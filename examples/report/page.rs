//! The report of one page.

use bodytext::{Article, Cause, Evidence, Label};

use crate::facts::{self, Totals};
use crate::frame;
use crate::map;
use crate::markup::{Count, Decimal, Html, Start, Text, write_html};
use crate::rows::{self, Rows};

const SCRIPT: &str = concat!(include_str!("theme.js"), include_str!("report.js"));
/// Characters of a title.
const MAX_TITLE: usize = 200;

/// The report of a page. `back` leads to the index, if the page is one of several.
pub fn of(article: &Article, name: &str, back: bool) -> String {
    let rows = rows::of(article);
    let totals = Totals::of(article);
    let is_text = article.blocks().next().is_some_and(|block| block.source().is_some());
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let title = article.metadata().title().unwrap_or(file);
    let mut body = Html::new();
    write_html!(body, "<a class=skip href=\"#blocks\">To the blocks</a>\n<header><div class=line>");
    if back {
        body.push("<a class=back href=\"index.html\">← All pages</a>");
    }
    write_html!(
        body,
        "<span class=file>",
        Text(name),
        if is_text { " (plain text)" } else { "" },
        "</span>",
        frame::THEME
    );
    write_html!(body, "</div>\n<h1 dir=auto>", Start(title, MAX_TITLE), "</h1>\n");
    facts::tiles(&mut body, article, &totals, &rows);
    facts::metadata(&mut body, article);
    facts::media(&mut body, article.media(), &rows);
    write_html!(
        body,
        "</header>\n<main data-threshold=",
        Decimal(f64::from(article.threshold()), 4),
        ">\n<aside id=side>"
    );
    overview(&mut body, article, &rows, is_text);
    filters(&mut body, &rows);
    body.push("</aside>\n<section id=middle aria-label=Blocks>\n");
    controls(&mut body, &rows);
    write_html!(body, "<ol id=blocks aria-label=\"Blocks of the page\" aria-describedby=keys>\n", rows.html, "</ol>\n");
    body.push(
        "<p id=nothing hidden>No block is like that. <button type=button class=reset>Show all</button></p></section>\n",
    );
    body.push(PANEL);
    body.push("</main>\n");
    glossary(&mut body);
    frame::document(&title.chars().take(MAX_TITLE).collect::<String>(), "page", body, SCRIPT)
}

/// The map with the names of its lanes.
fn overview(out: &mut Html, article: &Article, rows: &Rows, is_text: bool) {
    write_html!(out, "<div id=overview><div class=\"lanes lanes-", map::lanes(is_text).len(), "\">");
    for lane in map::lanes(is_text) {
        write_html!(out, "<span>", *lane, "</span>");
    }
    write_html!(out, "</div>", map::of(article, &rows.shown, is_text), "</div>\n");
}

/// A box to tick for every label.
fn filters(out: &mut Html, rows: &Rows) {
    out.push(
        "<fieldset id=labels><legend>Labels</legend>\
         <div class=all><button type=button id=every>All</button><button type=button id=none>None</button></div>\n",
    );
    let known = Label::ALL.iter().filter_map(|label| Some((label, rows.labels.get(label.name())?)));
    for (label, (kept, removed)) in known {
        write_html!(
            out,
            "<label title=\"",
            label.meaning(),
            "\"><input type=checkbox checked value=",
            label.name(),
            ">"
        );
        write_html!(out, "<span>", label.name(), "</span><b class=kept title=kept>", signed("+", *kept));
        write_html!(out, "</b><b class=removed title=removed>", signed("−", *removed), "</b></label>\n");
    }
    out.push("</fieldset>\n");
}

/// A count with its sign; nothing for none.
fn signed(sign: &'static str, count: usize) -> Html {
    let mut out = Html::new();
    if count > 0 {
        write_html!(out, sign, Count(count));
    }
    out
}

/// Search, verdict and order.
fn controls(out: &mut Html, rows: &Rows) {
    let kept: usize = rows.labels.values().map(|(kept, _)| kept).sum();
    let removed = rows.shown.len() - kept;
    out.push("<form id=controls role=search>\
         <input type=search id=search placeholder=Search aria-label=\"Search text and elements\" autocomplete=off spellcheck=false>\n");
    out.push("<div class=choice role=radiogroup aria-label=\"Which blocks\">");
    for (value, name, count) in
        [("all", "All", rows.shown.len()), ("kept", "+ Kept", kept), ("removed", "− Removed", removed)]
    {
        write_html!(out, "<label class=", value, "><input type=radio name=verdict value=", value);
        write_html!(
            out,
            if value == "all" { " checked" } else { "" },
            "><span>",
            name,
            " <b>",
            Count(count),
            "</b></span></label>"
        );
    }
    write_html!(
        out,
        "</div>\n<label class=toggle><input type=checkbox id=doubtful><span>Doubtful<i class=first> first</i> <b>",
        Count(rows.doubtful)
    );
    out.push("</b></span></label>\n<output id=shown aria-live=polite></output></form>\n");
}

/// Where the reasons of a block are shown; filled by the script.
const PANEL: &str = "<aside id=panel aria-label=\"Why\" hidden>
<button type=button id=close aria-label=Close>×</button>
<div id=verdict></div><p id=because></p>
<div id=scale><div id=cut></div><div id=mark></div></div>
<div id=ends><span>0 removed</span><span id=where></span><span>kept 1</span></div>
<h2 id=weighing>What moved it <small>log-odds</small></h2><ul id=bars></ul>
<dl id=details></dl>
<p id=keys><kbd>↑</kbd> <kbd>↓</kbd> or <kbd>j</kbd> <kbd>k</kbd> next block,
<kbd>n</kbd> next of other verdict, <kbd>d</kbd> doubtful first, <kbd>/</kbd> search, <kbd>Esc</kbd> back</p>
</aside>
";

/// What the words of the report mean; the script takes them from here.
fn glossary(out: &mut Html) {
    out.push(
        "<footer><details id=glossary><summary>What the words mean</summary>\n\
         <div class=columns><section><h2>Reasons</h2><dl id=causes>\n",
    );
    for cause in rows::causes() {
        let (short, long) = meaning(cause);
        write_html!(out, "<dt>", name(cause), "</dt><dd data-short=\"", short, "\">", long, "</dd>\n");
    }
    out.push("</dl></section><section><h2>Labels</h2><dl id=meanings>\n");
    for label in Label::ALL {
        write_html!(out, "<dt>", label.name(), "</dt><dd>", label.meaning(), "</dd>\n");
    }
    out.push("</dl></section></div></details></footer>\n");
}

fn name(cause: Cause) -> &'static str {
    match cause {
        Cause::Evidence(evidence) => evidence.name(),
        Cause::Base => "base",
        _ => "judge",
    }
}

/// What a cause looks at: to follow "because of", and in a sentence.
fn meaning(cause: Cause) -> (&'static str, &'static str) {
    let Cause::Evidence(evidence) = cause else {
        return match cause {
            Cause::Base => ("the average block", "The score of an average block, from which the evidence moves it."),
            _ => ("the judge", "A judge of the caller's own, which gives no account of itself."),
        };
    };
    match evidence {
        Evidence::Words => {
            ("its words and punctuation", "Length, sentences, punctuation, capitals and digits of the block itself.")
        }
        Evidence::Density => ("its links", "Link density and text density of the block and its container."),
        Evidence::Landmarks => (
            "the landmarks around it",
            "main, article, nav, aside and other elements, roles and microdata around the block.",
        ),
        Evidence::Hidden => ("hidden elements around it", "Elements around the block that a browser does not show."),
        Evidence::Names => {
            ("class and id names", "Words in the classes and ids of the elements around the block and its neighbours.")
        }
        Evidence::Containers => (
            "the containers around it",
            "Text, links and sentences in the containers around the block, level by level.",
        ),
        Evidence::BestContainer => {
            ("its place to the main part", "Distance to the containers that hold most of the page's good text.")
        }
        Evidence::Neighbours => ("the blocks around it", "The blocks before and after, one by one and in windows."),
        Evidence::Repetition => ("repetition", "Repeated texts, and groups of blocks that are alike."),
        Evidence::Vocabulary => {
            ("the words it shares", "Passages that stand elsewhere on the page too, and words shared with the body.")
        }
        Evidence::Siblings => {
            ("repeated containers", "Containers that repeat under one parent: posts, comments, cards.")
        }
        Evidence::Title => ("the title", "Likeness to the page's title, and place relative to it."),
        Evidence::Position => ("its place on the page", "How far down the page the block stands."),
        Evidence::Lines => ("its lines", "Empty and joined lines of plain text, runs of short blocks."),
        Evidence::PageTotals => {
            ("the page as a whole", "Totals of the page: how much text, how many links and blocks.")
        }
        _ => ("other evidence", "Evidence of a newer version."),
    }
}
