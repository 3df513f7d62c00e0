//! What an internet gateway does to a packet: one-to-one translation, and what it refuses.
//!
//! Sources: VPC User Guide `VPC_Internet_Gateway`; Reachability Analyzer guide, *explanation codes*.

use crate::catalog::Code;
use crate::model::{Network, NetworkInterface, VpcId};
use crate::net::Packet;
use std::net::{IpAddr, Ipv4Addr};
use std::rc::Rc;

/// The packet as the gateway passes it on, or why it does not.
pub type Translated = Result<Packet, Code>;

/// A packet that leaves the VPC: IPv4 gets the public address of its private one; IPv6 stays as it is.
pub fn translate_outbound(network: &Network, vpc: &VpcId, packet: &Packet) -> Translated {
    if let IpAddr::V4(destination) = packet.destination {
        if destination.is_private() {
            return Err(Code::IgwDestinationAddressNotInRfc1918Egress);
        }
        if is_shared(destination) {
            return Err(Code::IgwDestinationAddressNotInRfc6598Egress);
        }
    }
    let source = match packet.source {
        IpAddr::V4(private) => {
            public_of(network, vpc, private).map(IpAddr::V4).ok_or(Code::IgwPublicIpAssociationForEgress)?
        }
        IpAddr::V6(_) => packet.source,
    };
    Ok(Packet { source, ..packet.clone() })
}

/// A packet that enters the VPC: a public IPv4 address gets replaced by the private one behind it.
pub fn translate_inbound(network: &Network, vpc: &VpcId, packet: &Packet) -> Translated {
    if let IpAddr::V4(source) = packet.source {
        if source.is_private() {
            return Err(Code::IgwSourceAddressNotInRfc1918Ingress);
        }
        if is_shared(source) {
            return Err(Code::IgwSourceAddressNotInRfc6598Ingress);
        }
    }
    if network.vpcs.find(vpc).is_some_and(|vpc| vpc.contains(packet.source)) {
        return Err(Code::GatewayRejectsSpoofedTraffic);
    }
    let destination = match packet.destination {
        IpAddr::V4(public) => network
            .holder_of_public(public)
            .filter(|(holder, _)| *holder == vpc)
            .map(|(_, private)| IpAddr::V4(private))
            .ok_or(Code::IgwPrivateIpAssociationForIngress)?,
        IpAddr::V6(_) => packet.destination,
    };
    if !network.vpcs.find(vpc).is_some_and(|vpc| vpc.contains(destination)) {
        return Err(Code::IgwDestinationAddressInVpcCidrs);
    }
    Ok(Packet { destination, ..packet.clone() })
}

/// The public address that stands for a private one: of an interface, or of a NAT gateway.
fn public_of(network: &Network, vpc: &VpcId, private: Ipv4Addr) -> Option<Ipv4Addr> {
    let of_interface = |interface: &&Rc<NetworkInterface>| interface.vpc == *vpc;
    let mapped = network.interfaces.iter().filter(of_interface).find_map(|interface| {
        let address = interface.private_addresses.iter().find(|own| own.address == private)?;
        address.association.as_ref().map(|association| association.public_ip)
    });
    mapped.or_else(|| {
        let gateways = network.nat_gateways.iter().filter(|gateway| gateway.vpc == *vpc);
        gateways
            .filter(|gateway| !gateway.is_deleted())
            .flat_map(|gateway| &gateway.addresses)
            .find(|address| address.private_ip == Some(private))
            .and_then(|address| address.public_ip)
    })
}

/// 100.64.0.0/10, the shared address space of RFC 6598.
fn is_shared(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    first == 100 && second & 0b1100_0000 == 64
}
