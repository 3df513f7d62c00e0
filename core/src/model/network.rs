//! The network: all resources of a Region, kept consistent.

use super::{
    AllocationId, Carrier, CarrierId, EgressOnlyInternetGateway, EgressOnlyInternetGatewayId, ElasticIp,
    Instance, InstanceId, InternetGateway, InternetGatewayId, NatGateway, NatGatewayId, NetworkAcl,
    NetworkAclId, NetworkInterface, NetworkInterfaceId, PrefixList, PrefixListId, ResourceId, RouteTable,
    RouteTableId, SecurityGroup, SecurityGroupId, SecurityGroupVpcAssociation, Settings, Subnet, SubnetId,
    Table, TransitGateway, TransitGatewayAttachmentId, TransitGatewayId, TransitGatewayRouteTable,
    TransitGatewayRouteTableId, TransitGatewayVpcAttachment, Vpc, VpcBlockPublicAccessExclusion,
    VpcBlockPublicAccessExclusionId, VpcBlockPublicAccessOptions, VpcEndpoint, VpcEndpointId, VpcId,
    VpcPeeringConnection, VpcPeeringConnectionId, VpnGateway, VpnGatewayId,
};
use std::rc::Rc;

/// All resources of one Region. A copy is cheap and shares what has not changed since.
///
/// Only the control plane and the importers change it; what they leave behind is consistent: an
/// interface's groups, subnet and VPC exist, a rule belongs to one group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// Who, where, quotas, options.
    pub settings: Rc<Settings>,
    /// VPCs.
    pub vpcs: Table<VpcId, Vpc>,
    /// Subnets.
    pub subnets: Table<SubnetId, Subnet>,
    /// Security groups with their rules.
    pub security_groups: Table<SecurityGroupId, SecurityGroup>,
    /// Associations of groups with further VPCs.
    pub associations: Table<(SecurityGroupId, VpcId), SecurityGroupVpcAssociation>,
    /// Interfaces.
    pub interfaces: Table<NetworkInterfaceId, NetworkInterface>,
    /// Instances.
    pub instances: Table<InstanceId, Instance>,
    /// Prefix lists.
    pub prefix_lists: Table<PrefixListId, PrefixList>,
    /// Peerings.
    pub peerings: Table<VpcPeeringConnectionId, VpcPeeringConnection>,
    /// Network ACLs.
    pub network_acls: Table<NetworkAclId, NetworkAcl>,
    /// Route tables.
    pub route_tables: Table<RouteTableId, RouteTable>,
    /// Internet gateways.
    pub internet_gateways: Table<InternetGatewayId, InternetGateway>,
    /// Egress-only internet gateways.
    pub egress_only_internet_gateways: Table<EgressOnlyInternetGatewayId, EgressOnlyInternetGateway>,
    /// Elastic IPs.
    pub addresses: Table<AllocationId, ElasticIp>,
    /// NAT gateways.
    pub nat_gateways: Table<NatGatewayId, NatGateway>,
    /// VPC endpoints.
    pub vpc_endpoints: Table<VpcEndpointId, VpcEndpoint>,
    /// Transit gateways.
    pub transit_gateways: Table<TransitGatewayId, TransitGateway>,
    /// Their VPC attachments.
    pub transit_gateway_attachments: Table<TransitGatewayAttachmentId, TransitGatewayVpcAttachment>,
    /// Their route tables.
    pub transit_gateway_route_tables: Table<TransitGatewayRouteTableId, TransitGatewayRouteTable>,
    /// VPN gateways.
    pub vpn_gateways: Table<VpnGatewayId, VpnGateway>,
    /// VPC Block Public Access.
    pub block_public_access: VpcBlockPublicAccessOptions,
    /// What is exempt from it.
    pub block_public_access_exclusions: Table<VpcBlockPublicAccessExclusionId, VpcBlockPublicAccessExclusion>,
    /// Load balancers, databases, tasks, functions.
    pub carriers: Table<CarrierId, Carrier>,
    /// How many ids have been made.
    made: u64,
}

impl Network {
    /// A new id of AWS's shape: the prefix, then 17 hexadecimal digits. The same network makes the same
    /// ids; one that `taken` knows is skipped.
    pub(crate) fn make_id<I: ResourceId>(&mut self, taken: impl Fn(&Network, &I) -> bool) -> I {
        loop {
            self.made = self.made.wrapping_add(1);
            let id = I::from(format!("{}0{:016x}", I::PREFIX, scramble(self.made)));
            if !taken(self, &id) {
                return id;
            }
        }
    }

    /// A network of which nothing is known. Whoever builds one puts in place what is described.
    pub(crate) fn not_described() -> Network {
        Network {
            settings: Rc::default(),
            vpcs: Table::not_described(),
            subnets: Table::not_described(),
            security_groups: Table::not_described(),
            associations: Table::not_described(),
            interfaces: Table::not_described(),
            instances: Table::not_described(),
            prefix_lists: Table::not_described(),
            peerings: Table::not_described(),
            network_acls: Table::not_described(),
            route_tables: Table::not_described(),
            internet_gateways: Table::not_described(),
            egress_only_internet_gateways: Table::not_described(),
            addresses: Table::not_described(),
            nat_gateways: Table::not_described(),
            vpc_endpoints: Table::not_described(),
            transit_gateways: Table::not_described(),
            transit_gateway_attachments: Table::not_described(),
            transit_gateway_route_tables: Table::not_described(),
            vpn_gateways: Table::not_described(),
            block_public_access: VpcBlockPublicAccessOptions::not_described(),
            block_public_access_exclusions: Table::not_described(),
            carriers: Table::not_described(),
            made: 0,
        }
    }

    /// How many ids have been made.
    pub(crate) fn made(&self) -> u64 {
        self.made
    }

    /// Goes on after that many ids: a network read again makes the ids that it would have made.
    pub(crate) fn set_made(&mut self, made: u64) {
        self.made = made;
    }

    /// Whether nothing has changed between the two copies, by identity of what they hold.
    pub fn same(&self, other: &Network) -> bool {
        Rc::ptr_eq(&self.settings, &other.settings)
            && self.vpcs.same(&other.vpcs)
            && self.subnets.same(&other.subnets)
            && self.security_groups.same(&other.security_groups)
            && self.associations.same(&other.associations)
            && self.interfaces.same(&other.interfaces)
            && self.instances.same(&other.instances)
            && self.prefix_lists.same(&other.prefix_lists)
            && self.peerings.same(&other.peerings)
            && self.network_acls.same(&other.network_acls)
            && self.route_tables.same(&other.route_tables)
            && self.internet_gateways.same(&other.internet_gateways)
            && self.egress_only_internet_gateways.same(&other.egress_only_internet_gateways)
            && self.addresses.same(&other.addresses)
            && self.nat_gateways.same(&other.nat_gateways)
            && self.vpc_endpoints.same(&other.vpc_endpoints)
            && self.transit_gateways.same(&other.transit_gateways)
            && self.transit_gateway_attachments.same(&other.transit_gateway_attachments)
            && self.transit_gateway_route_tables.same(&other.transit_gateway_route_tables)
            && self.vpn_gateways.same(&other.vpn_gateways)
            && self.block_public_access == other.block_public_access
            && self.block_public_access_exclusions.same(&other.block_public_access_exclusions)
            && self.carriers.same(&other.carriers)
    }

    /// The VPC's default group.
    pub fn default_group(&self, vpc: &VpcId) -> Option<&Rc<SecurityGroup>> {
        self.security_groups.iter().find(|group| group.vpc == *vpc && group.is_default())
    }

    /// Whether the group may be attached in the VPC: it is the VPC's own, or associated with it.
    pub fn is_usable_in(&self, group: &SecurityGroup, vpc: &VpcId) -> bool {
        group.vpc == *vpc
            || self
                .associations
                .find(&(group.id.clone(), vpc.clone()))
                .is_some_and(|association| association.state.is_in_use())
    }

    /// The VPC and the private address that a public IPv4 address stands for: of an interface, or of a NAT
    /// gateway.
    pub fn holder_of_public(&self, public: std::net::Ipv4Addr) -> Option<(&VpcId, std::net::Ipv4Addr)> {
        let of_interface = self.interfaces.iter().find_map(|interface| {
            let own = interface.private_addresses.iter();
            let mut mapped =
                own.filter(|own| own.association.as_ref().is_some_and(|a| a.public_ip == public));
            mapped.next().map(|own| (&interface.vpc, own.address))
        });
        of_interface.or_else(|| {
            let gateways = self.nat_gateways.iter().filter(|gateway| !gateway.is_deleted());
            gateways
                .flat_map(|gateway| gateway.addresses.iter().map(move |address| (gateway, address)))
                .find(|(_, address)| address.public_ip == Some(public))
                .and_then(|(gateway, address)| Some((&gateway.vpc, address.private_ip?)))
        })
    }

    /// The interface of a VPC that has the private address.
    pub fn interface_at(&self, vpc: &VpcId, address: std::net::IpAddr) -> Option<&Rc<NetworkInterface>> {
        self.interfaces.iter().find(|interface| interface.vpc == *vpc && interface.owns(address))
    }

    /// The ACL of a subnet.
    pub fn acl_of(&self, subnet: &SubnetId) -> Option<&Rc<NetworkAcl>> {
        self.network_acls.iter().find(|acl| acl.associations.iter().any(|own| own.subnet == *subnet))
    }

    /// The route table of a subnet: its own, else its VPC's main one.
    pub fn route_table_of(&self, subnet: &Subnet) -> Option<&Rc<RouteTable>> {
        let own = self.route_tables.iter().find(|table| table.serves(&subnet.id));
        own.or_else(|| self.main_table(&subnet.vpc))
    }

    /// The main route table of a VPC.
    pub fn main_table(&self, vpc: &VpcId) -> Option<&Rc<RouteTable>> {
        self.route_tables.iter().find(|table| table.vpc == *vpc && table.is_main())
    }

    /// The internet gateway attached to a VPC.
    pub fn internet_gateway_of(&self, vpc: &VpcId) -> Option<&Rc<InternetGateway>> {
        self.internet_gateways.iter().find(|gateway| gateway.vpc.as_ref() == Some(vpc))
    }

    /// The interfaces of an instance, the primary one first.
    pub fn interfaces_of(&self, instance: &InstanceId) -> Vec<&Rc<NetworkInterface>> {
        let mut own: Vec<_> =
            self.interfaces.iter().filter(|interface| interface.instance() == Some(instance)).collect();
        own.sort_by_key(|interface| interface.attachment.as_ref().map(|attachment| attachment.device_index));
        own
    }
}

/// Spreads the counter over 64 bits, one to one, so that ids differ at a glance (the finaliser of SplitMix64).
fn scramble(counter: u64) -> u64 {
    let mut bits = counter.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_shape_of_aws_and_skip_taken_ones() {
        let mut network = Network::default();
        let first: SecurityGroupId = network.make_id(|_, _| false);
        assert_eq!(first.as_str().len(), "sg-".len() + 17);
        let mut again = Network::default();
        let other: SecurityGroupId = again.make_id(|_, id: &SecurityGroupId| *id == first);
        assert_ne!(first, other);
        assert_eq!(network.make_id::<SecurityGroupId>(|_, _| false), other);
    }
}
