//! Files that are whole, cut, bent, old or fitted for something else.

use proptest::prelude::*;

use super::*;

const SHIPPED: &[u8] = include_bytes!("../../model/bodytext.model");

/// The shipped file without its head, to be bent and closed again under a right checksum.
fn parts() -> Vec<u8> {
    SHIPPED[HEAD..].to_vec()
}

fn error(bytes: &[u8]) -> Error {
    Model::from_bytes(bytes).expect_err("the file is bad")
}

#[test]
fn the_shipped_file_loads_and_is_small() {
    assert!(Model::from_bytes(SHIPPED).is_ok());
    assert!(SHIPPED.len() <= 150_000, "{} bytes", SHIPPED.len());
    assert_eq!(with_head(&parts()), SHIPPED);
}

#[test]
fn what_is_written_is_read_back() {
    let forest = Forest::constant(WIDTH, -0.5);
    let html = Weights { forest: forest.clone(), calibration: Calibration([0.25; Calibration::WEIGHTS]) };
    let text = Weights { forest, calibration: Calibration([-1.5; Calibration::WEIGHTS]) };
    let model = Model::from_bytes(&to_bytes(&[(7, 1.0, -0.5)], &html, &text)).expect("a whole file");
    assert_eq!((&*model.html, &*model.text), (&html, &text));
}

#[test]
fn other_files_are_told_apart() {
    assert_eq!(error(b""), Error::NotAModel);
    assert_eq!(error(b"bodytxt"), Error::NotAModel);
    assert_eq!(error(b"<!DOCTYPE html>"), Error::NotAModel);
    assert_eq!(error(b"bodytxt\x01 and so on"), Error::ModelVersion { found: 1, expected: VERSION });
    let mut other = parts();
    other[0] ^= 1;
    assert_eq!(error(&with_head(&other)), Error::ModelColumns);
    let forest = Forest::constant(WIDTH + 1, 0.0);
    let weights = Weights { forest, calibration: Calibration::default() };
    let message = error(&to_bytes(&[], &weights, &weights)).to_string();
    assert!(message.contains(&format!("trees over {} columns", WIDTH + 1)), "{message}");
    assert!(error(&with_head(&[parts(), b"x".to_vec()].concat())).to_string().contains("after the end"));
}

#[test]
fn a_file_cut_anywhere_is_damaged() {
    for end in (HEAD - 8..SHIPPED.len()).step_by(97).chain([SHIPPED.len() - 1]) {
        assert!(matches!(error(&SHIPPED[..end]), Error::ModelDamaged { .. }), "{end} bytes");
    }
    // The same when the checksum is made to fit: the parts say how long they are.
    for end in (8..parts().len()).step_by(1009) {
        assert!(matches!(error(&with_head(&parts()[..end])), Error::ModelDamaged { .. }), "{end} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_bit_is_noticed(at in 0..SHIPPED.len(), bit in 0_u8..8) {
        let mut bytes = SHIPPED.to_vec();
        bytes[at] ^= 1 << bit;
        prop_assert!(Model::from_bytes(&bytes).is_err());
    }

    /// Whoever bends a file and its checksum gets an error or other weights, but never a panic, and never a number that
    /// is no probability.
    #[test]
    fn bent_files_with_a_right_checksum_do_no_harm(
        bends in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
        near_start in any::<bool>(),
    ) {
        let mut parts = parts();
        let reach = if near_start { 4096.min(parts.len()) } else { parts.len() };
        for (at, byte) in bends {
            parts[8 + at.index(reach - 8)] = byte;
        }
        if let Ok(cleaner) = crate::Cleaner::default().with_model(&with_head(&parts)) {
            let page = "<nav class=menu><a href=/>Home</a></nav><article class=post><p>The river rose, and the lower town \
                        was cut off.</p></article>";
            for article in [cleaner.clean_html(page), cleaner.clean_text("Home\n\nThe river rose in one night.\n")] {
                prop_assert!((0.0..=1.0).contains(&article.confidence()));
                for block in article.blocks() {
                    prop_assert!((0.0..=1.0).contains(&block.probability()));
                    prop_assert!(block.reasons().iter().all(|reason| reason.effect.is_finite()));
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Model::from_bytes(&bytes).is_err());
        let tail = [&fingerprint().to_le_bytes()[..], &bytes].concat();
        prop_assert!(Model::from_bytes(&with_head(&tail)).is_err());
    }
}
