//! Site profiles, on sites that are made up here. A judge of the test's own says what it thinks, so that no fitted weight
//! decides the outcome.

#![allow(clippy::unwrap_used)]

#[path = "support/program.rs"]
mod program;

use std::fmt::Write;
use std::path::Path;

use bodytext::{Article, Cause, Cleaner, Error, Focus, Judge, Options, PageEvidence, Reason, SiteProfile};
use proptest::prelude::*;

use program::{Folder, program};

/// Thinks what the first word of a block says.
struct Told;

impl Judge for Told {
    fn judge(&self, page: &PageEvidence<'_>) -> Vec<f32> {
        let think = |block| match page.text(block).split_whitespace().next() {
            Some("Perhaps") => 0.5,
            Some("Surely") => 0.95,
            Some("Hardly") => 0.3,
            Some("Never") => 0.02,
            _ => 0.8,
        };
        (0..page.len()).map(think).collect()
    }
}

fn told() -> Cleaner {
    Cleaner::default().with_judge(Told)
}

const NEWS: [&str; 5] = [
    "The river rose by more than a metre in a single night, and the lower town was cut off.",
    "Two ferries will run to the island from May on, one of them late in the evening.",
    "A choir of ninety children sang in the market hall, where the roof had been mended.",
    "The council voted for a new school, which is to open after the summer of next year.",
    "Nobody had seen the old lighthouse lit for thirty years until a storm came on Sunday.",
];

/// What the site says on every page, and the judge is not sure of.
const OFFICE: &str = "Perhaps our office by the market, open from nine to five on all days but Sunday, can help you.";

/// A page of the site: news, what stands between, and the office at the end.
fn page(news: usize, between: &str) -> String {
    let told = format!("<h1>Number {news} of the year</h1><p>{}", NEWS[news % NEWS.len()]);
    format!("<body class=paper><main>{told}{between}</main><div class=box><p>{OFFICE}</div>")
}

fn learnt(cleaner: &Cleaner, pages: &[String]) -> SiteProfile {
    let mut profile = SiteProfile::new();
    for page in pages {
        profile.learn(&cleaner.clean_html(page));
    }
    profile
}

/// Cleans the first page with what the others teach.
fn first_of(pages: &[String]) -> Article {
    told().with_profile(learnt(&told(), &pages[1..])).clean_html(&pages[0])
}

fn is_kept(article: &Article, start: &str) -> bool {
    article.blocks().find(|block| block.text().starts_with(start)).unwrap().is_main()
}

/// Everything an article says about its blocks, and its text.
fn all(article: &Article) -> String {
    let mut out = format!("{}\n{}\n", article.text(), article.confidence());
    for block in article.blocks() {
        let _ = writeln!(out, "{:?} {} {} {:?}", block.label(), block.is_main(), block.probability(), block.reasons());
    }
    out
}

#[test]
fn doubtful_words_that_stand_on_all_pages_go() {
    let pages: Vec<String> = (0..4).map(|news| page(news, "")).collect();
    assert!(is_kept(&told().clean_html(&pages[0]), "Perhaps our office"));
    let article = first_of(&pages);
    assert!(!is_kept(&article, "Perhaps our office") && is_kept(&article, "The river rose"));
    let office = article.blocks().next_back().unwrap();
    let reasons = office.reasons();
    assert!(reasons.iter().any(|Reason { cause, effect, .. }| *cause == Cause::Site && *effect < -0.5), "{reasons:?}");
    let sum: f32 = reasons.iter().map(|reason| reason.effect).sum();
    assert!((1.0 / (1.0 + (-sum).exp()) - office.probability()).abs() < 1e-4);
    assert_eq!(Cause::Site.name(), "site");
    assert!(article.blocks().take(2).all(|block| block.reasons().iter().all(|reason| reason.cause != Cause::Site)));
}

#[test]
fn doubtful_words_of_one_page_stay() {
    let own = "<p>Perhaps the bridge will be closed again, said a man who had been standing there since noon.";
    let mut pages: Vec<String> = (0..5).map(|news| page(news, "")).collect();
    pages[0] = page(0, own);
    assert!(is_kept(&first_of(&pages), "Perhaps the bridge"));
    // On one more page, and on two of four.
    pages[1] = page(1, own);
    assert!(is_kept(&first_of(&pages), "Perhaps the bridge"));
    pages[2] = page(2, own);
    assert!(is_kept(&first_of(&pages), "Perhaps the bridge"));
    pages[3] = page(3, own);
    pages[4] = page(4, own);
    assert!(!is_kept(&first_of(&pages), "Perhaps the bridge"));
}

#[test]
fn what_the_judge_is_sure_of_stays_on_few_pages_and_where_it_was_always_kept() {
    let sure = "<p>Surely this is the longest bridge of the county, with eleven arches and two towers of stone.";
    let pages: Vec<String> = (0..3).map(|news| page(news, sure)).collect();
    assert!(is_kept(&first_of(&pages), "Surely"));
    let pages: Vec<String> = (0..9).map(|news| page(news, sure)).collect();
    assert!(is_kept(&first_of(&pages), "Surely"));
}

#[test]
fn a_profile_changes_no_verdict_on_blocks_it_does_not_know() {
    let own =
        "<p>Hardly anybody came to the harbour on the first evening of the fair.<p>Perhaps the rain kept them away.";
    let mut pages: Vec<String> = (0..6).map(|news| page(news, "")).collect();
    pages[0] = page(0, own);
    for focus in [Focus::Balanced, Focus::Precision, Focus::Recall] {
        let cleaner = Cleaner::new(Options::new().with_focus(focus)).with_judge(Told);
        let (before, after) =
            (cleaner.clean_html(&pages[0]), cleaner.clone().with_profile(learnt(&told(), &pages[1..])));
        let verdicts = |article: &Article| article.blocks().map(|block| block.is_main()).collect::<Vec<_>>();
        let (before, after) = (verdicts(&before), verdicts(&after.clean_html(&pages[0])));
        assert_eq!(before[..before.len() - 1], after[..after.len() - 1], "{focus}");
    }
}

#[test]
fn short_blocks_are_told_by_their_company() {
    let menu = "<ul><li>Perhaps Bridges<li>Perhaps Ferries<li>Perhaps Schools<li>Perhaps Weather</ul>";
    let mut pages: Vec<String> = (0..5).map(|news| page(news, menu)).collect();
    let article = first_of(&pages);
    assert!(!is_kept(&article, "Perhaps Ferries") && !is_kept(&article, "Perhaps Bridges"));
    pages[0] = page(0, "<h2>Perhaps Ferries</h2><p>They are three times as old as the captains who steer them.");
    assert!(is_kept(&first_of(&pages), "Perhaps Ferries"));
}

#[test]
fn the_items_of_a_list_are_not_the_sites() {
    let items = |from: usize| {
        let item = |number: usize| format!("<li>Perhaps {number} people have read the story of this week</li>");
        format!("<ul>{}</ul>", (from..from + 4).map(item).collect::<String>())
    };
    let pages: Vec<String> = (0..5).map(|news| page(news, &items(news * 10))).collect();
    assert!(is_kept(&first_of(&pages), "Perhaps 0 people"));
}

#[test]
fn a_place_that_was_given_up_everywhere_goes() {
    let teaser = |word: &str, news: usize| {
        format!("<aside class=teaser-{news}><p>{word} of interest: {}</aside>", NEWS[(news + 2) % NEWS.len()])
    };
    let mut pages: Vec<String> = (0..5).map(|news| page(news, &teaser("Never", news))).collect();
    pages[0] = page(0, &teaser("Perhaps", 7));
    assert!(!is_kept(&first_of(&pages), "Perhaps of interest"));
    // Three other pages are needed, and the judge must not be sure.
    assert!(is_kept(&first_of(&pages[..3]), "Perhaps of interest"));
    pages[0] = page(0, &teaser("Surely", 7));
    assert!(is_kept(&first_of(&pages), "Surely of interest"));
}

#[test]
fn a_page_is_no_witness_to_itself() {
    let pages: Vec<String> = (0..3).map(|news| page(news, "")).collect();
    let (two, three) = (learnt(&told(), &pages[..2]), learnt(&told(), &pages));
    assert!(is_kept(&told().with_profile(two.clone()).clean_html(&pages[0]), "Perhaps our office"));
    assert!(!is_kept(&told().with_profile(two).clean_html(&pages[2]), "Perhaps our office"));
    assert!(!is_kept(&told().with_profile(three.clone()).clean_html(&pages[0]), "Perhaps our office"));
    let mut again = three.clone();
    assert!(!again.learn(&told().clean_html(&pages[1])) && !again.learn(&told().clean_html("<p>!")));
    assert_eq!((again.pages(), &again), (3, &three));
}

#[test]
fn html_teaches_about_text_and_text_about_html() {
    let html: Vec<String> = (0..4).map(|news| page(news, "")).collect();
    let text: Vec<String> = (0..4).map(|news| format!("Number {news}\n\n{}\n\n{OFFICE}\n", NEWS[news])).collect();
    assert!(is_kept(&told().clean_text(&text[0]), "Perhaps our office"));
    let from_html = told().with_profile(learnt(&told(), &html[1..]));
    assert!(!is_kept(&from_html.clean_text(&text[0]), "Perhaps our office"));
    let mut profile = SiteProfile::new();
    assert!(text[1..].iter().all(|text| profile.learn(&told().clean_text(text))));
    assert!(!is_kept(&told().with_profile(profile).clean_html(&html[0]), "Perhaps our office"));
}

#[test]
fn what_was_cleaned_with_a_profile_teaches_the_same() {
    let pages: Vec<String> =
        (0..5).map(|news| page(news, "<p>Hardly anything else has happened in the valley.")).collect();
    let once = learnt(&told(), &pages);
    assert_eq!(learnt(&told().with_profile(once.clone()), &pages).to_bytes(), once.to_bytes());
}

#[test]
fn a_profile_stays_with_other_weights() {
    let pages: Vec<String> = (0..4).map(|news| page(news, "")).collect();
    let model = include_bytes!("../model/bodytext.model");
    let cleaner = told().with_profile(learnt(&told(), &pages)).with_model(model).unwrap();
    assert!(!is_kept(&cleaner.clean_html(&pages[0]), "Perhaps our office"));
}

#[test]
fn other_bytes_are_told_apart() {
    let pages: Vec<String> = (0..3).map(|news| page(news, "")).collect();
    let bytes = learnt(&told(), &pages).to_bytes();
    assert_eq!(SiteProfile::from_bytes(b"<!DOCTYPE html>"), Err(Error::NotAProfile));
    assert_eq!(SiteProfile::from_bytes(b"bodysit"), Err(Error::NotAProfile));
    assert_eq!(SiteProfile::from_bytes(b"bodysit\x07 to come"), Err(Error::ProfileVersion { found: 7, expected: 1 }));
    for end in 8..bytes.len() {
        let cut = SiteProfile::from_bytes(&bytes[..end]);
        assert!(matches!(cut, Err(Error::ProfileDamaged { .. })), "{end} bytes");
    }
    assert!(SiteProfile::from_bytes(&[&bytes[..], b"x"].concat()).is_err());
}

/// The bytes under a right checksum.
fn closed(parts: &[u8]) -> Vec<u8> {
    let fnv = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let checksum = parts.iter().fold(0xcbf2_9ce4_8422_2325, fnv);
    [b"bodysit\x01", &checksum.to_le_bytes()[..], parts].concat()
}

/// Blocks of a few texts each, so that pages share some.
fn pages() -> impl Strategy<Value = Vec<String>> {
    let start = prop::sample::select(vec!["Perhaps", "Surely", "Hardly", "Never", "The"]);
    let tag = prop::sample::select(vec!["p", "li", "h2", "nav", "div class=a", "div class=b"]);
    let block = (tag, start, 0..4_u8).prop_map(|(tag, start, text)| {
        let rest =
            ["rain fell on the town", "the ferry is back at last, said the captain", "home", "川の水位が上がった"];
        format!("<{tag}>{start} {}</{}>", rest[usize::from(text)], tag.split(' ').next().unwrap())
    });
    let page = prop::collection::vec(block, 0..8).prop_map(|blocks| blocks.concat());
    // Of two pages with the same words the first counts: these have a word of their own.
    let numbered = |pages: Vec<String>| (0..).zip(pages).map(|(at, page)| format!("<p>Page{at}</p>{page}")).collect();
    prop::collection::vec(page, 1..6).prop_map(numbered)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_profile_of_one_page_changes_nothing(pages in pages()) {
        let one = told().with_profile(learnt(&told(), &pages[..1]));
        for page in &pages {
            prop_assert_eq!(all(&one.clean_html(page)), all(&told().clean_html(page)));
        }
    }

    #[test]
    fn order_makes_no_difference_and_bytes_keep_everything(pages in pages()) {
        let profile = learnt(&told(), &pages);
        let backwards: Vec<String> = pages.iter().rev().cloned().collect();
        prop_assert_eq!(learnt(&told(), &backwards).to_bytes(), profile.to_bytes());
        prop_assert_eq!(SiteProfile::from_bytes(&profile.to_bytes()), Ok(profile));
    }

    #[test]
    fn sure_blocks_on_few_pages_stay(pages in pages()) {
        let (before, after) = (told().clean_html(&pages[0]), first_of(&pages));
        for (before, after) in before.blocks().zip(after.blocks()) {
            let stands = |page: &&String| told().clean_html(page).blocks().any(|block| block.text() == before.text());
            let is_rare = pages[1..].iter().filter(stands).count() < 3;
            // Its words may stand there in other blocks: what counts is the judge, and that words are few.
            if before.is_main() && before.probability() >= 0.9 && is_rare && pages.len() <= 3 {
                prop_assert!(after.is_main(), "{:?}", before.text());
            }
            prop_assert!(after.probability() <= before.probability());
        }
    }

    #[test]
    fn a_changed_bit_is_noticed(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut bytes = learnt(&told(), &[page(0, ""), page(1, "")]).to_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(SiteProfile::from_bytes(&bytes).is_err());
    }

    #[test]
    fn bent_bytes_with_a_right_checksum_do_no_harm(
        bends in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        any in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let pages: Vec<String> = (0..3).map(|news| page(news, "")).collect();
        let mut parts = learnt(&told(), &pages).to_bytes()[16..].to_vec();
        for (at, byte) in bends {
            let at = at.index(parts.len());
            parts[at] = byte;
        }
        prop_assert!(SiteProfile::from_bytes(&any).is_err());
        let _ = SiteProfile::from_bytes(&closed(&any));
        if let Ok(mut profile) = SiteProfile::from_bytes(&closed(&parts)) {
            profile.learn(&told().clean_html(&pages[2]));
            let article = told().with_profile(profile).clean_html(&pages[0]);
            prop_assert!(article.blocks().all(|block| (0.0..=1.0).contains(&block.probability())));
        }
    }
}

#[test]
fn the_example_shows_what_a_profile_changes() {
    let mut folder = Folder::new("example").with("pages/other.html", page(4, ""));
    for news in 0..3 {
        let head = format!("<link rel=canonical href=https://www.tarnbridge.example/{news}>");
        folder = folder.with(&format!("pages/{news}.html"), head + &page(news, ""));
    }
    let (pages, saved) = (folder.0.join("pages"), folder.0.join("profiles"));
    let run = |arguments: &[&str]| {
        let output = program("site").args(arguments).output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (pages, saved) = (pages.to_str().unwrap(), saved.to_str().unwrap());
    let (ok, out, errors) = run(&["--save", saved, pages]);
    assert!(ok && out.starts_with("tarnbridge.example: 3 pages, 3 learnt from\n"), "{out}{errors}");
    assert!(out.ends_with("1 pages declare no address\n") && out.contains("0.html: "), "{out}");
    let bytes = std::fs::read(Path::new(saved).join("tarnbridge.example.profile")).unwrap();
    assert_eq!(SiteProfile::from_bytes(&bytes).unwrap().pages(), 3);
    // Pages that it knows teach it nothing more.
    assert_eq!(run(&["--load", saved, pages]), (true, out, String::new()));
    assert!(run(&["--one-site", pages]).1.starts_with("site: 4 pages, 4 learnt from\n"));
    let (ok, _, errors) = run(&["none"]);
    assert!(!ok && errors == "site: none: no folder\n", "{errors}");
    std::fs::write(Path::new(saved).join("tarnbridge.example.profile"), "no profile").unwrap();
    let (ok, _, errors) = run(&["--load", saved, pages]);
    assert!(!ok && errors.ends_with("tarnbridge.example.profile: not a site profile\n"), "{errors}");
}
