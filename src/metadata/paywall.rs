//! Whether a page can say at all that one has to pay for its text, told without reading its metadata.

use crate::page::Page;

/// The property of JSON-LD that says so.
const PROPERTY: &str = "isAccessibleForFree";
/// Parts of the names of `<meta>` elements that say so, in lower case.
const NAMES: [&str; 2] = ["isaccessibleforfree", "content_tier"];

/// Whether anything on the page may say whether one has to pay: where nothing does, [`Metadata::paywalled`] is `None`.
///
/// [`Metadata::paywalled`]: super::Metadata::paywalled
pub(crate) fn may_be_paywalled(page: &Page) -> bool {
    let named = |name: &str| NAMES.iter().any(|part| name.contains(part));
    let metas = page.head.may_name(&NAMES) && page.head.metas().any(|meta| named(meta.name));
    metas
        || page.head.json_ld.iter().any(|script| {
            memchr::memmem::find(script.as_bytes(), PROPERTY.as_bytes()).is_some() || has_escaped_letter(script)
        })
}

/// Whether a letter may be written as an escape: `\u0069s` is `is`, and so is `\is`, as broken scripts are mended.
fn has_escaped_letter(script: &str) -> bool {
    let bytes = script.as_bytes();
    let common = |at: usize| matches!(bytes.get(at + 1), Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't'));
    memchr::memchr_iter(b'\\', bytes).any(|at| !common(at))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::may_be_paywalled;
    use crate::Options;
    use crate::cleaner::segment_html;

    /// What the metadata say, and whether they may say anything.
    fn paywalled(html: &str) -> (Option<bool>, bool) {
        let page = segment_html(html, &Options::new());
        (crate::metadata::read(&page, None, String::new).paywalled(), may_be_paywalled(&page))
    }

    #[test]
    fn every_way_to_say_so_is_seen() {
        for html in [
            "<script type=application/ld+json>{\"@type\":\"Article\",\"isAccessibleForFree\":false}</script>",
            "<script type=application/ld+json>{\"@type\":\"Article\",\"is\\u0041ccessibleForFree\":\"False\"}</script>",
            "<script type=application/ld+json>{\"@type\":\"Article\",\"is\\AccessibleForFree\":\"False\"}</script>",
            "<meta property=og:article:content_tier content=locked>",
            "<meta property='x ARTICLE:content_tier' content=metered>",
            "<article><meta itemprop=isAccessibleForFree content=false>",
        ] {
            assert_eq!(paywalled(html), (Some(true), true), "{html}");
        }
        assert_eq!(
            paywalled("<script type=application/ld+json>{\"@id\":\"https:\\/\\/example.com\"}</script>"),
            (None, false)
        );
    }

    proptest! {
        #[test]
        fn where_nothing_may_say_so_nothing_does(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "{\"@type\":\"Article\"", ",", "\"", "isAccessible", "ForFree", "\\u0046orFree", "\\ForFree", "\\r", "\\/",
                "\":", "false", "\"locked\"", "}", "/**/", " ", "</script>", "<meta name=article:content_", "tier content=locked>",
                "<script type=application/ld+json>", "<meta itemprop='",
            ]), 0..16)
        ) {
            let html = format!("<script type=application/ld+json>{{\"@type\":\"Article\",\"{}", pieces.concat());
            let (paywalled, may) = paywalled(&html);
            prop_assert!(may || paywalled.is_none(), "{html}");
        }
    }
}
