//! A packet, or a conversation, as a person or a script states it.

use super::shape::{self, Misread, Shape, Tree};
use crate::net::{Family, Protocol};
use std::net::IpAddr;

/// A packet to send. What is left out takes the defaults of each field.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
#[shape(names = "camelCase")]
pub struct PacketInput {
    /// An address, the id of an interface, instance or carrier, or `internet`.
    pub from: String,
    /// The same for the other end.
    pub to: String,
    /// A name or a number.
    pub protocol: ProtocolName,
    /// TCP and UDP; 50000 where left out.
    #[shape(skip)]
    pub source_port: Option<u16>,
    /// TCP and UDP; required there.
    #[shape(skip)]
    pub destination_port: Option<u16>,
    /// ICMP; echo request where left out.
    #[shape(skip)]
    pub icmp_type: Option<u8>,
    /// ICMP; 0 where left out.
    #[shape(skip)]
    pub icmp_code: Option<u8>,
    /// ICMP queries; 1 where left out.
    #[shape(skip)]
    pub icmp_id: Option<u16>,
    /// TCP; SYN where left out.
    #[shape(skip)]
    pub flags: Option<Vec<FlagName>>,
    /// The family where both ends are named by id; 4 where left out.
    #[shape(skip)]
    pub family: Option<FamilyNumber>,
}

impl PacketInput {
    /// The address family that is meant: that of an end which is stated as an address, else the one that is stated,
    /// else the one that the protocol belongs to.
    pub fn family_meant(&self) -> Family {
        let address = |end: &String| end.parse::<IpAddr>().ok();
        let stated = [&self.from, &self.to].into_iter().find_map(address).map(Family::of);
        stated.or(self.family.map(|family| family.0)).unwrap_or(match self.protocol.protocol() {
            Some(Protocol::ICMPV6) => Family::Ipv6,
            _ => Family::Ipv4,
        })
    }
}

/// `'tcp'`, `'udp'`, `'icmp'`, `'icmpv6'`, else the number, from 0 to 255. Given, `6` and `'tcp'` are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProtocolName {
    /// By IANA number.
    Number(u8),
    /// By name; given, also a number as text.
    Name(String),
}

impl ProtocolName {
    /// The protocol; none where nothing has the name.
    pub fn protocol(&self) -> Option<Protocol> {
        match self {
            ProtocolName::Number(number) => Some(Protocol(*number)),
            ProtocolName::Name(name) => Protocol::parse(name),
        }
    }
}

impl From<Protocol> for ProtocolName {
    fn from(protocol: Protocol) -> ProtocolName {
        protocol.name().map_or(ProtocolName::Number(protocol.0), |name| ProtocolName::Name(name.to_owned()))
    }
}

impl Shape for ProtocolName {
    fn blank() -> ProtocolName {
        ProtocolName::Number(0)
    }

    fn read(&mut self, tree: Tree) -> Result<(), Misread> {
        *self = match tree {
            Tree::Text(name) => ProtocolName::Name(name.into_owned()),
            number => ProtocolName::Number(shape::read(number)?),
        };
        Ok(())
    }

    fn write(&self) -> Tree {
        match self {
            ProtocolName::Number(number) => number.write(),
            ProtocolName::Name(name) => name.write(),
        }
    }

    fn is_blank(&self) -> bool {
        false
    }
}

/// A TCP control bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Shape)]
#[shape(names = "lowercase")]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FamilyNumber(pub Family);

impl From<FamilyNumber> for u8 {
    fn from(family: FamilyNumber) -> u8 {
        match family.0 {
            Family::Ipv4 => 4,
            Family::Ipv6 => 6,
        }
    }
}

impl Shape for FamilyNumber {
    fn blank() -> FamilyNumber {
        FamilyNumber(Family::Ipv4)
    }

    fn read(&mut self, tree: Tree) -> Result<(), Misread> {
        self.0 = match shape::read::<u8>(tree)? {
            4 => Family::Ipv4,
            6 => Family::Ipv6,
            _ => return Err(Misread::value("family must be 4 or 6".to_owned())),
        };
        Ok(())
    }

    fn write(&self) -> Tree {
        u8::from(*self).write()
    }

    fn is_blank(&self) -> bool {
        false
    }
}

/// A script of packets.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
#[shape(names = "camelCase")]
pub struct ConversationInput {
    /// Which script.
    pub kind: ConversationKind,
    /// Who begins: as in [`PacketInput::from`].
    pub from: String,
    /// The other end.
    pub to: String,
    /// As in [`PacketInput::source_port`].
    #[shape(skip)]
    pub source_port: Option<u16>,
    /// As in [`PacketInput::destination_port`].
    #[shape(skip)]
    pub destination_port: Option<u16>,
    /// As in [`PacketInput::icmp_id`].
    #[shape(skip)]
    pub icmp_id: Option<u16>,
    /// As in [`PacketInput::family`].
    #[shape(skip)]
    pub family: Option<FamilyNumber>,
}

/// The scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Shape)]
#[shape(names = "kebab-case")]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_says_the_family_before_the_packet_and_that_before_the_protocol() {
        let family = |from: &str, protocol: Protocol, asked: Option<Family>| {
            let stated = serde_json::json!({ "from": from, "to": "eni-1", "protocol": protocol.0 });
            let packet: PacketInput = serde_json::from_value(stated).unwrap();
            PacketInput { family: asked.map(FamilyNumber), ..packet }.family_meant()
        };
        assert_eq!(family("internet", Protocol::TCP, None), Family::Ipv4);
        assert_eq!(family("internet", Protocol::TCP, Some(Family::Ipv6)), Family::Ipv6);
        assert_eq!(family("internet", Protocol::ICMPV6, None), Family::Ipv6);
        assert_eq!(family("internet", Protocol::ICMPV6, Some(Family::Ipv4)), Family::Ipv4);
        assert_eq!(family("2001:db8::1", Protocol::TCP, Some(Family::Ipv4)), Family::Ipv6);
        assert_eq!(family("198.51.100.1", Protocol::ICMPV6, None), Family::Ipv4);
        // A name may hold a colon, and is no address for that.
        assert_eq!(family("eni-1:2", Protocol::TCP, None), Family::Ipv4);
    }
}
