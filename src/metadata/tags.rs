//! `<meta>` and `<link>` elements.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::found::{Field, Found};
use super::{Source, names};
use crate::page::{Head, MAX_NAMES, Page};

use Field::{Authors, Comments, Description, Free, Image, Language, Licence, Modified, Published, Section, SiteName};
use Field::{Subtitle, Tags, Title, Url};
use Source::{Citation, DublinCore, OpenGraph, Twitter};

/// What names mean: field, source, rank, names.
#[rustfmt::skip]
const MEANINGS: &[(Field, Source, u8, &str)] = &[
    (Title, OpenGraph, 20, "og:title"),
    (Title, Twitter, 30, "twitter:title twitter:text:title"),
    (Title, Citation, 15, "citation_title"),
    (Title, DublinCore, 40, "dc.title dcterms.title dc:title dcterm:title"),
    (Title, Source::Meta, 35, "parsely-title sailthru.title cxenseparse:title shareaholic:title article:title article_title \
         headline hdl"),
    (Title, Source::Meta, 50, "title fulltitle"),
    (Subtitle, Source::Meta, 20, "subtitle sailthru.subtitle"),
    (Authors, Source::Meta, 20, "author article.author authors author_name article:author_name rbauthors authorname article_author \
         page.author news_author"),
    (Authors, OpenGraph, 22, "article:author og:article:author og:author book:author article:authors"),
    (Authors, Source::Meta, 18, "parsely-author sailthru.author byl cxenseparse:author shareaholic:article_author_name vr:author \
         byline dcsext.author sailthru.authors bt:author"),
    (Authors, DublinCore, 24, "dc.creator dcterms.creator dc:creator dc.creator.personalname dcterm:creator dc.author"),
    (Authors, Citation, 8, "citation_author citation_authors"),
    (Published, OpenGraph, 20, "article:published_time og:article:published_time og:published_time article:published og:pubdate \
         article:published_date og:article:published"),
    (Published, Source::Meta, 22, "datepublished publishdate publish-date publish_date publication_date pubdate pub_date \
         parsely-pub-date sailthru.date article.published published displaydate ptime date_published \
         published_date published-date cxenseparse:recs:publishtime published_at cxenseparse:publishtime \
         shareaholic:article_published_time rnews:datepublished bt:pubdate originalpublicationdate \
         iso-8601-publish-date vr:published_time article_date_original publisheddate originalpubdate \
         sort_date publicationdate pub-date date.release article.created published_time \
         analyticsattributes.articledate dcsext.articlefirstpublished"),
    (Published, Citation, 26, "citation_publication_date citation_online_date citation_date"),
    (Published, DublinCore, 58, "dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date.published dcterms.date.issued \
         dc.issued"),
    (Published, DublinCore, 60, "dc.date dcterms.date dc:date dc.created"),
    (Published, Source::Meta, 54, "date article:date created date.created timestamp creation_date video:release_date og:release_date \
         release_date book:release_date datecreated content_date og:date"),
    (Modified, OpenGraph, 20, "article:modified_time og:updated_time og:modified_time article:updated og:article:modified_time \
         article:modified og:updated article:updated_time"),
    (Modified, Source::Meta, 22, "lastmod last-modified modified datemodified revised updated_time article.updated date.updated \
         last_updated lastmodified last-update last_modified dateupdated utime updated"),
    (Modified, DublinCore, 24, "dcterms.modified dc.date.modified dc.modified dcterms.date.modified"),
    (SiteName, OpenGraph, 10, "og:site_name og:site"),
    (SiteName, Twitter, 50, "twitter:app:name:iphone twitter:app:name:googleplay al:ios:app_name al:android:app_name"),
    (SiteName, Source::Meta, 40, "application-name apple-mobile-web-app-title sitename cxenseparse:site_name"),
    (SiteName, DublinCore, 42, "dc.publisher dcterms.publisher dc:publisher"),
    (SiteName, Source::Meta, 44, "publisher"),
    (SiteName, Citation, 46, "citation_journal_title"),
    (Url, OpenGraph, 20, "og:url"),
    (Url, Twitter, 30, "twitter:url"),
    (Url, Source::Meta, 35, "parsely-link sailthru.url"),
    (Description, OpenGraph, 20, "og:description"),
    (Description, Source::Meta, 15, "description"),
    (Description, Twitter, 30, "twitter:description"),
    (Description, DublinCore, 35, "dc.description dcterms.description dcterms.abstract"),
    (Description, Source::Meta, 38, "sailthru.description abstract excerpt"),
    (Image, OpenGraph, 20, "og:image og:image:url og:image:secure_url"),
    (Image, Twitter, 30, "twitter:image twitter:image:src twitter:image0"),
    (Image, Source::Meta, 35, "parsely-image-url sailthru.image.full thumbnail thumbnailurl image"),
    (Tags, OpenGraph, 15, "article:tag og:article:tag article:tags"),
    (Tags, Source::Meta, 20, "news_keywords parsely-tags sailthru.tags tags"),
    (Tags, Source::Meta, 25, "keywords citation_keywords"),
    (Tags, DublinCore, 28, "dc.subject dcterms.subject"),
    (Section, OpenGraph, 15, "article:section og:article:section"),
    (Section, Source::Meta, 20, "parsely-section section cxenseparse:section category article.section"),
    (Free, OpenGraph, 20, "article:content_tier og:article:content_tier"),
    (Language, OpenGraph, 20, "og:locale"),
    (Language, Source::Meta, 30, "content-language language"),
    (Language, DublinCore, 25, "dc.language dcterms.language dc:language"),
    (Licence, Source::Meta, 20, "license dcterms.license rights"),
    (Licence, DublinCore, 25, "dcterms.rights dc.rights dc:rights"),
    (Comments, Source::Meta, 30, "comment_count comments"),
];

/// The meaning of each name.
static BY_NAME: LazyLock<HashMap<&str, (Field, Source, u8)>> = LazyLock::new(|| {
    let names = MEANINGS.iter().flat_map(|(field, source, rank, names)| {
        names.split_ascii_whitespace().map(|name| (name, (*field, *source, *rank)))
    });
    names.collect()
});

/// Reads the page's `<meta>` and `<link>` elements.
pub(super) fn read(page: &Page, found: &mut Found) {
    let head = &page.head;
    for meta in head.metas().filter(|meta| !meta.item) {
        // RDFa allows several names in one attribute.
        for name in meta.name.split_ascii_whitespace().take(MAX_NAMES) {
            match BY_NAME.get(name) {
                Some((field, source, rank)) => add(found, *field, *source, *rank, meta.content),
                // The publishing systems' own names for it are many.
                None if name.contains("publish") && (name.contains("date") || name.contains("time")) => {
                    add(found, Published, Source::Meta, 55, meta.content);
                }
                None => {}
            }
        }
    }
    labelled(head, found);
    links(head, found);
}

fn add(found: &mut Found, field: Field, source: Source, rank: u8, value: &str) {
    match field {
        Authors => found.add_to_list(field, source, rank, value),
        Tags => {
            for tag in value.split([',', ';']) {
                found.add_to_list(field, source, rank, tag);
            }
        }
        _ => found.add(field, source, rank, value),
    }
}

/// Twitter's free pairs of label and value: "Written by" and a name.
fn labelled(head: &Head, found: &mut Found) {
    for slot in ["1", "2", "3"] {
        let content = |kind: &str| {
            let named = head.metas().find(|meta| meta.name.strip_prefix(kind) == Some(slot));
            named.map(|meta| meta.content.trim())
        };
        let (Some(label), Some(value)) = (content("twitter:label"), content("twitter:data")) else { continue };
        // A label such as "Written by" is a lead with nothing after it.
        if names::has_lead(&format!("{} x", label.trim_end_matches(':'))) {
            found.add_to_list(Authors, Twitter, 19, value);
        }
    }
}

fn links(head: &Head, found: &mut Found) {
    for link in head.links() {
        for rel in link.rel.split_ascii_whitespace().take(MAX_NAMES) {
            match rel {
                "canonical" => found.add(Url, Source::Link, 10, link.href),
                "image_src" => found.add(Image, Source::Link, 32, link.href),
                "license" => found.add(Licence, Source::Link, 10, link.href),
                "author" => found.add_to_list(Authors, Source::Link, 60, link.href),
                // Those have an `itemprop`.
                "image" | "thumbnailurl" => found.add(Image, Source::Microdata, 34, link.href),
                "url" | "mainentityofpage" => found.add(Url, Source::Microdata, 40, link.href),
                _ => {}
            }
        }
    }
}
