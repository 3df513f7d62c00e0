//! By which target a VPC could reach an address: a peering, a transit gateway, a way to the internet; where
//! there is none yet, the one that can be made.

use super::draft::Draft;
use crate::explain::display_name;
use crate::model::{Network, ResourceId, RouteTarget, VpcId};
use crate::net::{Family, Packet};
use crate::wire::Action;
use ipnet::IpNet;
use std::net::IpAddr;

/// A target and the block that a route to it would be for.
pub(super) struct Way {
    pub block: IpNet,
    pub field: &'static str,
    pub target: String,
}

impl Way {
    pub fn name(&self, network: &Network) -> String {
        display_name(network, &self.target)
    }
}

/// The way from a VPC to the packet's destination.
pub(super) fn to_destination(draft: &mut Draft, vpc: &VpcId, packet: &Packet) -> Option<Way> {
    let address = packet.destination;
    let network = &draft.network;
    let far = network.vpcs.iter().find(|far| far.id != *vpc && far.contains(address));
    if let Some(far) = far {
        let block = far.blocks().find(|block| block.contains(&address))?;
        let id = far.id.clone();
        return by_peering(network, vpc, &id, block)
            .or_else(|| by_transit(network, vpc, &id, block))
            .or_else(|| by_new_peering(draft, vpc, &id, block));
    }
    let foreign = network.peerings.iter().filter(|peering| peering.is_active()).find_map(|peering| {
        let block = peering.far_side(vpc)?.blocks.iter().find(|block| block.contains(&address))?;
        Some(Way { block: *block, field: "VpcPeeringConnectionId", target: peering.id.to_string() })
    });
    if foreign.is_some() || !is_public(address) {
        return foreign;
    }
    to_internet(draft, vpc, packet)
}

fn by_peering(network: &Network, vpc: &VpcId, far: &VpcId, block: IpNet) -> Option<Way> {
    let mut active = network.peerings.iter().filter(|peering| peering.is_active());
    let peering = active.find(|peering| peering.far_side(vpc).is_some_and(|side| side.vpc == *far))?;
    Some(Way { block, field: "VpcPeeringConnectionId", target: peering.id.to_string() })
}

fn by_transit(network: &Network, vpc: &VpcId, far: &VpcId, block: IpNet) -> Option<Way> {
    let attached = |to: &VpcId| {
        let all = network.transit_gateway_attachments.iter();
        let to = to.clone();
        all.filter(move |attachment| attachment.vpc == to && attachment.is_available())
    };
    let near = attached(vpc)
        .find(|near| attached(far).any(|other| other.transit_gateway == near.transit_gateway))?;
    Some(Way { block, field: "TransitGatewayId", target: near.transit_gateway.to_string() })
}

fn by_new_peering(draft: &mut Draft, vpc: &VpcId, far: &VpcId, block: IpNet) -> Option<Way> {
    let target = make_peering(draft, vpc, far)?;
    Some(Way { block, field: "VpcPeeringConnectionId", target })
}

/// Peers two VPCs of the network; AWS refuses where their blocks overlap.
pub(super) fn make_peering(draft: &mut Draft, vpc: &VpcId, far: &VpcId) -> Option<String> {
    let ask =
        Action::new("CreateVpcPeeringConnection").with("VpcId", vpc.as_str()).with("PeerVpcId", far.as_str());
    let id = draft.make(ask, "/VpcPeeringConnection/VpcPeeringConnectionId")?;
    draft.act(Action::new("AcceptVpcPeeringConnection").with("VpcPeeringConnectionId", id.as_str()))?;
    Some(id)
}

/// By the internet gateway for who has a public address, by a NAT gateway for who has none.
fn to_internet(draft: &mut Draft, vpc: &VpcId, packet: &Packet) -> Option<Way> {
    let way = by_gateway_there_is(&draft.network, vpc, packet);
    way.or_else(|| {
        let target = attach_internet_gateway(draft, vpc)?;
        Some(Way { block: packet.family().everywhere(), field: "GatewayId", target })
    })
}

fn by_gateway_there_is(network: &Network, vpc: &VpcId, packet: &Packet) -> Option<Way> {
    let block = packet.family().everywhere();
    let is_ipv4 = packet.family() == Family::Ipv4;
    let mut nat = network.nat_gateways.iter().filter(|nat| nat.vpc == *vpc && nat.is_available());
    if is_ipv4
        && !has_public_address(network, vpc, packet.source)
        && let Some(nat) = nat.next()
    {
        return Some(Way { block, field: "NatGatewayId", target: nat.id.to_string() });
    }
    if let Some(attached) = network.internet_gateway_of(vpc) {
        return Some(Way { block, field: "GatewayId", target: attached.id.to_string() });
    }
    let mut egress_only = network.egress_only_internet_gateways.iter();
    let own = egress_only.find(|gateway| gateway.vpc == *vpc && !is_ipv4)?;
    Some(Way { block, field: "EgressOnlyInternetGatewayId", target: own.id.to_string() })
}

/// Makes an internet gateway and attaches it.
pub(super) fn attach_internet_gateway(draft: &mut Draft, vpc: &VpcId) -> Option<String> {
    let made = draft.make(Action::new("CreateInternetGateway"), "/InternetGateway/InternetGatewayId")?;
    let attach = Action::new("AttachInternetGateway")
        .with("InternetGatewayId", made.as_str())
        .with("VpcId", vpc.as_str());
    draft.act(attach)?;
    Some(made)
}

fn has_public_address(network: &Network, vpc: &VpcId, address: IpAddr) -> bool {
    let IpAddr::V4(address) = address else { return true };
    let of_interface = network.interface_at(vpc, IpAddr::V4(address)).is_some_and(|interface| {
        let mut own = interface.private_addresses.iter();
        own.any(|own| own.address == address && own.association.is_some())
    });
    let mut gateways = network.nat_gateways.iter().filter(|gateway| gateway.vpc == *vpc);
    of_interface
        || gateways.any(|gateway| {
            let mut own = gateway.addresses.iter();
            own.any(|own| own.private_ip == Some(address) && own.public_ip.is_some())
        })
}

pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => !v4.is_private() && !v4.is_link_local() && !v4.is_loopback(),
        IpAddr::V6(v6) => !v6.is_unique_local() && !v6.is_unicast_link_local(),
    }
}

/// Whether a target is of a NAT gateway in the subnet itself, which would send in circles.
pub(super) fn leads_back(network: &Network, way: &Way, subnets: &[&str]) -> bool {
    let target = RouteTarget::NatGateway(crate::model::NatGatewayId::new(&way.target));
    way.field == "NatGatewayId"
        && network
            .nat_gateways
            .find(target.id())
            .is_some_and(|nat| nat.subnet.as_ref().is_some_and(|subnet| subnets.contains(&subnet.as_str())))
}
