//! What lies between two interfaces, and between an interface and the outside.

use super::walk::Walker;
use crate::catalog::{Assumption, Code};
use crate::model::NetworkInterface;
use crate::net::{Decision, Direction};
use std::net::IpAddr;
use std::rc::Rc;

impl Walker<'_, '_> {
    /// Puts the private address in place of a public one, as the internet gateway does on the way in.
    pub(super) fn translate_public_destination(&mut self) {
        let IpAddr::V4(wanted) = self.packet.destination else { return };
        let private = self.world.network.interfaces.iter().find_map(|interface| {
            let mut addresses = interface.private_addresses.iter();
            let mapped = addresses.find(|a| a.association.as_ref().is_some_and(|a| a.public_ip == wanted))?;
            Some(mapped.address)
        });
        if let Some(private) = private {
            self.packet.destination = IpAddr::V4(private);
        }
    }

    /// The interface that has the destination: in the sender's VPC, else anywhere.
    pub(super) fn receiver(&self, sender: Option<&Rc<NetworkInterface>>) -> Option<Rc<NetworkInterface>> {
        let wanted = self.packet.destination;
        let mut owners = self.world.network.interfaces.iter().filter(|interface| interface.owns(wanted));
        let first = owners.next();
        let same_vpc =
            |interface: &&Rc<NetworkInterface>| sender.is_some_and(|sender| sender.vpc == interface.vpc);
        let near = first.into_iter().chain(owners).find(same_vpc);
        near.or(first).cloned()
    }

    /// Towards an address that no interface has.
    pub(super) fn outside(&mut self, sender: Option<&Rc<NetworkInterface>>) -> bool {
        let inside = self.world.network.vpcs.iter().any(|vpc| vpc.contains(self.packet.destination));
        match sender {
            Some(sender) if inside => {
                self.checkpoints.push(super::Checkpoint {
                    kind: super::CheckpointKind::Interface,
                    resource: Rc::from(crate::model::ResourceId::as_str(&sender.id)),
                    direction: Some(Direction::Egress),
                    decision: Decision::Denied,
                    code: Code::UnknownDestination,
                    decided_by: None,
                    tracked: None,
                    packet: self.packet.clone(),
                    evidence: super::Evidence::None,
                });
                false
            }
            Some(_) => {
                self.assumptions.push(Assumption::NotDescribedRouteTables);
                true
            }
            None => {
                self.checkpoints.push(super::Checkpoint {
                    kind: super::CheckpointKind::Interface,
                    resource: Rc::from("internet"),
                    direction: None,
                    decision: Decision::Denied,
                    code: Code::UnknownDestination,
                    decided_by: None,
                    tracked: None,
                    packet: self.packet.clone(),
                    evidence: super::Evidence::None,
                });
                false
            }
        }
    }
}
