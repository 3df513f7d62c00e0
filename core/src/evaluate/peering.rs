//! What a peering carries: from the sending VPC's blocks to the accepting VPC's, and nothing beyond.
//!
//! Source: VPC Peering Guide `vpc-peering-basics` (not transitive, no edge-to-edge).

use crate::catalog::Code;
use crate::model::{Network, VpcId, VpcPeeringConnection};
use crate::net::Packet;
use std::net::IpAddr;

/// The VPC at the far end that takes the packet, or why none does.
pub fn cross_peering(
    network: &Network,
    peering: &VpcPeeringConnection,
    from: &VpcId,
    packet: &Packet,
) -> Result<VpcId, Code> {
    if !peering.is_active() {
        return Err(Code::BadState);
    }
    let far = peering.far_side(from).ok_or(Code::UnassociatedComponent)?;
    let near = peering.far_side(&far.vpc).ok_or(Code::UnassociatedComponent)?;
    let holds = |vpc: &VpcId, told: &[ipnet::IpNet], address: IpAddr| match network.vpcs.find(vpc) {
        Some(vpc) => vpc.contains(address),
        None => told.iter().any(|block| block.contains(&address)),
    };
    if holds(&near.vpc, &near.blocks, packet.source) && holds(&far.vpc, &far.blocks, packet.destination) {
        Ok(far.vpc.clone())
    } else {
        Err(Code::PcxRequiresAddressInVpcCidr)
    }
}
