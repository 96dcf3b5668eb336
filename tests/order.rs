//! What an article reads when asked for is the same in whatever order it is asked for.

#![allow(clippy::unwrap_used)]

#[allow(dead_code, reason = "only whether views agree is asked here")]
#[path = "../examples/shared/cases.rs"]
mod cases;

use std::path::Path;
use std::sync::LazyLock;

use bodytext::{Article, Cleaner, Options};
use proptest::prelude::*;

use cases::Case;

/// Everything that an article can be asked for, one at a time.
const VIEWS: [fn(&Article) -> String; 10] = [
    Article::text,
    Article::markdown,
    Article::reader_page,
    |article| format!("{:?}", article.metadata()),
    |article| format!("{:?}", article.media()),
    |article| format!("{:?}", article.dateline()),
    |article| format!("{} {}", article.outcome(), article.confidence()),
    |article| article.blocks().map(|block| format!("{:?} {}\n", block.label(), block.is_main())).collect(),
    |article| article.blocks().rev().map(|block| format!("{:?} {:?}\n", block.reasons(), block.numbers())).collect(),
    |article| article.comments().map(|block| block.text()).collect(),
];

static PAGES: LazyLock<Vec<Case>> =
    LazyLock::new(|| cases::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))).unwrap());

static CLEANERS: LazyLock<[Cleaner; 2]> =
    LazyLock::new(|| [true, false].map(|dateline| Cleaner::new(Options::new().with_dateline(dateline))));

fn clean(page: usize, with_dateline: bool) -> Article {
    PAGES[page].clean(&CLEANERS[usize::from(!with_dateline)]).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn views_do_not_depend_on_their_order_and_clones_agree(
        page in 0..PAGES.len(),
        with_dateline in any::<bool>(),
        order in Just((0..VIEWS.len()).collect::<Vec<_>>()).prop_shuffle(),
        cloned_after in 0..=VIEWS.len(),
    ) {
        // Each view of an article that was asked for nothing else.
        let alone = VIEWS.map(|view| view(&clean(page, with_dateline)));
        let article = clean(page, with_dateline);
        let ask = |article: &Article, views: &[usize]| -> Vec<String> {
            views.iter().map(|view| VIEWS[*view](article)).collect()
        };
        let expected: Vec<String> = order.iter().map(|view| alone[*view].clone()).collect();
        let (before, after) = order.split_at(cloned_after);
        prop_assert_eq!(&ask(&article, before), &expected[..cloned_after]);
        let clone = article.clone();
        prop_assert_eq!(&ask(&article, after), &expected[cloned_after..]);
        prop_assert_eq!(ask(&clone, &order), expected);
    }
}

#[test]
fn threads_that_ask_at_once_get_the_same() {
    for page in 0..PAGES.len() {
        let article = clean(page, false);
        let views: Vec<Vec<String>> = std::thread::scope(|scope| {
            let threads = [0; 2].map(|_| scope.spawn(|| VIEWS.map(|view| view(&article)).to_vec()));
            threads.map(|thread| thread.join().unwrap()).to_vec()
        });
        assert_eq!(views[0], views[1]);
    }
}
