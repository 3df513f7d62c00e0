//! Of an ACL's entries: one that allows and comes too late, else the allowing one that lacks the least.

use super::{NearestMiss, apart, distance, sentence};
use crate::evaluate::{ByEntries, Miss, Misses, entry_misses};
use crate::explain::{entry_name, entry_title, traffic_text};
use crate::model::{NetworkAclEntry, RuleAction};
use crate::path::Checkpoint;

pub(super) fn nearest(checkpoint: &Checkpoint, by_entries: &ByEntries) -> Option<NearestMiss> {
    let direction = checkpoint.direction?;
    let far = checkpoint.packet.far_end(direction);
    let compared = |entry: &NetworkAclEntry| entry_misses(entry, &checkpoint.packet, direction);
    let all = by_entries.considered.rules.iter().filter(|entry| entry.action == RuleAction::Allow);
    let (entry, misses) = all
        .map(|entry| (entry, compared(entry)))
        .filter(|(_, misses)| !misses.has(Miss::Family))
        .min_by_key(|(entry, misses)| (distance(*misses), apart(Some(entry.block), far)))?;
    let who = entry_title(entry);
    let sentence = match by_entries.entry() {
        Some(decides) if misses == Misses::default() => {
            format!("{who} allows it, but {} denies it first", entry_title(decides))
        }
        _ => sentence(&who, &traffic_text(entry.traffic), &entry.block.to_string(), misses, direction),
    };
    Some(NearestMiss { rule: entry_name(entry), misses: misses.iter().collect(), sentence })
}
