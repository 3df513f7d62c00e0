//! The VPC.

use super::{Tags, VpcId};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{IpAddr, Ipv4Addr};
use std::rc::Rc;

/// A virtual private cloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vpc {
    /// Its id.
    pub id: VpcId,
    /// The account that owns it.
    pub owner: Rc<str>,
    /// Its associated IPv4 blocks, the primary one first.
    pub ipv4_blocks: Vec<Ipv4Net>,
    /// Its associated IPv6 blocks.
    pub ipv6_blocks: Vec<Ipv6Net>,
    /// Whether it is the Region's default VPC.
    pub is_default: bool,
    /// Its tags.
    pub tags: Tags,
    /// Whether an import supplied it, to stand in for what was not described: AWS has none like it.
    pub is_stand_in: bool,
}

impl Vpc {
    /// All its blocks, IPv4 first.
    pub fn blocks(&self) -> impl Iterator<Item = IpNet> + '_ {
        self.ipv4_blocks
            .iter()
            .map(|block| IpNet::V4(*block))
            .chain(self.ipv6_blocks.iter().map(|block| IpNet::V6(*block)))
    }

    /// Whether the address lies in one of its blocks.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.blocks().any(|block| block.contains(&address))
    }

    /// The Amazon-provided DNS: the base of the primary IPv4 block plus two.
    pub fn resolver(&self) -> Option<Ipv4Addr> {
        let base = u32::from(self.ipv4_blocks.first()?.network());
        base.checked_add(2).map(Ipv4Addr::from)
    }
}
