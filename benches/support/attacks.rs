//! Pages made to hurt: a short ordinary article, and an attack of any size behind it.

use bodytext::{Article, Cleaner, Judge, PageEvidence, Show};

/// The article's text.
pub const PARAGRAPHS: [&str; 4] = [
    "The river rose by more than a metre in a single night, and by the morning the lower town was cut off from the road.",
    "Firefighters carried forty people out of their houses in boats, said the mayor, who had been awake since midnight.",
    "Nobody was hurt, but the cellars of the old school, the library and the two bakeries are full of brown water.",
    "The water is expected to fall slowly from Thursday on, when the rain in the mountains will give way to frost.",
];

/// The article as a page without an end.
pub fn article() -> String {
    let paragraphs: String = PARAGRAPHS.iter().map(|text| format!("<p>{text}</p>\n")).collect();
    format!("<!doctype html><title>Flood</title><article><h1>Lower town cut off by flood</h1>\n{paragraphs}</article>")
}

/// A judge who keeps every block, so that the renderers have it all to write.
struct Everything;

impl Judge for Everything {
    fn judge(&self, page: &PageEvidence<'_>) -> Vec<f32> {
        vec![1.0; page.len()]
    }
}

/// A cleaner that keeps all it can.
pub fn keeps_everything() -> Cleaner {
    Cleaner::default().with_judge(Everything)
}

/// Asks for all that an article can say. Returns its text.
pub fn views(article: &Article) -> String {
    let show = Show::new().with_images(true);
    let lengths = [article.markdown_with(show).len(), article.html_with(show).len(), article.reader_page().len()];
    assert!(lengths.iter().all(|len| *len > 0) && article.media().len() <= article.blocks().len());
    let _ = (article.metadata(), article.dateline(), article.detected_language(), article.comments().count());
    // Reasons take longer than all else, each as long as any other.
    article.blocks().take(100).for_each(|block| drop(block.reasons()));
    article.blocks().for_each(|block| drop(block.path()));
    article.text()
}

/// How a kind of attack fills a page.
#[derive(Clone, Copy)]
enum Fill {
    /// The unit again and again between a start and an end.
    Repeat(&'static str, &'static str, &'static str),
    /// The same with `#` standing for the number of the repetition.
    Number(&'static str, &'static str, &'static str),
    /// Two units, as many of one as of the other: what stands before, between and behind them.
    Both([&'static str; 5]),
    /// Markup of about so many bytes.
    Made(fn(usize) -> String),
    /// The same before the article.
    Front(fn(usize) -> String),
    /// Bytes from a fixed sequence of dice.
    Random,
    /// Paragraphs in UTF-16, little endian, with and without a byte order mark.
    Utf16(bool),
}

/// A kind of attack.
#[derive(Clone, Copy)]
pub struct Attack {
    pub name: &'static str,
    fill: Fill,
}

impl Attack {
    /// The article and about `size` bytes of attack.
    pub fn page(&self, size: usize) -> Vec<u8> {
        let mut page = article();
        match self.fill {
            Fill::Repeat(start, unit, end) => {
                page += start;
                page += &unit.repeat(size.div_ceil(unit.len()));
                page += end;
            }
            Fill::Both([start, first, between, second, end]) => {
                let count = size.div_ceil(first.len() + second.len());
                page += &[start, &first.repeat(count), between, &second.repeat(count), end].concat();
            }
            Fill::Made(make) => page += &make(size),
            Fill::Front(make) => page.insert_str("<!doctype html>".len(), &make(size)),
            Fill::Number(start, unit, end) => {
                page += start;
                let full = page.len() + size;
                for number in 0.. {
                    page += &unit.replace('#', &number.to_string());
                    if page.len() >= full {
                        break;
                    }
                }
                page += end;
            }
            Fill::Random => {
                let mut bytes = page.into_bytes();
                let mut state = 7_u64;
                bytes.extend((0..size).map(|_| {
                    state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                    (state >> 33) as u8
                }));
                return bytes;
            }
            Fill::Utf16(marked) => {
                page += &"<p>Another line of it.\r\n".repeat(size / 46);
                let mark = if marked { Some(0xfeff) } else { None };
                return mark.into_iter().chain(page.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            }
        }
        page.into_bytes()
    }
}

const fn repeat(name: &'static str, unit: &'static str) -> Attack {
    around(name, "", unit, "")
}

const fn after(name: &'static str, start: &'static str) -> Attack {
    around(name, start, "word <p>in it</p> ", "")
}

const fn around(name: &'static str, start: &'static str, unit: &'static str, end: &'static str) -> Attack {
    Attack { name, fill: Fill::Repeat(start, unit, end) }
}

const fn number(name: &'static str, start: &'static str, unit: &'static str, end: &'static str) -> Attack {
    Attack { name, fill: Fill::Number(start, unit, end) }
}

const fn both(name: &'static str, parts: [&'static str; 5]) -> Attack {
    Attack { name, fill: Fill::Both(parts) }
}

const fn made(name: &'static str, make: fn(usize) -> String) -> Attack {
    Attack { name, fill: Fill::Made(make) }
}

const fn front(name: &'static str, make: fn(usize) -> String) -> Attack {
    Attack { name, fill: Fill::Front(make) }
}

/// As many of a unit as fit into so many bytes.
fn fill(unit: &str, size: usize) -> String {
    unit.repeat(size.div_ceil(unit.len()))
}

/// Up to `most` of an opening tag, in at most a quarter of the page, then a unit.
fn inside(tag: &str, most: usize, unit: &str, size: usize) -> String {
    tag.repeat(most.min(size / 4 / tag.len())) + &fill(unit, size - size / 4)
}

/// A tag with as many names as are read.
fn named(tag: &str) -> String {
    let names: Vec<String> =
        (0..48_u8).map(|number| format!("{}x", char::from(b'a' + number % 26)).repeat(2)).collect();
    format!("<{tag} class='{}'>", names.join(" "))
}

const JSON: &str = "<script type=application/ld+json>";

/// Every kind.
pub const ATTACKS: &[Attack] = &[
    repeat("open div", "<div>"),
    repeat("open ul and li", "<ul><li>"),
    repeat("open a", "<a href=x>"),
    repeat("open template", "<template>"),
    repeat("open svg and g", "<svg><g>"),
    repeat("open math", "<math>"),
    repeat("open math and mrow", "<math><mrow>"),
    repeat("open dl and dd", "<dl><dd>"),
    repeat("open li and dd", "<li><dd>"),
    repeat("open select and option", "<select><option>"),
    repeat("open button", "<button>"),
    repeat("open object", "<object>"),
    repeat("open blockquote with text", "<blockquote>x"),
    number("open elements of unknown names", "", "<x-#>y", ""),
    repeat("nested tables", "<table><tr><td>"),
    repeat("tables in tables", "<table><table>x"),
    repeat("text before tables", "<table>x<b>"),
    repeat("b and p", "<b><p>"),
    repeat("misnested b and i", "<b><i>x</b>y</i>"),
    repeat("misnested a and div", "<a><div>x</a>"),
    repeat("fonts", "<font color=i><p>x"),
    number("fonts, all different", "", "<font color=c#><p>x", ""),
    repeat("b, i, u in paragraphs", "<b><i><u><p>x</p>"),
    repeat("less-than signs", "<"),
    repeat("ampersands", "&"),
    repeat("end tags", "</p></div></b></table></html>"),
    after("open comment", "<!--"),
    repeat("dashes in a comment", "--!"),
    around("dashes in an open comment", "<!--", "--!", ""),
    after("open script", "<script>"),
    around("scripts in a script", "<script><!--", "<script></script>", ""),
    after("open textarea", "<textarea>"),
    after("open title", "<svg></svg><title>"),
    after("open style", "<style>"),
    after("open attribute", "<a title=\""),
    after("open CDATA", "<svg><![CDATA["),
    after("open instruction", "<?"),
    number("attributes", "<div", " a#=b", ">x</div>"),
    number("attributes of b", "<b", " a#=b", ">x</b>"),
    around("a class list", "<div class='", "name ", "'>x</div>"),
    number("classes", "", "<p class='a# b# c#'>x", ""),
    repeat("entities", "&amp;"),
    repeat("entities without an end", "&#"),
    repeat("entities with long names", "&CounterClockwiseContourIntegral;"),
    repeat("wide cells", "<table><tr><td colspan=9007199254740991 rowspan=9007199254740991>x</table>"),
    around("table rows", "<table>", "<tr><td>a<td>b", "</table>"),
    number("paragraphs", "", "<p>w#", ""),
    repeat("equal paragraphs of one word", "<p>word"),
    number("headings", "", "<h2>Heading #</h2>", ""),
    repeat("figures", "<figure><img src=x><figcaption>Caption</figcaption></figure>"),
    number("links", "", "<a href=/#>link #</a>", ""),
    repeat("list items with links", "<li><a href=/x>link</a>"),
    repeat("line breaks", "<br>"),
    repeat("pictures", "<img src=x alt=y>"),
    repeat("spans", "<span class=a>x</span>"),
    repeat("metas", "<meta property=og:title content=x>"),
    repeat("times", "<time datetime=2024-05-03>3 May 2024</time>"),
    repeat("bylines", "<div class=author>By Ann Lee</div>"),
    repeat("one line", "word "),
    repeat("one word", "x"),
    repeat("one word of accents", "é"),
    repeat(
        "one paragraph again and again",
        "<p>The same sentence about the river stands here again, and says nothing.</p>",
    ),
    repeat("NULs", "\0"),
    repeat("carriage returns", "\r"),
    repeat("bidi marks", "\u{202e}\u{2066}x\u{2069}"),
    repeat("combining marks", "a\u{301}\u{302}\u{303}"),
    around("preformatted lines", "<pre>", "line\n", "</pre>"),
    around("deep JSON-LD", JSON, "[", "</script>"),
    around("deep objects of JSON-LD", JSON, "{\"@graph\":", "</script>"),
    around(
        "wide JSON-LD",
        "<script type=application/ld+json>[0",
        ",{\"@type\":\"Person\",\"name\":\"x\"}",
        "]</script>",
    ),
    repeat("many scripts of JSON-LD", "<script type=application/ld+json>{\"@type\":\"Article\"}</script>"),
    around("open string of JSON-LD", "<script type=application/ld+json>\"", "x", ""),
    after("markup in noscript", "<noscript>"),
    repeat("many noscripts", "<noscript><p>x</noscript>"),
    repeat("objects cut off by templates", "<template><object></template><b></b>"),
    both("formatting behind markers", ["", "<template><object></template>", "<b><b><b>", "<b></b>", ""]),
    both("marks behind white space", ["<pre>x", " ", "", "<time></time>", ""]),
    both("spans behind white space", ["<pre>x<sup>y", "\n", "", "<sub> </sub>", ""]),
    both("dates at the start of a line", ["<p>", "<time>3 May 2024</time> ", "", "word ", ""]),
    both("titles at the start of a line", ["<p>", "<b class=headline></b>", "", "word ", ""]),
    made("names of open spans", |size| inside(&named("span"), 400, "<p>x", size)),
    made("open sup", |size| inside("<sup>", 500, "<p>x", size)),
    made("open sup around blanks", |size| inside("<sup>", 500, "&nbsp;", size) + "x"),
    made("dates in named elements", |size| inside(&named("div"), 400, "<p>Published 13/1/24", size)),
    made("names in named elements", |size| inside(&named("div"), 400, "<p>Written by Ann Lee", size)),
    both("a long link opened again", ["<div><a href='/", "x", "'></div>", "<div>x</div>", ""]),
    both("a long class opened again", ["<div><b class='", "x", "'></div>", "<div>x</div>", ""]),
    both("a long id opened again", ["<div><b id='", "-", "'></div>", "<div>x</div>", ""]),
    both("a long title opened again", ["<div><b class=author title='", "x", "'></div>", "<div>x</div>", ""]),
    both("long properties opened again", ["<div><b itemprop='", "x ", "'></div>", "<div>x</div>", ""]),
    both("a long base", ["<base href='http://example.com/", "x/", "'>", "<p>The <a href=a>river</a> rose</p>", ""]),
    both("pictures and a long base", ["<base href='http://example.com/", "x/", "'>", "<p>The river<img src=a>", ""]),
    both(
        "players and a long base",
        [
            "<base href='http://example.com/",
            "x/",
            "'>",
            "<figure><img src=a><figcaption>The river at night</figcaption></figure>",
            "",
        ],
    ),
    number("captions of one figure", "<figure><img src=x>", "<figcaption>The bridge, seen # times</figcaption>", ""),
    around(
        "dates that leave open which is the day",
        "",
        "<p>Published 3/5/24<br>Updated 13/1/24<br>Updated 4/6/24",
        "",
    ),
    around("dates for machines", "<article>", "<meta itemprop=datePublished content=2024-05-03>", ""),
    around("names of one meta", "<meta content='The river' name='", "excerpt ", "'>"),
    made("names of one long meta", |size| {
        format!("<meta content='{}' name='{}'>", "x".repeat(4000), fill("excerpt ", size))
    }),
    made("names of one long link", |size| {
        format!("<link href='/{}' rel='{}'>", "x".repeat(4000), fill("license ", size))
    }),
    made("lists of authors", |size| {
        let names: String = ('A'..='Z').map(|letter| format!("{letter}nn Lee{letter}, ")).collect();
        let authors: String = (0..64)
            .map(|at| format!("<meta name=author content='{}'>", names.replace("nn", &format!("nn{at}x"))))
            .collect();
        fill(&(authors + &"<meta name=description content=x>".repeat(65)), size)
    }),
    made("accounts", |size| {
        fill(&("<meta name=author content=river9>".to_owned() + &"<meta name=description content=x>".repeat(65)), size)
    }),
    made("titles and long names of the site", |size| {
        let site = format!("<meta property=og:site_name content='{}'>", fill("river ", 4000));
        site.repeat(8) + &fill("<meta property=og:title content='a - b - c - d - e - f - g - h'>", size)
    }),
    made("headings and long names of the site", |size| {
        let site = format!("<meta property=og:site_name content='{}'>", fill("river ", 4000));
        site.repeat(8) + &fill("<h1>- - - - - - - - - - - - - -</h1>", size)
    }),
    around("parts of a heading", "<h1>", "The river - ", "</h1>"),
    number("first headings", "", "<h1>The river # - a | b</h1>", ""),
    both("open formulas", ["<p>The river ", "\\(", "", "x", "$\\)"]),
    both("formulas in open formulas", ["<p>The river ", "\\[\\(x\\)", "", "x", "$\\]"]),
    both("languages of code", ["<ul><li>", "<pre>", "x", "a<code class=x></code><div></div>", ""]),
    both("code in a long class", ["<div class='", "x", "'>", "<pre>river</pre>", "</div>"]),
    both(
        "a table with a long caption",
        ["<table><caption>", "<div></div>", "</caption>", "<tr><th>The river<td>rose", "</table>"],
    ),
    made("a wide and long table", |size| {
        let row = fill("<td>x", size / 2);
        format!("<table><tr>{row}{}</table>", fill("<tr><td>x<td>y", size / 2))
    }),
    number("notes", "", "<p>river <a href=#n#>1</a><ol><li id=n#>The bridge</ol>", ""),
    repeat("links to authors", "<a rel=author href=/author/x>Ann Lee</a> "),
    repeat("elements of authors", "<div itemprop=author><b itemprop=name>Ann Lee</b></div>"),
    repeat("videos", "<p>Now playing<p>02:53<p>The river rises"),
    repeat("comments", "<div class=comment><p>The river rose, says the town.</div>"),
    repeat("terms", "<dl><dt>river<dd>water</dl>"),
    around("lines of one paragraph", "<p>", "The river rose.<br>", ""),
    repeat("short datelines", "<p>PARIS, March 3 (AFP) - The river rose, and Paris was under water. "),
    number(
        "kinds of one thing",
        "<script type=application/ld+json>[{\"@type\":[",
        "\"x#\",",
        "\"Article\"]}]</script>",
    ),
    made("kinds of the first of many things", |size| {
        let size = size.min(4 << 20) / 2 - 200;
        let (kinds, others) = (fill("\"x\",", size), fill(",{\"@type\":\"Event\"}", size));
        format!("{JSON}[{{\"@type\":[{kinds}\"Event\"]}}{others}]</script>")
    }),
    made("references to one long list", |size| {
        let size = size.min(4 << 20) / 2 - 200;
        let page = format!(",{{\"@type\":\"WebPage\",\"author\":[{}0]}}", "{\"@id\":\"a\"},".repeat(60));
        let (names, pages) = (fill("0,", size), fill(&page, size));
        format!("{JSON}[{{\"@id\":\"a\",\"x\":0,\"name\":[{names}0]}}{pages}]</script>")
    }),
    front("headlines in a long title", |size| {
        let things: String =
            (0..size / 2 / 40).map(|at| format!(",{{\"@type\":\"Article\",\"name\":\"x{at}\"}}")).collect();
        format!("{JSON}[0{things}]</script><title>{}</title>", fill("river ", size / 2))
    }),
    Attack { name: "random bytes", fill: Fill::Random },
    Attack { name: "UTF-16 with a mark", fill: Fill::Utf16(true) },
    Attack { name: "UTF-16 without a mark", fill: Fill::Utf16(false) },
];
