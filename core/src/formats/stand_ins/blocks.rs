//! Stand-ins for public addresses and blocks.

use super::forest::{self, Node};
use super::pool::{Piece, Pool};
use super::ranges;
use ipnet::IpNet;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

/// RFC 5737 and RFC 3849, then RFC 2544's upper half: the playground gives out the lower one itself.
const DOCUMENTATION: &[&str] =
    &["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.19.0.0/16", "2001:db8::/32"];

/// Where a list of AWS's own may decide, the model tells documentation's addresses apart from others, so that
/// they cannot stand in: RFC 2544, and RFC 9637, which no model knows.
const BESIDE_OPEN_LISTS: &[&str] = &["198.19.0.0/16", "3fff::/20"];

/// `internet` in a packet: it must not come to lie in a stand-in.
const INTERNET: &[&str] = &["203.0.113.10/32", "2001:db8:ffff::10/128"];

/// The text as a block: an address is the block of itself.
pub(super) fn parse(text: &str) -> Option<IpNet> {
    let address = || text.parse::<IpAddr>().ok().map(IpNet::from);
    text.parse::<IpNet>().ok().or_else(address).map(|block| block.trunc())
}

/// The stand-ins.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    map: BTreeMap<IpNet, Piece>,
    kept: BTreeSet<IpNet>,
}

impl Mapping {
    /// Stand-ins for the public ones among all the blocks of a document.
    pub fn of(blocks: &BTreeSet<IpNet>, own: &BTreeSet<IpNet>, open_lists: bool) -> Mapping {
        let public = blocks.iter().copied().filter(ranges::is_public).collect();
        let mixed: Vec<IpNet> = blocks.iter().copied().filter(ranges::is_mixed).collect();
        let ranges = read(if open_lists { BESIDE_OPEN_LISTS } else { DOCUMENTATION });
        let is_fixed = |block: &&IpNet| block.prefix_len() > 0 && !ranges::is_public(block);
        let mut taken: Vec<IpNet> = blocks.iter().filter(is_fixed).copied().collect();
        taken.retain(|block| !mixed.contains(block));
        taken.extend(read(INTERNET));
        let mut roots = forest::grow(&public, own);
        roots.sort_by_key(|node| std::cmp::Reverse(node.log()));

        let mut mapping = Mapping::default();
        let mut pools: BTreeMap<(bool, Vec<IpNet>), Pool> = BTreeMap::new();
        for root in roots {
            // A stand-in lies in the same of the blocks that stay as what it stands for.
            let around = |block: &IpNet| -> Vec<IpNet> {
                mixed.iter().copied().filter(|other| other.contains(block)).collect()
            };
            let is_v6 = matches!(root.block, IpNet::V6(_));
            let beside = around(&root.block);
            let pool = pools.entry((is_v6, beside.clone())).or_insert_with(|| {
                let fits = |range: &&IpNet| matches!(range, IpNet::V6(_)) == is_v6 && around(range) == beside;
                let ranges: Vec<IpNet> = ranges.iter().filter(fits).copied().collect();
                Pool::new(
                    &ranges,
                    &[taken.as_slice(), mixed.as_slice()]
                        .concat()
                        .into_iter()
                        .filter(|block| !beside.contains(block))
                        .collect::<Vec<_>>(),
                )
            });
            match pool.take(root.log()) {
                Some(piece) => root.place(piece, &mut mapping.map),
                None => mapping.kept.extend(Node::blocks(&root)),
            }
        }
        mapping
    }

    /// Puts the stand-in in the place of an address or block, in the form that it had.
    pub fn replace(&self, text: &mut String) {
        let Some(block) = parse(text) else { return };
        let Some(stand_in) = self.map.get(&block).and_then(|piece| piece.to_block(&block)) else { return };
        *text = if text.contains('/') { stand_in.to_string() } else { stand_in.network().to_string() };
    }

    /// What had to stay.
    pub fn kept(&self) -> BTreeSet<String> {
        let text = |block: &IpNet| {
            if block.prefix_len() == block.max_prefix_len() {
                block.network().to_string()
            } else {
                block.to_string()
            }
        };
        self.kept.iter().map(text).collect()
    }
}

fn read(texts: &[&str]) -> Vec<IpNet> {
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}
