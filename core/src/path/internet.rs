//! To the internet and from it: internet gateways, egress-only gateways, Block Public Access, edge tables.

use super::walk::{Gate, Walker};
use super::{CheckpointKind, Origin, Tuple};
use crate::catalog::links::INTERNET_MTU;
use crate::catalog::{Assumption, Code};
use crate::conntrack::AutomaticTracking;
use crate::evaluate::{
    PublicAccess, PublicAccessAnswer, judge_public_access, look_up, translate_inbound, translate_outbound,
};
use crate::model::{
    EgressOnlyInternetGatewayId, InternetGatewayBlockMode, InternetGatewayId, ResourceId, RouteTarget,
    Subnet, SubnetId, VpcId,
};
use crate::net::{Direction, Packet, Payload};
use std::net::IpAddr;
use std::rc::Rc;

/// How long an egress-only gateway remembers an idle flow, in seconds (choice: as a NAT gateway).
const EGRESS_ONLY_TIMEOUT: u32 = 350;

impl Walker<'_, '_> {
    /// Out by an internet gateway; without an id by whichever the VPC has.
    pub fn leave_by_internet(&mut self, subnet: &Rc<Subnet>, id: Option<&InternetGatewayId>) -> bool {
        if !self.acl(&subnet.id, Direction::Egress) {
            return false;
        }
        let Some(gateway) = self.attached_gateway(&subnet.vpc, id, Direction::Egress) else { return false };
        self.leave_through(&subnet.vpc, Some(&subnet.id), &gateway)
    }

    /// Through an internet gateway that is attached, out of a VPC.
    pub fn leave_through(&mut self, vpc: &VpcId, subnet: Option<&SubnetId>, gateway: &str) -> bool {
        let gate = Gate::new(CheckpointKind::InternetGateway, gateway, Direction::Egress);
        if let Some(appliance) = self.redirected_to(gateway) {
            return self.stop(&gate, Code::IngressRtbTrafficRedirection, Some(&appliance));
        }
        let by_nat = self.is_of_nat_gateway(vpc, self.packet.source);
        if !self.public_access(vpc, subnet, gateway, by_nat, Direction::Egress) {
            return false;
        }
        match translate_outbound(self.network, vpc, &self.packet) {
            Ok(translated) => {
                if !self.fits(&gate, INTERNET_MTU, &translated, Origin::Outside) {
                    return false;
                }
                self.pass(&gate, Code::IgwTranslates, None);
                let (before, after) = (self.packet.source, translated.source);
                self.packet = translated;
                quote_anew(&mut self.packet, before, after);
                self.on_the_internet(true)
            }
            // An appliance may have put its own address in place; what it does is not modelled.
            Err(Code::IgwPublicIpAssociationForEgress) if self.arrival.references_lost => {
                self.lose(&gate, Code::UnsupportedComponent, None)
            }
            Err(code) => self.stop(&gate, code, None),
        }
    }

    /// Out by an egress-only gateway, which remembers the flow.
    pub fn leave_by_egress_only(&mut self, subnet: &Rc<Subnet>, id: &EgressOnlyInternetGatewayId) -> bool {
        if !self.acl(&subnet.id, Direction::Egress) {
            return false;
        }
        let gate = Gate::new(CheckpointKind::EgressOnlyInternetGateway, id.as_str(), Direction::Egress);
        match self.network.egress_only_internet_gateways.find(id) {
            Some(gateway) if gateway.vpc != subnet.vpc => {
                return self.stop(&gate, Code::UnassociatedComponent, None);
            }
            Some(_) => {}
            None if self.network.egress_only_internet_gateways.is_described() => {
                return self.stop(&gate, Code::BadState, None);
            }
            None => self.assume(Assumption::NotDescribedEgressOnlyInternetGateways),
        }
        if !self.packet.source.is_ipv6() {
            return self.stop(&gate, Code::ProtocolRestriction, None);
        }
        if !self.public_access(&subnet.vpc, Some(&subnet.id), id.as_str(), true, Direction::Egress) {
            return false;
        }
        if let Some(tuple) = Tuple::of(&self.packet) {
            let now = self.now();
            self.world.translations.remember(id.as_str(), tuple, tuple, EGRESS_ONLY_TIMEOUT, now);
        }
        let onward = self.packet.clone();
        if !self.fits(&gate, INTERNET_MTU, &onward, Origin::Outside) {
            return false;
        }
        self.pass(&gate, Code::CarriedByEgressOnlyGateway, None);
        self.on_the_internet(true)
    }

    /// A packet among the internet's networks: to whoever has its public destination.
    pub fn on_the_internet(&mut self, began_inside: bool) -> bool {
        let network = self.network;
        if let IpAddr::V4(public) = self.packet.destination
            && let Some(gateway) = self.regional_at(public)
        {
            return self.enter_regional(&gateway);
        }
        let vpc = match self.packet.destination {
            IpAddr::V4(public) => network.holder_of_public(public).map(|(vpc, _)| vpc.clone()),
            IpAddr::V6(_) => {
                let mut vpcs = network.vpcs.iter();
                vpcs.find(|vpc| vpc.contains(self.packet.destination)).map(|vpc| vpc.id.clone())
            }
        };
        match vpc {
            Some(vpc) => self.enter_by_internet(&vpc),
            None if began_inside => {
                self.at = None;
                self.hop_on_the_internet()
            }
            None => {
                let gate = Gate { kind: CheckpointKind::Interface, resource: "internet", direction: None };
                self.stop(&gate, Code::UnknownDestination, None)
            }
        }
    }

    /// From the internet into a VPC.
    pub fn enter_by_internet(&mut self, vpc: &VpcId) -> bool {
        if let Some(entered) = self.enter_by_egress_only(vpc) {
            return entered;
        }
        let Some(gateway) = self.attached_gateway(vpc, None, Direction::Ingress) else { return false };
        let gate = Gate::new(CheckpointKind::InternetGateway, &gateway, Direction::Ingress);
        match translate_inbound(self.network, vpc, &self.packet) {
            Ok(translated) => {
                self.pass(&gate, Code::IgwTranslates, None);
                let (before, after) = (self.packet.destination, translated.destination);
                self.packet = translated;
                quote_anew(&mut self.packet, before, after);
            }
            Err(code) => return self.stop(&gate, code, None),
        }
        let to_nat = self.is_of_nat_gateway(vpc, self.packet.destination);
        let subnet = self
            .network
            .subnets
            .iter()
            .find(|subnet| subnet.vpc == *vpc && subnet.contains(self.packet.destination));
        let subnet_id = subnet.map(|subnet| subnet.id.clone());
        if !self.public_access(vpc, subnet_id.as_ref(), &gateway, to_nat, Direction::Ingress) {
            return false;
        }
        self.by_edge_table(vpc, &gateway, subnet)
    }

    /// By the gateway's edge table, where it has one; else straight to the receiver.
    fn by_edge_table(&mut self, vpc: &VpcId, gateway: &str, subnet: Option<&Rc<Subnet>>) -> bool {
        let edge = self.network.route_tables.iter().find(|table| table.steers(gateway));
        if let Some(table) = edge {
            let gate = Gate::new(CheckpointKind::RouteTable, table.id.as_str(), Direction::Ingress);
            let Some(route) = self.choose_route(table, &gate) else { return false };
            match &route.target {
                RouteTarget::Local => {}
                RouteTarget::Interface(id) => {
                    let appliance = self.network.interfaces.find(id);
                    if appliance.is_some_and(|own| own.public_address().is_none())
                        && self.packet.destination.is_ipv4()
                    {
                        return self.stop(&gate, Code::IngressRtbNoPublicIp, Some(id.as_str()));
                    }
                    return self.take_middlebox(None, id);
                }
                other => return self.lose(&gate, Code::UnsupportedComponent, Some(other.id())),
            }
        }
        if let Some(subnet) = subnet
            && !self.leads_back(subnet)
        {
            self.assume(Assumption::InboundWithoutRouteBack);
        }
        self.reach(vpc, None)
    }

    /// Whether the subnet's own table sends the reply to an internet gateway (or nobody described it).
    fn leads_back(&self, subnet: &Subnet) -> bool {
        self.network.route_table_of(subnet).is_none_or(|table| {
            let judged = look_up(self.network, table, self.packet.source);
            judged.route().is_some_and(|route| {
                matches!(route.target, RouteTarget::InternetGateway(_) | RouteTarget::Interface(_))
            })
        })
    }

    /// By an egress-only gateway, where the packet answers one of its flows, or where the VPC has no
    /// other way in. None: it comes by an internet gateway.
    fn enter_by_egress_only(&mut self, vpc: &VpcId) -> Option<bool> {
        if self.packet.destination.is_ipv4() {
            return None;
        }
        let mut gateways = self.network.egress_only_internet_gateways.iter();
        let id = gateways.find(|gateway| gateway.vpc == *vpc)?.id.clone();
        let gate = Gate::new(CheckpointKind::EgressOnlyInternetGateway, id.as_str(), Direction::Ingress);
        let now = self.now();
        let tuple = Tuple::of(&self.packet).or_else(|| quoted_tuple(&self.packet).map(Tuple::reverse));
        let known = tuple.and_then(|tuple| self.world.translations.answered_by(id.as_str(), tuple, now));
        match known {
            Some(flow) => {
                self.world.translations.touch(id.as_str(), flow, now);
                self.assume(Assumption::EgressOnlyTimeout);
                self.automatic = Some(AutomaticTracking::EgressOnlyInternetGateway);
                self.pass(&gate, Code::CarriedByEgressOnlyGateway, None);
                let subnet = self
                    .network
                    .subnets
                    .iter()
                    .find(|subnet| subnet.vpc == *vpc && subnet.contains(self.packet.destination));
                let subnet = subnet.map(|subnet| subnet.id.clone());
                let open = self.public_access(vpc, subnet.as_ref(), id.as_str(), true, Direction::Ingress);
                Some(open && self.reach(vpc, None))
            }
            None if self.network.internet_gateway_of(vpc).is_some()
                || !self.network.internet_gateways.is_described() =>
            {
                None
            }
            None => Some(self.stop(&gate, Code::EgressOnlyRefusesInbound, None)),
        }
    }

    /// The internet gateway of a VPC, as the checkpoint names it.
    fn attached_gateway(
        &mut self,
        vpc: &VpcId,
        named: Option<&InternetGatewayId>,
        direction: Direction,
    ) -> Option<String> {
        let network = self.network;
        let kind = CheckpointKind::InternetGateway;
        let found = match named {
            Some(id) => network.internet_gateways.find(id),
            None => network.internet_gateway_of(vpc),
        };
        match (found, named) {
            (Some(gateway), _) if gateway.vpc.as_ref() == Some(vpc) => Some(gateway.id.to_string()),
            (Some(gateway), _) => {
                let gate = Gate::new(kind, gateway.id.as_str(), direction);
                self.stop(&gate, Code::UnassociatedComponent, None);
                None
            }
            (None, named) if !network.internet_gateways.is_described() => {
                self.assume(Assumption::NotDescribedInternetGateways);
                Some(named.map_or_else(|| vpc.to_string(), |id| id.to_string()))
            }
            (None, named) => {
                let resource = named.map_or(vpc.as_str(), |id| id.as_str());
                let gate = Gate::new(kind, resource, direction);
                self.stop(&gate, Code::NoInternetGateway, None);
                None
            }
        }
    }

    /// VPC Block Public Access, shown where it is on.
    pub fn public_access(
        &mut self,
        vpc: &VpcId,
        subnet: Option<&SubnetId>,
        gateway: &str,
        by_nat_or_egress_only: bool,
        direction: Direction,
    ) -> bool {
        if !self.network.block_public_access.described {
            self.assume(Assumption::NotDescribedVpcBlockPublicAccessOptions);
        }
        if self.network.block_public_access.mode == InternetGatewayBlockMode::Off {
            return true;
        }
        let began = self.began(vpc, direction);
        let access = PublicAccess { vpc, subnet, by_nat_or_egress_only, began };
        self.assume(Assumption::BlockPublicAccessAtGateway);
        let gate = Gate::new(CheckpointKind::BlockPublicAccess, gateway, direction);
        match judge_public_access(self.network, &access) {
            PublicAccessAnswer::Blocked => self.stop(&gate, Code::VpcBlockPublicAccessEnabled, None),
            PublicAccessAnswer::Excluded(id) => {
                self.remember_began(vpc, direction);
                self.pass(&gate, Code::NothingBlocksPublicAccess, Some(id.as_str()));
                true
            }
            PublicAccessAnswer::NotBlocked => {
                self.pass(&gate, Code::NothingBlocksPublicAccess, None);
                true
            }
        }
    }

    /// In which direction the packet's flow began: as the packet goes, unless it answers a flow that an
    /// exclusion has let by.
    fn began(&self, vpc: &VpcId, direction: Direction) -> Direction {
        let tuple = Tuple::of(&self.packet);
        let now = self.now();
        let known = tuple.and_then(|tuple| {
            self.world.translations.answered_by(&public_flows(vpc, direction.reverse()), tuple, now)
        });
        if known.is_some() { direction.reverse() } else { direction }
    }

    fn remember_began(&mut self, vpc: &VpcId, direction: Direction) {
        if let Some(tuple) = Tuple::of(&self.packet)
            && self.began(vpc, direction) == direction
        {
            let now = self.now();
            let device = public_flows(vpc, direction);
            self.world.translations.remember(&device, tuple, tuple, EGRESS_ONLY_TIMEOUT, now);
        }
    }

    /// The appliance to which the gateway's edge table sends what enters for the packet's source, unless
    /// the packet comes from an appliance.
    fn redirected_to(&self, gateway: &str) -> Option<String> {
        if self.arrival.references_lost {
            return None;
        }
        let edge = self.network.route_tables.iter().find(|table| table.steers(gateway))?;
        let judged = look_up(self.network, edge, self.packet.source);
        let appliance = match &judged.route()?.target {
            RouteTarget::Interface(id) => id,
            _ => return None,
        };
        let sends_itself =
            self.network.interfaces.find(appliance).is_some_and(|own| own.owns(self.packet.source));
        (!sends_itself).then(|| appliance.to_string())
    }
}

fn public_flows(vpc: &VpcId, began: Direction) -> String {
    format!("{vpc}/public/{}", began.name())
}

/// The flow that an ICMP error is about, as its sender had it.
pub(super) fn quoted_tuple(packet: &Packet) -> Option<Tuple> {
    let quoted = packet.icmp()?.about.as_deref()?;
    Tuple::of(quoted)
}

/// Puts a translated address into the packet that an ICMP error quotes.
fn quote_anew(packet: &mut Packet, before: IpAddr, after: IpAddr) {
    if let Payload::Icmp(message) | Payload::Icmpv6(message) = &mut packet.payload
        && let Some(quoted) = message.about.as_deref_mut()
    {
        for address in [&mut quoted.source, &mut quoted.destination] {
            if *address == before {
                *address = after;
            }
        }
    }
}
