//! Time that the processor spent on this program, so that a busy machine does not spoil a figure.

use std::time::{Duration, Instant};

/// Runs since it was started.
pub struct Stopwatch {
    wall: Instant,
    processor: Option<Duration>,
}

impl Stopwatch {
    /// Starts it.
    pub fn start() -> Stopwatch {
        Stopwatch { wall: Instant::now(), processor: processor_time() }
    }

    /// Seconds of processor time; where the system does not tell it, of wall time.
    pub fn seconds(&self) -> f64 {
        match (self.processor, processor_time()) {
            (Some(start), Some(now)) => (now - start).as_secs_f64(),
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}

/// The least of several runs: whatever disturbs a run makes it longer, never shorter.
pub fn best_of(runs: u32, mut run: impl FnMut() -> f64) -> f64 {
    (0..runs).map(|_| run()).fold(f64::INFINITY, f64::min)
}

/// Linux tells it in nanoseconds as the first number of this file.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
