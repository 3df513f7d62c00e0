//! The first drawing, piece by piece: between two pieces the browser has the time to do what else waits for it.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::state::panel::Panel;

use super::Emit;

/// The panels in the order in which they are drawn first, each beginning with its place in it. The shell comes before.
const ORDER: [Panel; 9] = [
    Panel::Packet,
    Panel::Lesson,
    Panel::Rules,
    Panel::Verdict,
    Panel::Diagram,
    Panel::Conntrack,
    Panel::Expectations,
    Panel::Resources,
    Panel::History,
];

/// How far the first drawing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pieces(usize);

impl Pieces {
    const WHOLE: Self = Self(ORDER.len());

    /// Whether a panel's turn has come.
    #[must_use]
    pub fn include(self, panel: Panel) -> bool {
        ORDER.iter().take(self.0).any(|one| *one == panel)
    }
}

/// Draws one piece after the other, each in a task of its own, and says `drawn` after the last.
#[hook]
pub fn use_pieces(shows: impl Fn(Panel) -> bool, emit: &Emit) -> Pieces {
    // Without a browser, everything is drawn at once.
    let start = if cfg!(target_arch = "wasm32") { Pieces(0) } else { Pieces::WHOLE };
    let pieces = use_state_eq(|| start);
    // What the element does not show takes no turn.
    let next = (pieces.0..ORDER.len()).find(|at| ORDER.get(*at).is_some_and(|panel| shows(*panel)));
    use_effect_with(*pieces, {
        let (emit, set) = (emit.clone(), pieces.setter());
        move |pieces| {
            if *pieces == Pieces::WHOLE {
                emit.emit(("drawn", String::new()));
                return;
            }
            let next = next.map_or(Pieces::WHOLE, |at| Pieces(at + 1));
            // Nobody waits for a page that is hidden, and its timers are slow.
            let next = if gloo::utils::document().hidden() { Pieces::WHOLE } else { next };
            Timeout::new(0, move || set.set(next)).forget();
        }
    });
    *pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_panel_has_its_turn_and_keeps_it() {
        for (name, panel) in Panel::ALL {
            assert!(!Pieces(0).include(panel), "{name}");
            assert!(Pieces::WHOLE.include(panel), "{name}");
        }
        assert!(Pieces(1).include(ORDER[0]) && !Pieces(1).include(ORDER[1]));
    }
}
