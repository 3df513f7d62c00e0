//! Which attachment a transit gateway sends a packet to.
//!
//! Source: Transit Gateways guide `how-transit-gateways-work` (longest prefix, then static before
//! propagated).

use crate::catalog::Code;
use crate::model::{
    Network, TransitGatewayAttachmentId, TransitGatewayRouteTable, TransitGatewayVpcAttachment,
};
use ipnet::IpNet;
use std::net::IpAddr;
use std::rc::Rc;

/// What a transit gateway's table answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentChoice {
    /// The table.
    pub table: Rc<TransitGatewayRouteTable>,
    /// The block of the route that won.
    pub block: IpNet,
    /// Where it leads; none: it is a blackhole.
    pub attachment: Option<TransitGatewayAttachmentId>,
    /// Whether static routes were not described, so that one of them could have won.
    pub static_routes_undescribed: bool,
}

/// Looks up where packets from an attachment go.
pub fn choose_attachment(
    network: &Network,
    from: &TransitGatewayVpcAttachment,
    address: IpAddr,
) -> Result<AttachmentChoice, Code> {
    let tables = network.transit_gateway_route_tables.iter();
    let table = tables
        .filter(|table| table.transit_gateway == from.transit_gateway)
        .find(|table| table.associations.contains(&from.id))
        .ok_or(Code::TgwAttachMissingTgwRtbAssociation)?;
    let fixed = table.routes.iter().flatten().map(|route| (route.block, false, route.attachment.clone()));
    let learnt = table.propagations.iter().flat_map(|id| {
        let attachment = network.transit_gateway_attachments.find(id);
        let vpc = attachment.filter(|a| a.is_available()).and_then(|a| network.vpcs.find(&a.vpc));
        vpc.into_iter().flat_map(|vpc| vpc.blocks()).map(|block| (block, true, Some(id.clone())))
    });
    fixed
        .chain(learnt)
        .filter(|(block, ..)| block.contains(&address))
        .min_by_key(|(block, is_learnt, _)| (std::cmp::Reverse(block.prefix_len()), *is_learnt))
        .map(|(block, _, attachment)| AttachmentChoice {
            table: Rc::clone(table),
            block,
            attachment,
            static_routes_undescribed: table.routes.is_none(),
        })
        .ok_or(if table.routes.is_none() { Code::NotDescribed } else { Code::TgwRtbNoRouteToTgwAttachment })
}
