//! Security groups, their rules, their associations.

use super::{AwsTag, IpPermission};
use crate::wire::null_as_default;
use serde::{Deserialize, Serialize};

/// An item of describe-security-groups.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsSecurityGroup {
    /// Its id.
    #[serde(default, deserialize_with = "null_as_default")]
    pub group_id: String,
    /// Its name.
    #[serde(default, deserialize_with = "null_as_default")]
    pub group_name: String,
    /// Its description.
    #[serde(default, deserialize_with = "null_as_default")]
    pub description: String,
    /// Its VPC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<String>,
    /// Its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<String>,
    /// Its ARN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security_group_arn: Option<String>,
    /// Inbound rules, grouped.
    #[serde(default, deserialize_with = "null_as_default")]
    pub ip_permissions: Vec<IpPermission>,
    /// Outbound rules, grouped.
    #[serde(default, deserialize_with = "null_as_default")]
    pub ip_permissions_egress: Vec<IpPermission>,
    /// Its tags.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<AwsTag>,
}

/// An item of describe-security-group-rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsSecurityGroupRule {
    /// Its id.
    #[serde(default, deserialize_with = "null_as_default")]
    pub security_group_rule_id: String,
    /// Its group.
    #[serde(default, deserialize_with = "null_as_default")]
    pub group_id: String,
    /// The group's owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_owner_id: Option<String>,
    /// Outbound?
    #[serde(default, deserialize_with = "null_as_default")]
    pub is_egress: bool,
    /// `-1`, a name, or a number.
    #[serde(default, deserialize_with = "null_as_default")]
    pub ip_protocol: String,
    /// Lowest port or ICMP type; -1 for protocol -1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_port: Option<i64>,
    /// Highest port or ICMP code; -1 for protocol -1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_port: Option<i64>,
    /// The peer, if an IPv4 block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cidr_ipv4: Option<String>,
    /// The peer, if an IPv6 block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cidr_ipv6: Option<String>,
    /// The peer, if a prefix list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix_list_id: Option<String>,
    /// The peer, if a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referenced_group_info: Option<ReferencedGroupInfo>,
    /// Its description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its tags.
    #[serde(default, deserialize_with = "null_as_default")]
    pub tags: Vec<AwsTag>,
    /// Its ARN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security_group_rule_arn: Option<String>,
    /// Whether the id was made up at import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub playground_invented_id: Option<bool>,
}

/// A referenced group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ReferencedGroupInfo {
    /// Its id.
    #[serde(default, deserialize_with = "null_as_default")]
    pub group_id: String,
    /// Its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Its VPC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<String>,
    /// The peering.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc_peering_connection_id: Option<String>,
    /// The peering's state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peering_status: Option<String>,
}

/// An item of describe-security-group-vpc-associations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsSecurityGroupVpcAssociation {
    /// The group.
    #[serde(default, deserialize_with = "null_as_default")]
    pub group_id: String,
    /// The VPC.
    #[serde(default, deserialize_with = "null_as_default")]
    pub vpc_id: String,
    /// The VPC's owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc_owner_id: Option<String>,
    /// The state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}
