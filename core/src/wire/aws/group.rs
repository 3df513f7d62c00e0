//! Security groups, their rules, their associations.

use super::{AwsTag, IpPermission};
use crate::wire::shape::Shape;

/// An item of describe-security-groups.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsSecurityGroup {
    /// Its id.
    #[shape(optional)]
    pub group_id: String,
    /// Its name.
    #[shape(optional)]
    pub group_name: String,
    /// Its description.
    #[shape(optional)]
    pub description: String,
    /// Its VPC.
    #[shape(skip)]
    pub vpc_id: Option<String>,
    /// Its owner.
    #[shape(skip)]
    pub owner_id: Option<String>,
    /// Its ARN.
    #[shape(skip)]
    pub security_group_arn: Option<String>,
    /// Inbound rules, grouped.
    #[shape(optional)]
    pub ip_permissions: Vec<IpPermission>,
    /// Outbound rules, grouped.
    #[shape(optional)]
    pub ip_permissions_egress: Vec<IpPermission>,
    /// Its tags.
    #[shape(skip)]
    pub tags: Vec<AwsTag>,
}

/// An item of describe-security-group-rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsSecurityGroupRule {
    /// Its id.
    #[shape(optional)]
    pub security_group_rule_id: String,
    /// Its group.
    #[shape(optional)]
    pub group_id: String,
    /// The group's owner.
    #[shape(skip)]
    pub group_owner_id: Option<String>,
    /// Outbound?
    #[shape(optional)]
    pub is_egress: bool,
    /// `-1`, a name, or a number.
    #[shape(optional)]
    pub ip_protocol: String,
    /// Lowest port or ICMP type; -1 for protocol -1.
    #[shape(skip)]
    pub from_port: Option<i64>,
    /// Highest port or ICMP code; -1 for protocol -1.
    #[shape(skip)]
    pub to_port: Option<i64>,
    /// The peer, if an IPv4 block.
    #[shape(skip)]
    pub cidr_ipv4: Option<String>,
    /// The peer, if an IPv6 block.
    #[shape(skip)]
    pub cidr_ipv6: Option<String>,
    /// The peer, if a prefix list.
    #[shape(skip)]
    pub prefix_list_id: Option<String>,
    /// The peer, if a group.
    #[shape(skip)]
    pub referenced_group_info: Option<ReferencedGroupInfo>,
    /// Its description.
    #[shape(skip)]
    pub description: Option<String>,
    /// Its tags.
    #[shape(optional)]
    pub tags: Vec<AwsTag>,
    /// Its ARN.
    #[shape(skip)]
    pub security_group_rule_arn: Option<String>,
    /// Whether the id was made up at import.
    #[shape(skip)]
    pub playground_invented_id: Option<bool>,
}

/// A referenced group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct ReferencedGroupInfo {
    /// Its id.
    #[shape(optional)]
    pub group_id: String,
    /// Its owner.
    #[shape(skip)]
    pub user_id: Option<String>,
    /// Its VPC.
    #[shape(skip)]
    pub vpc_id: Option<String>,
    /// The peering.
    #[shape(skip)]
    pub vpc_peering_connection_id: Option<String>,
    /// The peering's state.
    #[shape(skip)]
    pub peering_status: Option<String>,
}

/// An item of describe-security-group-vpc-associations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsSecurityGroupVpcAssociation {
    /// The group.
    #[shape(optional)]
    pub group_id: String,
    /// The VPC.
    #[shape(optional)]
    pub vpc_id: String,
    /// The VPC's owner.
    #[shape(skip)]
    pub vpc_owner_id: Option<String>,
    /// The state.
    #[shape(skip)]
    pub state: Option<String>,
}
