//! The rule that came nearest to matching.

use super::{display_name, traffic_text};
use crate::evaluate::{LoweredRule, Miss, Misses};
use crate::model::{Network, Peer};
use crate::net::Direction;
use crate::path::{Checkpoint, Evidence};

/// A rule that almost matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearestMiss {
    /// The rule's id.
    pub rule: String,
    /// What it lacked.
    pub misses: Vec<Miss>,
    /// One sentence: what it allows, and where that differs.
    pub sentence: String,
}

/// The rule of a blocking checkpoint that lacks the least; none where the list is empty or every rule is
/// of the other family.
pub fn nearest_miss(network: &Network, checkpoint: &Checkpoint) -> Option<NearestMiss> {
    let Evidence::Rules(by_rules) = &checkpoint.evidence else { return None };
    let direction = checkpoint.direction?;
    let pairs = by_rules.considered.rules.iter().zip(&by_rules.considered.misses);
    let (rule, misses) = pairs
        .filter(|(_, misses)| !misses.is_match() && !misses.has(Miss::Family))
        .min_by_key(|(_, misses)| distance(**misses))?;
    Some(NearestMiss {
        rule: rule.rule.id.to_string(),
        misses: misses.iter().collect(),
        sentence: sentence(network, rule, *misses, direction),
    })
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

fn sentence(network: &Network, rule: &LoweredRule, misses: Misses, direction: Direction) -> String {
    let preposition = match direction {
        Direction::Ingress => "from",
        Direction::Egress => "to",
    };
    let traffic = traffic_text(rule.rule.traffic);
    let peer = match &rule.rule.peer {
        Peer::SecurityGroup(referenced) => {
            format!(
                "members of {}",
                display_name(network, crate::model::ResourceId::as_str(&referenced.group))
            )
        }
        Peer::PrefixList(list) => display_name(network, crate::model::ResourceId::as_str(list)),
        block => block.to_string(),
    };
    let id = &rule.rule.id;
    let traffic_misses = misses.has(Miss::Protocol) || misses.has(Miss::Port) || misses.has(Miss::Icmp);
    match (traffic_misses, misses.has(Miss::Peer)) {
        (false, _) => format!("{id} allows {traffic}, but {preposition} {peer}"),
        (true, false) => format!("{id} allows {peer}, but {traffic}"),
        (true, true) => format!("{id} allows {traffic} {preposition} {peer}: neither fits"),
    }
}
