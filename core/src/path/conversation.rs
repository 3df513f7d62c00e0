//! Scripts of packets: how far a conversation gets, and which packet dies where.
//!
//! Each packet walks its own path. An answer is made from the packet as it arrived, by the end where it
//! arrived, and only if it did.

use super::{Origin, Started, Trace, World, packet_from, walk};
use crate::net::{Decision, IcmpMessage, Packet, Payload, TcpFlags};
use crate::wire::Ec2Error;
use crate::wire::{ConversationInput, ConversationKind, PacketInput, ProtocolInput};
use std::rc::Rc;

/// How far a conversation got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialogue {
    /// Whether every packet of the script arrived.
    pub completed: bool,
    /// The packets sent; where it did not complete, the last one died.
    pub lines: Vec<Line>,
}

/// One packet of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is in the script.
    pub label: &'static str,
    /// What became of it.
    pub trace: Rc<Trace>,
}

impl Dialogue {
    /// Allowed where it completed, else what became of the packet that died.
    pub fn verdict(&self) -> Decision {
        if self.completed {
            return Decision::Allowed;
        }
        self.lines.last().map_or(Decision::Unknown, |line| line.trace.verdict)
    }

    /// The index of the packet that died.
    pub fn died_at(&self) -> Option<usize> {
        if self.completed { None } else { self.lines.len().checked_sub(1) }
    }
}

/// One line of a script: who sends, what it is called, and what it carries.
struct Cue {
    by: Side,
    label: &'static str,
    carries: Carries,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Client,
    Server,
}

#[derive(Clone, Copy)]
enum Carries {
    Tcp(TcpFlags),
    Udp,
    EchoRequest,
    EchoReply,
}

const SYN_ACK: TcpFlags = TcpFlags::SYN.with(TcpFlags::ACK);
const DATA: TcpFlags = TcpFlags::PSH.with(TcpFlags::ACK);
const FIN_ACK: TcpFlags = TcpFlags::FIN.with(TcpFlags::ACK);

/// Lets both ends talk by the script.
///
/// # Errors
/// As [`packet_from`]; then nothing was sent.
pub fn converse(world: &mut World<'_>, input: &ConversationInput) -> Result<Dialogue, Ec2Error> {
    let client = packet_from(world.network, &first_packet(input))?;
    let mut dialogue = Dialogue { completed: false, lines: Vec::new() };
    let mut server: Option<Started> = None;
    for cue in script(input.kind) {
        let from = match cue.by {
            Side::Client => Some(&client),
            Side::Server => server.as_ref(),
        };
        let Some(from) = from else { return Ok(dialogue) };
        let trace = walk(world, speak(from, cue.carries));
        let arrived = trace.arrived.clone();
        let at = trace.arrived_at.clone();
        dialogue.lines.push(Line { label: cue.label, trace: Rc::new(trace) });
        let Some(arrived) = arrived else { return Ok(dialogue) };
        if cue.by == Side::Client && server.is_none() {
            server = Some(Started::reply(&arrived, at));
        }
    }
    dialogue.completed = true;
    Ok(dialogue)
}

fn first_packet(input: &ConversationInput) -> PacketInput {
    let protocol = match (input.kind, input.family.map(u8::from)) {
        (ConversationKind::Ping, Some(6)) => "icmpv6",
        (ConversationKind::Ping, _) if input.from.contains(':') || input.to.contains(':') => "icmpv6",
        (ConversationKind::Ping, _) => "icmp",
        (ConversationKind::UdpQuery | ConversationKind::UdpStream | ConversationKind::Traceroute, _) => "udp",
        _ => "tcp",
    };
    PacketInput {
        from: input.from.clone(),
        to: input.to.clone(),
        protocol: ProtocolInput::Name(protocol.to_owned()),
        source_port: input.source_port,
        destination_port: input.destination_port,
        icmp_type: None,
        icmp_code: None,
        icmp_id: None,
        flags: None,
        family: input.family,
    }
}

fn script(kind: ConversationKind) -> Vec<Cue> {
    let client = |label, carries| Cue { by: Side::Client, label, carries };
    let server = |label, carries| Cue { by: Side::Server, label, carries };
    let connect = || {
        vec![
            client("SYN", Carries::Tcp(TcpFlags::SYN)),
            server("SYN-ACK", Carries::Tcp(SYN_ACK)),
            client("ACK", Carries::Tcp(TcpFlags::ACK)),
        ]
    };
    let query = || vec![client("query", Carries::Udp), server("answer", Carries::Udp)];
    match kind {
        ConversationKind::TcpConnect | ConversationKind::PathMtu => connect(),
        ConversationKind::TcpExchange => {
            let mut cues = connect();
            cues.extend([
                client("request", Carries::Tcp(DATA)),
                server("response", Carries::Tcp(DATA)),
                client("FIN", Carries::Tcp(FIN_ACK)),
                server("FIN of the other side", Carries::Tcp(FIN_ACK)),
                client("last ACK", Carries::Tcp(TcpFlags::ACK)),
            ]);
            cues
        }
        ConversationKind::UdpQuery | ConversationKind::Traceroute => query(),
        ConversationKind::UdpStream => query().into_iter().chain(query()).collect(),
        ConversationKind::Ping => {
            vec![client("echo request", Carries::EchoRequest), server("echo reply", Carries::EchoReply)]
        }
    }
}

/// The packet that an end sends: its own addresses and ports, the cue's flags or message.
fn speak(from: &Started, carries: Carries) -> Started {
    let mut packet = from.packet.clone();
    match (&mut packet.payload, carries) {
        (Payload::Tcp { flags, .. }, Carries::Tcp(own)) => *flags = own,
        (Payload::Icmp(message), Carries::EchoRequest) => message.kind = IcmpMessage::ECHO_REQUEST,
        (Payload::Icmp(message), Carries::EchoReply) => message.kind = IcmpMessage::ECHO_REPLY,
        (Payload::Icmpv6(message), Carries::EchoRequest) => message.kind = IcmpMessage::V6_ECHO_REQUEST,
        (Payload::Icmpv6(message), Carries::EchoReply) => message.kind = IcmpMessage::V6_ECHO_REPLY,
        _ => {}
    }
    Started { packet, origin: from.origin.clone() }
}

/// The packet with both ends exchanged: what the receiver sends back.
fn answer_to(packet: &Packet) -> Packet {
    let mut answer = packet.clone();
    std::mem::swap(&mut answer.source, &mut answer.destination);
    if let Some((source, destination)) = answer.ports_mut() {
        std::mem::swap(source, destination);
    }
    answer
}

impl Started {
    /// The answer's start, from where a packet arrived.
    pub fn reply(arrived: &Packet, at: Origin) -> Started {
        Started { packet: answer_to(arrived), origin: at }
    }
}
