//! New connections: what is asked of them must not ride on a flow that a tracking table knows already.

use super::Simulation;
use super::expectation::asked;
use crate::conntrack::IcmpFlow;
use crate::path::{ICMP_ID, SOURCE_PORT};
use crate::wire::{ConversationKind, Expectation, PacketInput, StepKind};

impl Simulation {
    /// The step that shows, on these tables, what an expectation is judged by: the same packet or conversation,
    /// as a new one. Messages and protocols that have neither ports nor identifiers are sent as they are.
    pub fn trial(&self, expectation: &Expectation) -> StepKind {
        match asked(expectation) {
            StepKind::Send(packet) => StepKind::Send(self.afresh(packet)),
            StepKind::Converse(conversation) if conversation.kind == ConversationKind::Ping => {
                // The script pings by the first identifier; where that is taken, the query alone can tell.
                let asked = self.afresh(expectation.packet.clone());
                if asked == expectation.packet {
                    StepKind::Converse(conversation)
                } else {
                    StepKind::Send(asked)
                }
            }
            StepKind::Converse(mut conversation) => {
                let (own, other) = (conversation.source_port, conversation.destination_port);
                conversation.source_port = self.unused_port(own, other);
                StepKind::Converse(conversation)
            }
            other => other,
        }
    }

    /// A source port that no flow to the port `other` uses: the one wanted where it is free, else the next one. It is none where
    /// none is wanted and the one that stands for that is free.
    pub fn unused_port(&self, wanted: Option<u16>, other: Option<u16>) -> Option<u16> {
        let known = self.conntrack(None);
        let is_free = |port: u16| {
            let own = (Some(port), other);
            let is_own = |ports: (Option<u16>, Option<u16>)| ports == own || ports == (own.1, own.0);
            Some(port) != other && !known.iter().any(|flow| is_own((flow.source_port, flow.destination_port)))
        };
        next_free(wanted, SOURCE_PORT, is_free)
    }

    fn afresh(&self, mut packet: PacketInput) -> PacketInput {
        if packet.destination_port.is_some() {
            packet.source_port = self.unused_port(packet.source_port, packet.destination_port);
        } else {
            let known = self.conntrack(None);
            let is_free = |wanted: u16| {
                !known
                    .iter()
                    .any(|flow| matches!(flow.icmp, Some(IcmpFlow::Query { id, .. }) if id == wanted))
            };
            packet.icmp_id = next_free(packet.icmp_id, ICMP_ID, is_free);
        }
        packet
    }
}

/// What is wanted where it is free, else the next that is; none stays none where `first`, which it stands for, is
/// free. Where nothing is free it stays as it is.
fn next_free(wanted: Option<u16>, first: u16, is_free: impl Fn(u16) -> bool) -> Option<u16> {
    let start = wanted.unwrap_or(first);
    let found = (start..=u16::MAX).chain(first..start).find(|number| is_free(*number));
    found.filter(|number| *number != start).or(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::{Decision, Direction};
    use crate::simulation::next::tests::{act, lab};
    use crate::simulation::{Answer, judge};
    use crate::wire::Step;
    use serde_json::{Value, json};

    fn expected(packet: &Value) -> Expectation {
        serde_json::from_value(json!({ "must": "allow", "packet": packet })).unwrap()
    }

    fn try_it(simulation: &mut Simulation, expectation: &Expectation) -> Decision {
        let trial = simulation.trial(expectation);
        match simulation.step(Step::from(trial)).unwrap() {
            Answer::Sent(trace) => trace.verdict,
            Answer::Conversed(dialogue) => dialogue.verdict(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_trial_says_what_the_judge_says_though_a_flow_is_known() {
        let packets = [
            json!({ "protocol": "tcp", "destinationPort": 22 }),
            json!({ "protocol": "tcp", "destinationPort": 22, "sourcePort": 40001 }),
            json!({ "protocol": "icmp", "icmpType": 8 }),
        ];
        for mut packet in packets {
            let (mut simulation, eni, group) = lab();
            packet["from"] = json!("internet");
            packet["to"] = json!(eni);
            let expectation = expected(&packet);
            // Where nothing is known, what is sent is what was kept.
            assert_eq!(simulation.trial(&expectation), asked(&expectation));
            assert_eq!(try_it(&mut simulation, &expectation), Decision::Allowed);
            let rules = simulation.network().security_groups.find(&*group).unwrap();
            let ids: Vec<String> =
                rules.rules_of(Direction::Ingress).map(|rule| rule.id.to_string()).collect();
            let gone = json!({ "GroupId": group, "SecurityGroupRuleIds": ids });
            act(&mut simulation, "RevokeSecurityGroupIngress", gone);
            let mut rides = simulation.fork();
            let again = rides.step(Step::from(asked(&expectation))).unwrap();
            assert!(
                !matches!(again, Answer::Conversed(dialogue) if !dialogue.completed),
                "the flow is known"
            );
            assert!(!judge(&simulation, &expectation).unwrap().holds);
            assert_eq!(try_it(&mut simulation, &expectation), Decision::Denied, "{packet}");
        }
    }

    #[test]
    fn the_next_free_number_is_found_past_the_last_and_never_lost() {
        assert_eq!(next_free(None, 50_000, |_| true), None);
        assert_eq!(next_free(Some(7), 50_000, |_| true), Some(7));
        assert_eq!(next_free(None, 50_000, |port| port > 50_001), Some(50_002));
        assert_eq!(next_free(Some(u16::MAX), 50_000, |port| port < u16::MAX), Some(50_000));
        assert_eq!(next_free(Some(7), 50_000, |_| false), Some(7));
    }
}
