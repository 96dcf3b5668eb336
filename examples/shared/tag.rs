//! Whether bytes are HTML, by what they begin with.

/// Bytes in which the first tag is looked for.
const HEAD: usize = 1024;

/// Whether a tag, comment or declaration comes first, after a byte order mark and white space.
pub fn starts_with_tag(bytes: &[u8]) -> bool {
    // Without its zero bytes, UTF-16 looks the same as UTF-8 here.
    let head: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).take(HEAD).collect();
    let marks: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    let head = marks.iter().find_map(|mark| head.strip_prefix(*mark)).unwrap_or(&head);
    match head.trim_ascii_start() {
        [b'<', b'!' | b'?', ..] => true,
        [b'<', rest @ ..] => {
            // "<3" and "<ann@example.org> wrote" are text: a tag's name starts with a letter and ends at a space, a slash
            // or its end.
            let name = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
            let after = rest.get(name);
            rest.first().is_some_and(u8::is_ascii_alphabetic)
                && after.is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_tags_are_found() {
        for html in ["<!DOCTYPE html>", "\u{feff} \n<html lang=en>", "<p>", "<?xml ?>", "<br/>", "<h1 class=a>"] {
            assert!(starts_with_tag(html.as_bytes()), "{html}");
        }
        assert!(starts_with_tag(b"\xff\xfe<\0p\0>\0"));
        for text in ["", "Rain", "<3 rain", "<ann@example.org> wrote", "< p>", "<", "<p"] {
            assert!(!starts_with_tag(text.as_bytes()), "{text}");
        }
    }
}
