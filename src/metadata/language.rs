//! The language of the page.

use super::Source;
use super::found::{Field, Found};

/// Characters of the body that are looked at.
const SAMPLE: usize = 2000;
/// Shorter samples tell nothing (characters).
const MIN_SAMPLE: usize = 60;

/// Candidates, best first: what the page says, then what its text looks like.
pub(super) fn candidates(html_lang: &str, found: &Found, body: &str) -> Vec<(String, Source)> {
    let mut candidates = Vec::new();
    if let Some(tag) = normal(html_lang) {
        candidates.push((tag, Source::Attribute));
    }
    for candidate in found.of(Field::Language) {
        if let Some(tag) = normal(&candidate.values[0]) {
            candidates.push((tag, candidate.source));
        }
    }
    if candidates.is_empty()
        && let Some(code) = detect(body)
    {
        candidates.push((code.to_owned(), Source::Detected));
    }
    candidates
}

/// A language tag in its usual form: `de`, `pt-BR`; `None` for what is none.
fn normal(tag: &str) -> Option<String> {
    let tag = tag.trim().split([',', ';', ' ', '.']).next()?.replace('_', "-");
    let mut parts = tag.split('-');
    let main = parts.next().filter(|main| (2..=3).contains(&main.len()))?;
    if !main.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let mut out = main.to_ascii_lowercase();
    for part in parts.take(2).filter(|part| part.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        out.push('-');
        match part.len() {
            2 => out.push_str(&part.to_ascii_uppercase()),
            4 => {
                out.push_str(&part[..1].to_ascii_uppercase());
                out.push_str(&part[1..].to_ascii_lowercase());
            }
            _ => {
                out.pop();
            }
        }
    }
    Some(out)
}

/// ISO 639-1 code, or 639-3 where there is none, of the language that a text is written in.
pub(crate) fn detect(body: &str) -> Option<&'static str> {
    let end = body.char_indices().nth(SAMPLE).map_or(body.len(), |(at, _)| at);
    let sample = &body[..end];
    if sample.chars().count() < MIN_SAMPLE {
        return None;
    }
    let info = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    Some(two_letters(info.lang().code()))
}

/// ISO 639-1 for the ISO 639-3 codes that have one.
fn two_letters(code: &'static str) -> &'static str {
    const CODES: &str = "afr af, aka ak, amh am, ara ar, aze az, bel be, ben bn, bul bg, cat ca, ces cs, cmn zh, dan da, \
        deu de, ell el, eng en, epo eo, est et, fin fi, fra fr, guj gu, heb he, hin hi, hrv hr, hun hu, \
        hye hy, ind id, ita it, jav jv, jpn ja, kan kn, kat ka, khm km, kor ko, lat la, lav lv, lit lt, \
        mal ml, mar mr, mkd mk, mya my, nep ne, nld nl, nob nb, ori or, pan pa, pes fa, pol pl, por pt, \
        ron ro, rus ru, sin si, slk sk, slv sl, sna sn, spa es, srp sr, swe sv, tam ta, tel te, tgl tl, \
        tha th, tuk tk, tur tr, ukr uk, urd ur, uzb uz, vie vi, yid yi, zul zu, cym cy";
    let pairs = CODES.split(", ").filter_map(|pair| pair.split_once(' '));
    pairs.into_iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        assert_eq!(normal("en_us").as_deref(), Some("en-US"));
        assert_eq!(normal("DE").as_deref(), Some("de"));
        assert_eq!(normal("zh-hans-CN").as_deref(), Some("zh-Hans-CN"));
        assert_eq!(normal("deutsch"), None);
        assert_eq!(normal(""), None);
    }

    #[test]
    fn detects() {
        assert_eq!(
            detect("Der Fluss stieg in einer Nacht um einen Meter, und die Unterstadt war abgeschnitten."),
            Some("de")
        );
        assert_eq!(detect("Ja"), None);
    }
}
