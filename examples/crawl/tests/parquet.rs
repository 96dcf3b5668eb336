//! Parquet says what NDJSON says.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs::{self, File};

use arrow_json::writer::{LineDelimited, WriterBuilder};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::json;
use support::{crawl, folder, html, page, pages, rows, text};

#[test]
fn read_back_it_equals_ndjson() {
    let folder = folder("parquet");
    let mut records: Vec<Vec<u8>> = pages().iter().map(|(name, page)| html(name, page)).collect();
    let counted = r#"<script type="application/ld+json">{"@type":"NewsArticle","commentCount":7}</script>"#;
    records.push(html("last", (counted.to_owned() + &page("river", 9)).as_bytes()));
    let input = folder.join("a.warc");
    fs::write(&input, records.concat()).unwrap();
    let output = folder.join("a.parquet");
    assert_eq!(crawl(&["--output", text(&output), text(&input)]).status.code(), Some(0));
    let expected = rows(&crawl(&[text(&input)]).stdout);

    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(output).unwrap()).unwrap().build().unwrap();
    let mut json = WriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(Vec::new());
    for batch in reader {
        json.write(&batch.unwrap()).unwrap();
    }
    json.finish().unwrap();
    let found = rows(&json.into_inner());
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert!(expected.iter().any(|row| row["media"].as_array().unwrap().len() > 1));
    assert!(expected.iter().any(|row| row["paywalled"] == json!(true)));
    assert!(expected.iter().any(|row| row["comment_count"] == 7));
}

#[test]
fn a_run_without_rows_is_a_file_without_rows() {
    let folder = folder("parquet-empty");
    let (input, output) = (folder.join("a.ndjson"), folder.join("a.parquet"));
    fs::write(&input, "").unwrap();
    assert_eq!(crawl(&["--output", text(&output), text(&input)]).status.code(), Some(0));
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(output).unwrap()).unwrap();
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
    assert_eq!(reader.schema().field(0).name(), "file");
}
