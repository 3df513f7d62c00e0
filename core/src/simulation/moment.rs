//! A step that was done, and what is needed to take it back.

use super::Answer;
use crate::conntrack::Journal;
use crate::model::Network;
use crate::net::Instant;
use crate::path::TranslationJournal;
use crate::wire::{Step, StepKind};

/// A step that was done.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The step.
    pub step: Step,
    /// What it gave.
    pub answer: Answer,
    /// When it was done.
    pub at: Instant,
    pub(super) network_before: Network,
    /// First to last: moves of time that were joined have several.
    pub(super) journals: Vec<(Journal, TranslationJournal)>,
}

impl Moment {
    /// The network as the step found it.
    pub fn network_before(&self) -> &Network {
        &self.network_before
    }

    /// Takes a further move of time into this one.
    pub(super) fn lengthen(&mut self, total: u64, later: Moment) {
        self.step.kind = StepKind::Advance(total);
        self.journals.extend(later.journals);
        if let (Answer::Advanced(first), Answer::Advanced(second)) = (&self.answer, &later.answer) {
            self.answer = Answer::Advanced(first.iter().chain(second.iter()).cloned().collect());
        }
    }
}
