//! Any text is a stripped page.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let article = bodytext::clean_text(text);
    let _ = (article.text(), article.markdown(), article.html());
});
