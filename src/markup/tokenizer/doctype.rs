//! Document types. They matter for one thing: in quirks mode a table does not end a paragraph.

use super::replaced;

/// A document type.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::markup) struct Doctype {
    pub(in crate::markup) name: Option<String>,
    pub(in crate::markup) public: Option<String>,
    pub(in crate::markup) system: Option<String>,
    pub(in crate::markup) force_quirks: bool,
}

/// Which of the two identifiers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Identifier {
    Public,
    System,
}

/// Where the document type ends: at its `>`, or as nonsense up to the next one.
enum End {
    At(usize),
    Nonsense(usize),
}

impl Doctype {
    /// Reads one from behind `<!doctype`; also its length.
    pub(super) fn read(rest: &str) -> (Doctype, usize) {
        let mut doctype = Doctype::default();
        let from = match doctype.parts(rest) {
            End::At(at) => at,
            End::Nonsense(at) => at + rest[at..].find('>').unwrap_or(rest.len() - at),
        };
        (doctype, (from + 1).min(rest.len()))
    }

    fn parts(&mut self, rest: &str) -> End {
        let bytes = rest.as_bytes();
        let start = skip_space(bytes, 0);
        if start >= bytes.len() || bytes[start] == b'>' {
            self.force_quirks = true;
            return End::At(start);
        }
        let ends = |byte: &u8| *byte == b'>' || is_space(*byte);
        let end = start + bytes[start..].iter().position(ends).unwrap_or(bytes.len() - start);
        self.name = Some(replaced(&rest[start..end]).to_ascii_lowercase());
        let at = skip_space(bytes, end);
        match bytes.get(at) {
            None => self.quirky(End::At(at)),
            Some(b'>') => End::At(at),
            Some(_) => {
                let word = bytes.get(at..at + 6).unwrap_or_default();
                if word.eq_ignore_ascii_case(b"public") {
                    self.identifier(rest, at + 6, Identifier::Public)
                } else if word.eq_ignore_ascii_case(b"system") {
                    self.identifier(rest, at + 6, Identifier::System)
                } else {
                    self.quirky(End::Nonsense(at))
                }
            }
        }
    }

    fn quirky(&mut self, end: End) -> End {
        self.force_quirks = true;
        end
    }

    /// The identifier from `at` on, and what follows it.
    fn identifier(&mut self, rest: &str, at: usize, which: Identifier) -> End {
        let bytes = rest.as_bytes();
        let at = skip_space(bytes, at);
        match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => self.quoted(rest, at + 1, quote, which),
            None | Some(b'>') => self.quirky(End::At(at)),
            Some(_) => self.quirky(End::Nonsense(at)),
        }
    }

    fn quoted(&mut self, rest: &str, start: usize, quote: u8, which: Identifier) -> End {
        let bytes = rest.as_bytes();
        let found = bytes[start..].iter().position(|&byte| byte == quote || byte == b'>');
        let end = found.map_or(bytes.len(), |found| start + found);
        let value = Some(replaced(&rest[start..end]).into_owned());
        match which {
            Identifier::Public => self.public = value,
            Identifier::System => self.system = value,
        }
        if bytes.get(end) != Some(&quote) {
            return self.quirky(End::At(end));
        }
        let at = skip_space(bytes, end + 1);
        match (bytes.get(at), which) {
            (None, _) => self.quirky(End::At(at)),
            (Some(b'>'), _) => End::At(at),
            (Some(&quote @ (b'"' | b'\'')), Identifier::Public) => self.quoted(rest, at + 1, quote, Identifier::System),
            (Some(_), Identifier::Public) => self.quirky(End::Nonsense(at)),
            (Some(_), Identifier::System) => End::Nonsense(at),
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\x0c')
}

fn skip_space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|&byte| !is_space(byte)).unwrap_or(rest.len())
}
