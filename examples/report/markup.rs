//! The one way from text to markup. A [`Part`] is written by the compiler's leave only: markup of ours is `'static`,
//! and whatever comes from a page has to be wrapped in [`Text`], which escapes it.

/// Markup that is being written.
#[derive(Debug, Default)]
pub struct Html(String);

/// A piece of markup.
pub trait Part {
    fn write(self, out: &mut String);
}

/// Text of a page or a file name, for element content and for values in double quotes.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a>(pub &'a str);

/// The start of a text, with the number of characters that are left out.
#[derive(Debug, Clone, Copy)]
pub struct Start<'a>(pub &'a str, pub usize);

/// A number with so many decimals.
#[derive(Debug, Clone, Copy)]
pub struct Decimal(pub f64, pub usize);

/// A number from 0 to 1 without its zero, as in `.97`.
#[derive(Debug, Clone, Copy)]
pub struct Probability(pub f32);

/// A whole number with commas between thousands.
#[derive(Debug, Clone, Copy)]
pub struct Count(pub usize);

impl Html {
    /// Nothing yet.
    pub fn new() -> Self {
        Html::default()
    }

    /// Adds a part.
    pub fn push(&mut self, part: impl Part) -> &mut Self {
        part.write(&mut self.0);
        self
    }

    /// Bytes so far.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

/// Adds several parts.
macro_rules! write_html {
    ($out:expr, $($part:expr),+ $(,)?) => {{ $($out.push($part);)+ }};
}
pub(crate) use write_html;

impl Part for &'static str {
    fn write(self, out: &mut String) {
        out.push_str(self);
    }
}

impl Part for Html {
    fn write(self, out: &mut String) {
        out.push_str(&self.0);
    }
}

impl Part for usize {
    fn write(self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Part for Decimal {
    fn write(self, out: &mut String) {
        let Decimal(number, places) = self;
        out.push_str(&format!("{:.places$}", if number.is_finite() { number } else { 0.0 }));
    }
}

impl Part for Probability {
    fn write(self, out: &mut String) {
        let number = format!("{:.2}", if self.0.is_finite() { self.0 } else { 0.0 });
        out.push_str(number.strip_prefix('0').unwrap_or(&number));
    }
}

impl Part for Count {
    fn write(self, out: &mut String) {
        let digits = self.0.to_string();
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
    }
}

impl Part for Text<'_> {
    fn write(self, out: &mut String) {
        self.0.chars().for_each(|c| escape(c, out));
    }
}

impl Part for Start<'_> {
    fn write(self, out: &mut String) {
        let Start(text, most) = self;
        let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
        Text(&text[..end]).write(out);
        if end < text.len() {
            out.push_str(" … (and ");
            Count(text[end..].chars().count()).write(out);
            out.push_str(" more characters)");
        }
    }
}

/// Writes a character so that it can be nothing but text, and so that it does not move or hide the text around it.
fn escape(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        '\n' | '\t' => out.push(c),
        c if is_unseen(c) => out.push_str(&format!("⟦U+{:04X}⟧", c as u32)),
        c => out.push(c),
    }
}

/// Signs that a browser would obey or swallow: controls, and embeddings and overrides of the writing direction, with
/// which a text can be made to read as another. Joiners and marks of direction are part of many scripts and stay.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(part: impl Part) -> String {
        let mut out = String::new();
        part.write(&mut out);
        out
    }

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(html(Text("</script><b a='\"&amp;\">")), "&lt;/script&gt;&lt;b a=&#39;&quot;&amp;amp;&quot;&gt;");
    }

    #[test]
    fn unseen_signs_are_shown() {
        assert_eq!(html(Text("a\u{202e}b\0c\u{85}\nd\u{200d}e")), "a⟦U+202E⟧b⟦U+0000⟧c⟦U+0085⟧\nd\u{200d}e");
    }

    #[test]
    fn a_start_says_what_it_leaves_out() {
        assert_eq!(html(Start("<é>", 3)), "&lt;é&gt;");
        assert_eq!(html(Start("<é>x", 2)), "&lt;é … (and 2 more characters)");
    }

    #[test]
    fn numbers() {
        assert_eq!([0, 999, 1000, 1_234_567].map(|n| html(Count(n))), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([0.0, 0.974, 1.0, f32::NAN].map(|p| html(Probability(p))), [".00", ".97", "1.00", ".00"]);
        assert_eq!(html(Decimal(f64::INFINITY, 1)), "0.0");
    }
}
