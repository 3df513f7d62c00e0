//! What a network made of a description holds that AWS would not allow. Nothing is changed: it is named.

use super::builder::Builder;
use crate::model::{Network, ResourceId, Subnet};
use crate::net::Family;
use crate::wire::Severity;
use ipnet::IpNet;
use std::collections::BTreeMap;
use std::net::IpAddr;

/// A problem found: the pointer to the list, the resource, what is wrong.
type Found = (&'static str, String, String);

/// Names everything that is odd.
pub(super) fn check(builder: &mut Builder<'_>) {
    let network = builder.network.clone();
    let checks: [fn(&Network, &mut Vec<Found>); 3] = [overlapping_subnets, subnets_outside, addresses];
    let mut found = Vec::new();
    for check in checks {
        check(&network, &mut found);
    }
    for (path, resource, message) in found {
        builder.about(Severity::Warning, path, &resource, message);
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
