//! Single stages of the pipeline, for this crate's benches. No promise is made about any of it.

use std::time::Duration;

use super::*;

/// A page cut into blocks.
#[derive(Debug)]
pub struct Segmented(Page);

/// Numbers measured on a page's blocks, all at once.
#[derive(Debug, Default)]
pub struct Measured(Table);

/// What several families of evidence share.
pub struct Shared<'p>(evidence::Facts<'p>);

/// Verdicts and labels.
#[derive(Debug)]
pub struct Ruled(Vec<Ruling>);

impl std::fmt::Debug for Shared<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("blocks", &self.0.page.blocks.len()).finish_non_exhaustive()
    }
}

impl Segmented {
    /// How many blocks there are.
    pub fn blocks(&self) -> usize {
        self.0.blocks.len()
    }
}

impl Measured {
    /// How many numbers there are.
    pub fn numbers(&self) -> usize {
        self.0.numbers().len()
    }
}

impl Ruled {
    /// How many blocks are main content.
    pub fn kept(&self) -> usize {
        self.0.iter().filter(|ruling| ruling.main).count()
    }
}

impl Cleaner {
    /// Bytes to text; the length of the text.
    pub fn stage_decode(&self, bytes: &[u8]) -> usize {
        self.decode(bytes, None, true).map_or(0, |text| text.len())
    }

    /// HTML to blocks.
    pub fn stage_segment(&self, html: &str) -> Segmented {
        Segmented(segment(html, &self.options, &self.scratch))
    }

    /// HTML to blocks, with a look at the clock after parsing and after cutting into blocks.
    pub fn stage_segment_timed(&self, html: &str, mut clock: impl FnMut() -> Duration) -> (Segmented, [Duration; 2]) {
        let limits = self.options.limits();
        let mut builder = Builder::of_html(html.len(), limits, self.scratch.runs());
        let parsed = self.scratch.with(|parser, copy| {
            let html = tree::source(html, copy);
            let tree = parser.parse(html, limits);
            let parsed = clock();
            tree.walk(html, &mut builder);
            parsed
        });
        let page = builder.finish();
        (Segmented(page), [parsed, clock() - parsed])
    }

    /// HTML to blocks by way of html5ever's tokenizer and tree builder, for comparison.
    pub fn stage_segment_html5ever(&self, html: &str) -> Segmented {
        let sink = scraper::HtmlTreeSink::new(scraper::Html::new_document());
        let document = cap::parse(html, sink, self.options.limits().max_depth());
        Segmented(segment_document(&document, html.len(), &self.options))
    }

    /// The same, to the finished article.
    pub fn clean_html_with_html5ever(&self, html: &str) -> Article {
        self.finish(self.stage_segment_html5ever(html).0, &self.html)
    }

    /// Plain text to blocks.
    pub fn stage_lines(&self, text: &str) -> Segmented {
        Segmented(lines::segment(text, self.options.limits()))
    }

    /// Blocks to numbers, some at a time as the judge reads them; how many there are.
    pub fn stage_measure(&self, page: &Segmented) -> usize {
        let (facts, mut numbers) = (evidence::Facts::new(&page.0, &self.model.names), 0);
        evidence::each_rows(&facts, judge::BLOCK, &mut Vec::new(), |rows| numbers += std::hint::black_box(rows).len());
        numbers
    }

    /// What several families of evidence share.
    pub fn stage_shared<'p>(&self, page: &'p Segmented) -> Shared<'p> {
        Shared(evidence::Facts::new(&page.0, &self.model.names))
    }

    /// The numbers of one family.
    pub fn stage_family(&self, shared: &Shared<'_>, family: evidence::Evidence, numbers: &mut Measured) {
        evidence::fill_family(&shared.0, family, &mut numbers.0);
    }

    /// Blocks to verdicts by way of [`Self::stage_measure`].
    pub fn stage_judge(&self, page: &Segmented) -> Ruled {
        let facts = evidence::Facts::new(&page.0, &self.model.names);
        Ruled(self.rule(&facts, &self.judge(&self.html), &[]).0)
    }

    /// Labels onto verdicts.
    pub fn stage_label(&self, page: &Segmented, ruled: &mut Ruled) {
        label::Draft::new(&page.0).finish(&mut ruled.0, self.options.comments());
    }
}

/// Whether our tokenizer and tree give the events that html5ever's give.
pub fn same_events(html: &str) -> bool {
    crate::markup::recorder::same(html)
}
