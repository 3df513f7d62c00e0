//! Address ranges for what stands in.

use crate::model::{Network, Peer};
use crate::net::{AddressRange, merge_ranges};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{Ipv4Addr, Ipv6Addr};

/// The smallest block of a subnet's size in which none of the addresses is one that AWS reserves; where
/// there is none, the smallest that holds them.
pub(super) fn around(addresses: Vec<Ipv4Addr>) -> Option<Ipv4Net> {
    let (first, last) = (addresses.iter().min()?, addresses.iter().max()?);
    let widths = (0..=28).rev();
    let mut holding = widths
        .filter_map(|width| Ipv4Net::new(*first, width).ok())
        .map(|block| block.trunc())
        .filter(|block| block.contains(last));
    let smallest = holding.next()?;
    let is_free = |block: &Ipv4Net| {
        addresses.iter().all(|address| {
            let offset = u32::from(*address).wrapping_sub(u32::from(block.network()));
            offset > 3 && *address != block.broadcast()
        })
    };
    let candidates = std::iter::once(smallest).chain(holding);
    candidates.take_while(|block| block.prefix_len() >= 16).find(is_free).or(Some(smallest))
}

/// The smallest block of a VPC's size that holds all the subnets'; where that would be too wide, theirs.
pub(super) fn spanning(blocks: &[Ipv4Net]) -> Vec<Ipv4Net> {
    let first = blocks.iter().map(Ipv4Net::network).min();
    let last = blocks.iter().map(Ipv4Net::broadcast).max();
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let widest = blocks.iter().map(Ipv4Net::prefix_len).min().unwrap_or(16);
    let mut candidates = (16..=widest).rev().filter_map(|width| Ipv4Net::new(first, width).ok());
    match candidates.find(|block| block.contains(&last)) {
        Some(block) => vec![block.trunc()],
        None => blocks.to_vec(),
    }
}

/// The blocks of a width that hold the addresses, each once.
pub(super) fn containing(addresses: impl Iterator<Item = Ipv6Addr>, width: u8) -> Vec<Ipv6Net> {
    let mut blocks: Vec<Ipv6Net> = addresses
        .filter_map(|address| Ipv6Net::new(address, width).ok())
        .map(|block| block.trunc())
        .collect();
    blocks.sort_unstable();
    blocks.dedup();
    blocks
}

/// A private IPv4 block and an IPv6 block of documentation that no VPC has and no rule speaks of, so that
/// what lies in them matches only rules for everybody.
pub(super) fn unused(network: &Network) -> (Ipv4Net, Ipv6Net) {
    let vpcs = || network.vpcs.iter().flat_map(|vpc| vpc.blocks());
    let rules = network.security_groups.iter().flat_map(|group| group.rules.iter());
    let lists = network.prefix_lists.iter().filter_map(|list| list.entries.as_ref());
    let spoken_of = rules
        .filter_map(|rule| match rule.peer {
            Peer::CidrIpv4(block) => Some(IpNet::V4(block)),
            Peer::CidrIpv6(block) => Some(IpNet::V6(block)),
            Peer::PrefixList(_) | Peer::SecurityGroup(_) => None,
        })
        .chain(lists.flatten().map(|entry| entry.block))
        .filter(|block| block.prefix_len() >= 8);
    let spoken_of = merge(spoken_of.chain(vpcs()));
    let taken = merge(vpcs());
    let v4 = first_free(private_blocks, &spoken_of, &taken);
    let v6 = first_free(documentation_blocks, &spoken_of, &taken);
    (v4, v6)
}

/// 10.0.0.0/16 and up, then the other private blocks.
fn private_blocks() -> impl Iterator<Item = Ipv4Net> {
    let tens = (0..=255).map(|second| Ipv4Addr::new(10, second, 0, 0));
    let others = (16..=31).map(|second| Ipv4Addr::new(172, second, 0, 0));
    let last = std::iter::once(Ipv4Addr::new(192, 168, 0, 0));
    let shared = (64..=127).map(|second| Ipv4Addr::new(100, second, 0, 0));
    tens.chain(others).chain(last).chain(shared).filter_map(|address| Ipv4Net::new(address, 16).ok())
}

/// 2001:db8:1::/56 and up.
fn documentation_blocks() -> impl Iterator<Item = Ipv6Net> {
    let blocks = (1..=0xfff_u16).map(|third| Ipv6Addr::new(0x2001, 0xdb8, third, 0, 0, 0, 0, 0));
    blocks.filter_map(|address| Ipv6Net::new(address, 56).ok())
}

fn first_free<B, I>(candidates: impl Fn() -> I, spoken_of: &[AddressRange], taken: &[AddressRange]) -> B
where
    B: Copy + Default + Into<IpNet>,
    I: Iterator<Item = B>,
{
    let free = |of: &[AddressRange]| candidates().find(|block| !overlaps(of, &(*block).into()));
    free(spoken_of).or_else(|| free(taken)).unwrap_or_default()
}

fn merge(blocks: impl Iterator<Item = IpNet>) -> Vec<AddressRange> {
    merge_ranges(blocks.map(|block| AddressRange::of_block(&block)).collect())
}

/// Whether a block touches one of the sorted runs.
fn overlaps(runs: &[AddressRange], block: &IpNet) -> bool {
    let wanted = AddressRange::of_block(block);
    let after = runs.partition_point(|run| (run.family, run.high) < (wanted.family, wanted.low));
    runs.get(after).is_some_and(|run| run.family == wanted.family && run.low <= wanted.high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stand_in_subnet_keeps_clear_of_reserved_addresses() {
        let around = |texts: &[&str]| {
            around(texts.iter().map(|text| text.parse().unwrap()).collect()).map(|block| block.to_string())
        };
        assert_eq!(around(&["10.0.0.20"]).unwrap(), "10.0.0.16/28");
        assert_eq!(around(&["10.0.0.17"]).unwrap(), "10.0.0.0/27");
        assert_eq!(around(&["10.0.1.4", "10.0.2.9"]).unwrap(), "10.0.0.0/22");
        assert_eq!(around(&["10.0.0.1"]).unwrap(), "10.0.0.0/28");
        assert_eq!(around(&[]), None);
    }

    #[test]
    fn a_stand_in_vpc_spans_its_subnets() {
        let spanning = |texts: &[&str]| {
            let blocks: Vec<Ipv4Net> = texts.iter().map(|text| text.parse().unwrap()).collect();
            spanning(&blocks).iter().map(Ipv4Net::to_string).collect::<Vec<_>>()
        };
        assert_eq!(spanning(&["10.0.1.0/24", "10.0.2.0/24"]), ["10.0.0.0/22"]);
        assert_eq!(spanning(&["10.0.1.0/24", "10.9.2.0/24"]), ["10.0.1.0/24", "10.9.2.0/24"]);
        assert_eq!(spanning(&["10.0.0.0/16"]), ["10.0.0.0/16"]);
    }

    #[test]
    fn overlaps_are_found_at_the_edges() {
        let runs = merge(["10.0.0.0/16", "10.2.0.0/24"].iter().map(|text| text.parse().unwrap()));
        for (block, expected) in [("10.0.255.0/24", true), ("10.1.0.0/16", false), ("10.2.0.0/16", true)] {
            assert_eq!(overlaps(&runs, &block.parse().unwrap()), expected, "{block}");
        }
        assert!(!overlaps(&runs, &"::a02:0/112".parse().unwrap()));
    }
}
