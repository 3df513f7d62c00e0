//! What a checkpoint looked at, line by line: the rules of groups, the entries of an ACL, the routes of a
//! table. The page's tables and the wire's `considered` are drawn from it.

use super::{entry_name, peer_name, traffic_text};
use crate::evaluate::{ByRoutes, Misses, RouteFit};
use crate::model::{Network, NetworkAclEntry, SecurityGroupRule};
use crate::net::Direction;
use crate::path::{Checkpoint, Evidence};

/// A rule, an entry or a route that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsideredLine {
    /// A rule's id; an entry's number, or `*`; a route's destination.
    pub name: String,
    /// What it says: `TCP 443 from 10.0.0.0/8`, `deny TCP 22 from 0.0.0.0/0`, `to igw-1`.
    pub says: String,
    /// The fields that do not fit.
    pub misses: Misses,
    /// How it fared.
    pub standing: Standing,
}

/// How a rule, an entry or a route fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It decided.
    Decides,
    /// It fits as well; another that fits came before it.
    Fits,
    /// It does not fit: see [`ConsideredLine::misses`].
    Misses,
    /// A route that covers the destination, and one with a longer prefix does too.
    ShorterPrefix,
    /// A route that covers the destination with the prefix of the one that won, but ranks below it.
    LowerPriority,
    /// What it covers is not described.
    NotDescribed,
}

impl Standing {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Decides => "decides",
            Standing::Fits => "fits",
            Standing::Misses => "misses",
            Standing::ShorterPrefix => "shorter-prefix",
            Standing::LowerPriority => "lower-priority",
            Standing::NotDescribed => "not-described",
        }
    }

    /// Words for people.
    pub fn words(self) -> &'static str {
        match self {
            Standing::Decides => "decides",
            Standing::Fits => "fits too",
            Standing::Misses => "does not fit",
            Standing::ShorterPrefix => "a longer prefix wins",
            Standing::LowerPriority => "ranks below the one that wins",
            Standing::NotDescribed => "is not described",
        }
    }
}

/// All that the checkpoint looked at, in the order of the list: of an ACL up to the entry that decided,
/// since no later one is looked at. Empty for checkpoints that look at no list.
pub fn considered(network: &Network, checkpoint: &Checkpoint) -> Vec<ConsideredLine> {
    let direction = checkpoint.direction.unwrap_or(Direction::Ingress);
    match &checkpoint.evidence {
        Evidence::None => Vec::new(),
        Evidence::Rules(by_rules) => {
            let pairs = by_rules.considered.rules.iter().zip(&by_rules.considered.misses).enumerate();
            let line = |(at, (rule, misses)): (usize, (&crate::evaluate::LoweredRule, &Misses))| {
                let standing = standing(*misses, by_rules.decided_by == Some(at));
                let says = rule_says(network, &rule.rule, direction);
                ConsideredLine { name: rule.rule.id.to_string(), says, misses: *misses, standing }
            };
            pairs.map(line).collect()
        }
        Evidence::Entries(by_entries) => {
            let pairs = by_entries.considered.rules.iter().zip(&by_entries.considered.misses).enumerate();
            let line = |(at, (entry, misses)): (usize, (&NetworkAclEntry, &Misses))| {
                let standing = standing(*misses, by_entries.decided_by == Some(at));
                let says = entry_says(entry, direction);
                ConsideredLine { name: entry_name(entry), says, misses: *misses, standing }
            };
            pairs.map(line).collect()
        }
        Evidence::Routes(by_routes) => routes(by_routes),
    }
}

fn standing(misses: Misses, decides: bool) -> Standing {
    match (decides, misses.is_match(), misses.is_undecided()) {
        (true, ..) => Standing::Decides,
        (false, true, _) => Standing::Fits,
        (false, false, true) => Standing::NotDescribed,
        (false, false, false) => Standing::Misses,
    }
}

/// What a rule says, in a few words: `TCP 443 from 0.0.0.0/0`.
pub fn rule_says(network: &Network, rule: &SecurityGroupRule, direction: Direction) -> String {
    let peer = peer_name(network, &rule.peer);
    format!("{} {} {peer}", traffic_text(rule.traffic), direction.preposition())
}

fn entry_says(entry: &NetworkAclEntry, direction: Direction) -> String {
    let traffic = traffic_text(entry.traffic);
    format!("{} {traffic} {} {}", entry.action.name(), direction.preposition(), entry.block)
}

fn routes(by_routes: &ByRoutes) -> Vec<ConsideredLine> {
    let pairs = by_routes.routes.iter().zip(&by_routes.fits);
    pairs
        .map(|(route, fit)| ConsideredLine {
            name: route.destination.to_string(),
            says: match route.state {
                crate::model::RouteState::Active => format!("to {}", route.target.id()),
                state => format!("to {}, {}", route.target.id(), state.name()),
            },
            misses: fit.misses(),
            standing: match fit {
                RouteFit::Family | RouteFit::Elsewhere => Standing::Misses,
                RouteFit::LessSpecific => Standing::ShorterPrefix,
                RouteFit::LowerPriority => Standing::LowerPriority,
                RouteFit::Undescribed => Standing::NotDescribed,
                RouteFit::Chosen => Standing::Decides,
            },
        })
        .collect()
}
