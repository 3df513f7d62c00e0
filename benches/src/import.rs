//! The import of a large account's groups.

use crate::figure::against;
use crate::stopwatch::{Stopwatch, best_of};
use sg_benches::groups::{GROUPS, RULES, import_rules, text};
use std::hint::black_box;

/// Runs the benchmark.
pub fn run() {
    let text = text();
    let what = format!("{GROUPS} groups of {RULES} rules, {} MB", text.len() / 1_000_000);
    let seconds = best_of(5, || {
        let watch = Stopwatch::start();
        black_box(import_rules(&text));
        watch.seconds()
    });
    against(&what, &format!("{:.0} ms", seconds * 1e3), "under 1,000 ms (in wasm)", seconds < 1.0);
}
