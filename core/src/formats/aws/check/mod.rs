//! What a network made of a description holds that AWS would not allow. Nothing is changed: it is named.

mod quotas;

use super::builder::Builder;
use crate::model::{Network, ResourceId, Subnet};
use crate::net::Family;
use crate::wire::Severity;
use ipnet::IpNet;
use std::collections::BTreeMap;
use std::net::IpAddr;

/// A problem found: the pointer to the list, the resource (empty: the list as a whole), what is wrong.
type Found = (&'static str, String, String);

/// Names everything that is odd.
pub(super) fn check(builder: &mut Builder<'_>) {
    let network = builder.network.clone();
    let checks: [fn(&Network, &mut Vec<Found>); 4] =
        [overlapping_subnets, subnets_outside, addresses, peerings_to_nowhere];
    let mut found = Vec::new();
    for check in checks {
        check(&network, &mut found);
    }
    let odd = found.into_iter().map(|found| (Severity::Warning, found));
    for (severity, (list, resource, message)) in odd.chain(quotas::exceeded(&network)) {
        builder.about(severity, &place(builder, list, &resource), &resource, message);
    }
}

/// The path of the resource's own element; of the list where it has none there.
fn place(builder: &Builder<'_>, list: &'static str, resource: &str) -> String {
    fn index<T>(list: &Option<Vec<T>>, is_it: impl Fn(&T) -> bool) -> Option<usize> {
        list.iter().flatten().position(is_it)
    }
    let described = builder.description;
    let index = match list {
        "/NetworkAcls" => index(&described.network_acls, |it| it.network_acl_id == resource),
        "/NetworkInterfaces" => {
            index(&described.network_interfaces, |it| it.network_interface_id == resource)
        }
        "/RouteTables" => index(&described.route_tables, |it| it.route_table_id == resource),
        "/SecurityGroups" => index(&described.security_groups, |it| it.group_id == resource),
        "/Subnets" => index(&described.subnets, |it| it.subnet_id == resource),
        "/VpcPeeringConnections" => {
            index(&described.vpc_peering_connections, |it| it.vpc_peering_connection_id == resource)
        }
        "/Vpcs" => index(&described.vpcs, |it| it.vpc_id == resource),
        _ => None,
    };
    index.map_or_else(|| list.to_owned(), |index| builder.path(list, index))
}

/// A peering of a VPC with itself, of two that nobody described, or with one of which nothing is told.
fn peerings_to_nowhere(network: &Network, found: &mut Vec<Found>) {
    if !network.vpcs.is_described() {
        return;
    }
    for peering in network.peerings.iter() {
        let sides = [&peering.requester, &peering.accepter];
        let unknown = || sides.into_iter().filter(|side| !network.vpcs.contains(&side.vpc));
        let message = if peering.requester.vpc == peering.accepter.vpc {
            format!("both its sides are `{}`: it leads nowhere", peering.requester.vpc)
        } else if unknown().count() == sides.len() {
            let (one, other) = (&peering.requester.vpc, &peering.accepter.vpc);
            format!("neither `{one}` nor `{other}` is described: it leads nowhere")
        } else if let Some(side) = unknown().find(|side| side.blocks.is_empty()) {
            format!("`{}` is not described, and its blocks are not told: it leads nowhere", side.vpc)
        } else {
            continue;
        };
        found.push(("/VpcPeeringConnections", peering.id.to_string(), message));
    }
}

fn blocks(subnet: &Subnet) -> impl Iterator<Item = IpNet> + '_ {
    let v6 = subnet.ipv6_blocks.iter().map(|block| IpNet::V6(*block));
    subnet.ipv4_block.map(IpNet::V4).into_iter().chain(v6)
}

/// Subnets of a VPC never overlap at AWS. A block that reaches into another lies beside it when sorted.
fn overlapping_subnets(network: &Network, found: &mut Vec<Found>) {
    let all = network.subnets.iter().flat_map(|subnet| blocks(subnet).map(move |block| (subnet, block)));
    let mut sorted: Vec<_> = all
        .map(|(subnet, block)| (&subnet.vpc, Family::of_block(&block), block.network(), block, subnet))
        .collect();
    sorted.sort_by(|one, two| {
        (one.0, one.1, one.2, &two.3.prefix_len()).cmp(&(two.0, two.1, two.2, &one.3.prefix_len()))
    });
    let mut widest: Option<(&Subnet, IpNet)> = None;
    for (_, _, _, block, subnet) in sorted {
        match widest {
            Some((other, wide)) if other.vpc == subnet.vpc && wide.contains(&block) => {
                let message = format!("its block {block} overlaps with {wide} of `{}`", other.id);
                found.push(("/Subnets", subnet.id.to_string(), message));
            }
            _ => widest = Some((subnet, block)),
        }
    }
}

fn subnets_outside(network: &Network, found: &mut Vec<Found>) {
    for subnet in network.subnets.iter() {
        let Some(vpc) = network.vpcs.find(&subnet.vpc) else { continue };
        for block in blocks(subnet).filter(|block| !vpc.blocks().any(|whole| whole.contains(block))) {
            let message = format!("its block {block} lies in none of the blocks of `{}`", vpc.id);
            found.push(("/Subnets", subnet.id.to_string(), message));
        }
    }
}

fn addresses(network: &Network, found: &mut Vec<Found>) {
    let mut owners = BTreeMap::new();
    for interface in network.interfaces.iter() {
        let v4 = interface.private_addresses.iter().map(|private| IpAddr::V4(private.address));
        let v6 = interface.ipv6_addresses.iter().map(|address| IpAddr::V6(*address));
        let subnet = network.subnets.find(&interface.subnet);
        let mut odd = |message| found.push(("/NetworkInterfaces", interface.id.to_string(), message));
        for address in v4.chain(v6) {
            if subnet.is_some_and(|subnet| !subnet.contains(address)) {
                odd(format!("its address {address} lies outside its subnet `{}`", interface.subnet));
            }
            if let Some(other) = owners.insert((&interface.vpc, address), interface.id.as_str()) {
                odd(format!("its address {address} is that of `{other}` too"));
            }
        }
        if interface.private_ranges().next().is_none() {
            odd("it has no private address, so that no packet reaches it".to_owned());
        }
    }
}
