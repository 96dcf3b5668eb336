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
    /// A file of fitted weights cannot be used.
    #[error("bad model: {message}")]
    Model {
        /// What is wrong with it.
        message: String,
    },
}
