//! Through a transit gateway.
//!
//! Its attachment has an interface in one subnet a zone. Leaving that subnet is like leaving any; only
//! where the instance shares it are the ACL's rules special. Source: Transit Gateways guide `tgw-nacls`.

use super::walk::{Gate, Walker};
use super::{CheckpointKind, Origin};
use crate::catalog::links::TRANSIT_MTU;
use crate::catalog::{Assumption, Code};
use crate::evaluate::choose_attachment;
use crate::model::{ResourceId, Subnet, TransitGatewayId, TransitGatewayVpcAttachment};
use crate::net::Direction;
use std::rc::Rc;

impl Walker<'_, '_> {
    /// By route from a subnet to a transit gateway, and out of it at the other end.
    pub fn take_transit_gateway(&mut self, subnet: &Rc<Subnet>, id: &TransitGatewayId) -> bool {
        let network = self.network;
        let gate = Gate::new(CheckpointKind::TransitGateway, id.as_str(), Direction::Ingress);
        match network.transit_gateways.find(id) {
            Some(gateway) if gateway.is_available() => {}
            None if !network.transit_gateways.is_described() => {
                self.assume(Assumption::NotDescribedTransitGateways);
                return self.lose(&gate, Code::NotDescribed, Some(id.as_str()));
            }
            Some(_) | None => return self.stop(&gate, Code::BadState, None),
        }
        let attachment = network.transit_gateway_attachments.iter().find(|attachment| {
            attachment.transit_gateway == *id && attachment.vpc == subnet.vpc && attachment.is_available()
        });
        let Some(attachment) = attachment else {
            return if network.transit_gateway_attachments.is_described() {
                self.stop(&gate, Code::UnassociatedComponent, None)
            } else {
                self.lose(&gate, Code::NotDescribed, Some(id.as_str()))
            };
        };
        let Some(near) = self.in_zone(attachment, &subnet.availability_zone) else {
            return self.stop(&gate, Code::TgwRouteAzRestriction, None);
        };
        // In the attachment's own subnet both lists apply: by destination, and by source.
        self.acl(&subnet.id, Direction::Egress)
            && self.acl(&near.id, Direction::Ingress)
            && self.through_transit_gateway(attachment, &near, &gate)
    }

    fn through_transit_gateway(
        &mut self,
        from: &TransitGatewayVpcAttachment,
        near: &Rc<Subnet>,
        gate: &Gate<'_>,
    ) -> bool {
        let network = self.network;
        let choice = match choose_attachment(network, from, self.packet.destination) {
            Ok(choice) => choice,
            Err(Code::NotDescribed) => return self.lose(gate, Code::NotDescribed, Some(gate.resource)),
            Err(code) => return self.stop(gate, code, None),
        };
        if choice.static_routes_undescribed {
            self.assume(Assumption::NotDescribedTransitGatewayRoutes);
        }
        let Some(id) = choice.attachment else {
            return self.stop(gate, Code::TgwRtbBadStateRoute, Some(&choice.block.to_string()));
        };
        let Some(to) = network.transit_gateway_attachments.find(&id) else {
            return self.lose(gate, Code::UnsupportedComponent, Some(id.as_str()));
        };
        if !to.is_available() {
            return self.stop(gate, Code::BadState, Some(id.as_str()));
        }
        let onward = self.packet.clone();
        if !self.fits(gate, TRANSIT_MTU, &onward, Origin::Subnet(Rc::clone(near))) {
            return false;
        }
        self.pass(gate, Code::TgwCarries, Some(id.as_str()));
        let far = match self.in_zone(to, &near.availability_zone) {
            Some(far) => far,
            None => match to.subnets.iter().find_map(|id| network.subnets.find(id)) {
                Some(first) => {
                    self.assume(Assumption::TransitGatewayZone);
                    Rc::clone(first)
                }
                None => return self.lose(gate, Code::NotDescribed, Some(id.as_str())),
            },
        };
        self.route_from(&far)
    }

    /// The subnet of the attachment's interface in a zone.
    fn in_zone(&self, attachment: &TransitGatewayVpcAttachment, zone: &str) -> Option<Rc<Subnet>> {
        let mut subnets = attachment.subnets.iter().filter_map(|id| self.network.subnets.find(id));
        subnets.find(|subnet| *subnet.availability_zone == *zone).cloned()
    }
}
