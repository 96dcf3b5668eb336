//! Readers' comments and reviews: found, in the text or apart from it.

use bodytext::{Article, Cause, Cleaner, Comments, Label, Options};

const STORY: &str = "<h1>Council paints a cycle lane around a parked van</h1><p>A new cycle lane in Pellmore makes a neat half \
    circle around a blue van, because the van was there on the morning the painters came.</p><p>The contractor said its \
    workers had waited for twenty minutes, rung three doorbells and then followed the instruction on the work order.</p>";
const FIRST: &str = "I rode it this morning and it is honestly the best corner in town.";
const SECOND: &str = "My late husband would have moved the van by hand.";

/// The story with a section of comments below it.
fn page(open: &str, close: &str) -> String {
    let comment =
        |name: &str, text: &str| format!("<li><b>{name}</b> <time>3 hours ago</time><p>{text}</p><a href=#>Reply</a>");
    let comments = comment("pedalpete", FIRST) + &comment("Marjorie K.", SECOND);
    format!(
        "<body><article>{STORY}</article>{open}<ul>{comments}</ul><form><p>Say what you think of it. Be kind to \
     others.</p></form>{close}<footer><p>© 2026 The Courier</footer>"
    )
}

fn clean(comments: Comments, page: &str) -> Article {
    Cleaner::new(Options::new().with_comments(comments)).clean_html(page)
}

fn found(article: &Article) -> Vec<&str> {
    article.comments().map(|block| block.text()).collect()
}

#[test]
fn comments_are_found_by_names_marks_and_headings() {
    for (open, close) in [
        ("<section class='comments-area'>", "</section>"),
        ("<div id=kommentare>", "</div>"),
        ("<div class=reviews>", "</div>"),
        ("<div itemprop=comment>", "</div>"),
        ("<section><h2>2 comments</h2>", "</section>"),
        ("<section><h3>Comments (2)</h3>", "</section>"),
    ] {
        for comments in [Comments::Judged, Comments::InText, Comments::Apart] {
            assert_eq!(found(&clean(comments, &page(open, close))), [FIRST, SECOND], "{open} {comments}");
        }
    }
    assert!(found(&clean(Comments::Judged, &page("<section>", "</section>"))).is_empty());
}

#[test]
fn headings_are_read_in_the_pages_language() {
    let story = "<h1>Radweg macht Bogen um Lieferwagen</h1><p>Der neue Radweg in Pellmoor macht einen sauberen Halbkreis um \
        einen blauen Lieferwagen, weil der am Morgen dort stand, als die Maler kamen.</p><p>Die Arbeiter hätten zwanzig \
        Minuten gewartet, an drei Türen geklingelt und sich dann an den Auftrag gehalten, sagte die Baufirma.</p>";
    let words = "Ich bin heute früh darauf gefahren, es ist die schönste Kurve der Stadt.";
    let page = format!("<article>{story}</article><section><h3>2 Kommentare</h3><div><p>{words}</p></div></section>");
    assert_eq!(found(&clean(Comments::Apart, &page)), [words]);
}

#[test]
fn comments_go_where_they_are_asked_to() {
    let page = page("<section class=comments>", "</section>");
    let (inside, apart) = (clean(Comments::InText, &page), clean(Comments::Apart, &page));
    assert!(inside.text().contains(FIRST) && inside.text().contains(SECOND));
    assert!(!apart.text().contains(FIRST) && !apart.text().contains(SECOND));
    for article in [&inside, &apart] {
        assert!(article.text().contains("A new cycle lane in Pellmore"));
        assert!(!article.text().contains("Reply") && !article.text().contains("pedalpete"));
        for block in article.comments() {
            assert_eq!(block.label(), Label::Comment);
            assert_eq!(block.reasons()[0].cause, Cause::Rule(Label::Comment));
        }
    }
}

#[test]
fn a_thread_is_its_own_content() {
    let posts: String = (0..6).map(|_| format!("<li class=comment><p>{FIRST} {SECOND}</p>")).collect();
    for comments in [Comments::Judged, Comments::Apart] {
        let article = clean(comments, &format!("<body class=comments><h1>Corners</h1><ol class=comments>{posts}</ol>"));
        assert!(found(&article).is_empty());
        assert!(article.text().contains(FIRST), "{comments}");
    }
}

#[test]
fn names_are_read_back() {
    for comments in [Comments::Judged, Comments::InText, Comments::Apart] {
        assert_eq!(comments.to_string().parse(), Ok(comments));
    }
    assert!("all".parse::<Comments>().is_err());
}
