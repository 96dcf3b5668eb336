//! Independent jobs on a few threads.

use std::sync::Mutex;
use std::thread;

/// Does every job once, on up to `threads` threads that take the next one when free.
pub(super) fn for_each<J: Send>(threads: usize, jobs: impl Iterator<Item = J> + Send, work: impl Fn(J) + Sync) {
    if threads < 2 {
        return jobs.for_each(work);
    }
    let queue = Mutex::new(jobs);
    let drain = || {
        // The lock is poisoned only if taking a job panicked; the scope then panics anyway.
        while let Some(job) = queue.lock().ok().and_then(|mut jobs| jobs.next()) {
            work(job);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(drain);
        }
        drain();
    });
}
