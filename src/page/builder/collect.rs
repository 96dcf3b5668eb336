//! What the builder collects beside text: marks, pictures, the head, formulas.

use super::{Builder, Capture, Open};
use crate::limits::Limit;
use crate::markup::{Attr, Tag, is_json_ld};
use crate::page::head::{Link, Meta};
use crate::page::{Holds, Mark, MediaElement, MediaTag, Range};

/// What one element says about what it holds, while its attributes are read.
#[derive(Default)]
pub(super) struct Facts<'a> {
    pub(super) declared: u32,
    pub(super) content: &'a str,
    pub(super) title: &'a str,
}

impl<'a> Facts<'a> {
    #[inline]
    pub(super) fn read(&mut self, tag: Tag, name: Attr, value: &'a str) {
        use Attr::*;
        // Most attributes are classes and addresses.
        if matches!(name, Itemprop | Property | Rel | Pubdate | Content | Datetime | Title) {
            self.read_fact(tag, name, value);
        }
    }

    fn read_fact(&mut self, tag: Tag, name: Attr, value: &'a str) {
        match name {
            Attr::Itemprop | Attr::Property => self.declared |= Holds::from_prop(value),
            Attr::Rel => self.declared |= Holds::from_rel(value),
            Attr::Pubdate if tag == Tag::Time => self.declared |= Holds::PUBLISHED,
            Attr::Content | Attr::Datetime => self.content = value,
            Attr::Title => self.title = value,
            _ => {}
        }
    }
}

impl Builder {
    /// Notes an element that says what it holds; `told` is what its class names say.
    pub(super) fn mark(&mut self, tag: Tag, told: u32, facts: &Facts<'_>) {
        let time = if tag == Tag::Time { Holds::TIME } else { 0 };
        let holds = Holds(told & !(Holds::DISCUSSION | Holds::CAPTION) | facts.declared | time);
        if !holds.any(!Holds::OTHER) {
            return;
        }
        let value = if facts.content.is_empty() { facts.title } else { facts.content };
        let value = self.keep(value);
        let at = self.page.text.len() as u32;
        let block = self.page.blocks.len() as u32 - u32::from(self.start.is_some());
        self.marks.push((self.open.len(), self.page.marks.len()));
        self.page.marks.push(Mark {
            tag,
            holds,
            declared: facts.declared != 0,
            container: self.current(),
            block,
            text: Range { start: at, end: at },
            value,
        });
    }

    /// Ends the mark of the element that has just been closed.
    pub(super) fn end_mark(&mut self) {
        while let Some((depth, mark)) = self.marks.last().copied()
            && depth >= self.open.len()
        {
            self.page.marks[mark].text.end = self.page.text.len() as u32;
            self.marks.pop();
            if self.start.is_some() && self.page.text.ends_with([' ', '\n']) {
                self.loose_marks.push(mark);
            }
        }
    }

    pub(super) fn media<'a>(&mut self, tag: MediaTag, attrs: impl Iterator<Item = (Attr, &'a str)>) {
        let (mut src, mut lazy, mut alt) = ("", "", "");
        for (name, value) in attrs {
            match name {
                Attr::Src | Attr::Data => src = value,
                Attr::DataSrc | Attr::DataOriginal | Attr::DataLazySrc => lazy = value,
                Attr::Alt | Attr::Title if alt.is_empty() || name == Attr::Alt => alt = value,
                _ => {}
            }
        }
        let src = if src.is_empty() || src.starts_with("data:") { lazy } else { src };
        let (src, alt) = (self.keep(src), self.keep(alt));
        let inside = u32::from(self.start.is_some());
        let block = (self.page.blocks.len() as u32).saturating_sub(inside);
        self.page.media.push(MediaElement { tag, block, src, alt });
        let container = self.current();
        self.page.containers[container as usize].elements += 1;
    }

    pub(super) fn head_element<'a>(&mut self, tag: Tag, attrs: impl Iterator<Item = (Attr, &'a str)>) {
        let (mut name, mut content, mut rel, mut href, mut item) = ("", "", "", "", "");
        for (key, value) in attrs {
            match key {
                // `property` wins whatever the order of attributes.
                Attr::Property => name = value,
                Attr::Name | Attr::HttpEquiv if name.is_empty() => name = value,
                Attr::Itemprop => item = value,
                Attr::Content => content = value,
                Attr::Rel => rel = value,
                Attr::Href => href = value,
                _ => {}
            }
        }
        // `<span itemprop=author><meta itemprop=name content="Ann Lee">`: the name belongs to the element around.
        if tag == Tag::Meta
            && name.is_empty()
            && item == "name"
            && let Some((_, mark)) = self.marks.last().copied()
            && self.page.marks[mark].declared
        {
            self.page.marks[mark].value = self.keep(content);
            return;
        }
        let is_item = name.is_empty();
        let name = if is_item { item } else { name };
        let rel = if rel.is_empty() { item } else { rel };
        let container = self.current();
        let head = &mut self.page.head;
        match tag {
            Tag::Meta if !name.is_empty() && !content.is_empty() => {
                head.add_meta(Meta { name, content, item: is_item, container });
            }
            Tag::Link if !rel.is_empty() && !href.is_empty() => head.add_link(Link { rel, href }),
            Tag::Base if head.base.is_empty() => head.base = href.to_owned(),
            _ => {}
        }
    }

    /// A piece of structured data.
    pub(super) fn json_ld(&mut self, text: &str) {
        let scripts = &mut self.page.head.json_ld;
        self.json_ld_bytes = self.json_ld_bytes.saturating_add(text.len());
        if self.json_ld_bytes > self.limits.max_json_ld_bytes() {
            self.page.cut.add(Limit::JsonLdBytes);
        } else if let Some(script) = scripts.last_mut() {
            script.push_str(text);
        }
    }

    /// Ends what was collected; a script that was cut or nests too deep is left out.
    pub(super) fn end_capture(&mut self) {
        if self.capture == Capture::JsonLd {
            let scripts = &mut self.page.head.json_ld;
            if scripts.last().is_some_and(|script| nesting(script) > self.limits.max_json_ld_depth()) {
                self.page.cut.add(Limit::JsonLdDepth);
                scripts.pop();
            } else if self.json_ld_bytes > self.limits.max_json_ld_bytes() {
                scripts.pop();
            }
        }
        self.capture = Capture::None;
    }

    /// Sets the source of the formula that is open.
    pub(super) fn tex(&mut self, text: &str) {
        let start = self.page.pool.len() as u32;
        self.page.pool.push_str(text);
        let end = self.page.pool.len() as u32;
        if let Some(math) = self.inlines.iter_mut().rev().find(|inline| inline.tag == Tag::Math) {
            // The text may come in pieces.
            math.target =
                if math.target.end == start && self.tex { Range { end, ..math.target } } else { Range { start, end } };
        }
        self.tex = true;
    }

    /// Starts to collect the text of an element that belongs to the head.
    pub(super) fn capture<'a>(&mut self, tag: Tag, mut attrs: impl Iterator<Item = (Attr, &'a str)>) -> bool {
        let capture = match tag {
            Tag::Title if self.page.head.title.is_empty() => Capture::Title,
            Tag::Script => match attrs.find(|(name, _)| *name == Attr::Type) {
                Some((_, kind)) if is_json_ld(kind) => Capture::JsonLd,
                _ => return false,
            },
            Tag::Annotation => match attrs.find(|(name, _)| *name == Attr::Encoding) {
                Some((_, kind)) if kind.to_ascii_lowercase().contains("tex") => Capture::Tex,
                _ => return false,
            },
            _ => return false,
        };
        self.tex = false;
        if capture == Capture::JsonLd {
            self.page.head.json_ld.push(String::new());
        }
        self.capture = capture;
        self.open.push(Open::Capture);
        true
    }
}

/// How deep brackets nest outside strings.
fn nesting(json: &str) -> usize {
    let (mut depth, mut most, mut rest) = (0_usize, 0, json.as_bytes());
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        match byte {
            b'"' => rest = behind_string(rest),
            b'[' | b'{' => {
                depth += 1;
                most = most.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// What is left behind the end of a string.
fn behind_string(mut json: &[u8]) -> &[u8] {
    while let Some(at) = memchr::memchr2(b'"', b'\\', json) {
        if json[at] == b'"' {
            return &json[at + 1..];
        }
        json = json.get(at + 2..).unwrap_or_default();
    }
    &[]
}
