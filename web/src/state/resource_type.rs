//! What an id names, told by its prefix: what it is called, how it is deleted.

use sg_core::model::Network;

/// A type of resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceType {
    /// `sg-`
    SecurityGroup,
    /// `eni-`
    NetworkInterface,
    /// `i-`
    Instance,
    /// `acl-`
    NetworkAcl,
    /// `rtb-`
    RouteTable,
    /// `pl-`
    PrefixList,
    /// `igw-`
    InternetGateway,
    /// `eigw-`
    EgressOnlyInternetGateway,
    /// `nat-`
    NatGateway,
    /// `tgw-`
    TransitGateway,
    /// `tgw-attach-`
    TransitGatewayAttachment,
    /// `pcx-`
    Peering,
    /// `vpce-`
    Endpoint,
    /// `vgw-`
    VpnGateway,
    /// `eipalloc-`
    ElasticIp,
    /// `vpc-`
    Vpc,
    /// `subnet-`
    Subnet,
    /// `carrier-`: a database, a task, functions, a load balancer.
    Carrier,
}

/// Prefix of the ids; what one is called; the action that deletes one and the parameter that names it.
struct Facts(&'static str, &'static str, &'static str, &'static str);

impl ResourceType {
    const ALL: [Self; 18] = [
        Self::SecurityGroup,
        Self::NetworkInterface,
        Self::Instance,
        Self::NetworkAcl,
        Self::RouteTable,
        Self::PrefixList,
        Self::InternetGateway,
        Self::EgressOnlyInternetGateway,
        Self::NatGateway,
        Self::TransitGatewayAttachment,
        Self::TransitGateway,
        Self::Peering,
        Self::Endpoint,
        Self::VpnGateway,
        Self::ElasticIp,
        Self::Vpc,
        Self::Subnet,
        Self::Carrier,
    ];

    const fn facts(self) -> Facts {
        match self {
            Self::SecurityGroup => Facts("sg-", "Security group", "DeleteSecurityGroup", "GroupId"),
            Self::NetworkInterface => {
                Facts("eni-", "Network interface", "DeleteNetworkInterface", "NetworkInterfaceId")
            }
            Self::Instance => Facts("i-", "Instance", "TerminateInstances", "InstanceIds"),
            Self::NetworkAcl => Facts("acl-", "Network ACL", "DeleteNetworkAcl", "NetworkAclId"),
            Self::RouteTable => Facts("rtb-", "Route table", "DeleteRouteTable", "RouteTableId"),
            Self::PrefixList => Facts("pl-", "Prefix list", "DeleteManagedPrefixList", "PrefixListId"),
            Self::InternetGateway => {
                Facts("igw-", "Internet gateway", "DeleteInternetGateway", "InternetGatewayId")
            }
            Self::EgressOnlyInternetGateway => Facts(
                "eigw-",
                "Egress-only internet gateway",
                "DeleteEgressOnlyInternetGateway",
                "EgressOnlyInternetGatewayId",
            ),
            Self::NatGateway => Facts("nat-", "NAT gateway", "DeleteNatGateway", "NatGatewayId"),
            Self::TransitGatewayAttachment => Facts(
                "tgw-attach-",
                "Transit gateway attachment",
                "DeleteTransitGatewayVpcAttachment",
                "TransitGatewayAttachmentId",
            ),
            Self::TransitGateway => {
                Facts("tgw-", "Transit gateway", "DeleteTransitGateway", "TransitGatewayId")
            }
            Self::Peering => {
                Facts("pcx-", "Peering connection", "DeleteVpcPeeringConnection", "VpcPeeringConnectionId")
            }
            Self::Endpoint => Facts("vpce-", "VPC endpoint", "DeleteVpcEndpoints", "VpcEndpointIds"),
            Self::VpnGateway => Facts("vgw-", "Virtual private gateway", "", ""),
            Self::ElasticIp => Facts("eipalloc-", "Elastic IP address", "ReleaseAddress", "AllocationId"),
            Self::Vpc => Facts("vpc-", "VPC", "DeleteVpc", "VpcId"),
            Self::Subnet => Facts("subnet-", "Subnet", "DeleteSubnet", "SubnetId"),
            Self::Carrier => Facts("carrier-", "Carrier", "DeleteCarrier", "CarrierId"),
        }
    }

    /// The type that an id is of.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| id.starts_with(one.facts().0))
    }

    /// What one of them is called.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        self.facts().1
    }

    /// The noun inside a sentence: only abbreviations and proper names keep their capitals.
    #[must_use]
    pub fn noun_within(self) -> String {
        let noun = self.noun();
        if noun.chars().take(2).all(char::is_uppercase) || self == Self::ElasticIp {
            return noun.to_owned();
        }
        let mut letters = noun.chars();
        letters
            .next()
            .map_or_else(String::new, |first| format!("{}{}", first.to_lowercase(), letters.as_str()))
    }

    /// The action that deletes one, and the parameter that names it; none where EC2's action is not modelled.
    #[must_use]
    pub fn deletion(self) -> Option<(&'static str, &'static str)> {
        let Facts(_, _, action, parameter) = self.facts();
        (!action.is_empty()).then_some((action, parameter))
    }

    /// The name that a resource's `TagSpecification` calls its type by.
    #[must_use]
    pub const fn tag_type(self) -> &'static str {
        match self {
            Self::SecurityGroup => "security-group",
            Self::NetworkInterface => "network-interface",
            Self::Instance => "instance",
            Self::NetworkAcl => "network-acl",
            Self::RouteTable => "route-table",
            Self::PrefixList => "prefix-list",
            Self::InternetGateway => "internet-gateway",
            Self::EgressOnlyInternetGateway => "egress-only-internet-gateway",
            Self::NatGateway => "natgateway",
            Self::TransitGateway => "transit-gateway",
            Self::TransitGatewayAttachment => "transit-gateway-attachment",
            Self::Peering => "vpc-peering-connection",
            Self::Endpoint => "vpc-endpoint",
            Self::VpnGateway => "vpn-gateway",
            Self::ElasticIp => "elastic-ip",
            Self::Vpc => "vpc",
            Self::Subnet => "subnet",
            Self::Carrier => "carrier",
        }
    }
}

/// Whether the network holds what the id names.
#[must_use]
pub fn exists(network: &Network, id: &str) -> bool {
    match ResourceType::of(id) {
        Some(ResourceType::SecurityGroup) => network.security_groups.contains(id),
        Some(ResourceType::NetworkInterface) => network.interfaces.contains(id),
        Some(ResourceType::Instance) => network.instances.contains(id),
        Some(ResourceType::NetworkAcl) => network.network_acls.contains(id),
        Some(ResourceType::RouteTable) => network.route_tables.contains(id),
        Some(ResourceType::PrefixList) => network.prefix_lists.contains(id),
        Some(ResourceType::InternetGateway) => network.internet_gateways.contains(id),
        Some(ResourceType::EgressOnlyInternetGateway) => network.egress_only_internet_gateways.contains(id),
        Some(ResourceType::NatGateway) => {
            network.nat_gateways.find(id).is_some_and(|gateway| !gateway.is_deleted())
        }
        Some(ResourceType::TransitGateway) => network.transit_gateways.contains(id),
        Some(ResourceType::TransitGatewayAttachment) => network.transit_gateway_attachments.contains(id),
        Some(ResourceType::Peering) => network.peerings.contains(id),
        Some(ResourceType::Endpoint) => network.vpc_endpoints.contains(id),
        Some(ResourceType::VpnGateway) => network.vpn_gateways.contains(id),
        Some(ResourceType::ElasticIp) => network.addresses.contains(id),
        Some(ResourceType::Vpc) => network.vpcs.contains(id),
        Some(ResourceType::Subnet) => network.subnets.contains(id),
        Some(ResourceType::Carrier) => network.carriers.contains(id),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_tells_the_type() {
        let cases = [
            ("vpc-0a1", Some(ResourceType::Vpc)),
            ("vpce-0a1", Some(ResourceType::Endpoint)),
            ("igw-0a1", Some(ResourceType::InternetGateway)),
            ("eigw-0a1", Some(ResourceType::EgressOnlyInternetGateway)),
            ("tgw-0a1", Some(ResourceType::TransitGateway)),
            ("tgw-attach-0a1", Some(ResourceType::TransitGatewayAttachment)),
            ("sg-0a1", Some(ResourceType::SecurityGroup)),
            ("nonsense", None),
        ];
        for (id, expected) in cases {
            assert_eq!(ResourceType::of(id), expected, "{id}");
        }
    }

    #[test]
    fn abbreviations_keep_their_capitals_within_a_sentence() {
        assert_eq!(ResourceType::Vpc.noun_within(), "VPC");
        assert_eq!(ResourceType::NatGateway.noun_within(), "NAT gateway");
        assert_eq!(ResourceType::SecurityGroup.noun_within(), "security group");
        assert_eq!(ResourceType::ElasticIp.noun_within(), "Elastic IP address");
    }
}
