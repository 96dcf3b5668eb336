//! From the arguments to the bytes of each input.

use std::fs::{self, File};
use std::io::{self, Read, stdin};
use std::path::{Path, PathBuf};

use bodytext::Limits;
use flate2::read::MultiGzDecoder;

/// First bytes of gzip data.
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// Bytes in which a page's first tag is looked for.
const HEAD: usize = 1024;

/// One page to clean.
#[derive(Debug, Clone)]
pub struct Input {
    pub source: Source,
}

#[derive(Debug, Clone)]
pub enum Source {
    Stdin,
    File(PathBuf),
}

impl Input {
    /// How the input is called in the output and in messages.
    pub fn name(&self) -> String {
        match &self.source {
            Source::Stdin => "-".to_owned(),
            Source::File(path) => path.display().to_string(),
        }
    }
}

/// Every page that the arguments name, and what is wrong with arguments that name none.
pub fn expand(arguments: &[PathBuf]) -> (Vec<Input>, Vec<String>) {
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    let file = |path: &Path| Input { source: Source::File(path.to_owned()) };
    for argument in arguments {
        if argument.as_os_str() == "-" {
            inputs.push(Input { source: Source::Stdin });
        } else if argument.is_dir() {
            match files(argument) {
                Ok(paths) if paths.is_empty() => problems.push(format!("{}: no files in it", argument.display())),
                Ok(paths) => inputs.extend(paths.iter().map(|path| file(path))),
                Err(error) => problems.push(format!("{}: {error}", argument.display())),
            }
        } else {
            // A file that is missing fails when its turn comes, so that messages are in order too.
            inputs.push(file(argument));
        }
    }
    (inputs, problems)
}

/// A directory's files in name order, without hidden ones.
fn files(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let path = directory.join(entry.file_name());
        if !hidden && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The bytes of an input, unpacked, and not many more than the library would take.
pub fn read(input: &Input) -> io::Result<Vec<u8>> {
    let limit = Limits::new().max_bytes() as u64 + 1;
    let mut bytes = Vec::new();
    match &input.source {
        Source::Stdin => stdin().lock().take(limit).read_to_end(&mut bytes)?,
        Source::File(path) => File::open(path)?.take(limit).read_to_end(&mut bytes)?,
    };
    let named_gzip = matches!(&input.source, Source::File(path) if has_extension(path, &["gz"]));
    if !named_gzip && !bytes.starts_with(&GZIP) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    let result = MultiGzDecoder::new(&bytes[..]).take(limit).read_to_end(&mut unpacked);
    match result {
        Ok(_) => Ok(unpacked),
        Err(error) => Err(io::Error::new(error.kind(), format!("bad gzip data: {error}"))),
    }
}

/// Whether an input is HTML by its name or by its first tag.
pub fn looks_like_html(source: &Source, bytes: &[u8]) -> bool {
    let named = match source {
        Source::Stdin => false,
        Source::File(path) => {
            let inner = if has_extension(path, &["gz"]) { path.with_extension("") } else { path.clone() };
            has_extension(&inner, &["html", "htm", "xhtml", "shtml"])
        }
    };
    named || starts_with_tag(bytes)
}

fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    path.extension().is_some_and(|own| wanted.iter().any(|name| own.eq_ignore_ascii_case(name)))
}

/// Whether a tag, comment or declaration comes first, after a byte order mark and white space.
fn starts_with_tag(bytes: &[u8]) -> bool {
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
