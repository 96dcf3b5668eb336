//! Cues and where they may stand.

use super::table::{FILES, Table, table};
use super::*;
use crate::label::words::words;

fn cues(text: &str, language: &str) -> Cues {
    let mut buffer = Vec::new();
    words(text, 100, &mut buffer);
    Matcher::new(Some(language)).cues(&buffer)
}

#[test]
fn every_section_of_every_file_is_known() {
    for (code, data) in FILES {
        let table = Table::parse(std::iter::once(*data));
        assert!(table.unknown.is_empty(), "{code}.txt: {:?}", table.unknown);
    }
}

#[test]
fn tables_have_room() {
    for (code, _) in FILES {
        assert!(table(code).fill() < 0.5, "{code}: {}", table(code).fill());
    }
}

#[test]
fn modes_ask_for_their_place() {
    assert!(cues("NOW PLAYING", "en").line.has(Label::Carousel));
    assert!(!cues("Now playing at the Roxy", "en").line.has(Label::Carousel));
    assert!(cues("Photo: Jane Roe", "en").prefix.has(Label::Credit));
    assert!(!cues("Photo evidence was lost", "en").prefix.has(Label::Credit));
    assert!(cues("12 comments", "en").line.has(Label::Comment));
    assert!(cues("On Monday in May", "en").word.any(WEEKDAY));
    assert!(cues("On Monday in May", "en").word.any(MONTH));
}
