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
use serde::{Deserialize, Serialize};

/// The merged output of `aws ec2 describe-*` calls. A key that is absent is not described.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsDescription {
    /// VPCs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpcs: Option<Vec<AwsVpc>>,
    /// Subnets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subnets: Option<Vec<AwsSubnet>>,
    /// Groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security_groups: Option<Vec<AwsSecurityGroup>>,
    /// Rules with their ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security_group_rules: Option<Vec<AwsSecurityGroupRule>>,
    /// Associations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security_group_vpc_associations: Option<Vec<AwsSecurityGroupVpcAssociation>>,
    /// Interfaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network_interfaces: Option<Vec<AwsNetworkInterface>>,
    /// Instances, as the CLI nests them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservations: Option<Vec<AwsReservation>>,
    /// Instances.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instances: Option<Vec<AwsInstance>>,
    /// Prefix lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix_lists: Option<Vec<AwsPrefixList>>,
    /// The same, under the command's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub managed_prefix_lists: Option<Vec<AwsPrefixList>>,
    /// Entries by list id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix_list_entries: Option<std::collections::BTreeMap<String, Vec<AwsPrefixListEntry>>>,
    /// Peerings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc_peering_connections: Option<Vec<AwsVpcPeeringConnection>>,
    /// Network ACLs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network_acls: Option<Vec<AwsNetworkAcl>>,
    /// Route tables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub route_tables: Option<Vec<AwsRouteTable>>,
    /// Internet gateways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub internet_gateways: Option<Vec<AwsInternetGateway>>,
    /// Egress-only internet gateways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub egress_only_internet_gateways: Option<Vec<AwsEgressOnlyInternetGateway>>,
    /// Elastic IPs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Vec<AwsAddress>>,
    /// NAT gateways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nat_gateways: Option<Vec<AwsNatGateway>>,
    /// Endpoints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc_endpoints: Option<Vec<AwsVpcEndpoint>>,
    /// Transit gateways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transit_gateways: Option<Vec<AwsTransitGateway>>,
    /// Their attachments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transit_gateway_vpc_attachments: Option<Vec<AwsTransitGatewayVpcAttachment>>,
    /// Their route tables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transit_gateway_route_tables: Option<Vec<AwsTransitGatewayRouteTable>>,
    /// VPN gateways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpn_gateways: Option<Vec<AwsVpnGateway>>,
    /// What Block Public Access spares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc_block_public_access_exclusions: Option<Vec<AwsVpcBlockPublicAccessExclusion>>,
    /// Load balancers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<AwsLoadBalancer>>,
    /// Their listeners.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listeners: Option<Vec<AwsListener>>,
    /// Their target groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_groups: Option<Vec<AwsTargetGroup>>,
    /// Their targets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_health_descriptions: Option<Vec<AwsTargetHealth>>,
    /// Databases.
    #[serde(rename = "DBInstances", default, skip_serializing_if = "Option::is_none")]
    pub db_instances: Option<Vec<AwsDbInstance>>,
    /// VPC Block Public Access.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc_block_public_access_options: Option<AwsVpcBlockPublicAccessOptions>,
    /// ECS tasks and Lambda functions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub playground_carriers: Option<Vec<AwsCarrier>>,
    /// The playground's settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<AwsSettings>,
    /// How many ids the playground has made.
    #[serde(rename = "PlaygroundIds", default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<u64>,
}
