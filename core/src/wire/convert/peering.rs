//! A peering as describe-vpc-peering-connections shows it.

use super::tag_shapes;
use crate::model::{PeeringStatus, PeeringVpc, VpcPeeringConnection};
use crate::net::IpNet;
use crate::wire::{
    AwsCidrBlock, AwsIpv6CidrBlock, AwsPeeringSide, AwsPeeringStatus, AwsVpcPeeringConnection,
};

/// One peering.
pub fn peering_shape(peering: &VpcPeeringConnection) -> AwsVpcPeeringConnection {
    AwsVpcPeeringConnection {
        vpc_peering_connection_id: peering.id.to_string(),
        requester_vpc_info: Some(side(&peering.requester)),
        accepter_vpc_info: Some(side(&peering.accepter)),
        status: Some(AwsPeeringStatus {
            code: Some(peering.status.code().to_owned()),
            message: Some(message(peering)),
        }),
        tags: tag_shapes(&peering.tags),
    }
}

fn side(side: &PeeringVpc) -> AwsPeeringSide {
    let ipv4 = side.blocks.iter().filter(|block| matches!(block, IpNet::V4(_)));
    let ipv6 = side.blocks.iter().filter(|block| matches!(block, IpNet::V6(_)));
    AwsPeeringSide {
        vpc_id: Some(side.vpc.to_string()),
        owner_id: Some(side.owner.to_string()),
        region: Some(side.region.to_string()),
        cidr_block: ipv4.clone().next().map(ToString::to_string),
        cidr_block_set: ipv4
            .map(|block| AwsCidrBlock { cidr_block: block.to_string(), ..AwsCidrBlock::default() })
            .collect(),
        ipv6_cidr_block_set: ipv6
            .map(|block| AwsIpv6CidrBlock {
                ipv6_cidr_block: block.to_string(),
                ..AwsIpv6CidrBlock::default()
            })
            .collect(),
    }
}

fn message(peering: &VpcPeeringConnection) -> String {
    match &peering.status {
        PeeringStatus::Active => "Active".to_owned(),
        PeeringStatus::Deleted => format!("Deleted by {}", peering.requester.owner),
        PeeringStatus::PendingAcceptance => format!("Pending Acceptance by {}", peering.accepter.owner),
        PeeringStatus::Other(code) if &**code == "failed" => {
            "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range".to_owned()
        }
        PeeringStatus::Other(code) => code.to_string(),
    }
}
