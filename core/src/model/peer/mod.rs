//! What a rule says about the other end: exactly one of four kinds.

mod group;

pub use group::GroupPeer;

use super::PrefixListId;
use crate::net::Family;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// The other end of a rule: source of an inbound one, destination of an outbound one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Peer {
    /// `CidrIpv4`, in canonical form.
    CidrIpv4(Ipv4Net),
    /// `CidrIpv6`, in canonical form.
    CidrIpv6(Ipv6Net),
    /// `PrefixListId`.
    PrefixList(PrefixListId),
    /// `ReferencedGroupInfo`.
    SecurityGroup(GroupPeer),
}

/// The kind of a peer; a rule can never change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeerKind {
    /// `CidrIpv4`
    CidrIpv4,
    /// `CidrIpv6`
    CidrIpv6,
    /// `PrefixListId`
    PrefixListId,
    /// `ReferencedGroupId`
    ReferencedGroupId,
}

impl PeerKind {
    /// The API's name of the field that holds it.
    pub fn name(self) -> &'static str {
        match self {
            PeerKind::CidrIpv4 => "CidrIpv4",
            PeerKind::CidrIpv6 => "CidrIpv6",
            PeerKind::PrefixListId => "PrefixListId",
            PeerKind::ReferencedGroupId => "ReferencedGroupId",
        }
    }
}

impl Peer {
    /// The peer for a block in canonical form.
    pub fn from_block(block: IpNet) -> Peer {
        match block.trunc() {
            IpNet::V4(block) => Peer::CidrIpv4(block),
            IpNet::V6(block) => Peer::CidrIpv6(block),
        }
    }

    /// Its kind.
    pub fn kind(&self) -> PeerKind {
        match self {
            Peer::CidrIpv4(_) => PeerKind::CidrIpv4,
            Peer::CidrIpv6(_) => PeerKind::CidrIpv6,
            Peer::PrefixList(_) => PeerKind::PrefixListId,
            Peer::SecurityGroup(_) => PeerKind::ReferencedGroupId,
        }
    }

    /// The block, where it is one.
    pub fn block(&self) -> Option<IpNet> {
        match self {
            Peer::CidrIpv4(block) => Some(IpNet::V4(*block)),
            Peer::CidrIpv6(block) => Some(IpNet::V6(*block)),
            Peer::PrefixList(_) | Peer::SecurityGroup(_) => None,
        }
    }

    /// Whether it is literally `0.0.0.0/0` or `::/0`. Blocks or lists that add up to it do not count.
    pub fn is_everywhere(&self, family: Family) -> bool {
        self.block() == Some(family.everywhere())
    }

    /// The identity for duplicates and for revoking: who is meant, not what else was noted about it.
    pub fn same_as(&self, other: &Peer) -> bool {
        match (self, other) {
            (Peer::SecurityGroup(one), Peer::SecurityGroup(two)) => one.group == two.group,
            _ => self == other,
        }
    }
}

impl std::fmt::Display for Peer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Peer::CidrIpv4(block) => block.fmt(formatter),
            Peer::CidrIpv6(block) => block.fmt(formatter),
            Peer::PrefixList(id) => id.fmt(formatter),
            Peer::SecurityGroup(peer) => peer.group.fmt(formatter),
        }
    }
}
