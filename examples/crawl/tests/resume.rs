//! Runs that are killed and resumed, and runs with any number of threads, give the same bytes.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use serde_json::Value;
use support::{crawl, folder, gzip_each, html, page, pages, program, record, summary, text};

/// A few crawls of every kind in one folder.
fn inputs(folder: &Path) -> PathBuf {
    let inputs = folder.join("inputs");
    fs::create_dir_all(&inputs).unwrap();
    let mut records: Vec<Vec<u8>> = pages().iter().map(|(name, page)| html(name, page)).collect();
    for number in 0..150 {
        records.push(html(&number.to_string(), page(&format!("river{}", number % 110), 40).as_bytes()));
        records.push(record("metadata", "", b"x"));
    }
    let mut packed = gzip_each(&records);
    let middle = packed.len() / 2;
    packed[middle..middle + 20].fill(0);
    fs::write(inputs.join("a.warc.gz"), packed).unwrap();
    fs::write(inputs.join("b.warc"), records.concat()).unwrap();
    let lines = (0..80).map(|number| serde_json::json!({ "id": number, "html": page(&format!("lake{number}"), 30) }));
    fs::write(inputs.join("c.ndjson"), lines.map(|line| format!("{line}\n")).collect::<String>() + "no JSON\n")
        .unwrap();
    fs::write(inputs.join("d.html"), page("sea", 9)).unwrap();
    fs::write(inputs.join("e.txt"), "The river rose by more than a metre in a single night.").unwrap();
    inputs
}

/// The summary's counts, which have to be the same, too.
fn counts(path: &Path) -> Value {
    let mut summary = summary(path);
    summary["seconds"].take();
    summary
}

#[test]
fn threads_do_not_change_the_bytes() {
    let folder = folder("threads");
    let inputs = inputs(&folder);
    let run = |threads: &str, ending: &str| {
        let (output, told) = (folder.join(format!("{threads}.{ending}")), folder.join("summary.json"));
        let arguments = [
            "--threads",
            threads,
            "--row-group",
            "1",
            "--output",
            text(&output),
            "--summary",
            text(&told),
            text(&inputs),
        ];
        assert_eq!(crawl(&arguments).status.code(), Some(1), "two records are damaged");
        assert!(!folder.join(format!("{threads}.{ending}.partial")).exists());
        (fs::read(output).unwrap(), counts(&told))
    };
    for ending in ["ndjson", "parquet"] {
        let (one, counted) = run("1", ending);
        assert_eq!(counted["damaged"], 2);
        assert!(counted["rows"].as_u64().unwrap() > 200);
        for threads in ["2", "5"] {
            assert!((&one, &counted) == (&run(threads, ending).0, &run(threads, ending).1), "{ending}, {threads}");
        }
    }
}

#[test]
fn killed_at_any_moment() {
    for ending in ["ndjson", "parquet"] {
        let folder = folder(&format!("killed-{ending}"));
        let inputs = inputs(&folder);
        let told = folder.join("summary.json");
        let whole = folder.join(format!("whole.{ending}"));
        crawl(&["--row-group", "1", "--output", text(&whole), "--summary", text(&told), text(&inputs)]);
        let expected = (fs::read(&whole).unwrap(), counts(&told));
        fs::remove_file(&told).unwrap();

        let killed = folder.join(format!("killed.{ending}"));
        let arguments = [
            "--step",
            "0.05",
            "--row-group",
            "1",
            "--output",
            text(&killed),
            "--summary",
            text(&told),
            "--resume",
            text(&inputs),
        ];
        let mut kills = 0;
        for pause in 1.. {
            let mut child = program().args(arguments).stderr(Stdio::null()).spawn().unwrap();
            thread::sleep(Duration::from_millis(37 * pause));
            child.kill().unwrap();
            if child.wait().unwrap().code().is_some() {
                break;
            }
            kills += 1;
            assert!(kills < 100, "no run gets on");
        }
        assert!(kills > 2, "killed {kills} times only");
        assert!(expected.0 == fs::read(&killed).unwrap(), "{ending}, killed {kills} times");
        assert_eq!(expected.1, counts(&told));
        assert!(!folder.join(format!("killed.{ending}.partial")).exists());
        // Once more finds nothing to do.
        fs::remove_file(&told).unwrap();
        assert_eq!(crawl(&arguments).status.code(), Some(0));
        assert!(!told.exists());
    }
}

#[test]
fn what_cannot_be_resumed() {
    let folder = folder("not-resumed");
    let inputs = inputs(&folder);
    let output = folder.join("a.ndjson");
    let arguments = ["--step", "0", "--output", text(&output)];
    let mut child = program().args(arguments).arg(&inputs).stderr(Stdio::null()).spawn().unwrap();
    let journal = folder.join("a.ndjson.partial/journal.json");
    while !journal.exists() {
        assert!(child.try_wait().unwrap().is_none(), "finished before its first step");
        thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let refused = |more: &[&str], why: &str| {
        let output = crawl(&[&arguments[..], more, &[text(&inputs)]].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(why));
    };
    refused(&[], "a run was interrupted here");
    refused(&["--resume", "--min-words", "50"], "not the same run");
    fs::write(inputs.join("f.txt"), "More.").unwrap();
    refused(&["--resume"], "not the same run");
}
