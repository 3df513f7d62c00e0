//! VPCs and subnets as the API shows them.

use super::{derived_id, tag_shapes};
use crate::model::{Subnet, Vpc};
use crate::net::{Ipv4Net, Ipv6Net};
use crate::wire::{AwsBlockState, AwsCidrBlock, AwsIpv6CidrBlock, AwsSubnet, AwsVpc};

/// One VPC.
pub fn vpc_shape(vpc: &Vpc) -> AwsVpc {
    let id = vpc.id.to_string();
    AwsVpc {
        cidr_block: vpc.ipv4_blocks.first().map(ToString::to_string),
        cidr_block_association_set: vpc.ipv4_blocks.iter().map(|b| ipv4_block_shape(&id, *b)).collect(),
        ipv6_cidr_block_association_set: vpc.ipv6_blocks.iter().map(|b| ipv6_block_shape(&id, *b)).collect(),
        is_default: Some(vpc.is_default),
        state: Some("available".to_owned()),
        owner_id: Some(vpc.owner.to_string()),
        dhcp_options_id: None,
        tags: tag_shapes(&vpc.tags),
        playground_stand_in: vpc.is_stand_in.then_some(true),
        vpc_id: id,
    }
}

/// One subnet.
pub fn subnet_shape(subnet: &Subnet) -> AwsSubnet {
    let id = subnet.id.to_string();
    AwsSubnet {
        vpc_id: subnet.vpc.to_string(),
        cidr_block: subnet.ipv4_block.map(|block| block.to_string()),
        ipv6_cidr_block_association_set: subnet
            .ipv6_blocks
            .iter()
            .map(|b| ipv6_block_shape(&id, *b))
            .collect(),
        availability_zone: Some(subnet.availability_zone.to_string()),
        map_public_ip_on_launch: Some(subnet.map_public_ip_on_launch),
        state: Some("available".to_owned()),
        tags: tag_shapes(&subnet.tags),
        playground_stand_in: subnet.is_stand_in.then_some(true),
        subnet_id: id,
        ..AwsSubnet::default()
    }
}

/// An associated IPv4 block of a VPC.
pub fn ipv4_block_shape(resource: &str, block: Ipv4Net) -> AwsCidrBlock {
    AwsCidrBlock {
        association_id: Some(derived_id("vpc-cidr-assoc-", &[resource, &block.to_string()])),
        cidr_block: block.to_string(),
        cidr_block_state: Some(associated()),
    }
}

/// An associated IPv6 block of a VPC or a subnet.
pub fn ipv6_block_shape(resource: &str, block: Ipv6Net) -> AwsIpv6CidrBlock {
    let prefix = if resource.starts_with("subnet-") { "subnet-cidr-assoc-" } else { "vpc-cidr-assoc-" };
    AwsIpv6CidrBlock {
        association_id: Some(derived_id(prefix, &[resource, &block.to_string()])),
        ipv6_cidr_block: block.to_string(),
        ipv6_cidr_block_state: Some(associated()),
    }
}

fn associated() -> AwsBlockState {
    AwsBlockState { state: Some("associated".to_owned()) }
}
