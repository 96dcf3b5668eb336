//! Quirks mode, in which a table does not end a paragraph.

use html5ever::interface::QuirksMode;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Doctype as TheirDoctype, Token as TheirToken, TokenSink};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::{Builder, Mode};
use crate::markup::tokenizer::Doctype;

impl Builder {
    pub(super) fn set_doctype(&mut self, doctype: Doctype) {
        if self.mode == Mode::Initial {
            self.quirks = is_quirky(doctype);
            self.mode = Mode::BeforeHtml;
        }
    }
}

/// Whether browsers show a page of this type as they did before there were standards.
fn is_quirky(doctype: Doctype) -> bool {
    if doctype.force_quirks || doctype.name.as_deref() != Some("html") {
        return true;
    }
    // Only old types have identifiers, and html5ever has the list of those that count.
    (doctype.public.is_some() || doctype.system.is_some()) && asked(doctype) == QuirksMode::Quirks
}

fn asked(doctype: Doctype) -> QuirksMode {
    let sink = scraper::HtmlTreeSink::new(scraper::Html::new_document());
    let builder = TreeBuilder::new(sink, TreeBuilderOpts::default());
    let part = |part: Option<String>| part.map(StrTendril::from);
    let token = TheirToken::DoctypeToken(TheirDoctype {
        name: part(doctype.name),
        public_id: part(doctype.public),
        system_id: part(doctype.system),
        force_quirks: doctype.force_quirks,
    });
    let _ = builder.process_token(token, 1);
    html5ever::tree_builder::TreeSink::finish(builder.sink).quirks_mode
}
