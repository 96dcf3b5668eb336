//! JSON-LD scripts to values, mending what pages commonly break.

use serde_json::{Deserializer, Value};

/// All values of a script. What cannot be mended is left out.
pub(super) fn parse(script: &str) -> Vec<Value> {
    let text = unwrap(script);
    match serde_json::from_str(text) {
        Ok(value) => vec![value],
        // A stream: some pages put several objects into one script.
        Err(_) => Deserializer::from_str(&mend(text)).into_iter().map_while(Result::ok).collect(),
    }
}

/// Without the comments and CDATA marks that some pages wrap around the script.
fn unwrap(script: &str) -> &str {
    const BEFORE: &[&str] = &["<!--", "//<![CDATA[", "/*<![CDATA[*/", "// <![CDATA[", "<![CDATA[", "\u{feff}"];
    const AFTER: &[&str] = &["-->", "//]]>", "/*]]>*/", "// ]]>", "]]>", ";", "//"];
    let mut text = script.trim();
    loop {
        let before = BEFORE.iter().find_map(|mark| text.strip_prefix(mark));
        let inner = before.or_else(|| AFTER.iter().find_map(|mark| text.strip_suffix(mark)));
        match inner {
            Some(inner) => text = inner.trim(),
            None => return text,
        }
    }
}

/// One pass over the text: escapes raw control characters and stray quotes in strings, drops unknown escapes,
/// comments, and commas before a closing bracket.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    let mut inside = false;
    // A comma is written when something follows it.
    let mut comma = false;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match (inside, c) {
            (true, '\\') => escape(after, &mut out),
            (true, '"') if ends_string(after) => {
                inside = false;
                out.push('"');
                after
            }
            (true, '"') => {
                out.push_str("\\\"");
                after
            }
            (true, c) if c < ' ' => {
                out.push(' ');
                after
            }
            (false, '/') if after.starts_with('*') => after.split_once("*/").map_or("", |(_, rest)| rest),
            (false, '/') if after.starts_with('/') => after.split_once('\n').map_or("", |(_, rest)| rest),
            (false, ',') => {
                comma = true;
                after
            }
            (_, c) => {
                if comma && !inside && !c.is_whitespace() {
                    comma = false;
                    out.push_str(if matches!(c, '}' | ']') { "" } else { "," });
                }
                inside |= c == '"';
                out.push(c);
                after
            }
        };
    }
    out
}

/// Writes the escape whose backslash was just read; returns the rest.
fn escape<'a>(after: &'a str, out: &mut String) -> &'a str {
    let Some(c) = after.chars().next() else { return "" };
    match c {
        '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => out.extend(['\\', c]),
        'u' if after.len() > 4 && after.as_bytes()[1..5].iter().all(u8::is_ascii_hexdigit) => out.push_str("\\u"),
        c if c < ' ' => out.push(' '),
        c => out.push(c),
    }
    &after[c.len_utf8()..]
}

/// Whether a quote ends its string: what follows is more JSON.
fn ends_string(after: &str) -> bool {
    let rest = after.trim_start();
    rest.is_empty() || rest.starts_with([',', ':', '}', ']']) || rest.starts_with("/*") || rest.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mends_what_pages_break() {
        for script in [
            r#"{"a": "b"}"#,
            "<!-- {\"a\": \"b\"} -->",
            "//<![CDATA[\n{\"a\": \"b\"}\n//]]>",
            "{\"a\": \"b\",}",
            "{\"a\": \"b\" /* why */ , } // end",
            "{\"a\": \"b\"};",
        ] {
            assert_eq!(parse(script), [serde_json::json!({"a": "b"})], "{script}");
        }
        assert_eq!(parse("{\"a\": \"b\nc\"}"), [serde_json::json!({"a": "b c"})]);
        assert_eq!(parse(r#"{"a": "so \'called\'"}"#), [serde_json::json!({"a": "so 'called'"})]);
        assert_eq!(parse(r#"{"a": "a "fine" day"}"#), [serde_json::json!({"a": "a \"fine\" day"})]);
        assert_eq!(parse(r#"{"a":1}{"b":2}"#).len(), 2);
    }

    #[test]
    fn gives_up_quietly() {
        assert!(parse("not json").is_empty());
        assert!(parse("").is_empty());
        assert!(parse(&"[".repeat(100_000)).is_empty());
        assert!(parse("{\"a\": \"\\").is_empty());
    }
}
