//! Words that the block shares with the rest of the page: passages said before or after, and what the story is about.
//!
//! Chrome speaks of other things than the article; a quotation, a teaser and a second copy repeat what is said elsewhere.

use std::sync::LazyLock;

use super::numbers::Numbers;
use super::windows::Windows;
use super::words::ascii_run;
use super::{Facts, ratio};
use crate::page::{Kind, Page, is_unspaced, roll};

pub(super) const COLUMNS: &[&str] = &[
    "said_before",
    "said_after",
    "in_body",
    "common",
    "body_weight",
    "new",
    "body_weight_3",
    "body_weight_10",
    "page",
];

/// Words in a passage: as many are seldom the same by chance.
const PASSAGE: usize = 5;
/// Characters from which a word says what a text is about; shorter ones stand in all texts.
const LONG: u32 = 5;
/// Letters from here on count twice: their scripts leave out vowels or write them as marks, so words are short.
const ABJADS: char = '\u{590}';
const HANGUL: std::ops::RangeInclusive<char> = '\u{ac00}'..='\u{d7a3}';
/// Words of a page that are read. Longer pages are tables and logs.
const MAX_WORDS: usize = 1 << 18;
/// Bytes of a page's text for each of its different words, about.
const WORD_BYTES: usize = 24;
/// Words of a page for each of its passages that may be said twice, about.
const WORDS_PER_PASSAGE: usize = 8;
/// The columns about long words in a block that has none.
const NONE: f32 = -1.0;

/// The page's words as numbers, in order.
pub(crate) struct Vocabulary {
    words: Numbers<Word>,
    /// The titles with each of the first words, a byte each. No other word is in a title.
    titles: Vec<u32>,
    ids: Vec<u32>,
    /// The different long words of each block in order.
    long: Vec<u32>,
    blocks: Vec<Words>,
}

/// What is known of a word.
#[derive(Clone, Copy)]
struct Word {
    /// Blocks with it, twice, and one more if it is long.
    marks: u32,
    /// The last of the blocks.
    last: u32,
}

impl Word {
    /// Blocks with it.
    fn blocks(self) -> u32 {
        self.marks / 2
    }
}

/// The words of a block.
#[derive(Clone, Copy, Default)]
pub(super) struct Words {
    /// Behind its words in [`Vocabulary::ids`], and behind its long ones in [`Vocabulary::long`].
    ids: u32,
    long: u32,
    /// Long words that no block before it has.
    new: u32,
    /// Different words; those in each title, a byte each.
    pub different: u32,
    pub titles: u32,
}

/// What a block shares: of its long words how many are in the body, logarithms of how many blocks have them, of how many blocks
/// of the body, how many are new; and the long words.
#[derive(Clone, Copy, Default)]
struct Shared {
    parts: [f32; 4],
    long: f32,
}

/// The place of the weight in the body in [`Shared::parts`].
const BODY: usize = 2;

pub(super) fn fill(facts: &Facts<'_>) -> impl FnMut(usize, &mut [f32]) {
    let said = said(&facts.vocabulary);
    let shared = shared(facts);
    let windows = Windows::new(shared.iter().map(|block| [block.parts[BODY], block.long]));
    let mean = |[body, long]: [f32; 2]| ratio(body, long);
    let of_block = |block: &Shared| mean([block.parts[BODY], block.long]);
    let page = ratio(shared.iter().map(of_block).sum(), shared.len() as f32);
    move |block, row| {
        let (before, after) = said[block];
        let Shared { parts, long } = shared[block];
        let [in_body, common, body, new] = if long > 0.0 { parts.map(|part| part / long) } else { [NONE; 4] };
        let near = windows.around(block);
        row.copy_from_slice(&[before, after, in_body, common, body, new, mean(near.sum(3)), mean(near.sum(10)), page]);
    }
}

impl Vocabulary {
    /// Reads the page's words; `titles` are the words of its titles, each of them once, with the titles they are in.
    pub(super) fn read(page: &Page, titles: Vec<(u64, u32)>) -> Self {
        let mut vocabulary = Vocabulary {
            words: Numbers::new((page.text.len() / WORD_BYTES).min(MAX_WORDS)),
            titles: Vec::with_capacity(titles.len()),
            ids: Vec::with_capacity(page.text.len() / 6),
            long: Vec::with_capacity(page.text.len() / 12),
            blocks: Vec::with_capacity(page.blocks.len()),
        };
        for (hash, titles) in titles {
            vocabulary.words.number(hash, UNSEEN);
            vocabulary.titles.push(titles);
        }
        for block in 0..page.blocks.len() as u32 {
            vocabulary.read_block(page, block);
        }
        vocabulary
    }

    fn read_block(&mut self, page: &Page, block: u32) {
        let Vocabulary { words, titles, ids, long, .. } = self;
        let mut reader = Reader { words, titles, long, block, own: Words::default() };
        if ids.len() < MAX_WORDS {
            match page.block_runs(block) {
                Some(runs) => ids.extend(runs.iter().map(|run| reader.word(run.hash, u32::from(run.chars)))),
                None => each_word(page.block_text(block), |hash, length| ids.push(reader.word(hash, length))),
            }
        }
        let own = reader.own;
        self.blocks.push(Words { ids: self.ids.len() as u32, long: self.long.len() as u32, ..own });
    }

    /// The words of every block, all and the different long ones.
    fn each_block(&self) -> impl Iterator<Item = (&[u32], &[u32])> {
        let (mut ids, mut long) = (0, 0);
        self.blocks.iter().map(move |own| {
            let from = (std::mem::replace(&mut ids, own.ids as usize), std::mem::replace(&mut long, own.long as usize));
            (&self.ids[from.0..ids], &self.long[from.1..long])
        })
    }

    /// The different words of a block and its words in titles; nothing where not all blocks were read.
    pub(super) fn of_block(&self, block: usize) -> Option<&Words> {
        (self.ids.len() < MAX_WORDS).then(|| &self.blocks[block])
    }
}

/// A block that is being read.
struct Reader<'v> {
    words: &'v mut Numbers<Word>,
    titles: &'v [u32],
    long: &'v mut Vec<u32>,
    block: u32,
    own: Words,
}

impl Reader<'_> {
    /// Counts one more word and gives its number. Whether it is new in the block, and long, is hard to guess: no step depends on
    /// it.
    #[inline(always)]
    fn word(&mut self, hash: u64, length: u32) -> u32 {
        let number = self.words.number(hash, UNSEEN);
        let word = self.words.known_mut(number);
        let is_other = u32::from(word.last != self.block);
        let is_new = u32::from((word.marks == 0) & (length >= LONG));
        word.marks = (word.marks | is_new) + 2 * is_other;
        word.last = self.block;
        let long = self.long.len() + (word.marks & is_other) as usize;
        self.own.new += is_new;
        self.own.different += is_other;
        self.long.push(number);
        self.long.truncate(long);
        if let Some(titles) = self.titles.get(number as usize) {
            self.own.titles += titles * is_other;
        }
        number
    }
}

/// A word that no block has.
const UNSEEN: Word = Word { marks: 0, last: u32::MAX };

/// Calls with the hash and the length of each word in lower case. In scripts without spaces, and in Korean, whose words
/// change with what they do in the sentence, each character makes a word with the one before it, and is long.
fn each_word(text: &str, mut call: impl FnMut(u64, u32)) {
    let step = |hash: u64, c: char| roll(hash, u64::from(c));
    let (mut hash, mut length, mut before) = (0, 0, None);
    let (bytes, mut at) = (text.as_bytes(), 0);
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            let run = ascii_run(&bytes[at..]);
            hash = run.iter().fold(hash, |hash, byte| step(hash, char::from(byte.to_ascii_lowercase())));
            (length, at) = (length + run.len() as u32, at + run.len());
            continue;
        }
        let c = if byte.is_ascii() { char::from(byte) } else { text[at..].chars().next().unwrap_or(' ') };
        at += c.len_utf8();
        let kind = Kind::of(c);
        let is_word = kind.is_alphanumeric();
        if is_word && !is_unspaced(c) && !HANGUL.contains(&c) {
            let letters = if c < ABJADS { 1 } else { 2 };
            let folded = if kind.folds() { c.to_lowercase().next().unwrap_or(c) } else { c };
            (hash, length) = (step(hash, folded), length + letters);
            continue;
        }
        if length > 0 {
            call(hash, length);
            (hash, length) = (0, 0);
        }
        if let (true, Some(before)) = (is_word, before) {
            call(step(step(0, before), c), LONG);
        }
        before = is_word.then_some(c);
    }
    if length > 0 {
        call(hash, length);
    }
}

/// By block, the shares of its passages that stand in earlier and in later blocks too.
fn said(vocabulary: &Vocabulary) -> Vec<(f32, f32)> {
    let mut table = Numbers::new(vocabulary.ids.len() / WORDS_PER_PASSAGE);
    // Each passage whose words all stand in other blocks too, in order: those that do not are nowhere else.
    let mut passages: Vec<u32> = Vec::with_capacity(vocabulary.ids.len() / 2);
    let mut ends = Vec::with_capacity(vocabulary.blocks.len());
    let mut starts = Vec::new();
    for (block, (ids, _)) in vocabulary.each_block().enumerate() {
        let block = block as u32;
        find_passages(vocabulary, ids, &mut starts);
        for start in &starts {
            // Numbers from 1 on: a passage of the first word is not the same as an empty one.
            let words = &ids[*start as usize..][..PASSAGE];
            let hash = words.iter().fold(0, |hash, id| roll(hash, u64::from(*id) + 1));
            let number = table.number(hash, (block, block));
            table.known_mut(number).1 = block;
            passages.push(number);
        }
        ends.push(passages.len());
    }
    let mut start = 0;
    let shares = ends.iter().zip(vocabulary.each_block()).enumerate().map(|(block, (end, (ids, _)))| {
        let (mut before, mut after) = (0_u32, 0_u32);
        for number in &passages[std::mem::replace(&mut start, *end)..*end] {
            let (first, last) = *table.known(*number);
            before += u32::from(first < block as u32);
            after += u32::from(last > block as u32);
        }
        let all = (ids.len() + 1).saturating_sub(PASSAGE) as f32;
        (ratio(before as f32, all), ratio(after as f32, all))
    });
    shares.collect()
}

/// The starts of the passages whose words all stand in other blocks too. Whether a word does is hard to guess: no step depends
/// on it.
fn find_passages(vocabulary: &Vocabulary, ids: &[u32], starts: &mut Vec<u32>) {
    starts.clear();
    if ids.len() < PASSAGE {
        return;
    }
    starts.resize(ids.len(), 0);
    let (mut streak, mut found) = (0, 0);
    for (at, id) in ids.iter().enumerate() {
        streak = if vocabulary.words.known(*id).blocks() > 1 { streak + 1 } else { 0 };
        starts[found] = (at + 1).wrapping_sub(PASSAGE) as u32;
        found += usize::from(streak >= PASSAGE);
    }
    starts.truncate(found);
}

/// By block, what its different long words are to the rest of the page. The body is what reads like prose in the smallest
/// container with more than half of it.
fn shared(facts: &Facts<'_>) -> Vec<Shared> {
    let vocabulary = &facts.vocabulary;
    let half = &facts.page.containers.get(facts.best.half as usize);
    let inside = half.map_or(0..0, |half| half.first_block as usize..half.end_block as usize);
    let is_body = |block: usize| facts.good[block] && inside.contains(&block);
    let mut body = vec![0_u32; vocabulary.words.len()];
    for (_, (_, long)) in vocabulary.each_block().enumerate().filter(|(block, _)| is_body(*block)) {
        long.iter().for_each(|id| body[*id as usize] += 1);
    }
    let logarithms = &*LOGARITHMS;
    let ln = |count: u32| logarithms.get(count as usize).copied().unwrap_or_else(|| (count as f32).ln_1p());
    let of_block = |(block, (_, long)): (usize, (&[u32], &[u32]))| {
        let own = u32::from(is_body(block));
        let (mut in_body, mut common, mut body_weight) = (0, 0.0_f32, 0.0_f32);
        for id in long {
            let body = body[*id as usize] - own;
            in_body += u32::from(body > 0);
            common += ln(vocabulary.words.known(*id).blocks() - 1);
            body_weight += ln(body);
        }
        let new = vocabulary.blocks[block].new as f32;
        Shared { parts: [in_body as f32, common, body_weight, new], long: long.len() as f32 }
    };
    vocabulary.each_block().enumerate().map(of_block).collect()
}

/// Logarithms of numbers of blocks, each plus one.
static LOGARITHMS: LazyLock<[f32; 256]> = LazyLock::new(|| std::array::from_fn(|count| (count as f32).ln_1p()));

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::limits::Limits;
    use crate::page::{BlockKind, Builder, Layout, samples};

    proptest! {
        #[test]
        fn known_words_are_the_same(text in samples::TEXTS) {
            let page = samples::page(&text);
            if let Some(runs) = page.blocks.first().and_then(|_| page.block_runs(0)) {
                let (mut known, mut read) = (Vec::new(), Vec::new());
                known.extend(runs.iter().map(|run| (run.hash, u32::from(run.chars))));
                each_word(page.block_text(0), |hash, length| read.push((hash, length)));
                prop_assert_eq!(known, read);
            }
        }

        #[test]
        fn passages_stand_where_they_stand(words in "([ab] ){0,40}", cut in 0_usize..40) {
            let cut = (cut * 2).min(words.len());
            let page = page_of(&[&words[..cut], &words[cut..]]);
            let texts: Vec<_> = (0..page.blocks.len() as u32).map(|block| page.block_text(block)).collect();
            let passages = |block: usize| {
                let words: Vec<_> = texts[block].split(' ').collect();
                words.windows(PASSAGE).map(<[_]>::to_vec).collect::<Vec<_>>()
            };
            let share = |own: usize, other: usize| {
                let found = passages(own).iter().filter(|passage| passages(other).contains(passage)).count();
                ratio(found as f32, passages(own).len() as f32)
            };
            let said = said(&Vocabulary::read(&page, Vec::new()));
            if texts.len() == 2 {
                prop_assert_eq!(said, vec![(0.0, share(0, 1)), (share(1, 0), 0.0)]);
            } else {
                prop_assert_eq!(said, vec![(0.0, 0.0); texts.len()]);
            }
        }
    }

    /// A page with a block for each text that has any word.
    fn page_of(texts: &[&str]) -> Page {
        let mut builder = Builder::new(0, Limits::new());
        texts.iter().for_each(|text| builder.paragraph(text, BlockKind::Paragraph, Layout::default()));
        builder.finish()
    }

    fn words(text: &str) -> usize {
        let mut count = 0;
        each_word(text, |_, _| count += 1);
        count
    }

    #[test]
    fn words_of_all_scripts() {
        assert_eq!(words("The river, 20 feet deep."), 5);
        assert_eq!(words("Über Straße"), 2);
        assert_eq!(words("河水一夜"), 3);
        assert_eq!(words("나룻배는 서쪽"), 4);
        assert_eq!(words(""), 0);
        let mut hashes = Vec::new();
        each_word("ÉTÉ été", |hash, length| hashes.push((hash, length)));
        assert_eq!(hashes[0], hashes[1]);
    }
}
