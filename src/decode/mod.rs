//! stub
use std::borrow::Cow;
pub(crate) struct Decoded<'a> { pub text: Cow<'a, str> }
pub(crate) fn decode<'a>(bytes: &'a [u8], _c: Option<&'static encoding_rs::Encoding>, _h: bool) -> Decoded<'a> { Decoded { text: String::from_utf8_lossy(bytes) } }
