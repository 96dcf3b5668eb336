//! Every stage of the pipeline alone, over generated pages of three sizes, in bytes of HTML or text a second.
//!
//! `cargo bench --features _dev --bench stages`

#[path = "support/pages.rs"]
mod pages;

use std::hint::black_box;
use std::time::Duration;

use bodytext::Cleaner;
use criterion::{
    BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime,
};

use pages::Page;

/// Stages that turn the source into blocks.
fn reading(group: &mut BenchmarkGroup<'_, WallTime>, cleaner: &Cleaner, page: &Page) {
    assert_eq!(cleaner.stage_decode(page.html.as_bytes()), page.html.len());
    group.bench_function("decode", |b| b.iter(|| cleaner.stage_decode(black_box(page.html.as_bytes()))));
    assert_eq!(cleaner.stage_segment(&page.html).blocks(), page.blocks);
    group.bench_function("segment", |b| b.iter(|| cleaner.stage_segment(black_box(&page.html))));
}

/// Stages that decide about blocks.
fn deciding(group: &mut BenchmarkGroup<'_, WallTime>, cleaner: &Cleaner, page: &Page) {
    let segmented = cleaner.stage_segment(&page.html);
    assert_eq!(cleaner.stage_measure(&segmented) % page.blocks, 0);
    group.bench_function("evidence", |b| b.iter(|| cleaner.stage_measure(black_box(&segmented))));
    assert!(cleaner.stage_judge(&segmented).kept() > 0);
    group.bench_function("evidence and judge", |b| b.iter(|| cleaner.stage_judge(black_box(&segmented))));
    group.bench_function("label", |b| {
        let fresh = || cleaner.stage_judge(&segmented);
        b.iter_batched_ref(fresh, |ruled| cleaner.stage_label(&segmented, ruled), BatchSize::LargeInput);
    });
}

/// What is done with an article.
fn rendering(group: &mut BenchmarkGroup<'_, WallTime>, cleaner: &Cleaner, page: &Page) {
    let article = cleaner.clean_html(&page.html);
    for text in [article.text(), article.markdown(), article.html()] {
        assert!(text.contains(page.first.split_once(' ').map_or("", |(_, rest)| rest)));
    }
    group.bench_function("render text", |b| b.iter(|| black_box(&article).text()));
    group.bench_function("render markdown", |b| b.iter(|| black_box(&article).markdown()));
    group.bench_function("render html", |b| b.iter(|| black_box(&article).html()));
}

fn stages(criterion: &mut Criterion) {
    let cleaner = Cleaner::default();
    for page in &pages::pages() {
        let mut group = criterion.benchmark_group(page.name);
        group.throughput(Throughput::Bytes(page.html.len() as u64));
        reading(&mut group, &cleaner, page);
        deciding(&mut group, &cleaner, page);
        rendering(&mut group, &cleaner, page);
        assert!(cleaner.clean_html(&page.html).text().contains("which, as it turned out,"));
        group.bench_function("all of HTML", |b| b.iter(|| cleaner.clean_html(black_box(&page.html))));
        group.throughput(Throughput::Bytes(page.text.len() as u64));
        assert!(cleaner.stage_lines(&page.text).blocks() > 0);
        group.bench_function("lines", |b| b.iter(|| cleaner.stage_lines(black_box(&page.text))));
        assert!(cleaner.clean_text(&page.text).text().contains(&page.first));
        group.bench_function("all of text", |b| b.iter(|| cleaner.clean_text(black_box(&page.text))));
        group.finish();
    }
}

/// Short: a run of all stages takes about a minute and a half.
fn config() -> Criterion {
    Criterion::default()
        .sample_size(30)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1200))
}

criterion_group! { name = benches; config = config(); targets = stages }
criterion_main!(benches);
