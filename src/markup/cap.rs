//! A bound on open elements, in front of html5ever's tree builder.
//!
//! The tree builder searches its stack of open elements for every tag, so that nesting n elements costs n² steps: 50,000
//! open `<div>` take 20 seconds. Browsers stop at a depth of 512, and so does this: start tags beyond it are swallowed
//! together with their end tags, and their text stays where it is.

use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag as Token, TagKind, Token as AnyToken, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{LocalName, local_name};

use super::Tag;

/// How many formatting elements (`<b>`, `<font>`) may be open: the tree builder opens all of them again in every
/// paragraph, so that many of them multiply the page.
const MAX_FORMATTING: usize = 24;

/// Parses a page into `sink` with at most `max_depth` open elements.
pub(crate) fn parse<S: TreeSink>(html: &str, sink: S, max_depth: usize) -> S::Output {
    let builder = TreeBuilder::new(sink, TreeBuilderOpts::default());
    let capped = Cap { builder, open: RefCell::new(Open::new(max_depth)) };
    let tokenizer = Tokenizer::new(capped, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    // It also returns at scripts and at charset declarations.
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

struct Cap<S: TreeSink> {
    builder: TreeBuilder<S::Handle, S>,
    open: RefCell<Open>,
}

/// What is open, as far as the bound needs to know.
struct Open {
    max_depth: usize,
    names: Vec<LocalName>,
    /// How many of `names` are formatting elements.
    formatting: usize,
    /// Start tags swallowed, by name, whose end tags have not come yet.
    swallowed: HashMap<LocalName, usize>,
}

impl Open {
    fn new(max_depth: usize) -> Self {
        Open { max_depth: max_depth.max(16), names: Vec::new(), formatting: 0, swallowed: HashMap::new() }
    }

    /// Whether the tag may reach the tree builder.
    fn admits(&mut self, token: &Token) -> bool {
        let tag = Tag::from_name(&token.name);
        if is_table_part(tag) {
            self.end_cell();
        }
        if token.self_closing && tag == Tag::Unknown || tag.is_void() || is_uncounted(tag) {
            return true;
        }
        match token.kind {
            TagKind::StartTag => {
                let formats = is_formatting(tag);
                if matches!(tag, Tag::A | Tag::Nobr) {
                    self.close(&token.name, true);
                }
                if self.names.len() >= self.max_depth || formats && self.formatting >= MAX_FORMATTING {
                    *self.swallowed.entry(token.name.clone()).or_default() += 1;
                    return false;
                }
                self.formatting += usize::from(formats);
                self.names.push(token.name.clone());
                true
            }
            TagKind::EndTag => {
                if let Some(count) = self.swallowed.get_mut(&token.name)
                    && *count > 0
                {
                    *count -= 1;
                    return false;
                }
                self.close(&token.name, is_formatting(tag) || matches!(tag, Tag::A | Tag::Nobr));
                true
            }
        }
    }

    /// Formatting elements end `alone`, all others with what is open inside them; but formatting elements stay on the
    /// tree builder's list when their parent ends, and that list is what `MAX_FORMATTING` bounds.
    fn close(&mut self, name: &LocalName, alone: bool) {
        let Some(at) = self.names.iter().rposition(|open| open == name) else { return };
        if alone {
            self.names.remove(at);
            self.formatting -= usize::from(is_formatting(Tag::from_name(name)));
            return;
        }
        let mut index = 0;
        self.names.retain(|open| {
            index += 1;
            index <= at || is_formatting(Tag::from_name(open))
        });
    }

    /// A table's cell ends the formatting elements opened in it.
    fn end_cell(&mut self) {
        let table = self.names.iter().rposition(|open| *open == local_name!("table"));
        let from = table.map_or(self.names.len(), |table| table + 1);
        let mut index = 0;
        self.names.retain(|open| {
            index += 1;
            index <= from || !is_formatting(Tag::from_name(open))
        });
        self.formatting = self.names.iter().filter(|open| is_formatting(Tag::from_name(open))).count();
    }
}

/// Rows and cells, which end the cell before them.
fn is_table_part(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Td | Th | Tr | Tbody | Thead | Tfoot | Caption)
}

/// Elements that end by themselves or hold raw text: they cannot nest without one of the others in between.
fn is_uncounted(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Html | Head
            | Body
            | P
            | Li
            | Dd
            | Dt
            | Tr
            | Td
            | Th
            | Tbody
            | Thead
            | Tfoot
            | Colgroup
            | Caption
            | Script
            | Style
            | Textarea
            | Title
            | Noscript
            | Iframe
            | Noembed
            | Noframes
            | Xmp
            | Plaintext
    )
}

/// The list of active formatting elements of the HTML standard, section 13.2.4.3, without those of which only one can be
/// open.
fn is_formatting(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, B | Big | Code | Em | Font | I | S | Small | Strike | Strong | Tt | U)
}

impl<S: TreeSink> TokenSink for Cap<S> {
    type Handle = S::Handle;

    fn process_token(&self, token: AnyToken, line: u64) -> TokenSinkResult<S::Handle> {
        if let AnyToken::TagToken(tag) = &token
            && !self.open.borrow_mut().admits(tag)
        {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
