//! `<meta>` and `<link>` elements.

use super::found::{Field, Found};
use super::{Source, names};
use crate::page::{Head, Meta, Page};

use Field::{Authors, Comments, Description, Free, Image, Language, Licence, Modified, Published, Section, SiteName};
use Field::{Subtitle, Tags, Title, Url};
use Source::{Citation, DublinCore, OpenGraph, Twitter};

/// The field, source and rank of a name; `None` for names that say nothing here.
fn meaning(name: &str) -> Option<(Field, Source, u8)> {
    Some(match name {
        "og:title" => (Title, OpenGraph, 20),
        "twitter:title" | "twitter:text:title" => (Title, Twitter, 30),
        "citation_title" => (Title, Citation, 15),
        "dc.title" | "dcterms.title" | "dc:title" | "dcterm:title" => (Title, DublinCore, 40),
        "parsely-title" | "sailthru.title" | "cxenseparse:title" | "shareaholic:title" | "article:title"
        | "article_title" | "headline" | "hdl" => (Title, Source::Meta, 35),
        "title" | "fulltitle" => (Title, Source::Meta, 50),
        "subtitle" | "sailthru.subtitle" => (Subtitle, Source::Meta, 20),

        "author"
        | "article.author"
        | "authors"
        | "author_name"
        | "article:author_name"
        | "rbauthors"
        | "authorname"
        | "article_author"
        | "page.author"
        | "news_author" => (Authors, Source::Meta, 20),
        "article:author" | "og:article:author" | "og:author" | "book:author" | "article:authors" => {
            (Authors, OpenGraph, 22)
        }
        "parsely-author"
        | "sailthru.author"
        | "byl"
        | "cxenseparse:author"
        | "shareaholic:article_author_name"
        | "vr:author"
        | "byline"
        | "dcsext.author"
        | "sailthru.authors"
        | "bt:author" => (Authors, Source::Meta, 18),
        "dc.creator"
        | "dcterms.creator"
        | "dc:creator"
        | "dc.creator.personalname"
        | "dcterm:creator"
        | "dc.author" => (Authors, DublinCore, 24),
        "citation_author" | "citation_authors" => (Authors, Citation, 8),

        "article:published_time"
        | "og:article:published_time"
        | "og:published_time"
        | "article:published"
        | "og:pubdate"
        | "article:published_date"
        | "og:article:published" => (Published, OpenGraph, 20),
        "datepublished"
        | "publishdate"
        | "publish-date"
        | "publish_date"
        | "publication_date"
        | "pubdate"
        | "pub_date"
        | "parsely-pub-date"
        | "sailthru.date"
        | "article.published"
        | "published"
        | "displaydate"
        | "ptime"
        | "date_published"
        | "published_date"
        | "published-date"
        | "cxenseparse:recs:publishtime"
        | "published_at"
        | "cxenseparse:publishtime"
        | "shareaholic:article_published_time"
        | "rnews:datepublished"
        | "bt:pubdate"
        | "originalpublicationdate"
        | "iso-8601-publish-date"
        | "vr:published_time"
        | "article_date_original"
        | "publisheddate"
        | "originalpubdate"
        | "sort_date"
        | "publicationdate"
        | "pub-date"
        | "date.release"
        | "article.created"
        | "published_time"
        | "analyticsattributes.articledate"
        | "dcsext.articlefirstpublished" => (Published, Source::Meta, 22),
        "citation_publication_date" | "citation_online_date" | "citation_date" => (Published, Citation, 26),
        "dc.date.issued"
        | "dcterms.issued"
        | "dcterms.created"
        | "dc.date.created"
        | "dc.date.published"
        | "dcterms.date.issued"
        | "dc.issued" => (Published, DublinCore, 28),
        "dc.date" | "dcterms.date" | "dc:date" | "dc.created" => (Published, DublinCore, 30),
        "date" | "article:date" | "created" | "date.created" | "timestamp" | "creation_date" | "video:release_date"
        | "og:release_date" | "release_date" | "book:release_date" | "datecreated" | "content_date" | "og:date" => {
            (Published, Source::Meta, 32)
        }

        "article:modified_time"
        | "og:updated_time"
        | "og:modified_time"
        | "article:updated"
        | "og:article:modified_time"
        | "article:modified"
        | "og:updated"
        | "article:updated_time" => (Modified, OpenGraph, 20),
        "lastmod" | "last-modified" | "modified" | "datemodified" | "revised" | "updated_time" | "article.updated"
        | "date.updated" | "last_updated" | "lastmodified" | "last-update" | "last_modified" | "dateupdated"
        | "utime" | "updated" => (Modified, Source::Meta, 22),
        "dcterms.modified" | "dc.date.modified" | "dc.modified" | "dcterms.date.modified" => (Modified, DublinCore, 24),

        "og:site_name" | "og:site" => (SiteName, OpenGraph, 10),
        "twitter:app:name:iphone" | "twitter:app:name:googleplay" | "al:ios:app_name" | "al:android:app_name" => {
            (SiteName, Twitter, 50)
        }
        "application-name" | "apple-mobile-web-app-title" | "sitename" | "cxenseparse:site_name" => {
            (SiteName, Source::Meta, 40)
        }
        "dc.publisher" | "dcterms.publisher" | "dc:publisher" => (SiteName, DublinCore, 42),
        "publisher" => (SiteName, Source::Meta, 44),
        "citation_journal_title" => (SiteName, Citation, 46),

        "og:url" => (Url, OpenGraph, 20),
        "twitter:url" => (Url, Twitter, 30),
        "parsely-link" | "sailthru.url" => (Url, Source::Meta, 35),
        "og:description" => (Description, OpenGraph, 20),
        "description" => (Description, Source::Meta, 15),
        "twitter:description" => (Description, Twitter, 30),
        "dc.description" | "dcterms.description" | "dcterms.abstract" => (Description, DublinCore, 35),
        "sailthru.description" | "abstract" | "excerpt" => (Description, Source::Meta, 38),
        "og:image" | "og:image:url" | "og:image:secure_url" => (Image, OpenGraph, 20),
        "twitter:image" | "twitter:image:src" | "twitter:image0" => (Image, Twitter, 30),
        "parsely-image-url" | "sailthru.image.full" | "thumbnail" | "thumbnailurl" | "image" => {
            (Image, Source::Meta, 35)
        }
        "article:tag" | "og:article:tag" | "article:tags" => (Tags, OpenGraph, 15),
        "news_keywords" | "parsely-tags" | "sailthru.tags" | "tags" => (Tags, Source::Meta, 20),
        "keywords" | "citation_keywords" => (Tags, Source::Meta, 25),
        "dc.subject" | "dcterms.subject" => (Tags, DublinCore, 28),
        "article:section" | "og:article:section" => (Section, OpenGraph, 15),
        "parsely-section" | "section" | "cxenseparse:section" | "category" | "article.section" => {
            (Section, Source::Meta, 20)
        }
        "article:content_tier" | "og:article:content_tier" => (Free, OpenGraph, 20),
        "og:locale" => (Language, OpenGraph, 20),
        "content-language" | "language" => (Language, Source::Meta, 30),
        "dc.language" | "dcterms.language" | "dc:language" => (Language, DublinCore, 25),
        "license" | "dcterms.license" | "rights" => (Licence, Source::Meta, 20),
        "dcterms.rights" | "dc.rights" | "dc:rights" => (Licence, DublinCore, 25),
        "comment_count" | "comments" => (Comments, Source::Meta, 30),
        _ => return None,
    })
}

/// Reads the page's `<meta>` and `<link>` elements.
pub(super) fn read(page: &Page, found: &mut Found) {
    let head = &page.head;
    for meta in head.metas.iter().filter(|meta| !meta.item) {
        // RDFa allows several names in one attribute.
        for name in meta.name.split_ascii_whitespace() {
            if let Some((field, source, rank)) = meaning(name) {
                add(found, field, source, rank, &meta.content);
            }
        }
    }
    labelled(&head.metas, found);
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
fn labelled(metas: &[Meta], found: &mut Found) {
    for slot in ["1", "2", "3"] {
        let content = |kind: &str| {
            let named = metas.iter().find(|meta| meta.name.strip_prefix(kind) == Some(slot));
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
    for link in &head.links {
        for rel in link.rel.split_ascii_whitespace() {
            match rel {
                "canonical" => found.add(Url, Source::Link, 10, &link.href),
                "image_src" => found.add(Image, Source::Link, 32, &link.href),
                "license" => found.add(Licence, Source::Link, 10, &link.href),
                "author" => found.add_to_list(Authors, Source::Link, 60, &link.href),
                _ => {}
            }
        }
    }
}
