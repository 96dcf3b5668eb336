//! A progress bar on stderr, for people only.

use std::io::{IsTerminal, stderr};

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over `count` steps; a hidden one when there is one step only or nobody looks.
pub fn bar(count: usize) -> ProgressBar {
    if count < 2 || !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(count as u64);
    match ProgressStyle::with_template("{bar:30} {pos}/{len} pages in {elapsed}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
