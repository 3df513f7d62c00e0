//! One interface a group, where groups are described and nothing that could carry them is.

use super::super::builder::{Builder, invented};
use super::{supplied, zone};
use crate::model::{
    ConnectionTracking, InterfaceType, NetworkInterface, PrivateAddress, ResourceId, SecurityGroup, Subnet,
    Tags, VpcId,
};
use crate::wire::Severity;
use ipnet::{Ipv4Net, Ipv6Net};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::rc::Rc;

/// Supplies the interfaces, and a subnet in each VPC that has none.
pub(super) fn supply(builder: &mut Builder<'_>) {
    let description = builder.description;
    let has_carriers = description.network_interfaces.is_some()
        || description.reservations.is_some()
        || description.instances.is_some();
    if has_carriers || builder.network.security_groups.is_empty() {
        return;
    }
    let mut by_vpc: BTreeMap<VpcId, Vec<Rc<SecurityGroup>>> = BTreeMap::new();
    for group in builder.network.security_groups.iter() {
        by_vpc.entry(group.vpc.clone()).or_default().push(Rc::clone(group));
    }
    for (vpc, groups) in by_vpc {
        supply_subnet(builder, &vpc, groups.len());
        let subnets: Vec<Rc<Subnet>> =
            builder.network.subnets.iter().filter(|subnet| subnet.vpc == vpc).cloned().collect();
        let places = subnets.iter().flat_map(places);
        let mut served = 0;
        for (group, (subnet, address)) in groups.iter().zip(places) {
            let member = member(group, subnet, address);
            builder.network.interfaces.supply(member.id.clone(), member);
            served += 1;
        }
        if served < groups.len() {
            let message = format!("`{vpc}` has addresses for {served} of its {} groups only", groups.len());
            builder.about(Severity::Warning, "/NetworkInterfaces", vpc.as_str(), message);
        }
    }
    let message = "no interface is described: a stand-in is shown for each group, so that packets can be tried; \
                   add what `aws ec2 describe-network-interfaces` prints";
    builder.about(Severity::Info, "/NetworkInterfaces", "", message.to_owned());
}

/// A subnet for a VPC that has none with IPv4 addresses: the first 4,096 addresses, or all where more are
/// needed.
fn supply_subnet(builder: &mut Builder<'_>, vpc: &VpcId, groups: usize) {
    let network = &builder.network;
    if network.subnets.iter().any(|subnet| subnet.vpc == *vpc && subnet.ipv4_block.is_some()) {
        return;
    }
    let Some(vpc) = network.vpcs.find(vpc).cloned() else {
        return;
    };
    let whole = vpc.ipv4_blocks.first().copied();
    let width = if groups > 4_000 { 16 } else { 20 };
    let part = whole.and_then(|block| Ipv4Net::new(block.network(), block.prefix_len().max(width)).ok());
    let ipv6 = vpc.ipv6_blocks.first().and_then(|block| Ipv6Net::new(block.network(), 64).ok());
    let subnet = Subnet {
        id: invented(&["subnet", vpc.id.as_str()]),
        vpc: vpc.id.clone(),
        ipv4_block: part,
        ipv6_blocks: ipv6.into_iter().collect(),
        availability_zone: zone(builder),
        map_public_ip_on_launch: false,
        tags: supplied("subnet"),
        is_stand_in: true,
    };
    builder.network.subnets.supply(subnet.id.clone(), subnet);
    let message = format!("no subnet of `{vpc}` is described: a stand-in is shown", vpc = vpc.id);
    builder.about(Severity::Info, "/Subnets", vpc.id.as_str(), message);
}

/// The addresses that an interface may have in a subnet.
fn places(subnet: &Rc<Subnet>) -> impl Iterator<Item = (&Rc<Subnet>, Ipv4Addr)> {
    let hosts = subnet.ipv4_block.into_iter().flat_map(|block| block.hosts());
    hosts.filter(|address| !subnet.reserves(*address)).map(move |address| (subnet, address))
}

fn member(group: &SecurityGroup, subnet: &Subnet, address: Ipv4Addr) -> NetworkInterface {
    let offset = subnet.ipv4_block.map_or(0, |block| u32::from(address).wrapping_sub(block.network().into()));
    let ipv6 = |block: &Ipv6Net| Ipv6Addr::from(u128::from(block.network()) | u128::from(offset));
    NetworkInterface {
        id: invented(&["interface", group.id.as_str()]),
        interface_type: InterfaceType::Interface,
        vpc: subnet.vpc.clone(),
        subnet: subnet.id.clone(),
        owner: Rc::clone(&group.owner),
        description: Rc::from(""),
        private_addresses: vec![PrivateAddress { address, association: None }],
        ipv6_addresses: subnet.ipv6_blocks.first().map(ipv6).into_iter().collect(),
        ipv4_prefixes: Vec::new(),
        ipv6_prefixes: Vec::new(),
        groups: vec![group.id.clone()],
        attachment: None,
        source_dest_check: true,
        requester_managed: false,
        requester_id: None,
        tracking: ConnectionTracking::default(),
        tags: Tags::from_iter([("Name", format!("{} (any interface)", group.display_name()))]),
        is_stand_in: true,
    }
}
