//! What every VPC comes with beside its default group: a default ACL and a main route table.
//!
//! Sources: VPC User Guide `default-network-acl`, `VPC_Route_Tables`.

use crate::model::{
    Network, NetworkAcl, NetworkAclAssociation, NetworkAclAssociationId, NetworkAclEntry, NetworkAclId,
    Route, RouteDestination, RouteTable, RouteTableAssociation, RouteTableAssociationId, RouteTableId,
    RouteTableUser, RouteTarget, RuleAction, Subnet, SubnetId, Tags, Vpc, VpcId,
};
use crate::net::{Direction, Family, IpNet};
use std::rc::Rc;

const BOTH: [Direction; 2] = [Direction::Ingress, Direction::Egress];

/// Gives a VPC its default ACL and its main route table.
pub(super) fn create(network: &mut Network, vpc: &Vpc) {
    let acl = new_acl(network, vpc, true, Tags::default());
    network.network_acls.insert(acl.id.clone(), acl);
    let mut table = new_table(network, vpc, Tags::default());
    let id = new_table_association(network);
    table.associations.push(RouteTableAssociation { id, user: RouteTableUser::Main });
    network.route_tables.insert(table.id.clone(), table);
}

/// A new ACL: the default one lets everything by, another one nothing.
pub(super) fn new_acl(network: &mut Network, vpc: &Vpc, is_default: bool, tags: Tags) -> NetworkAcl {
    let families = if vpc.ipv6_blocks.is_empty() { &Family::ALL[..1] } else { &Family::ALL[..] };
    let first = families.iter().filter(|_| is_default).map(|family| open(*family));
    let entries: Vec<NetworkAclEntry> =
        first.chain(families.iter().map(|family| NetworkAclEntry::last(*family))).collect();
    let id: NetworkAclId = network.make_id(|network, id| network.network_acls.contains(id));
    NetworkAcl {
        id,
        vpc: vpc.id.clone(),
        owner: Rc::clone(&network.settings.account),
        is_default,
        inbound: entries.clone().into(),
        outbound: entries.into(),
        associations: Vec::new(),
        tags,
    }
}

/// Entry 100 or 101 of a default ACL.
fn open(family: Family) -> NetworkAclEntry {
    let number = match family {
        Family::Ipv4 => 100,
        Family::Ipv6 => 101,
    };
    NetworkAclEntry::all_traffic(number, RuleAction::Allow, family)
}

/// A new table with the local routes.
pub(super) fn new_table(network: &mut Network, vpc: &Vpc, tags: Tags) -> RouteTable {
    let id: RouteTableId = network.make_id(|network, id| network.route_tables.contains(id));
    RouteTable {
        id,
        vpc: vpc.id.clone(),
        owner: Rc::clone(&network.settings.account),
        routes: vpc.blocks().map(Route::local).collect(),
        associations: Vec::new(),
        propagating_vgws: Vec::new(),
        tags,
    }
}

/// A new id for the association of a route table.
pub(super) fn new_table_association(network: &mut Network) -> RouteTableAssociationId {
    network.make_id(|network, id| {
        let mut all = network.route_tables.iter().flat_map(|table| &table.associations);
        all.any(|association| association.id == *id)
    })
}

/// A new id for the association of an ACL.
pub(super) fn new_acl_association(network: &mut Network) -> NetworkAclAssociationId {
    network.make_id(|network, id| {
        let mut all = network.network_acls.iter().flat_map(|acl| &acl.associations);
        all.any(|association| association.id == *id)
    })
}

/// Takes away what goes with a VPC.
pub(super) fn remove(network: &mut Network, vpc: &VpcId) {
    let acls: Vec<_> = network.network_acls.iter().filter(|acl| acl.vpc == *vpc).cloned().collect();
    for acl in acls {
        network.network_acls.remove(&acl.id);
    }
    let tables: Vec<_> = network.route_tables.iter().filter(|table| table.vpc == *vpc).cloned().collect();
    for table in tables {
        network.route_tables.remove(&table.id);
    }
}

/// A new subnet uses the default ACL.
pub(super) fn add_subnet(network: &mut Network, subnet: &Subnet) {
    let id = new_acl_association(network);
    let is_default = |acl: &&Rc<NetworkAcl>| acl.vpc == subnet.vpc && acl.is_default;
    let default = network.network_acls.iter().find(is_default).map(|acl| acl.id.clone());
    if let Some(acl) = default.and_then(|id| network.network_acls.modify(&id)) {
        acl.associations.push(NetworkAclAssociation { id, subnet: subnet.id.clone() });
    }
}

/// A subnet goes with its associations.
pub(super) fn remove_subnet(network: &mut Network, subnet: &SubnetId) {
    let acl = network.acl_of(subnet).map(|acl| acl.id.clone());
    if let Some(acl) = acl.and_then(|id| network.network_acls.modify(&id)) {
        acl.associations.retain(|association| association.subnet != *subnet);
    }
    let table = network.route_tables.iter().find(|table| table.serves(subnet)).map(|it| it.id.clone());
    if let Some(table) = table.and_then(|id| network.route_tables.modify(&id)) {
        let own = RouteTableUser::Subnet(subnet.clone());
        table.associations.retain(|association| association.user != own);
    }
}

/// A further block of a VPC: a local route in each of its tables. With the first IPv6 block each ACL gets
/// its `*` for IPv6, and the default one entry 101 in every direction whose entries were never changed.
pub(super) fn add_block(network: &mut Network, vpc: &VpcId, block: IpNet) {
    let tables: Vec<_> = network.route_tables.iter().filter(|table| table.vpc == *vpc).cloned().collect();
    for table in tables {
        if let Some(table) = network.route_tables.modify(&table.id) {
            table.put_route(Route::local(block));
        }
    }
    if Family::of_block(&block) == Family::Ipv4 {
        return;
    }
    let untouched = [open(Family::Ipv4), NetworkAclEntry::last(Family::Ipv4)];
    let acls: Vec<_> = network.network_acls.iter().filter(|acl| acl.vpc == *vpc).cloned().collect();
    for acl in acls {
        let Some(acl) = network.network_acls.modify(&acl.id) else { continue };
        for direction in BOTH {
            if acl.is_default && **acl.entries(direction) == untouched {
                acl.put_entry(direction, open(Family::Ipv6));
            }
            acl.put_entry(direction, NetworkAclEntry::last(Family::Ipv6));
        }
    }
}

/// A block that a VPC has no more: its local routes go.
pub(super) fn remove_block(network: &mut Network, vpc: &VpcId, block: IpNet) {
    let tables: Vec<_> = network.route_tables.iter().filter(|table| table.vpc == *vpc).cloned().collect();
    for table in tables {
        if let Some(table) = network.route_tables.modify(&table.id) {
            table.take_routes(|route| {
                route.target == RouteTarget::Local && route.destination == RouteDestination::Block(block)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, subnet, with_vpc};
    use super::*;
    use serde_json::json;

    fn shown(network: &Network, direction: Direction) -> Vec<String> {
        let acl = network.network_acls.iter().find(|acl| acl.is_default).unwrap();
        let line = |e: &NetworkAclEntry| format!("{} {} {}", e.number, e.action.name(), e.block);
        acl.entries(direction).iter().map(line).collect()
    }

    #[test]
    fn a_vpc_comes_with_an_open_acl_and_a_main_table() {
        let (mut network, vpc) = with_vpc();
        let small = subnet(&mut network, &vpc, "10.0.1.0/24");
        for direction in BOTH {
            assert_eq!(shown(&network, direction), ["100 allow 0.0.0.0/0", "32767 deny 0.0.0.0/0"]);
        }
        let id = SubnetId::new(&small);
        assert!(network.acl_of(&id).unwrap().is_default);
        let table = network.route_table_of(network.subnets.find(&id).unwrap()).unwrap();
        assert!(table.is_main());
        assert_eq!(table.routes.to_vec(), [Route::local("10.0.0.0/16".parse().unwrap())]);
        done(&mut network, "DeleteSubnet", json!({ "SubnetId": small }));
        done(&mut network, "DeleteVpc", json!({ "VpcId": vpc }));
        assert!(network.network_acls.is_empty() && network.route_tables.is_empty());
    }

    #[test]
    fn ipv6_adds_101_where_the_entries_were_never_changed() {
        let (mut network, vpc) = with_vpc();
        let acl = network.network_acls.iter().next().unwrap().id.to_string();
        done(
            &mut network,
            "CreateNetworkAclEntry",
            json!({"NetworkAclId": acl, "RuleNumber": 90, "Egress": false, "Protocol": "6",
                "RuleAction": "deny", "CidrBlock": "198.51.100.0/24", "PortRange": {"From": 22, "To": 22}}),
        );
        let parameters = json!({"VpcId": vpc, "AmazonProvidedIpv6CidrBlock": true});
        done(&mut network, "AssociateVpcCidrBlock", parameters);
        let out = ["100 allow 0.0.0.0/0", "101 allow ::/0", "32767 deny 0.0.0.0/0", "32768 deny ::/0"];
        assert_eq!(shown(&network, Direction::Egress), out);
        let into =
            ["90 deny 198.51.100.0/24", "100 allow 0.0.0.0/0", "32767 deny 0.0.0.0/0", "32768 deny ::/0"];
        assert_eq!(shown(&network, Direction::Ingress), into);
        let table = network.route_tables.iter().next().unwrap();
        assert_eq!(table.routes.len(), 2);
    }
}
