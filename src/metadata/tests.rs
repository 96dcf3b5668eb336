//! Metadata of small pages, through the public face.

use super::{Metadata, Source};
use crate::{Cleaner, Options};

fn metadata(html: &str) -> Metadata {
    crate::clean_html(html).metadata().clone()
}

fn json_ld(script: &str) -> Metadata {
    metadata(&format!("<script type=\"application/ld+json\">{script}</script><p>x"))
}

#[test]
fn title_without_the_site() {
    for html in [
        "<title>The river rose | The Example</title><meta property=og:site_name content='The Example'>",
        "<title>The Example: The river rose</title><meta property=og:site_name content='Example'>",
        "<title>The river rose - News - example.com</title><h1>The river rose</h1>",
        "<title>Example</title><h1>The river rose</h1><meta property=og:title content='The river rose'>",
        "<title>The river rose \u{ab} Example</title><link rel=canonical href='https://www.example.com/a'>",
        "<meta property=og:title content='The river rose – The Example'><h1>The river rose</h1>",
    ] {
        assert_eq!(metadata(html).title(), Some("The river rose"), "{html}");
    }
    assert_eq!(metadata("<p>x").title(), None);
}

#[test]
fn a_kicker_in_the_heading_is_no_title() {
    let html =
        "<meta property=og:title content='The river rose again'><h1><span>Weather</span> The river rose again</h1>";
    assert_eq!(metadata(html).title(), Some("The river rose again"));
}

#[test]
fn disagreement_stays_visible() {
    let found = metadata("<meta property=og:title content='Rain'><meta name=twitter:title content='Snow'>");
    let title = found.title_sourced().expect("a title");
    assert_eq!((title.value().as_str(), title.source()), ("Rain", Source::OpenGraph));
    assert_eq!(title.others(), [("Snow".to_owned(), Source::Twitter)]);
}

#[test]
fn json_ld_is_a_graph() {
    let found = json_ld(
        r##"{"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"},
        {"@type": ["NewsArticle"], "headline": "Rain &amp; snow", "author": [{"@id": "#ann"}, {"@type": "Person", "name": "Bo Berg"}],
         "datePublished": "2024-05-03T10:30:00+02:00", "dateModified": "2024-05-04", "publisher": {"name": "The Example"},
         "image": ["https://example.com/a.jpg"], "keywords": "rain, snow", "articleSection": ["Weather"],
         "isAccessibleForFree": false, "commentCount": "12", "inLanguage": "en-gb", "license": "https://example.com/l"},
        {"@type": "Person", "@id": "#ann", "name": "Ann Lee", "url": "https://example.com/ann"}]}"##,
    );
    assert_eq!(found.title(), Some("Rain & snow"));
    assert_eq!(found.authors(), ["Ann Lee", "Bo Berg"]);
    assert_eq!(found.published(), Some("2024-05-03T10:30:00+02:00"));
    assert_eq!(found.modified(), Some("2024-05-04"));
    assert_eq!(found.site_name(), Some("The Example"));
    assert_eq!(found.image(), Some("https://example.com/a.jpg"));
    assert_eq!(found.tags(), ["rain", "snow"]);
    assert_eq!(found.section(), Some("Weather"));
    assert_eq!(found.paywalled(), Some(true));
    assert_eq!(found.comments(), Some(12));
    assert_eq!(found.language(), Some("en-GB"));
    assert_eq!(found.licence(), Some("https://example.com/l"));
    assert_eq!(found.authors_sourced().map(|authors| authors.source()), Some(Source::JsonLd));
}

#[test]
fn json_ld_in_odd_shapes() {
    assert_eq!(json_ld(r#"[{"@type":"Article","author":"Ann Lee"}]"#).authors(), ["Ann Lee"]);
    assert_eq!(json_ld(r#"{"@type":"Article","author":{"name":["Ann Lee"]},}"#).authors(), ["Ann Lee"]);
    assert_eq!(
        json_ld(r#"{"@type":"WebPage","mainEntity":{"@type":"Article","author":"Ann Lee"}}"#).authors(),
        ["Ann Lee"]
    );
    for count in ["14", r#""14""#] {
        assert_eq!(json_ld(&format!(r#"{{"@type":"Article","commentCount":{count}}}"#)).comments(), Some(14));
    }
    let review = r#"{"@type":"Product","name":"Kettle","review":{"@type":"Review","author":{"name":"Ann Lee"}}}"#;
    assert!(json_ld(review).authors().is_empty());
    let teasers = r#"[{"@type":"BlogPosting","author":"A Aa"},{"@type":"BlogPosting","author":"B Bb"},{"@type":"BlogPosting","author":"C Cc"}]"#;
    assert!(json_ld(teasers).authors().is_empty());
}

#[test]
fn authors_of_many_kinds() {
    for html in [
        "<meta name=author content='By Ann Lee'>",
        "<meta property=article:author content='https://example.com/ann'><meta name=byl content='By Ann Lee'>",
        "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ann Lee'>",
        "<meta name=citation_author content='Lee, Ann'>",
        "<h1>Rain</h1><span itemprop=author itemscope><span itemprop=name>Ann Lee</span></span>",
        "<h1>Rain</h1><span itemprop=author itemscope><meta itemprop=name content='Ann Lee'></span>",
        "<h1>Rain</h1><p>By <a rel=author href=/a>Ann Lee</a>",
        "<h1>Rain</h1><div class=post-byline>Ann Lee, Staff Writer</div>",
        "<h1>Rain</h1><p>Von Ann Lee | 3. Mai 2024<p>Es regnete.",
        "<h1>Rain</h1><p>May 3, 2024 by Ann Lee",
        "<h1>Rain</h1><h4>Author</h4><p>Ann Lee",
        "<h1>Rain</h1><p>by: Ann Lee, Dec 17, 2025",
        "<h1>Rain</h1><p>It rained.<p>Snow fell.<p>Text: Ann Lee",
    ] {
        assert_eq!(metadata(html).authors(), ["Ann Lee"], "{html}");
    }
}

#[test]
fn what_is_no_author() {
    for html in [
        "<meta name=author content=admin>",
        "<meta name=author content='Example GmbH'>",
        "<h1>Rain</h1><div class=comments><span class=author>Ann Lee</span></div>",
        "<h1>Rain</h1><p>Photo by Ann Lee",
        "<h1>Rain</h1><p>By the river, the town was cut off.",
        "<h1>Rain</h1><div class=related-posts><a href=/author/ann>Ann Lee</a></div>",
    ] {
        assert!(metadata(html).authors().is_empty(), "{html}: {:?}", metadata(html).authors());
    }
}

#[test]
fn people_before_accounts_and_sites() {
    let html = "<meta property=og:site_name content='The Example'><meta name=author content='The Example'>\
                <meta name=byl content=annlee99><h1>Rain</h1><p class=byline>By Ann Lee";
    assert_eq!(metadata(html).authors(), ["Ann Lee"]);
    let own = "<meta property=og:site_name content='Ann Lee'><meta name=author content='Ann Lee'>";
    assert_eq!(metadata(own).authors(), ["Ann Lee"]);
}

#[test]
fn dates_of_many_kinds() {
    for html in [
        "<meta property=article:published_time content='2024-05-03'>",
        "<meta itemprop=datePublished content='2024-05-03'>",
        "<h1>Rain</h1><time datetime='2024-05-03'>yesterday</time>",
        "<h1>Rain</h1><p class=date>May 3, 2024",
        "<html lang=de><h1>Regen</h1><p>Stand: 03.05.2024",
        "<h1>Rain</h1><p>Published</p><p>3 May 2024",
        "<h1>雨</h1><p>2024年5月3日",
        "<link rel=canonical href='https://example.com/2024/05/03/rain'>",
        "<h1>Rain</h1><p>It rained.<footer>Published on May 3, 2024</footer>",
    ] {
        assert_eq!(metadata(html).published(), Some("2024-05-03"), "{html}");
    }
}

#[test]
fn published_and_modified_agree() {
    let html = "<h1>Rain</h1><p>May 3, 2024. Updated: May 5, 2024";
    let found = metadata(html);
    assert_eq!((found.published(), found.modified()), (Some("2024-05-03"), Some("2024-05-05")));
    let found = metadata(
        "<meta property=article:published_time content='2024-05-03'><meta property=article:modified_time content='2024-05-01'>",
    );
    assert_eq!((found.published(), found.modified()), (Some("2024-05-03"), None));
    let event = "<meta property=article:modified_time content='2024-05-03'><h1>Fair</h1><p class=date>June 9, 2024";
    assert_eq!(metadata(event).published(), Some("2024-05-03"));
}

#[test]
fn plain_text_has_a_byline_and_a_date() {
    let article =
        crate::clean_text("The river rose\n\nBy Ann Lee\n\nMay 3, 2024\n\nThe river rose by a metre in one night.");
    assert_eq!(article.metadata().authors(), ["Ann Lee"]);
    assert_eq!(article.metadata().published(), Some("2024-05-03"));
}

#[test]
fn addresses_are_absolute() {
    let options = Options::new().with_url("https://example.com/a/b").expect("an address");
    let html = "<link rel=canonical href=/c><meta property=og:image content='i.jpg'>";
    let article = Cleaner::new(options).clean_html(html);
    assert_eq!(article.metadata().url(), Some("https://example.com/c"));
    assert_eq!(article.metadata().image(), Some("https://example.com/a/i.jpg"));
}

#[test]
fn hostile_values_do_no_harm() {
    let long = "a|".repeat(200_000);
    for html in [
        format!("<title>{long}</title><meta property=og:title content='{long}'><meta name=author content='{long}'>"),
        format!("<h1>{long}</h1><p class=byline>By {long}<p class=date>{}", "1.".repeat(100_000)),
        format!("<script type=application/ld+json>{}</script>", "{\"@graph\":[".repeat(50_000)),
        format!("<script type=application/ld+json>[{}]</script>", "{\"@type\":\"Article\"},".repeat(50_000)),
        "<span class=author>".repeat(20_000),
        "<p class=author>By Ann Lee <time>May 3, 2024</time>".repeat(5_000),
    ] {
        metadata(&html);
    }
}

#[test]
fn dates_of_something_else_are_none() {
    for line in [
        "Deadline: 3 May 2024",
        "Member since 3 May 2024",
        "3 May 2024 - 5 June 2024",
        "3 May 2024, 10:30 \u{2013} 12:00",
        "Anmeldeschluss: 03.05.2024",
    ] {
        assert_eq!(metadata(&format!("<h1>Rain</h1><p>{line}</p><p>x")).published(), None, "{line}");
    }
    assert_eq!(metadata("<h1>Rain</h1><pre>2024-05-03 rain 12 mm</pre><p>x").published(), None);
    for line in ["3 May 2024 - 5 comments", "By Ann Lee \u{22c5} founder and editor of it all \u{22c5} 3 May 2024"] {
        let found = metadata(&format!("<h1>Rain</h1><p>{line}</p><p>x"));
        assert_eq!(found.published(), Some("2024-05-03"), "{line}");
    }
}

#[test]
fn a_page_that_stands_for_good_has_no_date() {
    let page = |body: &str, more: &str| {
        let script =
            r#"<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2019-03-02"}</script>"#;
        metadata(&format!("<body class='{body}'><h1>Rain</h1>{script}{more}<p>x")).published().map(str::to_owned)
    };
    assert_eq!(page("page-template-default page", ""), None);
    // A post, a page that somebody signed, and one that shows the day.
    for (body, more) in [
        ("single single-post", ""),
        ("page", "<meta name=author content='Ann Lee'>"),
        ("page", "<p>2 March 2019</p>"),
        ("page", "<div itemscope itemtype='https://schema.org/Article'>y</div>"),
    ] {
        assert_eq!(page(body, more).as_deref(), Some("2019-03-02"), "{body} {more}");
    }
}

#[test]
fn the_day_that_readers_are_shown() {
    let published = |html: &str| metadata(html).published().map(str::to_owned);
    let moved = r#"<script type="application/ld+json">{"@type": "Article", "datePublished": "2024-05-03", "dateModified": "2024-05-03"}
        </script><h1>Rain</h1>"#;
    assert_eq!(published(&format!("{moved}<p class=date>1 June 2019</p><p>x")).as_deref(), Some("2019-06-01"));
    assert_eq!(published(&format!("{moved}<p class=date>3 May 2024</p><p>x")).as_deref(), Some("2024-05-03"));
    let universal = "<meta property=article:published_time content=2024-05-03T23:30:00Z><h1>Rain</h1>";
    let local = format!("{universal}<time datetime=2024-05-04T01:30:00+02:00>4 May</time><p>x");
    assert_eq!(published(&local).as_deref(), Some("2024-05-04T01:30:00+02:00"));
    let either = "<html lang=en><meta name=pubdate content=03/05/2024><h1>Rain</h1><p>3 May 2024</p><p>x";
    assert_eq!(published(either).as_deref(), Some("2024-05-03"));
}

#[test]
fn dates_in_the_digits_of_other_scripts() {
    let far = "<p>The river rose by a metre in one night.".repeat(40);
    for date in
        ["Published: ٣ مايو ٢٠٢٤", "Published: २०२४-०५-०३", "Published: ২০২৪-০৫-০৩", "Published: ２０２４-０５-０３"]
    {
        let page = format!("<h1>The river rose</h1>{far}<p>{date}");
        assert_eq!(metadata(&page).published(), Some("2024-05-03"), "{date}");
    }
}

#[test]
fn the_first_of_two_days_is_no_date_of_publication() {
    let page = |rest: &str| format!("<h1>The river rose</h1><p><time>3 May 2024</time>{rest}<p>It rose by a metre.");
    assert_eq!(metadata(&page(" in the town")).published(), Some("2024-05-03"));
    for rest in [" – 5 June 2024", " – 5 JUNE 2024", " – ٥ يونيو ٢٠٢٤"] {
        assert_eq!(metadata(&page(rest)).published(), None, "{rest}");
    }
}
