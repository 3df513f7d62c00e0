//! One packet at one interface: by its entry, or by the rules.
//!
//! Sources: EC2 User Guide `security-group-connection-tracking`; VPC User Guide `flow-logs` (a packet
//! after the end of its connection is rejected).

use super::{Crossing, Entry, Flow, FlowKey, IcmpFlow, Passage, Side, Slot, Tracker, Tracking, Verdict};
use crate::catalog::Assumption;
use crate::model::NetworkInterfaceId;
use crate::net::{Decision, Direction, Instant, Packet};

/// A live flow that the packet belongs to.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) slot: Slot,
    pub(super) flow: Flow,
    pub(super) side: Side,
}

impl Tracker {
    /// Decides on a packet that crosses an interface now, and notes what it changes there.
    ///
    /// A tracked flow passes whatever the rules say. Else the rules decide; what they allow is tracked,
    /// or remembered as untracked; what they refuse leaves no trace.
    pub fn judge(&mut self, crossing: &Crossing<'_>) -> Passage {
        match self.flow_of(crossing) {
            Some(found) if found.flow.state.is_reopened_by(crossing.packet) => {
                let mut passage = self.judge_first(crossing, found.flow.tracking.entries());
                passage.assumptions.push(Assumption::ClosingConnectionReopened);
                passage
            }
            Some(found) if found.flow.tracking.is_tracked() => self.judge_established(crossing, found),
            Some(found) => self.judge_untracked(crossing, found),
            None => self.related_to(crossing).unwrap_or_else(|| self.judge_first(crossing, 0)),
        }
    }

    fn flow_of(&self, crossing: &Crossing<'_>) -> Option<Found> {
        let key = FlowKey::of(crossing.packet, crossing.direction);
        let (slot, flow) = self.find(crossing.interface, &key).or_else(|| {
            let unasked = FlowKey::of_unasked(crossing.packet, crossing.direction)?;
            self.find(crossing.interface, &unasked)
        })?;
        Some(Found { slot, flow, side: Side::of(crossing.direction, flow.began) })
    }

    /// The flow that a packet belongs to which has just been refused: one that is not tracked.
    pub fn refused_of(
        &self,
        interface: &NetworkInterfaceId,
        packet: &Packet,
        way: Direction,
    ) -> Option<Entry> {
        let (_, flow) = self.find(interface, &FlowKey::of(packet, way))?;
        self.entry(interface, &flow)
    }

    /// A packet of a tracked flow.
    fn judge_established(&mut self, crossing: &Crossing<'_>, found: Found) -> Passage {
        let Found { flow, side, .. } = found;
        let mut assumptions = Vec::new();
        if crossing.by_rules.decision != Decision::Allowed {
            assumptions.extend(assumed_alive(&flow, self.now(), crossing));
            assumptions.extend(assumed_pair(&flow));
            assumptions.extend(self.assumed_group_change(crossing, &flow));
        }
        let after = flow.after(side, crossing.packet.tcp_flags(), self.now(), &crossing.timeouts);
        if after.is_none() {
            assumptions.push(Assumption::CloseEndsEntry);
        }
        let shown = after.unwrap_or_else(|| Flow { expires: self.now(), ..flow.counted(side) });
        let shown = self.entry(crossing.interface, &shown);
        self.settle(crossing, found, after);
        match shown {
            Some(entry) => {
                Passage { verdict: Verdict::Established { entry, side, ended: after.is_none() }, assumptions }
            }
            None => Passage { verdict: Verdict::Unknown, assumptions },
        }
    }

    /// An ICMP error that quotes a packet of a live tracked flow, where the option lets it pass. It
    /// neither starts an entry nor keeps the flow's own alive.
    fn related_to(&self, crossing: &Crossing<'_>) -> Option<Passage> {
        if !crossing.related {
            return None;
        }
        let quoted = crossing.packet.icmp()?.about.as_deref()?;
        let key = FlowKey::of(quoted, crossing.direction.reverse());
        let error = FlowKey::of(crossing.packet, crossing.direction);
        let (_, flow) = self.find(crossing.interface, &key)?;
        if !flow.tracking.is_tracked() || key.local() != error.local() {
            return None;
        }
        let entry = self.entry(crossing.interface, &flow)?;
        let assumptions = vec![Assumption::RelatedIcmpErrors];
        Some(Passage { verdict: Verdict::Related { entry }, assumptions })
    }

    /// Writes down what has become of a flow; none where it has ended.
    pub(super) fn settle(&mut self, crossing: &Crossing<'_>, found: Found, after: Option<Flow>) {
        match after {
            Some(after) => self.replace(crossing.interface, found.slot, found.flow, after),
            None => self.remove(crossing.interface, &found.flow.key),
        }
    }

    /// The refusal where a new entry would go beyond the allowance; `replaced` entries make way for it.
    pub(super) fn exceeded(
        &self,
        crossing: &Crossing<'_>,
        tracking: Tracking,
        replaced: u32,
    ) -> Option<Verdict> {
        let allowance = crossing.allowance?;
        let limit = allowance.limit;
        let others = allowance.interfaces.iter().filter(|id| *id != crossing.interface);
        let in_use = others.map(|id| self.in_use(id)).sum::<u64>() + self.in_use(crossing.interface);
        let wanted = (in_use + u64::from(tracking.entries())).saturating_sub(u64::from(replaced));
        let is_beyond = tracking.is_tracked() && wanted > u64::from(limit);
        is_beyond.then_some(Verdict::AllowanceExceeded { tracking, in_use, limit })
    }

    /// The assumption on groups taken off, where the interface no longer carries the one that let the
    /// flow in.
    pub(super) fn assumed_group_change(&self, crossing: &Crossing<'_>, flow: &Flow) -> Option<Assumption> {
        let group = self.group_of(flow)?;
        (!crossing.groups.contains(group)).then_some(Assumption::GroupChangeAsRuleRemoval)
    }
}

/// The assumption by which the flow is still alive, where it has been idle at all.
fn assumed_alive(flow: &Flow, now: Instant, crossing: &Crossing<'_>) -> Option<Assumption> {
    let assumption = flow.state.timeout_assumption(flow.key.protocol())?;
    flow.has_idled(now, &crossing.timeouts).then_some(assumption)
}

/// The assumption by which an ICMP message other than echo belongs to the flow.
fn assumed_pair(flow: &Flow) -> Option<Assumption> {
    match flow.key.icmp()? {
        IcmpFlow::Query { kind: 8 | 128, .. } => None,
        IcmpFlow::Query { .. } | IcmpFlow::OneWay { .. } => Some(Assumption::IcmpPairs),
    }
}
