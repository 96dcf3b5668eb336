//! html5lib's encoding tests, when they lie beside the repository.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{EncodingSource, decode};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/html5lib-tests/encoding");

/// Cases that want another reading than ours, by a piece of their data. The Yahoo page says euc-jp while its
/// bytes are flawless UTF-8 with hundreds of Japanese letters: we read what is there, not what is claimed.
const OTHERWISE: &[&str] = &["Yahoo! JAPAN"];

/// Cases without a declaration, all ASCII: the tests want the browsers' fallback windows-1252, we say UTF-8,
/// and the text is the same.
const ASCII_BY_DEFAULT: usize = 32;

/// All cases. `scripted/` is left out: its meta is written by a script, which nothing here runs.
const CASES: usize = 82;

/// A case's bytes and the label it wants.
fn cases(file: &[u8]) -> Vec<(Vec<u8>, String)> {
    let mut cases = Vec::new();
    let (mut data, mut in_data, mut in_label) = (Vec::new(), false, false);
    for line in file.split_inclusive(|&byte| byte == b'\n') {
        let bare = line.trim_ascii_end();
        if bare == b"#data" {
            (data, in_data) = (Vec::new(), true);
        } else if bare == b"#encoding" {
            // The line end before the marker belongs to the file format.
            data.pop();
            (in_data, in_label) = (false, true);
        } else if in_data {
            data.extend_from_slice(line);
        } else if in_label {
            cases.push((data.clone(), String::from_utf8_lossy(bare).into_owned()));
            in_label = false;
        }
    }
    cases
}

#[test]
fn html5lib_encoding_tests() {
    let (mut all, mut by_default, mut otherwise) = (0, 0, Vec::new());
    for name in ["tests1.dat", "tests2.dat", "test-yahoo-jp.dat"] {
        let Ok(file) = std::fs::read(format!("{FOLDER}/{name}")) else {
            println!("skipped: html5lib's {name} is not beside the repository");
            return;
        };
        for (data, label) in cases(&file) {
            all += 1;
            let wanted = Encoding::for_label(label.as_bytes()).expect("a known label");
            let got = decode(&data, None, true);
            let shown = String::from_utf8_lossy(&data);
            if got.encoding == wanted {
                continue;
            }
            if let Some(known) = OTHERWISE.iter().find(|piece| shown.contains(**piece)) {
                assert_eq!((got.encoding, got.had_errors), (UTF_8, false));
                otherwise.push(*known);
                continue;
            }
            assert!(data.is_ascii(), "{name}: {} for {shown}", got.encoding.name());
            assert_eq!((got.encoding, wanted), (UTF_8, WINDOWS_1252), "{shown}");
            assert_eq!(got.source, EncodingSource::Utf8, "{shown}");
            by_default += 1;
        }
    }
    println!("{all} cases, {by_default} ASCII by default, read otherwise: {otherwise:?}");
    assert_eq!(otherwise, OTHERWISE);
    assert_eq!((all, by_default), (CASES, ASCII_BY_DEFAULT));
}
