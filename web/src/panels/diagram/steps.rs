//! Stepping through the path like through a program: back, play, pause, on.

use std::rc::Rc;

use gloo::timers::callback::Interval;
use sg_core::path::Trace;
use yew::prelude::*;

use crate::panels::resources::count as counted;
use crate::panels::words::{checkpoint_title, verdict};
use crate::state::directory::Directory;
use crate::state::store::{Act, Dispatch};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::Icon;

/// Milliseconds from checkpoint to checkpoint, where the path is played and where a new one is drawn.
pub(super) const PACE: u32 = 90;

/// What the stepper is given.
#[derive(Properties)]
pub(super) struct StepsProps {
    /// The last packet's walk.
    pub trace: Option<Rc<Trace>>,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// The checkpoint that is pointed at.
    pub gate: Option<usize>,
    /// How many there are.
    pub count: usize,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

impl PartialEq for StepsProps {
    fn eq(&self, other: &Self) -> bool {
        let same_trace = match (&self.trace, &other.trace) {
            (Some(one), Some(two)) => Rc::ptr_eq(one, two),
            (one, two) => one.is_none() && two.is_none(),
        };
        same_trace && (self.gate, self.count) == (other.gate, other.count)
    }
}

/// The stepper.
#[component]
pub(super) fn Steps(props: &StepsProps) -> Html {
    let (playing, toggle) = use_play(props);
    let go = |act: fn(Option<usize>) -> Act| {
        let (dispatch, gate) = (props.dispatch.clone(), props.gate);
        Callback::from(move |_: MouseEvent| dispatch.dispatch(act(gate)))
    };
    let (gate, count) = (props.gate, props.count);
    let next = gate.map_or(0, |at| at + 1);
    let place = gate
        .map_or_else(|| counted(count, "checkpoint", "checkpoints"), |at| format!("{} of {count}", at + 1));
    let at = gate.and_then(|at| props.trace.as_ref()?.checkpoints.get(at));
    let told = at.map(|checkpoint| {
        let name = props.directory.name(&checkpoint.resource);
        format!(": {} of {name}, {}", checkpoint_title(checkpoint), verdict(checkpoint.decision))
    });
    html! {
        <div class="stepper" role="group" aria-label="Step through the path" onkeydown={step_keys(&props.dispatch, gate, count)}>
            <span class="dim place" aria-live="polite">{ place }<span class="unseen">{ told }</span></span>
            // A button that is disabled under the focus loses it, and with it the keys: at the ends they stay, and do nothing.
            <Button
                label="Previous checkpoint"
                title="Previous checkpoint (←)"
                icon={Icon::StepBack}
                icon_only={true}
                weight={Weight::Quiet}
                class={classes!(gate.is_none().then_some("idle"))}
                onclick={go(back)}
            />
            <Button
                label={if playing { "Pause" } else { "Play" }}
                data_key="play"
                icon={if playing { Icon::Pause } else { Icon::Play }}
                icon_only={true}
                weight={Weight::Quiet}
                title={if playing { "Pause" } else { "Play the path checkpoint by checkpoint" }}
                onclick={toggle}
            />
            <Button
                label="Next checkpoint"
                title="Next checkpoint (→)"
                icon={Icon::StepOn}
                icon_only={true}
                weight={Weight::Quiet}
                class={classes!((next >= count).then_some("idle"))}
                onclick={go(|_| Act::StepGate(1))}
            />
        </div>
    }
}

/// Before the first checkpoint there is none.
fn back(gate: Option<usize>) -> Act {
    match gate {
        Some(at) if at > 0 => Act::StepGate(-1),
        _ => Act::Gate(None),
    }
}

/// The arrow keys step, Home and End go to the ends, Escape leaves the path.
pub(super) fn step_keys(dispatch: &Dispatch, gate: Option<usize>, count: usize) -> Callback<KeyboardEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: KeyboardEvent| {
        let last = count.checked_sub(1);
        let act = match event.key().as_str() {
            // From where it is by then: two presses can come within a frame.
            "ArrowRight" => Act::StepGate(1),
            "ArrowLeft" => back(gate),
            "Home" => Act::Gate(last.map(|_| 0)),
            "End" => Act::Gate(last),
            "Escape" if gate.is_some() => Act::Gate(None),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        dispatch.dispatch(act);
    })
}

/// Plays the path checkpoint by checkpoint. Answers whether it plays, and the way to start or stop it.
#[hook]
fn use_play(props: &StepsProps) -> (bool, Callback<MouseEvent>) {
    let playing = use_state_eq(|| false);
    let (now, count, dispatch) = (props.gate, props.count, props.dispatch.clone());
    use_effect_with((*playing, now, count), {
        let stop = playing.setter();
        move |(playing, now, count)| {
            let (now, count) = (*now, *count);
            let timer = playing.then(|| {
                Interval::new(PACE, move || {
                    let next = now.map_or(0, |at| at + 1);
                    if next < count {
                        dispatch.dispatch(Act::Gate(Some(next)));
                    } else {
                        stop.set(false);
                    }
                })
            });
            move || drop(timer)
        }
    });
    let toggle = {
        let (playing, dispatch) = (playing.clone(), props.dispatch.clone());
        let (at_end, begins) = (props.gate.is_some_and(|at| at + 1 >= count), props.gate.is_none());
        Callback::from(move |_: MouseEvent| {
            let now = *playing;
            // Who asked that nothing moves sees where it ends.
            if !now && crate::ui::keeps_still() {
                return dispatch.dispatch(Act::Gate(count.checked_sub(1)));
            }
            // What is played begins at once at its first checkpoint.
            if !now && (at_end || begins) {
                dispatch.dispatch(Act::Gate(Some(0)));
            }
            playing.set(!now);
        })
    };
    (*playing, toggle)
}
