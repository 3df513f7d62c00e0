//! The gate: the one glyph for a checkpoint, the same in the diagram, the verdict and the history. What it says is its
//! mark, which has most of the room; the posts leave where the whole is small, or they would make a box around it.

use yew::prelude::*;

/// How a packet met a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GateState {
    /// Let through by a rule, a route, an entry.
    Open,
    /// Let through because the connection is tracked.
    Tracked,
    /// Dropped here.
    Shut,
    /// Cannot be told.
    Unknown,
    /// The packet never came here.
    NotReached,
}

impl GateState {
    /// The class that gives the gate its colours.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Tracked => "tracked",
            Self::Shut => "shut",
            Self::Unknown => "unknown",
            Self::NotReached => "not-reached",
        }
    }

    const fn strokes(self) -> &'static str {
        match self {
            // Bar up, a check mark between the posts.
            Self::Open => "M2.4 6.6 12 1.4M4.8 12.4l3.6 3.8 6.8-7.8",
            // Bar up, a clock between the posts.
            Self::Tracked => {
                "M2.4 6.6 12 1.4M10 18.6a5.2 5.2 0 1 0 0-10.4 5.2 5.2 0 0 0 0 10.4ZM10 10.9v2.7l1.9 1.2"
            }
            // Bar down, a cross under it.
            Self::Shut => "M2 4.4h16M5.8 9.2l8.4 8.6M14.2 9.2l-8.4 8.6",
            // Bar down, a question under it.
            Self::Unknown => "M2 4.4h16M7.2 10.4a2.8 2.8 0 1 1 4 2.4c-.8.4-1.2.8-1.2 1.8M10 18.2v.1",
            Self::NotReached => "M2 12h16",
        }
    }
}

/// Draws a gate. The word for its state stands beside it or in the label of what holds it.
pub fn gate(state: GateState) -> Html {
    html! {
        <svg class={classes!("gate", state.class())} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path class="posts" d="M1.6 18.6V8.6M18.4 18.6V8.6" />
            <path class="bar" d={state.strokes()} />
        </svg>
    }
}
