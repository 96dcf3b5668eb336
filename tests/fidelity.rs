//! One page with everything that a rendering can lose, in all three views.
//!
//! Its parts are the things that other extractors are known to drop, flatten, double or break.

#![allow(clippy::unwrap_used)]

use bodytext::{Article, Cleaner, Options, Show};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Parser, Tag};

/// Each part with what must stand in the Markdown, in the HTML and in the text.
struct Part {
    what: &'static str,
    page: &'static str,
    markdown: &'static str,
    html: &'static str,
    text: &'static str,
}

const PARTS: [Part; 17] = [
    Part {
        what: "headings keep their level",
        page: "<h2>What the keeper writes down</h2><h3>Every morning</h3>",
        markdown: "## What the keeper writes down\n\n### Every morning\n",
        html: "<h2>What the keeper writes down</h2>\n<h3>Every morning</h3>\n",
        text: "What the keeper writes down\n\nEvery morning\n",
    },
    Part {
        what: "nested lists, start numbers",
        page: "<p>The keeper works through a list that hangs behind the door.</p><ol start=4><li>Light the lamp:<ul><li>trim \
            the wick</li><li>wipe the glass<ol start=2><li>outside</li><li>inside</li></ol></li></ul></li><li>Wind the clock\
            </li></ol>",
        markdown: "4. Light the lamp:\n   - trim the wick\n   - wipe the glass\n\n     2. outside\n     3. inside\n5. Wind the clock\n",
        html: "<ol start=\"4\">\n<li>Light the lamp:\n<ul>\n<li>trim the wick</li>\n<li>wipe the glass\n<ol start=\"2\">\n\
            <li>outside</li>\n<li>inside</li>\n</ol>",
        text: "Light the lamp:\ntrim the wick\nwipe the glass\noutside\ninside\nWind the clock\n",
    },
    Part {
        what: "quotes",
        page: "<p>Her father had said it every winter:</p><blockquote><p>A lamp that smokes is a lamp that lies.</p><p>Nobody \
            sees it before morning.</p></blockquote>",
        markdown: "> A lamp that smokes is a lamp that lies.\n>\n> Nobody sees it before morning.\n",
        html: "<blockquote>\n<p>A lamp that smokes is a lamp that lies.</p>\n<p>Nobody sees it before morning.</p>\n</blockquote>",
        text: "A lamp that smokes is a lamp that lies.\n\nNobody sees it before morning.\n",
    },
    Part {
        what: "tables: pipes, line breaks, cells over two columns, inline marks",
        page: "<p>The log of the first week of the year is kept in a table:</p><table><caption>Log of the first week</caption><thead><tr><th>Night</th><th>Wind | sea</th><th>Oil</th></tr></thead>\
            <tbody><tr><td>1</td><td>north<br>rough</td><td><b>2</b> l</td></tr><tr><td>2</td><td colspan=2>lamp | out</td></tr>\
            </tbody></table>",
        markdown: "Log of the first week\n\n| Night | Wind \\| sea | Oil |\n| --- | --- | --- |\n| 1 | north<br>rough | **2** l |\n\
            | 2 | lamp \\| out |  |\n",
        html: "<thead>\n<tr><th>Night</th><th>Wind | sea</th><th>Oil</th></tr>\n</thead>\n<tbody>\n<tr><td>1</td>\
            <td>north<br>rough</td><td><strong>2</strong> l</td></tr>\n<tr><td>2</td><td colspan=\"2\">lamp | out</td></tr>",
        text: "Night\tWind | sea\tOil\n1\tnorth rough\t2 l\n2\tlamp | out",
    },
    Part {
        what: "code: language and white space",
        page: "<p>Since last year a small program adds the hours up for her:</p><pre><code class=\"language-python\">def hours(log):\n\
            \x20   total = 0\n\n    for a, b in log:\n        total += b - a  # &lt;24 &amp; &gt;0\n    return total\n</code></pre>",
        markdown: "```python\ndef hours(log):\n    total = 0\n\n    for a, b in log:\n        total += b - a  # <24 & >0\n    return total\n```\n",
        html: "<code>def hours(log):\n    total = 0\n\n    for a, b in log:\n        total += b - a  # &lt;24 &amp; &gt;0\n    return total",
        text: "def hours(log):\n    total = 0\n\n    for a, b in log:\n        total += b - a  # <24 & >0\n    return total\n",
    },
    Part {
        what: "code with a word for every colour and numbered lines",
        page: "<p>It is called from the shell, once in the morning:</p><div class=\"highlight-source-sh\"><pre><span class=k>cd</span> \
            /log <span class=o>&amp;&amp;</span> <span class=nb>sum</span>\n<span class=c># done</span></pre></div>",
        markdown: "```sh\ncd /log && sum\n# done\n```\n",
        html: "cd /log &amp;&amp; sum\n# done</code></pre>",
        text: "cd /log && sum\n# done\n",
    },
    Part {
        what: "code in a line",
        page: "<p>The flag <code>--from=a|b</code> takes the nights, and <code>`date`</code> is the default.</p>",
        markdown: "The flag `--from=a|b` takes the nights, and `` `date` `` is the default.\n",
        html: "<code>--from=a|b</code> takes the nights, and <code>`date`</code> is",
        text: "The flag --from=a|b takes the nights, and `date` is the default.\n",
    },
    Part {
        what: "links made absolute, unsafe ones dropped",
        page: "<p>She learned it from <a href=\"../tower/keepers?a=1&amp;b=2#old\">the old keepers</a>, from \
            <a href=\"javascript:alert(1)\">the clock</a> and from <a href=\"//sea.example/x_(y)\">the sea</a>.</p>",
        markdown: "[the old keepers](https://isle.example/tower/keepers?a=1&amp;b=2#old), from the clock and from \
            [the sea](https://sea.example/x_%28y%29).\n",
        html: "<a href=\"https://isle.example/tower/keepers?a=1&amp;b=2#old\" rel=\"noopener noreferrer\">the old keepers</a>, \
            from the clock and from <a href=\"https://sea.example/x_(y)\"",
        text: "She learned it from the old keepers, from the clock and from the sea.\n",
    },
    Part {
        what: "emphasis inside words and next to signs, line breaks, sub and sup",
        page: "<p>She was <em>never</em> <strong>un<em>kind</em></strong>, only <b>short:</b>\"No.\"<br>The oil is C<sub>12</sub>H<sub>26</sub>, \
            the light of <del>300</del> 10<sup>4</sup> candles.</p>",
        markdown: "10<sup>4</sup> candles.\n",
        html: "<em>never</em> <strong>un<em>kind</em></strong>, only <strong>short:</strong>\"No.\"<br>The oil is C<sub>12</sub>H<sub>26</sub>, \
            the light of <del>300</del> 10<sup>4</sup>",
        text: "She was never unkind, only short:\"No.\"\nThe oil is C12H26, the light of 300 104 candles.\n",
    },
    Part {
        what: "MathML with its TeX, and TeX in the text",
        page: "<p>The reach over the sea is <math><semantics><mrow><mi>d</mi><mo>=</mo><msqrt><mn>2</mn><mi>r</mi><mi>h</mi></msqrt></mrow>\
            <annotation encoding=\"application/x-tex\">d = \\sqrt{2rh}</annotation></semantics></math>, so for our tower it comes \
            to \\(d_1 * 2\\) miles.</p>",
        markdown: "The reach over the sea is $d = \\sqrt{2rh}$, so for our tower it comes to $d_1 * 2$ miles.\n",
        html: "The reach over the sea is $d = \\sqrt{2rh}$, so for our tower",
        text: "The reach over the sea is $d = \\sqrt{2rh}$, so for our tower it comes to $d_1 * 2$ miles.\n",
    },
    Part {
        what: "MathML without TeX is not lost",
        page: "<p>Her own rule is simpler and good enough, <math><mi>d</mi><mo>=</mo><mn>3</mn><mi>h</mi></math>, she says.</p>",
        markdown: "good enough, d=3h, she says.",
        html: "good enough, d=3h, she says.",
        text: "good enough, d=3h, she says.",
    },
    Part {
        what: "definition lists",
        page: "<p>Two words in the log need telling:</p><dl><dt>Dog watch</dt><dd>The two short watches of the evening.</dd>\
            <dt>Loom</dt><dd>The glow of a light below the horizon.</dd></dl>",
        markdown: "Dog watch\n: The two short watches of the evening.\n\nLoom\n: The glow of a light below the horizon.\n",
        html: "<dl>\n<dt>Dog watch</dt>\n<dd>The two short watches of the evening.</dd>\n<dt>Loom</dt>\n<dd>The glow",
        text: "Dog watch\nThe two short watches of the evening.\n\nLoom\nThe glow of a light below the horizon.\n",
    },
    Part {
        what: "signs that Markdown would read",
        page: "<p>Some nights the log has only signs: * * *, _ _ _, a [box](empty), 1 &lt; 2 &amp;amp; #7.</p><p># is how she marks fog.</p>\
            <p>1968. That is the year the clock stopped.</p><p>- Nothing - is what she calls a good night.</p>\
            <p>It took $5 and then $6 to mend, ~~or so~~ she *said*.</p>",
        markdown: "\\# is how she marks fog.\n\n1968\\. That is the year",
        html: "* * *, _ _ _, a [box](empty), 1 &lt; 2 &amp;amp; #7.</p>\n<p># is how she marks fog.</p>\n<p>1968. That",
        text: "Some nights the log has only signs: * * *, _ _ _, a [box](empty), 1 < 2 &amp; #7.\n\n# is how she marks fog.\n\n\
            1968. That is the year the clock stopped.\n\n- Nothing - is what she calls a good night.\n\n\
            It took $5 and then $6 to mend, ~~or so~~ she *said*.\n",
    },
    Part {
        what: "text that looks like markup",
        page: "<p>The program once printed &lt;script&gt;alert(1)&lt;/script&gt; and &lt;b&gt;fog&lt;/b&gt; into the log.</p>",
        markdown: "printed \\<script>alert(1)\\</script> and",
        html: "printed &lt;script&gt;alert(1)&lt;/script&gt; and &lt;b&gt;fog&lt;/b&gt; into",
        text: "printed <script>alert(1)</script> and <b>fog</b> into the log.\n",
    },
    Part {
        what: "words do not grow together where elements meet",
        page: "<p>The tower has three rooms<span>: </span><span>the oil store,</span> <span>the watch room</span><br><span>and the \
            lantern.</span></p><div>Each has a door.</div><div>None has a lock.</div>",
        markdown: "three rooms: the oil store, the watch room\\\nand the lantern.\n\nEach has a door.\n\nNone has a lock.\n",
        html: "<p>The tower has three rooms: the oil store, the watch room<br>and the lantern.</p>\n<p>Each has a door.</p>",
        text: "The tower has three rooms: the oil store, the watch room\nand the lantern.\n\nEach has a door.\n\nNone has a lock.\n",
    },
    Part {
        what: "footnote references",
        page: "<p>The lamp was electrified last of all on this coast,<sup><a href=\"#fn1\">1</a></sup> and the keeper stayed.\
            <sup><a href=\"#fn2\">2</a></sup></p>",
        markdown: "last of all on this coast,[^1] and the keeper stayed.[^2]\n",
        html: "on this coast,<sup>[1]</sup> and the keeper stayed.<sup>[2]</sup>",
        text: "The lamp was electrified last of all on this coast,[1] and the keeper stayed.[2]\n",
    },
    Part {
        what: "footnotes",
        page: "<ol><li id=fn1>According to the log, in the winter of the great frost.</li><li id=fn2>She had nowhere else to go, she \
            says.</li></ol>",
        markdown: "[^1]: According to the log, in the winter of the great frost.\n\n[^2]: She had nowhere else to go, she says.\n",
        html: "According to the log, in the winter of the great frost.</li>\n",
        text: "According to the log, in the winter of the great frost.\n",
    },
];

const OPENING: &str = "<h1>The last keeper of Ossel light</h1><p>On the rock of Ossel a woman of seventy lights a lamp that nobody needs any \
    more, winds a clock that nobody reads, and writes both down.</p><p>Ships find their way by other means, and the harbour \
    office would have closed the tower years ago if it had known that it was still open.</p>";

fn article() -> Article {
    let parts: String = PARTS.iter().map(|part| part.page).collect();
    let page = format!(
        "<!doctype html><html lang=en><title>The last keeper of Ossel light</title><body><main><article>{OPENING}{parts}</article></main>"
    );
    let options = Options::new().with_url("https://isle.example/news/light").unwrap();
    Cleaner::new(options).clean_html(&page)
}

fn parser(markdown: &str) -> Parser<'_> {
    use pulldown_cmark::Options;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH
        | Options::ENABLE_DEFINITION_LIST;
    Parser::new_ext(markdown, options)
}

#[test]
fn nothing_is_lost_in_any_view() {
    let article = article();
    let (markdown, html, text) = (article.markdown(), article.html(), article.text() + "\n");
    let mut wrong = String::new();
    for part in &PARTS {
        for (view, whole, wanted) in
            [("Markdown", &markdown, part.markdown), ("HTML", &html, part.html), ("text", &text, part.text)]
        {
            if !whole.contains(wanted) {
                wrong += &format!("{}: the {view} has not\n{wanted}\n\n", part.what);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}Markdown:\n{markdown}\nHTML:\n{html}\ntext:\n{text}");
}

#[test]
fn a_parser_reads_the_same_structure_back() {
    let markdown = article().markdown();
    let events: Vec<Event<'_>> = parser(&markdown).collect();
    let count = |wanted: &dyn Fn(&Event<'_>) -> bool| events.iter().filter(|event| wanted(event)).count();
    let starts = |wanted: &dyn Fn(&Tag<'_>) -> bool| count(&|event| matches!(event, Event::Start(tag) if wanted(tag)));
    let heading = |wanted| starts(&|tag| matches!(tag, Tag::Heading { level, .. } if *level == wanted));
    let list = |wanted| starts(&|tag| matches!(tag, Tag::List(start) if *start == wanted));
    let code =
        |wanted: &str| starts(&|tag| matches!(tag, Tag::CodeBlock(CodeBlockKind::Fenced(info)) if &**info == wanted));
    assert_eq!((heading(HeadingLevel::H2), heading(HeadingLevel::H3)), (1, 1), "{markdown}");
    assert_eq!((list(Some(4)), list(Some(2)), list(None)), (1, 1, 1), "{markdown}");
    assert_eq!(starts(&|tag| matches!(tag, Tag::Item)), 6);
    assert_eq!(starts(&|tag| matches!(tag, Tag::BlockQuote(_))), 1);
    assert_eq!((starts(&|tag| matches!(tag, Tag::Table(_))), starts(&|tag| matches!(tag, Tag::TableRow))), (1, 2));
    assert_eq!(starts(&|tag| matches!(tag, Tag::TableCell)), 9);
    assert_eq!((code("python"), code("sh")), (1, 1));
    assert_eq!(starts(&|tag| matches!(tag, Tag::Link { link_type: LinkType::Inline, .. })), 2);
    assert_eq!(starts(&|tag| matches!(tag, Tag::DefinitionListTitle)), 2);
    assert_eq!(starts(&|tag| matches!(tag, Tag::FootnoteDefinition(_))), 2);
    assert_eq!(count(&|event| matches!(event, Event::FootnoteReference(_))), 2);
    assert!(count(&|event| matches!(event, Event::InlineMath(_))) >= 2);
    assert_eq!(starts(&|tag| matches!(tag, Tag::Strikethrough)), 1);
    // Nothing of the text became markup.
    assert_eq!(count(&|event| matches!(event, Event::Html(_) | Event::Rule)), 0);
}

#[test]
fn nothing_is_said_twice() {
    let article = article();
    for (view, whole) in [("Markdown", article.markdown()), ("HTML", article.html()), ("text", article.text())] {
        for once in
            ["Wind the clock", "A lamp that smokes", "def hours", "Dog watch", "great frost", "Log of the first"]
        {
            assert_eq!(whole.matches(once).count(), 1, "{once:?} in the {view}:\n{whole}");
        }
    }
}

#[test]
fn the_html_is_safe_as_it_is() {
    for show in [Show::new(), Show::new().with_images(true), Show::new().with_links(false)] {
        let html = article().html_with(show);
        assert_eq!(ammonia::clean(&html), html);
    }
}

#[test]
fn pictures_are_shown_on_request() {
    let page = format!(
        "<article>{OPENING}<p><img src=/tower.jpg alt='The tower'></p><figure><img data-src='lamp.jpg' src='data:image/gif;base64,R0' alt='The lamp'>\
        <figcaption>The lamp in its lantern.</figcaption></figure><p>The lamp burns until eight in the morning, and later when there is fog.</p></article>"
    );
    let options = Options::new().with_url("https://isle.example/news/light").unwrap();
    let article = Cleaner::new(options).clean_html(&page);
    assert!(!article.markdown().contains("!["));
    let shown = article.markdown_with(Show::new().with_images(true));
    assert!(shown.contains("![The tower](https://isle.example/tower.jpg)"), "{shown}");
    assert!(shown.contains("![The lamp](https://isle.example/news/lamp.jpg)"), "{shown}");
    assert!(!shown.contains("data:"));
}
