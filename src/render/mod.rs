//! Views of an article. Renderers decide nothing: they write the blocks that are main content.

mod escape;
mod html;
mod inline;
#[cfg(feature = "serde")]
mod json;
mod markdown;
mod notes;
mod outline;
mod reader;
#[cfg(test)]
mod tests;
mod text;

use crate::article::Article;
use crate::metadata;

pub(crate) use reader::reader_page;

/// What all renderers read.
struct View<'a> {
    context: inline::Context<'a>,
    steps: Vec<outline::Step>,
}

impl<'a> View<'a> {
    fn new(article: &'a Article) -> Self {
        let page = &article.page;
        let base = metadata::base(page, article.url.as_ref());
        let steps = outline::steps(page, &article.rulings);
        let notes = notes::labels(page, &steps);
        View { context: inline::Context { page, base, notes }, steps }
    }
}

/// Plain text.
pub(crate) fn text(article: &Article) -> String {
    text::write(&View::new(article))
}

/// CommonMark with tables.
pub(crate) fn markdown(article: &Article) -> String {
    markdown::write(&View::new(article))
}

/// Semantic HTML.
pub(crate) fn html(article: &Article) -> String {
    html::write(&View::new(article))
}
