//! Of the rules of an interface's groups.

use super::{NearestMiss, apart, distance, sentence};
use crate::evaluate::{ByRules, Miss};
use crate::explain::{peer_name, traffic_text};
use crate::model::Network;
use crate::path::Checkpoint;

pub(super) fn nearest(network: &Network, checkpoint: &Checkpoint, by_rules: &ByRules) -> Option<NearestMiss> {
    let direction = checkpoint.direction?;
    let far = checkpoint.packet.far_end(direction);
    let pairs = by_rules.considered.rules.iter().zip(&by_rules.considered.misses);
    let (rule, misses) = pairs
        .filter(|(_, misses)| !misses.is_match() && !misses.has(Miss::Family))
        .min_by_key(|(rule, misses)| (distance(**misses), apart(rule.rule.peer.block(), far)))?;
    let id = rule.rule.id.to_string();
    let (traffic, peer) = (traffic_text(rule.rule.traffic), peer_name(network, &rule.rule.peer));
    let sentence = sentence(&id, &traffic, &peer, *misses, direction);
    Some(NearestMiss { rule: id, misses: misses.iter().collect(), sentence })
}
