//! HTTP responses as crawlers keep them: status, content type, and the body with its encodings undone.

use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::fields::{Fields, head_length};

/// Bytes that the brotli decoder takes at once.
const BUFFER: usize = 16 << 10;
/// Encodings of a body, at most: each is a pass over it, servers name one or two, and a head has room for thousands.
const MOST_ENCODINGS: usize = 8;
/// First bytes of gzip and of Zstandard data.
const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// A response, its body as it was sent.
#[derive(Debug)]
pub struct Response<'a> {
    pub status: u16,
    pub fields: Fields,
    body: &'a [u8],
}

/// Why there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It is longer than the limit.
    TooLarge,
    /// It cannot be unpacked.
    Encoding,
}

impl<'a> Response<'a> {
    /// Reads the head; `None` when there is none.
    pub fn parse(block: &'a [u8]) -> Option<Self> {
        let length = head_length(block, 0)?;
        let (head, body) = block.split_at(length);
        let end = head.iter().position(|byte| *byte == b'\n')?;
        let first = String::from_utf8_lossy(&head[..end]);
        let mut words = first.split_ascii_whitespace();
        let status = words.next().filter(|word| word.starts_with("HTTP/")).and(words.next())?.parse().ok()?;
        Some(Response { status, fields: Fields::parse(&head[end + 1..]), body })
    }

    /// The body with its encodings undone, at most `limit` bytes.
    ///
    /// Crawlers undo encodings and leave the fields that name them (Common Crawl renames those, with `X-Crawl-` before
    /// them, and older crawls do not), so that a field counts only where the body looks like what it says.
    pub fn body(&self, limit: u64) -> Result<Vec<u8>, Trouble> {
        let is_chunked =
            self.fields.all("transfer-encoding").any(|value| value.to_ascii_lowercase().contains("chunked"));
        let mut body = match is_chunked {
            true => joined_chunks(self.body).unwrap_or_else(|| self.body.to_vec()),
            false => self.body.to_vec(),
        };
        let fields = ["transfer-encoding", "content-encoding"];
        let named = fields.iter().flat_map(|field| self.fields.all(field)).flat_map(|value| value.split(','));
        let encodings: Vec<String> =
            named.map(|name| name.trim().to_ascii_lowercase()).take(MOST_ENCODINGS + 1).collect();
        if encodings.len() > MOST_ENCODINGS {
            return Err(Trouble::Encoding);
        }
        for encoding in encodings.iter().rev() {
            if let Some(plain) = unpacked(&body, encoding, limit)? {
                body = plain;
            }
        }
        // No page begins so: a field that is missing.
        if body.starts_with(GZIP)
            && let Some(plain) = unpacked(&body, "gzip", limit)?
        {
            body = plain;
        }
        match body.len() as u64 > limit {
            true => Err(Trouble::TooLarge),
            false => Ok(body),
        }
    }
}

/// The chunks of a body in one piece, up to where they stop making sense; `None` when there is no chunk.
fn joined_chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut count = 0;
    loop {
        let chunk = chunk(body);
        let Some((size, data)) = chunk else { break };
        count += 1;
        if size == 0 {
            break;
        }
        let length = size.min(data.len());
        joined.extend_from_slice(&data[..length]);
        let rest = &data[length..];
        body = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    (count > 0).then_some(joined)
}

/// A chunk's size, and what follows the line that says it.
fn chunk(body: &[u8]) -> Option<(usize, &[u8])> {
    /// Bytes of that line, at most.
    const MOST: usize = 1024;
    let end = body.iter().take(MOST).position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(&body[..end]).ok()?;
    let digits = line.split(';').next()?.trim();
    let size = usize::from_str_radix(digits, 16).ok()?;
    Some((size, &body[end + 1..]))
}

/// The body without this encoding; `None` when it does not look as if it had it.
fn unpacked(body: &[u8], encoding: &str, limit: u64) -> Result<Option<Vec<u8>>, Trouble> {
    if body.is_empty() {
        return Ok(None);
    }
    match encoding {
        "gzip" | "x-gzip" if body.starts_with(GZIP) => read(MultiGzDecoder::new(body), limit).map(Some),
        "deflate" | "x-deflate" => match read(ZlibDecoder::new(body), limit) {
            Err(Trouble::Encoding) => if_packed(body, read(DeflateDecoder::new(body), limit)),
            plain => plain.map(Some),
        },
        "br" => if_packed(body, read(brotli::Decompressor::new(body, BUFFER), limit)),
        "zstd" if body.starts_with(ZSTD) => match zstd::Decoder::with_buffer(body) {
            Ok(decoder) => read(decoder, limit).map(Some),
            Err(_) => Err(Trouble::Encoding),
        },
        _ => Ok(None),
    }
}

/// These encodings have no mark to know them by: a body that cannot be unpacked and is text has none of them.
fn if_packed(body: &[u8], plain: Result<Vec<u8>, Trouble>) -> Result<Option<Vec<u8>>, Trouble> {
    /// Bytes that are looked at.
    const HEAD: usize = 512;
    let is_binary = |byte: &u8| *byte < b'\t' || (b'\x0e'..b' ').contains(byte);
    match plain {
        Err(Trouble::Encoding) if !body.iter().take(HEAD).any(is_binary) => Ok(None),
        plain => plain.map(Some),
    }
}

/// Reads what a decoder gives. Of a body that was cut, what there is of it counts.
fn read(decoder: impl Read, limit: u64) -> Result<Vec<u8>, Trouble> {
    let mut plain = Vec::new();
    let result: io::Result<usize> = decoder.take(limit + 1).read_to_end(&mut plain);
    match result {
        _ if plain.len() as u64 > limit => Err(Trouble::TooLarge),
        Err(_) if plain.is_empty() => Err(Trouble::Encoding),
        _ => Ok(plain),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const PAGE: &[u8] = b"<p>The river rose by more than a metre in a single night.</p>";

    fn body(head: &str, body: &[u8]) -> Result<Vec<u8>, Trouble> {
        let message = [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat();
        Response::parse(&message).unwrap().body(1000)
    }

    fn gzip(data: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn deflate(data: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn brotli(data: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut &data[..], &mut packed, &brotli::enc::BrotliEncoderParams::default()).unwrap();
        packed
    }

    fn chunked(data: &[u8]) -> Vec<u8> {
        let mut chunks = Vec::new();
        for part in data.chunks(7) {
            write!(chunks, "{:x};x=y\r\n", part.len()).unwrap();
            chunks.extend_from_slice(part);
            chunks.extend_from_slice(b"\r\n");
        }
        chunks.extend_from_slice(b"0\r\n\r\n");
        chunks
    }

    #[test]
    fn heads() {
        let status = |head: &str| Response::parse(head.as_bytes()).map(|response| response.status);
        assert_eq!(status("HTTP/1.1 200 OK\r\n\r\n"), Some(200));
        assert_eq!(status("HTTP/2 404\n\n"), Some(404));
        assert_eq!(status("HTTP/1.1 OK\r\n\r\n"), None);
        assert_eq!(status("HTTP/1.1 200 OK\r\n"), None);
        assert_eq!(status("<html>\r\n\r\n"), None);
    }

    #[test]
    fn encodings_are_undone() {
        let zstd = zstd::encode_all(PAGE, 1).unwrap();
        for (name, packed) in [
            ("gzip", gzip(PAGE)),
            ("deflate", zlib(PAGE)),
            ("deflate", deflate(PAGE)),
            ("br", brotli(PAGE)),
            ("zstd", zstd),
            ("gzip, br", brotli(&gzip(PAGE))),
            ("identity", PAGE.to_vec()),
        ] {
            let head = format!("Content-Encoding: {name}\r\n");
            assert_eq!(body(&head, &packed).as_deref(), Ok(PAGE), "{name}");
            let head = format!("Content-Encoding: {name}\r\nTransfer-Encoding: chunked\r\n");
            assert_eq!(body(&head, &chunked(&packed)).as_deref(), Ok(PAGE), "{name}, chunked");
        }
    }

    #[test]
    fn heads_that_lie() {
        for head in ["gzip", "deflate", "br", "zstd", "utf-8", ""] {
            assert_eq!(body(&format!("Content-Encoding: {head}\r\n"), PAGE).as_deref(), Ok(PAGE), "{head}");
        }
        assert_eq!(body("Transfer-Encoding: chunked\r\n", PAGE).as_deref(), Ok(PAGE));
        assert_eq!(body("X-Crawl-Content-Encoding: gzip\r\n", PAGE).as_deref(), Ok(PAGE));
        assert_eq!(body("", &gzip(PAGE)).as_deref(), Ok(PAGE));
    }

    #[test]
    fn bodies_that_are_cut_or_too_long() {
        let packed = gzip(&PAGE.repeat(5));
        let cut = body("Content-Encoding: gzip\r\n", &packed[..packed.len() - 8]);
        assert!(cut.unwrap().starts_with(PAGE));
        assert_eq!(body("Content-Encoding: gzip\r\n", &gzip(&[b'a'; 1001])), Err(Trouble::TooLarge));
        assert_eq!(body("Content-Encoding: br\r\n", b"\x8b\x01\x02\x03 nothing"), Err(Trouble::Encoding));
        assert_eq!(body("", &[b'a'; 1001]), Err(Trouble::TooLarge));
        let chunks = chunked(PAGE);
        let cut = body("Transfer-Encoding: chunked\r\n", &chunks[..chunks.len() - 12]).unwrap();
        assert!(PAGE.starts_with(&cut) && cut.len() > 50);
    }

    #[test]
    fn more_encodings_than_any_server_uses() {
        let packed = |times: usize| (0..times).fold(PAGE.to_vec(), |body, _| gzip(&body));
        let head = |times: usize| format!("Content-Encoding: {}\r\n", vec!["gzip"; times].join(", "));
        assert_eq!(body(&head(8), &packed(8)).as_deref(), Ok(PAGE));
        assert_eq!(body(&head(9), &packed(9)), Err(Trouble::Encoding));
        assert_eq!(body(&head(1).repeat(9), PAGE), Err(Trouble::Encoding));
    }
}
