//! Every family of evidence alone, over generated pages of three sizes, in blocks a second.
//!
//! `cargo bench --features _dev --bench evidence`

#[path = "support/pages.rs"]
mod pages;

use std::hint::black_box;
use std::time::Duration;

use bodytext::{Cleaner, Evidence};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn families(criterion: &mut Criterion) {
    let cleaner = Cleaner::default();
    for page in &pages::pages() {
        let mut group = criterion.benchmark_group(format!("evidence of {} page", page.name));
        let segmented = cleaner.stage_segment(&page.html);
        assert_eq!(segmented.blocks(), page.blocks);
        group.throughput(Throughput::Elements(page.blocks as u64));
        group.bench_function("shared", |b| b.iter(|| cleaner.stage_shared(black_box(&segmented))));
        let shared = cleaner.stage_shared(&segmented);
        let mut numbers = cleaner.stage_measure(&segmented);
        let all = numbers.numbers();
        for family in Evidence::ALL {
            group.bench_function(family.name(), |b| {
                b.iter(|| cleaner.stage_family(black_box(&shared), family, &mut numbers));
            });
        }
        assert_eq!(numbers.numbers(), all);
        group.bench_function("all", |b| b.iter(|| cleaner.stage_measure(black_box(&segmented))));
        group.finish();
    }
}

/// Short: a run takes about a minute.
fn config() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
}

criterion_group! { name = benches; config = config(); targets = families }
criterion_main!(benches);
