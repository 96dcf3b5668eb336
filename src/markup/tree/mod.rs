//! Tree construction by the rules of the HTML standard, section 13.2.6, for a page that is read and never shown.
//!
//! It gives the tree that html5ever's tree builder gives (scripting on), as far as the walk over it can tell: what no
//! event comes of, comments and the text of styles, is left out. Names are numbers, attributes that nobody reads are
//! dropped, formatting elements that are opened again share their attributes.

mod body;
mod cut;
mod foreign;
mod formatting;
mod head;
mod insert;
mod nodes;
mod quirks;
mod sink;
mod stack;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::HashMap;

use self::cut::Flat;
use self::formatting::Entry;
use self::nodes::{Attributes, Name, NodeId, Space};
use self::stack::{Open, Stack};
use super::tag::Tag;
use super::tokenizer::{Content, Tokenizer, normalised};
use crate::limits::{Cut, Limits};
pub(crate) use nodes::Tree;

/// "The insertion mode".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    AfterHead,
    InBody,
    Text,
    InTable,
    InTableText,
    InCaption,
    InColumnGroup,
    InTableBody,
    InRow,
    InCell,
    InTemplate,
    AfterBody,
    InFrameset,
    AfterFrameset,
    AfterAfterBody,
    AfterAfterFrameset,
}

/// A start tag.
#[derive(Debug, Clone, Copy)]
struct Start {
    name: Name,
    self_closing: bool,
    attributes: Attributes,
    /// `<input type=hidden>`.
    is_hidden: bool,
    /// `<script type=application/ld+json>`.
    is_json_ld: bool,
    /// `<font>` with `color`, `face` or `size`, which is no font of SVG.
    is_styled: bool,
    /// Byte of the page behind its name.
    source: u32,
    /// See [`Builder::tell_apart`].
    key: Option<u64>,
}

impl Start {
    /// A start tag that is not on the page.
    fn implied(tag: Tag) -> Start {
        Start {
            name: tag.into(),
            self_closing: false,
            attributes: Attributes::default(),
            is_hidden: false,
            is_json_ld: false,
            is_styled: false,
            source: 0,
            key: None,
        }
    }
}

/// A token as the rules see it.
#[derive(Debug, Clone, Copy)]
enum Token<'t> {
    Start(&'t Start),
    End(Name),
    /// Characters; whether all of them are white space, or none, once somebody has asked.
    Text(Split, &'t str),
    Null,
    Comment,
    Eof,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Split {
    NotYet,
    White,
    Black,
}

/// What is to be done after a rule.
enum Next<'t> {
    Done,
    /// The token again, in another mode.
    Again(Mode, Token<'t>),
    /// The rules differ for white space: the text is to be cut there.
    Split(&'t str),
}

/// The state of tree construction. Kept from page to page for its memory.
#[derive(Debug)]
pub(crate) struct Builder {
    tree: Tree,
    limits: Limits,
    cut: Cut,
    flat: Flat,
    mode: Mode,
    /// The mode to go back to after text.
    back: Mode,
    template_modes: Vec<Mode>,
    table_text: String,
    quirks: bool,
    stack: Stack,
    formatting: Vec<Entry>,
    has_head: bool,
    head: NodeId,
    form: Option<NodeId>,
    frameset_ok: bool,
    ignore_feed: bool,
    fostering: bool,
    is_fragment: bool,
    /// What the tokenizer goes on with.
    content: Content,
    /// The text of the current element of raw text is read by somebody.
    reads_text: bool,
    /// Numbers of the names that are no [`Tag`].
    others: HashMap<Box<str>, u32>,
    tag: sink::Pending,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Builder {
            tree: Tree::default(),
            limits: Limits::new(),
            cut: Cut::default(),
            flat: Flat::default(),
            mode: Mode::Initial,
            back: Mode::Initial,
            template_modes: Vec::new(),
            table_text: String::new(),
            quirks: false,
            stack: Stack::default(),
            formatting: Vec::new(),
            has_head: false,
            head: nodes::NONE,
            form: None,
            frameset_ok: true,
            ignore_feed: false,
            fostering: false,
            is_fragment: false,
            content: Content::Data,
            reads_text: true,
            others: HashMap::new(),
            tag: sink::Pending::default(),
        }
    }

    /// Parses a page. `html` is what the tree's attributes point into.
    pub(crate) fn parse(&mut self, html: &str, limits: Limits) -> &Tree {
        self.reset(limits);
        self.run(html)
    }

    /// Parses markup that stands inside a `<body>`.
    pub(crate) fn parse_fragment(&mut self, html: &str, limits: Limits) -> &Tree {
        self.reset(limits);
        self.is_fragment = true;
        self.insert_root(Attributes::default());
        self.mode = Mode::InBody;
        self.run(html)
    }

    fn run(&mut self, html: &str) -> &Tree {
        let mut tokenizer = Tokenizer::new(html, sink::Feed::new(self, html));
        tokenizer.run(Content::Data);
        self.process(Token::Eof);
        &self.tree
    }

    /// The limits that the page went beyond.
    pub(crate) fn cut(&self) -> Cut {
        self.cut
    }

    /// Bytes of memory held.
    pub(crate) fn capacity(&self) -> usize {
        let names = self.others.capacity() * size_of::<(Box<str>, u32)>()
            + self.others.keys().map(|name| name.len()).sum::<usize>();
        self.tree.capacity()
            + self.table_text.capacity()
            + names
            + self.formatting.capacity() * size_of::<Entry>()
            + self.flat.capacity()
    }

    fn reset(&mut self, limits: Limits) {
        self.tree.clear();
        self.limits = limits;
        self.cut = Cut::default();
        self.flat.clear();
        (self.mode, self.back) = (Mode::Initial, Mode::Initial);
        self.template_modes.clear();
        self.table_text.clear();
        self.stack.clear();
        self.formatting.clear();
        (self.quirks, self.has_head, self.frameset_ok) = (false, false, true);
        (self.ignore_feed, self.fostering, self.is_fragment) = (false, false, false);
        self.form = None;
        self.content = Content::Data;
        self.reads_text = true;
        self.others.clear();
        self.tag = sink::Pending::default();
    }

    /// Runs a token through the rules until nothing of it is left.
    #[inline(always)]
    fn process(&mut self, token: Token<'_>) {
        let in_html = self.stack.last().is_some_and(|open| open.space == Space::Html);
        let next = if in_html && self.mode == Mode::InBody { self.in_body(token) } else { self.apply(token) };
        if !matches!(next, Next::Done) {
            self.follow(next);
        }
    }

    /// Goes on after the first rule.
    fn follow<'t>(&mut self, mut next: Next<'t>) {
        let mut rest = "";
        loop {
            let token = match next {
                Next::Done if rest.is_empty() => return,
                Next::Done => Token::Text(Split::NotYet, std::mem::take(&mut rest)),
                Next::Again(mode, again) => {
                    self.mode = mode;
                    again
                }
                Next::Split(text) => {
                    let white = text.starts_with(is_white);
                    let end = text.find(|c| is_white(c) != white).unwrap_or(text.len());
                    rest = &text[end..];
                    Token::Text(if white { Split::White } else { Split::Black }, &text[..end])
                }
            };
            next = self.apply(token);
        }
    }

    fn apply<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        if self.is_foreign(&token) { self.foreign(token) } else { self.step(self.mode, token) }
    }

    fn step<'t>(&mut self, mode: Mode, token: Token<'t>) -> Next<'t> {
        match mode {
            Mode::Initial => self.initial(token),
            Mode::BeforeHtml => self.before_html(token),
            Mode::BeforeHead => self.before_head(token),
            Mode::InHead => self.in_head(token),
            Mode::AfterHead => self.after_head(token),
            Mode::InBody => self.in_body(token),
            Mode::Text => self.in_text(token),
            Mode::InTable => self.in_table(token),
            Mode::InTableText => self.in_table_text(token),
            Mode::InCaption => self.in_caption(token),
            Mode::InColumnGroup => self.in_column_group(token),
            Mode::InTableBody => self.in_table_body(token),
            Mode::InRow => self.in_row(token),
            Mode::InCell => self.in_cell(token),
            Mode::InTemplate => self.in_template(token),
            Mode::AfterBody => self.after_body(token),
            Mode::InFrameset => self.in_frameset(token),
            Mode::AfterFrameset => self.after_frameset(token),
            Mode::AfterAfterBody => self.after_after_body(token),
            Mode::AfterAfterFrameset => self.after_after_frameset(token),
        }
    }

    /// "Reset the insertion mode appropriately".
    fn usual_mode(&self) -> Mode {
        use Tag::*;
        for (index, open) in self.stack.items().iter().enumerate().rev() {
            let is_last = index == 0;
            // The root of a fragment stands for the body around it.
            if is_last && self.is_fragment {
                return Mode::InBody;
            }
            if open.space != Space::Html {
                continue;
            }
            return match open.name.tag {
                Td | Th if !is_last => Mode::InCell,
                Tr => Mode::InRow,
                Tbody | Thead | Tfoot => Mode::InTableBody,
                Caption => Mode::InCaption,
                Colgroup => Mode::InColumnGroup,
                Table => Mode::InTable,
                Template => self.template_modes.last().copied().unwrap_or(Mode::InTemplate),
                Head if !is_last => Mode::InHead,
                Body => Mode::InBody,
                Frameset => Mode::InFrameset,
                Html if self.has_head => Mode::AfterHead,
                Html => Mode::BeforeHead,
                _ => continue,
            };
        }
        Mode::InBody
    }

    /// The second element, when it is a body.
    fn body(&self) -> Option<Open> {
        self.stack.items().get(1).copied().filter(|open| open.is(Tag::Body))
    }
}

fn is_white(c: char) -> bool {
    c.is_ascii_whitespace()
}

/// A page's source as the tree points into it; `copy` is where it is changed if it must be.
pub(crate) fn source<'h>(html: &'h str, copy: &'h mut String) -> &'h str {
    normalised(html, copy)
}
