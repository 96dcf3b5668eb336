//! What every file of a report has around it: head, style, script, and the rule that nothing else may run or be loaded.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::markup::{Html, Part, Text, write_html};

const STYLE: &str = include_str!("report.css");

/// The hash by which a Content-Security-Policy knows a script or style of ours.
struct Hash(&'static str);

impl Part for Hash {
    fn write(self, out: &mut String) {
        out.push_str(&STANDARD.encode(Sha256::digest(self.0)));
    }
}

/// A whole document of this title, class, body and script.
pub fn document(title: &str, class: &'static str, body: Html, script: &'static str) -> String {
    let mut out = Html::new();
    write_html!(out, "<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8>\n");
    // A browser refuses everything but these two, whatever a page's text may try.
    write_html!(out, "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; base-uri 'none'; ");
    write_html!(out, "form-action 'none'; style-src 'sha256-", Hash(STYLE), "'; script-src 'sha256-", Hash(script));
    write_html!(out, "'\">\n<meta name=viewport content=\"width=device-width, initial-scale=1\">\n");
    write_html!(out, "<meta name=referrer content=no-referrer>\n<meta name=\"color-scheme\" content=\"light dark\">\n");
    write_html!(out, "<title>", Text(title), "</title>\n<style>", STYLE, "</style></head>\n<body class=", class, ">\n");
    write_html!(out, body, "<script>", script, "</script></body></html>\n");
    out.into_string()
}

/// A number in the row of numbers at the top, with what it counts.
pub fn tile(out: &mut Html, name: &'static str, value: impl Part, note: impl Part) {
    write_html!(out, "<div class=tile><dt>", name, "</dt><dd>", value, "<small>", note, "</small></dd></div>\n");
}

/// The button that turns light into dark.
pub const THEME: &str = "<button type=button id=theme aria-pressed=false>Dark</button>";
