//! Supplies what is named but not described: subnets, VPCs, instances, and members for groups alone.
//!
//! What stands in is made of what is known, so that the same description always gives the same network,
//! and every kind that something was supplied of is named in a problem.

mod members;
mod ranges;

use super::Supplied;
use super::builder::{Builder, invented};
use crate::model::{Instance, InstanceId, Network, NetworkInterface, Subnet, SubnetId, Tags, Vpc, VpcId};
use crate::wire::Severity;
use ipnet::{Ipv4Net, Ipv6Net};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Supplies all that is missing.
pub(super) fn supply(builder: &mut Builder<'_>) {
    let before = sizes(&builder.network);
    subnets(builder);
    vpcs(builder);
    instances(builder);
    members::supply(builder);
    let after = sizes(&builder.network);
    builder.supplied = Supplied {
        vpcs: after.vpcs.saturating_sub(before.vpcs),
        subnets: after.subnets.saturating_sub(before.subnets),
        interfaces: after.interfaces.saturating_sub(before.interfaces),
        ..builder.supplied
    };
}

fn sizes(network: &Network) -> Supplied {
    Supplied {
        vpcs: network.vpcs.len(),
        subnets: network.subnets.len(),
        interfaces: network.interfaces.len(),
        groups: 0,
    }
}

/// Subnets that interfaces name: each as wide as the addresses of its interfaces.
fn subnets(builder: &mut Builder<'_>) {
    let network = &builder.network;
    let mut missing: BTreeMap<SubnetId, Vec<Rc<NetworkInterface>>> = BTreeMap::new();
    for interface in network.interfaces.iter().filter(|it| !network.subnets.contains(&it.subnet)) {
        missing.entry(interface.subnet.clone()).or_default().push(Rc::clone(interface));
    }
    let is_described = builder.description.subnets.is_some();
    tell(builder, is_described, "/Subnets", "subnet", missing.keys().map(SubnetId::to_string));
    for (id, interfaces) in missing {
        let v4 = interfaces.iter().flat_map(|it| it.private_addresses.iter().map(|private| private.address));
        let v6 = interfaces.iter().flat_map(|it| it.ipv6_addresses.iter().copied());
        let vpc = interfaces.first().map_or_else(|| invented(&["vpc"]), |first| first.vpc.clone());
        // A subnet lies in one VPC, and its interfaces lie there with it.
        for other in interfaces.iter().filter(|it| it.vpc != vpc) {
            let message = format!(
                "it is said to be in {}, and another interface of {id} in {vpc}: one subnet lies in one VPC, which is taken to be {vpc}",
                other.vpc
            );
            builder.about(Severity::Warning, "/NetworkInterfaces", &other.id.to_string(), message);
            if let Some(interface) = builder.network.interfaces.modify(&other.id) {
                interface.vpc = vpc.clone();
            }
        }
        let subnet = Subnet {
            id: id.clone(),
            vpc,
            ipv4_block: ranges::around(v4.collect()),
            ipv6_blocks: ranges::containing(v6, 64),
            availability_zone: zone(builder),
            map_public_ip_on_launch: false,
            tags: supplied("subnet"),
            is_stand_in: true,
        };
        builder.network.subnets.supply(id, subnet);
    }
}

/// VPCs that subnets and groups name: as wide as their subnets.
fn vpcs(builder: &mut Builder<'_>) {
    let network = &builder.network;
    let of_subnets = network.subnets.iter().map(|subnet| &subnet.vpc);
    let of_groups = network.security_groups.iter().map(|group| &group.vpc);
    let named = of_subnets.chain(of_groups).filter(|vpc| !network.vpcs.contains(*vpc));
    let missing: BTreeSet<VpcId> = named.cloned().collect();
    let is_described = builder.description.vpcs.is_some();
    tell(builder, is_described, "/Vpcs", "VPC", missing.iter().map(VpcId::to_string));
    for id in missing {
        let subnets = || builder.network.subnets.iter().filter(|subnet| subnet.vpc == id);
        let v4: Vec<Ipv4Net> = subnets().filter_map(|subnet| subnet.ipv4_block).collect();
        let v6 = subnets().flat_map(|subnet| subnet.ipv6_blocks.iter().map(Ipv6Net::network));
        let (ipv4_blocks, ipv6_blocks) = if v4.is_empty() {
            let unused = ranges::unused(&builder.network);
            (vec![unused.0], vec![unused.1])
        } else {
            (ranges::spanning(&v4), ranges::containing(v6, 56))
        };
        let vpc = Vpc {
            id: id.clone(),
            owner: Rc::clone(&builder.settings().account),
            ipv4_blocks,
            ipv6_blocks,
            is_default: false,
            tags: supplied("VPC"),
            is_stand_in: true,
        };
        builder.network.vpcs.supply(id, vpc);
    }
}

/// Instances that interfaces are attached to, where no instance is described.
fn instances(builder: &mut Builder<'_>) {
    if builder.network.instances.is_described() {
        return;
    }
    let attached = builder.network.interfaces.iter().filter_map(|it| it.instance().cloned());
    let missing: BTreeSet<InstanceId> = attached.collect();
    tell(builder, false, "/Instances", "instance", missing.iter().map(InstanceId::to_string));
    for id in missing {
        let instance = Instance {
            id: id.clone(),
            instance_type: Rc::from(""),
            state: Rc::from("running"),
            tags: Tags::default(),
        };
        builder.network.instances.supply(id, instance);
    }
}

/// Names what stands in: in one word where the whole kind is not described, else one by one.
fn tell(
    builder: &mut Builder<'_>,
    is_described: bool,
    path: &str,
    kind: &str,
    missing: impl ExactSizeIterator<Item = String>,
) {
    let count = missing.len();
    if is_described {
        for id in missing {
            let message = format!("the {kind} `{id}` is named but not described: one stands in for it");
            builder.about(Severity::Warning, path, &id, message);
        }
    } else if count > 0 {
        let supplied = match count {
            1 => format!("a stand-in is shown for the {kind} that others name"),
            _ => format!("stand-ins are shown for the {count} {kind}s that others name"),
        };
        let message = format!("no {kind} is described: {supplied}");
        builder.about(Severity::Info, path, "", message);
    }
}

fn supplied(kind: &str) -> Tags {
    Tags::from_iter([("Name", format!("stand-in {kind}"))])
}

fn zone(builder: &Builder<'_>) -> Rc<str> {
    Rc::from(format!("{}a", builder.settings().region))
}
