//! From what a person sees to what to send: a symptom, what it means on the wire, and what the answer then says.

use sg_core::net::Decision;
use sg_core::wire::{ConversationInput, ConversationKind, FlagName, PacketInput, ProtocolName, StepKind};

use super::packet_form::reply;

/// What a person sees of a connection that does not work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symptom {
    /// The client waits, then reports a time-out.
    #[default]
    Hangs,
    /// The client reports "connection refused" at once.
    Refused,
    /// One end can begin a connection, the other cannot.
    OneWay,
    /// Small messages pass, large ones hang.
    LargeHangs,
    /// A connection that was idle is dead when it is used again.
    IdleDies,
}

impl Symptom {
    /// All, the most frequent first.
    pub const ALL: [Self; 5] = [Self::Hangs, Self::Refused, Self::OneWay, Self::LargeHangs, Self::IdleDies];

    /// Names it in the page's markup.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hangs => "hangs",
            Self::Refused => "refused",
            Self::OneWay => "one-way",
            Self::LargeHangs => "large",
            Self::IdleDies => "idle",
        }
    }

    /// What a person would say.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Hangs => "It hangs, then times out",
            Self::Refused => "It is refused at once",
            Self::OneWay => "It works one way only",
            Self::LargeHangs => "Small requests work, large ones hang",
            Self::IdleDies => "It works, then dies after a pause",
        }
    }

    /// What it says about the packets.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Hangs => {
                "Nothing answers: a packet, or its reply, is dropped in silence. Security groups, network ACLs and missing routes all drop in silence."
            }
            Self::Refused => {
                "The first packet arrived and a reset came back: nothing listens on that port. Security groups and network ACLs never refuse, so look at the host once the path is shown to be open."
            }
            Self::OneWay => {
                "Who begins matters: a security group lets replies of a tracked connection by, but the other end needs rules of its own to begin one."
            }
            Self::LargeHangs => {
                "Somewhere a link carries smaller packets, and the ICMP message that says so does not come back: the sender never learns to send less."
            }
            Self::IdleDies => {
                "Connection tracking forgets a flow that is idle for too long. The next packet then counts as new and needs a rule."
            }
        }
    }

    /// What the playground does about it.
    #[must_use]
    pub const fn plan(self) -> &'static str {
        match self {
            Self::Hangs | Self::Refused => "Connects as your client would, packet by packet, there and back.",
            Self::OneWay => "Connects in both directions, the working one first.",
            Self::LargeHangs => {
                "Sends a packet that is too large for the path, and the message that says so."
            }
            Self::IdleDies => {
                "Connects, lets the idle time-out pass, then has the server speak on the old connection."
            }
        }
    }

    /// The steps that tell more: between two ends, to a TCP port.
    #[must_use]
    pub fn steps(self, from: &str, to: &str, port: u16) -> Vec<StepKind> {
        let converse = |kind, from: &str, to: &str| {
            StepKind::Converse(ConversationInput {
                kind,
                from: from.to_owned(),
                to: to.to_owned(),
                source_port: None,
                destination_port: Some(port),
                family: None,
            })
        };
        match self {
            Self::Hangs | Self::Refused => vec![converse(ConversationKind::TcpConnect, from, to)],
            Self::OneWay => vec![
                converse(ConversationKind::TcpConnect, to, from),
                converse(ConversationKind::TcpConnect, from, to),
            ],
            Self::LargeHangs => vec![converse(ConversationKind::PathMtu, from, to)],
            Self::IdleDies => {
                // Six days: longer than any idle time-out of an established connection.
                const PAUSE: u64 = 6 * 86_400_000;
                let data = PacketInput {
                    from: from.to_owned(),
                    to: to.to_owned(),
                    protocol: ProtocolName::Name("tcp".to_owned()),
                    source_port: None,
                    destination_port: Some(port),
                    icmp_type: None,
                    icmp_code: None,
                    icmp_id: None,
                    flags: Some(vec![FlagName::Ack, FlagName::Psh]),
                    family: None,
                };
                // The server speaks first after the pause: its end of the flow has no rule of its own as a rule.
                let connect = converse(ConversationKind::TcpConnect, from, to);
                let late = reply(&data).map(StepKind::Send);
                [connect, StepKind::Advance(PAUSE)].into_iter().chain(late).collect()
            }
        }
    }

    /// What the answer says about the symptom.
    #[must_use]
    pub const fn conclusion(self, verdict: Decision) -> &'static str {
        match (self, verdict) {
            (_, Decision::Unknown) => {
                "What is described here does not tell. Import more, or ask about a part of the path."
            }
            (Self::Hangs, Decision::Denied) => {
                "This explains the time-out: the packet below is dropped in silence."
            }
            (Self::Hangs, Decision::Allowed) => {
                "The network lets it through, both ways. Look at the host: its own firewall, or a service that does not answer."
            }
            (Self::Refused, Decision::Allowed) => {
                "The network lets it through. The host refuses: nothing listens on the port, or it listens on another address."
            }
            (Self::Refused, Decision::Denied) => {
                "The network drops this packet, which a client sees as a time-out. What was refused took another path or port."
            }
            (Self::OneWay, Decision::Denied) => {
                "This direction is dropped: who begins here needs an outbound rule at its own end and an inbound rule at the other."
            }
            (Self::OneWay, Decision::Allowed) => "Both directions can begin a connection here.",
            (Self::LargeHangs, Decision::Denied) => {
                "This explains it: the message that asks for smaller packets is dropped, so the sender goes on sending large ones."
            }
            (Self::LargeHangs, Decision::Allowed) => {
                "The message that asks for smaller packets comes back. Look at the hosts' own firewalls and at tunnels on the way."
            }
            (Self::IdleDies, Decision::Denied) => {
                "This explains it: after the pause the connection is forgotten, and no rule lets this packet by. Send keep-alives more often than the time-out."
            }
            (Self::IdleDies, Decision::Allowed) => {
                "Rules let the packet by even after the connection was forgotten. Look at load balancers and NAT gateways, which forget after 350 seconds."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_symptom_has_its_own_words_and_steps() {
        for symptom in Symptom::ALL {
            assert!(!symptom.steps("a", "b", 22).is_empty());
            assert_eq!(Symptom::ALL.iter().filter(|other| other.id() == symptom.id()).count(), 1);
        }
        assert_eq!(Symptom::OneWay.steps("a", "b", 22).len(), 2);
    }
}
