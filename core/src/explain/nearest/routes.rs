//! Of a table's routes: behind a blackhole the next that covers the destination, else the one whose block
//! has most of the address.

use super::{NearestMiss, shared_bits};
use crate::evaluate::{ByRoutes, Miss, RouteFit};
use crate::model::{Route, RouteState};
use crate::path::Checkpoint;
use ipnet::IpNet;
use std::net::IpAddr;

pub(super) fn nearest(checkpoint: &Checkpoint, by_routes: &ByRoutes) -> Option<NearestMiss> {
    let address = checkpoint.packet.destination;
    match by_routes.route() {
        Some(chosen) => beaten(by_routes, chosen),
        None => outside(by_routes, address),
    }
}

/// The longest prefix among the usable routes that lost to the chosen one.
fn beaten(by_routes: &ByRoutes, chosen: &Route) -> Option<NearestMiss> {
    let pairs = by_routes.routes.iter().zip(&by_routes.fits);
    let lost = pairs.filter(|(route, fit)| {
        matches!(fit, RouteFit::LessSpecific | RouteFit::LowerPriority) && route.state == RouteState::Active
    });
    let (route, fit) =
        lost.max_by_key(|(route, _)| route.destination.block().map(|block| block.prefix_len()))?;
    let why = match fit {
        RouteFit::LessSpecific => "has the longer prefix",
        _ => "ranks above it",
    };
    let (destination, target) = (route.destination.to_string(), route.target.id());
    let sentence = format!(
        "the route for {destination} would lead to {target}, but the one for {} {why}",
        chosen.destination
    );
    Some(NearestMiss { rule: destination, misses: Vec::new(), sentence })
}

/// The block of the address's family that shares the most leading bits with it, and at least three in four of the bits
/// that it fixes. A table's local route is no near miss of an address on the internet.
fn outside(by_routes: &ByRoutes, address: IpAddr) -> Option<NearestMiss> {
    let pairs = by_routes.routes.iter().zip(&by_routes.fits);
    let blocks = pairs.filter(|(_, fit)| **fit == RouteFit::Elsewhere);
    let blocks = blocks.filter_map(|(route, _)| route.destination.block());
    let is_near = |block: &IpNet| shared_bits(block, address) * 4 >= u32::from(block.prefix_len()) * 3;
    let block = blocks.filter(is_near).max_by_key(|block| shared_bits(block, address))?;
    let sentence = format!("the route for {block} comes nearest, but {address} lies outside it");
    Some(NearestMiss { rule: block.to_string(), misses: vec![Miss::Peer], sentence })
}
