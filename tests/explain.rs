//! The example `explain`, run as a user runs it.

#![allow(clippy::unwrap_used)]

#[path = "support/program.rs"]
mod program;

use std::process::Output;

use serde_json::Value;

use program::{Folder, program};

fn run(arguments: &[&str], colours: bool) -> Output {
    let mut command = program("explain");
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    if colours {
        command.env("CLICOLOR_FORCE", "1");
    }
    command.output().unwrap()
}

fn lines(arguments: &[&str], colours: bool) -> Vec<String> {
    let output = run(arguments, colours);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

const HTML: &str = "corpus/readme--flood/page.html";
const TEXT: &str = "corpus/text--german-with-chrome/page.txt";

#[test]
fn every_block_has_a_line() {
    for page in [HTML, TEXT] {
        let lines = lines(&[page], false);
        let blocks = lines[0].rsplit_once(" of ").unwrap().1.strip_suffix(" blocks kept").unwrap();
        assert_eq!(lines.len() - 1, blocks.parse::<usize>().unwrap());
        assert!(lines[0].starts_with("article, confidence "), "{}", lines[0]);
        assert!(lines[1..].iter().all(|line| line.starts_with("+ ") || line.starts_with("- ")));
    }
    let body = lines(&[HTML], false).into_iter().find(|line| line.contains("The river Tarn rose")).unwrap();
    assert!(body.starts_with("+ body ") && body.contains("best-container +"), "{body}");
}

#[test]
fn colours_are_for_terminals() {
    assert!(lines(&[HTML], false).iter().all(|line| !line.contains('\u{1b}')));
    assert!(lines(&[HTML], true).iter().any(|line| line.contains('\u{1b}')));
}

#[test]
fn json_holds_what_the_lines_cut() {
    let rows: Vec<Value> =
        lines(&["--json", HTML], false).iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), lines(&[HTML], false).len() - 1);
    let body = rows.iter().find(|row| row["text"].as_str().unwrap().starts_with("The river Tarn rose")).unwrap();
    assert_eq!((&body["main"], &body["label"]), (&Value::Bool(true), &Value::from("body")));
    assert!(body["path"].as_str().unwrap().contains("article") && body["reasons"].as_array().unwrap().len() > 5);
}

#[test]
fn a_page_can_be_taken_as_text() {
    let first = |arguments: &[&str]| lines(arguments, false)[1].clone();
    assert!(first(&["--text", HTML]).contains("<!doctype html>"));
    assert!(!first(&[HTML]).contains('<'));
}

#[test]
fn a_missing_page_is_named() {
    let output = run(&["none.html"], false);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("explain: none.html: "));
}

#[test]
fn a_page_gives_the_terminal_no_orders() {
    let folder = Folder::new("orders").with("page.html", "<p>The river \u{202e}rose\u{2066} by a metre.\u{9b}2J");
    let page = folder.0.join("page.html").display().to_string();
    let lines = lines(&[&page], false);
    assert!(lines[1].contains("The river  rose  by a metre."), "{}", lines[1]);
    assert!(lines.iter().all(|line| !line.contains(['\u{202e}', '\u{2066}', '\u{9b}'])), "{lines:?}");
}
