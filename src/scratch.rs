//! Buffers that a cleaner keeps from page to page.

use std::sync::{Arc, Mutex, PoisonError};

use crate::markup::tree::Builder;

/// What has grown beyond this for one page is not kept, in bytes.
const MOST: usize = 32 << 20;

/// Buffers at rest. Clones of a cleaner share them; each thread that cleans takes its own.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scratch {
    parsers: Arc<Mutex<Vec<Builder>>>,
    numbers: Arc<Mutex<Vec<Vec<f32>>>>,
}

impl Scratch {
    /// Lends a parser.
    pub(crate) fn with<T>(&self, run: impl FnOnce(&mut Builder) -> T) -> T {
        let mut builder = take(&self.parsers).unwrap_or_else(Builder::new);
        let result = run(&mut builder);
        if builder.capacity() <= MOST {
            put(&self.parsers, builder);
        }
        result
    }

    /// An empty list of numbers, to be given back.
    pub(crate) fn numbers(&self) -> Vec<f32> {
        take(&self.numbers).unwrap_or_default()
    }

    /// Takes a list of numbers back.
    pub(crate) fn keep_numbers(&self, mut numbers: Vec<f32>) {
        if numbers.capacity() * size_of::<f32>() <= MOST {
            numbers.clear();
            put(&self.numbers, numbers);
        }
    }
}

fn take<T>(rested: &Mutex<Vec<T>>) -> Option<T> {
    rested.lock().unwrap_or_else(PoisonError::into_inner).pop()
}

fn put<T>(rested: &Mutex<Vec<T>>, buffer: T) {
    rested.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
}
