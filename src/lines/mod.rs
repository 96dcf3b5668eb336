//! Plain text to blocks.

use crate::options::Limits;
use crate::page::{BlockKind, Builder, Page};

/// Segments a text that somebody has stripped already.
pub(crate) fn segment(text: &str, limits: Limits) -> Page {
    let mut builder = Builder::new(text.len() * 6, limits);
    let mut gap = 0u8;
    for line in text.lines() {
        if line.trim().is_empty() {
            gap = gap.saturating_add(1);
            continue;
        }
        builder.paragraph(line, BlockKind::Paragraph, gap, 1);
        gap = 0;
    }
    builder.finish()
}
