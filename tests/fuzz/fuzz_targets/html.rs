//! Any text is HTML, and every view of it can be asked for.
#![no_main]

libfuzzer_sys::fuzz_target!(|html: &str| {
    let article = bodytext::clean_html(html);
    let _ = (article.text(), article.markdown(), article.html(), article.reader_page(), article.media().len());
    for block in article.blocks().take(20) {
        let _ = (block.reasons(), block.path());
    }
});
