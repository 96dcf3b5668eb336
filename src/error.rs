//! The one error of the crate.

/// What a caller can do wrong. Pages cannot: bad bytes, broken markup and pages without an article all give an
/// [`Article`](crate::Article).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input is longer than [`Limits::max_bytes`](crate::Limits::max_bytes).
    #[error("the input has {bytes} bytes, the limit is {limit}")]
    TooLarge {
        /// Length of the input.
        bytes: usize,
        /// The limit in force.
        limit: usize,
    },
    /// The charset label is none that the WHATWG Encoding Standard knows.
    #[error("unknown charset label {label:?}")]
    UnknownCharset {
        /// The label as given.
        label: String,
    },
    /// The CSS selector does not parse.
    #[error("bad CSS selector {selector:?}: {message}")]
    Selector {
        /// The selector as given.
        selector: String,
        /// What the parser says.
        message: String,
    },
    /// The page's address is not an absolute URL.
    #[error("bad URL {url:?}: {message}")]
    Url {
        /// The address as given.
        url: String,
        /// What the parser says.
        message: String,
    },
    /// A name of an option's value, such as a focus or a format, is unknown.
    #[error("unknown {what} {name:?}, expected one of {expected}")]
    UnknownName {
        /// What was being named.
        what: &'static str,
        /// The name as given.
        name: String,
        /// The names there are.
        expected: &'static str,
    },
    /// The bytes are no file of fitted weights.
    #[error("not a model file")]
    NotAModel,
    /// A file of fitted weights in the layout of another version of the crate.
    #[error(
        "a model file of version {found}, this version of the crate reads version {expected}; fit the weights again"
    )]
    ModelVersion {
        /// The file's version.
        found: u8,
        /// The version that can be read.
        expected: u8,
    },
    /// A file of weights that were fitted on other columns of evidence than this version of the crate measures.
    #[error("the model was fitted on other evidence than this version of the crate measures; fit the weights again")]
    ModelColumns,
    /// A file of fitted weights that is cut short or changed.
    #[error("the model file is damaged: {message}")]
    ModelDamaged {
        /// What is wrong with it.
        message: String,
    },
    /// The bytes are no [`SiteProfile`](crate::SiteProfile).
    #[error("not a site profile")]
    NotAProfile,
    /// A profile in the layout of another version of the crate.
    #[error("a site profile of version {found}, this version of the crate reads version {expected}; learn it again")]
    ProfileVersion {
        /// The profile's version.
        found: u8,
        /// The version that can be read.
        expected: u8,
    },
    /// A profile that is cut short or changed.
    #[error("the site profile is damaged: {message}")]
    ProfileDamaged {
        /// What is wrong with it.
        message: String,
    },
}
