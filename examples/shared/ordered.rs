//! Work on many items from several threads, with the results in order and few of them waiting.

use std::sync::mpsc::sync_channel;
use std::thread;

/// Results that a thread may have ready before they are asked for: some pages take as long as fifty others, and a thread that
/// may not run ahead of them has to wait.
const WAITING: usize = 64;

/// Calls `work` on every item and `emit` on every result, in the order of the items and on the caller's thread, until
/// `emit` says `false`.
pub fn for_each<'i, T: Sync, R: Send>(
    items: &'i [T],
    threads: usize,
    work: impl Fn(&'i T) -> R + Sync,
    mut emit: impl FnMut(R) -> bool,
) {
    let threads = threads.clamp(1, items.len().max(1));
    thread::scope(|scope| {
        let work = &work;
        // Thread k takes every `threads`-th item from the k-th on: taking turns at their channels gives the order.
        let results: Vec<_> = (0..threads)
            .map(|first| {
                let (sender, receiver) = sync_channel(WAITING);
                scope.spawn(move || {
                    let mut own = items.iter().skip(first).step_by(threads);
                    // Nobody listens any more when the output was closed.
                    let _ = own.try_for_each(|item| sender.send(work(item)));
                });
                receiver
            })
            .collect();
        for at in 0..items.len() {
            let Ok(result) = results[at % threads].recv() else { break };
            if !emit(result) {
                break;
            }
        }
    });
}

/// One thread a core.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}
