//! `NetworkAcls`.

use super::builder::{At, Builder, invented, said, table};
use super::noun::{Key, Noun, described};
use crate::model::{
    NetworkAcl, NetworkAclAssociation, NetworkAclAssociationId, NetworkAclId, ResourceId, SubnetId, VpcId,
};
use crate::net::Direction;
use crate::wire::convert::{network_acl_entry_of, network_acl_shape, tags_of};
use crate::wire::{AwsNetworkAcl, Severity};
use std::rc::Rc;

const LIST: &str = "/NetworkAcls";

pub(super) const NOUN: Noun = Noun {
    keys: &[Key::list("NetworkAcls", "NetworkAclId", |description| {
        description.network_acls.get_or_insert_default()
    })],
    build,
    describe: |network, description| {
        description.network_acls = described(&network.network_acls, |acl| network_acl_shape(acl));
    },
};

fn build(builder: &mut Builder<'_>) {
    let list = &builder.description.network_acls;
    builder.network.network_acls = table(list.is_some());
    for (index, acl) in list.iter().flatten().enumerate() {
        let at = At { list: LIST, index, id: &acl.network_acl_id };
        if !builder.has_id(at, "NetworkAclId") {
            continue;
        }
        if acl.vpc_id.is_empty() {
            builder.error(at, "", "`VpcId` is missing: an ACL without a VPC is left out");
            continue;
        }
        let read = read(builder, at, acl);
        if builder.is_new(|network| &network.network_acls, &read.id, &read, at) {
            builder.network.network_acls.supply(read.id.clone(), read);
        }
    }
}

fn read(builder: &mut Builder<'_>, at: At<'_>, shape: &AwsNetworkAcl) -> NetworkAcl {
    let mut acl = NetworkAcl {
        id: NetworkAclId::new(&shape.network_acl_id),
        vpc: VpcId::new(&shape.vpc_id),
        owner: said(&shape.owner_id).map_or_else(|| Rc::clone(&builder.settings().account), Rc::from),
        is_default: shape.is_default.unwrap_or_default(),
        inbound: Rc::default(),
        outbound: Rc::default(),
        associations: Vec::new(),
        tags: tags_of(&shape.tags),
    };
    for (index, entry) in shape.entries.iter().enumerate() {
        let within = format!("/Entries/{index}");
        let direction = Direction::from_is_egress(entry.egress.unwrap_or_default());
        let Some(read) = builder.taken(at, &within, network_acl_entry_of(entry)) else { continue };
        builder.told_cut(at, &within, entry.cidr_block.as_deref().or(entry.ipv6_cidr_block.as_deref()));
        if acl.entry(direction, read.number).is_some() {
            let side = direction.adjective();
            let message = format!("there is an {side} entry {} already: left out", read.number);
            builder.error(at, &within, message);
            continue;
        }
        acl.put_entry(direction, read);
    }
    for (index, association) in shape.associations.iter().enumerate() {
        let within = format!("/Associations/{index}");
        let Some(subnet) = said(&association.subnet_id) else { continue };
        let subnets = &builder.network.subnets;
        if subnets.is_described() && !subnets.contains(subnet) {
            builder.warning(at, &within, format!("the subnet `{subnet}` is not described"));
        }
        if builder.network.acl_of(&SubnetId::new(subnet)).is_some() {
            builder.error(at, &within, format!("the subnet `{subnet}` has another ACL already: left out"));
            continue;
        }
        let id = said(&association.network_acl_association_id).map(NetworkAclAssociationId::new);
        let id = id.unwrap_or_else(|| invented(&[&shape.network_acl_id, subnet]));
        acl.associations.push(NetworkAclAssociation { id, subnet: SubnetId::new(subnet) });
    }
    acl
}

/// A subnet that no ACL names has its VPC's default ACL: at AWS each has exactly one. This comes after all
/// subnets are there, those that stand in too.
pub(super) fn give_default_acls(builder: &mut Builder<'_>) {
    if !builder.network.network_acls.is_described() {
        return;
    }
    let network = &builder.network;
    let bare = network.subnets.iter().filter(|subnet| network.acl_of(&subnet.id).is_none());
    let default_of = |vpc: &VpcId| {
        let mut acls = network.network_acls.iter();
        acls.find(|acl| acl.vpc == *vpc && acl.is_default).map(|acl| acl.id.clone())
    };
    let found: Vec<_> = bare.map(|subnet| (subnet.id.clone(), default_of(&subnet.vpc))).collect();
    for (subnet, default) in found {
        let message = match &default {
            Some(id) => format!("no network ACL names it: it is given the default one, `{id}`"),
            None => "no network ACL names it, and its VPC has no default one".to_owned(),
        };
        builder.about(Severity::Warning, LIST, subnet.as_str(), message);
        let Some(acl) = default.and_then(|id| builder.network.network_acls.modify(&id)) else { continue };
        let id = invented(&[acl.id.as_str(), subnet.as_str()]);
        acl.associations.push(NetworkAclAssociation { id, subnet });
    }
}
