//! Instructions that cleaning takes, counted by callgrind on three generated pages: no noise, on any machine.
//!
//! `cargo bench --bench instructions` needs `valgrind`. For the functions they go to:
//! `valgrind --tool=callgrind target/release/deps/instructions-... medium 1`, then `callgrind_annotate`.

#![allow(clippy::unwrap_used, reason = "a command for this crate's developers")]

#[allow(dead_code, reason = "the bench of the stages reads the rest")]
#[path = "support/pages.rs"]
mod pages;

use std::hint::black_box;
use std::process::Command;

use bodytext::Cleaner;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    if let (Some(name), Some(times)) = (arguments.next(), arguments.next()) {
        return clean(&name, times.parse().unwrap());
    }
    println!("{:8} {:>9} {:>13} {:>9}", "page", "bytes", "instructions", "per byte");
    for page in pages::pages() {
        // The first run fills buffers; the second is what every further page costs.
        let (Some(one), Some(two)) = (count(page.name, 1), count(page.name, 2)) else {
            return println!("valgrind is not there, or it failed");
        };
        let count = two - one;
        println!("{:8} {:9} {count:13} {:9.1}", page.name, page.html.len(), count as f64 / page.html.len() as f64);
    }
}

fn clean(name: &str, times: usize) {
    let page = pages::pages().into_iter().find(|page| page.name == name).unwrap();
    let cleaner = Cleaner::default();
    for _ in 0..times {
        assert!(black_box(cleaner.clean_html(&page.html)).text().contains(&page.first));
    }
}

/// Instructions of a run that cleans a page some times.
fn count(name: &str, times: usize) -> Option<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().ok()?)
        .args([name, &times.to_string()])
        .output()
        .ok()?;
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    let collected = report.lines().find_map(|line| line.split_once("Collected : "))?;
    collected.1.trim().parse().ok()
}
