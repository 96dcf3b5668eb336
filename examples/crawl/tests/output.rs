//! Where the rows go, when that fails.

#![allow(clippy::unwrap_used)]
#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::json;
use support::{folder, page, program, text};

#[test]
fn nothing_is_cleaned_for_a_full_disk() {
    let folder = folder("full-disk");
    let path = folder.join("a.ndjson");
    // The reader has all of it in memory before much is cleaned.
    let line = |number: usize| format!("{}\n", json!({ "html": page(&format!("river{number}"), 300) }));
    fs::write(&path, (0..300).map(line).collect::<String>()).unwrap();
    let run = |to: &str| -> (Option<i32>, Duration) {
        let out = fs::OpenOptions::new().write(true).open(to).unwrap();
        let start = Instant::now();
        let output =
            program().args(["--threads", "1", text(&path)]).stdout(out).stderr(Stdio::piped()).output().unwrap();
        (output.status.code(), start.elapsed())
    };
    let (all, whole) = run("/dev/null");
    let (none, first) = run("/dev/full");
    assert_eq!((all, none), (Some(0), Some(1)));
    // A few pages of them all; half is for a machine that does other things, too.
    assert!(first * 2 < whole, "{first:?} of {whole:?}");
}
