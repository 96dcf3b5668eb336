//! Any bytes are a page.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let article = bodytext::clean_bytes(bytes, None).expect("no limit is this low");
    let _ = (article.text(), article.markdown(), article.html());
});
