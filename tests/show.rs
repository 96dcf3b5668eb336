//! What is shown beside the words never changes the words, on the corpus and on real pages where they are at hand.
//!
//! `BODYTEXT_ALL_PAGES=1` takes all of them instead of a sample.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use bodytext::{Article, Cleaner, Comments, Options, Show};
use flate2::read::MultiGzDecoder;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Real pages in the sample.
const SAMPLE: usize = 120;

/// A page, and how it is called.
struct Page {
    name: String,
    bytes: Vec<u8>,
    is_html: bool,
}

fn corpus() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut pages = Vec::new();
    for case in sorted(&folder) {
        for (file, is_html) in [("page.html", true), ("page.txt", false)] {
            if let Ok(bytes) = fs::read(case.join(file)) {
                pages.push(Page { name: case.display().to_string(), bytes, is_html });
            }
        }
    }
    assert!(pages.len() > 100);
    pages
}

/// Real pages, or none with a line that says so.
fn real() -> Vec<Page> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folders = ["wcxb/dev/html", "trafilatura/html"].map(|folder| sorted(&data.join(folder)));
    let others = sorted(&data.join("readability")).into_iter().map(|folder| folder.join("source.html.gz"));
    let files: Vec<PathBuf> = folders.concat().into_iter().chain(others.filter(|file| file.exists())).collect();
    if files.is_empty() {
        println!("no pages in ../shared/data: the corpus alone is tested");
    }
    let all = std::env::var_os("BODYTEXT_ALL_PAGES").is_some();
    let step = if all { 1 } else { files.len().div_ceil(SAMPLE).max(1) };
    let read = |file: &PathBuf| {
        let mut bytes = Vec::new();
        MultiGzDecoder::new(fs::File::open(file).unwrap()).read_to_end(&mut bytes).unwrap();
        Page { name: file.display().to_string(), bytes, is_html: true }
    };
    files.iter().filter(|file| file.extension().is_some_and(|end| end == "gz")).step_by(step).map(read).collect()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

fn clean(page: &Page, comments: Comments) -> Article {
    let cleaner = Cleaner::new(Options::new().with_comments(comments));
    let article = match page.is_html {
        true => cleaner.clean_bytes(&page.bytes, None),
        false => cleaner.clean_text_bytes(&page.bytes, None),
    };
    article.unwrap()
}

/// Runs of letters and digits.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words of Markdown as a parser reads it, without those of pictures.
fn markdown_words(markdown: &str) -> Vec<String> {
    use pulldown_cmark::Options;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH
        | Options::ENABLE_DEFINITION_LIST;
    let (mut out, mut pictures) = (String::new(), 0);
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => pictures -= 1,
            _ if pictures > 0 => {}
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => out.extend([" ", &*text, " "]),
            Event::FootnoteReference(label) => out.extend(["[", &*label, "]"]),
            Event::InlineHtml(tag) if &*tag == "<br>" => out.push('\n'),
            Event::SoftBreak | Event::HardBreak => out.push('\n'),
            Event::Start(tag) if !is_inline(tag.to_end()) => out.push('\n'),
            Event::End(tag) if !is_inline(tag) => out.push('\n'),
            _ => {}
        }
    }
    words(&out)
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
}

/// The words of our HTML; pictures are elements without text.
fn html_words(html: &str) -> Vec<String> {
    let mut out = String::new();
    for part in html.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if !["a", "strong", "em", "sup", "sub", "del", "q", "code", "img"].contains(&name) {
            out.push('\n');
        }
        out.push_str(text);
    }
    words(&out.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&"))
}

#[test]
fn links_and_pictures_change_no_words() {
    let (mut links, mut pictures) = (0, 0);
    for page in corpus().into_iter().chain(real()) {
        let article = clean(&page, Comments::Judged);
        let expected = words(&article.text());
        let (plain_markdown, plain_html) = (article.markdown(), article.html());
        for show in [
            Show::new(),
            Show::new().with_links(false),
            Show::new().with_images(true),
            Show::new().with_links(false).with_images(true),
        ] {
            let (markdown, html) = (article.markdown_with(show), article.html_with(show));
            assert!(markdown_words(&markdown) == expected, "{}: {show:?} changes the Markdown's words", page.name);
            assert!(html_words(&html) == expected, "{}: {show:?} changes the HTML's words", page.name);
            links += usize::from(html.matches("<a ").count() < plain_html.matches("<a ").count());
            pictures += usize::from(markdown.len() > plain_markdown.len());
        }
    }
    // The options do something, or nothing was tested.
    assert!(links > 10 && pictures > 1, "{links} pages with links, {pictures} with pictures");
}

#[test]
fn where_comments_go_changes_nothing_else() {
    let mut moved = 0;
    for page in corpus().into_iter().chain(real()) {
        let [judged, inside, apart] = [Comments::Judged, Comments::InText, Comments::Apart].map(|to| clean(&page, to));
        let of_readers: Vec<usize> = inside.comments().map(|block| block.index()).collect();
        let others = |article: &Article| -> Vec<usize> {
            let main = article.blocks().filter(|block| block.is_main()).map(|block| block.index());
            main.filter(|block| of_readers.binary_search(block).is_err()).collect()
        };
        for other in [&judged, &apart] {
            let found: Vec<usize> = other.comments().map(|block| block.index()).collect();
            assert_eq!(found, of_readers, "{}: other comments", page.name);
            assert_eq!(others(other), others(&inside), "{}: other blocks are kept", page.name);
        }
        assert_eq!(apart.metadata(), inside.metadata(), "{}", page.name);
        moved += usize::from(inside.text() != apart.text());
    }
    assert!(moved > 0, "no page has comments");
}
