//! VPCs, subnets, peerings.

use super::AwsTag;
use crate::wire::null_as_default;
use serde::{Deserialize, Serialize};

/// An item of describe-vpcs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsVpc {
    /// Its id.
    #[serde(default, deserialize_with = "null_as_default")]
    pub vpc_id: String,
    /// The primary block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cidr_block: Option<String>,
    /// All IPv4 blocks.
    #[serde(default, deserialize_with = "null_as_default")]
    pub cidr_block_association_set: Vec<AwsCidrBlock>,
    /// IPv6 blocks.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub ipv6_cidr_block_association_set: Vec<AwsIpv6CidrBlock>,
    /// The default VPC?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// Its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<String>,
    /// Its DHCP options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dhcp_options_id: Option<String>,
    /// Its tags.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<AwsTag>,
}

/// An IPv4 block of a VPC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsCidrBlock {
    /// Its association.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association_id: Option<String>,
    /// The block.
    #[serde(default, deserialize_with = "null_as_default")]
    pub cidr_block: String,
    /// Its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cidr_block_state: Option<AwsBlockState>,
}

/// An IPv6 block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsIpv6CidrBlock {
    /// Its association.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub association_id: Option<String>,
    /// The block.
    #[serde(default, deserialize_with = "null_as_default")]
    pub ipv6_cidr_block: String,
    /// Its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ipv6_cidr_block_state: Option<AwsBlockState>,
}

/// The state of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsBlockState {
    /// `associated` where it is in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

/// An item of describe-subnets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsSubnet {
    /// Its id.
    #[serde(default, deserialize_with = "null_as_default")]
    pub subnet_id: String,
    /// Its VPC.
    #[serde(default, deserialize_with = "null_as_default")]
    pub vpc_id: String,
    /// Its IPv4 block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cidr_block: Option<String>,
    /// IPv6 blocks.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub ipv6_cidr_block_association_set: Vec<AwsIpv6CidrBlock>,
    /// Its zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability_zone: Option<String>,
    /// Its zone's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability_zone_id: Option<String>,
    /// Public addresses at launch?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map_public_ip_on_launch: Option<bool>,
    /// IPv6 addresses at creation?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assign_ipv6_address_on_creation: Option<bool>,
    /// The zone's default subnet?
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_for_az: Option<bool>,
    /// Its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<String>,
    /// Its tags.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<AwsTag>,
}

/// An item of describe-vpc-peering-connections.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsVpcPeeringConnection {
    /// Its id.
    #[serde(default, deserialize_with = "null_as_default")]
    pub vpc_peering_connection_id: String,
    /// The side that asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester_vpc_info: Option<AwsPeeringSide>,
    /// The side that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepter_vpc_info: Option<AwsPeeringSide>,
    /// How far it got.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<AwsPeeringStatus>,
    /// Its tags.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<AwsTag>,
}

/// One side of a peering.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsPeeringSide {
    /// The VPC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc_id: Option<String>,
    /// Its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<String>,
    /// Its Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Its primary block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cidr_block: Option<String>,
    /// Its IPv4 blocks.
    #[serde(default, deserialize_with = "null_as_default")]
    pub cidr_block_set: Vec<AwsCidrBlock>,
    /// Its IPv6 blocks.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub ipv6_cidr_block_set: Vec<AwsIpv6CidrBlock>,
}

/// The state of a peering.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsPeeringStatus {
    /// AWS's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// AWS's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}
