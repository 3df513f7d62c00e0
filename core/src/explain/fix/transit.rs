//! An attachment or a route that a transit gateway lacks.

use super::{Blocked, Fix};
use crate::explain::full_name;
use crate::model::ResourceId;
use crate::wire::Action;
use serde_json::json;

/// CreateTransitGatewayVpcAttachment, with the subnet that the packet comes from.
pub(super) fn attach(blocked: &Blocked<'_>) -> Option<Fix> {
    let network = &blocked.trace.network;
    let gateway = network.transit_gateways.find(&*blocked.checkpoint.resource)?;
    let source = blocked.checkpoint.packet.source;
    let subnet = network.subnets.iter().find(|subnet| subnet.contains(source))?;
    let mut draft = blocked.draft();
    let action = Action::new("CreateTransitGatewayVpcAttachment")
        .with("TransitGatewayId", gateway.id.as_str())
        .with("VpcId", subnet.vpc.as_str())
        .with("SubnetIds", json!([subnet.id.as_str()]));
    draft.act(action)?;
    let names = (full_name(network, subnet.vpc.as_str()), full_name(network, gateway.id.as_str()));
    Some(blocked.fix(draft, format!("Attach {} to {}", names.0, names.1)))
}

/// CreateTransitGatewayRoute to the attachment of the VPC that has the destination.
pub(super) fn add_route(blocked: &Blocked<'_>) -> Option<Fix> {
    let network = &blocked.trace.network;
    let packet = &blocked.checkpoint.packet;
    let gateway = network.transit_gateways.find(&*blocked.checkpoint.resource)?;
    let far = network.vpcs.iter().find(|vpc| vpc.contains(packet.destination))?;
    let block = far.blocks().find(|block| block.contains(&packet.destination))?;
    let own = || network.transit_gateway_attachments.iter().filter(|it| it.transit_gateway == gateway.id);
    let to = own().find(|attachment| attachment.vpc == far.id)?;
    let from = own().find(|attachment| {
        network.vpcs.find(&attachment.vpc).is_some_and(|vpc| vpc.contains(packet.source))
    })?;
    let mut tables = network.transit_gateway_route_tables.iter();
    let table = tables.find(|table| table.associations.contains(&from.id))?;
    let mut draft = blocked.draft();
    let action = Action::new("CreateTransitGatewayRoute")
        .with("TransitGatewayRouteTableId", table.id.as_str())
        .with("DestinationCidrBlock", block.to_string())
        .with("TransitGatewayAttachmentId", to.id.as_str());
    draft.act(action)?;
    let name = full_name(network, gateway.id.as_str());
    Some(blocked.fix(draft, format!("Add a route for {block} to {} in {name}", to.id)))
}
