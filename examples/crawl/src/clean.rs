//! From a record to a row.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use bodytext::{Article, Cleaner, Error};

use crate::args::Args;
use crate::input::{Position, Record};
use crate::page::{Content, Page, Skip, prepare};
use crate::row::Row;
use crate::sketch::Sketch;

/// What rows have to be like.
#[derive(Debug)]
pub struct Filters {
    languages: Vec<String>,
    outcomes: Vec<String>,
    min_words: u64,
    min_confidence: f64,
}

/// What records are cleaned with.
pub struct Tools {
    /// For pages whose address is not known.
    pub cleaner: Cleaner,
    pub filters: Filters,
    /// Bytes of a record, at most.
    pub limit: u64,
}

/// What a page became.
#[derive(Debug)]
pub enum Verdict {
    Row(Box<Written>),
    Skipped(Skip),
    /// A filter is against it, and which.
    Filtered(&'static str),
}

/// A row, written down, and what the summary counts of it.
#[derive(Debug)]
pub struct Written {
    /// NDJSON without the line's end.
    pub line: Vec<u8>,
    pub sketch: Sketch,
    pub outcome: &'static str,
    pub language: Option<&'static str>,
    pub labels: Vec<(&'static str, u64)>,
}

/// Time that a record took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Times {
    pub reading: Duration,
    pub cleaning: Duration,
    pub comparing: Duration,
    pub writing: Duration,
}

impl Filters {
    pub fn of(args: &Args) -> Self {
        Filters {
            languages: args.language.clone(),
            outcomes: args.outcome.clone(),
            min_words: args.min_words,
            min_confidence: args.min_confidence,
        }
    }

    /// The filter that is against an article.
    fn against(&self, row: &Row) -> Option<&'static str> {
        let in_list = |list: &[String], name: Option<&str>| {
            list.is_empty() || name.is_some_and(|name| list.iter().any(|wanted| wanted == name))
        };
        match () {
            () if !in_list(&self.outcomes, Some(row.outcome)) => Some("filter: outcome"),
            () if !in_list(&self.languages, row.detected_language) => Some("filter: language"),
            () if row.confidence < self.min_confidence => Some("filter: confidence"),
            () => None,
        }
    }
}

/// Cleans a record of a file, which stands at this place.
pub fn clean(record: Record, file: &str, at: Position, with: &Tools, times: &mut Times) -> Verdict {
    let Tools { cleaner, filters, limit } = with;
    let page = timed(&mut times.reading, || prepare(record, *limit));
    let page = match page {
        Ok(page) => page,
        Err(skip) => return Verdict::Skipped(skip),
    };
    let row = timed(&mut times.cleaning, || {
        // The library does not panic; if it did, one page should not end a crawl.
        let row = catch_unwind(AssertUnwindSafe(|| {
            article(&page, cleaner).map(|article| Row::new(&article, &page, file, at))
        }));
        match row {
            Ok(row) => row.map_err(|error| match error {
                Error::TooLarge { .. } => Skip::TooLarge,
                error => Skip::Failed(error.to_string()),
            }),
            Err(_) => Err(Skip::Failed("panic".to_owned())),
        }
    });
    let mut row = match row {
        Ok(row) => row,
        Err(skip) => return Verdict::Skipped(skip),
    };
    if let Some(filter) = filters.against(&row) {
        return Verdict::Filtered(filter);
    }
    let sketch = timed(&mut times.comparing, || Sketch::of(&row.text));
    if sketch.words < filters.min_words {
        return Verdict::Filtered("filter: words");
    }
    row.add_sketch(&sketch);
    let line = timed(&mut times.writing, || serde_json::to_vec(&row));
    let line = match line {
        Ok(line) => line,
        Err(error) => return Verdict::Skipped(Skip::Failed(error.to_string())),
    };
    let labels = row.labels.into_iter().map(|(label, count)| (label, count.unsigned_abs())).collect();
    Verdict::Row(Box::new(Written { line, sketch, outcome: row.outcome, language: row.detected_language, labels }))
}

/// The article of a page, whose address is an option of the cleaner.
fn article(page: &Page, usual: &Cleaner) -> Result<Article, Error> {
    // Anything may stand where an address should.
    let own = page.url.as_ref().and_then(|url| usual.clone().with_url(url).ok());
    let cleaner = own.as_ref().unwrap_or(usual);
    match &page.content {
        Content::Text { text, is_html: true } => Ok(cleaner.clean_html(text)),
        Content::Text { text, is_html: false } => Ok(cleaner.clean_text(text)),
        Content::Bytes { bytes, charset, is_html } => {
            let clean = |charset: Option<&str>| match is_html {
                true => cleaner.clean_bytes(bytes, charset),
                false => cleaner.clean_text_bytes(bytes, charset),
            };
            match clean(charset.as_deref()) {
                // A head that names a charset there is not says nothing.
                Err(Error::UnknownCharset { .. }) => clean(None),
                article => article,
            }
        }
    }
}

/// Runs something and adds the time it takes.
pub fn timed<T>(sum: &mut Duration, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    *sum += start.elapsed();
    result
}
