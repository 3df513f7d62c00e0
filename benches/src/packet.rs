//! One packet over a full path with all its evidence, at the quotas' limits.

use crate::figure::{against, plain};
use crate::stopwatch::{Stopwatch, best_of};
use sg_benches::quota::{GROUPS, MOST_RULES, RULES, inputs, send_all, simulation};
use sg_core::explain::outcome;
use sg_core::simulation::Answer;
use sg_core::wire::{Step, StepKind};
use std::hint::black_box;

const PACKETS: u32 = 5_000;

/// Runs the benchmark.
pub fn run() {
    let inputs = inputs(PACKETS);
    for rules in [RULES, MOST_RULES] {
        let checkpoints = send_all(&mut simulation(rules), &inputs) / inputs.len();
        let what = format!("{GROUPS} groups of {rules} rules at each end, {checkpoints} checkpoints");
        let seconds = best_of(5, || {
            let mut simulation = simulation(rules);
            let watch = Stopwatch::start();
            black_box(send_all(&mut simulation, &inputs));
            watch.seconds()
        });
        let each = seconds / f64::from(PACKETS) * 1e6;
        against(&what, &format!("{each:.1} \u{b5}s"), "under 50 \u{b5}s (in wasm)", each < 50.0);
        let seconds = best_of(5, || {
            let mut simulation = simulation(rules);
            let watch = Stopwatch::start();
            for input in &inputs {
                if let Ok(Answer::Sent(trace)) = simulation.step(Step::from(StepKind::Send(input.clone()))) {
                    black_box(outcome(&trace));
                }
            }
            watch.seconds()
        });
        let each = seconds / f64::from(PACKETS) * 1e6;
        plain("  with every sentence and text made", &format!("{each:.1} \u{b5}s"));
    }
}
