//! Through a NAT gateway and back.
//!
//! Source: VPC User Guide `vpc-nat-gateway`, `nat-gateway-troubleshooting` (idle timeout, RST).

use super::internet::quoted_tuple;
use super::translations::with_source_port;
use super::walk::{Gate, Walker};
use super::{CheckpointKind, Translation, Tuple};
use crate::catalog::{Assumption, Code};
use crate::conntrack::AutomaticTracking;
use crate::model::{
    Connectivity, InterfaceType, NatGateway, NatGatewayId, NetworkInterface, ResourceId, Subnet, VpcId,
};
use crate::net::{Direction, Payload};
use std::net::{IpAddr, Ipv4Addr};
use std::rc::Rc;

/// Idle seconds after which a NAT gateway forgets a flow.
const NAT_TIMEOUT: u32 = 350;

impl Walker<'_, '_> {
    /// By route from a subnet to a NAT gateway.
    pub fn take_nat_gateway(&mut self, subnet: &Rc<Subnet>, id: &NatGatewayId) -> bool {
        let gate = Gate::new(CheckpointKind::NatGateway, id.as_str(), Direction::Egress);
        let Some(gateway) = self.network.nat_gateways.find(id) else {
            if self.network.nat_gateways.is_described() {
                return self.stop(&gate, Code::BadState, None);
            }
            self.assume(Assumption::NotDescribedNatGateways);
            return self.lose(&gate, Code::NotDescribed, Some(id.as_str()));
        };
        if gateway.is_regional() {
            self.assume(Assumption::RegionalNatWithoutAcl);
            if !self.acl(&subnet.id, Direction::Egress) {
                return false;
            }
        } else if !self.cross(Some(&subnet.id), gateway.subnet.as_ref()) {
            return false;
        }
        self.out_of_nat_gateway(gateway, &gate)
    }

    fn out_of_nat_gateway(&mut self, gateway: &Rc<NatGateway>, gate: &Gate<'_>) -> bool {
        if !gateway.is_available() {
            return self.stop(gate, Code::BadState, None);
        }
        if self.packet.source.is_ipv6() {
            // NAT64 is not modelled.
            return self.lose(gate, Code::UnsupportedComponent, None);
        }
        if !matches!(self.packet.payload, Payload::Tcp { .. } | Payload::Udp { .. } | Payload::Icmp(_)) {
            return self.stop(gate, Code::ProtocolRestriction, None);
        }
        if !self.may_use_nat(gateway) {
            return self.stop(gate, Code::NgwRequiresSourceInVpc, None);
        }
        let Some(own) = outside_address(gateway) else {
            return self.lose(gate, Code::NotDescribed, Some(gateway.id.as_str()));
        };
        if !self.hop_at_nat_gateway(gateway, gate) {
            return false;
        }
        let Some(flow) = self.map_out(gateway, own) else {
            return self.stop(gate, Code::NgwNoConnection, None);
        };
        let by = format!("{own}:{}", flow.went.source.1);
        let code = if gateway.is_regional() { Code::RegionalNatMaps } else { Code::NatMaps };
        self.pass(gate, code, Some(&by));
        self.rewrite(flow.came, flow.went);
        self.automatic = Some(AutomaticTracking::NatGateway);
        match gateway.subnet.as_ref().and_then(|id| self.network.subnets.find(id)) {
            Some(subnet) => self.route_from(subnet),
            None => self.out_of_regional(gateway),
        }
    }

    /// A regional gateway has a route of its own to the internet gateway.
    fn out_of_regional(&mut self, gateway: &Rc<NatGateway>) -> bool {
        let Some(attached) = self.network.internet_gateway_of(&gateway.vpc) else {
            let gate = Gate::new(CheckpointKind::InternetGateway, gateway.vpc.as_str(), Direction::Egress);
            return self.stop(&gate, Code::NoInternetGateway, None);
        };
        let id = attached.id.to_string();
        self.public_access(&gateway.vpc, None, &id, true, Direction::Egress) && self.on_the_internet(true)
    }

    /// The regional gateway that has a public address.
    pub fn regional_at(&self, public: Ipv4Addr) -> Option<Rc<NatGateway>> {
        let mut gateways = self.network.nat_gateways.iter();
        let found = gateways.find(|gateway| {
            gateway.is_regional()
                && !gateway.is_deleted()
                && gateway.addresses.iter().any(|own| own.public_ip == Some(public))
        });
        found.cloned()
    }

    /// From the internet to a regional gateway.
    pub fn enter_regional(&mut self, gateway: &Rc<NatGateway>) -> bool {
        let Some(attached) = self.network.internet_gateway_of(&gateway.vpc) else {
            let gate = Gate::new(CheckpointKind::InternetGateway, gateway.vpc.as_str(), Direction::Ingress);
            return self.stop(&gate, Code::NoInternetGateway, None);
        };
        let id = attached.id.to_string();
        self.public_access(&gateway.vpc, None, &id, true, Direction::Ingress)
            && self.answer_by_nat_gateway(gateway)
    }

    /// The flow's mapping, made where the packet may begin one.
    fn map_out(&mut self, gateway: &NatGateway, own: Ipv4Addr) -> Option<Translation> {
        let now = self.now();
        let device = gateway.id.as_str();
        if let Some(quoted) = quoted_tuple(&self.packet) {
            // An ICMP error about a packet that came in by a mapping goes out by the same.
            return self.world.translations.find(device, quoted.reverse(), now);
        }
        let came = Tuple::of(&self.packet)?;
        if let Some(known) = self.world.translations.find(device, came, now) {
            self.world.translations.touch(device, known, now);
            return Some(known);
        }
        // The gateway answers RST to a segment of a connection that it does not know, and an answer to
        // nothing begins no flow.
        if came.is_answer || self.packet.tcp_flags().is_some_and(|flags| !flags.opens()) {
            return None;
        }
        let went = Tuple { source: (IpAddr::V4(own), 0), ..came };
        let port = self.world.translations.free_port(device, went, now)?;
        self.assume(Assumption::LowestFreePort);
        let went = with_source_port(went, port);
        self.world.translations.remember(device, came, went, NAT_TIMEOUT, now);
        self.world.translations.find(device, came, now)
    }

    /// A packet has arrived at a NAT gateway's own address: it answers a flow, or nothing.
    pub fn answer_by_nat_gateway(&mut self, gateway: &Rc<NatGateway>) -> bool {
        let gate = Gate::new(CheckpointKind::NatGateway, gateway.id.as_str(), Direction::Ingress);
        let now = self.now();
        let device = gateway.id.as_str();
        let tuple = match quoted_tuple(&self.packet) {
            Some(quoted) => Some(quoted.reverse()),
            None => Tuple::of(&self.packet),
        };
        let known = tuple.and_then(|tuple| self.world.translations.answered_by(device, tuple, now));
        let Some(flow) = known else { return self.stop(&gate, Code::NgwNoConnection, None) };
        self.world.translations.touch(device, flow, now);
        let by = format!("{}:{}", flow.came.source.0, flow.came.source.1);
        self.pass(&gate, Code::NatMaps, Some(&by));
        self.rewrite(flow.went, flow.came);
        self.automatic = Some(AutomaticTracking::NatGateway);
        match gateway.subnet.as_ref().and_then(|id| self.network.subnets.find(id)) {
            Some(subnet) => self.route_from(subnet),
            None => self.reach(&gateway.vpc, None),
        }
    }

    /// Puts one tuple of a flow in place of the other: in the packet, or in the one that it quotes.
    pub fn rewrite(&mut self, before: Tuple, after: Tuple) {
        let forward = Tuple::of(&self.packet) == Some(before);
        if forward {
            after.write(&mut self.packet);
            return;
        }
        if Tuple::of(&self.packet) == Some(before.reverse()) {
            after.reverse().write(&mut self.packet);
            return;
        }
        // An ICMP error: its own addresses, and those of the packet that it is about.
        for address in [&mut self.packet.source, &mut self.packet.destination] {
            if *address == before.source.0 {
                *address = after.source.0;
            } else if *address == before.destination.0 {
                *address = after.destination.0;
            }
        }
        if let Payload::Icmp(message) | Payload::Icmpv6(message) = &mut self.packet.payload
            && let Some(quoted) = message.about.as_deref_mut()
        {
            if Tuple::of(quoted) == Some(before) {
                after.write(quoted);
            } else {
                after.reverse().write(quoted);
            }
        }
    }

    /// Whether the packet starts at an interface of the gateway's VPC, or came by a transit gateway.
    fn may_use_nat(&self, gateway: &NatGateway) -> bool {
        let by_transit = self.checkpoints.iter().any(|passed| passed.kind == CheckpointKind::TransitGateway);
        let inside = self.network.vpcs.find(&gateway.vpc).is_some_and(|vpc| vpc.contains(self.packet.source));
        by_transit || inside
    }

    /// The NAT gateway that an interface belongs to.
    pub fn nat_gateway_of(&self, interface: &NetworkInterface) -> Option<Rc<NatGateway>> {
        if interface.interface_type != InterfaceType::NatGateway {
            return None;
        }
        let mut gateways = self.network.nat_gateways.iter();
        let found = gateways.find(|gateway| {
            gateway.vpc == interface.vpc
                && gateway.addresses.iter().any(|own| {
                    own.interface.as_ref() == Some(&interface.id)
                        || own.private_ip.is_some_and(|own| interface.owns(IpAddr::V4(own)))
                })
        });
        found.cloned()
    }

    /// Whether an address is a NAT gateway's own.
    pub fn is_of_nat_gateway(&self, vpc: &VpcId, address: IpAddr) -> bool {
        let mut gateways = self.network.nat_gateways.iter().filter(|gateway| gateway.vpc == *vpc);
        gateways.any(|gateway| {
            gateway.addresses.iter().any(|own| own.private_ip.is_some_and(|own| address == own))
        })
    }
}

/// The address that the gateway puts in place of the sender's.
fn outside_address(gateway: &NatGateway) -> Option<Ipv4Addr> {
    let primary = gateway.addresses.first()?;
    match gateway.connectivity {
        Connectivity::Public if gateway.is_regional() => primary.public_ip,
        Connectivity::Public | Connectivity::Private => primary.private_ip,
    }
}
