//! The only writer of a [`Page`]: elements and text in, blocks out.

mod classes;
mod collect;
mod elements;
mod flow;
mod kinds;

use self::classes::Classes;
use self::kinds::{container, kind_of};
use super::text::{blank_len, visible_len};
use super::{Block, BlockKind, Head, Layout, MediaTag, Page, Range, Run, Span, SpanKind};
use crate::limits::{Limit, Limits};
use crate::markup::{Attr, Events, Flow, Tag};
use crate::page::start_of;

/// Bytes of an attribute that are read: elements that are opened again bring theirs along each time. Addresses may have
/// 8000 bytes at least (RFC 9110, section 4.1).
const MAX_ATTRIBUTE: usize = 8192;
/// Bytes of attributes that are kept beside four times the page's own.
const MIN_POOL: usize = 8 << 20;

/// Bytes of HTML to one of each: about what saved articles have, so that few tables have to grow more than once.
const CONTAINER: usize = 300;
const BLOCK: usize = 600;
const SPAN: usize = 900;
const TOKEN: usize = 80;
const VALUE: usize = 8;

/// An inline element that is open.
struct Inline {
    tag: Tag,
    kind: Option<SpanKind>,
    target: Range,
    author: bool,
    /// Byte of the page's text at which it starts in the current block.
    from: u32,
    /// Its class and id tokens start here in `inline_tokens`.
    tokens: u32,
}

/// What an open element is to the builder.
enum Open {
    Container,
    Inline,
    /// Inside a line, beyond the depth limit: only its text counts.
    Plain,
    /// Its text goes to the head.
    Capture,
    /// Beyond the depth limit: only its text counts.
    Flat,
}

/// Where captured text goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Capture {
    None,
    Title,
    JsonLd,
    /// The source of a formula.
    Tex,
}

/// Builds a page from events or from paragraphs of plain text.
pub(crate) struct Builder {
    page: Page,
    limits: Limits,
    open: Vec<Open>,
    containers: Vec<u32>,
    inlines: Vec<Inline>,
    inline_tokens: Vec<u32>,
    /// Open inline elements that make spans.
    marked: usize,
    /// Bytes of attributes that may be kept.
    most_kept: usize,
    classes: Classes,
    capture: Capture,
    /// Start of the current block's text, when it has any.
    start: Option<u32>,
    /// White space waits before the next character.
    space: bool,
    /// `<br>` elements since the last character.
    breaks: u8,
    /// An inline box just ended, and another one started: their texts are two words.
    abuts: bool,
    box_ended: bool,
    /// Open elements that keep white space.
    keeps_space: u32,
    /// Open `<math>` elements: everything inside is inline.
    math: u32,
    /// Marks of open elements: how many elements were open around each, and its index.
    marks: Vec<(usize, usize)>,
    /// Marks that ended in white space, which may be trimmed at the end of the block.
    loose_marks: Vec<usize>,
    /// A piece of the current formula's source was kept.
    tex: bool,
    /// Bytes of structured data so far.
    json_ld_bytes: usize,
}

impl Builder {
    /// An empty page; `bytes` is the length of the input, to allocate once.
    pub(crate) fn new(bytes: usize, limits: Limits) -> Self {
        let page = Page {
            text: String::with_capacity(bytes / 6),
            containers: vec![container(Tag::Unknown, 0, 0, 0)],
            ..Page::default()
        };
        Builder {
            page,
            limits,
            open: Vec::new(),
            containers: vec![0],
            inlines: Vec::new(),
            inline_tokens: Vec::new(),
            marked: 0,
            most_kept: bytes.saturating_mul(4).saturating_add(MIN_POOL),
            classes: Classes::new(),
            capture: Capture::None,
            start: None,
            space: false,
            breaks: 0,
            abuts: false,
            box_ended: false,
            keeps_space: 0,
            math: 0,
            marks: Vec::new(),
            loose_marks: Vec::new(),
            tex: false,
            json_ld_bytes: 0,
        }
    }

    /// An empty page for `bytes` of HTML, with a list to keep the words of blocks in.
    pub(crate) fn of_html(bytes: usize, limits: Limits, runs: Vec<Run>) -> Self {
        let mut builder = Builder::new(bytes, limits);
        let page = &mut builder.page;
        page.runs = runs;
        page.head = Head::with_room();
        page.containers.reserve(bytes / CONTAINER);
        page.blocks.reserve(bytes / BLOCK);
        page.spans.reserve(bytes / SPAN);
        page.tokens.reserve(bytes / TOKEN);
        page.pool.reserve(bytes / VALUE);
        builder
    }

    /// A block of plain text.
    pub(crate) fn paragraph(&mut self, text: &str, kind: BlockKind, layout: Layout) {
        self.end_block();
        let before = self.page.blocks.len();
        self.keeps_space = u32::from(kind == BlockKind::Preformatted);
        self.text(text);
        self.end_block();
        self.keeps_space = 0;
        if let Some(block) = self.page.blocks.get_mut(before) {
            (block.kind, block.layout) = (kind, layout);
        }
    }

    /// The finished page.
    pub(crate) fn finish(mut self) -> Page {
        self.end_block();
        while !self.open.is_empty() {
            self.close();
        }
        let (blocks, elements) = (self.page.blocks.len() as u32, self.page.containers.len() as u32);
        let root = &mut self.page.containers[0];
        root.end_block = blocks;
        root.elements = root.elements.max(elements - 1);
        self.page.read_texts();
        self.page
    }

    fn current(&self) -> u32 {
        self.containers.last().copied().unwrap_or(0)
    }

    fn end_block(&mut self) {
        self.breaks = 0;
        self.space = false;
        self.abuts = false;
        self.box_ended = false;
        let Some(start) = self.start.take() else { return };
        let trimmed = self.page.text.trim_end_matches(['\n', ' ']).len().max(start as usize);
        self.page.text.truncate(trimmed);
        let end = trimmed as u32;
        self.trim_spans(end);
        for at in (0..self.inlines.len()).rev() {
            self.end_span(at, end);
        }
        self.page.text.push('\n');
        self.trim_marks(end);
        let block = self.page.blocks.last_mut().expect("a block is pushed when its first character comes");
        block.text.end = end;
        block.spans.end = self.page.spans.len() as u32;
    }

    /// Takes the white space that was trimmed out of the spans that ended in it: `<pre><a href=x>y  </a>`.
    fn trim_spans(&mut self, end: u32) {
        let first = self.page.blocks.last().map_or(0, |block| block.spans.start as usize);
        for at in (first..self.page.spans.len()).rev() {
            let span = &mut self.page.spans[at].text;
            if span.end <= end {
                break;
            }
            span.end = end;
            if span.start >= end {
                self.page.spans.remove(at);
            }
        }
    }

    /// The same for marks: those that have ended end with the block, those that are open start behind it.
    fn trim_marks(&mut self, end: u32) {
        for mark in self.loose_marks.drain(..) {
            let text = &mut self.page.marks[mark].text;
            *text = Range { start: text.start.min(end), end: text.end.min(end) };
        }
        for (_, mark) in self.marks.iter().rev() {
            let text = &mut self.page.marks[*mark].text;
            if text.start <= end {
                break;
            }
            text.start = end + 1;
        }
    }

    /// Ends the span of an open inline element at byte `end`.
    fn end_span(&mut self, at: usize, end: u32) {
        let inline = &mut self.inlines[at];
        let from = std::mem::replace(&mut inline.from, end);
        // What is beyond the last block loses its markup.
        if let Some(kind) = inline.kind
            && from < end
            && self.page.blocks.len() < self.limits.max_blocks()
        {
            let (target, author) = (inline.target, inline.author);
            self.page.spans.push(Span { kind, text: Range { start: from, end }, target, author });
        }
    }

    /// Starts a block at its first visible character.
    fn start_block(&mut self) -> u32 {
        let start = self.page.text.len() as u32;
        for inline in &mut self.inlines {
            inline.from = start;
        }
        if self.page.blocks.len() >= self.limits.max_blocks()
            && let Some(last) = self.page.blocks.last()
        {
            self.start = Some(last.text.start);
            self.page.cut.add(Limit::Blocks);
            return start;
        }
        self.start = Some(start);
        let tokens = self.page.tokens.len() as u32;
        self.page.tokens.extend_from_slice(&self.inline_tokens);
        let container = self.current();
        let spans = self.page.spans.len() as u32;
        self.page.blocks.push(Block {
            text: Range { start, end: start },
            container,
            kind: kind_of(self.page.containers[container as usize].tag),
            spans: Range { start: spans, end: spans },
            tokens: Range { start: tokens, end: self.page.tokens.len() as u32 },
            runs: None,
            layout: Layout::default(),
        });
        start
    }

    fn keep(&mut self, value: &str) -> Range {
        let start = self.page.pool.len() as u32;
        // Most elements have neither id nor address.
        if value.is_empty() {
            return Range { start, end: start };
        }
        let value = value.trim();
        // Only elements that are opened again and again have so much.
        if self.page.pool.len() + value.len() > self.most_kept {
            self.page.cut.add(Limit::Formatting);
            return Range::default();
        }
        self.page.pool.push_str(value);
        Range { start, end: self.page.pool.len() as u32 }
    }
}

/// As much of an attribute as is read; none of an address that is too long.
#[inline]
fn bounded(name: Attr, value: &str) -> &str {
    use Attr::*;
    match name {
        _ if value.len() <= MAX_ATTRIBUTE => value,
        Data | DataLazySrc | DataOriginal | DataSrc | Href | Src => "",
        _ => start_of(value, MAX_ATTRIBUTE),
    }
}

impl Events for Builder {
    fn open<'a>(&mut self, tag: Tag, attrs: impl Iterator<Item = (Attr, &'a str)> + Clone) -> bool {
        let attrs = attrs.map(|(name, value)| (name, bounded(name, value)));
        match tag {
            Tag::Title | Tag::Script => return self.capture(tag, attrs),
            Tag::Annotation if self.math > 0 => return self.capture(tag, attrs),
            Tag::Meta | Tag::Link | Tag::Base => {
                self.head_element(tag, attrs);
                return false;
            }
            Tag::Html if self.page.head.language.is_empty() => {
                let named =
                    |wanted| attrs.clone().find(|(name, _)| *name == wanted).map_or("", |(_, value)| value.trim());
                // XHTML pages say it in their own way.
                let language = Some(named(Attr::Lang)).filter(|language| !language.is_empty());
                self.page.head.language = language.unwrap_or_else(|| named(Attr::XmlLang)).to_owned();
            }
            Tag::Br => {
                self.line_break();
                return false;
            }
            Tag::Wbr | Tag::Area | Tag::Source | Tag::Track => return false,
            Tag::Img | Tag::Embed | Tag::Iframe => {
                let media = if tag == Tag::Img { MediaTag::Image } else { MediaTag::Embed };
                self.media(media, attrs);
                self.abuts = true;
                return false;
            }
            Tag::Video => self.media(MediaTag::Video, attrs.clone()),
            Tag::Audio => self.media(MediaTag::Audio, attrs.clone()),
            Tag::Input => {
                self.abuts = true;
                return false;
            }
            _ => {}
        }
        match tag.flow() {
            Flow::Skip => return false,
            Flow::Block if self.math == 0 => self.open_container(tag, attrs),
            _ => self.open_inline(tag, attrs),
        }
        true
    }

    fn text(&mut self, text: &str) {
        match self.capture {
            Capture::Title => return self.page.head.title.push_str(text),
            Capture::JsonLd => return self.json_ld(text),
            // The annotation of a formula says the same again; one with TeX is better than the `alttext`.
            Capture::Tex => return self.tex(text),
            Capture::None => {}
        }
        if self.keeps_space > 0 {
            return self.preformatted(text);
        }
        let mut rest = text;
        loop {
            let (blank, space) = blank_len(rest);
            self.space |= space;
            rest = &rest[blank..];
            if rest.is_empty() {
                return;
            }
            let (visible, after) = rest.split_at(visible_len(rest));
            self.visible(visible);
            rest = after;
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Container) => self.close_container(),
            Some(Open::Inline) => self.close_inline(),
            Some(Open::Capture) => self.end_capture(),
            Some(Open::Flat) => self.end_block(),
            Some(Open::Plain) => {}
            None => {}
        }
        self.end_mark();
    }
}
