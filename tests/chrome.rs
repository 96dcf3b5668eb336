//! Every kind of line around articles in every language: it leaves the text, and the article stays.
//!
//! `cargo test --test chrome -- --nocapture` prints what leaks, by kind and by language.

#[path = "support/prose.rs"]
#[allow(dead_code)]
mod prose;

use std::collections::BTreeMap;

use bodytext::{Article, clean_html, clean_text};
use prose::{articles, folded, html, sections, with};

/// Where lines of a kind stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Head,
    Between,
    Tail,
}

use Place::*;

/// The kinds with their places.
const KINDS: [(&str, Place); 35] = [
    ("carousel", Between),
    ("player", Between),
    ("listen", Between),
    ("credit", Between),
    ("tail", Between),
    ("caption", Between),
    ("gallery", Between),
    ("related", Between),
    ("also", Between),
    ("block", Between),
    ("continue", Between),
    ("ad", Between),
    ("newsletter", Between),
    ("paywall", Tail),
    ("subscribe", Between),
    ("app", Between),
    ("follow", Between),
    ("share", Between),
    ("sharing", Between),
    ("embed", Between),
    ("breadcrumb", Head),
    ("byline", Head),
    ("updated", Head),
    ("ago", Head),
    ("readtime", Head),
    ("skip", Head),
    ("account", Head),
    ("tags", Tail),
    ("comments", Tail),
    ("mostread", Tail),
    ("rights", Tail),
    ("footer", Tail),
    ("next", Tail),
    ("feedback", Tail),
    ("cookies", Tail),
];

/// Lines of a kind that may leak / lines, over all languages.
const LEAKED: f64 = 0.03;
/// Lines of the articles that are kept / lines.
const KEPT: f64 = 0.99;

#[derive(Default, Clone, Copy)]
struct Count {
    leaked: usize,
    chrome: usize,
    lost: usize,
    body: usize,
}

impl Count {
    fn of(article: &Article, chrome: &[&str], body: &[&str]) -> Self {
        let text = article.text();
        let kept: Vec<String> = text.lines().map(folded).collect();
        let has = |line: &&&str| kept.iter().any(|kept| *kept == folded(line));
        Count {
            leaked: chrome
                .iter()
                .filter(|line| article.blocks().any(|block| block.is_main() && folded(block.text()) == folded(line)))
                .count(),
            chrome: chrome.len(),
            lost: body.len() - body.iter().filter(has).count(),
            body: body.len(),
        }
    }

    fn add(&mut self, other: Count) {
        self.leaked += other.leaked;
        self.chrome += other.chrome;
        self.lost += other.lost;
        self.body += other.body;
    }
}

fn ratio(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}

/// All kinds of lines at once, where pages have them.
fn whole(body: &[&'static str], lines: &BTreeMap<&str, Vec<&'static str>>) -> (Vec<&'static str>, Vec<&'static str>) {
    let of = |place: Place| -> Vec<&'static str> {
        let kinds = KINDS.iter().filter(move |(_, here)| *here == place);
        kinds.filter_map(|(kind, _)| lines.get(kind)).flatten().copied().collect()
    };
    let mut page = of(Head);
    let between: Vec<&Vec<&str>> =
        KINDS.iter().filter(|(_, here)| *here == Between).filter_map(|(kind, _)| lines.get(kind)).collect();
    for (at, line) in body.iter().enumerate() {
        page.push(line);
        if at + 1 < body.len() {
            page.extend(between.iter().skip(at).step_by(body.len() - 1).flat_map(|lines| lines.iter()));
        }
    }
    page.extend(of(Tail));
    (page, [of(Head), of(Between), of(Tail)].concat())
}

#[test]
fn chrome_lines_of_every_language_leave_and_the_article_stays() {
    let articles = articles();
    let mut by_kind: BTreeMap<String, Count> = BTreeMap::new();
    let mut by_language: BTreeMap<String, Count> = BTreeMap::new();
    let mut total = Count::default();
    for (language, lines) in sections(include_str!("../corpus/chrome.txt")) {
        let body = &articles.iter().find(|(code, _)| *code == language).expect("prose of the language").1;
        let mut kinds = BTreeMap::new();
        for line in &lines {
            let (kind, rest) = line.split_once(": ").expect("a kind and its lines");
            kinds.insert(kind, rest.split(" | ").collect::<Vec<_>>());
        }
        let mut record = |name: &str, form: &str, count: Count, leaks: &str| {
            for (table, key) in
                [(&mut by_kind, format!("{name} {form}")), (&mut by_language, format!("{language} {form}"))]
            {
                table.entry(key).or_default().add(count);
            }
            total.add(count);
            if count.leaked + count.lost > 0 {
                println!("{language} {name} {form}: {leaks}");
            }
        };
        for (kind, place) in KINDS {
            let Some(chrome) = kinds.get(kind) else { continue };
            let places: &[usize] = match place {
                Head => &[0],
                Tail => &[5],
                Between => &[1, 2, 4],
            };
            for at in places {
                let page = with(body, (*at).min(body.len()), chrome);
                for (form, article) in [("text", clean_text(&page.join("\n"))), ("html", clean_html(&html(&page, "p")))]
                {
                    record(kind, form, Count::of(&article, chrome, body), &leaks(&article, body, chrome));
                }
            }
        }
        let (page, chrome) = whole(body, &kinds);
        for (form, article) in [
            ("text", clean_text(&page.join("\n"))),
            ("text", clean_text(&page.join("\n\n"))),
            ("html", clean_html(&html(&page, "p"))),
            ("html", clean_html(&html(&page, "div"))),
        ] {
            record("whole page", form, Count::of(&article, &chrome, body), &leaks(&article, body, &chrome));
        }
    }
    let mut weak = Vec::new();
    for (name, count) in by_kind.iter().chain(&by_language) {
        let line = format!(
            "{name}: {:.3} of chrome leaked, {:.3} of body kept",
            ratio(count.leaked, count.chrome),
            1.0 - ratio(count.lost, count.body)
        );
        println!("{line}");
        if ratio(count.leaked, count.chrome) > LEAKED || 1.0 - ratio(count.lost, count.body) < KEPT {
            weak.push(line);
        }
    }
    println!(
        "all: {:.4} of chrome leaked, {:.4} of body lost",
        ratio(total.leaked, total.chrome),
        ratio(total.lost, total.body)
    );
    assert!(weak.is_empty(), "{}", weak.join("\n"));
}

/// What leaks (+) and what is lost (-).
fn leaks(article: &Article, body: &[&str], chrome: &[&str]) -> String {
    let kept: Vec<String> =
        article.blocks().filter(|block| block.is_main()).map(|block| folded(block.text())).collect();
    let leaked = chrome.iter().filter(|line| kept.contains(&folded(line))).map(|line| format!("+{line}"));
    let lost = body
        .iter()
        .filter(|line| !kept.contains(&folded(line)))
        .map(|line| format!("-{}", line.chars().take(30).collect::<String>()));
    leaked.chain(lost).collect::<Vec<_>>().join(" | ")
}
