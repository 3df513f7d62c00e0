//! New connections: what is asked of them must not ride on a flow that a tracking table knows already.

use super::Simulation;
use super::expectation::asked;
use crate::conntrack::{IcmpFlow, icmp_answer};
use crate::net::{IcmpMessage, Protocol};
use crate::path::{ICMP_ID, SOURCE_PORT, first_packet};
use crate::wire::{ConversationKind, Expectation, FlagName, PacketInput, StepKind};

impl Simulation {
    /// The step that shows, on these tables, what an expectation is judged by: the same packet or conversation,
    /// as a new one. Messages and protocols that have neither ports nor identifiers are sent as they are.
    pub fn trial(&self, expectation: &Expectation) -> StepKind {
        match asked(expectation) {
            StepKind::Send(packet) => StepKind::Send(self.afresh(packet)),
            other => self.anew(other),
        }
    }

    /// The step as a client does it: what begins a connection and states no source port, or a ping no identifier,
    /// takes the first that no flow uses. What is stated stays, and so does what begins nothing.
    pub fn begun(&self, step: StepKind) -> StepKind {
        let is_stated = match &step {
            StepKind::Send(packet) => packet.source_port.is_some() || packet.icmp_id.is_some(),
            StepKind::Converse(talk) => talk.source_port.is_some() || talk.icmp_id.is_some(),
            _ => true,
        };
        if is_stated { step } else { self.anew(step) }
    }

    /// The step once more as a new connection, where it begins one: from the port that it states where no flow uses
    /// it, else from the next that is free.
    pub fn anew(&self, step: StepKind) -> StepKind {
        match step {
            StepKind::Send(packet) if begins(&packet) => StepKind::Send(self.afresh(packet)),
            StepKind::Converse(mut talk) => {
                let first = self.afresh(first_packet(&talk));
                match talk.kind {
                    ConversationKind::Ping => talk.icmp_id = first.icmp_id,
                    _ => talk.source_port = first.source_port,
                }
                StepKind::Converse(talk)
            }
            other => other,
        }
    }

    /// The source port of a packet that states none: the first that no flow uses where it begins a connection.
    pub fn source_port_for(&self, packet: &PacketInput) -> u16 {
        let free = begins(packet).then(|| self.unused_port(None, packet.destination_port));
        free.flatten().unwrap_or(SOURCE_PORT)
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

/// Whether a packet is the first of a connection: a SYN, a datagram, a query of ICMP.
pub fn begins(packet: &PacketInput) -> bool {
    let asks = |protocol, default| icmp_answer(protocol, packet.icmp_type.unwrap_or(default)).is_some();
    match packet.protocol.protocol() {
        Some(Protocol::TCP) => packet
            .flags
            .as_deref()
            .is_none_or(|flags| flags.contains(&FlagName::Syn) && !flags.contains(&FlagName::Ack)),
        Some(Protocol::UDP) => true,
        Some(Protocol::ICMP) => asks(Protocol::ICMP, IcmpMessage::ECHO_REQUEST),
        Some(Protocol::ICMPV6) => asks(Protocol::ICMPV6, IcmpMessage::V6_ECHO_REQUEST),
        _ => false,
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

    fn step(kind: &str, rest: Value, to: &str) -> StepKind {
        let mut ends = json!({ "from": "internet", "to": to });
        ends.as_object_mut().unwrap().extend(rest.as_object().cloned().unwrap());
        serde_json::from_value::<Step>(json!({ kind: ends })).unwrap().kind
    }

    fn verdict(simulation: &mut Simulation, kind: StepKind) -> Decision {
        match simulation.step(Step::from(kind)).unwrap() {
            Answer::Sent(trace) => trace.verdict,
            Answer::Conversed(dialogue) => dialogue.verdict(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_a_client_begins_anew_does_not_ride_on_the_flow_that_outlived_its_rule() {
        for (kind, rest) in [
            ("send", json!({ "protocol": "tcp", "destinationPort": 22 })),
            ("send", json!({ "protocol": "tcp", "destinationPort": 22, "flags": ["syn"] })),
            ("converse", json!({ "kind": "tcp-connect", "destinationPort": 22 })),
            ("send", json!({ "protocol": "icmp" })),
            ("converse", json!({ "kind": "ping" })),
        ] {
            let (mut simulation, eni, group) = lab();
            let step = step(kind, rest, &eni);
            // Where no flow is known, the first is as it was asked for.
            assert_eq!(simulation.begun(step.clone()), step);
            assert_eq!(verdict(&mut simulation, step.clone()), Decision::Allowed);
            let rules = simulation.network().security_groups.find(&*group).unwrap();
            let ids: Vec<String> =
                rules.rules_of(Direction::Ingress).map(|rule| rule.id.to_string()).collect();
            let gone = json!({ "GroupId": group, "SecurityGroupRuleIds": ids });
            act(&mut simulation, "RevokeSecurityGroupIngress", gone);
            // The same once more is the old flow's; as a new one it needs a rule.
            assert_eq!(verdict(&mut simulation.fork(), step.clone()), Decision::Allowed, "{step:?}");
            let begun = simulation.begun(step.clone());
            assert_eq!(simulation.anew(step.clone()), begun);
            assert_eq!(verdict(&mut simulation, begun), Decision::Denied, "{step:?}");
        }
    }

    #[test]
    fn the_port_that_a_client_takes_is_the_first_that_no_flow_uses() {
        let (mut simulation, eni, _) = lab();
        let port = |kind: &StepKind| match kind {
            StepKind::Send(packet) => packet.source_port,
            StepKind::Converse(talk) => talk.source_port,
            _ => None,
        };
        let ssh = step("send", json!({ "protocol": "tcp", "destinationPort": 22 }), &eni);
        let StepKind::Send(packet) = &ssh else { panic!("a packet") };
        for expected in [50_000, 50_001, 50_002] {
            assert_eq!(simulation.source_port_for(packet), expected);
            let begun = simulation.begun(ssh.clone());
            assert_eq!(port(&begun).unwrap_or(SOURCE_PORT), expected);
            verdict(&mut simulation, begun);
        }
        // One that is stated stays, until it is to be a new connection all the same.
        let stated = step(
            "converse",
            json!({ "kind": "tcp-connect", "destinationPort": 22, "sourcePort": 50_001 }),
            &eni,
        );
        assert_eq!(simulation.begun(stated.clone()), stated);
        assert_eq!(port(&simulation.anew(stated)), Some(50_003));
        // What begins nothing keeps to the flow that there is.
        let data = step("send", json!({ "protocol": "tcp", "destinationPort": 22, "flags": ["ack"] }), &eni);
        assert_eq!(simulation.begun(data.clone()), data);
        let answer = step("send", json!({ "protocol": "icmp", "icmpType": 0 }), &eni);
        assert_eq!(simulation.begun(answer.clone()), answer);
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
