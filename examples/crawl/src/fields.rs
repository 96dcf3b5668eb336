//! Named fields (`Name: value`), which WARC records and HTTP messages both begin with.
//!
//! Servers write all kinds of things here, so nothing but a missing end is an error: a line without a colon is passed
//! over, a line that begins with a space goes on with the value before it, bytes that are not UTF-8 become U+FFFD.

/// The fields of a message, in order.
#[derive(Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads the lines between the first line and the empty one.
    pub fn parse(block: &[u8]) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in block.split(|byte| *byte == b'\n') {
            let text = String::from_utf8_lossy(line.trim_ascii_end());
            if text.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(text.trim());
                }
            } else if let Some((name, value)) = text.split_once(':') {
                fields.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Fields(fields)
    }

    /// The first value of a field, whatever the case of its name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Length of a message's head: up to and with its empty line, which does not end in so many bytes that are known.
pub fn head_length(message: &[u8], known: usize) -> Option<usize> {
    // The feed before an empty line may be among them.
    let mut start = known.saturating_sub(2);
    loop {
        start += message.get(start..)?.iter().position(|byte| *byte == b'\n')? + 1;
        match message[start..] {
            [b'\n', ..] => return Some(start + 1),
            [b'\r', b'\n', ..] => return Some(start + 2),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_as_servers_write_them() {
        let fields = Fields::parse(b"Content-Type : text/html\r\nno colon\r\nX: a\r\n  b\nx:c\r\nBad: \xff\r\n\r\n");
        assert_eq!(fields.get("content-type"), Some("text/html"));
        assert_eq!(fields.all("x").collect::<Vec<_>>(), ["a b", "c"]);
        assert_eq!(fields.get("bad"), Some("\u{fffd}"));
        assert_eq!(fields.get("no colon"), None);
    }

    #[test]
    fn a_head_ends_at_its_empty_line() {
        assert_eq!(head_length(b"HTTP/1.1 200\r\nA: b\r\n\r\nbody", 0), Some(22));
        assert_eq!(head_length(b"HTTP/1.1 200\n\nbody", 0), Some(14));
        assert_eq!(head_length(b"HTTP/1.1 200\r\nA: b\r\n", 0), None);
        for known in 0..22 {
            assert_eq!(head_length(b"HTTP/1.1 200\r\nA: b\r\n\r\nbody", known), Some(22));
        }
        assert_eq!(head_length(b"a\nbody", 99), None);
    }
}
