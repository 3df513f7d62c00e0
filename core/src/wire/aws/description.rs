//! The whole description.

use super::{
    AwsAddress, AwsCarrier, AwsDbInstance, AwsEgressOnlyInternetGateway, AwsInstance, AwsInternetGateway,
    AwsListener, AwsLoadBalancer, AwsNatGateway, AwsNetworkAcl, AwsNetworkInterface, AwsPrefixList,
    AwsPrefixListEntry, AwsReservation, AwsRouteTable, AwsSecurityGroup, AwsSecurityGroupRule,
    AwsSecurityGroupVpcAssociation, AwsSettings, AwsSubnet, AwsTargetGroup, AwsTargetHealth,
    AwsTransitGateway, AwsTransitGatewayRouteTable, AwsTransitGatewayVpcAttachment, AwsVpc,
    AwsVpcBlockPublicAccessExclusion, AwsVpcBlockPublicAccessOptions, AwsVpcEndpoint,
    AwsVpcPeeringConnection, AwsVpnGateway,
};
use crate::wire::shape::Shape;

/// The merged output of `aws ec2 describe-*` calls. A key that is absent is not described.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsDescription {
    /// VPCs.
    #[shape(skip)]
    pub vpcs: Option<Vec<AwsVpc>>,
    /// Subnets.
    #[shape(skip)]
    pub subnets: Option<Vec<AwsSubnet>>,
    /// Groups.
    #[shape(skip)]
    pub security_groups: Option<Vec<AwsSecurityGroup>>,
    /// Rules with their ids.
    #[shape(skip)]
    pub security_group_rules: Option<Vec<AwsSecurityGroupRule>>,
    /// Associations.
    #[shape(skip)]
    pub security_group_vpc_associations: Option<Vec<AwsSecurityGroupVpcAssociation>>,
    /// Interfaces.
    #[shape(skip)]
    pub network_interfaces: Option<Vec<AwsNetworkInterface>>,
    /// Instances, as the CLI nests them.
    #[shape(skip)]
    pub reservations: Option<Vec<AwsReservation>>,
    /// Instances.
    #[shape(skip)]
    pub instances: Option<Vec<AwsInstance>>,
    /// Prefix lists.
    #[shape(skip)]
    pub prefix_lists: Option<Vec<AwsPrefixList>>,
    /// The same, under the command's name.
    #[shape(skip)]
    pub managed_prefix_lists: Option<Vec<AwsPrefixList>>,
    /// Entries by list id.
    #[shape(skip)]
    pub prefix_list_entries: Option<std::collections::BTreeMap<String, Vec<AwsPrefixListEntry>>>,
    /// Peerings.
    #[shape(skip)]
    pub vpc_peering_connections: Option<Vec<AwsVpcPeeringConnection>>,
    /// Network ACLs.
    #[shape(skip)]
    pub network_acls: Option<Vec<AwsNetworkAcl>>,
    /// Route tables.
    #[shape(skip)]
    pub route_tables: Option<Vec<AwsRouteTable>>,
    /// Internet gateways.
    #[shape(skip)]
    pub internet_gateways: Option<Vec<AwsInternetGateway>>,
    /// Egress-only internet gateways.
    #[shape(skip)]
    pub egress_only_internet_gateways: Option<Vec<AwsEgressOnlyInternetGateway>>,
    /// Elastic IPs.
    #[shape(skip)]
    pub addresses: Option<Vec<AwsAddress>>,
    /// NAT gateways.
    #[shape(skip)]
    pub nat_gateways: Option<Vec<AwsNatGateway>>,
    /// Endpoints.
    #[shape(skip)]
    pub vpc_endpoints: Option<Vec<AwsVpcEndpoint>>,
    /// Transit gateways.
    #[shape(skip)]
    pub transit_gateways: Option<Vec<AwsTransitGateway>>,
    /// Their attachments.
    #[shape(skip)]
    pub transit_gateway_vpc_attachments: Option<Vec<AwsTransitGatewayVpcAttachment>>,
    /// Their route tables.
    #[shape(skip)]
    pub transit_gateway_route_tables: Option<Vec<AwsTransitGatewayRouteTable>>,
    /// VPN gateways.
    #[shape(skip)]
    pub vpn_gateways: Option<Vec<AwsVpnGateway>>,
    /// What Block Public Access spares.
    #[shape(skip)]
    pub vpc_block_public_access_exclusions: Option<Vec<AwsVpcBlockPublicAccessExclusion>>,
    /// Load balancers.
    #[shape(skip)]
    pub load_balancers: Option<Vec<AwsLoadBalancer>>,
    /// Their listeners.
    #[shape(skip)]
    pub listeners: Option<Vec<AwsListener>>,
    /// Their target groups.
    #[shape(skip)]
    pub target_groups: Option<Vec<AwsTargetGroup>>,
    /// Their targets.
    #[shape(skip)]
    pub target_health_descriptions: Option<Vec<AwsTargetHealth>>,
    /// Databases.
    #[shape(name = "DBInstances", skip)]
    pub db_instances: Option<Vec<AwsDbInstance>>,
    /// VPC Block Public Access.
    #[shape(skip)]
    pub vpc_block_public_access_options: Option<AwsVpcBlockPublicAccessOptions>,
    /// ECS tasks and Lambda functions.
    #[shape(skip)]
    pub playground_carriers: Option<Vec<AwsCarrier>>,
    /// The playground's settings.
    #[shape(skip)]
    pub settings: Option<AwsSettings>,
    /// How many ids the playground has made.
    #[shape(name = "PlaygroundIds", skip)]
    pub counter: Option<u64>,
}
