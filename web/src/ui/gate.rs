//! The gate: the one glyph for a checkpoint, the same in the diagram, the verdict and the history.

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
            Self::Open => "M5 12 11.5 2.5M7.5 11.5l2.2 2.2 4-4.4",
            // Bar up, a clock between the posts.
            Self::Tracked => {
                "M5 12 10.5 2.5M11 14.2a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2ZM11 9.8v1.4l1 .7"
            }
            // Bar down, a cross above it.
            Self::Shut => "M5 12h10M7.7 4.3l4.6 4.6M12.3 4.3 7.7 8.9",
            // Bar down, a question above it.
            Self::Unknown => "M5 13h10M8.2 5.2a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.3M10 10.4v.1",
            Self::NotReached => "M5 12h10",
        }
    }
}

/// Draws a gate. The word for its state stands beside it or in the label of what holds it.
#[must_use]
pub fn gate(state: GateState) -> Html {
    html! {
        <svg class={classes!("gate", state.class())} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path class="posts" d="M4 17V8M16 17V8M2 17h16" />
            <path class="bar" d={state.strokes()} />
        </svg>
    }
}
