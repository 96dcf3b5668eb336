//! The judge as a caller meets it: other weights, another judge, and reasons that add up.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use bodytext::{Article, Cause, Cleaner, Error, Evidence, EvidenceSet, Judge, Options, PageEvidence, Reason};

const PAGE: &str = "<title>Flood</title><nav><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></nav><article><h1>Flood</h1><p>The \
                    river rose by a metre in one night, and the lower town was cut off from the road.</p></article>";
const MODEL: &[u8] = include_bytes!("../model/bodytext.model");

/// Says the same list of numbers about every page.
struct Says(&'static [f32]);

impl Judge for Says {
    fn judge(&self, _: &PageEvidence<'_>) -> Vec<f32> {
        self.0.to_vec()
    }
}

/// Trusts one column.
struct Column(&'static str);

impl Judge for Column {
    fn judge(&self, page: &PageEvidence<'_>) -> Vec<f32> {
        let column = PageEvidence::column(self.0).unwrap();
        (0..page.len()).map(|block| page.row(block)[column]).collect()
    }
}

fn probabilities(article: &Article) -> Vec<f32> {
    article.blocks().map(|block| block.probability()).collect()
}

#[test]
fn the_shipped_weights_can_be_loaded_as_a_file() {
    let loaded = Cleaner::default().with_model(MODEL).unwrap();
    let (own, shipped) = (loaded.clean_html(PAGE), Cleaner::default().clean_html(PAGE));
    assert_eq!((own.text(), own.confidence()), (shipped.text(), shipped.confidence()));
    assert_eq!(probabilities(&own), probabilities(&shipped));
}

#[test]
fn a_file_that_does_not_fit_says_why() {
    let error = |bytes: &[u8]| Cleaner::default().with_model(bytes).unwrap_err();
    assert_eq!(error(b"PNG"), Error::NotAModel);
    assert_eq!(error(b"PNG").to_string(), "not a model file");
    let mut other = MODEL.to_vec();
    other[7] = 1;
    let message = error(&other).to_string();
    assert!(message.starts_with("a model file of version 1, this version of the crate reads version "), "{message}");
    assert_eq!(error(&MODEL[..MODEL.len() - 1]).to_string(), "the model file is damaged: its checksum is wrong");
}

#[test]
fn a_judge_takes_the_place_of_the_weights() {
    let article = Cleaner::default().with_judge(Says(&[0.1, 0.2, 0.9, 0.8])).clean_html(PAGE);
    assert_eq!(probabilities(&article), [0.1, 0.2, 0.9, 0.8]);
    assert!(article.text().starts_with("Flood\n\nThe river rose"), "{}", article.text());
    let Reason { cause, effect, .. } = article.blocks().next_back().unwrap().reasons()[0];
    assert_eq!(cause, Cause::Judge);
    assert!((effect - 4.0_f32.ln()).abs() < 1e-6, "{effect}");
    // It stays when other weights come, and judges plain text too.
    let cleaner = Cleaner::default().with_judge(Says(&[0.0, 1.0])).with_model(MODEL).unwrap();
    assert_eq!(probabilities(&cleaner.clean_text("Rain fell.\n\nWind rose.\n")), [0.0, 1.0]);
}

#[test]
fn what_is_no_probability_is_made_one() {
    let judge = Says(&[f32::NAN, 7.0, f32::NEG_INFINITY]);
    let article = Cleaner::default().with_judge(judge).clean_html(PAGE);
    assert_eq!(probabilities(&article), [0.0, 1.0, 0.0, 0.0]);
    assert!(article.blocks().all(|block| block.reasons().iter().all(|reason| reason.effect.is_finite())));
    let long = Cleaner::default().with_judge(Says(&[1.0; 9])).clean_html("<p>Rain.");
    assert_eq!(probabilities(&long), [1.0]);
}

#[test]
fn a_judge_sees_blocks_and_numbers() {
    struct Looks;
    impl Judge for Looks {
        fn judge(&self, page: &PageEvidence<'_>) -> Vec<f32> {
            assert_eq!((page.len(), page.is_empty()), (4, false));
            assert_eq!(page.text(0), "Home");
            assert_eq!(page.kind(2), bodytext::BlockKind::Heading(1));
            assert_eq!(page.row(3).len(), PageEvidence::columns().len());
            let words = PageEvidence::column("words.words").unwrap();
            assert_eq!((page.row(0)[words], page.row(3)[words]), (1.0, 19.0));
            vec![0.5; page.len()]
        }
    }
    let article = Cleaner::default().with_judge(Looks).clean_html(PAGE);
    assert_eq!(probabilities(&article), [0.5; 4]);
    assert_eq!(PageEvidence::column("words.nothing"), None);
    assert_eq!(PageEvidence::family(0), Some(Evidence::Words));
    assert_eq!(PageEvidence::family(PageEvidence::columns().len()), None);
}

#[test]
fn a_family_that_is_off_reads_zero_for_a_callers_judge() {
    let said = |set: EvidenceSet| {
        let cleaner = Cleaner::new(Options::new().with_evidence(set)).with_judge(Column("density.link_density"));
        probabilities(&cleaner.clean_html(PAGE))
    };
    assert_eq!(said(EvidenceSet::all()), [1.0, 1.0, 0.0, 0.0]);
    assert_eq!(said(EvidenceSet::all().without(Evidence::Names)), [1.0, 1.0, 0.0, 0.0]);
    assert_eq!(said(EvidenceSet::all().without(Evidence::Density)), [0.0; 4]);
}

/// The effects of everything but a rule add up to the log-odds of the probability.
fn add_up(article: &Article) -> usize {
    let mut counted = 0;
    for block in article.blocks() {
        let reasons = block.reasons();
        let judged: Vec<&Reason> = reasons.iter().filter(|reason| !matches!(reason.cause, Cause::Rule(_))).collect();
        if judged.is_empty() {
            assert!(!reasons.is_empty() && block.probability() == 0.0, "{:?} has no reason", block.text());
            continue;
        }
        let score: f32 = judged.iter().map(|reason| reason.effect).sum();
        let probability = 1.0 / (1.0 + (-score).exp());
        assert!((probability - block.probability()).abs() < 1e-3, "{probability} for {}", block.probability());
        counted += 1;
    }
    counted
}

#[test]
fn reasons_add_up_on_every_page_of_the_corpus() {
    let sets = [EvidenceSet::all(), EvidenceSet::all().without(Evidence::Names), EvidenceSet::none()];
    for set in sets {
        let cleaner = Cleaner::new(Options::new().with_evidence(set));
        let mut counted = 0;
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        for entry in fs::read_dir(corpus).unwrap() {
            let folder = entry.unwrap().path();
            let read = |name: &str| fs::read(folder.join(name)).ok();
            if let Some(page) = read("page.html") {
                counted += add_up(&cleaner.clean_bytes(&page, None).unwrap());
            } else if let Some(page) = read("page.txt") {
                counted += add_up(&cleaner.clean_text_bytes(&page, None).unwrap());
            }
        }
        assert!(counted > 1000, "{counted} blocks");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 100, failure_persistence: None, ..Default::default() })]

    #[test]
    fn reasons_add_up_on_any_page(
        pieces in proptest::collection::vec("(<(p|div class=[a-z]{3,8}|nav|a href=/|h2|li|/div)>)?[A-Za-z ,.]{0,40}", 0..30),
    ) {
        let page = pieces.concat();
        let blocks = Cleaner::default().clean_html(&page);
        assert_eq!(add_up(&blocks), blocks.blocks().len());
        add_up(&Cleaner::default().clean_text(&pieces.join("\n")));
    }
}
