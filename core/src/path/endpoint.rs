//! To VPC endpoints and back from them.

use super::CheckpointKind;
use super::walk::{Gate, Walker};
use crate::catalog::{Assumption, Code};
use crate::conntrack::AutomaticTracking;
use crate::evaluate::look_up;
use crate::model::{EndpointKind, NetworkInterface, ResourceId, RouteTarget, Subnet, VpcEndpointId};
use crate::net::{Direction, IcmpMessage, Payload};
use std::rc::Rc;

impl Walker<'_, '_> {
    /// By route from a subnet to an endpoint: a gateway endpoint, where the route is by prefix list.
    pub fn take_gateway_endpoint(&mut self, subnet: &Rc<Subnet>, id: &VpcEndpointId, is_list: bool) -> bool {
        if !self.acl(&subnet.id, Direction::Egress) {
            return false;
        }
        let gate = Gate::new(CheckpointKind::Endpoint, id.as_str(), Direction::Egress);
        match self.network.vpc_endpoints.find(id) {
            Some(endpoint) if endpoint.kind != EndpointKind::Gateway => {
                return self.lose(&gate, Code::UnsupportedComponent, None);
            }
            Some(endpoint) if endpoint.vpc != subnet.vpc => {
                return self.stop(&gate, Code::UnassociatedComponent, None);
            }
            Some(endpoint) if !endpoint.is_available() => return self.stop(&gate, Code::BadState, None),
            Some(_) => {}
            None if self.network.vpc_endpoints.is_described() => {
                return self.stop(&gate, Code::BadState, None);
            }
            None if is_list => self.assume(Assumption::NotDescribedVpcEndpoints),
            None => return self.lose(&gate, Code::UnsupportedComponent, None),
        }
        if !self.is_for_gateway_endpoint() {
            return self.stop(&gate, Code::VpceGatewayProtocolRestriction, None);
        }
        self.pass(&gate, Code::EndpointAnswers, None);
        self.at = None;
        true
    }

    /// What has arrived at an interface endpoint's interface is its service's.
    pub fn reach_interface_endpoint(&mut self, interface: &NetworkInterface) -> bool {
        let mut endpoints = self.network.vpc_endpoints.iter();
        let own = endpoints.find(|endpoint| endpoint.interfaces.contains(&interface.id));
        let resource = own.map_or_else(|| interface.id.to_string(), |endpoint| endpoint.id.to_string());
        let gate = Gate::new(CheckpointKind::Endpoint, &resource, Direction::Ingress);
        if own.is_some_and(|endpoint| !endpoint.is_available()) {
            return self.stop(&gate, Code::BadState, None);
        }
        self.pass(&gate, Code::EndpointAnswers, None);
        true
    }

    /// From the outside to a private address: only what answers by a gateway endpoint, or a network
    /// behind a gateway, can come so. None: neither could bring the packet.
    pub fn arrive_from_behind(&mut self, receiver: &NetworkInterface) -> Option<bool> {
        let subnet = self.network.subnets.find(&receiver.subnet)?;
        let table = self.network.route_table_of(subnet)?;
        let judged = look_up(self.network, table, self.packet.source);
        let target = &judged.route()?.target;
        let gate = Gate::new(CheckpointKind::Endpoint, target.id(), Direction::Ingress);
        match target {
            RouteTarget::VpcEndpoint(id) => {
                let endpoint = self.network.vpc_endpoints.find(id);
                if endpoint.is_some_and(|endpoint| endpoint.kind != EndpointKind::Gateway) {
                    return Some(self.lose(&gate, Code::UnsupportedComponent, None));
                }
                if endpoint.is_some_and(|endpoint| endpoint.is_dynamodb_gateway()) {
                    self.automatic = Some(AutomaticTracking::DynamoDbGatewayEndpoint);
                }
                if !self.is_for_gateway_endpoint() {
                    return Some(self.stop(&gate, Code::VpceGatewayProtocolRestriction, None));
                }
                self.pass(&gate, Code::EndpointAnswers, None);
                Some(self.reach(&receiver.vpc, None))
            }
            RouteTarget::TransitGateway(_) | RouteTarget::VpnGateway(_) | RouteTarget::Unsupported(..) => {
                Some(self.lose(&gate, Code::UnsupportedComponent, None))
            }
            _ => None,
        }
    }

    /// Gateway endpoints carry TCP and ICMP echo.
    fn is_for_gateway_endpoint(&self) -> bool {
        let is_echo = |message: &IcmpMessage, kinds: [u8; 2]| kinds.contains(&message.kind);
        match &self.packet.payload {
            Payload::Tcp { .. } => true,
            Payload::Icmp(message) => is_echo(message, [IcmpMessage::ECHO_REQUEST, IcmpMessage::ECHO_REPLY]),
            Payload::Icmpv6(message) => {
                is_echo(message, [IcmpMessage::V6_ECHO_REQUEST, IcmpMessage::V6_ECHO_REPLY])
            }
            _ => false,
        }
    }
}
