//! Every family of evidence is needed: without it, a case of the corpus comes out otherwise.

#![allow(clippy::unwrap_used)]

#[path = "../examples/shared/cases.rs"]
mod cases;

use std::path::Path;

use bodytext::{Article, Cleaner, Evidence, EvidenceSet, Options};

fn cleaned(set: EvidenceSet) -> Vec<(String, Article)> {
    let cleaner = Cleaner::new(Options::new().with_evidence(set));
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let cases = cases::read(&corpus).unwrap();
    cases.into_iter().map(|case| (case.name.clone(), case.clean(&cleaner).unwrap())).collect()
}

/// Names of the cases of which other blocks are kept.
fn changed<'a>(all: &'a [(String, Article)], other: &[(String, Article)]) -> Vec<&'a str> {
    let pairs = all.iter().zip(other).filter(|((_, one), (_, other))| cases::differ(one, other));
    pairs.map(|((name, _), _)| name.as_str()).collect()
}

#[test]
fn every_family_is_needed_by_a_case() {
    let all = cleaned(EvidenceSet::all());
    assert!(all.len() > 100, "{} cases", all.len());
    let mut unneeded = Vec::new();
    for family in Evidence::ALL {
        let without = cleaned(EvidenceSet::all().without(family));
        let need = changed(&all, &without);
        println!("{family}: {} cases need it: {}", need.len(), need.join(", "));
        if need.is_empty() {
            unneeded.push(family.name());
        }
    }
    assert!(unneeded.is_empty(), "no case of the corpus needs {}", unneeded.join(", "));
}

#[test]
fn switching_off_nothing_changes_nothing() {
    assert!(changed(&cleaned(EvidenceSet::all()), &cleaned(EvidenceSet::default())).is_empty());
    assert!(changed(&cleaned(EvidenceSet::all()), &cleaned(EvidenceSet::none())).len() > 50);
}
