//! The attributes that anything is read from. All others are dropped before they take any memory.

use super::names::{Names, Written};

macro_rules! attributes {
    ($($variant:ident $name:literal,)*) => {
        /// An attribute by name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub(crate) enum Attr { $(#[doc = $name] $variant,)* }

        const ALL: &[Attr] = &[$(Attr::$variant,)*];
        const NAMES: &[&str] = &[$($name,)*];
    };
}

attributes! {
    Alt "alt", Alttext "alttext", AriaHidden "aria-hidden", Class "class", Color "color", Colspan "colspan",
    Content "content", Data "data", DataLazySrc "data-lazy-src", DataOriginal "data-original", DataSrc "data-src",
    Datetime "datetime", Encoding "encoding", Face "face", Hidden "hidden", Href "href", HttpEquiv "http-equiv",
    Id "id", Itemprop "itemprop", Itemtype "itemtype", Lang "lang", Name "name", Property "property",
    Pubdate "pubdate", Rel "rel", Role "role", Size "size", Src "src", Start "start", Style "style", Title "title",
    Type "type", Value "value", XlinkHref "xlink:href", XlinkTitle "xlink:title",
    XmlLang "xml:lang",
}

static BY_NAME: Names<256> = Names::new(NAMES);

impl Attr {
    /// The attribute with this name, in any case.
    pub(crate) fn from_name(name: &str) -> Option<Attr> {
        Attr::parsed(&Written::whole(name))
    }

    /// The same for a name on a page.
    #[inline]
    pub(super) fn parsed(name: &Written<'_>) -> Option<Attr> {
        BY_NAME.find(NAMES, name).map(|index| ALL[index])
    }

    /// What the attribute is called inside `<svg>` and `<math>`: names lose the namespace they are written with.
    pub(super) fn in_foreign(self) -> Attr {
        match self {
            Attr::XlinkHref => Attr::Href,
            Attr::XlinkTitle => Attr::Title,
            Attr::XmlLang => Attr::Lang,
            other => other,
        }
    }
}

/// Whether a script of this type holds structured data.
pub(crate) fn is_json_ld(kind: &str) -> bool {
    kind.trim().get(..19).is_some_and(|start| start.eq_ignore_ascii_case("application/ld+json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case() {
        for (name, attr) in NAMES.iter().zip(ALL) {
            assert_eq!(Attr::from_name(name), Some(*attr));
            assert_eq!(Attr::from_name(&name.to_uppercase()), Some(*attr));
        }
        for name in ["data-x", "", "\0id", "xdata-original", "mata-original", "ariahidden"] {
            assert_eq!(Attr::from_name(name), None);
        }
    }
}
