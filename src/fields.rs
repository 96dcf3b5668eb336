//! What labels tell apart, as data: key points, notes, who else worked on it, reading time and more.

use crate::article::{Article, Block};
use crate::label::Label;
use crate::page::BlockKind;

/// Minutes of a reading time, at most: beyond, the number is something else.
const MAX_MINUTES: u32 = 600;
/// Bytes of a paragraph that is no line below the title.
const MIN_PARAGRAPH: usize = 150;
/// Key points, at most.
const MAX_HIGHLIGHTS: usize = 8;
/// Words of a line that counts comments, at most.
const MAX_COUNT_WORDS: usize = 5;

impl Article {
    /// The blocks with a label, kept and removed, in document order. Headings of boxes ("Related articles") have the label
    /// of what stands in them, too. Which texts have a name of their own on the page is told best by its metadata, as
    /// [`Metadata::tags`](crate::Metadata::tags); this is what stands in the visible text.
    ///
    /// ```
    /// use bodytext::Label;
    ///
    /// let text = "4 min read\n\nThe river rose by a metre in one night, and the lower town was cut off from the road. \
    ///     Nobody was hurt, said the mayor.\n\nTags: floods, weather";
    /// let article = bodytext::clean_text(text);
    /// let tags: Vec<&str> = article.labelled(Label::Tags).map(|block| block.text()).collect();
    /// assert_eq!(tags, ["Tags: floods, weather"]);
    /// assert_eq!(article.read_minutes(), Some(4));
    /// ```
    pub fn labelled(&self, label: Label) -> impl DoubleEndedIterator<Item = Block<'_>> {
        self.blocks().filter(move |block| block.label() == label)
    }

    /// Corrections, editors' notes and update notes: they are in the text too.
    pub fn notes(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.labelled(Label::Note).map(|block| block.text())
    }

    /// Key points: the items of a list before the first paragraph, below a line that announces them ("Key points"). They
    /// are in the text too where the judge has kept them.
    pub fn highlights(&self) -> impl DoubleEndedIterator<Item = &str> {
        let is_prose = |block: &Block<'_>| {
            block.is_main() && block.kind() == BlockKind::Paragraph && block.text().len() >= MIN_PARAGRAPH
        };
        let mut before = self.blocks().take_while(|block| !is_prose(block));
        let start = before.find(|block| block.label() == Label::Highlights).map(|block| block.index() + 1);
        let items = self.blocks().skip(start.unwrap_or(usize::MAX));
        let items = items.take_while(|block| block.kind() == BlockKind::ListItem).take(MAX_HIGHLIGHTS);
        items.map(|block| block.text()).collect::<Vec<_>>().into_iter()
    }

    /// Lines about who else worked on the article: "Additional reporting by ...".
    pub fn contributors(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.labelled(Label::Contributors).map(|block| block.text())
    }

    /// Who the authors are, in the words of the page.
    pub fn bios(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.labelled(Label::Bio).map(|block| block.text())
    }

    /// Titles of other articles that the page leads to, with the headings above them.
    pub fn related(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.labelled(Label::Related).map(|block| block.text())
    }

    /// How long the page says it takes to read, in minutes, 1 to 600. Nothing is counted: a page that does not say has none.
    pub fn read_minutes(&self) -> Option<u32> {
        let minutes =
            |block: Block<'_>| only_number(block.text()).filter(|minutes| (1..=MAX_MINUTES).contains(minutes));
        self.labelled(Label::ReadTime).find_map(minutes)
    }

    /// How many comments the page says there are, which may be more than it shows; see [`Article::comments`].
    ///
    /// ```
    /// let text = "The river rose by a metre in one night, and the lower town was cut off from the coast road. Nobody \
    ///     was hurt, said the mayor, who had been awake since midnight.\n\n12 comments";
    /// assert_eq!(bodytext::clean_text(text).comment_count(), Some(12));
    /// ```
    pub fn comment_count(&self) -> Option<u32> {
        let is_short = |block: &Block<'_>| block.text().split_whitespace().count() <= MAX_COUNT_WORDS;
        let removed = self.labelled(Label::Comment).filter(|block| !block.is_main() && !block.ruling().comment);
        removed.filter(is_short).find_map(|block| only_number(block.text()))
    }
}

/// The number in a line that has one only, with or without marks between its thousands; `None` for a number that does
/// not fit, has a fraction or stands with another one.
fn only_number(text: &str) -> Option<u32> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}');
    let rest = &text[start..];
    let number = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
    if rest[number.len()..].contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut parts = number.trim_end_matches(|c: char| !c.is_ascii_digit()).split(|c: char| !c.is_ascii_digit());
    let mut digits = parts.next()?.to_owned();
    for part in parts {
        if part.len() != 3 {
            return None;
        }
        digits.push_str(part);
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::only_number;

    #[test]
    fn numbers_are_read_with_their_thousands() {
        for (text, number) in [
            ("12 comments", Some(12)),
            ("Comments (1,204)", Some(1204)),
            ("1.204 Kommentare", Some(1204)),
            ("评论3条", Some(3)),
            ("4 min read.", Some(4)),
            ("1.5 min", None),
            ("3 of 12", None),
            ("Comments", None),
            ("99999999999", None),
        ] {
            assert_eq!(only_number(text), number, "{text}");
        }
    }
}
