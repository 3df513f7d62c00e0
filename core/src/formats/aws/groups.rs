//! `SecurityGroups`, with the rules that they list.

use super::builder::{At, Builder, invented, said, table};
use super::noun::{Key, Noun, described};
use super::peers;
use super::rules::{self, RuleSet, Stated};
use crate::model::{Network, SecurityGroup, SecurityGroupId, VpcId};
use crate::net::Direction;
use crate::wire::convert::{group_shape, parse_traffic, tags_of};
use crate::wire::{AwsSecurityGroup, IpPermission};
use std::rc::Rc;

pub(super) const NOUN: Noun = Noun {
    keys: &[Key::list("SecurityGroups", "GroupId", |description| {
        description.security_groups.get_or_insert_default()
    })],
    build,
    describe: |network, description| {
        description.security_groups =
            described(&network.security_groups, |group| group_shape(network, group));
    },
};

fn build(builder: &mut Builder<'_>) {
    let list = &builder.description.security_groups;
    builder.network.security_groups = table(list.is_some());
    let listed = rules::by_group(builder.description);
    for (index, group) in list.iter().flatten().enumerate() {
        let at = At { list: "/SecurityGroups", index, id: &group.group_id };
        if builder.has_id(at, "GroupId") {
            let listed = listed.get(at.id).map_or(&[][..], Vec::as_slice);
            let read = read(builder, at, group, listed);
            if builder.is_new(|network| &network.security_groups, &read.id, &read, at) {
                builder.network.security_groups.supply(read.id.clone(), read);
            }
        }
    }
}

fn read(builder: &mut Builder<'_>, at: At<'_>, group: &AwsSecurityGroup, listed: &[usize]) -> SecurityGroup {
    let vpc = said(&group.vpc_id).map_or_else(|| no_vpc(builder, at), VpcId::new);
    let owner = said(&group.owner_id);
    let mut rules = RuleSet::new(at.id);
    rules.add_listed(builder, listed);
    let lists = [
        (Direction::Ingress, "IpPermissions", &group.ip_permissions),
        (Direction::Egress, "IpPermissionsEgress", &group.ip_permissions_egress),
    ];
    for (direction, field, permissions) in lists {
        for (index, permission) in permissions.iter().enumerate() {
            let within = format!("/{field}/{index}");
            read_permission(builder, at, &within, direction, permission, &mut rules);
        }
    }
    SecurityGroup {
        id: SecurityGroupId::new(at.id),
        name: Rc::from(group.group_name.as_str()),
        description: Rc::from(group.description.as_str()),
        vpc,
        owner: owner.map_or_else(|| Rc::clone(&builder.settings().account), Rc::from),
        rules: rules.finish(&builder.network),
        tags: tags_of(&group.tags),
    }
}

/// Groups without a VPC are of EC2-Classic, which is gone; the default VPC takes them.
fn no_vpc(builder: &mut Builder<'_>, at: At<'_>) -> VpcId {
    builder.warning(at, "", "`VpcId` is missing: the group is taken for one of the default VPC");
    default_vpc(&builder.network)
}

/// The default VPC, or the id of one that stands in for it.
pub(super) fn default_vpc(network: &Network) -> VpcId {
    let default = network.vpcs.iter().find(|vpc| vpc.is_default);
    default.map_or_else(|| invented(&["default VPC"]), |vpc| vpc.id.clone())
}

fn read_permission(
    builder: &mut Builder<'_>,
    at: At<'_>,
    within: &str,
    direction: Direction,
    permission: &IpPermission,
    rules: &mut RuleSet<'_>,
) {
    let traffic = parse_traffic(permission.ip_protocol.as_deref(), permission.from_port, permission.to_port);
    let Some(traffic) = builder.taken(at, within, traffic) else { return };
    for (field, index, peer, description) in peers::of_permission(permission) {
        let within = || format!("{within}/{field}/{index}");
        let Some(peer) = builder.taken(at, &within(), peer) else { continue };
        let text = match field {
            "IpRanges" => permission.ip_ranges.get(index).and_then(|range| range.cidr_ip.as_deref()),
            "Ipv6Ranges" => permission.ipv6_ranges.get(index).and_then(|range| range.cidr_ipv6.as_deref()),
            _ => None,
        };
        builder.told_cut(at, &within(), text);
        let description = description.filter(|text| !text.is_empty()).map(Rc::from);
        if !rules.add_stated(Stated { direction, traffic, peer, description }) {
            builder.warning(at, &within(), "the group has the same rule before: left out");
        }
    }
}
