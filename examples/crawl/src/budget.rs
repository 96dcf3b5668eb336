//! Memory for what is on its way from the reader to the output.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Bytes that may be on their way. The reader waits when they are taken; what comes first in order always has its own, so
/// that there is an end to the waiting.
pub struct Budget {
    most: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    used: usize,
    closed: bool,
}

impl Budget {
    pub fn new(most: usize) -> Self {
        Budget { most, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits for so many bytes, or until nothing else is on its way; `false` when nobody wants them any more.
    pub fn take(&self, bytes: usize) -> bool {
        let mut state = self.lock();
        while !state.closed && state.used > 0 && state.used + bytes > self.most {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.used += bytes;
        !state.closed
    }

    pub fn give_back(&self, bytes: usize) {
        self.lock().used -= bytes;
        self.changed.notify_one();
    }

    /// Ends all waiting.
    pub fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn waits_for_room() {
        let budget = Budget::new(10);
        assert!(budget.take(8));
        thread::scope(|scope| {
            let waiting = scope.spawn(|| budget.take(50));
            thread::sleep(Duration::from_millis(20));
            assert!(!waiting.is_finished());
            budget.give_back(8);
            assert!(waiting.join().unwrap(), "more than there is goes alone");
            let closed = scope.spawn(|| budget.take(1));
            budget.close();
            assert!(!closed.join().unwrap());
        });
    }
}
