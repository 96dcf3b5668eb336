//! Pages made to hurt: a short ordinary article, and an attack of any size behind it.

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

/// How a kind of attack fills a page.
#[derive(Clone, Copy)]
enum Fill {
    /// The unit again and again between a start and an end.
    Repeat(&'static str, &'static str, &'static str),
    /// The same with `#` standing for the number of the repetition.
    Number(&'static str, &'static str, &'static str),
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
    Attack { name: "random bytes", fill: Fill::Random },
    Attack { name: "UTF-16 with a mark", fill: Fill::Utf16(true) },
    Attack { name: "UTF-16 without a mark", fill: Fill::Utf16(false) },
];
