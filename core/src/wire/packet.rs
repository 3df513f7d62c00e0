//! A packet, or a conversation, as a person or a script states it.

use serde::{Deserialize, Serialize};

/// A packet to send. What is left out takes the defaults of each field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PacketInput {
    /// An address, the id of an interface, instance or carrier, or `internet`.
    pub from: String,
    /// The same for the other end.
    pub to: String,
    /// A name or a number.
    pub protocol: ProtocolInput,
    /// TCP and UDP; 50000 where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_port: Option<u16>,
    /// TCP and UDP; required there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination_port: Option<u16>,
    /// ICMP; echo request where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icmp_type: Option<u8>,
    /// ICMP; 0 where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icmp_code: Option<u8>,
    /// ICMP queries; 1 where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icmp_id: Option<u16>,
    /// TCP; SYN where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flags: Option<Vec<FlagName>>,
    /// The family where both ends are named by id; 4 where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<FamilyNumber>,
}

/// `'tcp'`, `'udp'`, `'icmp'`, `'icmpv6'`, or a number from 0 to 255. `6` and `'tcp'` are the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ProtocolInput {
    /// By IANA number.
    Number(u8),
    /// By name, or a number as text.
    Name(String),
}

/// A TCP control bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FlagName {
    /// Acknowledge.
    Ack,
    /// Finish.
    Fin,
    /// Push.
    Psh,
    /// Reset.
    Rst,
    /// Synchronise.
    Syn,
}

/// 4 or 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct FamilyNumber(pub crate::net::Family);

impl TryFrom<u8> for FamilyNumber {
    type Error = &'static str;

    fn try_from(number: u8) -> Result<FamilyNumber, &'static str> {
        match number {
            4 => Ok(FamilyNumber(crate::net::Family::Ipv4)),
            6 => Ok(FamilyNumber(crate::net::Family::Ipv6)),
            _ => Err("family must be 4 or 6"),
        }
    }
}

impl From<FamilyNumber> for u8 {
    fn from(family: FamilyNumber) -> u8 {
        match family.0 {
            crate::net::Family::Ipv4 => 4,
            crate::net::Family::Ipv6 => 6,
        }
    }
}

/// A script of packets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConversationInput {
    /// Which script.
    pub kind: ConversationKind,
    /// Who begins: as in [`PacketInput::from`].
    pub from: String,
    /// The other end.
    pub to: String,
    /// As in [`PacketInput::source_port`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_port: Option<u16>,
    /// As in [`PacketInput::destination_port`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination_port: Option<u16>,
    /// As in [`PacketInput::family`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<FamilyNumber>,
}

/// The scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConversationKind {
    /// SYN, SYN-ACK, ACK.
    TcpConnect,
    /// Connect, data both ways, FIN both ways.
    TcpExchange,
    /// A query and its answer.
    UdpQuery,
    /// Several queries and answers.
    UdpStream,
    /// Echo request and reply.
    Ping,
    /// A large segment, and the ICMP error that asks for smaller ones.
    PathMtu,
    /// Probes with growing time to live, and the errors that answer them.
    Traceroute,
}
