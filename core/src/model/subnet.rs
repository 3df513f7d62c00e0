//! The subnet.

use super::{SubnetId, Tags, VpcId};
use ipnet::{Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv4Addr};
use std::rc::Rc;

/// A subnet of a VPC in one Availability Zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subnet {
    /// Its id.
    pub id: SubnetId,
    /// The VPC it lies in.
    pub vpc: VpcId,
    /// Its IPv4 block; none in an IPv6-only subnet.
    pub ipv4_block: Option<Ipv4Net>,
    /// Its associated IPv6 blocks.
    pub ipv6_blocks: Vec<Ipv6Net>,
    /// Its Availability Zone.
    pub availability_zone: Rc<str>,
    /// Whether instances get a public IPv4 address at launch.
    pub map_public_ip_on_launch: bool,
    /// Its tags.
    pub tags: Tags,
    /// Whether an import supplied it, to stand in for what was not described: AWS has none like it.
    pub is_stand_in: bool,
}

impl Subnet {
    /// Whether the address lies in one of its blocks.
    pub fn contains(&self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(v4) => self.ipv4_block.is_some_and(|block| block.contains(&v4)),
            IpAddr::V6(v6) => self.ipv6_blocks.iter().any(|block| block.contains(&v6)),
        }
    }

    /// The reserved address of the VPC's router: base plus one.
    pub fn router(&self) -> Option<Ipv4Addr> {
        u32::from(self.ipv4_block?.network()).checked_add(1).map(Ipv4Addr::from)
    }

    /// Whether AWS reserves the address: the first four of the block and the last.
    pub fn reserves(&self, address: Ipv4Addr) -> bool {
        self.ipv4_block.is_some_and(|block| {
            let offset = u32::from(address).wrapping_sub(u32::from(block.network()));
            block.contains(&address) && (offset < 4 || address == block.broadcast())
        })
    }
}
