//! Characters, white space and line breaks into the current block.

use super::Builder;

impl Builder {
    /// Writes the white space that waits, then the characters.
    pub(super) fn visible(&mut self, text: &str) {
        if self.start.is_none() {
            self.start_block();
        } else if self.breaks > 0 {
            self.page.text.push('\n');
        } else if self.space || self.abuts && self.joins_words(text) {
            self.page.text.push(' ');
        }
        (self.breaks, self.space, self.abuts, self.box_ended) = (0, false, false, false);
        self.page.text.push_str(text);
    }

    pub(super) fn joins_words(&self, text: &str) -> bool {
        let before = self.page.text.chars().next_back();
        before.is_some_and(char::is_alphanumeric) && text.chars().next().is_some_and(char::is_alphanumeric)
    }

    /// Text in which line feeds and spaces count.
    pub(super) fn preformatted(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 && self.start.is_some() {
                self.page.text.push('\n');
            }
            let line = line.trim_end_matches('\r');
            if self.start.is_none() {
                if line.trim().is_empty() {
                    continue;
                }
                self.start_block();
            }
            for c in line.chars() {
                self.page.text.push(if c == '\0' { ' ' } else { c });
            }
        }
    }

    pub(super) fn line_break(&mut self) {
        if self.keeps_space > 0 {
            if self.start.is_some() {
                self.page.text.push('\n');
            }
            return;
        }
        self.breaks = self.breaks.saturating_add(1);
        if self.breaks >= 2 {
            self.end_block();
        }
    }
}
