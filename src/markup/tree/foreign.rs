//! Inside `<svg>` and `<math>`.

use super::nodes::Space;
use super::stack::Open;
use super::{Builder, Next, Start, Token};
use crate::markup::tag::Tag;

use Tag::*;

impl Builder {
    /// Whether a token is read by the rules of foreign content.
    pub(super) fn is_foreign(&self, token: &Token<'_>) -> bool {
        let Some(current) = self.stack.last() else { return false };
        if current.space == Space::Html {
            return false;
        }
        match token {
            Token::Eof => false,
            Token::Text(..) | Token::Null => !current.is_text_point() && !current.is_html_point(),
            Token::Start(start) => {
                let in_text = current.is_text_point() && !matches!(start.name.tag, Mglyph | Malignmark);
                let in_annotation =
                    current.space == Space::MathMl && current.name.tag == AnnotationXml && start.name.tag == Svg;
                !in_text && !current.is_html_point() && !in_annotation
            }
            Token::End(_) | Token::Comment => true,
        }
    }

    pub(super) fn foreign<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        match token {
            Token::Null => self.append_text("\u{fffd}"),
            Token::Text(_, text) => {
                self.note_text(text);
                self.append_text(text)
            }
            Token::Start(start) => {
                if is_html(start) {
                    return self.leave_foreign(token);
                }
                let space = self.stack.last().map_or(Space::Html, |open| open.space);
                self.insert_foreign(start, space);
                Next::Done
            }
            Token::End(name) if matches!(name.tag, Br | P) => self.leave_foreign(token),
            Token::End(name) => {
                let items = self.stack.items();
                for index in (1..items.len()).rev() {
                    let open = items[index];
                    if index + 1 < items.len() && open.space == Space::Html {
                        return self.step(self.mode, token);
                    }
                    if open.name == name {
                        self.stack.truncate(index);
                        break;
                    }
                }
                Next::Done
            }
            Token::Comment | Token::Eof => Next::Done,
        }
    }

    /// Inserts an element of a namespace.
    pub(super) fn insert_foreign(&mut self, start: &Start, space: Space) {
        let range = start.attributes.start as usize..start.attributes.start as usize + start.attributes.count as usize;
        for attribute in &mut self.tree.attributes[range] {
            attribute.attr = attribute.attr.in_foreign();
        }
        if start.self_closing {
            self.insert_closed(start.name, space, start.attributes);
        } else {
            self.insert_open(start.name, space, start.attributes);
        }
    }

    /// HTML that needs no HTML around it ends the foreign elements.
    fn leave_foreign<'t>(&mut self, token: Token<'t>) -> Next<'t> {
        let stays = |open: &Open| open.space == Space::Html || open.is_text_point() || open.is_html_point();
        while self.stack.last().is_some_and(|open| !stays(open)) {
            self.stack.pop();
        }
        self.step(self.mode, token)
    }
}

/// Start tags that are HTML even inside foreign elements.
fn is_html(start: &Start) -> bool {
    match start.name.tag {
        B | Big | Blockquote | Body | Br | Center | Code | Dd | Div | Dl | Dt | Em | Embed | H1 | H2 | H3 | H4 | H5
        | H6 | Head | Hr | I | Img | Li | Listing | Menu | Meta | Nobr | Ol | P | Pre | Ruby | S | Small | Span
        | Strong | Strike | Sub | Sup | Table | Tt | U | Ul | Var => true,
        Font => start.is_styled,
        _ => false,
    }
}
