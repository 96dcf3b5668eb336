//! What is known about the page as a whole: totals, metadata with sources, media.

use bodytext::{Article, Limit, Media};
use serde_json::Value;

use crate::about::About;
use crate::frame::tile;
use crate::markup::{Count, Decimal, Html, Part, Probability, Start, Text, write_html};
use crate::rows::Rows;

/// Fields in the order in which a reader wants them; others follow.
const FIRST: [&str; 8] = ["title", "subtitle", "authors", "published", "modified", "site_name", "section", "language"];
/// Characters of a value, and values of a list.
const MAX_VALUE: usize = 300;
const MAX_LIST: usize = 30;
/// Media that are listed.
const MAX_MEDIA: usize = 200;

/// Sums over a page, of which an index of pages is made too.
#[derive(Debug, Clone)]
pub struct Totals {
    pub blocks: usize,
    pub kept_blocks: usize,
    /// Characters of all blocks, and of those that were kept.
    pub characters: usize,
    pub kept_characters: usize,
}

impl Totals {
    pub fn of(article: &Article) -> Self {
        let mut totals = Totals { blocks: 0, kept_blocks: 0, characters: 0, kept_characters: 0 };
        for block in article.blocks() {
            let characters = block.text().chars().count();
            totals.blocks += 1;
            totals.characters += characters;
            if block.is_main() {
                totals.kept_blocks += 1;
                totals.kept_characters += characters;
            }
        }
        totals
    }

    /// Share of the page's characters that were kept.
    pub fn kept_share(&self) -> f32 {
        self.kept_characters as f32 / self.characters.max(1) as f32
    }
}

/// A share in percent.
pub struct Percent(pub f32);

impl Part for Percent {
    fn write(self, out: &mut String) {
        Decimal(f64::from(self.0 * 100.0), 0).write(out);
        out.push_str(" %");
    }
}

/// The row of numbers.
pub fn tiles(out: &mut Html, article: &Article, totals: &Totals, rows: &Rows) {
    out.push("<dl class=tiles>\n");
    tile(out, "Confidence", Probability(article.confidence()), "that the text is right");
    tile(out, "Outcome", article.outcome().name(), article.detected_language().unwrap_or("no language told"));
    let mut characters = Html::new();
    write_html!(characters, Count(totals.kept_characters), " of ", Count(totals.characters), " characters");
    tile(out, "Text kept", Percent(totals.kept_share()), characters);
    let mut blocks = Html::new();
    write_html!(blocks, "of ", Count(totals.blocks));
    tile(out, "Blocks kept", Count(totals.kept_blocks), blocks);
    tile(out, "Doubtful", Count(rows.doubtful), "near the threshold");
    tile(out, "Threshold", Probability(article.threshold()), "of this page");
    out.push("</dl>\n");
    let cut: Vec<Limit> = article.cut();
    if !cut.is_empty() {
        out.push("<p class=notice>The page went beyond these limits, and what lies beyond was read as bare text: ");
        for (at, limit) in cut.into_iter().enumerate() {
            write_html!(out, if at > 0 { ", " } else { "" }, limit.name());
        }
        out.push(".</p>\n");
    }
}

/// The metadata with their sources, and what other places say.
pub fn metadata(out: &mut Html, article: &Article) {
    let Ok(Value::Object(about)) = serde_json::to_value(About::of(article)) else { return };
    let Some(Value::Object(sources)) = about.get("sources") else { return };
    let known = FIRST.iter().filter_map(|name| sources.get_key_value(*name));
    let others = sources.iter().filter(|(name, _)| !FIRST.contains(&name.as_str()));
    let disagree = sources.values().filter(|origin| !list(&origin["others"]).is_empty()).count();
    write_html!(out, "<details id=metadata><summary>Metadata <span>", sources.len(), " fields");
    if disagree > 0 {
        write_html!(out, ", ", disagree, " with other candidates");
    }
    out.push(
        "</span></summary>\n<div class=scroll><table><thead><tr>\
         <th scope=col>Field<th scope=col>Value<th scope=col>Found in</thead><tbody>\n",
    );
    for (name, origin) in known.chain(others) {
        write_html!(out, "<tr><th scope=row>", Name(name), "<td dir=auto>");
        value(out, about.get(name).unwrap_or(&Value::Null));
        write_html!(out, "<td>", Name(origin["source"].as_str().unwrap_or("")), "\n");
        for other in list(&origin["others"]) {
            out.push("<tr class=other><td><td dir=auto>");
            value(out, &other["value"]);
            write_html!(out, "<td>", Name(other["source"].as_str().unwrap_or("")), "\n");
        }
    }
    if let Some(dateline) = article.dateline() {
        write_html!(out, "<tr><th scope=row>dateline<td dir=auto>", Text(dateline.text()), "<td>text\n");
    }
    out.push("</tbody></table></div></details>\n");
}

/// The name of a field or source, to read.
struct Name<'a>(&'a str);

impl Part for Name<'_> {
    fn write(self, out: &mut String) {
        Text(&self.0.replace('_', " ")).write(out);
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn value(out: &mut Html, value: &Value) {
    match value {
        Value::String(text) => write_html!(out, Start(text, MAX_VALUE)),
        Value::Array(values) => {
            for (at, value) in values.iter().take(MAX_LIST).enumerate() {
                let text = value.as_str().unwrap_or_default();
                write_html!(out, if at > 0 { "; " } else { "" }, Start(text, MAX_VALUE));
            }
            if values.len() > MAX_LIST {
                write_html!(out, " … (and ", Count(values.len() - MAX_LIST), " more)");
            }
        }
        Value::Null => {}
        other => write_html!(out, Text(&other.to_string())),
    }
}

/// Pictures, videos and recordings.
pub fn media(out: &mut Html, media: &[Media], rows: &Rows) {
    write_html!(out, "<details id=media><summary>Media <span>", Count(media.len()), "</span></summary>\n");
    if media.is_empty() {
        out.push("<p class=none>No pictures, videos or recordings with a caption, credit or title.</p></details>\n");
        return;
    }
    out.push("<div class=scroll><table><thead><tr>\
         <th scope=col>Kind<th scope=col>Title and captions<th scope=col>Credit<th scope=col>Time<th scope=col>Block</thead><tbody>\n");
    for item in media.iter().take(MAX_MEDIA) {
        write_html!(out, "<tr><th scope=row>", item.kind.name(), "<td dir=auto>");
        let texts = item.title.iter().chain(&item.captions).take(MAX_LIST);
        texts.for_each(|text| write_html!(out, "<p>", Start(text, MAX_VALUE), "</p>"));
        if let Some(source) = &item.source {
            write_html!(out, "<p class=address>", Start(source, MAX_VALUE), "</p>");
        }
        write_html!(out, "<td dir=auto>", Start(item.credit.as_deref().unwrap_or(""), MAX_VALUE));
        write_html!(out, "<td>", Start(item.duration.as_deref().unwrap_or(""), MAX_VALUE), "<td>");
        if let Some(block) = item.block.filter(|block| rows.shown.binary_search(block).is_ok()) {
            write_html!(out, "<a href=\"#b", block, "\">", block, "</a>");
        }
        out.push("\n");
    }
    out.push("</tbody></table></div>\n");
    if media.len() > MAX_MEDIA {
        write_html!(out, "<p class=none>", Count(media.len() - MAX_MEDIA), " more are left out.</p>\n");
    }
    out.push("</details>\n");
}
