//! The ways to the internet: by a NAT gateway for who begins a connection without a public address; by an internet
//! gateway, which makes the subnets that its route is for public.

use super::draft::Draft;
use super::gateway::elastic;
use super::way::Way;
use super::{is_outside, subnets_in_words};
use crate::explain::full_name;
use crate::model::{
    Connectivity, NatGateway, Network, ResourceId, RouteState, RouteTable, RouteTarget, Subnet, VpcId,
};
use crate::net::{Family, Packet};
use crate::wire::Action;
use std::net::IpAddr;

/// Whether a packet to the internet begins a connection at an address that has no public one.
pub(super) fn begins_private(network: &Network, vpc: &VpcId, packet: &Packet) -> bool {
    packet.tcp_flags().is_none_or(|flags| flags.opens())
        && is_outside(network, packet.destination)
        && !has_public_address(network, vpc, packet.source)
}

/// A public NAT gateway that is there; else a new one in a public subnet of the VPC. Of several the one in the sender's
/// Availability Zone, so that no other zone has to work for it.
pub(super) fn by_nat(draft: &mut Draft, table: &RouteTable, sender: IpAddr) -> Option<Way> {
    let network = &draft.network;
    let vpc = &table.vpc;
    let own = network.subnets.iter().find(|subnet| subnet.vpc == *vpc && subnet.contains(sender));
    let zone = own.map(|own| &own.availability_zone);
    let is_elsewhere = |subnet: &Subnet| Some(&subnet.availability_zone) != zone;
    let subnet_of = |nat: &NatGateway| network.subnets.find(nat.subnet.as_ref()?);
    // Behind the table that gets the route it would send in circles.
    let is_public = |subnet: &Subnet| {
        let its = network.route_table_of(subnet);
        its.is_some_and(|its| its.id != table.id && leads_out(its))
    };
    let works = |nat: &NatGateway| subnet_of(nat).is_none_or(|subnet| is_public(subnet));
    let all = network.nat_gateways.iter().filter(|nat| {
        nat.vpc == *vpc && nat.is_available() && nat.connectivity == Connectivity::Public && works(nat)
    });
    if let Some(nat) = all.min_by_key(|nat| subnet_of(nat).is_some_and(|subnet| is_elsewhere(subnet))) {
        return Some(Way::by(Family::Ipv4.everywhere(), "NatGatewayId", nat.id.as_str()));
    }
    let public = network.subnets.iter().filter(|subnet| subnet.vpc == *vpc);
    let public = public.filter(|subnet| is_public(subnet));
    let subnet = public.min_by_key(|subnet| is_elsewhere(subnet))?;
    let made = format!("create a NAT gateway in {}", full_name(network, subnet.id.as_str()));
    let create = Action::new("CreateNatGateway").with("SubnetId", subnet.id.as_str());
    let allocation = elastic(draft)?;
    let target = draft.make(create.with("AllocationId", allocation), "/NatGateway/NatGatewayId")?;
    Some(Way { made, ..Way::by(Family::Ipv4.everywhere(), "NatGatewayId", &target) })
}

/// Whether a table makes its subnets public ones: it leads to an internet gateway.
fn leads_out(table: &RouteTable) -> bool {
    table.routes.iter().any(|route| {
        let is_default = route.destination.block() == Some(Family::Ipv4.everywhere());
        is_default && route.state == RouteState::Active && is_internet_gateway(&route.target)
    })
}

const fn is_internet_gateway(target: &RouteTarget) -> bool {
    matches!(target, RouteTarget::InternetGateway(_))
}

/// By the internet gateway, else by an egress-only one for IPv6, else by a new one.
pub(super) fn by_gateway(draft: &mut Draft, vpc: &VpcId, packet: &Packet) -> Option<Way> {
    let block = packet.family().everywhere();
    let network = &draft.network;
    if let Some(attached) = network.internet_gateway_of(vpc) {
        return Some(Way::by(block, "GatewayId", attached.id.as_str()));
    }
    let egress_only = &network.egress_only_internet_gateways;
    let own = egress_only.iter().find(|gateway| gateway.vpc == *vpc && packet.family() == Family::Ipv6);
    if let Some(own) = own {
        return Some(Way::by(block, "EgressOnlyInternetGatewayId", own.id.as_str()));
    }
    let target = attach_internet_gateway(draft, vpc)?;
    Some(Way { made: "create an internet gateway".to_owned(), ..Way::by(block, "GatewayId", &target) })
}

/// Makes an internet gateway and attaches it.
pub(super) fn attach_internet_gateway(draft: &mut Draft, vpc: &VpcId) -> Option<String> {
    let made = draft.make(Action::new("CreateInternetGateway"), "/InternetGateway/InternetGatewayId")?;
    let attach = Action::new("AttachInternetGateway")
        .with("InternetGatewayId", made.as_str())
        .with("VpcId", vpc.as_str());
    draft.act(attach)?;
    Some(made)
}

/// What there is to think of before a route makes subnets public; nothing where they are.
pub(super) fn made_public(
    network: &Network,
    table: &RouteTable,
    subnets: &[&Subnet],
    way: &Way,
) -> Option<String> {
    let is_public = table.routes.iter().any(|route| is_internet_gateway(&route.target));
    if way.field != "GatewayId" || is_public || subnets.is_empty() {
        return None;
    }
    let all = network.interfaces.iter();
    let touched = all.filter(|interface| subnets.iter().any(|own| own.id == interface.subnet));
    let (whose, what) = if subnets.len() == 1 { ("its", "a public one") } else { ("their", "public ones") };
    let then = match touched.count() {
        0 | 1 => format!("{whose} interface can then be reached from the internet"),
        count => format!(
            "{whose} {count} interfaces can be reached from the internet once they have public addresses"
        ),
    };
    Some(format!("This turns {} into {what}: {then}.", subnets_in_words(network, subnets)))
}

fn has_public_address(network: &Network, vpc: &VpcId, address: IpAddr) -> bool {
    let IpAddr::V4(address) = address else { return true };
    let of_interface = network.interface_at(vpc, IpAddr::V4(address)).is_some_and(|interface| {
        let mut own = interface.private_addresses.iter();
        own.any(|own| own.address == address && own.association.is_some())
    });
    let mut gateways = network.nat_gateways.iter().filter(|gateway| gateway.vpc == *vpc);
    of_interface
        || gateways.any(|gateway| {
            let mut own = gateway.addresses.iter();
            own.any(|own| own.private_ip == Some(address) && own.public_ip.is_some())
        })
}
