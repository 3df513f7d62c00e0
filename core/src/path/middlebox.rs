//! By a route to an interface: an appliance that takes what is not for it, and sends it on.
//!
//! Source: VPC User Guide `route-table-options`, *middlebox appliance*.

use super::CheckpointKind;
use super::walk::{Gate, Walker};
use crate::catalog::{Assumption, Code};
use crate::model::{NetworkInterfaceId, ResourceId, SubnetId};
use crate::net::Direction;
use std::rc::Rc;

impl Walker<'_, '_> {
    /// Into an appliance's interface and out of it again.
    pub fn take_middlebox(&mut self, from: Option<&SubnetId>, id: &NetworkInterfaceId) -> bool {
        let gate = Gate::new(CheckpointKind::Interface, id.as_str(), Direction::Ingress);
        let Some(appliance) = self.network.interfaces.find(id).map(Rc::clone) else {
            return if self.network.interfaces.is_described() {
                self.stop(&gate, Code::BadState, None)
            } else {
                self.lose(&gate, Code::NotDescribed, Some(id.as_str()))
            };
        };
        if !self.cross(from, Some(&appliance.subnet)) {
            return false;
        }
        if appliance.owns(self.packet.destination) {
            return self.enter(&appliance);
        }
        if appliance.source_dest_check {
            return self.stop(&gate, Code::EniSourceDestCheckRestriction, None);
        }
        self.pass(&gate, Code::InterfaceAccepts, None);
        if !self.filter(&appliance, Direction::Ingress) {
            return false;
        }
        if !self.hop_at_appliance(&appliance, &gate) {
            return false;
        }
        // What the far end sees comes by another interface: references to groups cannot match there.
        self.arrival.references_lost = true;
        self.assume(Assumption::MiddleboxForwards);
        self.filter(&appliance, Direction::Egress) && self.depart(&appliance)
    }
}
