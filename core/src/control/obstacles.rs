//! What stands in the way of a deletion, named. The deletions themselves ask here, so that both agree.

use crate::model::{
    ElasticIp, InternetGateway, Network, NetworkAcl, NetworkInterface, Peer, PeeringStatus, PrefixList,
    ResourceId, RouteDestination, RouteTable, RouteTableUser, SecurityGroup, Subnet, TransitGateway, Vpc,
};

/// Something because of which EC2 refuses to delete a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// What it has to do with the resource.
    pub tie: Tie,
    /// Its id.
    pub id: String,
}

/// What an obstacle has to do with the resource that stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// The resource is the default one of this VPC, or its main one, and goes with it.
    DefaultOf,
    /// The resource belongs to this service or account, and is not the reader's to delete.
    ManagedBy,
    /// The resource is attached to this.
    AttachedTo,
    /// A rule of this group names the resource.
    NamedByRuleOf,
    /// A route of this table names the resource.
    NamedByRouteOf,
    /// The resource is associated with this.
    AssociatedWith,
    /// This is inside of the resource.
    Holds,
}

impl Tie {
    /// All, in the order in which they are told.
    pub const ALL: [Tie; 7] = [
        Tie::DefaultOf,
        Tie::ManagedBy,
        Tie::AttachedTo,
        Tie::NamedByRuleOf,
        Tie::NamedByRouteOf,
        Tie::AssociatedWith,
        Tie::Holds,
    ];

    /// In words, before the names of the obstacles.
    pub const fn words(self) -> &'static str {
        match self {
            Tie::DefaultOf => "The default of",
            Tie::ManagedBy => "Managed by",
            Tie::AttachedTo => "Attached to",
            Tie::NamedByRuleOf => "Named by rules of",
            Tie::NamedByRouteOf => "Named by routes of",
            Tie::AssociatedWith => "Associated with",
            Tie::Holds => "Holds",
        }
    }

    fn of<'a, I: ResourceId + 'a>(self, ids: impl Iterator<Item = &'a I>) -> Vec<Obstacle> {
        ids.map(|id| self.to(id.as_str())).collect()
    }

    fn to(self, id: &str) -> Obstacle {
        Obstacle { tie: self, id: id.to_owned() }
    }
}

/// All that stands in the way of deleting the resource with this id; nothing where EC2 would delete it, or where
/// there is none.
pub fn obstacles(network: &Network, id: &str) -> Vec<Obstacle> {
    let found = None
        .or_else(|| Some(of_group(network, network.security_groups.find(id)?)))
        .or_else(|| Some(of_interface(network.interfaces.find(id)?)))
        .or_else(|| Some(of_acl(network.network_acls.find(id)?)))
        .or_else(|| Some(of_route_table(network.route_tables.find(id)?)))
        .or_else(|| Some(of_prefix_list(network, network.prefix_lists.find(id)?)))
        .or_else(|| Some(of_internet_gateway(network.internet_gateways.find(id)?)))
        .or_else(|| Some(of_address(network, network.addresses.find(id)?)))
        .or_else(|| Some(of_transit_gateway(network, network.transit_gateways.find(id)?)))
        .or_else(|| Some(of_subnet(network, network.subnets.find(id)?)))
        .or_else(|| Some(of_vpc(network, network.vpcs.find(id)?)));
    found.unwrap_or_default()
}

/// Of a group: an interface carries it, another group of its VPC refers to it, a further VPC is associated with it.
/// References from a peered VPC turn stale instead; its own do not count.
pub(super) fn of_group(network: &Network, group: &SecurityGroup) -> Vec<Obstacle> {
    let refers = |other: &SecurityGroup| {
        other.rules.iter().any(|rule| match &rule.peer {
            Peer::SecurityGroup(peer) => peer.group == group.id,
            _ => false,
        })
    };
    let carriers = network.interfaces.iter().filter(|interface| interface.groups.contains(&group.id));
    let others = network.security_groups.iter();
    let named = others.filter(|other| other.id != group.id && other.vpc == group.vpc && refers(other));
    let associated = network.associations.iter().filter(|association| association.group == group.id);
    let default = group.is_default().then_some(&group.vpc);
    [
        Tie::DefaultOf.of(default.into_iter()),
        Tie::AttachedTo.of(carriers.map(|interface| &interface.id)),
        Tie::NamedByRuleOf.of(named.map(|other| &other.id)),
        Tie::AssociatedWith.of(associated.map(|association| &association.vpc)),
    ]
    .concat()
}

/// Of an interface: what it is attached to, the service that made it.
pub(super) fn of_interface(interface: &NetworkInterface) -> Vec<Obstacle> {
    let instance = interface.attachment.as_ref().and_then(|attachment| attachment.instance.as_ref());
    match instance {
        Some(instance) => vec![Tie::AttachedTo.to(instance.as_str())],
        None if interface.attachment.is_some() || interface.requester_managed => {
            vec![Tie::ManagedBy.to(interface.interface_type.name())]
        }
        None => Vec::new(),
    }
}

/// Of a network ACL: its subnets; a default one stays in any case.
pub(super) fn of_acl(acl: &NetworkAcl) -> Vec<Obstacle> {
    let default = acl.is_default.then_some(&acl.vpc);
    let subnets = acl.associations.iter().map(|association| &association.subnet);
    [Tie::DefaultOf.of(default.into_iter()), Tie::AssociatedWith.of(subnets)].concat()
}

/// Of a route table: its subnets and gateways; the main one stays in any case.
pub(super) fn of_route_table(table: &RouteTable) -> Vec<Obstacle> {
    let one = |user: &RouteTableUser| match user {
        RouteTableUser::Main => Tie::DefaultOf.to(table.vpc.as_str()),
        RouteTableUser::Gateway(gateway) => Tie::AssociatedWith.to(gateway),
        RouteTableUser::Subnet(subnet) => Tie::AssociatedWith.to(subnet.as_str()),
    };
    table.associations.iter().map(|association| one(&association.user)).collect()
}

/// Of a prefix list: the groups and the route tables that name it; one of AWS stays in any case.
pub(super) fn of_prefix_list(network: &Network, list: &PrefixList) -> Vec<Obstacle> {
    let names = |group: &SecurityGroup| {
        group.rules.iter().any(|rule| matches!(&rule.peer, Peer::PrefixList(named) if *named == list.id))
    };
    let leads = |table: &RouteTable| {
        let to = |destination: &RouteDestination| matches!(destination, RouteDestination::PrefixList(named) if *named == list.id);
        table.routes.iter().any(|route| to(&route.destination))
    };
    let groups = network.security_groups.iter().filter(|group| names(group));
    let tables = network.route_tables.iter().filter(|table| leads(table));
    let aws = list.is_aws_managed().then(|| Tie::ManagedBy.to("AWS"));
    let mut all: Vec<Obstacle> = aws.into_iter().collect();
    all.extend(Tie::NamedByRuleOf.of(groups.map(|group| &group.id)));
    all.extend(Tie::NamedByRouteOf.of(tables.map(|table| &table.id)));
    all
}

/// Of an internet gateway: its VPC.
pub(super) fn of_internet_gateway(gateway: &InternetGateway) -> Vec<Obstacle> {
    Tie::AttachedTo.of(gateway.vpc.iter())
}

/// Of an Elastic IP address: the interface that has it, the NAT gateway that it is of.
pub(super) fn of_address(network: &Network, elastic: &ElasticIp) -> Vec<Obstacle> {
    let interface = elastic.association.as_ref().map(|association| &association.interface);
    let gateways = network.nat_gateways.iter().filter(|gateway| {
        let mut own = gateway.addresses.iter();
        !gateway.is_deleted() && own.any(|own| own.allocation.as_ref() == Some(&elastic.id))
    });
    let mut all = Tie::AssociatedWith.of(gateways.map(|gateway| &gateway.id));
    // The interface of a NAT gateway goes with the gateway, which says it all.
    if all.is_empty() {
        all = Tie::AssociatedWith.of(interface.into_iter());
    }
    all
}

/// Of a transit gateway: its attachments.
pub(super) fn of_transit_gateway(network: &Network, gateway: &TransitGateway) -> Vec<Obstacle> {
    let own = network.transit_gateway_attachments.iter().filter(|it| it.transit_gateway == gateway.id);
    Tie::AttachedTo.of(own.map(|attachment| &attachment.id))
}

/// Of a subnet: its interfaces.
pub(super) fn of_subnet(network: &Network, subnet: &Subnet) -> Vec<Obstacle> {
    let own = network.interfaces.iter().filter(|interface| interface.subnet == subnet.id);
    Tie::Holds.of(own.map(|interface| &interface.id))
}

/// Of a VPC: all that is in it but what came with it and goes with it.
pub(super) fn of_vpc(network: &Network, vpc: &Vpc) -> Vec<Obstacle> {
    let id = &vpc.id;
    let groups = network.security_groups.iter().filter(|group| group.vpc == *id && !group.is_default());
    let acls = network.network_acls.iter().filter(|acl| acl.vpc == *id && !acl.is_default);
    let tables = network.route_tables.iter().filter(|table| table.vpc == *id && !table.is_main());
    let nats = network.nat_gateways.iter().filter(|gateway| gateway.vpc == *id && !gateway.is_deleted());
    let transit = network.transit_gateway_attachments.iter();
    let peerings = network.peerings.iter().filter(|peering| {
        peering.far_side(id).is_some()
            && matches!(peering.status, PeeringStatus::Active | PeeringStatus::PendingAcceptance)
    });
    let associated = network.associations.iter().filter(|association| association.vpc == *id);
    let outward = network.egress_only_internet_gateways.iter().filter(|gateway| gateway.vpc == *id);
    let endpoints = network.vpc_endpoints.iter().filter(|endpoint| endpoint.vpc == *id);
    let carriers = network.carriers.iter().filter(|carrier| carrier.vpc == *id);
    [
        Tie::AttachedTo.of(network.internet_gateway_of(id).map(|gateway| &gateway.id).into_iter()),
        Tie::AttachedTo.of(transit.filter(|it| it.vpc == *id && it.is_available()).map(|it| &it.id)),
        Tie::AssociatedWith.of(peerings.map(|peering| &peering.id)),
        Tie::AssociatedWith.of(associated.map(|association| &association.group)),
        Tie::Holds.of(network.subnets.iter().filter(|subnet| subnet.vpc == *id).map(|subnet| &subnet.id)),
        Tie::Holds.of(groups.map(|group| &group.id)),
        Tie::Holds.of(acls.map(|acl| &acl.id)),
        Tie::Holds.of(tables.map(|table| &table.id)),
        Tie::Holds.of(nats.map(|gateway| &gateway.id)),
        Tie::Holds.of(outward.map(|gateway| &gateway.id)),
        Tie::Holds.of(endpoints.map(|endpoint| &endpoint.id)),
        Tie::Holds.of(carriers.map(|carrier| &carrier.id)),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::super::apply;
    use super::super::testing::{done, group, subnet, text, with_group};
    use super::*;
    use crate::wire::Action;
    use serde_json::json;

    /// A group that an interface carries and another group names, in a VPC with a gateway.
    fn place() -> (Network, String, String, String) {
        let (mut network, vpc, web) = with_group();
        let n = &mut network;
        let small = subnet(n, &vpc, "10.0.0.0/24");
        let own = done(n, "CreateNetworkInterface", json!({ "SubnetId": small, "Groups": [web] }));
        let eni = text(&own, "/NetworkInterface/NetworkInterfaceId");
        let other = group(n, &vpc, "db");
        let rule = json!([{ "IpProtocol": "-1", "UserIdGroupPairs": [{ "GroupId": web }] }]);
        done(n, "AuthorizeSecurityGroupIngress", json!({ "GroupId": other, "IpPermissions": rule }));
        let gateway = done(n, "CreateInternetGateway", json!({}));
        let gateway = text(&gateway, "/InternetGateway/InternetGatewayId");
        done(n, "AttachInternetGateway", json!({ "VpcId": vpc, "InternetGatewayId": gateway }));
        (network, web, eni, other)
    }

    #[test]
    fn each_obstacle_is_named() {
        let (network, web, eni, other) = place();
        let told = |id: &str| -> Vec<(Tie, String)> {
            obstacles(&network, id).into_iter().map(|one| (one.tie, one.id)).collect()
        };
        assert_eq!(told(&web), [(Tie::AttachedTo, eni.clone()), (Tie::NamedByRuleOf, other.clone())]);
        assert_eq!(told(&other), []);
        assert_eq!(told(&eni), []);
        let vpc = network.vpcs.ids().next().unwrap().to_string();
        let subnet = network.subnets.ids().next().unwrap().to_string();
        let gateway = network.internet_gateways.ids().next().unwrap().to_string();
        assert_eq!(told(&subnet), [(Tie::Holds, eni)]);
        assert_eq!(told(&gateway), [(Tie::AttachedTo, vpc.clone())]);
        let default = network.security_groups.iter().find(|group| group.is_default()).unwrap();
        assert_eq!(told(default.id.as_str()), [(Tie::DefaultOf, vpc.clone())]);
        let acl = network.network_acls.ids().next().unwrap().to_string();
        assert_eq!(told(&acl), [(Tie::DefaultOf, vpc.clone()), (Tie::AssociatedWith, subnet.clone())]);
        let table = network.route_tables.ids().next().unwrap().to_string();
        assert_eq!(told(&table), [(Tie::DefaultOf, vpc.clone())]);
        let of_vpc = told(&vpc);
        assert_eq!(of_vpc.first(), Some(&(Tie::AttachedTo, gateway)));
        assert!(of_vpc.contains(&(Tie::Holds, subnet)) && of_vpc.contains(&(Tie::Holds, web)));
        assert_eq!(told("sg-0123456789abcdef0"), []);
    }

    #[test]
    fn what_has_no_obstacle_is_deleted_and_what_has_one_is_not() {
        let (network, ..) = place();
        let mut tried = 0;
        let mut check = |action: &str, parameter: &str, id: &str| {
            let mut after = network.clone();
            let deleted = apply(&mut after, &Action::new(action).with(parameter, id)).is_ok();
            assert_eq!(deleted, obstacles(&network, id).is_empty(), "{action} {id}");
            tried += 1;
        };
        network.security_groups.ids().for_each(|id| check("DeleteSecurityGroup", "GroupId", id.as_str()));
        network.subnets.ids().for_each(|id| check("DeleteSubnet", "SubnetId", id.as_str()));
        network.vpcs.ids().for_each(|id| check("DeleteVpc", "VpcId", id.as_str()));
        network.network_acls.ids().for_each(|id| check("DeleteNetworkAcl", "NetworkAclId", id.as_str()));
        network.route_tables.ids().for_each(|id| check("DeleteRouteTable", "RouteTableId", id.as_str()));
        assert_eq!(tried, 7);
    }
}
