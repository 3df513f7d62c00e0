//! From what a person states to a packet and the place where it starts.

use super::Limits;
use crate::model::{Carrier, CarrierKind, InstanceId, Network, NetworkInterface, Subnet, VpcId};
use crate::net::{Family, IcmpMessage, Packet, Payload, Protocol, TcpFlags};
use crate::wire::Ec2Error;
use crate::wire::{FlagName, PacketInput, ProtocolName};
use std::net::IpAddr;
use std::rc::Rc;

/// The source port of a packet that states none.
pub const SOURCE_PORT: u16 = 50_000;
/// The identifier of an ICMP message that states none.
pub const ICMP_ID: u16 = 1;

/// Where a packet starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// At an interface.
    Interface(Rc<NetworkInterface>),
    /// Outside all VPCs: the internet, or a network behind a gateway.
    Outside,
    /// In a subnet, at something that no group guards: a NAT gateway, a transit gateway's attachment.
    Subnet(Rc<Subnet>),
    /// At a peering, on its way into a VPC.
    Vpc(VpcId),
}

/// A packet and its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// The packet as its sender makes it.
    pub packet: Packet,
    /// Where it starts.
    pub origin: Origin,
    /// What it brings along for its way.
    pub limits: Limits,
}

impl Started {
    /// A packet without limits.
    pub fn new(packet: Packet, origin: Origin) -> Started {
        Started { packet, origin, limits: Limits::default() }
    }
}

/// The part of a packet as stated that stands in its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PacketField {
    /// The destination port.
    DestinationPort,
    /// The address family.
    Family,
    /// Where it comes from.
    From,
    /// The protocol.
    Protocol,
    /// Where it goes.
    To,
}

/// Why no packet can be made of what was stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misstated {
    /// What it is about; of two ends that do not fit each other the second.
    pub field: PacketField,
    /// EC2's error.
    pub error: Ec2Error,
}

/// One end as stated.
enum End {
    Address(IpAddr, Option<Rc<NetworkInterface>>),
    Interface(Rc<NetworkInterface>),
    Internet,
}

/// Reads a packet as a person states it.
///
/// # Errors
/// An id that nothing has gives EC2's error (`InvalidNetworkInterfaceID.NotFound` and its like); a value
/// that makes no packet gives `InvalidParameterValue` or `MissingParameter`.
pub fn packet_from(network: &Network, input: &PacketInput) -> Result<Started, Misstated> {
    let protocol = protocol_of(&input.protocol).map_err(PacketField::Protocol.is_why())?;
    let from = end(network, &input.from).map_err(PacketField::From.is_why())?;
    let to = end(network, &input.to).map_err(PacketField::To.is_why())?;
    let family = family_of(input).map_err(PacketField::Family.is_why())?;
    let source = match &from {
        End::Interface(interface) => own_address(interface, family, &input.from),
        _ => address_of(network, &from, &to, family, &input.from),
    };
    let source = source.map_err(PacketField::From.is_why())?;
    let destination = address_of(network, &to, &from, family, &input.to);
    let destination = destination.map_err(PacketField::To.is_why())?;
    if Family::of(source) != Family::of(destination) {
        let error = invalid(format!("{source} and {destination} are of different address families"));
        return Err(Misstated { field: PacketField::To, error });
    }
    let payload = payload(input, protocol).map_err(PacketField::DestinationPort.is_why())?;
    let packet = Packet { source, destination, payload };
    let origin = match from {
        End::Interface(interface) | End::Address(_, Some(interface)) => Origin::Interface(interface),
        End::Address(_, None) | End::Internet => Origin::Outside,
    };
    Ok(Started::new(packet, origin))
}

impl PacketField {
    fn is_why(self) -> impl FnOnce(Ec2Error) -> Misstated {
        move |error| Misstated { field: self, error }
    }
}

fn invalid(message: String) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", message)
}

fn protocol_of(input: &ProtocolName) -> Result<Protocol, Ec2Error> {
    match input {
        ProtocolName::Number(number) => Ok(Protocol(*number)),
        ProtocolName::Name(name) => Protocol::parse(name)
            .ok_or_else(|| invalid(format!("Invalid value '{name}' for IP protocol. Unknown protocol."))),
    }
}

fn end(network: &Network, text: &str) -> Result<End, Ec2Error> {
    if text == "internet" {
        return Ok(End::Internet);
    }
    if let Ok(address) = text.parse::<IpAddr>() {
        let owner = network.interfaces.iter().find(|interface| interface.owns(address));
        return Ok(End::Address(address, owner.cloned()));
    }
    if let Some(interface) = network.interfaces.find(text) {
        return Ok(End::Interface(Rc::clone(interface)));
    }
    if network.instances.contains(text) {
        let instance = InstanceId::new(text);
        let own = network.interfaces_of(&instance);
        return own
            .first()
            .map(|interface| End::Interface(Rc::clone(interface)))
            .ok_or_else(|| invalid(format!("the instance '{text}' has no network interface")));
    }
    if let Some(carrier) = network.carriers.find(text) {
        return carrier_end(network, carrier);
    }
    Err(not_found(text))
}

/// A carrier stands for its first interface; a task without one of its own for its host's.
fn carrier_end(network: &Network, carrier: &Carrier) -> Result<End, Ec2Error> {
    let host = match &carrier.kind {
        CarrierKind::EcsTask(task) => task.host(),
        _ => None,
    };
    let own = carrier.interfaces.first().and_then(|id| network.interfaces.find(id)).cloned();
    let hosts = || network.interfaces_of(host?).first().map(|first| Rc::clone(first));
    own.or_else(hosts)
        .map(End::Interface)
        .ok_or_else(|| invalid(format!("'{}' has no network interface", carrier.id)))
}

fn not_found(text: &str) -> Ec2Error {
    if text.starts_with("i-") {
        let message = format!("The instance ID '{text}' does not exist");
        return Ec2Error::new("InvalidInstanceID.NotFound", message);
    }
    if text.starts_with("eni-") {
        let message = format!("The networkInterface ID '{text}' does not exist");
        return Ec2Error::new("InvalidNetworkInterfaceID.NotFound", message);
    }
    let only =
        |signs: &str| text.bytes().all(|byte| byte.is_ascii_digit() || signs.as_bytes().contains(&byte));
    if text.contains('.') && only(".") {
        return invalid(format!("'{text}' is not an IPv4 address: it has four numbers from 0 to 255"));
    }
    if text.contains(':') && only(":.abcdefABCDEF") {
        return invalid(format!(
            "'{text}' is not an IPv6 address: it has eight groups of up to four hexadecimal digits"
        ));
    }
    invalid(format!(
        "No instance, network interface, load balancer, database, task, function or address is called '{text}'"
    ))
}

fn family_of(input: &PacketInput) -> Result<Family, Ec2Error> {
    let meant = input.family_meant();
    match input.family {
        Some(asked) if asked.0 != meant => {
            Err(invalid(format!("family {} does not fit the addresses", asked.0.name())))
        }
        _ => Ok(meant),
    }
}

/// The address that an end stands for: of an interface its private one where the other end is inside the
/// VPCs too, else its public one (IPv6: its own).
fn address_of(
    network: &Network,
    this: &End,
    other: &End,
    family: Family,
    text: &str,
) -> Result<IpAddr, Ec2Error> {
    let interface = match this {
        End::Address(address, _) => return Ok(*address),
        End::Internet => return Ok(network.settings.options.you_of(family)),
        End::Interface(interface) => interface,
    };
    let other_is_outside = match other {
        End::Internet => true,
        End::Interface(_) => false,
        End::Address(address, owner) => {
            owner.is_none() && !network.vpcs.iter().any(|vpc| vpc.contains(*address))
        }
    };
    let public = interface.public_address().map(IpAddr::V4).filter(|_| family == Family::Ipv4);
    match public.filter(|_| other_is_outside) {
        Some(public) => Ok(public),
        None => own_address(interface, family, text),
    }
}

/// The address with which an interface sends: gateways put the public one in place on the way.
fn own_address(interface: &NetworkInterface, family: Family, text: &str) -> Result<IpAddr, Ec2Error> {
    interface.address_of(family).ok_or_else(|| invalid(format!("'{text}' has no {} address", family.name())))
}

fn payload(input: &PacketInput, protocol: Protocol) -> Result<Payload, Ec2Error> {
    let source_port = input.source_port.unwrap_or(SOURCE_PORT);
    let destination = || {
        input.destination_port.ok_or_else(|| {
            Ec2Error::new("MissingParameter", "The request must contain the parameter destinationPort")
        })
    };
    Ok(match protocol {
        Protocol::TCP => Payload::Tcp {
            source_port,
            destination_port: destination()?,
            flags: input.flags.as_deref().map_or(TcpFlags::SYN, flags),
        },
        Protocol::UDP => Payload::Udp { source_port, destination_port: destination()? },
        Protocol::ICMP => Payload::Icmp(message(input, IcmpMessage::ECHO_REQUEST)),
        Protocol::ICMPV6 => Payload::Icmpv6(message(input, IcmpMessage::V6_ECHO_REQUEST)),
        other => Payload::Other(other),
    })
}

fn message(input: &PacketInput, default: u8) -> IcmpMessage {
    IcmpMessage::new(
        input.icmp_type.unwrap_or(default),
        input.icmp_code.unwrap_or(0),
        input.icmp_id.unwrap_or(ICMP_ID),
    )
}

fn flags(names: &[FlagName]) -> TcpFlags {
    names.iter().fold(TcpFlags::none(), |set, name| {
        set.with(match name {
            FlagName::Ack => TcpFlags::ACK,
            FlagName::Fin => TcpFlags::FIN,
            FlagName::Psh => TcpFlags::PSH,
            FlagName::Rst => TcpFlags::RST,
            FlagName::Syn => TcpFlags::SYN,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_slip_is_told_from_a_name() {
        for (text, begins) in [
            ("198.51.100.700", "'198.51.100.700' is not an IPv4 address"),
            ("10.0.1", "'10.0.1' is not an IPv4 address"),
            ("2001:db8::1::2", "'2001:db8::1::2' is not an IPv6 address"),
            ("web.internal", "No instance"),
            ("443", "No instance"),
            ("web: one", "No instance"),
            ("", "No instance"),
        ] {
            let told = not_found(text).to_string();
            assert!(told.contains(begins), "{told}");
        }
    }
}
