//! A walk as it crosses the wire.

use super::{packet_view, reason, summary};
use crate::evaluate::{ByRoutes, Considered, Miss, RouteFit, RuleList};
use crate::model::{AclEntries, Network};
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
        considered: considered(&checkpoint.evidence),
    }
}

fn considered(evidence: &Evidence) -> Vec<wire::ConsideredRule> {
    match evidence {
        Evidence::Entries(by_entries) => entries(&by_entries.considered),
        Evidence::None => Vec::new(),
        Evidence::Routes(by_routes) => routes(by_routes),
        Evidence::Rules(by_rules) => rules(&by_rules.considered),
    }
}

fn entries(considered: &Considered<AclEntries>) -> Vec<wire::ConsideredRule> {
    let pairs = considered.rules.iter().zip(&considered.misses);
    pairs
        .map(|(entry, misses)| wire::ConsideredRule {
            rule: entry.number.to_string(),
            matches: misses.is_match(),
            misses: misses.iter().map(Miss::name).map(str::to_owned).collect(),
        })
        .collect()
}

/// A route that covers the destination matches, also where another one beats it.
fn routes(by_routes: &ByRoutes) -> Vec<wire::ConsideredRule> {
    let pairs = by_routes.routes.iter().zip(&by_routes.fits);
    pairs
        .map(|(route, fit)| {
            let miss = match fit {
                RouteFit::Family => Some(Miss::Family),
                RouteFit::Elsewhere => Some(Miss::Peer),
                RouteFit::Chosen
                | RouteFit::LessSpecific
                | RouteFit::LowerPriority
                | RouteFit::Undescribed => None,
            };
            wire::ConsideredRule {
                rule: route.destination.to_string(),
                matches: miss.is_none() && *fit != RouteFit::Undescribed,
                misses: miss.into_iter().map(Miss::name).map(str::to_owned).collect(),
            }
        })
        .collect()
}

fn rules(considered: &Considered<RuleList>) -> Vec<wire::ConsideredRule> {
    let pairs = considered.rules.iter().zip(&considered.misses);
    pairs
        .map(|(rule, misses)| wire::ConsideredRule {
            rule: rule.rule.id.to_string(),
            matches: misses.is_match(),
            misses: misses.iter().map(Miss::name).map(str::to_owned).collect(),
        })
        .collect()
}
