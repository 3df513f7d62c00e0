//! The one word to the reader about what just happened.

use std::rc::Rc;

use sg_core::conntrack::{Entry, IcmpFlow, Side};
use sg_core::model::Network;
use sg_core::simulation::Answer;
use sg_core::wire::Action;

use crate::state::deeds::deeds;
use crate::state::expectation::Turn;

/// A word to the reader about what just happened. Announced once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub text: Rc<str>,
    /// Whether it was refused.
    pub refused: bool,
    /// What it did to expectations.
    pub turn: Option<Turn>,
}

impl Notice {
    /// That something was done.
    pub fn said(text: impl Into<Rc<str>>) -> Self {
        Self { text: text.into(), refused: false, turn: None }
    }

    /// That there is nothing to make a script of.
    #[must_use]
    pub fn unchanged() -> Self {
        Self::said("Nothing was changed yet: a script would do nothing.")
    }

    /// Why something was not done.
    pub fn refused(text: impl Into<Rc<str>>) -> Self {
        Self { refused: true, ..Self::said(text) }
    }

    /// Whether it stays until it is dismissed: nobody should miss it.
    #[must_use]
    pub fn stays(&self) -> bool {
        self.refused || self.turn.as_ref().is_some_and(|turn| turn.breaks)
    }
}
/// Why an end of a flow sends nothing.
pub(super) fn silent(entry: &Entry, side: Side) -> String {
    let what = entry.protocol.name().map_or_else(|| "this".to_owned(), str::to_uppercase);
    match (side, entry.icmp) {
        (_, Some(IcmpFlow::OneWay { .. })) => {
            "Nothing answers this message, and nothing follows it.".to_owned()
        }
        (Side::Original, _) => format!("{} no longer sends on this {what} flow.", entry.source),
        (Side::Reply, _) => {
            format!(
                "Nothing of this {what} flow has reached {} yet, so it has nothing to answer.",
                entry.destination
            )
        }
    }
}

/// What is worth telling of an answer: a verdict stands on the screen and announces itself.
pub(super) fn said(answer: &Answer, actions: &[Action], network: &Network) -> Option<Notice> {
    let text = match answer {
        Answer::Applied(_) if actions.is_empty() => return None,
        Answer::Applied(_) => deeds(actions, network),
        Answer::Advanced(gone) => match gone.len() {
            0 => return None,
            1 => "1 tracking entry expired".to_owned(),
            many => format!("{many} tracking entries expired"),
        },
        Answer::Sent(_) | Answer::Conversed(_) => return None,
    };
    Some(Notice::said(text))
}
