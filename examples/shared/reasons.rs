//! Why a block was kept or removed, as a reader wants it.

use bodytext::{Block, Cause, Reason};

/// Reasons to give for a block, the strongest first.
const REASONS: usize = 3;
/// Weaker reasons than this (in log-odds) would be written as 0.00.
const WEAKEST: f32 = 0.005;

/// The strongest reasons: what counted, and how far it moved the block, in log-odds.
pub fn strongest(block: Block<'_>) -> Vec<String> {
    let strong = block.reasons().into_iter().filter(|reason| reason.effect.abs() >= WEAKEST);
    strong.take(REASONS).map(readable).collect()
}

fn readable(reason: Reason) -> String {
    match reason.cause {
        Cause::Rule(label) => format!("rule: {label}"),
        cause => format!("{} {:+.2}", cause.name(), reason.effect),
    }
}
