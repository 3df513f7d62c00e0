//! A peering that waits, and one in place of two that do not add up.

use super::route::put;
use super::way::{Way, make_peering};
use super::{Blocked, Fix};
use crate::explain::{display_name, full_name};
use crate::model::{PeeringStatus, ResourceId, RouteDestination};
use crate::path::CheckpointKind;
use crate::wire::Action;
use std::rc::Rc;

/// AcceptVpcPeeringConnection.
pub(super) fn accept(blocked: &Blocked<'_>) -> Option<Fix> {
    let network = &blocked.trace.network;
    let peering = network.peerings.find(&*blocked.checkpoint.resource)?;
    if peering.status != PeeringStatus::PendingAcceptance {
        return None;
    }
    let mut draft = blocked.draft();
    let id = peering.id.as_str();
    draft.act(Action::new("AcceptVpcPeeringConnection").with("VpcPeeringConnectionId", id))?;
    Some(blocked.fix(draft, format!("Accept the peering {}", display_name(network, id))))
}

/// A peering is not transitive: one with the VPC that has the destination, and the route over it.
pub(super) fn connect_directly(blocked: &Blocked<'_>) -> Option<Fix> {
    let network = &blocked.trace.network;
    let packet = &blocked.checkpoint.packet;
    let mut passed = blocked.trace.checkpoints.get(..blocked.at)?.iter().rev();
    let by = passed.find(|passed| passed.kind == CheckpointKind::RouteTable)?;
    let table = Rc::clone(network.route_tables.find(&*by.resource)?);
    let far = network.vpcs.iter().find(|vpc| vpc.contains(packet.destination))?;
    let block = far.blocks().find(|block| block.contains(&packet.destination))?;
    if far.id == table.vpc {
        return None;
    }
    let mut draft = blocked.draft();
    let target = make_peering(&mut draft, &table.vpc, &far.id)?;
    let way = Way::by(block, "VpcPeeringConnectionId", &target);
    put(&mut draft, &table, &RouteDestination::Block(block), &way)?;
    let names = (full_name(network, table.vpc.as_str()), full_name(network, far.id.as_str()));
    let title = format!("Peer {} with {} itself, and route {block} over it", names.0, names.1);
    Some(blocked.fix(draft, title))
}
