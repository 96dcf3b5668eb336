//! Our tokenizer and tree against html5ever's: the same events for the same page.
#![no_main]

libfuzzer_sys::fuzz_target!(|html: &str| {
    // Deeper pages are cut, where html5ever goes on.
    if html.len() < 2000 {
        assert!(bodytext::dev::same_events(html), "the events differ");
    }
});
