//! Every family of evidence alone, over generated pages of three sizes, in blocks a second.
//!
//! `cargo bench --features _dev --bench evidence`

#[path = "support/pages.rs"]
mod pages;

use std::hint::black_box;
use std::time::Duration;

use bodytext::dev::{Measured, Segmented};
use bodytext::{Cleaner, Evidence};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn families(criterion: &mut Criterion) {
    let cleaner = Cleaner::default();
    for page in &pages::pages() {
        let html = cleaner.stage_segment(&page.html);
        assert_eq!(html.blocks(), page.blocks);
        measure(criterion, &cleaner, &format!("{} page", page.name), &html);
        assert!(page.text.contains(&page.first));
        measure(criterion, &cleaner, &format!("{} text", page.name), &cleaner.stage_lines(&page.text));
    }
}

fn measure(criterion: &mut Criterion, cleaner: &Cleaner, name: &str, page: &Segmented) {
    let mut group = criterion.benchmark_group(format!("evidence of {name}"));
    group.throughput(Throughput::Elements(page.blocks() as u64));
    group.bench_function("shared", |b| b.iter(|| cleaner.stage_shared(black_box(page))));
    let shared = cleaner.stage_shared(page);
    let mut numbers = Measured::default();
    for family in Evidence::ALL {
        let mut run = || cleaner.stage_family(black_box(&shared), family, &mut numbers);
        group.bench_function(family.name(), |b| b.iter(&mut run));
    }
    assert_eq!(numbers.numbers(), cleaner.stage_measure(page));
    group.bench_function("all", |b| b.iter(|| cleaner.stage_measure(black_box(page))));
    group.finish();
}

/// Short: a run takes about two minutes.
fn config() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
}

criterion_group! { name = benches; config = config(); targets = families }
criterion_main!(benches);
