//! Words that the block shares with the rest of the page: passages said before or after, and what the story is about.
//!
//! Chrome speaks of other things than the article; a quotation, a teaser and a second copy repeat what is said elsewhere.

use super::words::{ascii_run, is_unspaced};
use super::{Columns, Facts, ratio};
use crate::page::{Page, Run, roll};

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
const WORD_BYTES: usize = 16;
/// Numbers of blocks whose logarithm is kept.
const LOGARITHMS: usize = 64;
/// The columns about long words in a block that has none.
const NONE: f32 = -1.0;

/// The page's words as numbers, in order.
struct Vocabulary {
    ids: Vec<u32>,
    /// The first word of each block in `ids`, and the end.
    starts: Vec<u32>,
    /// Whether a word is long, by number.
    long: Vec<bool>,
}

/// What is known of a word, by number.
#[derive(Clone, Copy)]
struct Use {
    /// Blocks with it, and those of the body.
    blocks: u32,
    body: u32,
    first: u32,
    /// The block that was counted last.
    counted: u32,
}

/// What a block shares.
#[derive(Clone, Copy, Default)]
struct Shared {
    long: f32,
    in_body: f32,
    common: f32,
    body: f32,
    new: f32,
}

pub(super) fn fill(facts: &Facts<'_>, out: &mut Columns<'_>) {
    let words = Vocabulary::read(facts.page);
    let said = said(&words);
    let shared = shared(facts, &words);
    let mut sums = Vec::with_capacity(shared.len() + 1);
    let (mut body, mut long) = (0.0_f32, 0.0_f32);
    sums.push((body, long));
    for block in &shared {
        (body, long) = (body + block.body, long + block.long);
        sums.push((body, long));
    }
    let mean = |block: &Shared| ratio(block.body, block.long);
    let page = ratio(shared.iter().map(mean).sum(), shared.len() as f32);
    let window = |block: usize, reach: usize| {
        let (from, to) = (sums[block.saturating_sub(reach)], sums[(block + reach + 1).min(shared.len())]);
        ratio(to.0 - from.0, to.1 - from.1)
    };
    for (block, (shared, (before, after))) in shared.iter().zip(said).enumerate() {
        let of_long = |part: f32| if shared.long > 0.0 { part / shared.long } else { NONE };
        out.put(
            block,
            [
                before,
                after,
                of_long(shared.in_body),
                of_long(shared.common),
                of_long(shared.body),
                of_long(shared.new),
                window(block, 3),
                window(block, 10),
                page,
            ],
        );
    }
}

impl Vocabulary {
    fn read(page: &Page) -> Self {
        let mut table = Numbers::new(page.text.len() / WORD_BYTES);
        let mut words = Vocabulary {
            ids: Vec::with_capacity(page.text.len() / 6),
            starts: Vec::with_capacity(page.blocks.len() + 1),
            long: Vec::new(),
        };
        words.starts.push(0);
        for block in 0..page.blocks.len() as u32 {
            if words.ids.len() < MAX_WORDS {
                let add = |hash, length| {
                    let (id, is_new) = table.number(hash);
                    if is_new {
                        words.long.push(length >= LONG);
                    }
                    words.ids.push(id);
                };
                let text = page.block_text(block);
                match page.block_runs(block) {
                    Some(runs) => each_run(text, runs, add),
                    None => each_word(text, add),
                }
            }
            words.starts.push(words.ids.len() as u32);
        }
        words
    }

    fn block(&self, block: usize) -> &[u32] {
        &self.ids[self.starts[block] as usize..self.starts[block + 1] as usize]
    }
}

/// What [`each_word`] does, where the words are known already.
fn each_run(text: &str, runs: &[Run], mut call: impl FnMut(u64, u32)) {
    for run in runs {
        if run.is_ascii {
            call(run.hash, u32::from(run.len));
        } else {
            each_word(run.of(text), &mut call);
        }
    }
}

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
        let is_word = !c.is_ascii() && c.is_alphanumeric();
        if is_word && !is_unspaced(c) && !HANGUL.contains(&c) {
            let letters = if c < ABJADS { 1 } else { 2 };
            (hash, length) = (step(hash, c.to_lowercase().next().unwrap_or(c)), length + letters);
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

/// Numbers for hashes, in order of their first sight: open addressing, at most half full.
struct Numbers {
    /// The upper half of each hash, and its number.
    slots: Vec<(u32, u32)>,
    /// By number.
    hashes: Vec<u64>,
}

/// A slot without a number.
const FREE: u32 = u32::MAX;

impl Numbers {
    fn new(expected: usize) -> Self {
        let slots = (expected.min(MAX_WORDS) * 2).next_power_of_two().max(64);
        Numbers { slots: vec![(0, FREE); slots], hashes: Vec::with_capacity(slots / 2 + 1) }
    }

    fn slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (hash ^ hash >> 29) as usize & mask;
        loop {
            let (upper, id) = self.slots[at];
            if id == FREE || upper == (hash >> 32) as u32 && self.hashes[id as usize] == hash {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of a hash, and whether it is new.
    fn number(&mut self, hash: u64) -> (u32, bool) {
        let at = self.slot(hash);
        if self.slots[at].1 != FREE {
            return (self.slots[at].1, false);
        }
        let id = self.hashes.len() as u32;
        self.slots[at] = ((hash >> 32) as u32, id);
        self.hashes.push(hash);
        if self.hashes.len() * 2 > self.slots.len() {
            self.slots = vec![(0, FREE); self.slots.len() * 2];
            for (id, hash) in self.hashes.iter().enumerate() {
                let at = self.slot(*hash);
                self.slots[at] = ((hash >> 32) as u32, id as u32);
            }
        }
        (id, true)
    }
}

/// By block, the shares of its passages that stand in earlier and in later blocks too.
fn said(words: &Vocabulary) -> Vec<(f32, f32)> {
    let blocks = words.starts.len() - 1;
    let mut table = Numbers::new(words.ids.len());
    let mut passages: Vec<u32> = Vec::with_capacity(words.ids.len());
    // The first and the last block of each passage.
    let mut seen: Vec<(u32, u32)> = Vec::new();
    for block in 0..blocks {
        let (ids, mut hash) = (words.block(block), 0_u64);
        for (at, id) in ids.iter().enumerate() {
            // Numbers from 1 on: a passage of the first word is not the same as an empty one.
            hash = roll(hash, u64::from(*id) + 1);
            if let Some(gone) = at.checked_sub(PASSAGE) {
                hash = hash.wrapping_sub((u64::from(ids[gone]) + 1).wrapping_mul(GONE));
            }
            if at + 1 < PASSAGE {
                continue;
            }
            let (id, is_new) = table.number(hash);
            if is_new {
                seen.push((block as u32, block as u32));
            }
            seen[id as usize].1 = block as u32;
            passages.push(id);
        }
    }
    let mut rest = &passages[..];
    let shares = (0..blocks).map(|block| {
        let (own, after) = rest.split_at((words.block(block).len() + 1).saturating_sub(PASSAGE));
        rest = after;
        let (mut before, mut after) = (0_u32, 0_u32);
        for (first, last) in own.iter().map(|id| seen[*id as usize]) {
            before += u32::from(first < block as u32);
            after += u32::from(last > block as u32);
        }
        (ratio(before as f32, own.len() as f32), ratio(after as f32, own.len() as f32))
    });
    shares.collect()
}

/// What a word counts in the hash of a passage when it has just left it.
const GONE: u64 = {
    let (mut power, mut at) = (1, 0);
    while at < PASSAGE {
        power = roll(power, 0);
        at += 1;
    }
    power
};

/// By block, what its different long words are to the rest of the page. The body is what reads like prose in the smallest
/// container with more than half of it.
fn shared(facts: &Facts<'_>, words: &Vocabulary) -> Vec<Shared> {
    let half = &facts.page.containers.get(facts.best.half as usize);
    let inside = half.map_or(0..0, |half| half.first_block as usize..half.end_block as usize);
    let is_body = |block: usize| facts.good[block] && inside.contains(&block);
    let unused = Use { blocks: 0, body: 0, first: 0, counted: FREE };
    let mut uses = vec![unused; words.long.len()];
    let blocks = facts.page.blocks.len();
    for block in 0..blocks {
        for id in words.block(block).iter().filter(|id| words.long[**id as usize]) {
            let of = &mut uses[*id as usize];
            if of.counted == block as u32 {
                continue;
            }
            if of.blocks == 0 {
                of.first = block as u32;
            }
            of.blocks += 1;
            of.body += u32::from(is_body(block));
            of.counted = block as u32;
        }
    }
    uses.iter_mut().for_each(|of| of.counted = FREE);
    let logarithms: [f32; LOGARITHMS] = std::array::from_fn(|count| (count as f32).ln_1p());
    let ln = |count: u32| logarithms.get(count as usize).copied().unwrap_or_else(|| (count as f32).ln_1p());
    let of_block = |block: usize| {
        let own = u32::from(is_body(block));
        let mut sum = Shared::default();
        for id in words.block(block).iter().filter(|id| words.long[**id as usize]) {
            let of = &mut uses[*id as usize];
            if of.counted == block as u32 {
                continue;
            }
            of.counted = block as u32;
            let body = of.body - own;
            sum.long += 1.0;
            sum.in_body += f32::from(u8::from(body > 0));
            sum.common += ln(of.blocks - 1);
            sum.body += ln(body);
            sum.new += f32::from(u8::from(of.first == block as u32));
        }
        sum
    };
    (0..blocks).map(of_block).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::page::samples;

    proptest! {
        #[test]
        fn known_words_are_the_same(text in samples::TEXTS) {
            let page = samples::page(&text);
            if let Some(runs) = page.blocks.first().and_then(|_| page.block_runs(0)) {
                let (mut known, mut read) = (Vec::new(), Vec::new());
                each_run(page.block_text(0), runs, |hash, length| known.push((hash, length)));
                each_word(page.block_text(0), |hash, length| read.push((hash, length)));
                prop_assert_eq!(known, read);
            }
        }

        #[test]
        fn passages_stand_where_they_stand(ids in prop::collection::vec(0_u32..3, 0..40), cut in 0_usize..40) {
            let starts = vec![0, cut.min(ids.len()) as u32, ids.len() as u32];
            let words = Vocabulary { ids, starts, long: Vec::new() };
            let passages = |block| words.block(block).windows(PASSAGE).collect::<Vec<_>>();
            let share = |own: usize, other: usize| {
                let found = passages(own).iter().filter(|passage| passages(other).contains(passage)).count();
                ratio(found as f32, passages(own).len() as f32)
            };
            prop_assert_eq!(said(&words), vec![(0.0, share(0, 1)), (share(1, 0), 0.0)]);
        }
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

    #[test]
    fn numbers_come_in_order_and_stay() {
        let mut numbers = Numbers::new(0);
        for round in 0..2 {
            for hash in 0..500_u64 {
                assert_eq!(numbers.number(roll(hash, 0)), (hash as u32, round == 0));
            }
        }
    }
}
