//! Each element in each view, and that all views say the same words.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::article::Article;
use crate::clean_html;

/// The whole page as main content: these tests are about writing, not about choosing.
fn article(html: &str) -> Article {
    let mut article = clean_html(html);
    for ruling in &mut article.rulings {
        ruling.main = true;
    }
    article
}

fn parser(markdown: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH
        | Options::ENABLE_DEFINITION_LIST;
    Parser::new_ext(markdown, options)
}

/// Words: runs of letters, digits and marks.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    parts.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The text of a Markdown document as a parser sees it.
fn markdown_text(markdown: &str) -> String {
    let mut out = String::new();
    for event in parser(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => out.extend([" ", &*text, " "]),
            Event::FootnoteReference(label) => out.extend(["[", &*label, "]"]),
            Event::InlineHtml(tag) if &*tag == "<br>" => out.push('\n'),
            Event::SoftBreak | Event::HardBreak => out.push('\n'),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::CodeBlock
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            )
            | Event::Start(Tag::List(_) | Tag::CodeBlock(_) | Tag::Paragraph | Tag::Table(_)) => out.push('\n'),
            _ => {}
        }
    }
    out
}

/// The text of our HTML.
fn html_text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((text, tail)) = rest.split_once('<') {
        out.push_str(text);
        let (tag, after) = tail.split_once('>').expect("a tag ends");
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        let inline = ["a", "strong", "em", "sup", "sub", "del", "q", "code"].contains(&name);
        out.push_str(if inline { "" } else { "\n" });
        rest = after;
    }
    out.push_str(rest);
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&")
}

/// All views have the same words, and ammonia finds nothing to clean.
fn agree(article: &Article, what: &str) {
    let (text, markdown, html) = (article.text(), article.markdown(), article.html());
    let expected = words(&text);
    assert_same(&words(&markdown_text(&markdown)), &expected, what, "Markdown");
    assert_same(&words(&html_text(&html)), &expected, what, "HTML");
    let plain = html;
    let cleaned = ammonia::clean(&plain);
    if cleaned != plain {
        let at = cleaned.bytes().zip(plain.bytes()).take_while(|(a, b)| a == b).count();
        let around = |text: &str| {
            String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(60)..(at + 60).min(text.len())]).into_owned()
        };
        panic!("{what}: ammonia changes\n{}\ninto\n{}", around(&plain), around(&cleaned));
    }
}

fn assert_same(found: &[String], expected: &[String], what: &str, view: &str) {
    if found != expected {
        let at = found.iter().zip(expected).take_while(|(a, b)| a == b).count();
        let around =
            |words: &[String]| words[at.saturating_sub(5).min(words.len())..(at + 6).min(words.len())].to_vec();
        panic!("{what}: {view} says {:?} where the text says {:?}", around(found), around(expected));
    }
}

/// Text, Markdown and HTML of a page.
fn check(html: &str, text: &str, markdown: &str, expected_html: &str) {
    let article = article(html);
    assert_eq!(article.text(), text, "text of {html}");
    assert_eq!(article.markdown(), markdown, "Markdown of {html}");
    assert_eq!(article.html(), expected_html, "HTML of {html}");
    agree(&article, html);
}

#[test]
fn headings_and_paragraphs() {
    check(
        "<h1>One</h1><p>Two<br>three</p><h3>Four #</h3>",
        "One\n\nTwo\nthree\n\nFour #",
        "# One\n\nTwo\\\nthree\n\n### Four \\#\n",
        "<h1>One</h1>\n<p>Two<br>three</p>\n<h3>Four #</h3>\n",
    );
}

#[test]
fn nested_lists_with_numbers() {
    check(
        "<p>x</p><ol start=3><li>a<ul><li>b</li><li>c<p>d</p></li></ul></li><li>e</li></ol>",
        "x\n\na\nb\nc\n\nd\ne",
        "x\n\n3. a\n   - b\n   - c\n\n     d\n4. e\n",
        "<p>x</p>\n\n<ol start=\"3\">\n<li>a\n<ul>\n<li>b</li>\n<li>c<p>d</p>\n</li>\n</ul>\n</li>\n<li>e</li>\n</ol>\n",
    );
}

#[test]
fn neighbouring_lists_stay_apart() {
    let article = article("<ul><li>a</ul><ul><li>b</ul><ol><li>c</ol><ol><li>d</ol>");
    assert_eq!(article.markdown(), "- a\n\n* b\n\n1. c\n\n2) d\n".replace("2)", "1)"));
    agree(&article, "lists");
}

#[test]
fn quotes() {
    check(
        "<blockquote><p>a</p><p>b</p><ul><li>c</ul></blockquote><p>d",
        "a\n\nb\n\nc\n\nd",
        "> a\n>\n> b\n>\n> - c\n\nd\n",
        "<blockquote>\n<p>a</p>\n<p>b</p>\n\n<ul>\n<li>c</li>\n</ul>\n</blockquote>\n<p>d</p>\n",
    );
}

#[test]
fn code_with_its_language() {
    check(
        "<pre><code class='language-rust hljs'>fn a() {\n\n    b\n}</code></pre><p>Use <code>a|`b`</code>",
        "fn a() {\n\n    b\n}\n\nUse a|`b`",
        "```rust\nfn a() {\n\n    b\n}\n```\n\nUse `` a|`b` ``\n",
        "<pre title=\"rust\"><code>fn a() {\n\n    b\n}</code></pre>\n<p>Use <code>a|`b`</code></p>\n",
    );
    assert!(article("<div class=highlight-source-js><pre>a</pre></div>").markdown().starts_with("```js\n"));
    assert!(article("<pre>```\nx</pre>").markdown().starts_with("````\n```\n"));
}

#[test]
fn tables() {
    check(
        "<table><caption>Cap</caption><tr><th>A<th>B<tr><td>1|2<td>x<br>y<tr><td colspan=2>z</table>",
        "Cap\n\nA\tB\n1|2\tx y\nz",
        "Cap\n\n| A | B |\n| --- | --- |\n| 1\\|2 | x<br>y |\n| z |  |\n",
        "<p>Cap</p>\n<table>\n<thead>\n<tr><th>A</th><th>B</th></tr>\n</thead>\n<tbody>\n<tr><td>1|2</td><td>x<br>y</td></tr>\n\
         <tr><td colspan=\"2\">z</td></tr>\n</tbody>\n</table>\n",
    );
    let headless = article("<table><tr><td>a<td>b<tr><td>c<td></table>");
    assert_eq!(headless.markdown(), "|   |   |\n| --- | --- |\n| a | b |\n| c |  |\n");
    agree(&headless, "table without header");
}

#[test]
fn layout_tables_are_no_tables() {
    let article = article("<table><tr><td><h2>a</h2><td>b<tr><td>c<td><p>d<p>e</table>");
    assert_eq!(article.markdown(), "## a\n\nb\n\nc\n\nd\n\ne\n");
    agree(&article, "layout");
}

#[test]
fn inline_marks() {
    check(
        "<p>a <b>b</b> <i> c</i>, x<sup>2</sup> H<sub>2</sub>O <del>d</del> <q>e</q>",
        "a b c, x2 H2O d e",
        "a **b** *c*, x<sup>2</sup> H<sub>2</sub>O ~~d~~ \u{201c}e\u{201d}\n",
        "<p>a <strong>b</strong> <em>c</em>, x<sup>2</sup> H<sub>2</sub>O <del>d</del> <q>e</q></p>\n",
    );
    for (html, markdown) in [
        ("<p>wo<b>rd</b>s", "wo**rd**s\n"),
        ("<p><b>Note:</b>text", "<strong>Note:</strong>text\n"),
        ("<p><b><i>x</i></b>", "<strong>*x*</strong>\n"),
        ("<p><b>a <b>b</b></b>", "**a b**\n"),
        ("<p><b>a</b><i>b</i>", "<strong>a</strong>*b*\n"),
    ] {
        let article = article(html);
        assert_eq!(article.markdown(), markdown, "{html}");
        agree(&article, html);
    }
}

#[test]
fn links_are_absolute_and_safe() {
    check(
        "<base href='https://example.com/a/'><p><a href='b?c=1&d=2'>x</a> <a href='javascript:alert(1)'>y</a> \
         <a href='data:text/html,z'>z</a> <a href='/p_(q)'>w</a> <a href=' java\nscript:x'>v</a>",
        "x y z w v",
        "[x](https://example.com/a/b?c=1&amp;d=2) y z [w](https://example.com/p_%28q%29) v\n",
        "<p><a href=\"https://example.com/a/b?c=1&amp;d=2\" rel=\"noopener noreferrer\">x</a> y z \
         <a href=\"https://example.com/p_(q)\" rel=\"noopener noreferrer\">w</a> v</p>\n",
    );
    let relative = article("<p><a href='/a b\"<c'>x</a>");
    assert_eq!(relative.markdown(), "[x](/a%20b%22%3Cc)\n");
    agree(&relative, "relative");
}

#[test]
fn code_around_links() {
    let article = article("<p><code>a <a href='https://example.com/'>b</a> c</code>");
    assert_eq!(article.markdown(), "`a `[`b`](https://example.com/)` c`\n");
    agree(&article, "code");
}

#[test]
fn literal_signs_are_escaped() {
    for text in [
        "# no heading",
        "- no item",
        "+ no item",
        "1. no item",
        "1986) no item",
        "> no quote",
        "=== no",
        "a * b * c",
        "a_b _c_ __d__",
        "[a](b) ![c](d)",
        "&lt;b&gt; &amp;lt; &amp;copy;",
        "`code`",
        "a\\*b",
        "~~a~~ ~b~",
        "$5 and $6",
        "| a | b |",
        ": def",
        "--- | ---",
        "***",
        "[^1]: x",
        "http://example.com/a_b_",
        "a &lt; b",
        "100 % of 2^3",
        "C:\\dir\\[x]",
        "!",
    ] {
        let article = article(&format!(
            "<p>x<br>{text}</p><ul><li>{text}</ul><h2>{text}</h2><table><tr><td>{text}<td>b<tr><td>c<td>{text}</table>"
        ));
        let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let markdown = article.markdown();
        let seen = markdown_text(&markdown);
        assert_eq!(seen.matches(&plain).count(), 5, "{text} becomes\n{markdown}\nread as\n{seen}");
        let parts = parser(&markdown).filter(|event| matches!(event, Event::Start(_))).count();
        // Paragraph, list, item, heading, table, header and two rows with two cells each; the header's two are empty.
        assert_eq!(parts, 14, "{text} becomes\n{markdown}");
        agree(&article, text);
    }
}

#[test]
fn footnotes() {
    let html = "<p>Rain<sup><a href='#n1'>[1]</a></sup> and snow.<a href='#n2'>2</a></p><ol><li id=n1>One <a href='#r'>back</a>\
                <p>more</p></li><li id=n2>Two</li></ol>";
    let article = article(html);
    assert_eq!(article.markdown(), "Rain[^1] and snow.[^2]\n\n[^1]: One [back](#r)\n\n    more\n\n[^2]: Two\n");
    let notes =
        |event: &Event<'_>| matches!(event, Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)));
    assert_eq!(parser(&article.markdown()).filter(notes).count(), 4);
    agree(&article, html);
}

#[test]
fn definition_lists() {
    check(
        "<dl><dt>Rain<dd>Water<dt>Snow<dd>Ice<p>Cold</dl>",
        "Rain\nWater\n\nSnow\nIce\n\nCold",
        "Rain\n: Water\n\nSnow\n: Ice\n\n  Cold\n",
        "<dl>\n<dt>Rain</dt>\n<dd>Water</dd>\n<dt>Snow</dt>\n<dd>Ice<p>Cold</p>\n</dd>\n</dl>\n",
    );
}

#[test]
fn formulas() {
    check(
        "<p>So <math><semantics><mrow><mi>x</mi><mo>=</mo><mn>2</mn></mrow><annotation encoding='application/x-tex'>x = 2\
         </annotation></semantics></math> and \\(y_1 * 2\\).<p>\\[z\\]",
        "So $x = 2$ and $y_1 * 2$.\n\n$$z$$",
        "So $x = 2$ and $y_1 * 2$.\n\n$$z$$\n",
        "<p>So $x = 2$ and $y_1 * 2$.</p>\n<p>$$z$$</p>\n",
    );
}

#[test]
fn markup_never_gets_through() {
    let html = "<p>&lt;script&gt;alert(1)&lt;/script&gt; <b onclick=x style=y>b</b><script>z</script><style>q</style>\
                <p><a href='https://example.com/\"onclick=\"x'>&quot;</a>";
    let article = article(html);
    assert!(!article.html().contains("<script") && !article.html().contains(" onclick="), "{}", article.html());
    agree(&article, html);
}

#[test]
fn deep_nesting_is_bounded() {
    for unit in ["<ul><li>", "<blockquote>", "<ol><li><blockquote>", "<table><tr><td>a<td>", "<b><i>", "<dl><dd>"] {
        let article = article(&(unit.repeat(3000) + "<p>end"));
        assert!(article.markdown().contains("end"));
        agree(&article, unit);
    }
}

#[test]
fn reader_page_is_complete() {
    let page = article(
        "<html lang=en><title>A &lt;b&gt;</title><meta name=author content='Ann Lee'><meta name=keywords content='rain & snow'>\
         <meta property=article:published_time content=2024-05-03T10:00:00Z><meta name=dc.rights content='javascript:alert(1)'>\
         <meta property=article:modified_time content=2024-05-04><link rel=canonical href='https://example.com/a?b=\"c'>\
         <h1>A &lt;b&gt;</h1><p>x",
    )
    .reader_page();
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\" dir=\"auto\">"));
    assert_eq!(page.matches("<h1>").count(), 1);
    assert!(page.contains("<title>A &lt;b&gt;</title>") && page.contains("<p>x</p>"));
    let facts = "<bdi>Ann Lee</bdi> \u{b7} <bdi>2024-05-03</bdi> \u{b7} <bdi>updated 2024-05-04</bdi></p>";
    assert!(page.contains(facts), "{page}");
    assert!(page.contains("rain &amp; snow</p>") && page.contains("href=\"https://example.com/a?b=%22c\""), "{page}");
    // Nothing is loaded or run.
    for bad in ["<script", "<link", "<img", "src=", "url(", "@import", "href=\"javascript", "onload"] {
        assert!(!page.contains(bad), "{bad}: {page}");
    }
}

#[cfg(feature = "serde")]
#[test]
fn json_has_everything() {
    let article = article("<title>T</title><h1>T</h1><p>x");
    let value = serde_json::to_value(&article).expect("an article is data");
    assert_eq!(value["metadata"]["title"]["value"], "T");
    assert_eq!(value["blocks"].as_array().map(Vec::len), Some(2));
    assert_eq!(value["text"], "T\n\nx");
    assert!(value["blocks"][0]["reasons"].is_array() && value["markdown"].is_string());
}

/// Real pages, where they are: every 40th of those beside the repository; `BODYTEXT_ALL_PAGES=1` takes all.
#[test]
fn real_pages_agree() {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let step = if std::env::var_os("BODYTEXT_ALL_PAGES").is_some() { 1 } else { 40 };
    let mut files: Vec<_> = ["wcxb/dev/html", "trafilatura/html"]
        .iter()
        .filter_map(|dir| std::fs::read_dir(data.join(dir)).ok())
        .flat_map(|dir| dir.filter_map(|entry| Some(entry.ok()?.path())))
        .collect();
    let folders = std::fs::read_dir(data.join("readability")).into_iter().flatten();
    let sources = folders.filter_map(|entry| Some(entry.ok()?.path().join("source.html.gz")));
    files.extend(sources.filter(|file| file.exists()));
    files.sort();
    if files.is_empty() {
        println!("no pages at {}: skipped", data.display());
    }
    let mut failures = Vec::new();
    for file in files.iter().step_by(step) {
        let mut bytes = Vec::new();
        let opened = std::fs::File::open(file).expect("a listed file opens");
        std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(opened), &mut bytes).expect("a gzip file");
        let mut article = crate::clean_bytes(&bytes, None).expect("a page below the limit");
        article.rulings.iter_mut().for_each(|ruling| ruling.main = true);
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Err(error) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| agree(&article, &name))) {
            failures.push(error.downcast_ref::<String>().cloned().unwrap_or_default());
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), files.len() / step, failures.join("\n"));
}
