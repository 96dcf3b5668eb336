//! From what pages write about authors to clean names.

use super::words::{has_word, words};

/// Longer is a sentence, not a name.
const MAX_NAME: usize = 60;
const MAX_WORDS: usize = 6;
/// More is a list of something else.
const MAX_NAMES: usize = 24;

/// Words that introduce authors; the longest first.
const LEADS: &[&str] = &[
    "a blog post by",
    "this article was written by",
    "words and photos by",
    "medically reviewed by",
    "reviewed by",
    "written by",
    "posted by",
    "published by",
    "story by",
    "article by",
    "words by",
    "text by",
    "reported by",
    "reporting by",
    "created by",
    "submitted by",
    "contributed by",
    "authored by",
    "uploaded by",
    "started by",
    "added by",
    "edited by",
    "recipe by",
    "analysis by",
    "opinion by",
    "review by",
    "photos by",
    "post by",
    "guest post by",
    "content by",
    "updated by",
    "last updated by",
    "asked by",
    "from our correspondent",
    "geschrieben von",
    "veröffentlicht von",
    "verfasst von",
    "ein beitrag von",
    "ein artikel von",
    "ein kommentar von",
    "ein gastbeitrag von",
    "kommentar von",
    "gastbeitrag von",
    "interview von",
    "beitrag von",
    "artikel von",
    "erstellt von",
    "eingestellt von",
    "gepostet von",
    "publiziert von",
    "von redaktion",
    "text von",
    "aufgezeichnet von",
    "interview:",
    "text:",
    "foto:",
    "von:",
    "von",
    "from",
    "écrit par",
    "publié par",
    "rédigé par",
    "posté par",
    "propos recueillis par",
    "par",
    "escrito por",
    "publicado por",
    "redactado por",
    "por",
    "scritto da",
    "pubblicato da",
    "a cura di",
    "di",
    "da",
    "door",
    "geschreven door",
    "av",
    "skrevet av",
    "af",
    "skrevet af",
    "text:",
    "autor:",
    "autorzy:",
    "napisał",
    "napisała",
    "przez",
    "od",
    "автор",
    "авторы",
    "текст",
    "от",
    "yazan",
    "yazar",
    "kirjoittaja",
    "teksti",
    "oleh",
    "penulis",
    "reporter",
    "συντάκτης",
    "του",
    "της",
    "بقلم",
    "كتب",
    "द्वारा",
    "著者",
    "文",
    "作者",
    "记者",
    "기자",
    "author",
    "authors",
    "autor",
    "autoren",
    "autorin",
    "auteur",
    "auteurs",
    "autore",
    "autora",
    "verfasser",
    "contributor",
    "contributors",
    "by",
];

/// What ends the list of authors and starts something else.
const ENDS: &[&str] = &[
    " on ",
    " in ",
    " for ",
    " am ",
    " um ",
    " | ",
    " updated",
    " published",
    " posted",
    " last updated",
    " - ",
    " \u{2013} ",
    " \u{2014} ",
    " @",
    " at ",
    " is ",
    " has ",
    " reports",
    " contributed",
    " via ",
    " aus ",
    " para ",
    " le ",
    " il ",
    " del ",
    " \u{2022} ",
    " special to ",
    " posted",
    " auf ",
    " vom ",
    " / ",
    " edited by",
    " photographs",
    " photo",
    " minute",
    " min read",
];

/// Words of roles and trades: a part made of them is no name, and at a name's end they are cut.
const ROLES: &[&str] = &[
    "staff",
    "writer",
    "writers",
    "reporter",
    "reporters",
    "editor",
    "editors",
    "correspondent",
    "senior",
    "chief",
    "political",
    "contributor",
    "contributing",
    "columnist",
    "journalist",
    "author",
    "autor",
    "autorin",
    "redakteur",
    "redakteurin",
    "redaktion",
    "redaktor",
    "associate",
    "assistant",
    "managing",
    "executive",
    "director",
    "manager",
    "producer",
    "freelance",
    "guest",
    "blogger",
    "photographer",
    "fotograf",
    "analyst",
    "ceo",
    "cto",
    "founder",
    "co-founder",
    "president",
    "vice",
    "head",
    "digital",
    "news",
    "business",
    "sports",
    "sport",
    "science",
    "health",
    "technology",
    "tech",
    "politics",
    "world",
    "national",
    "environment",
    "education",
    "content",
    "marketing",
    "seo",
    "specialist",
    "strategist",
    "expert",
    "community",
    "deputy",
    "bureau",
    "web",
    "online",
    "media",
    "publisher",
    "intern",
    "fellow",
    "volunteer",
    "professor",
    "researcher",
    "scientist",
    "lead",
    "team",
    "member",
    "journaliste",
    "redactie",
    "rédaction",
    "redacción",
    "redazione",
    "redação",
    "of",
    "the",
    "and",
    "at",
    "multimedia",
    "investigative",
    "md",
    "phd",
    "ph.d",
    "ph.d.",
    "m.d.",
    "mba",
    "rd",
    "rdn",
    "ms",
    "msc",
    "m.s.",
    "ma",
    "bsc",
    "dr",
    "jd",
    "esq",
    "cpt",
    "rn",
    "dds",
    "mph",
    "cissp",
    "cpa",
    "cfa",
    "ldn",
    "mba.",
    "phd.",
    "md.",
    "faha",
    "facp",
    "frcp",
    "lcsw",
];

/// Names of no person: accounts and placeholders.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "webmaster",
    "editor",
    "editors",
    "editorial",
    "editorial team",
    "editorial staff",
    "staff",
    "staff writer",
    "staff reporter",
    "guest",
    "guest author",
    "guest post",
    "anonymous",
    "unknown",
    "user",
    "author",
    "authors",
    "autor",
    "redaktion",
    "die redaktion",
    "online redaktion",
    "onlineredaktion",
    "none",
    "null",
    "undefined",
    "root",
    "system",
    "test",
    "default",
    "super user",
    "superuser",
    "moderator",
    "n a",
    "na",
    "me",
    "us",
    "wordpress",
    "blogger",
    "contributor",
    "contributors",
    "newsroom",
    "news desk",
    "newsdesk",
    "web desk",
    "team",
    "the team",
    "the editors",
    "press release",
    "pressemitteilung",
    "facebook",
    "twitter",
    "instagram",
    "linkedin",
    "youtube",
    "google",
    "rss",
    "email",
    "e mail",
    "website",
    "home",
    "about",
    "contact",
    "share",
    "follow",
    "comments",
    "comment",
    "reply",
    "more",
    "read more",
    "view all posts",
    "all posts",
    "posts",
    "profile",
    "view profile",
    "bio",
    "date",
    "published",
    "updated",
    "posted",
    "name",
    "the author",
    "gast",
    "guest blogger",
    "guest contributor",
    "false",
    "true",
    "you",
    "webredaktion",
    "presse",
    "editorial board",
    "about the author",
    "site admin",
    "publisher",
    "tags",
];

/// The names in one value; empty when it names nobody.
pub(super) fn names(raw: &str) -> Vec<String> {
    let text = super::clean::plain(raw);
    let text = without_lead(&text);
    let mut names: Vec<String> = Vec::new();
    for part in split(text) {
        let Some(name) = name(part) else { continue };
        let same = |seen: &String| seen.to_lowercase() == name.to_lowercase();
        if names.len() < MAX_NAMES && !names.iter().any(same) {
            names.push(name);
        }
    }
    names
}

/// Whether the text starts with words that introduce authors.
pub(super) fn has_lead(text: &str) -> bool {
    lead_len(text).is_some()
}

/// The length of the words that introduce authors, with what follows them.
fn lead_len(text: &str) -> Option<usize> {
    let best = LEADS.iter().filter_map(|lead| {
        let len = prefix_len(text, lead)?;
        let rest = &text[len..];
        let trimmed = rest.trim_start_matches([' ', ':', '\u{a0}', '\u{ff1a}', '\n', '\t', '/']);
        let cjk = lead.chars().next_back().is_some_and(|c| c as u32 > 0x2e80);
        (trimmed.len() < rest.len() || cjk || lead.ends_with(':')).then_some(text.len() - trimmed.len())
    });
    best.max()
}

/// The bytes of `text` that are `prefix`, ignoring case.
fn prefix_len(text: &str, prefix: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for expected in prefix.chars() {
        let (_, c) = chars.next()?;
        if c != expected && !c.to_lowercase().eq(std::iter::once(expected)) {
            return None;
        }
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}

/// Without the words that introduce authors, which some pages write twice ("By by Ann Lee", "Posted by: By Ann").
pub(super) fn without_lead(text: &str) -> &str {
    let mut text = text.trim();
    for _ in 0..3 {
        match lead_len(text) {
            Some(len) if len < text.len() => text = text[len..].trim_start(),
            _ => break,
        }
    }
    text
}

/// Cuts at commas, conjunctions and the like.
fn split(text: &str) -> Vec<&str> {
    const SIGNS: &[char] =
        &[',', ';', '|', '/', '&', '\n', '\u{2022}', '\u{b7}', '\u{3001}', '\u{ff0c}', '\u{60c}', '+'];
    const CONJUNCTIONS: &[&str] = &[
        "and", "und", "et", "y", "e", "i", "en", "og", "och", "ja", "и", "и́", "та", "ve", "και", "with", "mit", "avec",
        "con", "dan",
    ];
    let mut parts = Vec::new();
    for piece in text.split(SIGNS) {
        let mut start = 0;
        for (at, word) in words(piece) {
            // A conjunction stands between two names, never at the start or end.
            let inner = at > start && at + word.len() < piece.len();
            if inner && CONJUNCTIONS.iter().any(|conjunction| word.to_lowercase() == *conjunction) {
                parts.push(&piece[start..at]);
                start = at + word.len();
            }
        }
        parts.push(&piece[start..]);
    }
    parts
}

/// One name, or nothing.
fn name(part: &str) -> Option<String> {
    let mut part = without_lead(part);
    let lower = part.to_ascii_lowercase();
    if let Some(end) = ENDS.iter().filter_map(|end| lower.find(end)).min() {
        part = &part[..end];
    }
    // "Ann Lee (Berlin)", "Ann Lee [Paris]".
    part = part.split(['(', '[', '<', '{', '\u{ff08}']).next().unwrap_or_default();
    let part = part.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '\u{93e}'..='\u{94d}'));
    let mut kept: Vec<&str> = part.split_whitespace().collect();
    while kept.len() > 2 && kept.last().is_some_and(|word| is_role(word)) {
        kept.pop();
    }
    if kept.iter().all(|word| is_role(word)) {
        return None;
    }
    let name = kept.join(" ");
    is_name(&name).then_some(name)
}

fn is_role(word: &str) -> bool {
    let word = word.to_lowercase();
    ROLES.contains(&word.trim_end_matches(','))
}

/// Whether a text can be somebody's name.
fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let folded = crate::page::fold(name);
    letters >= 2
        && name.len() <= MAX_NAME * 2
        && name.chars().count() <= MAX_NAME
        && folded.split(' ').count() <= MAX_WORDS
        && !NOBODY.contains(&folded.as_str())
        && !name.contains(['@', '<', '>', '{', '}', '=', '?', '%', '#', '"'])
        && !name.contains("://")
        && !name.contains("www.")
        && !is_host(name)
        && !has_word(&folded, "copyright")
}

/// `example.com`: a site, not a person.
fn is_host(name: &str) -> bool {
    let Some((_, end)) = name.rsplit_once('.') else { return false };
    !name.contains(' ') && (2..=6).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn splits_and_cleans() {
        for (raw, expected) in [
            ("By Ann Lee", &["Ann Lee"][..]),
            ("Von Ann Lee und Bo Berg", &["Ann Lee", "Bo Berg"]),
            ("Ann Lee, Bo Berg and Cy Dunn", &["Ann Lee", "Bo Berg", "Cy Dunn"]),
            ("par Ann Lee et Bo Berg", &["Ann Lee", "Bo Berg"]),
            ("por Ana Luz y Juan Sol", &["Ana Luz", "Juan Sol"]),
            ("Ann Lee, Senior Political Correspondent", &["Ann Lee"]),
            ("Ann Lee Staff Writer", &["Ann Lee"]),
            ("Written by: Ann Lee | March", &["Ann Lee", "March"]),
            ("https://example.com/ann", &[]),
            ("ann@example.com", &[]),
            ("@ann", &[]),
            ("admin", &[]),
            ("Ann Lee; Ann Lee", &["Ann Lee"]),
            ("Ann Lee on May 3, 2024", &["Ann Lee", "2024"][..1].as_ref()),
        ] {
            let found = names(raw);
            assert!(
                found.iter().map(String::as_str).take(expected.len()).eq(expected.iter().copied()),
                "{raw}: {found:?}"
            );
        }
    }
}
