//! Whether a flow is tracked.
//!
//! Source: EC2 User Guide `security-group-connection-tracking`, *Untracked connections* and
//! *Automatically tracked connections*.

use super::AutomaticTracking;
use crate::catalog::Assumption;
use crate::evaluate::{LoweredRule, Peers};
use crate::model::Traffic;
use crate::net::{AddressRange, Family, PortRange, Protocol, merge_ranges};

/// Tracked or not, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tracking {
    /// TCP or UDP; no rule that allows it is for 0.0.0.0/0 (or ::/0).
    NotEverywhere,
    /// TCP or UDP; a rule for everywhere allows it, but no rule of the opposite direction allows all
    /// ports of the protocol to everywhere.
    OppositeNotAllPorts,
    /// ICMP and ICMPv6 are always tracked.
    Icmp,
    /// Protocols without ports are tracked by addresses and number.
    OtherProtocol,
    /// The flow passes something whose connections are always tracked.
    Automatic(AutomaticTracking),
    /// Open both ways: each packet is judged by the rules.
    Untracked,
}

impl Tracking {
    /// Whether replies need no rule.
    pub fn is_tracked(self) -> bool {
        self != Tracking::Untracked
    }

    /// The stable id of the reason.
    pub fn id(self) -> &'static str {
        match self {
            Tracking::NotEverywhere => "not-everywhere",
            Tracking::OppositeNotAllPorts => "opposite-not-all-ports",
            Tracking::Icmp => "icmp",
            Tracking::OtherProtocol => "other-protocol",
            Tracking::Automatic(through) => through.id(),
            Tracking::Untracked => "untracked",
        }
    }

    /// Entries that the flow takes of the allowance.
    pub fn entries(self) -> u32 {
        match self {
            Tracking::Automatic(through) => through.entries(),
            Tracking::Untracked => 0,
            _ => 1,
        }
    }

    /// Decides for a flow that the rules `matching` allow, where `opposite` are the rules of the other
    /// direction. Tells on which assumptions the answer rests.
    pub fn decide<'a>(
        protocol: Protocol,
        family: Family,
        matching: impl Iterator<Item = &'a LoweredRule>,
        opposite: &[LoweredRule],
        automatic: Option<AutomaticTracking>,
    ) -> (Tracking, Vec<Assumption>) {
        if protocol.is_icmp() {
            return (Tracking::Icmp, Vec::new());
        }
        if !protocol.has_ports() {
            return (Tracking::OtherProtocol, Vec::new());
        }
        if let Some(through) = automatic {
            return (Tracking::Automatic(through), Vec::new());
        }
        let matching: Vec<&LoweredRule> = matching.collect();
        let open: Vec<&&LoweredRule> =
            matching.iter().filter(|rule| rule.rule.peer.is_everywhere(family)).collect();
        let mut opened = opposite.iter().filter(|rule| opens_all(rule, protocol, family)).peekable();
        if open.is_empty() {
            let adds_up = covers_all(matching.into_iter(), family);
            return (Tracking::NotEverywhere, assume(adds_up, Assumption::EverywhereIsLiteral));
        }
        if opened.peek().is_none() {
            let adds_up = all_ports_covered(opposite, protocol, family);
            let mut assumptions = assume(adds_up, Assumption::AllPortsInOneRule);
            let all_ports = opposite.iter().filter(|rule| rule.rule.traffic.covers_all_ports_of(protocol));
            assumptions.extend(assume(covers_all(all_ports, family), Assumption::EverywhereIsLiteral));
            return (Tracking::OppositeNotAllPorts, assumptions);
        }
        let in_one_group = opened.any(|out| open.iter().any(|rule| rule.group.id == out.group.id));
        (Tracking::Untracked, assume(!in_one_group, Assumption::PooledRules))
    }
}

/// Whether one rule allows all ports of the protocol to everywhere.
fn opens_all(rule: &LoweredRule, protocol: Protocol, family: Family) -> bool {
    rule.rule.peer.is_everywhere(family) && rule.rule.traffic.covers_all_ports_of(protocol)
}

/// Whether the peers of the rules together hold every address of the family.
fn covers_all<'a>(rules: impl Iterator<Item = &'a LoweredRule>, family: Family) -> bool {
    let ranges = rules.filter_map(|rule| match &rule.peers {
        Peers::Ranges(ranges) => Some(ranges.iter().copied()),
        Peers::Stale | Peers::Undescribed(_) => None,
    });
    let merged = merge_ranges(ranges.flatten().collect());
    merged.contains(&AddressRange::of_block(&family.everywhere()))
}

/// Whether the rules for literally everywhere together allow every port of the protocol.
fn all_ports_covered(rules: &[LoweredRule], protocol: Protocol, family: Family) -> bool {
    let everywhere = rules.iter().filter(|rule| rule.rule.peer.is_everywhere(family));
    let mut ports: Vec<PortRange> = everywhere
        .filter_map(|rule| match rule.rule.traffic {
            Traffic::Ports(own, ports) if own == protocol => Some(ports),
            _ => None,
        })
        .collect();
    ports.sort_unstable();
    let covered = ports.iter().try_fold(0u32, |next, run| {
        (u32::from(run.low()) <= next).then(|| next.max(u32::from(run.high()) + 1))
    });
    covered.is_some_and(|next| next > u32::from(u16::MAX))
}

fn assume(mattered: bool, assumption: Assumption) -> Vec<Assumption> {
    if mattered { vec![assumption] } else { Vec::new() }
}
