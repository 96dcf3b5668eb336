//! Token for token against html5ever's tokenizer: over its test suite, over real pages, over generated input.

use std::cell::RefCell;
use std::fs;

use html5ever::interface::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, State};
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token as Theirs, TokenSink, TokenSinkResult, Tokenizer as TheirTokenizer, TokenizerOpts,
};
use proptest::prelude::*;

use super::*;
use crate::markup::real_pages;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Tag {
        name: String,
        is_end: bool,
        self_closing: bool,
        attributes: Vec<(String, String)>,
    },
    /// All characters up to the next other token.
    Text(String),
    Null,
    Comment(String),
    Doctype(Doctype),
}

/// What the tree builder would answer to a start tag.
fn content(name: &str) -> Content {
    match name {
        "title" | "textarea" => Content::Rcdata,
        "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => Content::Rawtext,
        "script" => Content::Script,
        "plaintext" => Content::Plaintext,
        _ => Content::Data,
    }
}

/// Where a tokenizer starts.
#[derive(Debug, Clone, Copy)]
struct Start<'t> {
    state: State,
    last_start: &'t str,
    foreign: bool,
}

const USUAL: Start<'_> = Start { state: State::Data, last_start: "", foreign: false };

#[derive(Default)]
struct Collected {
    tokens: Vec<Token>,
    open: Option<Token>,
    foreign: bool,
}

impl Collected {
    fn push_text(&mut self, text: &str) {
        if let Some(Token::Text(last)) = self.tokens.last_mut() {
            last.push_str(text);
        } else if !text.is_empty() {
            self.tokens.push(Token::Text(text.to_owned()));
        }
    }
}

impl<'i> Sink<'i> for Collected {
    fn open_tag(&mut self, name: Written<'i>, _: usize, is_end: bool) {
        let name = replaced(name.text()).to_ascii_lowercase();
        self.open = Some(Token::Tag { name, is_end, self_closing: false, attributes: Vec::new() });
    }

    fn attribute(&mut self, name: Written<'i>, value: Value<'i>) {
        let name = replaced(name.text()).to_ascii_lowercase();
        if let Some(Token::Tag { attributes, .. }) = &mut self.open
            && !attributes.iter().any(|(other, _)| *other == name)
        {
            attributes.push((name, value.decoded().into_owned()));
        }
    }

    fn close_tag(&mut self, closes_itself: bool) -> Content {
        let mut token = self.open.take().unwrap();
        let Token::Tag { name, self_closing, .. } = &mut token else { unreachable!() };
        *self_closing = closes_itself;
        let content = content(name);
        self.tokens.push(token);
        content
    }

    fn text(&mut self, text: &str) {
        self.push_text(text);
    }

    fn null(&mut self) {
        self.tokens.push(Token::Null);
    }

    fn comment(&mut self, text: &'i str) {
        self.tokens.push(Token::Comment(replaced(text).into_owned()));
    }

    fn doctype(&mut self, doctype: Doctype) {
        self.tokens.push(Token::Doctype(doctype));
    }

    fn in_foreign(&self) -> bool {
        self.foreign
    }
}

fn ours(html: &str, start: Start<'_>) -> Vec<Token> {
    let mut copy = String::new();
    let html = normalised(html, &mut copy);
    let mut tokenizer = Tokenizer::new(html, Collected { foreign: start.foreign, ..Collected::default() });
    tokenizer.last_start = start.last_start;
    let content = match start.state {
        State::RawData(RawKind::Rcdata) => Content::Rcdata,
        State::RawData(RawKind::Rawtext) => Content::Rawtext,
        State::RawData(_) => Content::Script,
        State::Plaintext => Content::Plaintext,
        State::CdataSection => {
            tokenizer.cdata(0);
            Content::Data
        }
        _ => Content::Data,
    };
    tokenizer.run(content);
    tokenizer.sink.tokens
}

struct TheirSink(RefCell<Collected>);

impl TokenSink for TheirSink {
    type Handle = ();

    fn process_token(&self, token: Theirs, _: u64) -> TokenSinkResult<()> {
        let mut all = self.0.borrow_mut();
        match token {
            Theirs::TagToken(tag) => {
                let attributes = tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
                let is_end = tag.kind == TagKind::EndTag;
                let (name, self_closing) = (tag.name.to_string(), tag.self_closing);
                let content = if is_end { Content::Data } else { content(&name) };
                all.tokens.push(Token::Tag { name, is_end, self_closing, attributes });
                return match content {
                    Content::Data => TokenSinkResult::Continue,
                    Content::Rcdata => TokenSinkResult::RawData(RawKind::Rcdata),
                    Content::Rawtext => TokenSinkResult::RawData(RawKind::Rawtext),
                    Content::Script => TokenSinkResult::RawData(RawKind::ScriptData),
                    Content::Plaintext => TokenSinkResult::Plaintext,
                };
            }
            Theirs::CharacterTokens(text) => all.push_text(&text),
            Theirs::NullCharacterToken => all.tokens.push(Token::Null),
            Theirs::CommentToken(text) => all.tokens.push(Token::Comment(text.to_string())),
            Theirs::DoctypeToken(doctype) => all.tokens.push(Token::Doctype(Doctype {
                name: doctype.name.map(String::from),
                public: doctype.public_id.map(String::from),
                system: doctype.system_id.map(String::from),
                force_quirks: doctype.force_quirks,
            })),
            Theirs::EOFToken | Theirs::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.borrow().foreign
    }
}

fn theirs(html: &str, start: Start<'_>) -> Vec<Token> {
    let options = TokenizerOpts {
        initial_state: Some(start.state),
        last_start_tag_name: (!start.last_start.is_empty()).then(|| start.last_start.to_owned()),
        ..TokenizerOpts::default()
    };
    let sink = TheirSink(RefCell::new(Collected { foreign: start.foreign, ..Collected::default() }));
    let tokenizer = TheirTokenizer::new(sink, options);
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.0.into_inner().tokens
}

#[track_caller]
fn compare(html: &str, start: Start<'_>) {
    let (ours, theirs) = (ours(html, start), theirs(html, start));
    if let Some(at) = (0..ours.len().max(theirs.len())).find(|&at| ours.get(at) != theirs.get(at)) {
        panic!("token {at} is {:?}, not {:?}, in {:?}", ours.get(at), theirs.get(at), &html[..html.len().min(300)]);
    }
}

/// A string of the suite that has escapes of its own, as JSON has them; `None` for a lone surrogate.
fn unescaped(text: &str) -> Option<String> {
    serde_json::from_str(&format!("\"{}\"", text.replace('"', "\\\""))).ok()
}

#[test]
fn equal_over_the_test_suite() {
    let Ok(files) = fs::read_dir(real_pages::data("html5lib-tests/tokenizer")) else {
        return println!("no html5lib-tests in ../shared/data: nothing to test");
    };
    let mut cases = 0;
    for path in files.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "test")) {
        let file: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for test in file["tests"].as_array().into_iter().flatten() {
            let input = test["input"].as_str().unwrap();
            let input = if test["doubleEscaped"] == true { unescaped(input) } else { Some(input.to_owned()) };
            let Some(input) = input else { continue };
            let last_start = test["lastStartTag"].as_str().unwrap_or("");
            let states = test["initialStates"].as_array().cloned().unwrap_or_else(|| vec!["Data state".into()]);
            for state in states {
                let state = match state.as_str().unwrap() {
                    "Data state" => State::Data,
                    "PLAINTEXT state" => State::Plaintext,
                    "RCDATA state" => State::RawData(RawKind::Rcdata),
                    "RAWTEXT state" => State::RawData(RawKind::Rawtext),
                    "Script data state" => State::RawData(RawKind::ScriptData),
                    "CDATA section state" => State::CdataSection,
                    other => panic!("{other}"),
                };
                compare(&input, Start { state, last_start, foreign: state == State::CdataSection });
                cases += 1;
            }
        }
    }
    assert!(cases > 6000, "{cases} cases");
}

#[test]
fn equal_over_real_pages() {
    real_pages::each(|_, html| compare(html, USUAL));
}

/// Pieces that mean something to a tokenizer, strung together.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<",
        ">",
        "/",
        "!",
        "?",
        "-",
        "--",
        "-->",
        "--!>",
        "<!--",
        "<!",
        "<!-",
        "</",
        "=",
        "\"",
        "'",
        "&",
        "#",
        ";",
        " ",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "\x0c",
        "\0",
        "a",
        "B",
        "script",
        "</script",
        "<script",
        "</script>",
        "<script>",
        "<style>",
        "</style>",
        "<title>",
        "</title ",
        "<textarea>",
        "</TextArea>",
        "<plaintext>",
        "<p ",
        "<br/>",
        " href=",
        " x='y' ",
        "&amp",
        "&amp;",
        "&not",
        "&notin;",
        "&notit;",
        "&#",
        "&#x",
        "&#38;",
        "&#x80;",
        "&#13;",
        "&#0",
        "&#xD800;",
        "&#99999999;",
        "&NotEqualTilde;",
        "&nbsp",
        "=x",
        "]",
        "]]",
        "]]>",
        "<![CDATA[",
        "<!doctype",
        "<!DOCTYPE html",
        " public ",
        "SYSTEM",
        "é",
        "\u{1f600}",
        "\u{fffd}",
        "<é",
        "</é",
        "class",
        "CLASS",
        "<svg>",
    ]);
    prop::collection::vec(prop_oneof![8 => pieces.prop_map(str::to_owned), 1 => ".{0,3}"], 0..24)
        .prop_map(|pieces| pieces.concat())
}

fn start() -> impl Strategy<Value = Start<'static>> {
    let state = prop::sample::select(vec![
        (State::Data, ""),
        (State::Data, ""),
        (State::RawData(RawKind::Rcdata), "title"),
        (State::RawData(RawKind::Rawtext), "style"),
        (State::RawData(RawKind::ScriptData), "script"),
        (State::Plaintext, ""),
        (State::CdataSection, ""),
    ]);
    (state, any::<bool>()).prop_map(|((state, last_start), foreign)| Start { state, last_start, foreign })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("BODYTEXT_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(4000),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn equal_over_generated_input(html in soup(), start in start()) {
        compare(&html, start);
    }
}
