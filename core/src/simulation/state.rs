//! What a step changes: the network, the tracking tables, the clock.

use super::{Answer, Moment, Refusal};
use crate::conntrack::Tracker;
use crate::control::apply_all;
use crate::evaluate::RuleCache;
use crate::model::Network;
use crate::net::Instant;
use crate::path::{Translations, World, converse, packet_from, walk};
use crate::wire::{Step, StepKind};
use std::rc::Rc;

/// The state proper. A document's steps lead to it, and nothing else does.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub network: Network,
    pub tracker: Tracker,
    pub translations: Translations,
}

impl State {
    pub fn new(network: Network) -> State {
        State { network, tracker: Tracker::new(), translations: Translations::default() }
    }

    /// Does a step and answers how to take it back.
    pub fn step(&mut self, step: Step, rules: &mut RuleCache) -> Result<(Moment, Answer), Refusal> {
        let network_before = self.network.clone();
        let at = self.tracker.now();
        let answer = self.run(&step.kind, &network_before, rules)?;
        let journals = vec![(self.tracker.commit(), self.translations.commit())];
        let moment = Moment { step, answer: answer.clone(), at, network_before, journals };
        Ok((moment, answer))
    }

    fn run(
        &mut self,
        step: &StepKind,
        network_before: &Network,
        rules: &mut RuleCache,
    ) -> Result<Answer, Refusal> {
        match step {
            StepKind::Apply(actions) => {
                let results = apply_all(&mut self.network, actions).map_err(|(index, error)| Refusal {
                    action: Some(index),
                    field: None,
                    error,
                })?;
                self.forget_what_is_gone(network_before);
                Ok(Answer::Applied(results.into()))
            }
            StepKind::Send(input) => {
                let started = packet_from(&self.network, input)?;
                Ok(Answer::Sent(Rc::new(walk(&mut self.world(rules), started))))
            }
            StepKind::Converse(input) => {
                Ok(Answer::Conversed(Rc::new(converse(&mut self.world(rules), input)?)))
            }
            StepKind::Advance(milliseconds) => {
                let then = Instant(self.tracker.now().0.saturating_add(*milliseconds));
                Ok(Answer::Advanced(self.tracker.advance(then).into()))
            }
        }
    }

    fn world<'a>(&'a mut self, rules: &'a mut RuleCache) -> World<'a> {
        World {
            network: &self.network,
            tracker: &mut self.tracker,
            translations: &mut self.translations,
            rules,
        }
    }

    /// Takes a step back.
    pub fn revert(&mut self, moment: &Moment) {
        self.network = moment.network_before.clone();
        for (tracked, translated) in moment.journals.iter().rev() {
            self.tracker.revert(tracked.clone());
            self.translations.revert(translated.clone());
        }
    }

    /// The flows of a deleted interface go with it.
    fn forget_what_is_gone(&mut self, before: &Network) {
        if before.interfaces.same(&self.network.interfaces) {
            return;
        }
        for id in before.interfaces.ids().filter(|id| !self.network.interfaces.contains(*id)) {
            self.tracker.forget(id);
        }
    }
}
