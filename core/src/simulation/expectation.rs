//! Packets that must be allowed or denied, judged again on every change.

use super::{Answer, Refusal, Simulation};
use crate::net::Decision;
use crate::wire::{
    ConversationInput, ConversationKind, Expectation, PacketInput, ProtocolName, Step, StepKind, Verb,
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

/// What is sent to judge an expectation.
pub(super) fn asked(expectation: &Expectation) -> StepKind {
    let conversation = conversation_of(&expectation.packet).filter(|_| !expectation.packet_only);
    conversation.map_or_else(|| StepKind::Send(expectation.packet.clone()), StepKind::Converse)
}

/// The conversation that a packet begins; none for one that begins none.
fn conversation_of(packet: &PacketInput) -> Option<ConversationInput> {
    let protocol = match &packet.protocol {
        ProtocolName::Number(number) => crate::net::Protocol(*number),
        ProtocolName::Name(name) => crate::net::Protocol::parse(name)?,
    };
    let echo = packet.icmp_type.is_none_or(|kind| kind == 8 || kind == 128);
    let kind = match protocol {
        crate::net::Protocol::TCP if packet.flags.is_none() => ConversationKind::TcpConnect,
        crate::net::Protocol::UDP => ConversationKind::UdpQuery,
        crate::net::Protocol::ICMP | crate::net::Protocol::ICMPV6 if echo => ConversationKind::Ping,
        _ => return None,
    };
    Some(ConversationInput {
        kind,
        from: packet.from.clone(),
        to: packet.to.clone(),
        source_port: packet.source_port,
        destination_port: packet.destination_port,
        family: packet.family,
    })
}
