//! The modes around the body: before the head to after it, templates, framesets, after the end.

use super::formatting::Entry;
use super::{Builder, Mode, Next, Split, Start, Token};
use crate::markup::tag::Tag;
use crate::markup::tokenizer::Content;

use Tag::*;

impl Builder {
    pub(super) fn initial<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(Split::NotYet, text) => Next::Split(text),
            Token::Text(Split::White, _) | Token::Comment => Next::Done,
            token => {
                self.quirks = true;
                Next::Again(Mode::BeforeHtml, token)
            }
        }
    }

    pub(super) fn before_html<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(Split::NotYet, text) => return Next::Split(text),
            Token::Text(Split::White, _) | Token::Comment => return Next::Done,
            Token::Start(start) if start.name.tag == Html => {
                self.insert_root(start.attributes);
                self.mode = Mode::BeforeHead;
                return Next::Done;
            }
            Token::End(name) if !matches!(name.tag, Head | Body | Html | Br) => return Next::Done,
            _ => {}
        }
        self.insert_root(Start::implied(Html).attributes);
        Next::Again(Mode::BeforeHead, token)
    }

    pub(super) fn before_head<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(Split::NotYet, text) => return Next::Split(text),
            Token::Text(Split::White, _) | Token::Comment => return Next::Done,
            Token::Start(start) if start.name.tag == Html => return self.in_body(token),
            Token::Start(start) if start.name.tag == Head => {
                self.open_head(start);
                self.mode = Mode::InHead;
                return Next::Done;
            }
            Token::End(name) if !matches!(name.tag, Head | Body | Html | Br) => return Next::Done,
            _ => {}
        }
        self.open_head(&Start::implied(Head));
        Next::Again(Mode::InHead, token)
    }

    fn open_head(&mut self, start: &Start) {
        self.head = self.insert(start).node;
        self.has_head = true;
    }

    pub(super) fn in_head<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(Split::NotYet, text) => return Next::Split(text),
            Token::Text(Split::White, text) => return self.append_text(text),
            Token::Comment => return Next::Done,
            Token::Start(start) => match start.name.tag {
                Html => return self.in_body(token),
                Base | Basefont | Bgsound | Link | Meta => return self.insert_void(start),
                Title => return self.insert_raw(start, Content::Rcdata),
                Noframes | Style | Noscript => return self.insert_raw(start, Content::Rawtext),
                Script => return self.insert_raw(start, Content::Script),
                Template => {
                    self.formatting.push(Entry::Marker);
                    self.frameset_ok = false;
                    self.mode = Mode::InTemplate;
                    self.template_modes.push(Mode::InTemplate);
                    self.insert(start);
                    return Next::Done;
                }
                Head => return Next::Done,
                _ => {}
            },
            Token::End(name) => match name.tag {
                Head => {
                    self.stack.pop();
                    self.mode = Mode::AfterHead;
                    return Next::Done;
                }
                Template => {
                    if self.stack.holds(Template) {
                        self.stack.end_all_implied();
                        self.end_template();
                    }
                    return Next::Done;
                }
                Body | Html | Br => {}
                _ => return Next::Done,
            },
            _ => {}
        }
        self.stack.pop();
        Next::Again(Mode::AfterHead, token)
    }

    fn end_template(&mut self) {
        self.stack.pop_until_tag(Template);
        self.clear_to_marker();
        self.template_modes.pop();
        self.mode = self.usual_mode();
    }

    pub(super) fn after_head<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(Split::NotYet, text) => return Next::Split(text),
            Token::Text(Split::White, text) => return self.append_text(text),
            Token::Comment => return Next::Done,
            Token::Start(start) => match start.name.tag {
                Html => return self.in_body(token),
                Body => {
                    self.insert(start);
                    self.frameset_ok = false;
                    self.mode = Mode::InBody;
                    return Next::Done;
                }
                Frameset => {
                    self.insert(start);
                    self.mode = Mode::InFrameset;
                    return Next::Done;
                }
                Base | Basefont | Bgsound | Link | Meta | Noframes | Script | Style | Template | Title => {
                    return self.belongs_to_head(token);
                }
                Head => return Next::Done,
                _ => {}
            },
            Token::End(name) => match name.tag {
                Template => return self.in_head(token),
                Body | Html | Br => {}
                _ => return Next::Done,
            },
            _ => {}
        }
        self.insert_implied(Body);
        Next::Again(Mode::InBody, token)
    }

    /// What belongs to the head and comes after it.
    fn belongs_to_head<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        let head = self.head;
        self.stack.push(super::Open { node: head, name: Head.into(), space: super::Space::Html });
        let next = self.in_head(token);
        self.stack.remove_node(head);
        next
    }

    pub(super) fn in_template<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(..) | Token::Comment => self.in_body(token),
            Token::Start(start) => {
                let mode = match start.name.tag {
                    Base | Basefont | Bgsound | Link | Meta | Noframes | Script | Style | Template | Title => {
                        return self.in_head(token);
                    }
                    Caption | Colgroup | Tbody | Tfoot | Thead => Mode::InTable,
                    Col => Mode::InColumnGroup,
                    Tr => Mode::InTableBody,
                    Td | Th => Mode::InRow,
                    _ => Mode::InBody,
                };
                self.template_modes.pop();
                self.template_modes.push(mode);
                Next::Again(mode, token)
            }
            Token::End(name) if name.tag == Template => self.in_head(token),
            Token::Eof if self.stack.holds(Template) => {
                self.end_template();
                Next::Again(self.mode, token)
            }
            Token::End(_) | Token::Eof | Token::Null => Next::Done,
        }
    }

    pub(super) fn after_body<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(Split::NotYet, text) => Next::Split(text),
            Token::Text(Split::White, _) => self.in_body(token),
            Token::Comment | Token::Eof => Next::Done,
            Token::Start(start) if start.name.tag == Html => self.in_body(token),
            Token::End(name) if name.tag == Html => {
                if !self.is_fragment {
                    self.mode = Mode::AfterAfterBody;
                }
                Next::Done
            }
            token => Next::Again(Mode::InBody, token),
        }
    }

    pub(super) fn after_after_body<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(Split::NotYet, text) => Next::Split(text),
            Token::Text(Split::White, _) => self.in_body(token),
            Token::Comment | Token::Eof => Next::Done,
            Token::Start(start) if start.name.tag == Html => self.in_body(token),
            token => Next::Again(Mode::InBody, token),
        }
    }

    pub(super) fn in_frameset<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(Split::NotYet, text) => return Next::Split(text),
            Token::Text(Split::White, text) => return self.append_text(text),
            Token::Start(start) => match start.name.tag {
                Html => return self.in_body(token),
                Frameset => {
                    self.insert(start);
                }
                Frame => return self.insert_void(start),
                Noframes => return self.in_head(token),
                _ => {}
            },
            Token::End(name) if name.tag == Frameset && self.stack.len() > 1 => {
                self.stack.pop();
                if !self.is_fragment && !self.stack.last_is(Frameset) {
                    self.mode = Mode::AfterFrameset;
                }
            }
            _ => {}
        }
        Next::Done
    }

    pub(super) fn after_frameset<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(Split::NotYet, text) => Next::Split(text),
            Token::Text(Split::White, text) => self.append_text(text),
            Token::Start(start) if start.name.tag == Html => self.in_body(token),
            Token::Start(start) if start.name.tag == Noframes => self.in_head(token),
            Token::End(name) if name.tag == Html => {
                self.mode = Mode::AfterAfterFrameset;
                Next::Done
            }
            _ => Next::Done,
        }
    }

    pub(super) fn after_after_frameset<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(Split::NotYet, text) => Next::Split(text),
            Token::Text(Split::White, _) => self.in_body(token),
            Token::Start(start) if start.name.tag == Html => self.in_body(token),
            Token::Start(start) if start.name.tag == Noframes => self.in_head(token),
            _ => Next::Done,
        }
    }
}
