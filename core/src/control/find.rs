//! Finding what a parameter names, with EC2's errors where it is not there.

use super::Ec2Error;
use crate::model::{
    EgressOnlyInternetGateway, ElasticIp, Instance, InternetGateway, NatGateway, Network, NetworkAcl,
    NetworkInterface, PrefixList, ResourceId, RouteTable, SecurityGroup, SecurityGroupId, Subnet, Table,
    TransitGateway, Vpc, VpcEndpoint, VpcPeeringConnection,
};
use std::borrow::Borrow;
use std::rc::Rc;

/// The VPC.
pub(super) fn vpc(network: &Network, id: &str) -> Result<Rc<Vpc>, Ec2Error> {
    find(&network.vpcs, id, "InvalidVpcID.NotFound", "vpc")
}

/// The subnet.
pub(super) fn subnet(network: &Network, id: &str) -> Result<Rc<Subnet>, Ec2Error> {
    find(&network.subnets, id, "InvalidSubnetID.NotFound", "subnet")
}

/// The interface.
pub(super) fn interface(network: &Network, id: &str) -> Result<Rc<NetworkInterface>, Ec2Error> {
    find(&network.interfaces, id, "InvalidNetworkInterfaceID.NotFound", "networkInterface")
}

/// The instance.
pub(super) fn instance(network: &Network, id: &str) -> Result<Rc<Instance>, Ec2Error> {
    find(&network.instances, id, "InvalidInstanceID.NotFound", "instance")
}

/// The peering.
pub(super) fn peering(network: &Network, id: &str) -> Result<Rc<VpcPeeringConnection>, Ec2Error> {
    find(&network.peerings, id, "InvalidVpcPeeringConnectionID.NotFound", "vpcPeeringConnection")
}

/// The prefix list.
pub(super) fn prefix_list(network: &Network, id: &str) -> Result<Rc<PrefixList>, Ec2Error> {
    let found = network.prefix_lists.find(id).cloned();
    found.ok_or_else(|| match malformed("InvalidPrefixListId.Malformed", "pl-", id) {
        Some(error) => error,
        None => {
            Ec2Error::new("InvalidPrefixListID.NotFound", format!("The prefix list ID '{id}' does not exist"))
        }
    })
}

/// The network ACL.
pub(super) fn acl(network: &Network, id: &str) -> Result<Rc<NetworkAcl>, Ec2Error> {
    find(&network.network_acls, id, "InvalidNetworkAclID.NotFound", "networkAcl")
}

/// The route table.
pub(super) fn route_table(network: &Network, id: &str) -> Result<Rc<RouteTable>, Ec2Error> {
    find(&network.route_tables, id, "InvalidRouteTableID.NotFound", "routeTable")
}

/// The internet gateway.
pub(super) fn internet_gateway(network: &Network, id: &str) -> Result<Rc<InternetGateway>, Ec2Error> {
    find(&network.internet_gateways, id, "InvalidInternetGatewayID.NotFound", "internetGateway")
}

/// The egress-only internet gateway.
pub(super) fn egress_only(network: &Network, id: &str) -> Result<Rc<EgressOnlyInternetGateway>, Ec2Error> {
    let table = &network.egress_only_internet_gateways;
    find(table, id, "InvalidGatewayID.NotFound", "egressOnlyInternetGateway")
}

/// The Elastic IP.
pub(super) fn address(network: &Network, id: &str) -> Result<Rc<ElasticIp>, Ec2Error> {
    find(&network.addresses, id, "InvalidAllocationID.NotFound", "allocation")
}

/// The NAT gateway.
pub(super) fn nat_gateway(network: &Network, id: &str) -> Result<Rc<NatGateway>, Ec2Error> {
    find(&network.nat_gateways, id, "NatGatewayNotFound", "natGateway")
}

/// The endpoint.
pub(super) fn endpoint(network: &Network, id: &str) -> Result<Rc<VpcEndpoint>, Ec2Error> {
    find(&network.vpc_endpoints, id, "InvalidVpcEndpointId.NotFound", "vpcEndpoint")
}

/// The transit gateway.
pub(super) fn transit_gateway(network: &Network, id: &str) -> Result<Rc<TransitGateway>, Ec2Error> {
    find(&network.transit_gateways, id, "InvalidTransitGatewayID.NotFound", "transitGateway")
}

/// The group.
pub(super) fn group(network: &Network, id: &str) -> Result<Rc<SecurityGroup>, Ec2Error> {
    network.security_groups.find(id).cloned().ok_or_else(|| match malformed_group_id(id) {
        Some(error) => error,
        None => no_such_group(id),
    })
}

/// The group named by id, or by name in the default VPC.
pub fn group_by(
    network: &Network,
    id: Option<&str>,
    name: Option<&str>,
) -> Result<Rc<SecurityGroup>, Ec2Error> {
    match (id, name) {
        (Some(id), _) => group(network, id),
        (None, Some(name)) => {
            let default_vpc = network.vpcs.iter().find(|vpc| vpc.is_default);
            let named = default_vpc.and_then(|vpc| group_named(network, vpc, name));
            named.ok_or_else(|| no_such_group(name))
        }
        (None, None) => Err(super::parameters::missing("groupName or groupId")),
    }
}

/// The group with the name in the VPC, compared as AWS does: without case.
pub(super) fn group_named(network: &Network, vpc: &Vpc, name: &str) -> Option<Rc<SecurityGroup>> {
    let mut groups = network.security_groups.iter();
    groups.find(|group| group.vpc == vpc.id && group.name.eq_ignore_ascii_case(name)).cloned()
}

/// EC2's error for a group that is not there.
pub(super) fn no_such_group(id: &str) -> Ec2Error {
    Ec2Error::new("InvalidGroup.NotFound", format!("The security group '{id}' does not exist"))
}

/// EC2's error for a group of a VPC that has nothing to do with this one.
pub(super) fn different_networks() -> Ec2Error {
    Ec2Error::new(
        "InvalidGroup.NotFound",
        "You have specified two resources that belong to different networks.",
    )
}

/// The error for an id that is none of a group.
pub(super) fn malformed_group_id(id: &str) -> Option<Ec2Error> {
    malformed("InvalidGroupId.Malformed", SecurityGroupId::PREFIX, id)
}

/// The error for an id that does not begin as it should.
pub(super) fn malformed(code: &'static str, prefix: &str, id: &str) -> Option<Ec2Error> {
    (!id.starts_with(prefix))
        .then(|| Ec2Error::new(code, format!("Invalid id: \"{id}\" (expecting \"{prefix}...\")")))
}

fn find<K: Ord + Borrow<str>, V>(
    table: &Table<K, V>,
    id: &str,
    code: &'static str,
    noun: &str,
) -> Result<Rc<V>, Ec2Error> {
    let found = table.find(id).cloned();
    found.ok_or_else(|| Ec2Error::new(code, format!("The {noun} ID '{id}' does not exist")))
}
