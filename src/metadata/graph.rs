//! JSON-LD: a graph of things, of which one is the article.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::Source::JsonLd;
use super::clean::MAX_VALUE;
use super::found::{Field, Found};
use crate::page::{Page, fold, start_of};

/// Things looked at on one page.
const MAX_NODES: usize = 4096;
/// Values of one list: lists may be referred to many times.
const MAX_VALUES: usize = 256;
/// Names of one author list.
const MAX_AUTHORS: usize = 64;

/// The rank of an author that is no person.
pub(super) const COMPANY: u8 = 40;

type Node = Map<String, Value>;

/// Kinds of things that can be what a page is about, best first.
const ARTICLES: &[&str] = &[
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AdvertiserContentArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "Article",
    "TechArticle",
    "ScholarlyArticle",
    "MedicalScholarlyArticle",
    "SatiricalArticle",
    "Report",
    "Recipe",
    "HowTo",
    "DiscussionForumPosting",
    "SocialMediaPosting",
    "Posting",
    "Review",
    "CreativeWork",
    "Question",
    "PodcastEpisode",
    "VideoObject",
    "Book",
    "Product",
    "Event",
    "Course",
    "JobPosting",
    "SoftwareApplication",
    "MedicalWebPage",
    "NewsMediaObject",
    "Thesis",
    "Message",
    "Chapter",
    "Movie",
    "LearningResource",
];
/// Ends of the names of kinds that somebody writes, and dates.
const WRITTEN: &[&str] = &["Article", "Posting", "Report", "Review", "Question", "Episode"];
/// Kinds of pages: they say the same, less surely.
const PAGES: &[&str] = &["WebPage", "ItemPage", "AboutPage", "QAPage", "FAQPage", "ProfilePage", "CollectionPage"];
/// Where the article may stand inside something else.
const DOWN: &[&str] = &["@graph", "mainEntity", "mainEntityOfPage", "subjectOf", "hasPart", "@reverse"];

/// The things of a page, reachable by `@id`.
struct Graph<'a> {
    /// Top-level things and those that stand for the page, in document order.
    tops: Vec<&'a Node>,
    by_id: HashMap<&'a str, &'a Node>,
}

/// Reads the article's facts. Returns whether the page says that it is a text that somebody wrote.
pub(super) fn read(values: &[Value], page: &Page, found: &mut Found) -> bool {
    let graph = Graph::new(values);
    if let Some(article) = graph.article(page) {
        graph.article_facts(article, 10, found);
    }
    for node in &graph.tops {
        if is_a(node, PAGES) {
            graph.page_facts(node, found);
        }
        if is_a(node, &["WebSite"]) {
            found.add(Field::SiteName, JsonLd, 14, graph.text(node.get("name")).unwrap_or_default());
        }
        if is_a(node, &["Organization", "NewsMediaOrganization"]) {
            found.add(Field::SiteName, JsonLd, 45, graph.text(node.get("name")).unwrap_or_default());
        }
    }
    let written = |kind: &&str| WRITTEN.iter().any(|end| kind.ends_with(end));
    graph.tops.iter().any(|node| kinds(node).iter().any(written))
}

impl<'a> Graph<'a> {
    fn new(values: &'a [Value]) -> Self {
        let mut graph = Graph { tops: Vec::new(), by_id: HashMap::new() };
        // The second part says whether the value stands for the page.
        let mut stack: Vec<(&Value, bool)> = values.iter().rev().map(|value| (value, true)).collect();
        let mut seen = 0;
        while let Some((value, top)) = stack.pop() {
            match value {
                Value::Array(items) => stack.extend(items.iter().rev().map(|item| (item, top))),
                Value::Object(node) if seen < MAX_NODES => {
                    seen += 1;
                    graph.note(node, top);
                    stack.extend(node.iter().rev().map(|(key, value)| (value, top && DOWN.contains(&key.as_str()))));
                }
                _ => {}
            }
        }
        graph
    }

    fn note(&mut self, node: &'a Node, top: bool) {
        if let Some(id) = node.get("@id").and_then(Value::as_str) {
            // A bare reference has the `@id` only; the thing itself has more.
            let known = self.by_id.entry(id).or_insert(node);
            if known.len() < node.len() {
                *known = node;
            }
        }
        if top {
            self.tops.push(node);
        }
    }

    /// The thing itself, where a value only refers to it.
    fn resolve(&self, node: &'a Node) -> &'a Node {
        match node.get("@id").and_then(Value::as_str) {
            Some(id) if node.len() <= 2 => self.by_id.get(id).copied().unwrap_or(node),
            _ => node,
        }
    }

    /// The one article; none when there are several and the page's title does not tell which.
    fn article(&self, page: &Page) -> Option<&'a Node> {
        let rank = |node: &&'a Node| {
            let kinds = kinds(node);
            Some((ARTICLES.iter().position(|kind| kinds.contains(kind))?, *node))
        };
        let mut articles: Vec<(usize, &Node)> = self.tops.iter().filter_map(rank).collect();
        articles.sort_by_key(|(rank, _)| *rank);
        let title = fold(start_of(&page.head.title, MAX_VALUE));
        let said = |(_, node): &&(usize, &'a Node)| {
            let headline = self.text(node.get("headline")).or_else(|| self.text(node.get("name"))).unwrap_or_default();
            let headline = fold(&super::clean::plain(headline));
            !headline.is_empty() && title.contains(&headline)
        };
        let named = articles.iter().find(said);
        let alike = articles.iter().take_while(|(rank, _)| *rank == articles[0].0).count();
        named.or_else(|| articles.first().filter(|_| alike <= 2)).map(|(_, node)| *node)
    }

    fn article_facts(&self, node: &'a Node, rank: u8, found: &mut Found) {
        let mut put = |field, rank, value: Option<&str>| found.add(field, JsonLd, rank, value.unwrap_or_default());
        put(Field::Title, rank, self.text(node.get("headline")));
        put(Field::Title, rank + 12, self.text(node.get("name")));
        put(Field::Subtitle, rank, self.text(node.get("alternativeHeadline")));
        put(Field::Published, rank, self.text(node.get("datePublished")));
        put(Field::Published, rank + 2, self.text(node.get("dateCreated")));
        put(Field::Published, rank + 4, self.text(node.get("uploadDate")));
        put(Field::Published, rank + 6, self.text(node.get("datePosted")));
        put(Field::Modified, rank, self.text(node.get("dateModified")));
        put(Field::Description, rank + 20, self.text(node.get("description")));
        put(Field::Url, rank + 15, self.text(node.get("url")).or_else(|| self.text(node.get("mainEntityOfPage"))));
        put(Field::Language, rank, self.text(node.get("inLanguage")));
        put(Field::Licence, rank, self.text(node.get("license")));
        put(Field::Image, rank, self.text(node.get("image")).or_else(|| self.text(node.get("thumbnailUrl"))));
        put(Field::SiteName, rank + 10, self.name(node.get("publisher")));
        put(Field::Free, rank, self.text(node.get("isAccessibleForFree")));
        for key in ["author", "creator"] {
            self.authors(node.get(key), rank, found);
        }
        for (field, key) in [(Field::Tags, "keywords"), (Field::Section, "articleSection")] {
            self.list(node.get(key), field, rank, found);
        }
        self.comments(node, rank, found);
        if let Some(Value::Bool(free)) = node.get("isAccessibleForFree") {
            found.add(Field::Free, JsonLd, rank, if *free { "true" } else { "false" });
        }
    }

    fn page_facts(&self, node: &'a Node, found: &mut Found) {
        let mut put = |field, rank, value: Option<&str>| found.add(field, JsonLd, rank, value.unwrap_or_default());
        put(Field::Title, 45, self.text(node.get("headline")));
        put(Field::Title, 55, self.text(node.get("name")));
        put(Field::Published, 24, self.text(node.get("datePublished")));
        put(Field::Modified, 24, self.text(node.get("dateModified")));
        put(Field::Language, 12, self.text(node.get("inLanguage")));
        put(Field::Description, 32, self.text(node.get("description")));
        put(Field::Licence, 15, self.text(node.get("license")));
        self.authors(node.get("author"), 26, found);
    }

    /// The number of comments: itself, or among the interactions. Numbers are written as texts, too.
    fn comments(&self, node: &'a Node, rank: u8, found: &mut Found) {
        let mut put = |rank, count: Option<&Value>| match count {
            Some(Value::Number(count)) => found.add(Field::Comments, JsonLd, rank, &count.to_string()),
            Some(Value::String(count)) => found.add(Field::Comments, JsonLd, rank, count),
            _ => {}
        };
        put(rank, node.get("commentCount"));
        for item in each(node.get("interactionStatistic")) {
            let Value::Object(item) = item else { continue };
            let kind = match item.get("interactionType") {
                Some(Value::String(kind)) => kind.as_str(),
                Some(Value::Object(kind)) => kind.get("@type").and_then(Value::as_str).unwrap_or_default(),
                _ => "",
            };
            if kind.ends_with("CommentAction") {
                put(rank + 1, item.get("userInteractionCount"));
            }
        }
    }

    fn authors(&self, value: Option<&'a Value>, rank: u8, found: &mut Found) {
        for author in each(value).take(MAX_AUTHORS) {
            let organization = match author {
                Value::Object(node) => is_a(self.resolve(node), &["Organization", "NewsMediaOrganization", "Brand"]),
                _ => false,
            };
            if let Some(name) = self.name(Some(author)) {
                found.add_to_list(Field::Authors, JsonLd, if organization { COMPANY } else { rank }, name);
            }
        }
    }

    fn list(&self, value: Option<&'a Value>, field: Field, rank: u8, found: &mut Found) {
        for item in each(value) {
            let text = self.text(Some(item)).unwrap_or_default();
            for part in text.split(',').filter(|_| field == Field::Tags) {
                found.add_to_list(field, JsonLd, rank, part);
            }
            if field != Field::Tags {
                found.add(field, JsonLd, rank, text);
            }
        }
    }

    /// The name of a person or organization, or the text that stands in its place.
    fn name(&self, value: Option<&'a Value>) -> Option<&'a str> {
        match each(value).next()? {
            Value::String(text) => Some(text),
            Value::Object(node) => {
                let node = self.resolve(node);
                each(node.get("name")).find_map(Value::as_str)
            }
            _ => None,
        }
    }

    /// A text: itself, the first of a list, or the `@value`, `url`, `name` or `@id` of a thing.
    fn text(&self, value: Option<&'a Value>) -> Option<&'a str> {
        match each(value).next()? {
            Value::String(text) => Some(text),
            Value::Object(node) => {
                let node = self.resolve(node);
                ["@value", "url", "contentUrl", "name", "@id", "alternateName"]
                    .iter()
                    .find_map(|key| each(node.get(*key)).find_map(Value::as_str))
            }
            _ => None,
        }
    }
}

/// The value, or the values of a list, as many as are looked at.
fn each(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (one, many) = match value {
        Some(Value::Array(items)) => (None, items.as_slice()),
        other => (other, &[][..]),
    };
    one.into_iter().chain(many.iter().take(MAX_VALUES))
}

fn kinds(node: &Node) -> Vec<&str> {
    let kinds = each(node.get("@type")).filter_map(Value::as_str);
    kinds.map(|kind| kind.rsplit(['/', ':', '#']).next().unwrap_or(kind)).collect()
}

fn is_a(node: &Node, of: &[&str]) -> bool {
    kinds(node).iter().any(|kind| of.contains(kind))
}
