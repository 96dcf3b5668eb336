//! A small complete document for reading.

use super::escape;
use crate::article::Article;
use crate::metadata::Metadata;

/// The stylesheet: one column, the reader's fonts and colours, light or dark.
const STYLE: &str = include_str!("reader.css");

/// A complete HTML document: title, subtitle, authors, dates, site and section, then the main content, then topics, licence
/// and address. It loads nothing and runs nothing.
pub(crate) fn reader_page(article: &Article) -> String {
    let metadata = article.metadata();
    let title = metadata.title().unwrap_or("Untitled");
    let mut out = String::from("<!DOCTYPE html>\n<html");
    if let Some(language) = metadata.language() {
        attribute("lang", language, &mut out);
    }
    // Which way the text runs is seen from the text.
    out.push_str(" dir=\"auto\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    escape::html(title, &mut out);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n<article>\n<header>\n<h1>");
    escape::html(title, &mut out);
    out.push_str("</h1>\n");
    if let Some(subtitle) = metadata.subtitle() {
        element("p", "subtitle", subtitle, &mut out);
    }
    facts(metadata, &mut out);
    out.push_str("</header>\n");
    out.push_str(&without_title(&article.html(), title));
    footer(article, &mut out);
    out.push_str("</article>\n</body>\n</html>\n");
    out
}

/// The line below the title.
fn facts(metadata: &Metadata, out: &mut String) {
    let day = |date: &str| date.get(..10).unwrap_or(date).to_owned();
    let published = metadata.published().map(day);
    let modified = metadata.modified().map(day).filter(|date| Some(date) != published.as_ref());
    let owned = |text: &str| text.to_owned();
    let facts = [
        Some(metadata.authors().join(", ")),
        published,
        modified.map(|date| format!("updated {date}")),
        metadata.site_name().map(owned),
        metadata.section().map(owned),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
    if facts.is_empty() {
        return;
    }
    out.push_str("<p class=\"facts\">");
    for (at, fact) in facts.iter().enumerate() {
        // Days keep their order between Arabic or Hebrew names.
        out.push_str(if at > 0 { " \u{b7} <bdi>" } else { "<bdi>" });
        escape::html(fact, out);
        out.push_str("</bdi>");
    }
    out.push_str("</p>\n");
}

/// Topics, licence and address.
fn footer(article: &Article, out: &mut String) {
    let metadata = article.metadata();
    let (tags, licence) = (metadata.tags(), metadata.licence());
    let address = article.url().or(metadata.url());
    if tags.is_empty() && licence.is_none() && address.is_none() {
        return;
    }
    out.push_str("<footer>\n");
    if !tags.is_empty() {
        element("p", "tags", &tags.join(", "), out);
    }
    for address in [licence, address].into_iter().flatten() {
        if address.starts_with("https://") || address.starts_with("http://") {
            out.push_str("<p><a rel=\"noopener noreferrer\"");
            attribute("href", address, out);
            out.push_str("><bdi>");
            escape::html(address, out);
            out.push_str("</bdi></a></p>\n");
        } else {
            element("p", "address", address, out);
        }
    }
    out.push_str("</footer>\n");
}

/// The body without a heading that says the title again.
fn without_title(html: &str, title: &str) -> String {
    let mut heading = String::from("<h1>");
    escape::html(title, &mut heading);
    heading.push_str("</h1>\n");
    html.replacen(&heading, "", 1)
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.extend([" ", name, "=\""]);
    escape::attribute(value, out);
    out.push('"');
}

fn element(tag: &str, class: &str, text: &str, out: &mut String) {
    out.extend(["<", tag, " class=\"", class, "\">"]);
    escape::html(text, out);
    out.extend(["</", tag, ">\n"]);
}
