//! Packets that must be allowed or denied, judged again on every change.

use super::{Answer, Refusal, Simulation};
use crate::net::{Decision, Protocol};
use crate::wire::{
    Action, ConversationInput, ConversationKind, Expectation, PacketInput, Step, StepKind, Verb,
};

/// What became of an expectation.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Whether it holds. An answer that is not known holds neither way.
    pub holds: bool,
    /// What its packet, or the conversation that it begins, gave.
    pub answer: Answer,
}

/// Judges an expectation on a copy with empty tables: as the conversation that its packet begins, unless
/// it is about the packet only.
///
/// # Errors
/// Where the packet cannot be made, for instance because an interface is gone.
pub fn judge(simulation: &Simulation, expectation: &Expectation) -> Result<Judgement, Refusal> {
    let answer = simulation.fresh().step(Step::from(asked(expectation)))?;
    let verdict = match &answer {
        Answer::Sent(trace) => trace.verdict,
        Answer::Conversed(dialogue) => dialogue.verdict(),
        Answer::Applied(_) | Answer::Advanced(_) => Decision::Unknown,
    };
    let wanted = match expectation.must {
        Verb::Allow => Decision::Allowed,
        Verb::Deny => Decision::Denied,
    };
    Ok(Judgement { holds: verdict == wanted, answer })
}

/// An expectation that a change turns around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turned {
    /// Its place among the expectations of the document.
    pub at: usize,
    /// Whether it holds after the change.
    pub holds: bool,
}

impl Simulation {
    /// The expectations that held `before` and no longer do, and those that do now and did not.
    pub fn turned_since(&self, before: &Simulation) -> Vec<Turned> {
        if self.network().same(before.network()) {
            return Vec::new();
        }
        // One whose packet can no longer be made does not hold.
        let holds = |simulation: &Simulation, one: &Expectation| {
            judge(simulation, one).is_ok_and(|judgement| judgement.holds)
        };
        let judged = self.document().expectations.iter().enumerate().map(|(at, one)| {
            let after = holds(self, one);
            (holds(before, one) != after).then_some(Turned { at, holds: after })
        });
        judged.flatten().collect()
    }

    /// The expectations that the actions, done as one step, would turn around. Nothing changes.
    ///
    /// # Errors
    /// EC2's error, where the actions would be refused.
    pub fn foretell(&self, actions: &[Action]) -> Result<Vec<Turned>, Refusal> {
        Ok(self.tried(actions)?.turned_since(self))
    }
}

/// What is sent to judge an expectation.
pub(super) fn asked(expectation: &Expectation) -> StepKind {
    let conversation = conversation_of(&expectation.packet).filter(|_| !expectation.packet_only);
    conversation.map_or_else(|| StepKind::Send(expectation.packet.clone()), StepKind::Converse)
}

/// The conversation that a packet begins; none for one that begins none.
fn conversation_of(packet: &PacketInput) -> Option<ConversationInput> {
    let protocol = packet.protocol.protocol()?;
    let echo = packet.icmp_type.is_none_or(|kind| kind == 8 || kind == 128);
    let kind = match protocol {
        Protocol::TCP if packet.flags.is_none() => ConversationKind::TcpConnect,
        Protocol::UDP => ConversationKind::UdpQuery,
        Protocol::ICMP | Protocol::ICMPV6 if echo => ConversationKind::Ping,
        _ => return None,
    };
    Some(ConversationInput {
        kind,
        from: packet.from.clone(),
        to: packet.to.clone(),
        source_port: packet.source_port,
        destination_port: packet.destination_port,
        icmp_id: packet.icmp_id,
        family: packet.family,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Document;
    use serde_json::{Value, json};

    fn act(simulation: &mut Simulation, action: &Action) -> Value {
        match simulation.step(Step::from(StepKind::Apply(vec![action.clone()]))).unwrap() {
            Answer::Applied(results) => results.first().cloned().unwrap_or_default(),
            other => panic!("{other:?}"),
        }
    }

    fn action(name: &str, parameters: Value) -> Action {
        Action { parameters: parameters.as_object().cloned().unwrap(), ..Action::new(name) }
    }

    /// An interface that lets in 22 from its subnet, of which it is expected that it does, and that 80 is shut.
    fn lab() -> (Simulation, String, String) {
        let mut simulation = Simulation::new(Document::empty()).0;
        let mut made = |name: &str, parameters: Value, pointer: &str| {
            let result = act(&mut simulation, &action(name, parameters));
            result.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let vpc = made("CreateVpc", json!({ "CidrBlock": "10.0.0.0/16" }), "/Vpc/VpcId");
        let subnet = json!({ "VpcId": vpc, "CidrBlock": "10.0.1.0/24" });
        let subnet = made("CreateSubnet", subnet, "/Subnet/SubnetId");
        let group = json!({ "VpcId": vpc, "GroupName": "web", "Description": "web" });
        let group = made("CreateSecurityGroup", group, "/GroupId");
        let own = json!({ "SubnetId": subnet, "Groups": [group] });
        let [from, to] = [(); 2]
            .map(|()| made("CreateNetworkInterface", own.clone(), "/NetworkInterface/NetworkInterfaceId"));
        made("AuthorizeSecurityGroupIngress", json!({ "GroupId": group, "IpPermissions": [rule(22)] }), "");
        let expected = |must: Verb, port: u16| {
            let packet = json!({ "from": from, "to": to, "protocol": "tcp", "destinationPort": port });
            let packet = serde_json::from_value(packet).unwrap();
            Expectation { must, packet, packet_only: false, name: None }
        };
        let expectations =
            vec![expected(Verb::Allow, 22), expected(Verb::Deny, 80), expected(Verb::Deny, 81)];
        simulation.set_document(|document| document.expectations = expectations);
        (simulation, group, to)
    }

    fn rule(port: u16) -> Value {
        json!({ "IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{ "CidrIp": "10.0.1.0/24" }] })
    }

    #[test]
    fn what_a_change_would_turn_is_what_it_turns() {
        let (mut simulation, group, to) = lab();
        let on =
            |name: &str, port: u16| action(name, json!({ "GroupId": group, "IpPermissions": [rule(port)] }));
        let broken = |at| Turned { at, holds: false };
        let mended = |at| Turned { at, holds: true };
        let cases = [
            (on("AuthorizeSecurityGroupIngress", 443), vec![]),
            (on("RevokeSecurityGroupIngress", 22), vec![broken(0)]),
            (on("AuthorizeSecurityGroupIngress", 80), vec![broken(1)]),
            (on("AuthorizeSecurityGroupIngress", 22), vec![mended(0)]),
            (on("RevokeSecurityGroupIngress", 80), vec![mended(1)]),
            // Whose end is gone holds neither way.
            (
                action("DeleteNetworkInterface", json!({ "NetworkInterfaceId": to })),
                vec![broken(0), broken(1), broken(2)],
            ),
        ];
        for (change, turned) in cases {
            let before = simulation.fork();
            assert_eq!(simulation.foretell(std::slice::from_ref(&change)).unwrap(), turned, "{change:?}");
            assert!(simulation.network().same(before.network()), "foretelling leaves no trace");
            act(&mut simulation, &change);
            assert_eq!(simulation.turned_since(&before), turned, "{change:?}");
        }
    }

    #[test]
    fn a_refused_change_turns_nothing() {
        let (simulation, ..) = lab();
        let wrong = action("DeleteSecurityGroup", json!({ "GroupId": "sg-0123456789abcdef0" }));
        assert_eq!(simulation.foretell(&[wrong]).unwrap_err().error.code, "InvalidGroup.NotFound");
    }
}
