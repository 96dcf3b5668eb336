//! A small complete document for reading.

use super::escape;
use crate::article::Article;

/// The stylesheet: one column, the reader's fonts and colours, light or dark.
const STYLE: &str = include_str!("reader.css");

/// A complete HTML document: title, authors, date and site, then the main content. It loads nothing and runs nothing.
pub(crate) fn reader_page(article: &Article) -> String {
    let metadata = article.metadata();
    let title = metadata.title().unwrap_or("Untitled");
    let mut out = String::from("<!DOCTYPE html>\n<html");
    if let Some(language) = metadata.language() {
        attribute("lang", language, &mut out);
    }
    out.push_str(">\n<head>\n<meta charset=\"utf-8\">\n");
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
    let authors = metadata.authors().join(", ");
    let date = metadata.published().map(|date| date.get(..10).unwrap_or(date));
    let facts: Vec<&str> = [Some(authors.as_str()), date, metadata.site_name()].into_iter().flatten().collect();
    let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    if !facts.is_empty() {
        element("p", "facts", &facts.join(" \u{b7} "), &mut out);
    }
    out.push_str("</header>\n");
    out.push_str(&without_title(&article.html(), title));
    if let Some(url) = article.url().or(metadata.url()) {
        out.push_str("<footer><p><a rel=\"noopener noreferrer\"");
        attribute("href", url, &mut out);
        out.push('>');
        escape::html(url, &mut out);
        out.push_str("</a></p></footer>\n");
    }
    out.push_str("</article>\n</body>\n</html>\n");
    out
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
