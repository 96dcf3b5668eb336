//! Crawls made of the corpus, and runs of the program over them.

#![allow(dead_code, reason = "no test file uses all of it")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

/// A folder for one test, empty.
pub fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The pages of the corpus that are HTML, by name.
pub fn pages() -> Vec<(String, Vec<u8>)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut folders: Vec<PathBuf> = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let page = |folder: &PathBuf| {
        let bytes = fs::read(folder.join("page.html")).ok()?;
        Some((folder.file_name().unwrap().to_string_lossy().into_owned(), bytes))
    };
    folders.iter().filter_map(page).collect()
}

/// A page of its own: so many sentences that stand in no other page.
pub fn page(name: &str, sentences: usize) -> String {
    let sentence = |at: usize| {
        format!(
            "The {name}x{at} rose by {at}{name} metres, and in {name}town{at} the {name}bridge{at} was cut off from the \
             {name}road{at} by {name}water{at}. "
        )
    };
    let paragraph = |from: usize| format!("<p>{}</p>", (from..from + 3).map(sentence).collect::<String>());
    let body: String = (0..sentences).step_by(3).map(paragraph).collect();
    format!("<title>{name}</title><nav><a href=/>Home</a></nav><article><h1>{name}</h1>{body}</article>")
}

/// A record of a WARC file.
pub fn record(kind: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\n{fields}Content-Length: {}\r\n\r\n", block.len());
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A record with an HTTP response.
pub fn response(name: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let fields = format!(
        "WARC-Target-URI: https://example.com/{name}\r\nWARC-Record-ID: <urn:{name}>\r\n\
         WARC-Date: 2026-03-05T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    );
    record("response", &fields, &[head.as_bytes(), b"\r\n\r\n", body].concat())
}

/// A record with an HTML page.
pub fn html(name: &str, body: &[u8]) -> Vec<u8> {
    response(name, "HTTP/1.1 200 OK\r\nContent-Type: text/html", body)
}

pub fn gzip(data: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// Every record as a gzip member of its own, as crawlers write them.
pub fn gzip_each(records: &[Vec<u8>]) -> Vec<u8> {
    records.iter().flat_map(|record| gzip(record)).collect()
}

pub fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_crawl"))
}

/// Runs the program; its output, whatever its exit status.
pub fn crawl(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

/// Runs the program with this on standard input.
pub fn crawl_stdin(arguments: &[&str], input: &[u8]) -> Output {
    let mut child =
        program().args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// Lines of NDJSON.
pub fn rows(bytes: &[u8]) -> Vec<Value> {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
}

/// The summary that a run wrote into a file; every record must be in it.
pub fn summary(path: &Path) -> Value {
    let summary: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let skipped: u64 = summary["skipped"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    let count = |field: &str| summary[field].as_u64().unwrap();
    assert_eq!(count("records"), count("rows") + count("damaged") + skipped, "{summary:#}");
    summary
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
