//! Buffers that a cleaner keeps from page to page.

use std::sync::{Arc, Mutex, PoisonError};

use crate::markup::tree::Builder;

/// A parser that has grown beyond this for one page is not kept, in bytes.
const MOST: usize = 32 << 20;

/// Parsers at rest. Clones share them; each thread that cleans takes one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scratch(Arc<Mutex<Vec<Builder>>>);

impl Scratch {
    /// Lends a parser.
    pub(crate) fn with<T>(&self, run: impl FnOnce(&mut Builder) -> T) -> T {
        let rested = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut builder = rested.unwrap_or_else(Builder::new);
        let result = run(&mut builder);
        if builder.capacity() <= MOST {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(builder);
        }
        result
    }
}
