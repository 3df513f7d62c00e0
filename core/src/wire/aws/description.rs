//! The whole description.

use super::{
    AwsInstance, AwsNetworkInterface, AwsPrefixList, AwsPrefixListEntry, AwsReservation, AwsSecurityGroup,
    AwsSecurityGroupRule, AwsSecurityGroupVpcAssociation, AwsSettings, AwsSubnet, AwsVpc,
    AwsVpcPeeringConnection,
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
    /// The playground's settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<AwsSettings>,
    /// How many ids the playground has made.
    #[serde(rename = "PlaygroundIds", default, skip_serializing_if = "Option::is_none")]
    pub counter: Option<u64>,
}
