//! Damage in a file costs the records it hits, and no others.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::time::Instant;

use serde_json::Value;
use support::{crawl, crawl_stdin, folder, gzip, gzip_each, html, page, rows, summary, text};

fn records() -> Vec<Vec<u8>> {
    (0..6).map(|number| html(&number.to_string(), page(&format!("river{number}"), 30).as_bytes())).collect()
}

/// Ids of the rows, and the damage that was told.
fn run(name: &str, file: &str, content: &[u8]) -> (String, Vec<Value>) {
    let folder = folder(name);
    let path = folder.join(file);
    fs::write(&path, content).unwrap();
    let told = folder.join("summary.json");
    let output = crawl(&["--summary", text(&told), text(&path)]);
    assert_eq!(output.status.code(), Some(1));
    let told = summary(&told);
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    let damage = told["damage"].as_array().unwrap().clone();
    for damage in &damage {
        let place = format!("{file}: byte {}", damage["offset"]);
        assert!(messages.contains(&place), "{messages}");
    }
    assert_eq!(told["damaged"], damage.len());
    (ids(&output.stdout), damage)
}

fn ids(output: &[u8]) -> String {
    let id = |row: &Value| row["id"].as_str().unwrap().trim_matches(['<', '>', 'u', 'r', 'n', ':']).to_owned();
    rows(output).iter().map(id).collect()
}

#[test]
fn bytes_that_are_missing_in_a_plain_file() {
    let records = records();
    let start: usize = records[..2].iter().map(Vec::len).sum();
    let mut content = records.concat();
    content.drain(start + 600..start + 700);
    let (ids, damage) = run("missing-bytes", "a.warc", &content);
    assert_eq!(ids, "01345");
    assert_eq!(damage[0]["offset"], start);
}

#[test]
fn a_length_that_is_wrong() {
    let records = records();
    let start: usize = records[..2].iter().map(Vec::len).sum();
    let damaged = String::from_utf8(records[2].clone()).unwrap();
    let at = damaged.find("Content-Length").unwrap();
    let end = at + damaged[at..].find('\r').unwrap();
    // The length with which the record's end would be its own beginning again, if sums went round.
    let head = damaged.find("\r\n\r\n").unwrap() + 4 - (end - at) + "Content-Length: ".len() + 20;
    let round = u64::MAX - head as u64 + 1;
    for (name, wrong) in
        [("longer", 99_999_999_999), ("long", 9000), ("short", 9), ("round", round), ("longest", u64::MAX)]
    {
        let damaged = format!("{}Content-Length: {wrong}{}", &damaged[..at], &damaged[end..]);
        let parts = [&records[..2].concat(), damaged.as_bytes(), &records[3..].concat()];
        let (ids, damage) = run(name, "a.warc", &parts.concat());
        assert_eq!(ids, "01345", "{name}");
        assert_eq!(damage.len(), 1);
        assert_eq!(damage[0]["offset"], start);
    }
}

#[test]
fn heads_that_are_overwritten() {
    let records = records();
    let mut content = records.concat();
    let start = records[0].len();
    content[start..start + 20].fill(b'x');
    let (ids, damage) = run("overwritten", "a.warc", &content);
    assert_eq!(ids, "02345");
    assert_eq!(damage[0]["offset"], start);
}

#[test]
fn heads_without_an_end() {
    let records = records();
    // Each would be looked through for 64 kB: nearly three billion lines.
    let heads = b"WARC/1.0\r\n".repeat(400_000);
    let content = [records[..2].concat(), heads, records[2..].concat()].concat();
    let folder = folder("heads");
    let (path, told) = (folder.join("a.warc"), folder.join("summary.json"));
    fs::write(&path, content).unwrap();
    let start = Instant::now();
    let output = crawl(&["--summary", text(&told), text(&path)]);
    // The last heads end where that of the third record does.
    assert_eq!(ids(&output.stdout), "012345");
    assert!(summary(&told)["damaged"].as_u64().unwrap() > 390_000);
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

#[test]
fn a_file_that_is_cut() {
    let records = records();
    let content = records.concat();
    let (ids, damage) = run("cut", "a.warc", &content[..content.len() - 500]);
    assert_eq!(ids, "01234");
    assert_eq!(damage[0]["offset"], content.len() - records[5].len());
    let packed = gzip_each(&records);
    let (ids, _) = run("cut-gzip", "a.warc.gz", &packed[..packed.len() - 50]);
    assert_eq!(ids, "01234");
}

#[test]
fn every_way_of_damaging_a_gzip_member() {
    let records = records();
    let members: Vec<Vec<u8>> = records.iter().map(|record| gzip(record)).collect();
    let start = members[0].len() + members[1].len();
    let end = start + members[2].len();
    let overwrite = |range: std::ops::Range<usize>, byte: u8| {
        let mut content = members.concat();
        content[range].fill(byte);
        content
    };
    let mut inserted = members.concat();
    inserted.splice(start + 100..start + 100, [7; 33]);
    let mut removed = members.concat();
    removed.drain(start + 50..start + 90);
    for (name, content) in [
        ("head", overwrite(start..start + 4, b'x')),
        ("middle", overwrite(start + 100..start + 200, 0)),
        ("ones", overwrite(start + 200..start + 220, 0xff)),
        ("sum", overwrite(end - 8..end - 4, 0)),
        ("length", overwrite(end - 4..end, 0)),
        ("inserted", inserted),
        ("removed", removed),
    ] {
        let (ids, damage) = run(&format!("gzip-{name}"), "a.warc.gz", &content);
        assert_eq!(ids, "01345", "{name}");
        assert_eq!(damage.len(), 1, "{name}: {damage:?}");
        assert_eq!(damage[0]["offset"], start, "{name}");
        let piped = crawl_stdin(&["-"], &content);
        assert_eq!(piped.status.code(), Some(1));
        assert!(ids.len() - self::ids(&piped.stdout).len() < 2, "a stream cannot go back far: {name}");
    }
    let (ids, damage) = run("gzip-first", "a.warc.gz", &{
        let mut content = members.concat();
        content[..10].fill(b'x');
        content
    });
    assert_eq!(ids, "12345");
    assert_eq!(damage[0]["offset"], 0);
}

#[test]
fn rubbish_between_members() {
    let members: Vec<Vec<u8>> = records().iter().map(|record| gzip(record)).collect();
    let rubbish = [&b"rubbish \x1f\x8b\x08 that looks like gzip"[..], &[0x1f, 0x8b, 8, 0xff]].concat();
    let content = [&members[..3].concat(), &rubbish[..], &members[3..].concat()].concat();
    let (ids, damage) = run("rubbish", "a.warc.gz", &content);
    assert_eq!(ids, "012345");
    assert_eq!(damage.len(), 1);
    // Some writers fill up to a block's end.
    let content = [&members[..3].concat(), &[0; 700][..], &members[3..].concat()].concat();
    let folder = folder("zeros");
    fs::write(folder.join("a.warc.gz"), content).unwrap();
    let output = crawl(&[text(&folder)]);
    assert_eq!((output.status.code(), ids.as_str()), (Some(0), self::ids(&output.stdout).as_str()));
}

#[test]
fn lines_that_are_no_json() {
    let line = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"River {id} rose by a metre.\"}}\n");
    let bad = ["{\"id\":\"x\",\"text\":\"Riv\n", "[1]\n", "{\"text\":7}\n", "\u{0}\u{1}\n"];
    let content: String = bad.iter().enumerate().map(|(at, bad)| line(&at.to_string()) + bad).collect();
    let (ids, damage) = run("bad-json", "a.ndjson", content.as_bytes());
    assert_eq!(ids, "0123");
    assert_eq!(damage.len(), 4);
    assert_eq!(damage[0]["offset"], line("0").len());
    let invalid = [line("0").as_bytes(), b"{\"text\":\"\xff\"}\n", line("1").as_bytes()].concat();
    assert_eq!(run("bad-utf8", "a.ndjson", &invalid).0, "01");
    let members = [gzip(line("0").as_bytes()), gzip(&line("1").repeat(99).into_bytes()), gzip(line("2").as_bytes())];
    let mut content = members.concat();
    let middle = members[0].len() + members[1].len() / 2;
    content[middle..middle + 8].fill(0xff);
    let (ids, _) = run("bad-gzip-lines", "a.ndjson.gz", &content);
    assert!(ids.starts_with('0') && ids.ends_with('2'), "{ids}");
}

#[test]
fn what_is_no_crawl_at_all() {
    let noise: Vec<u8> = (0..10_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (name, file) in [("noise-warc", "a.warc"), ("noise-gzip", "a.warc.gz"), ("noise-lines", "a.ndjson")] {
        let (ids, damage) = run(name, file, &noise);
        assert_eq!(ids, "");
        assert!(!damage.is_empty());
    }
}
