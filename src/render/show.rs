//! What views show beside words.

/// What the Markdown and the HTML of an article show beside its words. The words are the same whatever is shown.
///
/// ```
/// use bodytext::{Cleaner, Options, Show};
///
/// let options = Options::new().with_url("https://example.com/")?;
/// let article = Cleaner::new(options).clean_html("<article><p>The <a href=/tarn>Tarn</a> rose by a metre in one night, and \
///     the lower town was cut off.</p><img src=a.jpg alt='The bridge'></article>");
/// let shown = article.markdown_with(Show::new().with_links(false).with_images(true));
/// assert!(shown.ends_with("cut off.\n\n![The bridge](https://example.com/a.jpg)\n"));
/// # Ok::<(), bodytext::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Show {
    links: bool,
    images: bool,
}

impl Default for Show {
    fn default() -> Self {
        Show { links: true, images: false }
    }
}

impl Show {
    /// Links, and no pictures.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether links are links, or their text alone. Default: links. References to footnotes always stay.
    pub fn with_links(mut self, links: bool) -> Self {
        self.links = links;
        self
    }

    /// Whether the pictures next to the text are shown where they stand. Default: no.
    pub fn with_images(mut self, images: bool) -> Self {
        self.images = images;
        self
    }

    pub(super) fn links(self) -> bool {
        self.links
    }

    pub(super) fn images(self) -> bool {
        self.images
    }
}
