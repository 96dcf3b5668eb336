//! The command line, run as a user runs it.

#![allow(clippy::unwrap_used)]

#[path = "support/program.rs"]
mod program;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;

use program::{Folder, program};

const PAGE: &str = "<!doctype html><title>Flood</title><article><h1>Lower town cut off</h1>\
    <p>The river rose by more than a metre in one night, and the lower town was cut off from the road.</p>\
    <p>Firefighters carried forty people out of their houses in boats, said the mayor.</p></article>";
const SENTENCE: &str =
    "The river rose by more than a metre in one night, and the lower town was cut off from the road.";

impl Folder {
    /// Runs the program in this folder.
    fn run(&self, arguments: &[&str]) -> Output {
        program("clean").args(arguments).current_dir(&self.0).stdin(Stdio::null()).output().unwrap()
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.0.join(folder)).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[track_caller]
fn succeeded(output: &Output) -> String {
    assert!(output.status.success(), "{}", stderr(output));
    assert_eq!(stderr(output), "");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn json(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_format_prints_the_article() {
    let folder = Folder::new("formats").with("page.html", PAGE);
    let text = succeeded(&folder.run(&["page.html"]));
    assert_eq!(text, succeeded(&folder.run(&["--format", "text", "page.html"])));
    assert!(text.contains(SENTENCE) && !text.contains('<') && text.ends_with(".\n") && !text.ends_with("\n\n"));
    for format in ["markdown", "html", "json"] {
        assert!(succeeded(&folder.run(&["--format", format, "page.html"])).contains(SENTENCE), "{format}");
    }
}

#[test]
fn json_is_one_object_a_line() {
    let folder = Folder::new("json").with("a.html", PAGE).with("b.txt", "Rain and wind.\n\nAnd snow.");
    let rows = json(&succeeded(&folder.run(&["--format", "json", "a.html", "./b.txt"])));
    let files: Vec<&str> = rows.iter().map(|row| row["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["a.html", "./b.txt"]);
    for row in &rows {
        assert!(
            row["authors"].is_array()
                && row["media"].is_array()
                && row["comments"].is_array()
                && row["removed"].is_array()
        );
        assert!(row["ms"].as_f64().unwrap() >= 0.0 && row["confidence"].is_number() && row["outcome"].is_string());
        for removed in row["removed"].as_array().unwrap() {
            assert!(removed["label"].is_string() && removed["text"].is_string());
            assert!(removed["reasons"].as_array().unwrap().iter().all(Value::is_string));
        }
    }
    assert_eq!(rows[0]["title"], "Lower town cut off");
}

#[test]
fn standard_input_is_a_dash() {
    let mut command = program("clean");
    command.args(["--format", "json", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(PAGE.as_bytes()).unwrap();
    let rows = json(&succeeded(&child.wait_with_output().unwrap()));
    assert_eq!(rows[0]["file"], "-");
    // It was taken as HTML by its first tag.
    assert_eq!(rows[0]["title"], "Lower town cut off");
}

#[test]
fn gzip_is_looked_through() {
    let folder =
        Folder::new("gzip").with("a.html.gz", gzip(PAGE)).with("b.gz", gzip("Rain < wind.")).with("c", gzip(PAGE));
    let rows = json(&succeeded(&folder.run(&["--format", "json", "a.html.gz", "b.gz", "c"])));
    assert_eq!(rows[0]["title"], "Lower town cut off");
    assert!(rows[1]["removed"].to_string().contains("Rain < wind.") || rows[1]["text"] == "Rain < wind.");
    assert_eq!(rows[2]["title"], "Lower town cut off");
}

#[test]
fn the_kind_of_input_is_seen_or_said() {
    let folder =
        Folder::new("kinds").with("page.txt", PAGE).with("odd.HTM", "Rain <b>and</b> wind").with("a.txt", "a <b>c</b>");
    let all = |arguments: &[&str]| {
        let row = json(&succeeded(&folder.run(&[&["--format", "json"], arguments].concat()))).remove(0);
        let removed = row["removed"].as_array().unwrap().iter().map(|block| block["text"].as_str().unwrap().to_owned());
        removed.chain([row["text"].as_str().unwrap().to_owned()]).collect::<String>()
    };
    assert!(!all(&["page.txt"]).contains('<'));
    assert!(!all(&["odd.HTM"]).contains('<'));
    assert!(all(&["a.txt"]).contains("<b>"));
    assert!(all(&["--input", "text", "page.txt"]).contains("<article>"));
    assert!(!all(&["--input", "html", "a.txt"]).contains('<'));
}

#[test]
fn a_directory_is_its_files_in_name_order() {
    let folder = Folder::new("directory")
        .with("pages/b.html", PAGE)
        .with("pages/a.txt", "Rain.")
        .with("pages/c.html.gz", gzip(PAGE));
    let folder = folder.with("pages/deep/d.html", PAGE).with("pages/.hidden", "x");
    for threads in ["1", "2", "7"] {
        let rows = json(&succeeded(&folder.run(&["--format", "json", "--threads", threads, "pages"])));
        let files: Vec<String> = rows.iter().map(|row| row["file"].as_str().unwrap().replace('\\', "/")).collect();
        assert_eq!(files, ["pages/a.txt", "pages/b.html", "pages/c.html.gz"]);
    }
}

#[test]
fn many_inputs_come_out_in_their_order() {
    let mut folder = Folder::new("order");
    for n in 0..120 {
        // Large and small in turn, so that threads overtake each other.
        folder = folder.with(&format!("pages/{n:03}.txt"), "Rain and wind. ".repeat(if n % 3 == 0 { 4000 } else { 1 }));
    }
    let rows = json(&succeeded(&folder.run(&["--format", "json", "--threads", "4", "pages"])));
    assert_eq!(rows.len(), 120);
    assert!(rows.windows(2).all(|pair| pair[0]["file"].as_str() < pair[1]["file"].as_str()));
}

#[test]
fn several_texts_say_whose_they_are() {
    let folder = Folder::new("headers").with("a.html", PAGE).with("b.html", PAGE);
    let one = succeeded(&folder.run(&["a.html"]));
    assert_eq!(succeeded(&folder.run(&["a.html", "b.html"])), format!("==> a.html <==\n{one}\n==> b.html <==\n{one}"));
    let html = succeeded(&folder.run(&["--format", "html", "a.html", "b.html"]));
    assert!(
        html.starts_with("<!-- a.html -->\n<!DOCTYPE html>") && html.contains("\n<!-- b.html -->\n<!DOCTYPE html>")
    );
}

#[test]
fn output_goes_to_one_file_each() {
    let folder =
        Folder::new("output").with("x/page.html", PAGE).with("y/page.html.gz", gzip(PAGE)).with("z/page.txt", "Rain.");
    let inputs = ["x/page.html", "y/page.html.gz", "z/page.txt"];
    for (format, extension) in [("text", "txt"), ("markdown", "md"), ("html", "html"), ("json", "json")] {
        let arguments = [&["--format", format, "--output", format][..], &inputs].concat();
        assert_eq!(succeeded(&folder.run(&arguments)), "");
        let expected = ["page-2", "page-3", "page"].map(|stem| format!("{stem}.{extension}"));
        assert_eq!(folder.names(format), expected);
    }
    let one = fs::read_to_string(folder.0.join("text/page.txt")).unwrap();
    assert_eq!(one, succeeded(&folder.run(&["x/page.html"])));
    let row = fs::read_to_string(folder.0.join("json/page-2.json")).unwrap();
    assert_eq!(json(&row)[0]["file"], "y/page.html.gz");
}

#[test]
fn output_spares_the_inputs() {
    let folder = Folder::new("spares").with("page.html", PAGE);
    succeeded(&folder.run(&["--format", "html", "--output", ".", "page.html"]));
    assert_eq!(fs::read_to_string(folder.0.join("page.html")).unwrap(), PAGE);
    assert_eq!(folder.names("."), ["page-2.html", "page.html"]);
}

#[test]
fn a_failed_input_is_named_and_the_others_are_cleaned() {
    let mut cut = gzip(PAGE);
    cut.truncate(cut.len() / 2);
    let folder =
        Folder::new("errors").with("a.html", PAGE).with("cut.html.gz", cut).with("no.gz", "Rain").with("z.html", PAGE);
    let inputs = ["a.html", "missing.html", "cut.html.gz", "no.gz", "z.html"];
    let output = folder.run(&[&["--format", "json"][..], &inputs].concat());
    assert_eq!(output.status.code(), Some(1));
    let rows = json(std::str::from_utf8(&output.stdout).unwrap());
    assert_eq!(rows.iter().map(|row| &row["file"]).collect::<Vec<_>>(), ["a.html", "z.html"]);
    let messages: Vec<String> = stderr(&output).lines().map(str::to_owned).collect();
    assert_eq!(messages.len(), 3, "{messages:?}");
    for (message, name) in messages.iter().zip(["missing.html", "cut.html.gz", "no.gz"]) {
        assert!(message.starts_with(&format!("clean: {name}: ")), "{message}");
    }

    // A failed input leaves no file, and the others keep their own names.
    let output = folder.run(&[&["--output", "out"][..], &inputs].concat());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(folder.names("out"), ["a.txt", "z.txt"]);
}

#[test]
fn an_empty_directory_is_an_error() {
    let folder = Folder::new("empty").with("sub/deep/x", "");
    let output = folder.run(&["sub"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), "clean: sub: no files in it\n");
}

#[test]
fn wrong_arguments_end_with_two() {
    let folder = Folder::new("arguments").with("a.html", PAGE);
    let wrong: [&[&str]; 8] = [
        &[],
        &["--format", "pdf", "a.html"],
        &["--input", "pdf", "a.html"],
        &["--focus", "sharp", "a.html"],
        &["--url", "/news", "a.html"],
        &["--threads", "0", "a.html"],
        &["--output"],
        &["--loud", "a.html"],
    ];
    for arguments in wrong {
        let output = folder.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains("--help") && output.stdout.is_empty());
    }
    assert!(stderr(&folder.run(&["--focus", "sharp", "a.html"])).contains("balanced, precision, recall"));
}

#[test]
fn help_names_every_option() {
    let help = succeeded(&Folder::new("help").run(&["--help"]));
    for option in ["--format", "--input", "--focus", "--url", "--output", "--threads", "Examples:", "Exit status:"] {
        assert!(help.contains(option), "{option}");
    }
}

#[test]
fn focus_and_address_are_taken() {
    let folder = Folder::new("focus").with("a.html", PAGE);
    for focus in ["balanced", "precision", "recall"] {
        succeeded(&folder.run(&["--focus", focus, "--url", "https://example.com/a", "a.html"]));
    }
}

#[test]
fn weights_come_from_a_file() {
    let model = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("model/bodytext.model")).unwrap();
    let folder = Folder::new("model").with("page.html", PAGE).with("own.model", &model).with("cut.model", &model[..99]);
    assert!(succeeded(&folder.run(&["--model", "own.model", "page.html"])).contains(SENTENCE));
    for (file, said) in [
        ("cut.model", "cut.model: the model file is damaged"),
        ("page.html", "page.html: not a model file"),
        ("none.model", "none.model: "),
    ] {
        let output = folder.run(&["--model", file, "page.html"]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{file}");
        assert!(stderr(&output).starts_with(&format!("clean: {said}")), "{}", stderr(&output));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut folder = Folder::new("pipe");
    for n in 0..60 {
        folder = folder.with(&format!("pages/{n:02}.txt"), "Rain and wind.\n\n".repeat(2000));
    }
    let mut command = program("clean");
    command.args(["--format", "json", "pages"]).current_dir(&folder.0).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut head = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut head).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(stderr(&output), "");
}
