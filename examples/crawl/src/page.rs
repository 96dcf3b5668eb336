//! From a record to a page that can be cleaned.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;

use crate::http::{Response, Trouble};
use crate::input::{Record, RecordKind};
use crate::tag::starts_with_tag;

/// What files begin with that are no pages, whatever the server says they are.
const OTHER_FILES: [&[u8]; 7] = [b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"RIFF", b"\0\0\0"];

/// A page and what is known about it.
#[derive(Debug)]
pub struct Page {
    pub id: Option<String>,
    /// Where it was fetched.
    pub url: Option<String>,
    /// When it was fetched, as the crawler wrote it.
    pub date: Option<String>,
    pub content: Content,
}

#[derive(Debug)]
pub enum Content {
    /// Characters, as markup or as stripped text.
    Text { text: String, is_html: bool },
    /// Bytes, with the charset of the HTTP head.
    Bytes { bytes: Vec<u8>, charset: Option<String>, is_html: bool },
}

/// Why a record is not cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skip {
    /// A WARC record of a type that holds no page.
    RecordType(String),
    /// A status of HTTP other than success.
    Status(u16),
    /// Neither HTML nor plain text.
    ContentType(String),
    /// No head of an HTTP response.
    NotHttp,
    /// A content encoding that cannot be undone.
    Encoding,
    /// Over the limit.
    TooLarge,
    /// A line without `html` and `text`.
    NoContent,
    /// A line that is no JSON object, or not one of this shape.
    Json(String),
    /// The cleaner failed, and how.
    Failed(String),
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Skip::RecordType(name) => write!(f, "record type {name}"),
            Skip::Status(status) => write!(f, "status {status}"),
            Skip::ContentType(name) => write!(f, "content type {name}"),
            Skip::NotHttp => f.write_str("no HTTP head"),
            Skip::Encoding => f.write_str("bad content encoding"),
            Skip::TooLarge => f.write_str("too large"),
            Skip::NoContent => f.write_str("neither html nor text"),
            Skip::Json(why) => write!(f, "bad JSON: {why}"),
            Skip::Failed(why) => write!(f, "cleaning failed: {why}"),
        }
    }
}

impl Skip {
    /// The record is damaged, not merely none to clean.
    pub fn is_damage(&self) -> bool {
        matches!(self, Skip::Json(_) | Skip::Failed(_))
    }
}

/// The page in a record, of at most `limit` bytes.
pub fn prepare(record: Record, limit: u64) -> Result<Page, Skip> {
    let Record { kind, id, url, date, bytes } = record;
    let content = match kind {
        RecordKind::Json => return line(&bytes),
        RecordKind::Page { is_html } => {
            let is_html = is_html.unwrap_or_else(|| starts_with_tag(&bytes));
            check(&bytes)?;
            Content::Bytes { bytes, charset: None, is_html }
        }
        RecordKind::Warc { record_type, content_type, payload_type } => match record_type.as_str() {
            "response" => response(&bytes, payload_type.as_deref(), limit)?,
            // The text of a WET file, which is UTF-8 whatever the page was.
            "conversion" => content(bytes, content_type.as_deref().unwrap_or("text/plain"))?,
            "resource" => content(bytes, payload_type.or(content_type).as_deref().unwrap_or_default())?,
            _ => return Err(Skip::RecordType(known_type(&record_type).to_owned())),
        },
    };
    Ok(Page { id, url, date, content })
}

/// The record types of the format; any other counts as one, so that there are few reasons.
fn known_type(name: &str) -> &'static str {
    let known = ["warcinfo", "request", "metadata", "revisit", "continuation"];
    known.into_iter().find(|known| *known == name).unwrap_or("other")
}

/// A line of NDJSON.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    html: Option<Cow<'a, str>>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    id: Option<Id>,
    url: Option<String>,
    date: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

fn line(bytes: &[u8]) -> Result<Page, Skip> {
    let line: Line<'_> = serde_json::from_slice(bytes).map_err(|error| Skip::Json(error.to_string()))?;
    let is_html = line.html.is_some();
    let text = line.html.or(line.text).ok_or(Skip::NoContent)?.into_owned();
    let id = line.id.map(|id| match id {
        Id::Text(text) => text,
        Id::Number(number) => number.to_string(),
    });
    Ok(Page { id, url: line.url, date: line.date, content: Content::Text { text, is_html } })
}

fn response(block: &[u8], payload_type: Option<&str>, limit: u64) -> Result<Content, Skip> {
    let response = Response::parse(block).ok_or(Skip::NotHttp)?;
    if !(200..300).contains(&response.status) {
        return Err(Skip::Status(response.status));
    }
    let sent = response.fields.get("content-type").unwrap_or_default();
    // Told by the bytes, where the crawler has looked: servers call anything HTML.
    let told = payload_type.unwrap_or(sent);
    let body = response.body(limit).map_err(|trouble| match trouble {
        Trouble::TooLarge => Skip::TooLarge,
        Trouble::Encoding => Skip::Encoding,
    })?;
    match content(body, told)? {
        Content::Bytes { bytes, is_html, .. } => Ok(Content::Bytes { bytes, charset: charset(sent), is_html }),
        text => Ok(text),
    }
}

/// A body as HTML or as plain text, by its type and its first bytes.
fn content(bytes: Vec<u8>, content_type: &str) -> Result<Content, Skip> {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_html = match essence.as_str() {
        "text/html" | "application/xhtml+xml" => true,
        "text/plain" => starts_with_tag(&bytes),
        "" | "application/octet-stream" | "unknown/unknown" if starts_with_tag(&bytes) => true,
        _ => return Err(Skip::ContentType(reason(&essence))),
    };
    check(&bytes)?;
    Ok(Content::Bytes { bytes, charset: charset(content_type), is_html })
}

/// A content type as a reason: what stands before the slash, and what stands behind where it is common, since servers
/// may invent any number of types.
fn reason(essence: &str) -> String {
    const FAMILIES: [&str; 8] = ["application", "audio", "font", "image", "message", "multipart", "text", "video"];
    const COMMON: [&str; 8] = [
        "application/json",
        "application/pdf",
        "application/rss+xml",
        "application/atom+xml",
        "application/xml",
        "text/xml",
        "text/css",
        "text/javascript",
    ];
    let family = essence.split('/').next().unwrap_or_default();
    match COMMON.contains(&essence) || FAMILIES.contains(&family) {
        true if COMMON.contains(&essence) => essence.to_owned(),
        true => format!("{family}/*"),
        false if essence.is_empty() => "missing".to_owned(),
        false => "unknown".to_owned(),
    }
}

fn check(bytes: &[u8]) -> Result<(), Skip> {
    match OTHER_FILES.iter().any(|magic| bytes.starts_with(magic)) {
        true => Err(Skip::ContentType("by its bytes no page".to_owned())),
        false => Ok(()),
    }
}

/// The charset of a content type.
fn charset(content_type: &str) -> Option<String> {
    let parameters = content_type.split(';').skip(1);
    let value = parameters.filter_map(|parameter| parameter.split_once('=')).find_map(|(name, value)| {
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches(['"', '\'']).trim().to_owned())
    });
    value.filter(|value| !value.is_empty())
}
