//! A walk as it crosses the wire.

use super::{ConsideredLine, packet_view, reason, summary};
use crate::evaluate::{Considered, Miss, RuleList};
use crate::model::Network;
use crate::path::{Checkpoint, DecidedBy, Evidence, Trace, TrackedAs};
use crate::wire;

/// The whole answer to one packet.
pub fn outcome(trace: &Trace) -> wire::Outcome {
    wire::Outcome {
        verdict: trace.verdict,
        code: trace.code.name().to_owned(),
        summary: summary(trace),
        assumptions: trace.assumptions.iter().map(|assumption| assumption.id().to_owned()).collect(),
        checkpoints: trace.checkpoints.iter().map(|passed| checkpoint(&trace.network, passed)).collect(),
    }
}

/// One checkpoint of it.
pub fn checkpoint(network: &Network, checkpoint: &Checkpoint) -> wire::Checkpoint {
    wire::Checkpoint {
        kind: checkpoint.kind.name().to_owned(),
        resource: checkpoint.resource.to_string(),
        direction: checkpoint.direction,
        decision: checkpoint.decision,
        packet: packet_view(&checkpoint.packet),
        code: checkpoint.code.name().to_owned(),
        reason: reason(network, checkpoint),
        decided_by: checkpoint.decided_by.as_ref().map(|by| match by {
            DecidedBy::Rule(id) => id.to_string(),
            DecidedBy::Named(name) => name.to_string(),
        }),
        tracked: checkpoint.tracked.map(|tracked| match tracked {
            TrackedAs::Established => wire::Tracked::Established,
            TrackedAs::Tracked => wire::Tracked::Tracked,
            TrackedAs::Untracked => wire::Tracked::Untracked,
        }),
        considered: considered(network, checkpoint),
    }
}

/// A rule's line is its id and what it lacked; an entry's and a route's also what it says, which no id
/// leads to.
fn considered(network: &Network, checkpoint: &Checkpoint) -> Vec<wire::ConsideredRule> {
    match &checkpoint.evidence {
        Evidence::None => Vec::new(),
        Evidence::Rules(by_rules) => rules(&by_rules.considered),
        Evidence::Entries(by_entries) => {
            let lines = super::considered(network, checkpoint).into_iter();
            let entries = by_entries.considered.rules.iter();
            lines.zip(entries).map(|(line, entry)| told(line, entry.number.to_string())).collect()
        }
        Evidence::Routes(_) => {
            let lines = super::considered(network, checkpoint).into_iter();
            lines.map(|line| (line.name.clone(), line)).map(|(name, line)| told(line, name)).collect()
        }
    }
}

/// A route that covers the destination matches, also where another one beats it.
fn told(line: ConsideredLine, rule: String) -> wire::ConsideredRule {
    wire::ConsideredRule {
        rule,
        matches: line.misses.is_match(),
        misses: line.misses.iter().map(Miss::name).map(str::to_owned).collect(),
        says: Some(line.says),
        standing: Some(line.standing.name().to_owned()),
    }
}

fn rules(considered: &Considered<RuleList>) -> Vec<wire::ConsideredRule> {
    let pairs = considered.rules.iter().zip(&considered.misses);
    pairs
        .map(|(rule, misses)| wire::ConsideredRule {
            rule: rule.rule.id.to_string(),
            matches: misses.is_match(),
            misses: misses.iter().map(Miss::name).map(str::to_owned).collect(),
            says: None,
            standing: None,
        })
        .collect()
}
