//! Pages made to hurt: the article before the attack is found, in bounded time.

use std::time::{Duration, Instant};

use bodytext::{Article, clean_html, clean_text};

/// Generous for a slow machine under load; what these tests are about takes minutes when it goes wrong.
const BOUND: Duration = Duration::from_secs(if cfg!(debug_assertions) { 40 } else { 15 });
/// Size of an attack against the full size.
const SCALE: usize = if cfg!(debug_assertions) { 5 } else { 1 };

const PARAGRAPHS: [&str; 4] = [
    "The river rose by more than a metre in a single night, and by the morning the lower town was cut off from the road.",
    "Firefighters carried forty people out of their houses in boats, said the mayor, who had been awake since midnight.",
    "Nobody was hurt, but the cellars of the old school, the library and the two bakeries are full of brown water.",
    "The water is expected to fall slowly from Thursday on, when the rain in the mountains will give way to frost.",
];

fn article() -> String {
    let paragraphs: String = PARAGRAPHS.iter().map(|text| format!("<p>{text}</p>\n")).collect();
    format!("<!doctype html><title>Flood</title><article><h1>Lower town cut off by flood</h1>\n{paragraphs}</article>")
}

/// Cleans the article with an attack behind it.
#[track_caller]
fn survives(attack: &str) -> Article {
    let page = article() + attack;
    let start = Instant::now();
    let cleaned = clean_html(&page);
    let text = cleaned.text();
    let (_, _) = (cleaned.markdown(), cleaned.html());
    let time = start.elapsed();
    for paragraph in PARAGRAPHS {
        assert!(text.contains(paragraph), "lost: {paragraph}");
    }
    assert!(time < BOUND, "took {time:?} for {} bytes", page.len());
    cleaned
}

fn nested(tags: &str, count: usize) -> String {
    format!("{}<p>bottom", tags.repeat(count / SCALE))
}

#[test]
fn deep_nesting() {
    for tags in ["<div>", "<ul><li>", "<b>", "<a href=x>", "<table><tr><td>", "<blockquote>", "<span>", "<object>"] {
        survives(&nested(tags, 50_000));
    }
}

#[test]
fn deep_nesting_of_foreign_and_odd_elements() {
    for tags in
        ["<svg><g>", "<math><mrow>", "<template>", "<dl><dd>", "<button>", "<select><option>", "<noscript>", "<form>"]
    {
        survives(&nested(tags, 50_000));
    }
}

#[test]
fn deep_nesting_around_the_article() {
    let page = "<div>".repeat(20_000 / SCALE) + &article();
    let start = Instant::now();
    let text = clean_html(&page).text();
    assert!(start.elapsed() < BOUND);
    assert!(text.contains(PARAGRAPHS[0]));
}

#[test]
fn formatting_elements_that_are_opened_again_and_again() {
    survives(&"<font color=i><p>x".repeat(100_000 / SCALE));
    survives(&"<b><i><u><p>x</p>".repeat(20_000 / SCALE));
    survives(&"<a href=1><p><b>x".repeat(20_000 / SCALE));
}

#[test]
fn misnested_tables() {
    survives(&"<table><b>".repeat(20_000 / SCALE));
    survives(&"<table><td><p></b>".repeat(20_000 / SCALE));
}

#[test]
fn end_tags_without_start() {
    survives(&"</p></div></b></table></html>".repeat(100_000 / SCALE));
}

#[test]
fn five_megabytes_of_one_character() {
    for c in ["<", "&", "a", " ", "\0", "&#", "</", "<!", "é"] {
        survives(&c.repeat(5_000_000 / SCALE));
    }
}

#[test]
fn what_is_never_closed() {
    let filler = "word <p>in it</p> ".repeat(100_000 / SCALE);
    for open in [
        "<!--",
        "<script>",
        "<style>",
        "<textarea>",
        "<title>",
        "<a title=\"",
        "<div class='",
        "<svg>",
        "<![CDATA[",
        "<?",
    ] {
        survives(&format!("{open}{filler}"));
    }
}

#[test]
fn many_of_everything() {
    let count = 100_000 / SCALE;
    survives(&"<p>x".repeat(count));
    survives(&"<li><a href=/x>link</a>".repeat(count));
    survives(&"<br>".repeat(count));
    survives(&"<img src=x alt=y>".repeat(count));
    survives(&"<figure><img src=x><figcaption>Caption</figcaption></figure>".repeat(count));
    survives(&"<meta property=og:title content=x>".repeat(count));
    survives(&"<td>x".repeat(count));
}

#[test]
fn an_element_with_many_attributes_and_classes() {
    let attributes: String = (0..100_000 / SCALE).map(|n| format!(" a{n}=b")).collect();
    survives(&format!("<div{attributes}>x</div>"));
    let classes: String = (0..100_000 / SCALE).map(|n| format!("c{n} ")).collect();
    survives(&format!("<div class='{classes}'>{}</div>", "<p>x".repeat(1000)));
}

#[test]
fn structured_data_that_nests_and_never_ends() {
    let open = "<script type=application/ld+json>";
    survives(&format!("{open}{}</script>", "[".repeat(1_000_000 / SCALE)));
    survives(&format!("{open}{}</script>", "{\"@graph\":".repeat(100_000 / SCALE)));
    survives(&format!("{open}\"{}", "x".repeat(1_000_000 / SCALE)));
}

#[test]
fn long_lines_and_many_lines_of_text() {
    let article = PARAGRAPHS.join("\n\n");
    let count = 500_000 / SCALE;
    let attacks =
        ["word ".repeat(count), "word\n".repeat(count), "\n".repeat(count), "- x\n\n".repeat(count), "x".repeat(count)];
    for attack in attacks {
        let start = Instant::now();
        let text = clean_text(&format!("{article}\n\n{attack}")).text();
        assert!(start.elapsed() < BOUND, "took {:?}", start.elapsed());
        assert!(text.contains(PARAGRAPHS[0]));
    }
}

#[test]
fn time_grows_with_size_not_with_its_square() {
    let time = |count: usize| {
        let page = "<div class=a><p>Some words, and a link <a href=/x>here</a>.</p></div>".repeat(count);
        let start = Instant::now();
        let blocks = clean_html(&page).blocks().len();
        assert_eq!(blocks, count);
        start.elapsed().as_secs_f64()
    };
    time(500);
    let (small, large) = (time(2_000), time(32_000));
    // 16 times the size: linear is 16, quadratic 256; the rest is room for a busy machine.
    assert!(large < small.max(0.002) * 100.0, "{small} s, then {large} s");
}
