//! What a page says about its own encoding, read before decoding.
//!
//! This follows "prescan a byte stream to determine its encoding" of the WHATWG HTML standard step by step,
//! with its "get an attribute" and "get an XML encoding". It reads tokens, not a tree: a `<meta>` inside a
//! script counts, one inside a comment or an attribute value does not.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes the standard's prescan looks at.
pub(super) const STANDARD: usize = 1024;

/// The bytes ran out in the middle of a step. The standard gives up then: half a tag says nothing.
struct End;

/// An attribute's name and value, as written.
type Attribute<'a> = (&'a [u8], &'a [u8]);

/// The encoding declared within the first `window` bytes by a `<meta>`, else by an XML declaration.
pub(super) fn declared(bytes: &[u8], window: usize) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(window)];
    if head.starts_with(b"<\0?\0x\0") {
        return Some(UTF_16LE);
    }
    if head.starts_with(b"\0<\0?\0x") {
        return Some(UTF_16BE);
    }
    let mut cursor = Cursor { bytes: head, at: 0 };
    cursor.find_meta().ok().or_else(|| xml_encoding(head))
}

/// A place in the bytes that only moves forward, which keeps the prescan linear.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Goes from tag to tag until a `<meta>` names an encoding.
    fn find_meta(&mut self) -> Result<&'static Encoding, End> {
        loop {
            self.skip_to(|byte| byte == b'<')?;
            let rest = &self.bytes[self.at..];
            if rest.starts_with(b"<!--") {
                self.skip_comment()?;
            } else if is_meta(rest) {
                self.at += b"<meta".len();
                if let Some(encoding) = self.meta()? {
                    return Ok(encoding);
                }
            } else if is_tag(rest) {
                self.skip_to(|byte| is_space(byte) || byte == b'>')?;
                while self.attribute()?.is_some() {}
            } else if matches!(rest.get(1), Some(b'!' | b'/' | b'?')) {
                self.skip_to(|byte| byte == b'>')?;
            }
            self.at += 1;
        }
    }

    /// The byte here.
    fn peek(&self) -> Result<u8, End> {
        self.bytes.get(self.at).copied().ok_or(End)
    }

    /// Moves to the next byte that fits, which may be the one here.
    fn skip_to(&mut self, fits: impl Fn(u8) -> bool) -> Result<(), End> {
        let rest = self.bytes.get(self.at..).ok_or(End)?;
        self.at += rest.iter().position(|&byte| fits(byte)).ok_or(End)?;
        Ok(())
    }

    /// Moves to the last byte of the comment that starts here. Its dashes may be those that open it: `<!-->`.
    fn skip_comment(&mut self) -> Result<(), End> {
        let inner = &self.bytes[self.at + 2..];
        let close = inner.windows(3).position(|three| three == b"-->");
        self.at += 2 + close.ok_or(End)? + 2;
        Ok(())
    }

    /// Reads a meta's attributes and weighs them. Of several with one name the first counts.
    fn meta(&mut self) -> Result<Option<&'static Encoding>, End> {
        let (mut pragma, mut content, mut charset) = (None, None, None);
        while let Some((name, value)) = self.attribute()? {
            if name.eq_ignore_ascii_case(b"http-equiv") {
                pragma.get_or_insert(value.eq_ignore_ascii_case(b"content-type"));
            } else if name.eq_ignore_ascii_case(b"content") {
                content.get_or_insert(encoding_in_content(value));
            } else if name.eq_ignore_ascii_case(b"charset") {
                charset.get_or_insert(Encoding::for_label(value));
            }
        }
        // A `charset` that names nothing still keeps `content` from being asked.
        let found = match charset {
            Some(encoding) => encoding,
            None if pragma == Some(true) => content.flatten(),
            None => None,
        };
        Ok(found.map(readable_as_ascii))
    }

    /// The next attribute of the tag, `None` at its `>`.
    fn attribute(&mut self) -> Result<Option<Attribute<'a>>, End> {
        self.skip_to(|byte| !is_space(byte) && byte != b'/')?;
        if self.peek()? == b'>' {
            return Ok(None);
        }
        let start = self.at;
        // An `=` in the first place belongs to the name.
        self.at += 1;
        self.skip_to(|byte| is_space(byte) || matches!(byte, b'=' | b'/' | b'>'))?;
        let name = &self.bytes[start..self.at];
        self.skip_to(|byte| !is_space(byte))?;
        if self.peek()? != b'=' {
            return Ok(Some((name, &[])));
        }
        self.at += 1;
        self.skip_to(|byte| !is_space(byte))?;
        let value = match self.peek()? {
            quote @ (b'"' | b'\'') => self.quoted(quote)?,
            _ => {
                let start = self.at;
                self.skip_to(|byte| is_space(byte) || byte == b'>')?;
                &self.bytes[start..self.at]
            }
        };
        Ok(Some((name, value)))
    }

    /// A value in quotes; leaves the cursor behind the closing one.
    fn quoted(&mut self, quote: u8) -> Result<&'a [u8], End> {
        self.at += 1;
        let start = self.at;
        self.skip_to(|byte| byte == quote)?;
        let value = &self.bytes[start..self.at];
        self.at += 1;
        Ok(value)
    }
}

/// Whitespace inside a tag.
fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

/// `<meta` with its name ended.
fn is_meta(rest: &[u8]) -> bool {
    rest.get(..5).is_some_and(|name| name.eq_ignore_ascii_case(b"<meta"))
        && rest.get(5).is_some_and(|&b| is_space(b) || b == b'/')
}

/// The start of any other tag, opening or closing.
fn is_tag(rest: &[u8]) -> bool {
    let name = if rest.get(1) == Some(&b'/') { 2 } else { 1 };
    rest.get(name).is_some_and(u8::is_ascii_alphabetic)
}

/// A declaration that could be read as ASCII is not in UTF-16.
fn readable_as_ascii(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding }
}

/// The encoding in a `content` such as `text/html; charset=utf-8`.
fn encoding_in_content(content: &[u8]) -> Option<&'static Encoding> {
    let mut rest = content;
    loop {
        let found = rest.windows(7).position(|word| word.eq_ignore_ascii_case(b"charset"))?;
        rest = rest[found + 7..].trim_ascii_start();
        let Some(after) = rest.strip_prefix(b"=") else {
            continue;
        };
        let value = after.trim_ascii_start();
        let label = match value.first()? {
            quote @ (b'"' | b'\'') => {
                let inner = &value[1..];
                &inner[..inner.iter().position(|byte| byte == quote)?]
            }
            _ => {
                let end = value.iter().position(|&b| is_space(b) || b == b';');
                &value[..end.unwrap_or(value.len())]
            }
        };
        return Encoding::for_label(label);
    }
}

/// The encoding of an XML declaration at the very start. Browsers honour it in HTML too.
fn xml_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let inner = head.strip_prefix(b"<?xml")?;
    let inner = &inner[..inner.iter().position(|&byte| byte == b'>')?];
    let found = inner.windows(8).position(|word| word == b"encoding")?;
    let rest = skip_controls(&inner[found + 8..]).strip_prefix(b"=")?;
    let (quote, value) = skip_controls(rest).split_first()?;
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let label = &value[..value.iter().position(|byte| byte == quote)?];
    if label.iter().any(|&byte| byte <= b' ') {
        return None;
    }
    Encoding::for_label(label).map(readable_as_ascii)
}

/// Drops leading spaces and control characters, as the standard does inside an XML declaration.
fn skip_controls(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|&byte| byte > b' ');
    &bytes[start.unwrap_or(bytes.len())..]
}
