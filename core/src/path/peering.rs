//! Over a peering.

use super::walk::{Gate, Walker};
use super::{CheckpointKind, Origin};
use crate::catalog::links::{TRANSIT_MTU, VPC_MTU};
use crate::catalog::{Assumption, Code};
use crate::evaluate::cross_peering;
use crate::model::{ResourceId, Subnet, VpcId, VpcPeeringConnection, VpcPeeringConnectionId};
use crate::net::Direction;
use std::rc::Rc;

impl Walker<'_, '_> {
    /// By route from a subnet to a peering.
    pub fn take_peering(&mut self, subnet: &Rc<Subnet>, id: &VpcPeeringConnectionId) -> bool {
        if !self.acl(&subnet.id, Direction::Egress) {
            return false;
        }
        let gate = Gate::new(CheckpointKind::Peering, id.as_str(), Direction::Egress);
        match self.network.peerings.find(id) {
            Some(peering) => self.over(peering, &subnet.vpc, &gate),
            None if self.network.peerings.is_described() => self.stop(&gate, Code::BadState, None),
            None => self.over_undescribed(&subnet.vpc, &gate),
        }
    }

    fn over(&mut self, peering: &VpcPeeringConnection, from: &VpcId, gate: &Gate<'_>) -> bool {
        match cross_peering(self.network, peering, from, &self.packet) {
            Ok(far) if self.network.vpcs.contains(&far) => {
                let sides = (&peering.requester.region, &peering.accepter.region);
                let carries = if sides.0 == sides.1 { VPC_MTU } else { TRANSIT_MTU };
                let onward = self.packet.clone();
                if !self.fits(gate, carries, &onward, Origin::Vpc(from.clone())) {
                    return false;
                }
                self.pass(gate, Code::PcxCarries, None);
                self.reach(&far, None)
            }
            // The far VPC is another account's or Region's: what it lets in is not described.
            Ok(far) => self.lose(gate, Code::NotDescribed, Some(far.as_str())),
            Err(code) => self.stop(gate, code, None),
        }
    }

    /// A peering that a route names and nobody described: it is taken to lead to the VPC that has the
    /// destination.
    fn over_undescribed(&mut self, from: &VpcId, gate: &Gate<'_>) -> bool {
        let mut vpcs = self.network.vpcs.iter();
        let far = vpcs.find(|vpc| vpc.id != *from && vpc.contains(self.packet.destination));
        self.assume(Assumption::NotDescribedVpcPeeringConnections);
        match far {
            Some(far) => {
                let id = far.id.clone();
                self.pass(gate, Code::PcxCarries, None);
                self.reach(&id, None)
            }
            None => self.lose(gate, Code::NotDescribed, Some(gate.resource)),
        }
    }

    /// From a VPC that is not in the network, over its peering with one that is. None: no peering could
    /// bring the packet.
    pub fn arrive_from_far_side(&mut self, vpc: &VpcId) -> Option<bool> {
        let network = self.network;
        let peering = network.peerings.iter().find(|peering| {
            peering.far_side(vpc).is_some_and(|far| {
                !network.vpcs.contains(&far.vpc)
                    && far.blocks.iter().any(|block| block.contains(&self.packet.source))
            })
        })?;
        let far = peering.far_side(vpc)?;
        let gate = Gate::new(CheckpointKind::Peering, peering.id.as_str(), Direction::Ingress);
        Some(match cross_peering(network, peering, &far.vpc, &self.packet) {
            Ok(_) => {
                self.pass(&gate, Code::PcxCarries, None);
                self.reach(vpc, None)
            }
            Err(code) => self.stop(&gate, code, None),
        })
    }
}
