//! Any text is structured data.
#![no_main]

libfuzzer_sys::fuzz_target!(|json: &str| {
    let page = format!("<title>Flood</title><script type=application/ld+json>{json}</script><p>The river rose.");
    let article = bodytext::clean_html(&page);
    let _ = (article.metadata(), article.text());
});
