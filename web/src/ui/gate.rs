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
            Self::Open => "M2.5 7 11.5 1.8M6.3 12.6l2.7 2.8 4.9-5.6",
            // Bar up, a clock between the posts.
            Self::Tracked => "M2.5 7 11.5 1.8M10 17a3.9 3.9 0 1 0 0-7.8 3.9 3.9 0 0 0 0 7.8ZM10 11.2v2l1.4 1",
            // Bar down, a cross under it.
            Self::Shut => "M3 8h14M7.3 11.3l5.4 5.4M12.7 11.3l-5.4 5.4",
            // Bar down, a question under it.
            Self::Unknown => "M3 8h14M8.2 12.3a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.6-.9 1.2M10 17.5v.1",
            Self::NotReached => "M3 12h14",
        }
    }
}

/// Draws a gate. The word for its state stands beside it or in the label of what holds it.
pub fn gate(state: GateState) -> Html {
    html! {
        <svg class={classes!("gate", state.class())} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path class="posts" d="M2.5 18V7M17.5 18V7" />
            <path class="bar" d={state.strokes()} />
        </svg>
    }
}
