//! What goes in comes out: every kind of input, every record accounted for.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs;

use serde_json::json;
use support::{crawl, crawl_stdin, folder, gzip, gzip_each, html, page, pages, record, response, rows, summary, text};

/// Runs over one file; its rows and its summary.
fn run(name: &str, file: &str, content: &[u8]) -> (Vec<serde_json::Value>, serde_json::Value) {
    let folder = folder(name);
    let path = folder.join(file);
    fs::write(&path, content).unwrap();
    let told = folder.join("summary.json");
    let output = crawl(&["--keep-duplicates", "--summary", text(&told), text(&path)]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    (rows(&output.stdout), summary(&told))
}

#[test]
fn a_warc_of_the_corpus() {
    let pages = pages();
    let mut records = vec![record("warcinfo", "", b"software: test\r\n")];
    for (name, page) in &pages {
        records.push(record("request", "", b"GET / HTTP/1.1\r\n\r\n"));
        records.push(html(name, page));
    }
    let (plain, told) = run("corpus-plain", "a.warc", &records.concat());
    assert_eq!(plain.len(), pages.len());
    let count = pages.len();
    assert_eq!(told["skipped"], json!({ "record type warcinfo": 1, "record type request": count }));
    assert_eq!(told["inputs"], 1);
    let (packed, _) = run("corpus-gzip", "a.warc.gz", &gzip_each(&records));
    let (whole, _) = run("corpus-one-member", "a.warc.gz", &gzip(&records.concat()));
    for ((row, (name, page)), (packed, whole)) in plain.iter().zip(&pages).zip(packed.iter().zip(&whole)) {
        assert_eq!(row["id"], format!("<urn:{name}>"));
        assert_eq!(row["fetched_url"], format!("https://example.com/{name}"));
        assert_eq!(row["fetched"], "2026-03-05T10:00:00Z");
        let options = bodytext::Options::new().with_url(&format!("https://example.com/{name}")).unwrap();
        let article = bodytext::Cleaner::new(options).clean_bytes(page, None).unwrap();
        assert_eq!(row["text"], article.text(), "{name}");
        assert_eq!(row["markdown"], article.markdown(), "{name}");
        assert_eq!(row["title"], json!(article.metadata().title()), "{name}");
        assert_eq!(row["outcome"], article.outcome().name(), "{name}");
        assert_eq!(row["url"], json!(article.metadata().url()), "{name}");
        for other in [packed, whole] {
            let mut other = other.clone();
            for field in ["file", "offset", "inside"] {
                other[field] = row[field].clone();
            }
            assert_eq!(row, &other, "{name}");
        }
    }
}

#[test]
fn offsets_are_those_of_records() {
    let records: Vec<Vec<u8>> = ["a", "b", "c"].map(|name| html(name, page(name, 9).as_bytes())).to_vec();
    let (plain, _) = run("offsets-plain", "a.warc", &records.concat());
    let ends: Vec<usize> = plain.iter().map(|row| row["offset"].as_u64().unwrap() as usize).collect();
    assert_eq!(ends, [0, records[0].len(), records[0].len() + records[1].len()]);
    let packed: Vec<Vec<u8>> = records.iter().map(|record| gzip(record)).collect();
    let (rows, _) = run("offsets-gzip", "a.warc.gz", &packed.concat());
    assert_eq!(rows[2]["offset"], packed[0].len() + packed[1].len());
    assert_eq!(rows[2]["inside"], 0);
    let (rows, _) = run("offsets-inside", "a.warc.gz", &gzip(&records.concat()));
    assert_eq!((&rows[2]["offset"], &rows[2]["inside"]), (&json!(0), &json!(ends[2])));
}

#[test]
fn responses_that_are_not_pages() {
    let body = page("river", 9);
    let ok = "HTTP/1.1 200 OK\r\nContent-Type:";
    let records = [
        response("a", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", body.as_bytes()),
        response("b", "HTTP/1.1 301 Moved\r\nLocation: /", b""),
        response("c", &format!("{ok} image/png"), b"\x89PNG"),
        response("d", &format!("{ok} text/html"), b"%PDF-1.4 and so on"),
        response("e", &format!("{ok} application/pdf"), b"%PDF-1.4 and so on"),
        response("f", &format!("{ok} text/html\r\nContent-Encoding: br"), b"\x8b\x01\x02 no brotli"),
        record("response", "", b"dns answer without a head"),
        record("metadata", "", b"a: b"),
        record("made-up", "", b"a: b"),
        response("g", "HTTP/1.1 200 OK\r\nServer: x", b"no type, no tag"),
        response("h", "HTTP/1.1 200 OK\r\nServer: x", body.as_bytes()),
        response("i", &format!("{ok} text/plain; charset=none-such"), b"The river rose by more than a metre."),
    ];
    let (rows, told) = run("not-pages", "a.warc", &records.concat());
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["<urn:h>", "<urn:i>"]);
    let expected = json!({
        "status 404": 1, "status 301": 1, "content type image/*": 1, "content type by its bytes no page": 1,
        "content type application/pdf": 1, "bad content encoding": 1, "no HTTP head": 1, "record type metadata": 1,
        "record type other": 1, "content type missing": 1,
    });
    assert_eq!(told["skipped"], expected);
}

#[test]
fn charsets_and_encodings_of_responses() {
    let page = "<article><p>Der Flu\u{df} stieg in einer Nacht um mehr als einen Meter, und die Unterstadt war am Morgen \
        von der K\u{fc}stenstra\u{df}e abgeschnitten.</p></article>";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(page);
    let chunked = |data: &[u8]| {
        let part = |part: &[u8]| [format!("{:x}\r\n", part.len()).as_bytes(), part, b"\r\n"].concat();
        [data.chunks(50).flat_map(part).collect::<Vec<u8>>(), b"0\r\n\r\n".to_vec()].concat()
    };
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"windows-1252\"";
    let packed = gzip(&latin);
    let records = [
        response("plain", head, &latin),
        response("gzip", &format!("{head}\r\nContent-Encoding: gzip"), &packed),
        response("both", &format!("{head}\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"), &chunked(&packed)),
        response("lies", &format!("{head}\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"), &latin),
        response("renamed", &format!("{head}\r\nX-Crawl-Content-Encoding: gzip"), &latin),
    ];
    let (rows, _) = run("charsets", "a.warc", &records.concat());
    assert_eq!(rows.len(), records.len());
    for row in rows {
        assert!(row["text"].as_str().unwrap().ends_with("K\u{fc}stenstra\u{df}e abgeschnitten."), "{row}");
    }
}

#[test]
fn a_wet_file_is_plain_text() {
    let dump = "Home\nSport\nSign in\n\nThe river rose by more than a metre in a single night, and by the morning the \
        lower town was cut off from the coast road.\n\nFirefighters carried forty people out of their houses in boats, \
        said the mayor, who had been awake since midnight.\n";
    let fields = "WARC-Target-URI: https://example.com/\r\nContent-Type: text/plain\r\n";
    let records = [record("warcinfo", "", b"x"), record("conversion", fields, dump.as_bytes())];
    let (rows, told) = run("wet", "a.wet.gz", &gzip_each(&records));
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["text"], bodytext::clean_text(dump).text());
    assert_eq!(told["records"], 2);
}

#[test]
fn ndjson_from_files_and_from_standard_input() {
    let lines = [
        json!({ "id": 7, "url": "https://example.com/a/", "html": page("river", 9) }).to_string(),
        String::new(),
        json!({ "id": "b", "text": "The river rose by more than a metre in a single night.", "other": [1] })
            .to_string(),
        json!({ "id": "c" }).to_string(),
        json!({ "id": "d", "html": "" }).to_string(),
    ];
    let content = lines.join("\n");
    let (from_file, told) = run("ndjson", "a.ndjson", content.as_bytes());
    let ids: Vec<_> = from_file.iter().map(|row| &row["id"]).collect();
    assert_eq!(ids, ["7", "b", "d"]);
    assert_eq!(from_file[1]["offset"], lines[0].len() + 2);
    assert_eq!(from_file[2]["outcome"], "empty-shell");
    assert_eq!(told["skipped"], json!({ "neither html nor text": 1 }));
    for input in [content.as_bytes().to_vec(), gzip(content.as_bytes())] {
        let output = crawl_stdin(&["--keep-duplicates", "-"], &input);
        assert_eq!(output.status.code(), Some(0));
        let found = rows(&output.stdout);
        assert_eq!(found.len(), 3);
        assert_eq!((&found[0]["file"], &found[0]["text"]), (&json!("-"), &from_file[0]["text"]));
    }
}

#[test]
fn folders_of_saved_pages() {
    let folder = folder("saved");
    let river = page("river", 9);
    fs::write(folder.join("a.html"), &river).unwrap();
    fs::write(folder.join("b.html.gz"), gzip(river.as_bytes())).unwrap();
    fs::write(folder.join("c.txt"), "The river rose by more than a metre in a single night.").unwrap();
    fs::write(folder.join("index.php"), &river).unwrap();
    fs::write(folder.join("picture.png"), b"\x89PNG\r\n").unwrap();
    fs::write(folder.join(".hidden"), "no").unwrap();
    let told = folder.join(".summary.json");
    let output = crawl(&["--keep-duplicates", "--summary", text(&told), text(&folder)]);
    let rows = rows(&output.stdout);
    let files: Vec<&str> = rows.iter().map(|row| row["file"].as_str().unwrap().rsplit('/').next().unwrap()).collect();
    assert_eq!(files, ["a.html", "b.html.gz", "c.txt", "index.php"]);
    assert!([1, 3].iter().all(|at| rows[*at]["text"] == rows[0]["text"]));
    assert_eq!(summary(&told)["skipped"], json!({ "content type by its bytes no page": 1 }));
}

#[test]
fn records_over_the_limit_are_passed_over() {
    let big = "<p>".to_owned() + &"flood ".repeat(200_000);
    let records =
        [html("a", page("river", 9).as_bytes()), html("b", big.as_bytes()), html("c", page("lake", 9).as_bytes())];
    for (name, file, content) in
        [("limit-plain", "a.warc", records.concat()), ("limit-gzip", "a.warc.gz", gzip_each(&records))]
    {
        let folder = folder(name);
        let (path, told) = (folder.join(file), folder.join("summary.json"));
        fs::write(&path, content).unwrap();
        let output = crawl(&["--max-record", "1", "--summary", text(&told), text(&path)]);
        assert_eq!(output.status.code(), Some(0));
        let ids: Vec<_> = rows(&output.stdout).iter().map(|row| row["id"].clone()).collect();
        assert_eq!(ids, ["<urn:a>", "<urn:c>"]);
        assert_eq!(summary(&told)["skipped"], json!({ "too large": 1 }));
    }
    // What is small in its file may be large when it is unpacked.
    let bomb =
        response("a", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", &gzip(big.as_bytes()));
    let line = json!({ "html": big }).to_string();
    let folder = folder("limit-bomb");
    fs::write(folder.join("a.warc"), bomb).unwrap();
    fs::write(folder.join("b.ndjson"), format!("{line}\n{{\"text\":\"The river rose.\"}}\n")).unwrap();
    fs::write(folder.join("c.html.gz"), gzip(big.as_bytes())).unwrap();
    let told = folder.join(".summary.json");
    let output = crawl(&["--max-record", "1", "--summary", text(&told), text(&folder)]);
    assert_eq!(rows(&output.stdout).len(), 1);
    assert_eq!(summary(&told)["skipped"], json!({ "too large": 3 }));
}

#[test]
fn filters() {
    let german = "<p>Der Fluss stieg in einer Nacht um mehr als einen Meter, und die Unterstadt war am Morgen von der \
        Küstenstraße abgeschnitten, sagte der Bürgermeister, der seit Mitternacht wach gewesen war.</p>";
    let lines = [
        json!({ "id": "en", "html": page("river", 30) }),
        json!({ "id": "de", "html": german }),
        json!({ "id": "gone", "html": "<title>404 - Page not found</title><h1>Oops</h1><p>We looked everywhere." }),
    ];
    let content: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let ids = |arguments: &[&str]| -> Vec<String> {
        let output = crawl_stdin(&[arguments, &["-"]].concat(), content.as_bytes());
        assert_eq!(output.status.code(), Some(0));
        rows(&output.stdout).iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&[]), ["en", "de", "gone"]);
    assert_eq!(ids(&["--language", "de,fr"]), ["de"]);
    assert_eq!(ids(&["--min-words", "100"]), ["en"]);
    assert_eq!(ids(&["--outcome", "error-page"]), ["gone"]);
    assert_eq!(ids(&["--min-confidence", "1"]), Vec::<String>::new());
}

#[test]
fn exit_statuses() {
    assert_eq!(crawl(&[]).status.code(), Some(2));
    assert_eq!(crawl(&["--output", "a.csv", "-"]).status.code(), Some(2));
    assert_eq!(crawl(&["--resume", "-"]).status.code(), Some(2));
    assert_eq!(crawl(&["--min-confidence", "2", "-"]).status.code(), Some(2));
    let missing = crawl(&["no-such-file.warc.gz"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("no-such-file.warc.gz"));
    assert_eq!(crawl_stdin(&["-"], b"").status.code(), Some(0));
}
