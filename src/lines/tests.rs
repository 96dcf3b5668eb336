//! Layouts of plain text.

use super::segment;
use crate::limits::Limits;
use crate::page::BlockKind;

fn blocks(text: &str) -> Vec<(BlockKind, String)> {
    let page = segment(text, Limits::new());
    (0..page.blocks.len() as u32).map(|id| (page.blocks[id as usize].kind, page.block_text(id).to_owned())).collect()
}

fn texts(text: &str) -> Vec<String> {
    blocks(text).into_iter().map(|(_, text)| text).collect()
}

const WRAPPED: &str = "The ferry that links the two banks of the river stopped running on\n\
    Monday after its cable snapped in high water, and the harbour master\n\
    said that it would take at least a fortnight until a new one could be\n\
    laid across the bed of the stream.\n\
    \n\
    Until then, pupils from the eastern villages ride a bus for an hour,\n\
    twice a day.\n";

#[test]
fn hard_wrapped_lines_are_joined() {
    let texts = texts(WRAPPED);
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts[0].contains("running on Monday after"));
    assert!(texts[1].ends_with("for an hour, twice a day."));
}

#[test]
fn one_paragraph_a_line_stays_apart() {
    let text =
        "Now playing\n02:53\nThe mill that outlived its river\nNow playing\n01:10\nA walk across the weir at night\n";
    assert_eq!(texts(text).len(), 6);
    let headlines = "Council votes for the bridge after ten years of talks\nFerry cable snaps in the highest water since May\n\
        Pupils from eastern villages ride the bus for an hour\nHarbour master expects repairs to take a fortnight\n";
    assert_eq!(texts(headlines).len(), 4);
}

#[test]
fn layouts_give_the_same_blocks() {
    let line = "First paragraph, as long as any.\nSecond paragraph.\nThird\n";
    let expected = texts(line);
    assert_eq!(expected.len(), 3);
    for other in
        [line.replace('\n', "\r\n"), line.replace('\n', "  \t\n"), line.replace('\n', "\n\n"), line.replace('\n', "\r")]
    {
        assert_eq!(texts(&other), expected);
    }
}

#[test]
fn marks_make_kinds() {
    let text = "Title\n=====\n\n# Part\n\n- one\n* two\n1. three\n\nRest - of it\n";
    let kinds: Vec<BlockKind> = blocks(text).into_iter().map(|(kind, _)| kind).collect();
    use BlockKind::*;
    assert_eq!(kinds, [Heading(1), Heading(1), ListItem, ListItem, ListItem, Paragraph]);
    assert_eq!(texts(text), ["Title", "Part", "one", "two", "1. three", "Rest - of it"]);
}

#[test]
fn code_keeps_its_lines() {
    let text = "Write this:\n\n    let x = 1;\n    call(x);\n\nThen go on.\n";
    assert_eq!(blocks(text)[1], (BlockKind::Preformatted, "    let x = 1;\n    call(x);".to_owned()));
    assert_eq!(blocks("```\na = 1\n\nb\n```\n")[0].0, BlockKind::Preformatted);
}

#[test]
fn a_fence_has_nothing_but_a_language_behind_it() {
    let text = "```rust\nlet x = 1;\n```c is text inside\n```python\n```\n\n```echo``` prints.\n\nNo code here.\n";
    assert_eq!(
        blocks(text),
        [
            (BlockKind::Preformatted, "let x = 1;\n```c is text inside\n```python".to_owned()),
            (BlockKind::Paragraph, "```echo``` prints.".to_owned()),
            (BlockKind::Paragraph, "No code here.".to_owned()),
        ]
    );
}

#[test]
fn unspaced_scripts_join_without_space() {
    let row = "川の水位が上がったため渡し船は月曜日から運休していると港の責任者が述べた。";
    let text = format!("{row}\n{row}\n{row}\n{row}\nまもなく再開\n");
    let texts = texts(&text);
    assert_eq!(texts.len(), 5, "lines that end sentences are no wrapped text: {texts:?}");
    let row = "川の水位が上がったため渡し船は月曜日から運休していると港の責任者が述べたので";
    let joined = self::texts(&format!("{row}\n{row}\n{row}\n{row}\n再開する。\n"));
    assert_eq!(joined.len(), 1, "{joined:?}");
    assert!(!joined[0].contains(' '));
}

#[test]
fn no_input_panics() {
    for text in
        ["", "\n", "=", "===", "```", "```\n", "- ", "#", "# ", "1.", "\u{2028}", "\r\r\n\u{c}", "\u{feff}a", "•\n•"]
    {
        segment(text, Limits::new());
    }
}
