//! Bounds on the work that one page may cause, and what was cut to stay within them.

/// Declares the limits with their defaults, setters and readers in one place.
macro_rules! limits {
    ($($(#[$doc:meta])* $field:ident $with:ident $variant:ident $name:literal = $default:expr, at most $most:expr;)*) => {
        /// Bounds on the work that one page may cause. Beyond a limit text is still read, without its markup, and
        /// [`Article::cut`](crate::Article::cut) says so.
        ///
        /// ```
        /// use bodytext::{Cleaner, Limit, Limits, Options};
        ///
        /// let cleaner = Cleaner::new(Options::new().with_limits(Limits::new().with_max_blocks(2)));
        /// let article = cleaner.clean_html("<p>The river rose.<p>The town was cut off.<p>Nobody was hurt.");
        /// assert_eq!(article.blocks().len(), 2);
        /// assert_eq!(article.cut(), [Limit::Blocks]);
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Limits {
            $($field: usize,)*
        }

        impl Limits {
            /// The defaults.
            pub const fn new() -> Self {
                Limits { $($field: $default,)* }
            }

            $(
                $(#[$doc])*
                pub const fn $with(mut self, most: usize) -> Self {
                    self.$field = if most < $most { most } else { $most };
                    self
                }

                #[doc = concat!("See [`Limits::", stringify!($with), "`].")]
                pub const fn $field(&self) -> usize {
                    self.$field
                }
            )*
        }

        /// A limit that a page went beyond. See the setter of the same name in [`Limits`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
        #[non_exhaustive]
        pub enum Limit {
            $(#[doc = concat!("[`Limits::", stringify!($with), "`].")] $variant,)*
        }

        impl Limit {
            const ALL: &[Limit] = &[$(Limit::$variant,)*];

            /// The lower-case name.
            pub fn name(self) -> &'static str {
                match self { $(Limit::$variant => $name,)* }
            }
        }
    };
}

/// Any number will do.
const ANY: usize = usize::MAX;
/// Places in a page are kept in 32 bits, and a page may grow by half when it is decoded.
const PLACES: usize = 1 << 30;

limits! {
    /// The longest input that [`clean_bytes`](crate::clean_bytes) takes, in bytes. Default: 128 MiB; at most 1 GiB. The
    /// functions that cannot fail read a longer input up to here.
    max_bytes with_max_bytes Bytes "bytes" = 128 << 20, at most PLACES;
    /// How deep elements may nest; deeper ones lose their markup, not their text. Default: 512, as in browsers; at most
    /// 4096, since the time for a page grows with it.
    max_depth with_max_depth Depth "depth" = 512, at most 4096;
    /// How many formatting elements (`<b>`, `<font>`) may be open: a parser opens all of them again in every paragraph,
    /// so that many of them multiply the page. Default: 24; at most 512.
    max_formatting with_max_formatting Formatting "formatting" = 24, at most 512;
    /// How many elements and texts are told apart; later ones lose their markup, not their text. Default: 2 million.
    max_nodes with_max_nodes Nodes "nodes" = 2_000_000, at most PLACES;
    /// How many attributes of one element are read. Default: 256.
    max_attributes with_max_attributes Attributes "attributes" = 256, at most 65_535;
    /// How many blocks there may be; all text after the last belongs to it. Default: 100,000: each takes some kilobytes while
    /// it is judged.
    max_blocks with_max_blocks Blocks "blocks" = 100_000, at most PLACES;
    /// How many bytes of structured data (JSON-LD) are read; a script that goes beyond is left out. Default: 4 MiB.
    max_json_ld_bytes with_max_json_ld_bytes JsonLdBytes "json_ld_bytes" = 4 << 20, at most ANY;
    /// How deep structured data may nest; a script that nests deeper is left out. Default: 64; at most 120.
    max_json_ld_depth with_max_json_ld_depth JsonLdDepth "json_ld_depth" = 64, at most 120;
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}

/// A set of limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Cut(u16);

impl Cut {
    pub(crate) fn add(&mut self, limit: Limit) {
        self.0 |= 1 << limit as u16;
    }

    pub(crate) fn add_all(&mut self, other: Cut) {
        self.0 |= other.0;
    }

    /// In the order of [`Limit`].
    pub(crate) fn list(self) -> Vec<Limit> {
        Limit::ALL.iter().copied().filter(|limit| self.0 & 1 << *limit as u16 != 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn setters_and_bounds() {
        let limits = Limits::new().with_max_depth(1 << 20).with_max_nodes(7);
        assert_eq!((limits.max_depth(), limits.max_nodes()), (4096, 7));
        assert_eq!(limits.max_bytes(), Limits::default().max_bytes());
    }

    #[test]
    fn a_cut_lists_each_limit_once() {
        let mut cut = Cut::default();
        assert!(cut.list().is_empty());
        cut.add(Limit::Nodes);
        cut.add(Limit::Bytes);
        cut.add(Limit::Nodes);
        assert_eq!(cut.list(), [Limit::Bytes, Limit::Nodes]);
    }
}
