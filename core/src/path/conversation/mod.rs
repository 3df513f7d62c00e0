//! Scripts of packets: how far a conversation gets, and which packet dies where.
//!
//! Each packet walks its own path. An answer is made from the packet as it arrived, by the end where it
//! arrived, and only if it did. ICMP errors are packets like any other: they need rules of their own.

mod cues;
mod loss;
mod next;
mod path_mtu;
mod reply;
mod traceroute;

use super::{Limits, Misstated, Origin, Started, Trace, World, packet_from, walk};
use crate::conntrack::icmp_answer;
use crate::net::{Decision, Packet, Payload};
use crate::wire::{ConversationInput, ConversationKind, PacketInput, ProtocolName};
use cues::{connect, script, speak};
pub use loss::Loss;
pub use next::{next_of, reply_of};
pub use reply::reply_to;
use std::rc::Rc;

/// How far a conversation got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialogue {
    /// Whether every packet that the script needs arrived.
    pub completed: bool,
    /// The packets sent.
    pub lines: Vec<Line>,
    died_at: Option<usize>,
}

/// One packet of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is in the script.
    pub label: Rc<str>,
    /// What became of it.
    pub trace: Rc<Trace>,
}

impl Dialogue {
    /// Allowed where it completed, else what became of the packet that died.
    pub fn verdict(&self) -> Decision {
        if self.completed {
            return Decision::Allowed;
        }
        self.decisive().map_or(Decision::Unknown, |line| line.trace.verdict)
    }

    /// The index of the first packet that died and should not have. A packet that is dropped only to be
    /// told about (a probe of traceroute, a packet that is too long) has not died where the word of it
    /// arrives. Of a traceroute that completed it is the first answer of a hop that was lost.
    pub fn died_at(&self) -> Option<usize> {
        self.died_at
    }

    /// The packet that shows what became of the conversation: the one that died, or the last.
    pub fn decisive(&self) -> Option<&Line> {
        self.died().filter(|_| !self.completed).or(self.lines.last())
    }

    /// The packet at [`Dialogue::died_at`].
    pub fn died(&self) -> Option<&Line> {
        self.lines.get(self.died_at?)
    }
}

/// Lets both ends talk by the script.
///
/// # Errors
/// As [`packet_from`]; then nothing was sent.
pub fn converse(world: &mut World<'_>, input: &ConversationInput) -> Result<Dialogue, Misstated> {
    let client = packet_from(world.network, &first_packet(input))?;
    let dialogue = Dialogue { completed: false, lines: Vec::new(), died_at: None };
    let mut talk = Talk { world, client, server: None, dialogue };
    let completed = match input.kind {
        ConversationKind::PathMtu => talk.discover_path_mtu(),
        ConversationKind::Traceroute => talk.trace_route(),
        kind => talk.play(&script(kind)),
    };
    Ok(Dialogue { completed, ..talk.dialogue })
}

/// The packet that begins a conversation.
pub fn first_packet(input: &ConversationInput) -> PacketInput {
    let protocol = match (input.kind, input.family.map(u8::from)) {
        (ConversationKind::Ping, Some(6)) => "icmpv6",
        (ConversationKind::Ping, _) if input.from.contains(':') || input.to.contains(':') => "icmpv6",
        (ConversationKind::Ping, _) => "icmp",
        (ConversationKind::UdpQuery | ConversationKind::UdpStream | ConversationKind::Traceroute, _) => "udp",
        _ => "tcp",
    };
    let unless_told = (input.kind == ConversationKind::Traceroute).then_some(traceroute::FIRST_PORT);
    PacketInput {
        from: input.from.clone(),
        to: input.to.clone(),
        protocol: ProtocolName::Name(protocol.to_owned()),
        source_port: input.source_port,
        destination_port: input.destination_port.or(unless_told),
        icmp_type: None,
        icmp_code: None,
        icmp_id: input.icmp_id,
        flags: None,
        family: input.family,
    }
}

/// A conversation under way.
struct Talk<'a, 'w> {
    world: &'a mut World<'w>,
    client: Started,
    /// The other end, once a packet has reached it.
    server: Option<Started>,
    dialogue: Dialogue,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Client,
    Server,
}

impl Talk<'_, '_> {
    /// Sends a packet and writes down what became of it.
    fn say(&mut self, label: impl Into<Rc<str>>, started: Started) -> Rc<Trace> {
        let trace = Rc::new(walk(self.world, started));
        self.dialogue.lines.push(Line { label: label.into(), trace: Rc::clone(&trace) });
        trace
    }

    /// The last packet has died, and should not have.
    fn died(&mut self) -> bool {
        let last = self.dialogue.lines.len().checked_sub(1);
        self.dialogue.died_at = self.dialogue.died_at.or(last);
        false
    }

    /// What an end starts its packets from.
    fn end(&self, side: Side) -> Option<&Started> {
        match side {
            Side::Client => Some(&self.client),
            Side::Server => self.server.as_ref(),
        }
    }

    /// Plays a script in which every packet must arrive; answers whether all did.
    fn play(&mut self, script: &[cues::Cue]) -> bool {
        for cue in script {
            let Some(from) = self.end(cue.by) else { return false };
            let packet = speak(from, cue.carries);
            let trace = self.say(cue.label, packet);
            let Some(arrived) = &trace.arrived else { return self.died() };
            if cue.by == Side::Client && self.server.is_none() {
                self.server = Some(Started::reply(arrived, trace.arrived_at.clone()));
            }
        }
        true
    }
}

/// The packet with both ends exchanged, the answer to a query of ICMP: what the receiver sends back.
fn answer_to(packet: &Packet) -> Packet {
    let mut answer = packet.clone();
    let protocol = answer.protocol();
    if let Payload::Icmp(message) | Payload::Icmpv6(message) = &mut answer.payload {
        message.kind = icmp_answer(protocol, message.kind).unwrap_or(message.kind);
    }
    std::mem::swap(&mut answer.source, &mut answer.destination);
    if let Some((source, destination)) = answer.ports_mut() {
        std::mem::swap(source, destination);
    }
    answer
}

impl Started {
    /// The answer's start, from where a packet arrived.
    pub fn reply(arrived: &Packet, at: Origin) -> Started {
        Started::new(answer_to(arrived), at)
    }

    fn within(&self, limits: Limits) -> Started {
        Started { limits, ..self.clone() }
    }
}
