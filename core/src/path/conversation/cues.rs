//! The scripts in which every packet must arrive.

use super::{Side, Started};
use crate::net::{IcmpMessage, Payload, TcpFlags};
use crate::wire::ConversationKind;

/// One line of a script: who sends, what it is called, and what it carries.
pub(super) struct Cue {
    pub by: Side,
    pub label: &'static str,
    pub carries: Carries,
}

#[derive(Clone, Copy)]
pub(super) enum Carries {
    Tcp(TcpFlags),
    Udp,
    EchoRequest,
    EchoReply,
}

/// The answer to a SYN.
pub(super) const SYN_ACK: TcpFlags = TcpFlags::SYN.with(TcpFlags::ACK);
/// The control bits of a segment with data.
pub(super) const DATA: TcpFlags = TcpFlags::PSH.with(TcpFlags::ACK);
/// The end of what a side sends.
pub(super) const FIN_ACK: TcpFlags = TcpFlags::FIN.with(TcpFlags::ACK);

fn client(label: &'static str, carries: Carries) -> Cue {
    Cue { by: Side::Client, label, carries }
}

fn server(label: &'static str, carries: Carries) -> Cue {
    Cue { by: Side::Server, label, carries }
}

/// The handshake of TCP.
pub(super) fn connect() -> Vec<Cue> {
    vec![
        client("SYN", Carries::Tcp(TcpFlags::SYN)),
        server("SYN-ACK", Carries::Tcp(SYN_ACK)),
        client("ACK", Carries::Tcp(TcpFlags::ACK)),
    ]
}

/// The script of a conversation in which every packet must arrive.
pub(super) fn script(kind: ConversationKind) -> Vec<Cue> {
    let query = || vec![client("query", Carries::Udp), server("answer", Carries::Udp)];
    match kind {
        // The last two have scripts of their own; they begin so.
        ConversationKind::TcpConnect | ConversationKind::PathMtu => connect(),
        ConversationKind::UdpQuery | ConversationKind::Traceroute => query(),
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
        ConversationKind::UdpStream => query().into_iter().chain(query()).collect(),
        ConversationKind::Ping => {
            vec![client("echo request", Carries::EchoRequest), server("echo reply", Carries::EchoReply)]
        }
    }
}

/// The packet that an end sends: its own addresses and ports, the cue's flags or message.
pub(super) fn speak(from: &Started, carries: Carries) -> Started {
    let mut packet = from.packet.clone();
    match (&mut packet.payload, carries) {
        (Payload::Tcp { flags, .. }, Carries::Tcp(own)) => *flags = own,
        (Payload::Icmp(message), Carries::EchoRequest) => message.kind = IcmpMessage::ECHO_REQUEST,
        (Payload::Icmp(message), Carries::EchoReply) => message.kind = IcmpMessage::ECHO_REPLY,
        (Payload::Icmpv6(message), Carries::EchoRequest) => message.kind = IcmpMessage::V6_ECHO_REQUEST,
        (Payload::Icmpv6(message), Carries::EchoReply) => message.kind = IcmpMessage::V6_ECHO_REPLY,
        _ => {}
    }
    Started { packet, ..from.clone() }
}
