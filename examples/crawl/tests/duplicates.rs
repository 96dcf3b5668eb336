//! What says the same is written once: the first in input order.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::HashSet;

use serde_json::{Value, json};
use support::{crawl_stdin, page, rows};

fn content() -> String {
    let river = page("river", 60);
    let pages = [
        ("first", river.clone()),
        ("other", page("lake", 60)),
        ("same", river.replace("<nav>", "<nav><a href=/more>More of this</a> ")),
        ("near", river.replace("The riverx30 rose", "The riverx30 sank")),
        ("half", river.replace("metres", "yards").replace(" was ", " had been ").replace(" rose ", " had risen ")),
    ];
    pages.iter().map(|(id, page)| format!("{}\n", json!({ "id": id, "html": page }))).collect()
}

fn ids(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[test]
fn the_first_one_stays() {
    for threads in ["1", "4"] {
        let output = crawl_stdin(&["--threads", threads, "-"], content().as_bytes());
        assert_eq!(ids(&rows(&output.stdout)), ["first", "other", "half"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains("skipped: duplicate 1, near duplicate 1"), "{told}");
    }
}

#[test]
fn another_stage_can_decide_the_same() {
    let output = crawl_stdin(&["--keep-duplicates", "-"], content().as_bytes());
    let rows = rows(&output.stdout);
    assert_eq!(ids(&rows), ["first", "other", "same", "near", "half"]);
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for row in &rows {
        let bands = row["bands"].as_array().unwrap().iter();
        let keys: Vec<&str> = bands.chain([&row["digest"]]).map(|key| key.as_str().unwrap()).collect();
        if !keys.iter().any(|key| seen.contains(key)) {
            seen.extend(keys);
            kept.push(row["id"].as_str().unwrap());
        }
    }
    assert_eq!(kept, ["first", "other", "half"]);
    assert_eq!(rows[0]["digest"], rows[2]["digest"]);
}

#[test]
fn pages_without_text_are_all_there() {
    let output = crawl_stdin(&["-"], b"{\"id\":\"a\",\"html\":\"\"}\n{\"id\":\"b\",\"html\":\"\"}\n");
    let rows = rows(&output.stdout);
    assert_eq!(ids(&rows), ["a", "b"]);
    assert_eq!(rows[0]["digest"], "");
}
