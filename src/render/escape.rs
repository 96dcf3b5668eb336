//! Escaping for Markdown and HTML.

/// Where a text stands in a Markdown document.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// At the start of a line.
    pub line_start: bool,
    /// In a row of a table.
    pub table: bool,
    /// The block has two dollar signs, which could be read as a formula.
    pub dollars: bool,
    /// A link follows.
    pub before_link: bool,
}

/// Writes a text so that a CommonMark parser gives the same text back.
pub(super) fn markdown(text: &str, place: Place, out: &mut String) {
    let mut rest = text;
    if place.line_start {
        rest = line_start(text, out);
    }
    let mut before = if rest.len() < text.len() { Some('\\') } else { out.chars().next_back() };
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        let after = chars.as_str();
        let escaped = match c {
            '\\' | '`' | '*' | '[' | ']' | '~' => true,
            '_' => !(before.is_some_and(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)),
            '<' => after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => is_entity(after),
            '|' => place.table,
            '$' => place.dollars,
            '!' => after.is_empty() && place.before_link,
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// Escapes what would start a block; returns the text that is left.
fn line_start<'a>(text: &'a str, out: &mut String) -> &'a str {
    let mut chars = text.chars();
    let first = chars.next();
    let after = chars.as_str();
    let blank = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let escape = match first {
        Some('#') => blank(text.trim_start_matches('#')),
        Some('+') => blank(after),
        Some('-') => blank(after) || after.starts_with(['-', ':', '|']),
        Some('>' | '=' | '|') => true,
        Some(':') => blank(after) || after.starts_with('-'),
        _ => false,
    };
    if let (true, Some(c)) = (escape, first) {
        out.extend(['\\', c]);
        return after;
    }
    let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']) && blank(&text[digits + 1..]) {
        out.push_str(&text[..digits]);
        out.push('\\');
        out.push_str(&text[digits..=digits]);
        return &text[digits + 1..];
    }
    text
}

/// Whether what follows an ampersand makes it an entity.
fn is_entity(after: &str) -> bool {
    let body = after.strip_prefix('#').unwrap_or(after);
    let len = body.bytes().take(40).take_while(u8::is_ascii_alphanumeric).count();
    len > 0 && body[len..].starts_with(';')
}

/// An address as the destination of a Markdown link.
pub(super) fn destination(url: &str, out: &mut String) {
    for c in url.chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '\\' => out.push_str("%5C"),
            '|' => out.push_str("%7C"),
            '`' => out.push_str("%60"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '*' => out.push_str("%2A"),
            '$' => out.push_str("%24"),
            '&' => out.push_str("&amp;"),
            c if c.is_whitespace() || c.is_control() => {}
            c => out.push(c),
        }
    }
}

/// Text of an HTML element.
pub(super) fn html(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            '\0' => {}
            c => out.push(c),
        }
    }
}

/// A value of an HTML attribute, in double quotes.
pub(super) fn attribute(value: &str, out: &mut String) {
    for c in value.chars() {
        match c {
            '"' => out.push_str("&quot;"),
            c => {
                let mut buffer = [0; 4];
                html(c.encode_utf8(&mut buffer), out);
            }
        }
    }
}
