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

    /// Whether a packet of this step belongs to a flow that one of the other's belongs to.
    pub fn shares_flow(&self, other: &Moment) -> bool {
        self.flows().any(|flow| other.flows().any(|known| known == flow))
    }

    /// The flows that its packets belong to, by their places in the order of creation.
    fn flows(&self) -> impl Iterator<Item = u64> + '_ {
        let (one, several) = match &self.answer {
            Answer::Sent(trace) => (Some(trace), [].as_slice()),
            Answer::Conversed(dialogue) => (None, dialogue.lines.as_slice()),
            Answer::Applied(_) | Answer::Advanced(_) => (None, [].as_slice()),
        };
        let traces = one.into_iter().chain(several.iter().map(|line| &line.trace));
        traces.flat_map(|trace| &trace.checkpoints).filter_map(|passed| Some(passed.entry.as_ref()?.sequence))
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

#[cfg(test)]
mod tests {
    use crate::simulation::next::tests::lab;
    use crate::wire::{Step, StepKind};
    use serde_json::json;

    #[test]
    fn packets_of_one_connection_share_its_flow_and_others_do_not() {
        let (mut simulation, eni, _) = lab();
        let mut send = |packet| {
            let packet = serde_json::from_value(packet).unwrap();
            simulation.step(Step::from(StepKind::Send(packet))).unwrap();
        };
        let to = |port: u16, source: u16| json!({ "from": "internet", "to": eni, "protocol": "tcp", "destinationPort": port, "sourcePort": source });
        send(to(22, 50_000));
        send(
            json!({ "from": eni, "to": "internet", "protocol": "tcp", "sourcePort": 22, "destinationPort": 50_000, "flags": ["syn", "ack"] }),
        );
        send(to(22, 50_001));
        send(to(3306, 50_002));
        let step = json!({ "kind": "tcp-connect", "from": "internet", "to": eni, "destinationPort": 22, "sourcePort": 50_003 });
        simulation.step(Step::from(StepKind::Converse(serde_json::from_value(step).unwrap()))).unwrap();
        simulation.step(Step::from(StepKind::Advance(1))).unwrap();
        let [.., syn, reply, again, denied, conversed, clock] = simulation.history() else {
            panic!("six steps")
        };
        assert!(syn.shares_flow(reply) && reply.shares_flow(syn));
        assert!(conversed.shares_flow(conversed));
        for other in [again, denied, conversed, clock] {
            assert!(!syn.shares_flow(other) && !reply.shares_flow(other));
        }
        assert!(!denied.shares_flow(denied), "what no rule lets by begins no flow");
    }
}
