//! The tag table: what each element does to the flow of text.

use super::names::{Names, Written};

/// How an element takes part in segmentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    /// Starts and ends a block.
    Block,
    /// Stays inside its block.
    Inline,
    /// Its text is no text of the page: scripts, styles, form values, drawings.
    Skip,
}

/// Declares the tags with their names and flows in one place.
macro_rules! tags {
    ($($variant:ident $name:literal $flow:ident),*; $($inner:ident $inner_name:literal),*) => {
        /// An HTML element by name. Names that HTML does not know are `Unknown` and block-level, so that two custom
        /// elements never run together. The names after `Unknown` matter to the rules of parsing only.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub(crate) enum Tag { $(#[doc = $name] $variant,)* #[doc = "any other"] Unknown, $(#[doc = $inner_name] $inner,)* }

        /// All tags in order.
        const ALL: &[Tag] = &[$(Tag::$variant,)* Tag::Unknown, $(Tag::$inner,)*];
        const NAMES: &[&str] = &[$($name,)* "unknown", $($inner_name,)*];
        static FLOWS: &[Flow] = &[$(Flow::$flow,)*];

        impl Tag {
            /// The lower-case name.
            pub(crate) fn name(self) -> &'static str {
                NAMES[self as usize]
            }

            /// How the element takes part in segmentation.
            #[inline]
            pub(crate) fn flow(self) -> Flow {
                FLOWS.get(self as usize).copied().unwrap_or(Flow::Block)
            }
        }
    };
}

tags! {
    A "a" Inline, Abbr "abbr" Inline, Acronym "acronym" Inline, Address "address" Block, Annotation "annotation" Inline,
    AnnotationXml "annotation-xml" Skip, Applet "applet" Block,
    Area "area" Inline, Article "article" Block, Aside "aside" Block, Audio "audio" Block, B "b" Inline,
    Base "base" Skip, Bdi "bdi" Inline, Bdo "bdo" Inline, Big "big" Inline, Blockquote "blockquote" Block,
    Body "body" Block, Br "br" Inline, Button "button" Block, Canvas "canvas" Skip, Caption "caption" Block,
    Center "center" Block, Cite "cite" Inline, Code "code" Inline, Col "col" Block, Colgroup "colgroup" Block,
    Data "data" Inline, Datalist "datalist" Skip, Dd "dd" Block, Del "del" Inline, Details "details" Block,
    Dfn "dfn" Inline, Dialog "dialog" Block, Dir "dir" Block, Div "div" Block, Dl "dl" Block, Dt "dt" Block,
    Em "em" Inline, Embed "embed" Block, Fieldset "fieldset" Block, Figcaption "figcaption" Block,
    Figure "figure" Block, Font "font" Inline, Footer "footer" Block, Form "form" Block, Frameset "frameset" Block,
    H1 "h1" Block, H2 "h2" Block, H3 "h3" Block, H4 "h4" Block, H5 "h5" Block, H6 "h6" Block, Head "head" Block,
    Header "header" Block, Hgroup "hgroup" Block, Hr "hr" Block, Html "html" Block, I "i" Inline,
    Iframe "iframe" Skip, Img "img" Inline, Input "input" Inline, Ins "ins" Inline, Kbd "kbd" Inline,
    Label "label" Inline, Legend "legend" Block, Li "li" Block, Link "link" Skip, Listing "listing" Block,
    Main "main" Block, Map "map" Inline, Mark "mark" Inline, Math "math" Inline, Menu "menu" Block,
    Meta "meta" Skip, Meter "meter" Inline, Nav "nav" Block, Nobr "nobr" Inline, Noembed "noembed" Skip,
    Noframes "noframes" Skip, Noscript "noscript" Block, Object "object" Block, Ol "ol" Block,
    Optgroup "optgroup" Skip, Option "option" Skip, Output "output" Inline, P "p" Block, Param "param" Skip,
    Picture "picture" Inline, Plaintext "plaintext" Block, Pre "pre" Block, Progress "progress" Inline,
    Q "q" Inline, Rb "rb" Inline, Rp "rp" Skip, Rt "rt" Skip, Rtc "rtc" Skip, Ruby "ruby" Inline,
    S "s" Inline, Samp "samp" Inline, Script "script" Skip, Search "search" Block, Section "section" Block,
    Select "select" Skip, Slot "slot" Inline, Small "small" Inline, Source "source" Inline, Span "span" Inline,
    Strike "strike" Inline, Strong "strong" Inline, Style "style" Skip, Sub "sub" Inline, Summary "summary" Block,
    Sup "sup" Inline, Svg "svg" Skip, Table "table" Block, Tbody "tbody" Block, Td "td" Block,
    Template "template" Skip, Textarea "textarea" Skip, Tfoot "tfoot" Block, Th "th" Block, Thead "thead" Block,
    Time "time" Inline, Title "title" Skip, Tr "tr" Block, Track "track" Inline, Tt "tt" Inline, U "u" Inline,
    Ul "ul" Block, Var "var" Inline, Video "video" Block, Wbr "wbr" Inline, Xmp "xmp" Block;
    // Told apart by the rules of parsing only.
    Basefont "basefont", Bgsound "bgsound", Desc "desc", ForeignObject "foreignobject", Frame "frame", Image "image",
    Isindex "isindex", Keygen "keygen", Malignmark "malignmark", Marquee "marquee", Mglyph "mglyph", Mi "mi", Mn "mn", Mo "mo", Ms "ms",
    Mtext "mtext"
}

/// How many tags there are.
pub(super) const TAGS: usize = ALL.len();

/// Tags by name.
static BY_NAME: Names<512> = Names::new(NAMES);

impl Tag {
    /// The tag with this name, in any case.
    pub(crate) fn from_name(name: &str) -> Tag {
        Tag::parsed(&Written::whole(name)).shown()
    }

    /// The same, with the names that matter to the rules of parsing.
    #[inline]
    pub(super) fn parsed(name: &Written<'_>) -> Tag {
        BY_NAME.find(NAMES, name).map_or(Tag::Unknown, |index| ALL[index])
    }

    /// The tag as the rest of the crate knows it.
    pub(super) fn shown(self) -> Tag {
        if self as u8 > Tag::Unknown as u8 { Tag::Unknown } else { self }
    }

    /// Whether the element never has content.
    pub(crate) fn is_void(self) -> bool {
        use Tag::*;
        matches!(self, Area | Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr)
    }

    /// The level of a heading, 1 to 6.
    pub(crate) fn heading_level(self) -> Option<u8> {
        match self {
            Tag::H1 => Some(1),
            Tag::H2 => Some(2),
            Tag::H3 => Some(3),
            Tag::H4 => Some(4),
            Tag::H5 => Some(5),
            Tag::H6 => Some(6),
            _ => None,
        }
    }

    /// Inline elements that pages use as boxes: two of them side by side are two words, while `<b>wo</b>rd` is one.
    pub(crate) fn separates_words(self) -> bool {
        use Tag::*;
        matches!(self, A | Span | Label | Time | Font | Img | Input | Output | Slot)
    }

    /// Elements that are counted also where nothing is in them: rows, cells and items have a place among others, and how many
    /// articles, forms and paragraphs a page has is evidence.
    pub(crate) fn counts_empty(self) -> bool {
        use Tag::*;
        matches!(self, Article | Dd | Dt | Form | Li | P | Tbody | Td | Tfoot | Th | Thead | Tr)
    }

    /// Elements inside which white space counts.
    pub(crate) fn keeps_space(self) -> bool {
        matches!(self, Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for name in ["a", "article", "figcaption", "h1", "wbr", "xmp", "noscript"] {
            assert_eq!(Tag::from_name(name).name(), name);
        }
        assert_eq!(Tag::from_name("my-card"), Tag::Unknown);
    }

    #[test]
    fn custom_elements_are_blocks() {
        assert_eq!(Tag::Unknown.flow(), Flow::Block);
    }
}
