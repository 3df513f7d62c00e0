//! By which target a VPC could reach an address: a peering, a transit gateway, a way to the internet; where
//! there is none yet, the one that can be made.

use super::draft::Draft;
use super::internet;
use crate::explain::full_name;
use crate::model::{Network, ResourceId, RouteTable, VpcId};
use crate::net::Packet;
use crate::wire::Action;
use ipnet::IpNet;
use std::net::IpAddr;

/// A target and the block that a route to it would be for.
pub(super) struct Way {
    pub block: IpNet,
    pub field: &'static str,
    pub target: String,
    /// What has to be made first, in words; empty where the target is there.
    pub made: String,
}

impl Way {
    /// A way by what is there.
    pub fn by(block: IpNet, field: &'static str, target: &str) -> Way {
        Way { block, field, target: target.to_owned(), made: String::new() }
    }
}

/// The way from a VPC to the packet's destination; to the internet by a NAT gateway or by an internet gateway, as asked.
pub(super) fn to_destination(
    draft: &mut Draft,
    table: &RouteTable,
    packet: &Packet,
    by_nat: bool,
) -> Option<Way> {
    let (vpc, address) = (&table.vpc, packet.destination);
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
        Some(Way::by(*block, "VpcPeeringConnectionId", peering.id.as_str()))
    });
    if foreign.is_some() || !is_public(address) {
        return foreign;
    }
    if by_nat {
        return internet::by_nat(draft, table, packet.source);
    }
    internet::by_gateway(draft, vpc, packet)
}

fn by_peering(network: &Network, vpc: &VpcId, far: &VpcId, block: IpNet) -> Option<Way> {
    let mut active = network.peerings.iter().filter(|peering| peering.is_active());
    let peering = active.find(|peering| peering.far_side(vpc).is_some_and(|side| side.vpc == *far))?;
    Some(Way::by(block, "VpcPeeringConnectionId", peering.id.as_str()))
}

fn by_transit(network: &Network, vpc: &VpcId, far: &VpcId, block: IpNet) -> Option<Way> {
    let attached = |to: &VpcId| {
        let all = network.transit_gateway_attachments.iter();
        let to = to.clone();
        all.filter(move |attachment| attachment.vpc == to && attachment.is_available())
    };
    let near = attached(vpc)
        .find(|near| attached(far).any(|other| other.transit_gateway == near.transit_gateway))?;
    Some(Way::by(block, "TransitGatewayId", near.transit_gateway.as_str()))
}

fn by_new_peering(draft: &mut Draft, vpc: &VpcId, far: &VpcId, block: IpNet) -> Option<Way> {
    let target = make_peering(draft, vpc, far)?;
    let made = format!(
        "peer {} with {}",
        full_name(&draft.network, vpc.as_str()),
        full_name(&draft.network, far.as_str())
    );
    Some(Way { made, ..Way::by(block, "VpcPeeringConnectionId", &target) })
}

/// Peers two VPCs of the network; AWS refuses where their blocks overlap.
pub(super) fn make_peering(draft: &mut Draft, vpc: &VpcId, far: &VpcId) -> Option<String> {
    let ask =
        Action::new("CreateVpcPeeringConnection").with("VpcId", vpc.as_str()).with("PeerVpcId", far.as_str());
    let id = draft.make(ask, "/VpcPeeringConnection/VpcPeeringConnectionId")?;
    draft.act(Action::new("AcceptVpcPeeringConnection").with("VpcPeeringConnectionId", id.as_str()))?;
    Some(id)
}

pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => !v4.is_private() && !v4.is_link_local() && !v4.is_loopback(),
        IpAddr::V6(v6) => !v6.is_unique_local() && !v6.is_unicast_link_local(),
    }
}
