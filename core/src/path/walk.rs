//! The walk: from where a packet starts to where it arrives, or dies.

use super::{
    Bounce, Checkpoint, CheckpointKind, DecidedBy, Evidence, Limits, Origin, Started, Trace, TrackedAs, World,
};
use crate::catalog::{Assumption, Code};
use crate::conntrack::AutomaticTracking;
use crate::evaluate::Arrival;
use crate::model::{Network, NetworkInterface};
use crate::net::{Decision, Direction, Instant, Packet};
use std::rc::Rc;

/// Sends a packet on its way and answers what became of it.
pub fn walk(world: &mut World<'_>, started: Started) -> Trace {
    let sent = started.packet.clone();
    let mut walker = Walker {
        network: world.network,
        world,
        packet: started.packet,
        checkpoints: Vec::new(),
        assumptions: started.limits.size.map(|_| Assumption::JumboFarEnd).into_iter().collect(),
        at: None,
        arrival: Arrival::default(),
        automatic: None,
        hops: 0,
        limits: started.limits,
        bounce: None,
    };
    let alive = match &started.origin {
        Origin::Interface(sender) => walker.leave(sender),
        Origin::Outside => walker.start_outside(),
        Origin::Subnet(subnet) => walker.route_from(subnet),
        Origin::Vpc(vpc) => walker.reach(vpc, None),
    };
    let Walker { network, packet, checkpoints, mut assumptions, at, bounce, .. } = walker;
    if leaves_an_entry_behind(&checkpoints) {
        assumptions.push(Assumption::EntryKeptThoughDroppedLater);
    }
    assumptions.sort_unstable();
    assumptions.dedup();
    let blocking = checkpoints.iter().find(|checkpoint| checkpoint.decision != Decision::Allowed);
    Trace {
        network: network.clone(),
        packet: sent,
        verdict: blocking.map_or(Decision::Allowed, |checkpoint| checkpoint.decision),
        code: blocking.map_or(Code::Delivered, |checkpoint| checkpoint.code),
        arrived: alive.then_some(packet),
        arrived_at: at.map_or(Origin::Outside, Origin::Interface),
        checkpoints,
        assumptions,
        bounce,
    }
}

/// Whether a rule let the packet out of an interface, which tracks it now, and something further on
/// dropped it.
fn leaves_an_entry_behind(checkpoints: &[Checkpoint]) -> bool {
    let Some((last, before)) = checkpoints.split_last() else { return false };
    last.decision == Decision::Denied
        && before.iter().any(|checkpoint| checkpoint.tracked == Some(TrackedAs::Tracked))
}

/// A packet under way. Each step answers whether the packet arrives in the end.
pub(super) struct Walker<'a, 'w> {
    pub network: &'w Network,
    pub world: &'a mut World<'w>,
    /// The packet as it is now.
    pub packet: Packet,
    pub checkpoints: Vec<Checkpoint>,
    pub assumptions: Vec<Assumption>,
    /// The interface where it arrives.
    pub at: Option<Rc<NetworkInterface>>,
    /// How it came here, where group references depend on it.
    pub arrival: Arrival,
    /// What it has passed that makes AWS track its flow always.
    pub automatic: Option<AutomaticTracking>,
    /// Subnets left so far.
    pub hops: u8,
    /// What it can run into.
    pub limits: Limits,
    /// What it has run into.
    pub bounce: Option<Bounce>,
}

/// What a checkpoint is about, before it has decided.
pub(super) struct Gate<'a> {
    pub kind: CheckpointKind,
    pub resource: &'a str,
    pub direction: Option<Direction>,
}

impl<'a> Gate<'a> {
    pub fn new(kind: CheckpointKind, resource: &'a str, direction: Direction) -> Gate<'a> {
        Gate { kind, resource, direction: Some(direction) }
    }
}

impl Walker<'_, '_> {
    pub fn now(&self) -> Instant {
        self.world.tracker.now()
    }

    pub fn assume(&mut self, assumption: Assumption) {
        self.assumptions.push(assumption);
    }

    /// The packet passes; `by` names what decided.
    pub fn pass(&mut self, gate: &Gate<'_>, code: Code, by: Option<&str>) {
        self.note(gate, Decision::Allowed, code, by, Evidence::None);
    }

    /// The packet is dropped.
    pub fn stop(&mut self, gate: &Gate<'_>, code: Code, by: Option<&str>) -> bool {
        self.note(gate, Decision::Denied, code, by, Evidence::None);
        false
    }

    /// What becomes of the packet is not known.
    pub fn lose(&mut self, gate: &Gate<'_>, code: Code, by: Option<&str>) -> bool {
        self.note(gate, Decision::Unknown, code, by, Evidence::None);
        false
    }

    pub fn note(
        &mut self,
        gate: &Gate<'_>,
        decision: Decision,
        code: Code,
        by: Option<&str>,
        evidence: Evidence,
    ) {
        self.checkpoints.push(Checkpoint {
            kind: gate.kind,
            resource: Rc::from(gate.resource),
            direction: gate.direction,
            decision,
            code,
            decided_by: by.map(|name| DecidedBy::Named(Rc::from(name))),
            tracked: None,
            entry: None,
            anew: None,
            packet: self.packet.clone(),
            evidence,
        });
    }
}
