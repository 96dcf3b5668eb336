//! Pages made by a function: nothing is stored, and every run measures the same bytes.

/// A generated page.
pub struct Page {
    pub name: &'static str,
    pub html: String,
    pub text: String,
    /// First sentence of the article.
    pub first: String,
    /// Blocks of the HTML.
    pub blocks: usize,
}

const WORDS: [&str; 24] = [
    "river",
    "the",
    "harbour",
    "of",
    "and",
    "winter",
    "a",
    "council",
    "said",
    "in",
    "boats",
    "to",
    "morning",
    "over",
    "bridge",
    "was",
    "school",
    "for",
    "lantern",
    "at",
    "slowly",
    "with",
    "engineers",
    "market",
];

/// Small, fixed and good enough to make sentences differ.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % sides
    }

    fn sentence(&mut self) -> String {
        let mut words: Vec<&str> = (0..8 + self.roll(14)).map(|_| WORDS[self.roll(WORDS.len())]).collect();
        let middle = words.len() / 2;
        words.insert(middle, "which, as it turned out,");
        format!("The {}.", words.join(" "))
    }
}

/// A page of some paragraphs between navigation, a list of other articles after every few paragraphs, and a footer.
fn page(name: &'static str, paragraphs: usize, links: usize) -> Page {
    let mut dice = Dice(7);
    let (mut html, mut text) = (String::new(), String::new());
    html += "<!doctype html><html lang=en><head><meta charset=utf-8><title>Boats in the market square</title>\
             <style>.menu{color:red}</style><script>var a = '<p>no text</p>';</script></head><body><nav class=menu><ul>";
    let mut blocks = 1;
    for n in 0..links {
        html += &format!("<li class=\"menu-item item-{n}\"><a href=\"/section/{n}\">Section {n}</a></li>\n");
        text += &format!("Section {n}\n");
        blocks += 1;
    }
    html += "</ul></nav><main><article class=\"post story\"><h1>Boats in the market square</h1>\n";
    text += "\nBoats in the market square\n\n";
    let mut first = String::new();
    for n in 0..paragraphs {
        let sentences: Vec<String> = (0..4).map(|_| dice.sentence()).collect();
        first = if n == 0 { sentences[0].clone() } else { first };
        let paragraph = sentences.join(" ");
        let (start, end) = paragraph.split_at(paragraph.find(' ').unwrap_or(0));
        html += &format!("<p class=\"text\"><b>{start}</b>{end} <a href=\"/about/{n}\">More on this</a>.</p>\n");
        text += &format!("{paragraph} More on this.\n\n");
        blocks += 1;
        if n % 5 == 4 {
            html += "<div class=\"related teaser-list\">";
            for k in 0..4 {
                html += &format!("<div class=teaser><a href=\"/{n}/{k}\">Another story, number {k}</a></div>\n");
                text += &format!("Another story, number {k}\n");
                blocks += 1;
            }
            html += "</div>";
            text += "\n";
        }
    }
    html += "</article></main><footer class=foot><p>© 2026 The Courier</p></footer></body></html>";
    text += "© 2026 The Courier\n";
    blocks += 1;
    Page { name, html, text, first, blocks }
}

/// About 5 kB, 60 kB and 1 MB of HTML.
pub fn pages() -> [Page; 3] {
    [page("small", 6, 12), page("medium", 90, 120), page("large", 1800, 600)]
}
