//! Out of a subnet by its route table and its ACL, and into the subnet of the receiver.

use super::walk::{Gate, Walker};
use super::{CheckpointKind, Evidence};
use crate::catalog::{Assumption, Code};
use crate::evaluate::{RouteChoice, judge_by_entries, look_up};
use crate::model::{
    NatGateway, NetworkInterface, ResourceId, Route, RouteDestination, RouteState, RouteTable, RouteTarget,
    Subnet, SubnetId, VpcId,
};
use crate::net::{Decision, Direction};
use std::rc::Rc;

/// After how many subnets a packet is taken to go in circles.
const MAX_HOPS: u8 = 16;

/// Who has an address inside a VPC.
pub(super) enum Receiver {
    Interface(Rc<NetworkInterface>),
    /// A NAT gateway whose interface is not described.
    NatGateway(Rc<NatGateway>),
}

impl Walker<'_, '_> {
    /// Out of a subnet, from an interface in it.
    pub fn route_from(&mut self, subnet: &Rc<Subnet>) -> bool {
        self.hops = self.hops.saturating_add(1);
        if subnet.contains(self.packet.destination) {
            // Delivered directly: neither routes nor ACLs apply inside a subnet.
            return self.reach(&subnet.vpc, Some(&subnet.id));
        }
        let Some(table) = self.network.route_table_of(subnet) else { return self.without_table(subnet) };
        let gate = Gate::new(CheckpointKind::RouteTable, table.id.as_str(), Direction::Egress);
        if self.hops > MAX_HOPS {
            return self.stop(&gate, Code::MoreThanMaxHops, None);
        }
        match self.choose_route(table, &gate) {
            Some(route) => self.follow(subnet, &route),
            None => false,
        }
    }

    /// Looks the destination up in a table and notes the answer; none where the packet ends here.
    pub fn choose_route(&mut self, table: &RouteTable, gate: &Gate<'_>) -> Option<Route> {
        let judged = look_up(self.network, table, self.packet.destination);
        if judged.is_arbitrary() {
            self.assume(Assumption::PrefixListRoutesTie);
        }
        let found = match judged.choice {
            RouteChoice::Route(index) | RouteChoice::Undescribed(index) => judged.routes.get(index).cloned(),
            RouteChoice::NoRoute => None,
        };
        let by = found.as_ref().map(|route| route.destination.to_string());
        let (decision, code) = match (judged.choice, &found) {
            (RouteChoice::NoRoute, _) | (_, None) => (Decision::Denied, Code::NoRouteToDestination),
            (RouteChoice::Undescribed(_), _) => (Decision::Unknown, Code::NotDescribed),
            (_, Some(route)) if route.state == RouteState::Blackhole => {
                (Decision::Denied, Code::BadStateRoute)
            }
            _ => (Decision::Allowed, Code::RouteSelected),
        };
        self.note(gate, decision, code, by.as_deref(), Evidence::Routes(judged));
        found.filter(|_| decision == Decision::Allowed)
    }

    /// To the route's target.
    fn follow(&mut self, subnet: &Rc<Subnet>, route: &Route) -> bool {
        match &route.target {
            RouteTarget::Local => self.reach(&subnet.vpc, Some(&subnet.id)),
            RouteTarget::InternetGateway(id) => self.leave_by_internet(subnet, Some(id)),
            RouteTarget::EgressOnlyInternetGateway(id) => self.leave_by_egress_only(subnet, id),
            RouteTarget::NatGateway(id) => self.take_nat_gateway(subnet, id),
            RouteTarget::Peering(id) => self.take_peering(subnet, id),
            RouteTarget::TransitGateway(id) => self.take_transit_gateway(subnet, id),
            RouteTarget::Interface(id) => self.take_middlebox(Some(&subnet.id), id),
            RouteTarget::VpcEndpoint(id) => {
                let is_list = matches!(route.destination, RouteDestination::PrefixList(_));
                self.take_gateway_endpoint(subnet, id, is_list)
            }
            RouteTarget::VpnGateway(_) | RouteTarget::Unsupported(..) => {
                self.acl(&subnet.id, Direction::Egress) && {
                    let gate = Gate::new(CheckpointKind::Endpoint, route.target.id(), Direction::Egress);
                    self.lose(&gate, Code::UnsupportedComponent, None)
                }
            }
        }
    }

    /// To whoever has the destination in a VPC: out of the one subnet and into the other. Without `from`
    /// the packet comes by a gateway.
    pub fn reach(&mut self, vpc: &VpcId, from: Option<&SubnetId>) -> bool {
        let receiver = self.receiver_in(vpc);
        let into = match &receiver {
            Some(Receiver::Interface(interface)) => Some(interface.subnet.clone()),
            Some(Receiver::NatGateway(gateway)) => gateway.subnet.clone(),
            None => self.subnet_at(vpc),
        };
        if !self.cross(from, into.as_ref()) {
            return false;
        }
        match receiver {
            Some(Receiver::Interface(interface)) => match self.nat_gateway_of(&interface) {
                Some(gateway) => {
                    self.at = Some(interface);
                    self.answer_by_nat_gateway(&gateway)
                }
                None => self.enter(&interface),
            },
            Some(Receiver::NatGateway(gateway)) => self.answer_by_nat_gateway(&gateway),
            None => {
                let place = into.as_ref().map_or(vpc.as_str(), |subnet| subnet.as_str());
                let gate = Gate::new(CheckpointKind::Interface, place, Direction::Ingress);
                self.stop(&gate, Code::UnknownDestination, None)
            }
        }
    }

    /// The ACLs of both subnets, where they differ.
    pub fn cross(&mut self, from: Option<&SubnetId>, into: Option<&SubnetId>) -> bool {
        from == into
            || (from.is_none_or(|from| self.acl(from, Direction::Egress))
                && into.is_none_or(|into| self.acl(into, Direction::Ingress)))
    }

    /// The ACL of a subnet.
    pub fn acl(&mut self, subnet: &SubnetId, direction: Direction) -> bool {
        let Some(acl) = self.network.acl_of(subnet) else {
            self.assume(Assumption::NotDescribedNetworkAcls);
            return true;
        };
        let judged = judge_by_entries(acl, &self.packet, direction);
        let decision = judged.decision;
        let code = match decision {
            Decision::Allowed => Code::AclEntryAllows,
            Decision::Denied | Decision::Unknown => Code::SubnetAclRestriction,
        };
        let by = judged.entry().map_or_else(|| "*".to_owned(), |entry| entry.number.to_string());
        let gate = Gate::new(CheckpointKind::NetworkAcl, acl.id.as_str(), direction);
        self.note(&gate, decision, code, Some(&by), Evidence::Entries(judged));
        decision == Decision::Allowed
    }

    fn receiver_in(&self, vpc: &VpcId) -> Option<Receiver> {
        let wanted = self.packet.destination;
        if let Some(interface) = self.network.interface_at(vpc, wanted) {
            return Some(Receiver::Interface(Rc::clone(interface)));
        }
        let gateways = self.network.nat_gateways.iter().filter(|gateway| gateway.vpc == *vpc);
        let mut living = gateways.filter(|gateway| !gateway.is_deleted());
        living
            .find(|gateway| {
                gateway.addresses.iter().any(|own| own.private_ip.is_some_and(|own| wanted == own))
            })
            .map(|gateway| Receiver::NatGateway(Rc::clone(gateway)))
    }

    fn subnet_at(&self, vpc: &VpcId) -> Option<SubnetId> {
        let mut subnets = self.network.subnets.iter();
        let found = subnets.find(|subnet| subnet.vpc == *vpc && subnet.contains(self.packet.destination));
        found.map(|subnet| subnet.id.clone())
    }
}
