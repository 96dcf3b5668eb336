//! What the page says about the article: each value with its source.

mod address;
mod choose;
mod clean;
mod clock;
mod dates;
mod found;
mod graph;
mod json;
mod kind;
mod labelled;
mod language;
mod lexicon;
mod marked;
mod names;
mod paywall;
mod separators;
mod sourced;
mod tags;
#[cfg(test)]
mod tests;
mod timeline;
mod title;
mod tokens;
mod visible;
mod words;

pub(crate) use address::{base, is_short};
pub(crate) use choose::read;
pub(crate) use dates::is_month;
pub(crate) use language::detect as detect_language;
pub(crate) use paywall::may_be_paywalled;
pub use sourced::{Source, Sourced};

/// Declares the fields with their two accessors each.
macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident $sourced:ident: $held:ty as $given:ty, $get:expr;)*) => {
        /// Title, authors, dates and more, each with the place it was found at.
        ///
        /// ```
        /// let html = "<title>Flood - The Example</title><meta name=author content='By Ann Lee and Bo Berg'>\
        ///     <meta property=article:published_time content='2024-05-03T10:30:00+02:00'><h1>Flood</h1>";
        /// let article = bodytext::clean_html(html);
        /// let metadata = article.metadata();
        /// assert_eq!(metadata.title(), Some("Flood"));
        /// assert_eq!(metadata.authors(), ["Ann Lee", "Bo Berg"]);
        /// assert_eq!(metadata.published(), Some("2024-05-03T10:30:00+02:00"));
        /// assert_eq!(metadata.published_sourced().map(|date| date.source()), Some(bodytext::Source::OpenGraph));
        /// ```
        #[derive(Debug, Clone, Default, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[non_exhaustive]
        pub struct Metadata {
            $($name: Option<Sourced<$held>>,)*
        }

        impl Metadata {
            $(
                $(#[$doc])*
                pub fn $name(&self) -> $given {
                    let get: fn(Option<&Sourced<$held>>) -> $given = $get;
                    get(self.$name.as_ref())
                }

                #[doc = concat!("The value of [`Metadata::", stringify!($name), "`] with its source, and what other places say.")]
                pub fn $sourced(&self) -> Option<&Sourced<$held>> {
                    self.$name.as_ref()
                }
            )*
        }
    };
}

/// The accessor of a text.
fn text(value: Option<&Sourced<String>>) -> Option<&str> {
    value.map(|value| value.value().as_str())
}

/// The accessor of a list.
fn list(value: Option<&Sourced<Vec<String>>>) -> &[String] {
    value.map_or(&[], |value| value.value().as_slice())
}

fields! {
    /// The title, without the site's name.
    title title_sourced: String as Option<&str>, text;
    /// The line below the title.
    subtitle subtitle_sourced: String as Option<&str>, text;
    /// Who wrote it: names only, without "By", roles and addresses.
    authors authors_sourced: Vec<String> as &[String], list;
    /// When it was published: an ISO 8601 date or date-time, or a month (`2024-05`) when no more is known. The zone is
    /// given when the page gives it.
    published published_sourced: String as Option<&str>, text;
    /// When it was last changed, in the same form; never before [`Metadata::published`].
    modified modified_sourced: String as Option<&str>, text;
    /// The name of the site.
    site_name site_name_sourced: String as Option<&str>, text;
    /// The page's address as it wants to be quoted, absolute when it can be resolved.
    url url_sourced: String as Option<&str>, text;
    /// The language tag, as in `de` or `pt-BR`: declared, else detected from the text.
    language language_sourced: String as Option<&str>, text;
    /// What the page says it is about, in a sentence or two.
    description description_sourced: String as Option<&str>, text;
    /// The address of the picture that stands for the article.
    image image_sourced: String as Option<&str>, text;
    /// Topics.
    tags tags_sourced: Vec<String> as &[String], list;
    /// The site's section.
    section section_sourced: String as Option<&str>, text;
    /// The address or the name of the licence.
    licence licence_sourced: String as Option<&str>, text;
    /// Whether the page says that one has to pay for the whole text.
    paywalled paywalled_sourced: bool as Option<bool>, |value| value.map(|value| *value.value());
    /// How many comments there are.
    comments comments_sourced: u64 as Option<u64>, |value| value.map(|value| *value.value());
}
