//! Where a packet goes when nobody described the route tables.

use super::CheckpointKind;
use super::interface::is_public;
use super::walk::{Gate, Walker};
use crate::catalog::{Assumption, Code};
use crate::model::{ResourceId, Subnet};
use crate::net::Direction;
use std::net::IpAddr;
use std::rc::Rc;

impl Walker<'_, '_> {
    /// A route is taken to exist: inside the VPC, over a peering, or to the internet by whatever could
    /// carry the packet there. Where that is not clear the answer is open.
    pub fn without_table(&mut self, subnet: &Rc<Subnet>) -> bool {
        self.assume(Assumption::NotDescribedRouteTables);
        let network = self.network;
        let destination = self.packet.destination;
        if network.vpcs.find(&subnet.vpc).is_some_and(|vpc| vpc.contains(destination)) {
            return self.reach(&subnet.vpc, Some(&subnet.id));
        }
        let peering = network.peerings.iter().find(|peering| {
            peering.is_active()
                && peering.far_side(&subnet.vpc).is_some_and(|far| {
                    let known = network.vpcs.find(&far.vpc);
                    known.map_or_else(
                        || far.blocks.iter().any(|block| block.contains(&destination)),
                        |vpc| vpc.contains(destination),
                    )
                })
        });
        if let Some(peering) = peering {
            return self.take_peering(subnet, &peering.id);
        }
        if is_public(destination) {
            return self.find_internet(subnet);
        }
        let gate = Gate::new(CheckpointKind::RouteTable, subnet.id.as_str(), Direction::Egress);
        self.lose(&gate, Code::NotDescribed, Some("the route table"))
    }

    fn find_internet(&mut self, subnet: &Rc<Subnet>) -> bool {
        let network = self.network;
        let has_public = match self.packet.source {
            IpAddr::V4(source) => network.interface_at(&subnet.vpc, IpAddr::V4(source)).is_some_and(|own| {
                own.private_addresses.iter().any(|a| a.address == source && a.association.is_some())
            }),
            IpAddr::V6(_) => true,
        };
        let nat = network.nat_gateways.iter().find(|gateway| {
            gateway.vpc == subnet.vpc && gateway.is_available() && gateway.subnet.as_ref() != Some(&subnet.id)
        });
        match nat {
            _ if has_public => self.leave_by_internet(subnet, None),
            Some(gateway) => self.take_nat_gateway(subnet, &gateway.id),
            None if !network.internet_gateways.is_described() => {
                self.assume(Assumption::NotDescribedInternetGateways);
                self.acl(&subnet.id, Direction::Egress)
            }
            None => {
                let gate = Gate::new(CheckpointKind::RouteTable, subnet.id.as_str(), Direction::Egress);
                self.lose(&gate, Code::NotDescribed, Some("the route table"))
            }
        }
    }
}
