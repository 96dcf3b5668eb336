//! Buffers that a cleaner keeps from page to page.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::judge::Room;
use crate::markup::tree::Builder;
use crate::page::Run;

/// What has grown beyond this for one page is not kept, in bytes.
const MOST: usize = 32 << 20;

/// Buffers at rest. Clones of a cleaner share them; each thread that cleans takes its own.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scratch {
    parsers: Arc<Mutex<Vec<(Builder, String)>>>,
    rooms: Arc<Mutex<Vec<Room>>>,
    runs: Arc<Mutex<Vec<Vec<Run>>>>,
}

impl Scratch {
    /// Lends a parser, and a text for the page as it reads it.
    pub(crate) fn with<T>(&self, run: impl FnOnce(&mut Builder, &mut String) -> T) -> T {
        let (mut builder, mut copy) = take(&self.parsers).unwrap_or_else(|| (Builder::new(), String::new()));
        let result = run(&mut builder, &mut copy);
        if builder.capacity() + copy.capacity() <= MOST {
            put(&self.parsers, (builder, copy));
        }
        result
    }

    /// Lends room to judge in.
    pub(crate) fn with_room<T>(&self, run: impl FnOnce(&mut Room) -> T) -> T {
        let mut room = take(&self.rooms).unwrap_or_default();
        let result = run(&mut room);
        if room.capacity() <= MOST {
            put(&self.rooms, room);
        }
        result
    }

    /// An empty list of words, to be given back.
    pub(crate) fn runs(&self) -> Vec<Run> {
        take(&self.runs).unwrap_or_default()
    }

    /// Takes a list of words back. Not all pages were lent theirs, so that no more are kept than parsers.
    pub(crate) fn keep_runs(&self, runs: Vec<Run>) {
        if lock(&self.runs).len() < lock(&self.parsers).len() {
            keep(&self.runs, runs);
        }
    }
}

fn keep<T>(rested: &Mutex<Vec<Vec<T>>>, mut list: Vec<T>) {
    if list.capacity() * size_of::<T>() <= MOST {
        list.clear();
        put(rested, list);
    }
}

fn take<T>(rested: &Mutex<Vec<T>>) -> Option<T> {
    lock(rested).pop()
}

fn put<T>(rested: &Mutex<Vec<T>>, buffer: T) {
    lock(rested).push(buffer);
}

fn lock<T>(rested: &Mutex<Vec<T>>) -> MutexGuard<'_, Vec<T>> {
    rested.lock().unwrap_or_else(PoisonError::into_inner)
}
