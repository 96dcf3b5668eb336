//! The mode "in body".

use super::formatting::Entry;
use super::nodes::{Attributes, Name, Space};
use super::stack::{Scope, is_special};
use super::{Builder, Mode, Next, Start, Token};
use crate::markup::tag::Tag;
use crate::markup::tokenizer::Content;

use Tag::*;

impl Builder {
    pub(super) fn in_body<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Null | Token::Comment => Next::Done,
            Token::Text(_, text) => {
                self.reopen_formatting();
                self.note_text(text);
                self.append_text(text)
            }
            Token::Start(start) => self.start_in_body(start, token),
            Token::End(name) => self.end_in_body(name, token),
            Token::Eof if self.template_modes.is_empty() => Next::Done,
            Token::Eof => self.in_template(token),
        }
    }

    /// A page with visible text is no frameset.
    pub(super) fn note_text(&mut self, text: &str) {
        if self.frameset_ok && !text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            self.frameset_ok = false;
        }
    }

    fn start_in_body<'t>(&mut self, start: &Start, token: Token<'t>) -> Next<'t> {
        match start.name.tag {
            Html => self.merge_html(start.attributes),
            Base | Basefont | Bgsound | Link | Meta | Noframes | Script | Style | Template | Title => {
                return self.in_head(token);
            }
            Body => self.merge_body(start.attributes),
            Frameset => self.start_frameset(start),
            Address | Article | Aside | Blockquote | Center | Details | Dialog | Dir | Div | Dl | Fieldset
            | Figcaption | Figure | Footer | Header | Hgroup | Main | Nav | Ol | P | Search | Section | Summary
            | Ul | Menu => {
                self.close_p();
                self.insert(start);
            }
            H1 | H2 | H3 | H4 | H5 | H6 => {
                self.close_p();
                if self.stack.last().is_some_and(|open| open.is_any(is_heading)) {
                    self.stack.pop();
                }
                self.insert(start);
            }
            Pre | Listing => {
                self.close_p();
                self.insert(start);
                self.ignore_feed = true;
                self.frameset_ok = false;
            }
            Form => self.start_form(start),
            Li | Dd | Dt => self.start_item(start),
            Plaintext => {
                self.close_p();
                self.insert(start);
                self.content = Content::Plaintext;
            }
            Button => {
                if self.stack.in_scope(Scope::Default, Button) {
                    self.stack.end_implied(None);
                    self.stack.pop_until_tag(Button);
                }
                self.reopen_formatting();
                self.insert(start);
                self.frameset_ok = false;
            }
            A => {
                self.end_open_link();
                self.reopen_formatting();
                self.insert_formatting(start);
            }
            B | Big | Code | Em | Font | I | S | Small | Strike | Strong | Tt | U => {
                self.reopen_formatting();
                self.insert_formatting(start);
            }
            Nobr => {
                self.reopen_formatting();
                if self.stack.in_scope(Scope::Default, Nobr) {
                    self.adopt(Nobr);
                    self.reopen_formatting();
                }
                self.insert_formatting(start);
            }
            Applet | Marquee | Object => {
                self.reopen_formatting();
                self.insert(start);
                self.formatting.push(Entry::Marker);
                self.frameset_ok = false;
            }
            Table => {
                if !self.quirks {
                    self.close_p();
                }
                self.insert(start);
                self.frameset_ok = false;
                self.mode = Mode::InTable;
            }
            _ => return self.start_rest(start),
        }
        Next::Done
    }

    /// Start tags without content, of controls, of ruby, of foreign elements; all others.
    fn start_rest<'t>(&mut self, start: &Start) -> Next<'t> {
        match start.name.tag {
            Area | Br | Embed | Img | Keygen | Wbr => {
                self.reopen_formatting();
                self.frameset_ok = false;
                return self.insert_void(start);
            }
            Image => return self.start_rest(&Start { name: Img.into(), ..*start }),
            Input => {
                if self.stack.in_scope(Scope::Default, Select) {
                    self.stack.pop_until_tag(Select);
                }
                self.reopen_formatting();
                self.frameset_ok &= start.is_hidden;
                return self.insert_void(start);
            }
            Param | Source | Track => return self.insert_void(start),
            Hr => {
                self.close_p();
                if self.stack.in_scope(Scope::Default, Select) {
                    self.stack.end_implied(None);
                }
                self.frameset_ok = false;
                return self.insert_void(start);
            }
            Textarea => {
                self.ignore_feed = true;
                self.frameset_ok = false;
                return self.insert_raw(start, Content::Rcdata);
            }
            Xmp => {
                self.close_p();
                self.reopen_formatting();
                self.frameset_ok = false;
                return self.insert_raw(start, Content::Rawtext);
            }
            Iframe => {
                self.frameset_ok = false;
                return self.insert_raw(start, Content::Rawtext);
            }
            Noembed | Noscript => return self.insert_raw(start, Content::Rawtext),
            Select | Option | Optgroup => self.start_choice(start),
            Rb | Rtc | Rp | Rt => {
                if self.stack.in_scope(Scope::Default, Ruby) {
                    let kept = matches!(start.name.tag, Rp | Rt).then_some(Rtc);
                    self.stack.end_implied(kept);
                }
                self.insert(start);
            }
            Math => {
                self.reopen_formatting();
                self.insert_foreign(start, Space::MathMl);
            }
            Svg => {
                self.reopen_formatting();
                self.insert_foreign(start, Space::Svg);
            }
            Caption | Col | Colgroup | Frame | Head | Tbody | Td | Tfoot | Th | Thead | Tr => {}
            _ => {
                self.reopen_formatting();
                self.insert(start);
            }
        }
        Next::Done
    }

    fn start_choice(&mut self, start: &Start) {
        let in_select = self.stack.in_scope(Scope::Default, Select);
        match start.name.tag {
            Select if in_select => return self.stack.pop_until_tag(Select),
            Select => self.frameset_ok = false,
            Option if in_select => self.stack.end_implied(Some(Optgroup)),
            _ if in_select => self.stack.end_implied(None),
            _ if self.stack.last_is(Option) => {
                self.stack.pop();
            }
            _ => {}
        }
        self.reopen_formatting();
        self.insert(start);
    }

    fn merge_html(&mut self, attributes: Attributes) {
        if let Some(root) = self.stack.items().first().copied()
            && !self.stack.holds(Template)
        {
            self.tree.add_attributes(root.node, attributes);
        }
    }

    fn merge_body(&mut self, attributes: Attributes) {
        if let Some(body) = self.body()
            && !self.stack.holds(Template)
        {
            self.frameset_ok = false;
            self.tree.add_attributes(body.node, attributes);
        }
    }

    fn start_frameset(&mut self, start: &Start) {
        if let Some(body) = self.body()
            && self.frameset_ok
        {
            self.tree.detach(body.node);
            self.stack.truncate(1);
            self.insert(start);
            self.mode = Mode::InFrameset;
        }
    }

    fn start_form(&mut self, start: &Start) {
        let in_template = self.stack.holds(Template);
        if self.form.is_some() && !in_template {
            return;
        }
        self.close_p();
        let form = self.insert(start);
        if !in_template {
            self.form = Some(form.node);
        }
    }

    /// A list item ends the one before it, unless another list is in between.
    fn start_item(&mut self, start: &Start) {
        self.frameset_ok = false;
        let ends = |tag| if start.name.tag == Li { tag == Li } else { matches!(tag, Dd | Dt) };
        if self.stack.holds(Li) || self.stack.holds(Dd) || self.stack.holds(Dt) {
            let stops = |tag| is_special(tag) && !matches!(tag, Address | Div | P);
            let found = self.stack.items().iter().rev().find(|open| open.is_any(|tag| ends(tag) || stops(tag)));
            if let Some(tag) = found.map(|open| open.name.tag).filter(|&tag| ends(tag)) {
                self.stack.end_implied(Some(tag));
                self.stack.pop_until_tag(tag);
            }
        }
        self.close_p();
        self.insert(start);
    }

    /// "Close a p element", if one is in button scope.
    pub(super) fn close_p(&mut self) {
        if self.stack.in_scope(Scope::Button, P) {
            self.stack.end_implied(Some(P));
            self.stack.pop_until_tag(P);
        }
    }

    fn end_in_body<'t>(&mut self, name: Name, token: Token<'t>) -> Next<'t> {
        let tag = name.tag;
        match tag {
            Template => return self.in_head(token),
            Body | Html => {
                if self.stack.in_scope(Scope::Default, Body) {
                    self.mode = Mode::AfterBody;
                    if tag == Html {
                        return Next::Again(Mode::AfterBody, token);
                    }
                }
            }
            Address | Article | Aside | Blockquote | Button | Center | Details | Dialog | Dir | Div | Dl | Fieldset
            | Figcaption | Figure | Footer | Header | Hgroup | Listing | Main | Menu | Nav | Ol | Pre | Search
            | Section | Select | Summary | Ul => {
                self.end_block(tag);
            }
            Form => self.end_form(),
            P => {
                if !self.stack.in_scope(Scope::Button, P) {
                    self.insert_implied(P);
                }
                self.stack.end_implied(Some(P));
                self.stack.pop_until_tag(P);
            }
            Li | Dd | Dt => {
                let scope = if tag == Li { Scope::ListItem } else { Scope::Default };
                if self.stack.in_scope(scope, tag) {
                    self.stack.end_implied(Some(tag));
                    self.stack.pop_until_tag(tag);
                }
            }
            H1 | H2 | H3 | H4 | H5 | H6 => {
                if self.stack.in_scope_where(Scope::Default, |open| open.is_any(is_heading)) {
                    self.stack.end_implied(None);
                    self.stack.pop_until(is_heading);
                }
            }
            A | B | Big | Code | Em | Font | I | Nobr | S | Small | Strike | Strong | Tt | U => self.adopt(tag),
            Applet | Marquee | Object => {
                if self.end_block(tag) {
                    self.clear_to_marker();
                }
            }
            Br => return self.start_rest(&Start::implied(Br)),
            _ => self.end_other(name),
        }
        Next::Done
    }

    /// Ends an element that is in scope, with all that is open inside it.
    fn end_block(&mut self, tag: Tag) -> bool {
        let found = self.stack.in_scope(Scope::Default, tag);
        if found {
            self.stack.end_implied(None);
            self.stack.pop_until_tag(tag);
        }
        found
    }

    fn end_form(&mut self) {
        if self.stack.holds(Template) {
            self.end_block(Form);
        } else if let Some(form) = self.form.take()
            && self.stack.in_scope_where(Scope::Default, |open| open.node == form)
        {
            self.stack.end_implied(None);
            self.stack.remove_node(form);
        }
    }

    /// "Any other end tag".
    pub(super) fn end_other(&mut self, name: Name) {
        if !self.stack.holds(name.tag) {
            return;
        }
        let names = |open: &super::Open| open.space == Space::Html && open.name == name;
        let found = self.stack.items().iter().rposition(|open| names(open) || open.is_any(is_special));
        if let Some(index) = found.filter(|&index| names(&self.stack.items()[index])) {
            // Unknown elements are never implied.
            self.stack.end_implied(Some(name.tag));
            self.stack.truncate(index);
        }
    }
}

pub(super) fn is_heading(tag: Tag) -> bool {
    matches!(tag, H1 | H2 | H3 | H4 | H5 | H6)
}
