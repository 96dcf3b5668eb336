//! Pages made to hurt: the article before the attack is found, in bounded time, and what was cut is said.

#[path = "../benches/support/attacks.rs"]
mod attacks;

use std::time::{Duration, Instant};

use bodytext::{Article, Cleaner, Limit, Limits, Options, clean_bytes, clean_html, clean_text};

use attacks::{ATTACKS, Attack, PARAGRAPHS, article, keeps_everything, views};

/// Generous for a slow machine under load; what these tests are about takes minutes when it goes wrong.
const BOUND: Duration = Duration::from_secs(if cfg!(debug_assertions) { 40 } else { 15 });
/// The text alone: a second, and another on a slow machine.
const TEXT_BOUND: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 });
/// Size of an attack in bytes.
const SIZE: usize = if cfg!(debug_assertions) { 60_000 } else { 1_200_000 };

/// Every view of an article that holds all paragraphs.
#[track_caller]
fn survives(name: &str, clean: impl FnOnce() -> Article) -> Article {
    let start = Instant::now();
    let cleaned = clean();
    let text = views(&cleaned);
    let time = start.elapsed();
    for paragraph in PARAGRAPHS {
        assert!(text.contains(paragraph), "{name}: lost: {paragraph}");
    }
    assert!(time < BOUND, "{name}: took {time:?}");
    cleaned
}

#[test]
fn every_kind_of_attack() {
    for attack in ATTACKS {
        let page = attack.page(SIZE);
        let start = Instant::now();
        let text = clean_bytes(&page, None).expect("it is within the limits").text();
        assert!(text.contains(PARAGRAPHS[0]), "{}: the article is lost", attack.name);
        assert!(start.elapsed() < TEXT_BOUND, "{}: the text took {:?}", attack.name, start.elapsed());
        survives(attack.name, || clean_bytes(&page, None).expect("it is within the limits"));
        survives(attack.name, || keeps_everything().clean_bytes(&page, None).expect("it is within the limits"));
    }
}

#[test]
fn deep_nesting_around_the_article() {
    let page = "<div>".repeat(20_000) + &article();
    let cleaned = survives("deep", || clean_html(&page));
    assert_eq!(cleaned.cut(), [Limit::Depth]);
}

#[test]
fn long_lines_and_many_lines_of_text() {
    let article = PARAGRAPHS.join("\n\n");
    let count = SIZE / 5;
    let attacks =
        ["word ".repeat(count), "word\n".repeat(count), "\n".repeat(count), "- x\n\n".repeat(count), "x".repeat(count)];
    for attack in attacks {
        let start = Instant::now();
        let text = clean_text(&format!("{article}\n\n{attack}")).text();
        assert!(start.elapsed() < BOUND, "took {:?}", start.elapsed());
        assert!(text.contains(PARAGRAPHS[0]));
    }
}

/// What ends in white space that is trimmed afterwards ends with the text.
#[test]
fn links_and_marks_that_end_in_white_space() {
    for (link, after) in [("y \n \n", ""), (" \n ", ""), ("y  ", "é<p>é"), ("\n\n", "<p>é")] {
        let page =
            format!("<p>Text of a page.<pre>x<a rel=author href=/author/y><b class=author>{link}</b></a></pre>{after}");
        let cleaned = clean_html(&page);
        let _ = (cleaned.html(), cleaned.markdown(), cleaned.metadata().authors());
        assert!(cleaned.blocks().all(|block| block.text() == block.text().trim_end()));
    }
}

/// Text behind white space that was trimmed belongs to no element that ended before.
#[test]
fn marks_end_with_their_block() {
    for blanks in [1, 70] {
        let blanks = " ".repeat(blanks);
        let page = format!(
            "<pre><span itemprop=articleSection>Local{blanks}</span> </pre><p>Carol Smith said that the river rose by a metre."
        );
        assert_eq!(clean_html(&page).metadata().section(), Some("Local"));
        let page = format!(
            "<pre>x{blanks}<b itemprop=articleSection></pre><p>Local</b> news of the river, which rose by a metre."
        );
        assert!(clean_html(&page).metadata().section().is_none_or(|section| section.starts_with("Local")));
    }
}

/// What an element brings along is not multiplied by the blocks inside it, nor by how often it is opened again.
#[test]
fn memory_is_bounded_by_the_page() {
    let (blocks, size) = (2_000, 100_000);
    let long = "x".repeat(size);
    let pages = [
        format!("<base href='http://example.com/{}'>", "x/".repeat(size / 2))
            + &"<p>The <a href=a>river</a> rose, and the town was cut off.<img src=b>".repeat(blocks),
        format!("<div><a href='/{long}'></div>") + &"<div>x</div>".repeat(blocks),
        format!("<div><b class=author title='{long}'></div>") + &"<div>x</div>".repeat(blocks),
        "<sup>".repeat(400) + &"<p>The river rose.".repeat(blocks),
        format!("<div class='{long}' id='{long}'>") + &"<p>The river rose.".repeat(blocks),
        format!("<meta content='{long}' name='{}'>", "excerpt ".repeat(blocks)),
    ];
    for page in pages {
        let cleaned = keeps_everything().clean_html(&(article() + &page));
        let paths: usize = cleaned.blocks().map(|block| block.path().len()).sum();
        let written = paths + cleaned.markdown().len() + cleaned.html().len() + format!("{cleaned:?}").len();
        assert!(written < 64 * page.len() + (16 << 20), "{} bytes from {}", written, page.len());
    }
}

/// Inline elements in one another without end, as a parsed document may hold them.
#[test]
fn a_document_deeper_than_the_limit() {
    let page = article() + &"<span class=a>".repeat(3_000) + &"x<br><br>".repeat(3_000);
    let cleaned =
        survives("deep document", || Cleaner::default().clean_document(&scraper::Html::parse_document(&page)));
    assert_eq!(cleaned.cut(), [Limit::Depth]);
}

/// 100 MB, and 1 MB where the code is not optimised.
#[test]
fn a_very_large_page() {
    let count = if cfg!(debug_assertions) { 8_000 } else { 800_000 };
    let page = article()
        + &"<div class=a><p>Some words, and a link <a href=/x>here</a>, and more of the same to read.</p></div>\n\
        <!-- and a comment -->"
            .repeat(count);
    let cleaned = survives("large", || clean_html(&page));
    assert!(cleaned.blocks().len() > 8_000);
}

/// The cleaner with one limit lowered.
fn with(limits: Limits) -> Cleaner {
    Cleaner::new(Options::new().with_limits(limits))
}

#[test]
fn what_was_cut_is_said() {
    let page = |attack: &str| article() + attack;
    let json = |json: &str| page(&format!("<script type=application/ld+json>{json}</script>"));
    let usual = Limits::new();
    let cases = [
        (Limit::Depth, usual.with_max_depth(20), page(&"<div>x".repeat(30))),
        (Limit::Formatting, usual.with_max_formatting(3), page("<p><b><i><u><em>x</em></u></i></b> after")),
        (Limit::Nodes, usual.with_max_nodes(40), page(&"<p>x".repeat(30))),
        (Limit::Attributes, usual.with_max_attributes(2), page("<p id=a class=b title=c>x")),
        (Limit::Blocks, usual.with_max_blocks(6), page(&"<p>x".repeat(9))),
        (Limit::JsonLdBytes, usual.with_max_json_ld_bytes(10), json("{\"headline\": \"Flood\"}")),
        (Limit::JsonLdDepth, usual.with_max_json_ld_depth(3), json("[[[[1]]]]")),
    ];
    for (limit, limits, page) in cases {
        let cleaned = with(limits).clean_html(&page);
        assert_eq!(cleaned.cut(), [limit]);
        assert!(cleaned.text().contains(PARAGRAPHS[0]), "{limit:?}");
        assert_eq!(clean_html(&page).cut(), [], "{limit:?} at its default");
    }
    let cleaned = with(usual.with_max_bytes(500)).clean_html(&page("x"));
    assert_eq!(cleaned.cut(), [Limit::Bytes]);
    assert!(cleaned.text().contains(PARAGRAPHS[0]));
}

/// Text beyond every limit is there, in order, if in other blocks.
#[test]
fn what_is_cut_keeps_its_text() {
    let words: Vec<String> = (0..60).map(|number| format!("word{number}")).collect();
    let tags = ["<div>", "<p>", "<b>", "<ul><li>", "<span>", "</div>", "<table><tr><td>", "<x-y>"];
    let page: String = words.iter().zip(tags.iter().cycle()).map(|(word, tag)| format!("{tag}{word} ")).collect();
    let small = Limits::new().with_max_formatting(2);
    for limits in [small.with_max_depth(16), small.with_max_nodes(30), small.with_max_blocks(4)] {
        let cleaned = with(limits).clean_html(&page);
        assert!(!cleaned.cut().is_empty());
        let text: Vec<String> =
            cleaned.blocks().flat_map(|b| b.text().split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
        let mut sorted = text.clone();
        sorted.sort();
        let mut expected = words.clone();
        expected.sort();
        assert_eq!(sorted, expected, "with {limits:?}");
    }
}

/// Seconds, the shortest of three.
fn time(attack: &Attack, size: usize) -> f64 {
    let page = attack.page(size);
    let everything = keeps_everything();
    let run = |_| {
        let start = Instant::now();
        let _ = views(&clean_bytes(&page, None).expect("it is within the limits"));
        let _ = views(&everything.clean_bytes(&page, None).expect("it is within the limits"));
        start.elapsed().as_secs_f64()
    };
    (0..3).map(run).fold(f64::INFINITY, f64::min)
}

/// The exact table is what `cargo bench --bench growth` prints; here is room for a busy machine.
#[test]
fn time_grows_with_size_not_with_its_square() {
    let small = if cfg!(debug_assertions) { 16 << 10 } else { 64 << 10 };
    for attack in ATTACKS {
        let (before, after) = (time(attack, small), time(attack, small * 8));
        // Linear is 8, quadratic 64.
        assert!(after < before.max(0.003) * 30.0, "{}: {before} s, then {after} s", attack.name);
    }
}

#[test]
fn a_cleaner_is_shared_and_cloned() {
    let cleaner = Cleaner::default();
    let page = article();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let clone = cleaner.clone();
            let (cleaner, page) = (&cleaner, &page);
            scope.spawn(move || {
                for _ in 0..20 {
                    assert_eq!(clone.clean_html(page).text(), cleaner.clean_html(page).text());
                }
            });
        }
    });
}
