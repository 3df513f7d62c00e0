//! A packet that starts outside all VPCs.

use super::interface::is_public;
use super::walk::Walker;
use crate::catalog::Assumption;
use crate::evaluate::unfiltered_service;
use crate::model::NetworkInterface;
use crate::net::Packet;
use std::rc::Rc;

impl Walker<'_, '_> {
    /// From the internet, from a service, or from a network behind a gateway.
    pub fn start_outside(&mut self) -> bool {
        match self.private_receiver() {
            Some(receiver) => self.arrive_from_beyond(&receiver),
            None => self.on_the_internet(false),
        }
    }

    /// The interface whose private IPv4 address is the destination; with several, one whose VPC's own
    /// services the packet comes from.
    fn private_receiver(&self) -> Option<Rc<NetworkInterface>> {
        let wanted = self.packet.destination;
        if wanted.is_ipv6() && !is_link_service(&self.packet) {
            return None;
        }
        let own = || self.network.interfaces.iter().filter(|interface| interface.owns(wanted));
        let served = own().find(|own| unfiltered_service(self.network, &own.vpc, &self.packet).is_some());
        served.or_else(|| own().next()).cloned()
    }

    fn arrive_from_beyond(&mut self, receiver: &Rc<NetworkInterface>) -> bool {
        if unfiltered_service(self.network, &receiver.vpc, &self.packet).is_some() {
            return self.enter(receiver);
        }
        if let Some(arrived) = self.arrive_from_far_side(&receiver.vpc) {
            return arrived;
        }
        if let Some(arrived) = self.arrive_from_behind(receiver) {
            return arrived;
        }
        if !self.network.internet_gateways.is_described() && is_public(self.packet.source) {
            self.assume(Assumption::NotDescribedInternetGateways);
            return self.reach(&receiver.vpc, None);
        }
        self.enter_by_internet(&receiver.vpc)
    }
}

/// Whether the packet comes from one of the services that answer inside every VPC over IPv6.
fn is_link_service(packet: &Packet) -> bool {
    match packet.source {
        std::net::IpAddr::V6(v6) => v6.segments().starts_with(&[0xfd00, 0xec2]),
        std::net::IpAddr::V4(_) => false,
    }
}
