//! Quality does not fall unnoticed: floors under the scores on public benchmarks, where they are at hand.
//!
//! `BODYTEXT_ALL_PAGES=1` scores all pages instead of a sample; the floors hold for both.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use bodytext::eval::readers::{self, Benchmark, Kind};
use bodytext::eval::summary::Summary;
use bodytext::{Cleaner, Focus, Options};

/// Benchmark in `../shared/data`, form of its pages, focus, page type, lowest F1 allowed.
const FLOORS: [(&str, Kind, Focus, &str, f64); 6] = [
    ("wcxb/dev", Kind::Html, Focus::Balanced, "all", 0.93),
    ("wcxb/dev", Kind::Html, Focus::Balanced, "article", 0.97),
    ("wcxb/dev", Kind::Html, Focus::Precision, "article", 0.965),
    ("wcxb/dev", Kind::Html, Focus::Recall, "all", 0.92),
    ("wcxb/dev", Kind::Text, Focus::Balanced, "all", 0.855),
    ("trafilatura", Kind::Html, Focus::Balanced, "all", 0.935),
];

/// Pages in the sample of a benchmark.
const SAMPLE: usize = 150;

fn score(folder: &Path, kind: Kind, focus: Focus) -> Summary {
    let mut benchmark = Benchmark::read(folder, kind).unwrap();
    if std::env::var_os("BODYTEXT_ALL_PAGES").is_none() {
        benchmark.sample(benchmark.cases.len().div_ceil(SAMPLE));
    }
    let cleaner = Cleaner::new(Options::new().with_focus(focus));
    let texts = Mutex::new(vec![String::new(); benchmark.cases.len()]);
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = benchmark.cases.get(at) else { break };
                    let Some(path) = &case.path else { continue };
                    let bytes = readers::load(path).unwrap();
                    let article = match kind {
                        Kind::Html => cleaner.clean_bytes(&bytes, None).unwrap(),
                        Kind::Text => cleaner.clean_text_bytes(&bytes, None).unwrap(),
                    };
                    texts.lock().unwrap()[at] = article.text();
                }
            });
        }
    });
    benchmark.score(&texts.into_inner().unwrap())
}

#[test]
fn scores_stay_above_their_floors() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let mut low = Vec::new();
    let mut last: Option<((&str, Kind, Focus), Summary)> = None;
    for (name, kind, focus, page_type, floor) in FLOORS {
        if !data.join(name).is_dir() {
            println!("no ../shared/data/{name}: its floor is not checked");
            continue;
        }
        let run = (name, kind, focus);
        let summary = match last.take() {
            Some((before, summary)) if before == run => summary,
            _ => score(&data.join(name), kind, focus),
        };
        let line = if page_type == "all" { &summary.overall } else { &summary.by_type[page_type] };
        let found = format!(
            "{name} {kind:?} {focus} {page_type}: precision {:.3}, recall {:.3}, F1 {:.3}, floor {floor:.3}",
            line.precision, line.recall, line.f1
        );
        println!("{found}");
        if line.f1 < floor {
            low.push(found);
        }
        last = Some((run, summary));
    }
    assert!(low.is_empty(), "below the floor:\n{}", low.join("\n"));
}

/// The scores of three pages, worked out by hand.
#[test]
fn the_three_layouts_are_read() {
    let folder = std::env::temp_dir().join(format!("bodytext-layouts-{}", std::process::id()));
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let gold = r#"{"url": "https://example.com/1", "_internal": {"page_type": {"primary": "category"}},
        "ground_truth": {"main_content": "one two three four", "with": ["two  three"], "without": null}}"#;
    write("wcxb/ground-truth/a.json", gold);
    write("wcxb/html/a.html", "<p>");
    write(
        "aeb/ground-truth.json",
        r#"{"a": {"articleBody": "one two three four five", "url": "u"}, "b": {"articleBody": "six"}}"#,
    );
    write("aeb/html/a.html", "<p>");
    write("aeb/text/b.txt", "six");
    write(
        "traf/evaldata.json",
        r#"{"https://example.com/": {"file": "a.html", "with": ["one", "two"], "without": ["x"]}}"#,
    );
    write("traf/html/a.html", "<p>");

    let wcxb = Benchmark::read(&folder.join("wcxb"), Kind::Html).unwrap();
    assert_eq!(wcxb.cases[0].page_type, "collection");
    assert_eq!(wcxb.cases[0].url.as_deref(), Some("https://example.com/1"));
    let summary = wcxb.score(&["One two, three! four five six".to_owned()]);
    assert_eq!((summary.overall.precision, summary.overall.recall), (4.0 / 6.0, 1.0));
    assert_eq!(summary.snippet_accuracy, Some(0.0));

    let aeb = Benchmark::read(&folder.join("aeb"), Kind::Html).unwrap();
    assert_eq!(aeb.cases.iter().map(|case| case.path.is_some()).collect::<Vec<_>>(), [true, false]);
    // Of the windows "one two three four" and "two three four five" the first is found, and one is unwanted.
    let summary = aeb.score(&["zero one two three four".to_owned(), String::new()]);
    assert_eq!((summary.overall.precision, summary.overall.recall), (0.5, 0.25));
    assert_eq!(summary.measure, "shingles");
    assert!(Benchmark::read(&folder.join("aeb"), Kind::Text).unwrap().cases[1].path.is_some());

    let traf = Benchmark::read(&folder.join("traf"), Kind::Html).unwrap();
    let summary = traf.score(&["One one x".to_owned()]);
    assert_eq!(
        (summary.overall.precision, summary.overall.recall, summary.snippet_accuracy),
        (0.5, 0.5, Some(1.0 / 3.0))
    );

    let message = Benchmark::read(&folder.join("wcxb"), Kind::Text).unwrap_err().to_string();
    assert!(message.contains("no pages"), "{message}");
    let message = Benchmark::read(&folder, Kind::Html).unwrap_err().to_string();
    assert!(message.contains("no benchmark here"), "{message}");
    std::fs::remove_dir_all(&folder).unwrap();
}
