//! Whether AWS tracks the packet's flow at an interface always, because of what it goes through or to.
//!
//! Source: EC2 User Guide `security-group-connection-tracking`, *Automatically tracked connections*.

use super::walk::Walker;
use crate::conntrack::AutomaticTracking;
use crate::evaluate::look_up;
use crate::model::{InterfaceType, NetworkInterface, RouteTarget};
use crate::net::Direction;

impl Walker<'_, '_> {
    /// By the interface's own kind, by what the packet has passed, by the other end, or by the route that
    /// the packet is going to take.
    pub fn automatic_tracking(
        &self,
        interface: &NetworkInterface,
        direction: Direction,
    ) -> Option<AutomaticTracking> {
        let far = match direction {
            Direction::Ingress => self.packet.source,
            Direction::Egress => self.packet.destination,
        };
        let other_end = self.network.interface_at(&interface.vpc, far);
        of_kind(interface.interface_type)
            .or(self.automatic)
            .or_else(|| other_end.and_then(|other| of_kind(other.interface_type)))
            .or_else(|| match direction {
                Direction::Egress if other_end.is_none() => self.by_route(interface),
                _ => None,
            })
    }

    fn by_route(&self, interface: &NetworkInterface) -> Option<AutomaticTracking> {
        let subnet = self.network.subnets.find(&interface.subnet)?;
        if subnet.contains(self.packet.destination) {
            return None;
        }
        let table = self.network.route_table_of(subnet)?;
        let judged = look_up(self.network, table, self.packet.destination);
        match &judged.route()?.target {
            RouteTarget::EgressOnlyInternetGateway(_) => Some(AutomaticTracking::EgressOnlyInternetGateway),
            RouteTarget::NatGateway(_) => Some(AutomaticTracking::NatGateway),
            RouteTarget::VpcEndpoint(id) => {
                let endpoint = self.network.vpc_endpoints.find(id)?;
                endpoint.is_dynamodb_gateway().then_some(AutomaticTracking::DynamoDbGatewayEndpoint)
            }
            _ => None,
        }
    }
}

fn of_kind(kind: InterfaceType) -> Option<AutomaticTracking> {
    match kind {
        InterfaceType::GlobalAcceleratorManaged => Some(AutomaticTracking::GlobalAccelerator),
        InterfaceType::Lambda => Some(AutomaticTracking::Lambda),
        InterfaceType::NatGateway => Some(AutomaticTracking::NatGateway),
        InterfaceType::NetworkLoadBalancer => Some(AutomaticTracking::NetworkLoadBalancer),
        InterfaceType::VpcEndpoint => Some(AutomaticTracking::InterfaceEndpoint),
        _ => None,
    }
}
