//! Addresses: the page's own, and those on it.

use url::Url;

use super::dates::Stamp;
use crate::page::Page;

/// Bytes of an address that others are resolved against, at most: as many as one in a sitemap may have (sitemaps.org).
const MAX_BASE: usize = 2048;

/// The address that relative links are resolved against: `<base>`, else the page's own.
pub(crate) fn base(page: &Page, url: Option<&Url>) -> Option<Url> {
    let own = url.cloned().or_else(|| declared(page)).filter(is_short);
    let base = page.head.base.trim();
    if base.is_empty() {
        return own;
    }
    match &own {
        Some(own) => own.join(base).ok(),
        None => Url::parse(base).ok(),
    }
    .filter(is_short)
    .or(own)
}

/// Whether relative links may be resolved against an address: every one of them gets as long as it.
pub(crate) fn is_short(url: &Url) -> bool {
    url.as_str().len() <= MAX_BASE
}

/// The page's address as it says itself; absolute ones only.
fn declared(page: &Page) -> Option<Url> {
    let canonical = page.head.links().filter(|link| link.rel.split_ascii_whitespace().any(|rel| rel == "canonical"));
    let og = page.head.metas().filter(|meta| meta.name == "og:url").map(|meta| meta.content);
    canonical.map(|link| link.href).chain(og).find_map(|href| web(href, None))
}

/// An address of the web, resolved; `None` for others.
pub(super) fn web(href: &str, base: Option<&Url>) -> Option<Url> {
    let href = href.trim();
    let url = match Url::parse(href) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => base?.join(href).ok()?,
        Err(_) => return None,
    };
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// The words of a host name that may be the site's name: `example` in `www.example.co.uk`.
pub(super) fn site_word(url: &Url) -> Option<String> {
    let host = url.host_str()?.trim_start_matches("www.");
    let mut labels: Vec<&str> = host.split('.').collect();
    labels.pop();
    while labels.len() > 1 && labels.last().is_some_and(|label| label.len() <= 3) {
        labels.pop();
    }
    labels.last().map(|label| label.replace('-', " ")).filter(|label| label.len() >= 3)
}

/// The date in a path such as `/2024/05/03/` or `/2024-05-03-title`.
pub(super) fn date(url: &Url) -> Option<Stamp> {
    let path = url.path();
    let bytes = path.as_bytes();
    for at in 0..bytes.len().min(200) {
        let year_here = matches!(bytes.get(at..at + 3), Some([b'/' | b'-' | b'_', b'1' | b'2', b'9' | b'0']));
        let Some(rest) = path.get(at + 1..).filter(|_| year_here) else { continue };
        let end = rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-' | b'_')).count();
        let numbers: Vec<&str> = rest[..end].split(['/', '-', '_']).filter(|part| !part.is_empty()).collect();
        let text = match numbers.as_slice() {
            [year, month, day, ..] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
                format!("{year}-{month}-{day}")
            }
            [whole, ..] if whole.len() == 8 => (*whole).to_owned(),
            _ => continue,
        };
        if let Some(stamp) = super::dates::parse(&text, super::dates::Order::DayFirst) {
            return Some(stamp);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_paths() {
        for (url, expected) in [
            ("https://example.com/2024/05/03/flood", Some("2024-05-03")),
            ("https://example.com/news/2024-05-03-flood", Some("2024-05-03")),
            ("https://example.com/news-20240503/", Some("2024-05-03")),
            ("https://example.com/2024/05/flood", None),
            ("https://example.com/item/20241399", None),
        ] {
            let found = date(&Url::parse(url).expect("a test address")).map(|stamp| stamp.iso());
            assert_eq!(found.as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn site_words() {
        let word = |url| site_word(&Url::parse(url).expect("a test address"));
        assert_eq!(word("https://www.example.co.uk/a").as_deref(), Some("example"));
        assert_eq!(word("https://news.daily-example.com/").as_deref(), Some("daily example"));
    }
}
