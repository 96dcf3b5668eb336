//! The example `report`: whatever a page holds, its report is one small file in which the page's text is text.
//!
//! How it looks and behaves in a browser is tested by `tests/report/run`.

#![allow(clippy::unwrap_used)]

#[path = "../examples/clean/about.rs"]
mod about;
#[path = "../examples/report/facts.rs"]
mod facts;
#[path = "../examples/report/frame.rs"]
mod frame;
#[path = "../examples/report/index.rs"]
mod index;
#[allow(dead_code, reason = "only names are made of inputs here")]
#[path = "../examples/clean/input.rs"]
mod input;
#[path = "../examples/report/map.rs"]
mod map;
#[path = "../examples/report/markup.rs"]
mod markup;
#[path = "../examples/report/names.rs"]
mod names;
#[path = "../examples/report/page.rs"]
mod page;
#[path = "support/program.rs"]
mod program;
#[path = "../examples/report/rows.rs"]
mod rows;

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::process::Output;

use bodytext::{Article, Evidence, clean_html, clean_text};
use proptest::prelude::*;
use scraper::{Html, Selector};

use index::Entry;
use program::{Folder, program};

const STYLE: &str = include_str!("../examples/report/report.css");
const SCRIPTS: [&str; 3] = [
    include_str!("../examples/report/theme.js"),
    include_str!("../examples/report/report.js"),
    include_str!("../examples/report/index.js"),
];

/// Bytes that the report of any page stays below.
const LARGEST: usize = 8 << 20;

/// The elements and attributes of our templates.
const ELEMENTS: &str = "html head meta title style body script header main aside section footer div span p a b i small svg rect path g \
    h1 h2 dl dt dd ol ul li details summary table thead tbody tr th td form fieldset legend label input button output kbd \
    figure text";
const ATTRIBUTES: &str = "lang charset http-equiv content name class id href type title value checked placeholder role for \
    aria-label aria-pressed aria-live aria-describedby aria-hidden aria-sort autocomplete spellcheck hidden tabindex scope dir viewbox viewBox \
    preserveaspectratio preserveAspectRatio x y dy d width height transform data-l data-p data-k data-d data-e data-c data-i data-o data-v data-b data-rule \
    data-links data-tags data-path data-short data-threshold";

fn select<'d>(document: &'d Html, selector: &str) -> Vec<scraper::ElementRef<'d>> {
    document.select(&Selector::parse(selector).unwrap()).collect()
}

/// Fails unless every element, attribute, link, style and script of a report is ours.
#[track_caller]
fn is_ours(report: &str) -> Html {
    let document = Html::parse_document(report);
    let (elements, attributes): (HashSet<&str>, HashSet<&str>) =
        (ELEMENTS.split_whitespace().collect(), ATTRIBUTES.split_whitespace().collect());
    for element in select(&document, "*") {
        let name = element.value().name();
        assert!(elements.contains(name), "<{name}>");
        for (attribute, value) in element.value().attrs() {
            assert!(attributes.contains(attribute), "<{name} {attribute}={value:?}>");
            if attribute == "href" {
                let is_file = value.ends_with(".html") && !value.contains([':', '/', '\\', '?', '%']);
                assert!(is_file || value.starts_with('#'), "href={value:?}");
            }
        }
    }
    let inner =
        |selector: &str| select(&document, selector).iter().map(|it| it.text().collect::<String>()).collect::<Vec<_>>();
    assert_eq!(inner("style"), [STYLE]);
    let script = inner("script");
    let known = [1, 2].map(|second| [SCRIPTS[0], SCRIPTS[second]].concat());
    assert!(script.len() == 1 && known.contains(&script[0]));
    document
}

/// What a browser would obey, in text or as a way out of where text stands.
const HOSTILE: [&str; 24] = [
    "</script><script>alert(1)</script>",
    "<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\"><img src=//evil.example/x onerror=alert(1)>",
    "&quot; onfocus=alert(1) x=&quot;",
    "' onmouseover='alert(1)",
    "</title></style></textarea></li></ol>",
    "&lt;/style&gt;&lt;/title&gt;&lt;/div&gt;",
    "<!-- ",
    " -->",
    "&lt;!-- --&gt; ]]&gt;",
    "<![CDATA[ x ]]>",
    "javascript:alert(1)",
    "{{constructor}} ${x} `",
    "\u{202e}desrever\u{202c}",
    "\u{2066}isolated",
    "\u{0}\u{1b}[31m\u{7f}\u{85}",
    "&#0;&#x202e;&#60;b&#62;",
    "<svg onload=alert(1)><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<base href=//evil.example><meta http-equiv=refresh content=0>",
    "The river rose by more than a metre in a single night, and the lower town was cut off.",
    "<p class='share \"><b>'>",
    "</p><div id='x\"><script>alert(2)</script>' class=\"&lt;i&gt;\">",
    "\u{feff}\u{2028}\u{2029}\u{fffe}",
];

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => prop::sample::select(&HOSTILE[..]).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.join(" "))
}

/// Unseen signs as the report writes them.
fn shown(text: &str) -> String {
    let mut html = markup::Html::new();
    html.push(markup::Text(text));
    Html::parse_fragment(&html.into_string()).root_element().text().collect()
}

#[track_caller]
fn check(article: &Article, name: &str) {
    let report = page::of(article, name, true);
    let document = is_ours(&report);
    let rows = select(&document, "#blocks > li.b");
    assert_eq!(rows.len(), article.blocks().len());
    let text = Selector::parse(".t").unwrap();
    for (block, row) in article.blocks().zip(rows) {
        let own: String = row.select(&text).next().unwrap().text().collect();
        // The parser drops a line feed at the start of an element's text, and the report shows 6,000 characters.
        if block.text().len() < 6000 {
            assert_eq!(own.trim_matches('\n'), shown(block.text()).trim_matches('\n'));
        }
        assert_eq!(row.value().attr("data-l"), Some(block.label().name()));
        assert_eq!(row.value().classes().any(|class| class == "kept"), block.is_main());
    }
    is_ours(&index::of(vec![Entry::new(article, name, "page.html")], 0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_never_becomes_markup(parts in prop::collection::vec(hostile(), 8), name in hostile()) {
        let [a, b, c, d, e, f, g, h] = &parts[..] else { unreachable!() };
        let page = format!(
            "<html lang=\"{g}\"><title>{a}</title><meta property=og:title content=\"{b}\"><meta name=author content='{c}'>
            <script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":{headline}}}</script>
            <article class=\"{d}\"><h1 id='{e}'>{f}</h1><p>{g}<p>{h}<pre>{a}</pre><figure><img src=\"{b}\" alt=\"{c}\">
            <figcaption>{d} PHOTO: {e}</figcaption></figure><ul><li>{f}<li><a href=\"{g}\">{h}</a></ul></article><p>{a}",
            headline = serde_json::to_string(h).unwrap(),
        );
        check(&clean_html(&page), &name);
        check(&clean_text(&parts.join("\n\n")), &name);
    }
}

#[test]
fn a_report_loads_and_sends_nothing() {
    let report = page::of(&clean_html(include_str!("../corpus/readme--flood/page.html")), "page.html", false);
    let document = is_ours(&report);
    let policy = select(&document, "meta[http-equiv]")[0].value().attr("content").unwrap();
    assert!(policy.starts_with("default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"));
    assert!(!policy.contains("unsafe") && !policy.contains("data:"));
    for ours in SCRIPTS {
        let words = [
            "http",
            "fetch",
            "XMLHttpRequest",
            "import",
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "eval(",
            "document.write",
        ];
        for word in words {
            assert!(!ours.contains(word), "{word}");
        }
    }
    for word in ["@import", "url(", "http"] {
        assert!(!STYLE.contains(word), "{word}");
    }
}

#[test]
fn everything_is_there() {
    let article = clean_html(include_str!("../corpus/readme--flood/page.html"));
    let document = is_ours(&page::of(&article, "page.html", false));
    let ids: Vec<&str> = select(&document, "[id]").iter().filter_map(|it| it.value().id()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
    let text = |selector: &str| select(&document, selector).iter().flat_map(|it| it.text()).collect::<String>();
    // Totals, metadata with sources, media, a count for every label.
    assert!(text(".tiles").contains(&format!("of {}", article.blocks().len())));
    assert!(text("#metadata").contains("Lower town cut off by flood") && text("#metadata").contains("Ida Marlow"));
    assert!(text("#media").contains("Per Lindqvist") && text("#media").contains("01:12"));
    let counts = text("#labels");
    assert!(counts.contains("carousel") && counts.contains("−3"));
    // Every row has its reasons, and every reason a meaning.
    let causes = select(&document, "#causes dt").len();
    assert_eq!(causes, Evidence::ALL.len() + 2);
    assert!(!text("#causes").contains("newer version"));
    for row in select(&document, "#blocks > .b") {
        let reasons = row.value().attr("data-e").unwrap();
        for pair in reasons.split_whitespace() {
            let (cause, effect) = pair.split_once(':').unwrap();
            assert!(cause.parse::<usize>().unwrap() < causes && effect.parse::<f32>().unwrap().abs() < 20.0);
        }
    }
    // The three lanes of the map, and a way from every band to a block.
    assert_eq!(select(&document, "#map path.lane").len(), 3);
    for band in select(&document, "#map a") {
        assert!(ids.contains(&&band.value().attr("href").unwrap()[1..]));
    }
}

#[test]
fn plain_text_has_a_report_too() {
    let article = clean_text(include_str!("../corpus/carousel--before-body-text/page.txt"));
    let document = is_ours(&page::of(&article, "page.txt", false));
    assert_eq!(select(&document, "#map path.lane").len(), 2);
    assert_eq!(select(&document, "#blocks > .b").len(), article.blocks().len());
    assert!(select(&document, "[data-path]").is_empty());
}

#[test]
fn no_blocks_no_rows() {
    let document = is_ours(&page::of(&clean_html(""), "", false));
    assert!(select(&document, "#blocks > li").is_empty());
    is_ours(&index::of(Vec::new(), 3));
}

#[test]
fn reports_of_huge_pages_stay_small() {
    let article = clean_html(&("<p>x <a href=/>y</a>".repeat(99_000) + "<article><p>" + HOSTILE[20] + "</article>"));
    let report = page::of(&article, "page.html", false);
    assert!(report.len() < LARGEST, "{}", report.len());
    let document = is_ours(&report);
    let gaps: usize = select(&document, ".gap")
        .iter()
        .map(|gap| gap.text().collect::<String>().split(' ').next().unwrap().replace(',', "").parse::<usize>().unwrap())
        .sum();
    assert_eq!(gaps + select(&document, "#blocks > .b").len(), article.blocks().len());
    // What was kept is shown before what was left out.
    let shown: HashSet<&str> = select(&document, "#blocks > .b").iter().filter_map(|row| row.value().id()).collect();
    if article.blocks().filter(|block| block.is_main()).count() < 5000 {
        assert!(
            article
                .blocks()
                .filter(|block| block.is_main())
                .all(|block| shown.contains(&*format!("b{}", block.index())))
        );
    }
}

#[test]
fn huge_texts_and_names_stay_small() {
    let long = "&<\u{1}".repeat(700_000);
    let page =
        format!("<title>{long}</title><meta name=author content=\"{long}\"><div class=\"{}\">", "c ".repeat(200_000));
    let article = clean_html(&(page + &format!("<p>{}", "& ".repeat(5000)).repeat(900)));
    assert!(page::of(&article, &"n".repeat(9000), false).len() < LARGEST);
    let words = "& ".repeat(3 << 20);
    assert!(page::of(&clean_text(&words), "page.txt", false).len() < LARGEST);
    let entries = (0..2500).map(|n| Entry::new(&article, &format!("{n}.html"), &format!("{n}.html"))).collect();
    let index = index::of(entries, 0);
    assert!(index.len() < LARGEST, "{}", index.len());
    assert!(index.contains("500 others have reports beside this file"));
}

impl Folder {
    fn run(&self, arguments: &[&str]) -> Output {
        program("report").args(arguments).current_dir(&self.0).output().unwrap()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }
}

const PAGE: &str = include_str!("../corpus/readme--flood/page.html");

#[test]
fn one_page_is_one_file() {
    let folder = Folder::new("one").with("page.html", PAGE);
    let output = folder.run(&["page.html", "-o", "report.html"]);
    assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty());
    assert_eq!(folder.read("report.html"), page::of(&clean_html(PAGE), "page.html", false));
    // The focus and the other options are those of `clean`.
    assert!(folder.run(&["--focus", "recall", "page.html", "-o", "recall.html"]).status.success());
    assert_ne!(folder.read("recall.html"), folder.read("report.html"));
}

#[test]
fn a_folder_is_an_index_with_the_worst_first() {
    let folder = Folder::new("folder")
        .with("pages/good.html", PAGE)
        .with("pages/good.txt", include_str!("../corpus/carousel--before-body-text/page.txt"))
        .with("pages/empty <b>.html", "");
    let output = folder.run(&["pages", "-o", "out"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let document = is_ours(&folder.read("out/index.html"));
    let confidences: Vec<f64> = select(&document, "#pages tbody tr td.bar:nth-of-type(2)")
        .iter()
        .map(|cell| cell.value().attr("data-v").unwrap().parse().unwrap())
        .collect();
    assert_eq!(confidences.len(), 3);
    assert!(confidences.is_sorted() && confidences[0] == 0.0 && confidences[2] > 0.5);
    let links: Vec<&str> =
        select(&document, "#pages a").iter().map(|link| link.value().attr("href").unwrap()).collect();
    assert_eq!(links[0], "empty--b-.html");
    for link in &links {
        assert!(is_ours(&folder.read(&format!("out/{link}"))).select(&Selector::parse("a.back").unwrap()).count() == 1);
    }
    let points: BTreeSet<&str> =
        select(&document, "#scatter a").iter().map(|it| it.value().attr("href").unwrap()).collect();
    assert_eq!(points, links.into_iter().collect());
}

#[test]
fn what_fails_is_named_and_the_rest_is_shown() {
    let folder = Folder::new("fails").with("page.html", PAGE).with("pages/.hidden", "");
    let output = folder.run(&["page.html", "none.html", "-o", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("report: none.html: "));
    assert!(folder.read("out/index.html").contains("1 more could not be read"));
    for (arguments, status) in [
        (&["none.html", "-o", "x.html"][..], 1),
        (&["pages", "-o", "x"], 1),
        (&["page.html"], 2),
        (&["-o", "x.html"], 2),
        (&["--focus", "sharp", "page.html", "-o", "x.html"], 2),
    ] {
        assert_eq!(folder.run(arguments).status.code(), Some(status), "{arguments:?}");
    }
    assert_eq!(folder.run(&["page.html", "-o", "page.html"]).status.code(), Some(1));
    assert_eq!(folder.read("page.html"), PAGE);
}

#[test]
fn no_page_is_overwritten() {
    let folder = Folder::new("spares").with("pages/a.html", PAGE).with("pages/index.html", PAGE);
    // The index itself would be, so the folder is refused.
    assert_eq!(folder.run(&["pages", "-o", "pages"]).status.code(), Some(1));
    assert_eq!((folder.read("pages/a.html"), folder.read("pages/index.html")), (PAGE.to_owned(), PAGE.to_owned()));
}
