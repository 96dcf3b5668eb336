//! The modes inside tables.

use super::formatting::Entry;
use super::stack::Scope;
use super::{Builder, Mode, Next, Split, Token};
use crate::markup::tag::Tag;

use Tag::*;

impl Builder {
    pub(super) fn in_table<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(..) | Token::Null => {
                let direct = |tag| matches!(tag, Table | Tbody | Tfoot | Thead | Tr);
                if self.stack.last().is_some_and(|open| open.is_any(direct)) {
                    self.back = self.mode;
                    return Next::Again(Mode::InTableText, token);
                }
                self.foster(token)
            }
            Token::Comment => Next::Done,
            Token::Start(start) => {
                match start.name.tag {
                    Caption => {
                        self.pop_to_table();
                        self.formatting.push(Entry::Marker);
                        self.insert(start);
                        self.mode = Mode::InCaption;
                    }
                    Colgroup => {
                        self.pop_to_table();
                        self.insert(start);
                        self.mode = Mode::InColumnGroup;
                    }
                    Col => {
                        self.pop_to_table();
                        self.insert_implied(Colgroup);
                        return Next::Again(Mode::InColumnGroup, token);
                    }
                    Tbody | Tfoot | Thead => {
                        self.pop_to_table();
                        self.insert(start);
                        self.mode = Mode::InTableBody;
                    }
                    Td | Th | Tr => {
                        self.pop_to_table();
                        self.insert_implied(Tbody);
                        return Next::Again(Mode::InTableBody, token);
                    }
                    Table => {
                        if self.stack.in_scope(Scope::Table, Table) {
                            self.stack.pop_until_tag(Table);
                            return Next::Again(self.usual_mode(), token);
                        }
                    }
                    Style | Script | Template => return self.in_head(token),
                    Input if start.is_hidden => return self.insert_void(start),
                    Form => {
                        if !self.stack.holds(Template) && self.form.is_none() {
                            let form = self.insert_closed(start.name, super::Space::Html, start.attributes);
                            self.form = Some(form.node);
                        }
                    }
                    _ => return self.foster(token),
                }
                Next::Done
            }
            Token::End(name) => match name.tag {
                Table => {
                    if self.stack.in_scope(Scope::Table, Table) {
                        self.stack.pop_until_tag(Table);
                        self.mode = self.usual_mode();
                    }
                    Next::Done
                }
                Body | Caption | Col | Colgroup | Html | Tbody | Td | Tfoot | Th | Thead | Tr => Next::Done,
                Template => self.in_head(token),
                _ => self.foster(token),
            },
            Token::Eof => self.in_body(token),
        }
    }

    fn pop_to_table(&mut self) {
        self.stack.pop_to(|tag| matches!(tag, Html | Table | Template));
    }

    fn pop_to_table_body(&mut self) {
        self.stack.pop_to(|tag| matches!(tag, Tbody | Tfoot | Thead | Template | Html));
    }

    fn pop_to_row(&mut self) {
        self.stack.pop_to(|tag| matches!(tag, Tr | Template | Html));
    }

    pub(super) fn in_table_text<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Null => Next::Done,
            Token::Text(_, text) => {
                self.table_text.push_str(text);
                Next::Done
            }
            token => {
                let text = std::mem::take(&mut self.table_text);
                if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
                    if !text.is_empty() {
                        self.append_text(&text);
                    }
                } else {
                    self.foster(Token::Text(Split::NotYet, &text));
                }
                self.table_text = text;
                self.table_text.clear();
                Next::Again(self.back, token)
            }
        }
    }

    pub(super) fn in_caption<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        let ends = match token {
            Token::Start(start) => {
                matches!(start.name.tag, Caption | Col | Colgroup | Tbody | Td | Tfoot | Th | Thead | Tr)
            }
            Token::End(name) => match name.tag {
                Table | Caption => true,
                Body | Col | Colgroup | Html | Tbody | Td | Tfoot | Th | Thead | Tr => return Next::Done,
                _ => false,
            },
            _ => false,
        };
        if !ends {
            return self.in_body(token);
        }
        if !self.stack.in_scope(Scope::Table, Caption) {
            return Next::Done;
        }
        self.stack.end_implied(None);
        self.stack.pop_until_tag(Caption);
        self.clear_to_marker();
        if matches!(token, Token::End(name) if name.tag == Caption) {
            self.mode = Mode::InTable;
            return Next::Done;
        }
        Next::Again(Mode::InTable, token)
    }

    pub(super) fn in_column_group<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Text(Split::NotYet, text) => return Next::Split(text),
            Token::Text(Split::White, text) => return self.append_text(text),
            Token::Comment => return Next::Done,
            Token::Start(start) => match start.name.tag {
                Html => return self.in_body(token),
                Col => return self.insert_void(start),
                Template => return self.in_head(token),
                _ => {}
            },
            Token::End(name) => match name.tag {
                Colgroup => {
                    if self.stack.last_is(Colgroup) {
                        self.stack.pop();
                        self.mode = Mode::InTable;
                    }
                    return Next::Done;
                }
                Col => return Next::Done,
                Template => return self.in_head(token),
                _ => {}
            },
            Token::Eof => return self.in_body(token),
            _ => {}
        }
        if !self.stack.last_is(Colgroup) {
            return Next::Done;
        }
        self.stack.pop();
        Next::Again(Mode::InTable, token)
    }

    pub(super) fn in_table_body<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        let ends = match token {
            Token::Start(start) => match start.name.tag {
                Tr => {
                    self.pop_to_table_body();
                    self.insert(start);
                    self.mode = Mode::InRow;
                    return Next::Done;
                }
                Th | Td => {
                    self.pop_to_table_body();
                    self.insert_implied(Tr);
                    return Next::Again(Mode::InRow, token);
                }
                Caption | Col | Colgroup | Tbody | Tfoot | Thead => true,
                _ => false,
            },
            Token::End(name) => match name.tag {
                Tbody | Tfoot | Thead => {
                    if self.stack.in_scope(Scope::Table, name.tag) {
                        self.pop_to_table_body();
                        self.stack.pop();
                        self.mode = Mode::InTable;
                    }
                    return Next::Done;
                }
                Table => true,
                Body | Caption | Col | Colgroup | Html | Td | Th | Tr => return Next::Done,
                _ => false,
            },
            _ => false,
        };
        if !ends {
            return self.in_table(token);
        }
        let outer = |tag| matches!(tag, Table | Tbody | Tfoot);
        if !self.stack.in_scope_where(Scope::Table, |open| open.is_any(outer)) {
            return Next::Done;
        }
        self.pop_to_table_body();
        self.stack.pop();
        Next::Again(Mode::InTable, token)
    }

    pub(super) fn in_row<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        let ends = match token {
            Token::Start(start) => match start.name.tag {
                Th | Td => {
                    self.pop_to_row();
                    self.insert(start);
                    self.mode = Mode::InCell;
                    self.formatting.push(Entry::Marker);
                    return Next::Done;
                }
                Caption | Col | Colgroup | Tbody | Tfoot | Thead | Tr => true,
                _ => false,
            },
            Token::End(name) => match name.tag {
                Tr | Table => true,
                Tbody | Tfoot | Thead => {
                    if !self.stack.in_scope(Scope::Table, name.tag) {
                        return Next::Done;
                    }
                    true
                }
                Body | Caption | Col | Colgroup | Html | Td | Th => return Next::Done,
                _ => false,
            },
            _ => false,
        };
        if !ends {
            return self.in_table(token);
        }
        if !self.stack.in_scope(Scope::Table, Tr) {
            return Next::Done;
        }
        self.pop_to_row();
        self.stack.pop();
        if matches!(token, Token::End(name) if name.tag == Tr) {
            self.mode = Mode::InTableBody;
            return Next::Done;
        }
        Next::Again(Mode::InTableBody, token)
    }

    pub(super) fn in_cell<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::End(name) => match name.tag {
                Td | Th => {
                    if self.stack.in_scope(Scope::Table, name.tag) {
                        self.stack.end_implied(None);
                        self.stack.pop_until_tag(name.tag);
                        self.clear_to_marker();
                        self.mode = Mode::InRow;
                    }
                    Next::Done
                }
                Body | Caption | Col | Colgroup | Html => Next::Done,
                Table | Tbody | Tfoot | Thead | Tr => {
                    if !self.stack.in_scope(Scope::Table, name.tag) {
                        return Next::Done;
                    }
                    self.end_cell(token)
                }
                _ => self.in_body(token),
            },
            Token::Start(start)
                if matches!(start.name.tag, Caption | Col | Colgroup | Tbody | Td | Tfoot | Th | Thead | Tr) =>
            {
                let cell = |open: &super::Open| open.is(Td) || open.is(Th);
                if !self.stack.in_scope_where(Scope::Table, cell) {
                    return Next::Done;
                }
                self.end_cell(token)
            }
            _ => self.in_body(token),
        }
    }

    /// "Close the cell", and the token again in the row.
    fn end_cell<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        self.stack.end_implied(None);
        self.stack.pop_until(|tag| matches!(tag, Td | Th));
        self.clear_to_marker();
        Next::Again(Mode::InRow, token)
    }
}
