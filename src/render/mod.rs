//! Views of an article. Renderers decide nothing: they write the blocks that are main content.

mod code;
mod escape;
mod html;
mod images;
mod inline;
#[cfg(feature = "serde")]
mod json;
mod markdown;
mod notes;
mod outline;
mod reader;
mod show;
#[cfg(test)]
mod tests;
mod text;

use crate::article::Article;
use crate::metadata;
use crate::page::{BlockId, ContainerId};

use self::images::Image;
use self::outline::{Part, Step, Table};

pub(crate) use self::reader::reader_page;
pub use self::show::Show;

/// What all renderers read.
struct View<'a> {
    context: inline::Context<'a>,
    steps: Vec<Step>,
    images: Vec<Image>,
}

/// What a renderer does at each step through the main content.
trait Write {
    fn open(&mut self, part: Part, container: ContainerId);
    fn close(&mut self, part: Part);
    fn block(&mut self, block: BlockId);
    fn table(&mut self, table: &Table);
    fn image(&mut self, _: &Image) {}
}

impl<'a> View<'a> {
    fn new(article: &'a Article, show: Show) -> Self {
        let page = &article.page;
        let base = (show.links() || show.images()).then(|| metadata::base(page, article.url.as_ref())).flatten();
        let dateline = article.strip_dateline.then(|| article.dateline()).flatten();
        let skip = dateline.map(|dateline| (dateline.block() as BlockId, dateline.end));
        let mut steps = outline::steps(page, &article.rulings);
        // A block that is nothing but the dateline goes as a whole.
        let is_whole = |block: BlockId| skip == Some((block, page.block_text(block).len()));
        steps.retain(|step| !matches!(step, Step::Block(block) if is_whole(*block)));
        let notes = notes::labels(page, &steps);
        let images = if show.images() { images::images(page, base.as_ref()) } else { Vec::new() };
        if !images.is_empty() {
            steps = images::place(steps, &images);
        }
        View { context: inline::Context { page, base, notes, links: show.links(), skip }, steps, images }
    }

    fn walk(&self, writer: &mut impl Write) {
        for step in &self.steps {
            match step {
                Step::Open(part, container) => writer.open(*part, *container),
                Step::Close(part) => writer.close(*part),
                Step::Block(block) => writer.block(*block),
                Step::Table(table) => writer.table(table),
                Step::Image(image) => writer.image(&self.images[*image]),
            }
        }
    }
}

/// Plain text.
pub(crate) fn text(article: &Article) -> String {
    text::write(&View::new(article, Show::new().with_links(false)))
}

/// CommonMark with tables.
pub(crate) fn markdown(article: &Article, show: Show) -> String {
    markdown::write(&View::new(article, show))
}

/// Semantic HTML.
pub(crate) fn html(article: &Article, show: Show) -> String {
    html::write(&View::new(article, show))
}
