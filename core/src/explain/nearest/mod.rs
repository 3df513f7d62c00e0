//! What came nearest to letting a packet by.

mod entries;
mod routes;
mod rules;

use crate::evaluate::{Miss, Misses};
use crate::model::Network;
use crate::net::{Decision, Direction};
use crate::path::{Checkpoint, Evidence};
use ipnet::IpNet;
use std::net::IpAddr;

/// A rule, an entry or a route that almost let the packet by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearestMiss {
    /// The rule's id, the entry's number, the route's destination: as in
    /// [`super::ConsideredLine::name`].
    pub rule: String,
    /// What it lacked; nothing where it fits and another comes before it.
    pub misses: Vec<Miss>,
    /// One sentence: what it allows, and where that differs.
    pub sentence: String,
}

/// Of a checkpoint that denies, what lacks the least: the rule of a group, the allowing entry of an ACL
/// (also one that fits and comes too late), the route that nearly covers the destination (or covers it with
/// a shorter prefix than a blackhole). None where nothing is of the packet's family, and where no route is near: one is
/// that shares three in four of the bits it fixes with the destination.
pub fn nearest_miss(network: &Network, checkpoint: &Checkpoint) -> Option<NearestMiss> {
    match &checkpoint.evidence {
        Evidence::Rules(by_rules) => rules::nearest(network, checkpoint, by_rules),
        Evidence::Entries(by_entries) if checkpoint.decision == Decision::Denied => {
            entries::nearest(checkpoint, by_entries)
        }
        Evidence::Routes(by_routes) if checkpoint.decision == Decision::Denied => {
            routes::nearest(checkpoint, by_routes)
        }
        Evidence::Entries(_) | Evidence::Routes(_) | Evidence::None => None,
    }
}

/// Fewer fields first; then a peer that differs is nearer than a port, a port than a protocol.
fn distance(misses: Misses) -> (u32, u32) {
    let weight = |miss| match miss {
        Miss::Peer => 1,
        Miss::Port | Miss::Icmp => 2,
        Miss::Protocol => 4,
        Miss::Family => 8,
    };
    (misses.count(), misses.iter().map(weight).sum())
}

/// How far a block is from an address: the bits of the address that it does not share before they part. Of two that
/// lack the same, the one is nearer that lies nearer.
fn apart(block: Option<IpNet>, address: IpAddr) -> u32 {
    let length = if address.is_ipv4() { 32 } else { 128 };
    block.map_or(length, |block| length.saturating_sub(shared_bits(&block, address)))
}

/// How many leading bits a block's first address shares with an address.
fn shared_bits(block: &IpNet, address: IpAddr) -> u32 {
    match (block.network(), address) {
        (IpAddr::V4(own), IpAddr::V4(other)) => (u32::from(own) ^ u32::from(other)).leading_zeros(),
        (IpAddr::V6(own), IpAddr::V6(other)) => (u128::from(own) ^ u128::from(other)).leading_zeros(),
        _ => 0,
    }
}

/// What a rule or an entry allows, and where that differs from the packet.
fn sentence(who: &str, traffic: &str, peer: &str, misses: Misses, direction: Direction) -> String {
    let preposition = direction.preposition();
    let traffic_misses = misses.has(Miss::Protocol) || misses.has(Miss::Port) || misses.has(Miss::Icmp);
    match (traffic_misses, misses.has(Miss::Peer)) {
        (false, _) => format!("{who} allows {traffic}, but {preposition} {peer}"),
        (true, false) => format!("{who} allows {peer}, but only {traffic}"),
        (true, true) => format!("{who} allows {traffic} {preposition} {peer}: neither fits"),
    }
}
