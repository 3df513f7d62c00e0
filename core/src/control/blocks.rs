//! The blocks of VPCs and subnets: what AWS takes, and what it gives out.
//!
//! Source: VPC User Guide `vpc-cidr-blocks`, `subnet-sizing`.

use super::Ec2Error;
use crate::model::Network;
use crate::net::{IpNet, Ipv4Net, Ipv6Net, parse_cidr};
use std::net::Ipv6Addr;

/// Reads an IPv4 block given to a VPC or a subnet.
pub(super) fn ipv4(text: &str) -> Result<Ipv4Net, Ec2Error> {
    match parse_cidr(text) {
        Ok(IpNet::V4(block)) => Ok(block),
        _ => Err(not_a_block(text, "cidrBlock")),
    }
}

/// Reads an IPv6 block given to a VPC or a subnet.
pub(super) fn ipv6(text: &str) -> Result<Ipv6Net, Ec2Error> {
    match parse_cidr(text) {
        Ok(IpNet::V6(block)) => Ok(block),
        _ => Err(not_a_block(text, "ipv6CidrBlock")),
    }
}

fn not_a_block(text: &str, parameter: &str) -> Ec2Error {
    Ec2Error::new(
        "InvalidParameterValue",
        format!("Value ({text}) for parameter {parameter} is invalid. This is not a valid CIDR block."),
    )
}

/// EC2's error for a block of a wrong size or in a wrong place.
pub(super) fn out_of_range(code: &'static str, block: impl std::fmt::Display) -> Ec2Error {
    Ec2Error::new(code, format!("The CIDR '{block}' is invalid."))
}

/// Whether the two have an address in common.
pub(super) fn overlap(one: IpNet, two: IpNet) -> bool {
    match (one, two) {
        (IpNet::V4(one), IpNet::V4(two)) => one.contains(&two) || two.contains(&one),
        (IpNet::V6(one), IpNet::V6(two)) => one.contains(&two) || two.contains(&one),
        _ => false,
    }
}

/// The block that stands for Amazon's next free one: a /56 of the range for documentation, the lowest that
/// no VPC has and that does not hold the reader's own address. AWS gives any of its public ones.
pub(super) fn amazon_ipv6(network: &Network) -> Option<Ipv6Net> {
    let base = u128::from(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0));
    let candidates = (0..1_u128 << 24).map(|index| Ipv6Addr::from(base | (index << 72)));
    candidates.filter_map(|address| Ipv6Net::new(address, 56).ok()).find(|block| {
        let free = |vpc: &crate::model::Vpc| {
            !vpc.ipv6_blocks.iter().any(|taken| overlap((*taken).into(), (*block).into()))
        };
        !block.contains(&network.settings.options.you_ipv6) && network.vpcs.iter().all(|vpc| free(vpc))
    })
}
