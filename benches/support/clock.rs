//! Processor time of this thread: what other programs do at the same time does not count.

use std::time::{Duration, Instant};

/// Time from here on.
pub struct Clock {
    used: Option<Duration>,
    start: Instant,
}

impl Clock {
    pub fn start() -> Self {
        Clock { used: used(), start: Instant::now() }
    }

    /// Processor time since the start; where the system does not tell, time.
    pub fn elapsed(&self) -> Duration {
        let wall = self.start.elapsed();
        match (self.used, used()) {
            (Some(before), Some(after)) => after.saturating_sub(before).min(wall),
            _ => wall,
        }
    }
}

fn used() -> Option<Duration> {
    // The system brings the number up to date when the thread may be changed.
    std::thread::yield_now();
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(line.split(' ').next()?.parse().ok()?))
}
