//! The example `compare`, run as a user runs it, and its diff.

#![allow(clippy::unwrap_used)]

#[path = "../examples/compare/diff.rs"]
mod diff;
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::path::Path;
use std::process::Output;

use proptest::prelude::*;
use serde_json::{Value, json};

use diff::Side;
use program::{Folder, program};

impl Folder {
    /// A file of records.
    fn records(self, name: &str, records: &[Value]) -> Self {
        let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
        self.with(name, lines)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        program("compare").args(arguments).current_dir(&self.0).output().unwrap()
    }

    #[track_caller]
    fn lines(&self, arguments: &[&str]) -> Vec<String> {
        let output = self.run(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
    }

    fn rows(&self, arguments: &[&str]) -> Vec<Value> {
        let lines = self.lines(&[&["--json"], arguments].concat());
        lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Two runs: a page that is equal, one that differs a little, one that differs much, one that only A has and one that only
/// B has, and one name that stands twice.
fn two_runs(name: &str) -> Folder {
    let removed = |text: &str| json!([{"label": "navigation", "text": text, "reasons": ["names -1.30"]}]);
    let a = [
        json!({"file": "equal.html", "text": "The river rose.\n", "outcome": "article", "confidence": 0.9}),
        json!({"file": "little.html", "text": "The river rose.\n\nHome Local", "outcome": "article", "confidence": 0.9, "removed": []}),
        json!({"file": "much.html", "text": "The river rose by a metre.", "outcome": "article", "confidence": 0.9,
            "removed": removed("One two three four five")}),
        json!({"file": "a.html", "text": "Only here."}),
        json!({"file": "twice.html", "text": "first"}),
        json!({"file": "twice.html", "text": "second"}),
    ];
    let b = [
        json!({"file": "twice.html", "text": "first"}),
        json!({"file": "much.html", "text": "The river fell by a metre.\n\nOne  two three four five", "outcome": "list-page", "confidence": 0.4}),
        json!({"file": "twice.html", "text": "second"}),
        json!({"file": "little.html", "text": "The river rose.", "outcome": "article", "confidence": 0.9, "removed": removed("Home\nLocal")}),
        json!({"file": "equal.html", "text": "The river rose."}),
        json!({"file": "b.html", "text": "Only there."}),
    ];
    Folder::new(name).records("a.jsonl", &a).records("b.jsonl", &b)
}

#[test]
fn pages_come_worst_first_with_words_and_reasons() {
    let lines = two_runs("lines").lines(&["a.jsonl", "b.jsonl"]);
    let expected = [
        "- A a.jsonl",
        "+ B b.jsonl",
        "",
        "much.html  -1 +6 of 6 words, article > list-page, confidence 0.90 > 0.40",
        "  - rose",
        "  + fell",
        "  + One  two three four five  (A: navigation; names -1.30)",
        "",
        "little.html  -2 +0 of 5 words",
        "  - Home Local",
        "",
        "a.html  is missing in B",
        "",
        "b.html  is missing in A",
        "",
        "7 pages: 3 equal, 2 differ, 1 missing in A, 1 missing in B; 3 words only in A (18.8 % of it), 6 only in B (31.6 %)",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn json_has_the_same() {
    let rows = two_runs("json").rows(&["a.jsonl", "b.jsonl"]);
    let files: Vec<&str> = rows.iter().filter_map(|row| row["file"].as_str()).collect();
    assert_eq!(files, ["much.html", "little.html", "a.html", "b.html"]);
    let much = &rows[0];
    assert_eq!((&much["only_a"], &much["only_b"]), (&json!(1), &json!(6)));
    assert_eq!(much["outcome"], json!(["article", "list-page"]));
    assert_eq!(
        much["differences"][2],
        json!({"kept_by": "B", "text": "One  two three four five", "words": 5, "label": "navigation", "reasons": ["names -1.30"]})
    );
    assert_eq!(rows[2]["missing_in"], "B");
    let total = &rows[4]["total"];
    assert_eq!((&total["pages"], &total["equal"], &total["differ"]), (&json!(7), &json!(3), &json!(2)));
    assert_eq!((&total["only_a"], &total["only_b"]), (&json!(3), &json!(6)));
}

#[test]
fn a_limit_leaves_the_total_as_it_is() {
    let folder = two_runs("limit");
    let lines = folder.lines(&["--limit", "1", "a.jsonl", "b.jsonl"]);
    assert!(lines.contains(&"1 more pages differ: --limit 0 shows all".to_owned()));
    assert!(!lines.iter().any(|line| line.starts_with("little.html")));
    assert_eq!(lines.last(), folder.lines(&["a.jsonl", "b.jsonl"]).last());
    assert_eq!(folder.rows(&["--limit", "1", "a.jsonl", "b.jsonl"]).len(), 2);
    assert_eq!(folder.rows(&["--limit", "0", "a.jsonl", "b.jsonl"]).len(), 5);
}

#[test]
fn equal_runs_say_so() {
    let lines = two_runs("equal").lines(&["a.jsonl", "a.jsonl"]);
    assert_eq!(lines[3], "6 pages: 6 equal, 0 differ; 0 words only in A (0.0 % of it), 0 only in B (0.0 %)");
    assert_eq!(lines.len(), 4);
}

#[test]
fn what_clean_writes_is_read() {
    let folder = Folder::new("clean");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let page = |name: &str| corpus.join(name).display().to_string();
    let pages = ["dateline--german-agency-text/page.txt", "dateline--french-agency-html/page.html"].map(page);
    for (file, extra) in [("a.jsonl", &[][..]), ("b.jsonl", &["--strip-dateline"][..])] {
        let output = program("clean").args(["--format", "json"]).args(extra).args(&pages).output().unwrap();
        fs::write(folder.0.join(file), output.stdout).unwrap();
    }
    let from_files = folder.rows(&["a.jsonl", "b.jsonl"]);
    let texts: Vec<&Value> = from_files[..2].iter().map(|row| &row["differences"][0]["text"]).collect();
    assert_eq!(texts, ["ORVELLE, 12 mars (AFP) -", "NORDSIELHAVEN (dpa/lni) -"]);

    // Cleaning twice gives the same, up to the rounding of numbers.
    let twice = folder.rows(&[&["--b", "--strip-dateline"][..], &[&*pages[0], &*pages[1]]].concat());
    for (one, other) in from_files.iter().zip(&twice) {
        assert_eq!((&one["file"], &one["differences"]), (&other["file"], &other["differences"]));
        assert_eq!(
            (&one["only_a"], &one["only_b"], &one["total"]),
            (&other["only_a"], &other["only_b"], &other["total"])
        );
    }
}

#[test]
fn two_settings_are_compared() {
    let folder = Folder::new("settings").with("page.html", include_str!("../corpus/comments--below-article/page.html"));
    let lines = folder.lines(&["--a", "--comments apart", "--b", "--comments in-text", "page.html"]);
    assert_eq!(lines[..2], ["- A --comments apart", "+ B --comments in-text"]);
    assert!(lines[3].starts_with("page.html  -0 +"), "{}", lines[3]);
    assert!(
        lines.iter().any(|line| line.starts_with("  + ") && line.contains("(A: comment; rule: comment")),
        "{lines:?}"
    );
    let folder = folder.with("own.model", include_bytes!("../model/bodytext.model"));
    assert_eq!(folder.lines(&["--b", "--model own.model", "page.html"]).len(), 4);
}

#[test]
fn colours_are_for_terminals() {
    let folder = two_runs("colours");
    assert!(folder.lines(&["a.jsonl", "b.jsonl"]).iter().all(|line| !line.contains('\u{1b}')));
    let output = program("compare")
        .args(["a.jsonl", "b.jsonl"])
        .current_dir(&folder.0)
        .env("CLICOLOR_FORCE", "1")
        .output()
        .unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("\u{1b}[31m- rose\u{1b}[0m"));
    // A page's own signs never reach the terminal.
    let folder = folder
        .records("c.jsonl", &[json!({"file": "x\u{1b}[2J", "text": "a \u{1b}[31m\u{202e}b"})])
        .records("d.jsonl", &[json!({"file": "x\u{1b}[2J", "text": "c"})]);
    let lines = folder.lines(&["c.jsonl", "d.jsonl"]);
    assert!(lines.iter().all(|line| !line.contains(['\u{1b}', '\u{202e}'])), "{lines:?}");
}

#[test]
fn damaged_records_are_named() {
    let folder = two_runs("damaged")
        .with("cut.jsonl", "{\"file\": \"equal.html\", \"text\": \"The river rose.\"}\n{\"file\": \n\n");
    let output = folder.run(&["a.jsonl", "cut.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("compare: cut.jsonl:2: no record of clean: "));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("6 pages: 1 equal, 0 differ, 5 missing in B, 1 failed; "), "{text}");
    let folder = folder.records("odd.jsonl", &[json!({"file": "equal.html"})]);
    let output = folder.run(&["a.jsonl", "odd.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("odd.jsonl: equal.html: missing field `text`"));
}

#[test]
fn exit_statuses() {
    let folder = two_runs("exit");
    for (arguments, status) in [
        (&["a.jsonl", "none.jsonl"][..], 1),
        (&["--b", "--model none.model", "a.jsonl"], 1),
        (&["--b", "", "none.html"], 1),
        (&["a.jsonl"], 2),
        (&["a.jsonl", "b.jsonl", "a.jsonl"], 2),
        (&["--b", "--focus sharp", "a.jsonl"], 2),
        (&["--b", "page.html", "a.jsonl"], 2),
        (&[], 2),
    ] {
        assert_eq!(folder.run(arguments).status.code(), Some(status), "{arguments:?}");
    }
}

#[test]
fn a_page_that_is_all_difference_stays_small() {
    let text = |side: &str| (0..50_000).map(|n| format!("{side}{n} {}\n", "word ".repeat(n % 3))).collect::<String>();
    let folder = Folder::new("large")
        .records("a.jsonl", &[json!({"file": "x", "text": text("a")})])
        .records("b.jsonl", &[json!({"file": "x", "text": text("b")})]);
    let rows = folder.rows(&["a.jsonl", "b.jsonl"]);
    assert_eq!(rows[0]["differences"].as_array().unwrap().len(), 200);
    assert_eq!(rows[0]["more_differences"], 100_000 - 200);
    assert!(rows[0].to_string().len() < 100_000);
}

fn text() -> impl Strategy<Value = String> {
    let word =
        prop::sample::select(&["the", "river", "rose", "川", "が", "Home", "a\tb", "and the mayor said", ""][..]);
    let line = prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "));
    prop::collection::vec(line, 0..8).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_not_only_in_one_is_in_both(a in text(), b in text()) {
        let changes = diff::changes(&a, &b);
        let only = |side| changes.iter().filter(|it| it.side == side).map(|it| it.words).sum::<usize>();
        prop_assert_eq!(diff::words(&a) - only(Side::A), diff::words(&b) - only(Side::B));
        for change in &changes {
            let own = if change.side == Side::A { &a } else { &b };
            prop_assert!(own.contains(change.text));
            prop_assert!(change.words > 0 && !change.text.contains('\n'));
        }
    }

    #[test]
    fn a_text_differs_from_none_by_all_its_words(a in text()) {
        let words: usize = diff::changes(&a, "").iter().map(|it| it.words).sum();
        prop_assert_eq!(words, diff::words(&a));
        prop_assert!(diff::changes(&a, &a).is_empty());
    }
}
