//! One packet at one interface: by its entry, or by the rules.
//!
//! Sources: EC2 User Guide `security-group-connection-tracking`; VPC User Guide `flow-logs` (a packet
//! after the end of its connection is rejected).

use super::{Crossing, Flow, FlowKey, Passage, RuleHandle, Side, Slot, State, Tracker, Tracking, Verdict};
use crate::catalog::Assumption;
use crate::evaluate::judge_by_rules;
use crate::net::{Decision, Instant, Packet, Payload, TcpFlags};

/// A live flow that the packet belongs to.
#[derive(Clone, Copy)]
struct Found {
    slot: Slot,
    flow: Flow,
    side: Side,
}

impl Tracker {
    /// Decides on a packet that crosses an interface now, and notes what it changes there.
    ///
    /// A tracked flow passes whatever the rules say. Else the rules decide; what they allow is tracked,
    /// or remembered as untracked; what they refuse leaves no trace.
    pub fn judge(&mut self, crossing: &Crossing<'_>) -> Passage {
        let found = self.flow_of(crossing);
        match found {
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

    /// A packet of a tracked flow.
    fn judge_established(&mut self, crossing: &Crossing<'_>, found: Found) -> Passage {
        let Found { flow, side, .. } = found;
        let mut assumptions = Vec::new();
        if crossing.by_rules.decision != Decision::Allowed {
            assumptions.extend(flow.assumed_alive(self.now(), crossing));
            assumptions.extend(flow.assumed_pair());
        }
        let after = self.observe(crossing, found, flow);
        if after.is_none() {
            assumptions.push(Assumption::CloseEndsEntry);
        }
        let shown = after.unwrap_or_else(|| flow.counted(side));
        match self.entry(crossing.interface, &shown) {
            Some(entry) => {
                let verdict = Verdict::Established { entry, side, ended: after.is_none() };
                Passage { verdict, assumptions }
            }
            None => Passage { verdict: Verdict::Unknown, assumptions },
        }
    }

    /// A packet of a flow that is remembered as untracked: the rules of its own direction decide.
    fn judge_untracked(&mut self, crossing: &Crossing<'_>, found: Found) -> Passage {
        if let Some(refused) = refused_by_rules(crossing) {
            return refused;
        }
        let (decided, mut assumptions) = match found.side {
            Side::Original => {
                let (tracking, assumptions) = tracking_of(crossing);
                (self.by_deciding_rule(crossing).map(|rule| (tracking, rule)), assumptions)
            }
            Side::Reply => self.decide_for_reply(crossing, found.flow),
        };
        let (tracking, rule) = decided.unwrap_or((Tracking::Untracked, found.flow.rule));
        if let Some(verdict) = self.exceeded(crossing, tracking, 0) {
            assumptions.push(Assumption::TrackedLateCountsAsNew);
            return Passage { verdict, assumptions };
        }
        let after = self.observe(crossing, found, Flow { tracking, rule, ..found.flow });
        let entry = after.and_then(|flow| self.entry(crossing.interface, &flow));
        Passage { verdict: Verdict::Admitted { tracking, side: found.side, entry }, assumptions }
    }

    /// What becomes of an untracked flow by a reply that the rules allow: the rules of the flow's own
    /// direction are asked again. Where none of them allows the flow any more it stays as it is, so that
    /// its next packet is cut.
    fn decide_for_reply(
        &mut self,
        crossing: &Crossing<'_>,
        flow: Flow,
    ) -> (Option<(Tracking, RuleHandle)>, Vec<Assumption>) {
        let asking = reversed(crossing.packet);
        let by_rules = judge_by_rules(crossing.opposite, &asking, flow.began, crossing.opposite_arrival);
        let (tracking, mut assumptions) = Tracking::decide(
            flow.key.protocol(),
            flow.key.family(),
            by_rules.matching(),
            &crossing.by_rules.considered.rules,
            crossing.automatic,
        );
        let rule = by_rules.rule().filter(|_| by_rules.decision == Decision::Allowed);
        match rule {
            Some(rule) if tracking.is_tracked() => {
                assumptions.push(Assumption::ReplyTurnsFlowTracked);
                (Some((tracking, self.handle(&rule.rule.id))), assumptions)
            }
            _ => {
                let alone = tracking_of(crossing).0;
                let mattered = alone.is_tracked().then_some(Assumption::ReplyOfUntrackedFlow);
                (None, mattered.into_iter().collect())
            }
        }
    }

    /// A packet that belongs to no live flow, or to one that it replaces with its `replaced` entries.
    fn judge_first(&mut self, crossing: &Crossing<'_>, replaced: u32) -> Passage {
        if let Some(refused) = refused_by_rules(crossing) {
            return refused;
        }
        let (tracking, mut assumptions) = tracking_of(crossing);
        let flags = crossing.packet.tcp_flags();
        let (Some(state), Some(rule)) = (State::first(flags), self.by_deciding_rule(crossing)) else {
            assumptions.push(Assumption::CloseEndsEntry);
            let verdict = Verdict::Admitted { tracking, side: Side::Original, entry: None };
            return Passage { verdict, assumptions };
        };
        if let Some(verdict) = self.exceeded(crossing, tracking, replaced) {
            return Passage { verdict, assumptions };
        }
        if flags.is_some_and(|flags| !flags.opens()) {
            assumptions.push(Assumption::MidStreamPickUp);
        }
        let flow = self.first_flow(crossing, state, tracking, rule);
        self.put(crossing.interface, flow);
        let entry = self.entry(crossing.interface, &flow);
        Passage { verdict: Verdict::Admitted { tracking, side: Side::Original, entry }, assumptions }
    }

    fn first_flow(
        &mut self,
        crossing: &Crossing<'_>,
        state: State,
        tracking: Tracking,
        rule: RuleHandle,
    ) -> Flow {
        let sequence = self.next_sequence;
        self.next_sequence += 1;
        let asked = FlowKey::of(crossing.packet, crossing.direction);
        let key = FlowKey::of_unasked(crossing.packet, crossing.direction).unwrap_or(asked);
        let idle = state.timeout(key.protocol(), &crossing.timeouts);
        Flow {
            key,
            expires: self.now().plus_seconds(idle),
            sequence,
            packets: [1, 0],
            rule,
            began: crossing.direction,
            state,
            tracking,
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
        Some(Passage {
            verdict: Verdict::Related { entry },
            assumptions: vec![Assumption::RelatedIcmpErrors],
        })
    }

    /// Moves a flow on by a packet; none where the packet ends it.
    fn observe(&mut self, crossing: &Crossing<'_>, found: Found, flow: Flow) -> Option<Flow> {
        let flags: Option<TcpFlags> = crossing.packet.tcp_flags();
        let after = flow.after(found.side, flags, self.now(), &crossing.timeouts);
        match after {
            Some(after) => self.replace(crossing.interface, found.slot, found.flow, after),
            None => self.remove(crossing.interface, &found.flow.key),
        }
        after
    }

    /// The refusal where a new entry would go beyond the allowance.
    fn exceeded(&self, crossing: &Crossing<'_>, tracking: Tracking, replaced: u32) -> Option<Verdict> {
        let allowance = crossing.allowance?;
        let others = allowance.interfaces.iter().filter(|id| *id != crossing.interface);
        let in_use = others.map(|id| self.in_use(id)).sum::<u64>() + self.in_use(crossing.interface);
        let wanted = (in_use + u64::from(tracking.entries())).saturating_sub(u64::from(replaced));
        let is_beyond = wanted > u64::from(allowance.limit);
        (tracking.is_tracked() && is_beyond).then_some(Verdict::AllowanceExceeded {
            tracking,
            in_use,
            limit: allowance.limit,
        })
    }

    fn by_deciding_rule(&mut self, crossing: &Crossing<'_>) -> Option<RuleHandle> {
        crossing.by_rules.rule().map(|rule| self.handle(&rule.rule.id))
    }
}

impl Flow {
    /// The assumption by which the flow is still alive, where it has been idle at all.
    fn assumed_alive(&self, now: Instant, crossing: &Crossing<'_>) -> Option<Assumption> {
        let protocol = self.key.protocol();
        let fresh = now.plus_seconds(self.state.timeout(protocol, &crossing.timeouts));
        self.state.timeout_assumption(protocol).filter(|_| self.expires < fresh)
    }

    /// The assumption by which an ICMP message other than echo belongs to the flow.
    fn assumed_pair(&self) -> Option<Assumption> {
        use super::IcmpFlow::{OneWay, Query};
        match self.key.icmp()? {
            Query { kind: 8 | 128, .. } => None,
            Query { .. } | OneWay { .. } => Some(Assumption::IcmpPairs),
        }
    }
}

fn refused_by_rules(crossing: &Crossing<'_>) -> Option<Passage> {
    let verdict = match crossing.by_rules.decision {
        Decision::Allowed => return None,
        Decision::Denied => Verdict::Denied,
        Decision::Unknown => Verdict::Unknown,
    };
    Some(Passage { verdict, assumptions: Vec::new() })
}

/// Whether the packet's flow is tracked if the packet is its first.
fn tracking_of(crossing: &Crossing<'_>) -> (Tracking, Vec<Assumption>) {
    Tracking::decide(
        crossing.packet.protocol(),
        crossing.packet.family(),
        crossing.by_rules.matching(),
        crossing.opposite,
        crossing.automatic,
    )
}

/// The packet that this TCP segment or UDP datagram answers.
fn reversed(packet: &Packet) -> Packet {
    let mut asking =
        Packet { source: packet.destination, destination: packet.source, payload: packet.payload.clone() };
    if let Payload::Tcp { source_port, destination_port, .. }
    | Payload::Udp { source_port, destination_port } = &mut asking.payload
    {
        std::mem::swap(source_port, destination_port);
    }
    asking
}
