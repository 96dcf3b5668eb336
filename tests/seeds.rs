//! The two documents that the project started from, and an invented twin of the second one.

use std::path::PathBuf;

use bodytext::{Article, clean_html, clean_text};
use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds")
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The items as the gold file writes them.
fn items(article: &Article) -> Vec<Value> {
    let item = |media: &bodytext::Media| serde_json::json!({ "title": media.title, "duration": media.duration, "captions": media.captions, "credit": media.credit });
    article.media().iter().map(item).collect()
}

fn assert_same(article: &Article, body: &str, carousel: &[Value], name: &str) {
    assert_eq!(folded(&article.text()), folded(body), "{name}: body");
    let items = items(article);
    for (found, expected) in items.iter().zip(carousel) {
        assert_eq!(found, expected, "{name}");
    }
    assert_eq!(items.len(), carousel.len(), "{name}: items");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The same document as others would have saved it.
fn assert_layouts(text: &str, body: &str, carousel: &[Value]) {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let wrap = |tag: &str| lines.iter().map(|line| format!("<{tag}>{}</{tag}>\n", escaped(line))).collect::<String>();
    assert_same(&clean_text(text), body, carousel, "as it is");
    assert_same(&clean_text(&lines.join("\n")), body, carousel, "one paragraph a line");
    assert_same(&clean_text(&lines.join("\n\n")), body, carousel, "empty lines between all lines");
    assert_same(&clean_text(&text.replace('\n', "\r\n")), body, carousel, "CR LF");
    assert_same(&clean_text(&text.replace('\n', " \t \n")), body, carousel, "white space at line ends");
    assert_same(&clean_html(&wrap("p")), body, carousel, "paragraphs");
    assert_same(&clean_html(&format!("<body><div>{}</div>", wrap("div"))), body, carousel, "boxes");
}

#[test]
fn the_seeds_are_exact() {
    let Ok(gold) = std::fs::read_to_string(folder().join("gold.json")) else {
        println!("no seeds next to the repository: skipped");
        return;
    };
    let gold: Value = serde_json::from_str(&gold).expect("gold.json is JSON");
    for (file, expected) in gold.as_object().expect("an object by file") {
        let text = std::fs::read_to_string(folder().join(file)).expect("each seed is there");
        let body: Vec<&str> = expected["body"].as_array().expect("lines").iter().filter_map(Value::as_str).collect();
        let carousel = expected["carousel"].as_array().expect("items");
        assert_layouts(&text, &body.join("\n"), carousel);
    }
}

/// The shape of the second seed in our own words: captions twice, with and without credit, credits without caption.
const TWIN: &str = r#"Harbour master Ilse Brandt points at the broken cable during a walk along the quay in Nordhaven, Tuesday, March 3.
Harbour master Ilse Brandt points at the broken cable during a walk along the quay in Nordhaven, Tuesday, March 3.
PHOTO: Mara Quist/AP
Now playing
01:47
Ferry cable snaps: what the harbour master saw
Now playing
00:00
From the quay to the weir, our reporters on the long night
PHOTO: Ilse Brandt
Now playing
02:12
Brandt asks the council for a second cable
FILE - A crane lifts the old cable onto a barge during the spring works in Nordhaven on April 19, 2019. (Photo by Tomas LINDQVIST / AFP) (Photo by TOMAS LINDQVIST/AFP via Getty Images)
FILE - A crane lifts the old cable onto a barge during the spring works in Nordhaven on April 19, 2019. (Photo by Tomas LINDQVIST / AFP) (Photo by TOMAS LINDQVIST/AFP via Getty Images)
PHOTO: TOMAS LINDQVIST/AFP/Getty Images
Now playing
00:41
See the crane at work
ferry cable repair night lindqvist pkg vpx_00000317.png
ferry cable repair night lindqvist pkg vpx_00000317.png
Now playing
03:05
Divers search the river bed for the other end
(RNN) —  

Pupils from three villages east of the river will ride a bus for at least a fortnight, the council said, after the cable of the only ferry snapped in the highest water since the spring of 1988.

The ferry has been moored on the western bank since Monday. “Nobody was on board when it happened,” Brandt said. “That was luck.”

Divers found one end of the cable on Wednesday.

Council votes on a bridge in June

The council has talked about a bridge for ten years. A vote in June could end the talks, and the ferry with them, but two of the three villages would rather keep both, their mayors told the council in a letter.

RNN’s Mara Quist and Jon Hale contributed to this report.
"#;

#[test]
fn the_twin_is_exact() {
    let body = &TWIN[TWIN.find("(RNN)").expect("the dateline is there")..];
    let item = |title: &str, duration: &str, captions: &[&str], credit: Option<&str>| serde_json::json!({ "title": title, "duration": duration, "captions": captions, "credit": credit });
    let lines: Vec<&str> = TWIN.lines().collect();
    let carousel = [
        item("Ferry cable snaps: what the harbour master saw", "01:47", &[lines[0]], Some("Mara Quist/AP")),
        item("From the quay to the weir, our reporters on the long night", "00:00", &[], None),
        item("Brandt asks the council for a second cable", "02:12", &[], Some("Ilse Brandt")),
        item("See the crane at work", "00:41", &[lines[13]], Some("TOMAS LINDQVIST/AFP/Getty Images")),
        item("Divers search the river bed for the other end", "03:05", &[lines[19]], None),
    ];
    assert_layouts(TWIN, body, &carousel);
}
