//! VPCs, subnets, peerings.

use super::AwsTag;
use crate::wire::shape::Shape;

/// An item of describe-vpcs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsVpc {
    /// Its id.
    #[shape(optional)]
    pub vpc_id: String,
    /// The primary block.
    #[shape(skip)]
    pub cidr_block: Option<String>,
    /// All IPv4 blocks.
    #[shape(optional)]
    pub cidr_block_association_set: Vec<AwsCidrBlock>,
    /// IPv6 blocks.
    #[shape(skip)]
    pub ipv6_cidr_block_association_set: Vec<AwsIpv6CidrBlock>,
    /// The default VPC?
    #[shape(skip)]
    pub is_default: Option<bool>,
    /// Its state.
    #[shape(skip)]
    pub state: Option<String>,
    /// Its owner.
    #[shape(skip)]
    pub owner_id: Option<String>,
    /// Its DHCP options.
    #[shape(skip)]
    pub dhcp_options_id: Option<String>,
    /// Its tags.
    #[shape(skip)]
    pub tags: Vec<AwsTag>,
    /// Supplied at import, to stand in for what was not described?
    #[shape(skip)]
    pub playground_stand_in: Option<bool>,
}

/// An IPv4 block of a VPC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsCidrBlock {
    /// Its association.
    #[shape(skip)]
    pub association_id: Option<String>,
    /// The block.
    #[shape(optional)]
    pub cidr_block: String,
    /// Its state.
    #[shape(skip)]
    pub cidr_block_state: Option<AwsBlockState>,
}

/// An IPv6 block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsIpv6CidrBlock {
    /// Its association.
    #[shape(skip)]
    pub association_id: Option<String>,
    /// The block.
    #[shape(optional)]
    pub ipv6_cidr_block: String,
    /// Its state.
    #[shape(skip)]
    pub ipv6_cidr_block_state: Option<AwsBlockState>,
}

/// The state of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsBlockState {
    /// `associated` where it is in use.
    #[shape(skip)]
    pub state: Option<String>,
}

/// An item of describe-subnets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsSubnet {
    /// Its id.
    #[shape(optional)]
    pub subnet_id: String,
    /// Its VPC.
    #[shape(optional)]
    pub vpc_id: String,
    /// Its IPv4 block.
    #[shape(skip)]
    pub cidr_block: Option<String>,
    /// IPv6 blocks.
    #[shape(skip)]
    pub ipv6_cidr_block_association_set: Vec<AwsIpv6CidrBlock>,
    /// Its zone.
    #[shape(skip)]
    pub availability_zone: Option<String>,
    /// Its zone's id.
    #[shape(skip)]
    pub availability_zone_id: Option<String>,
    /// Public addresses at launch?
    #[shape(skip)]
    pub map_public_ip_on_launch: Option<bool>,
    /// IPv6 addresses at creation?
    #[shape(skip)]
    pub assign_ipv6_address_on_creation: Option<bool>,
    /// The zone's default subnet?
    #[shape(skip)]
    pub default_for_az: Option<bool>,
    /// Its state.
    #[shape(skip)]
    pub state: Option<String>,
    /// Its owner.
    #[shape(skip)]
    pub owner_id: Option<String>,
    /// Its tags.
    #[shape(skip)]
    pub tags: Vec<AwsTag>,
    /// Supplied at import, to stand in for what was not described?
    #[shape(skip)]
    pub playground_stand_in: Option<bool>,
}

/// An item of describe-vpc-peering-connections.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsVpcPeeringConnection {
    /// Its id.
    #[shape(optional)]
    pub vpc_peering_connection_id: String,
    /// The side that asked.
    #[shape(skip)]
    pub requester_vpc_info: Option<AwsPeeringSide>,
    /// The side that was asked.
    #[shape(skip)]
    pub accepter_vpc_info: Option<AwsPeeringSide>,
    /// How far it got.
    #[shape(skip)]
    pub status: Option<AwsPeeringStatus>,
    /// Its tags.
    #[shape(skip)]
    pub tags: Vec<AwsTag>,
}

/// One side of a peering.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsPeeringSide {
    /// The VPC.
    #[shape(skip)]
    pub vpc_id: Option<String>,
    /// Its owner.
    #[shape(skip)]
    pub owner_id: Option<String>,
    /// Its Region.
    #[shape(skip)]
    pub region: Option<String>,
    /// Its primary block.
    #[shape(skip)]
    pub cidr_block: Option<String>,
    /// Its IPv4 blocks.
    #[shape(optional)]
    pub cidr_block_set: Vec<AwsCidrBlock>,
    /// Its IPv6 blocks.
    #[shape(skip)]
    pub ipv6_cidr_block_set: Vec<AwsIpv6CidrBlock>,
}

/// The state of a peering.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsPeeringStatus {
    /// AWS's code.
    #[shape(skip)]
    pub code: Option<String>,
    /// AWS's words.
    #[shape(skip)]
    pub message: Option<String>,
}
