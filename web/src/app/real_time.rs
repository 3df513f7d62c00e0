//! Time that runs by itself: the page sends the state the time that went by, and pauses while nobody can see it.

use gloo::timers::callback::Interval;
use yew::prelude::*;

use crate::browser::clock;
use crate::state::store::{Act, Dispatch};

/// Milliseconds between two moves of the clock.
const PACE: u32 = 500;
/// More than this between two moves, and the machine slept or the tab was hidden: that time does not count.
const GAP: f64 = 5_000.0;

/// Moves the clock while `running`.
#[hook]
pub fn use_real_time(running: bool, dispatch: &Dispatch) {
    use_effect_with(running, {
        let dispatch = dispatch.clone();
        move |running| {
            let timer = running.then(|| {
                let mut last = clock::now();
                Interval::new(PACE, move || {
                    let now = clock::now();
                    let passed = now - std::mem::replace(&mut last, now);
                    if !gloo::utils::document().hidden() && (1.0..GAP).contains(&passed) {
                        dispatch.dispatch(Act::Tick(passed as u64));
                    }
                })
            });
            move || drop(timer)
        }
    });
}
