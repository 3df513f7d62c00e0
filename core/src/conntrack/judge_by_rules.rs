//! Packets that the rules decide on: first ones, and those of untracked flows.

use super::judge::Found;
use super::{Crossing, Flow, FlowKey, Passage, RuleHandle, Side, State, Tracker, Tracking, Verdict};
use crate::catalog::Assumption;
use crate::evaluate::judge_by_rules;
use crate::net::{Decision, Packet, Payload};

/// What becomes of an untracked flow, and the rule that says so.
type Decided = (Tracking, RuleHandle, Vec<Assumption>);

impl Tracker {
    /// A packet that belongs to no live flow, or to one whose `replaced` entries it takes over.
    pub(super) fn judge_first(&mut self, crossing: &Crossing<'_>, replaced: u32) -> Passage {
        let Some(rule) = self.allowing_rule(crossing) else { return refused(crossing, None) };
        let (tracking, mut assumptions) = tracking_of(crossing);
        let flags = crossing.packet.tcp_flags();
        let Some(state) = State::first(flags) else {
            if tracking.is_tracked() {
                assumptions.push(Assumption::CloseEndsEntry);
            }
            let verdict = Verdict::Admitted { tracking, side: Side::Original, entry: None };
            return Passage { verdict, assumptions };
        };
        if let Some(verdict) = self.exceeded(crossing, tracking, replaced) {
            return Passage { verdict, assumptions };
        }
        if tracking.is_tracked() && flags.is_some_and(|flags| !flags.opens()) {
            assumptions.push(Assumption::MidStreamPickUp);
        }
        let asked = FlowKey::of(crossing.packet, crossing.direction);
        let key = FlowKey::of_unasked(crossing.packet, crossing.direction).unwrap_or(asked);
        let flow = Flow {
            key,
            expires: self.now().plus_seconds(state.timeout(key.protocol(), &crossing.timeouts)),
            sequence: self.take_sequence(),
            packets: [1, 0],
            rule,
            began: crossing.direction,
            state,
            tracking,
        };
        self.put(crossing.interface, flow);
        let entry = self.entry(crossing.interface, &flow);
        Passage { verdict: Verdict::Admitted { tracking, side: Side::Original, entry }, assumptions }
    }

    /// A packet of a flow that is remembered as untracked: the rules of its own direction decide.
    pub(super) fn judge_untracked(&mut self, crossing: &Crossing<'_>, found: Found) -> Passage {
        let Found { flow, side, .. } = found;
        let Some(rule) = self.allowing_rule(crossing) else {
            return refused(crossing, self.assumed_group_change(crossing, &flow));
        };
        let (tracking, rule, mut assumptions) = match side {
            Side::Original => {
                let (tracking, assumptions) = tracking_of(crossing);
                (tracking, rule, assumptions)
            }
            Side::Reply => self.decide_by_reply(crossing, flow),
        };
        let known = Flow { tracking, rule, ..flow };
        let after = known.after(side, crossing.packet.tcp_flags(), self.now(), &crossing.timeouts);
        if after.is_some()
            && let Some(verdict) = self.exceeded(crossing, tracking, 0)
        {
            assumptions.push(Assumption::TrackedLateCountsAsNew);
            return Passage { verdict, assumptions };
        }
        self.settle(crossing, found, after);
        let entry = after.and_then(|flow| self.entry(crossing.interface, &flow));
        Passage { verdict: Verdict::Admitted { tracking, side, entry }, assumptions }
    }

    /// What becomes of an untracked flow by a reply that the rules allow: the rules of the flow's own
    /// direction are asked again. Where none of them allows the flow any more it stays as it is, so that
    /// its next packet is cut.
    fn decide_by_reply(&mut self, crossing: &Crossing<'_>, flow: Flow) -> Decided {
        let asking = reversed(crossing.packet);
        let by_rules = judge_by_rules(crossing.opposite, &asking, flow.began, crossing.opposite_arrival);
        let allowing = by_rules.rule().filter(|_| by_rules.decision == Decision::Allowed);
        let (tracking, mut assumptions) = Tracking::decide(
            flow.key.protocol(),
            flow.key.family(),
            by_rules.matching(),
            &crossing.by_rules.considered.rules,
            crossing.automatic,
        );
        let remembered =
            flow.has_idled(self.now(), &crossing.timeouts).then_some(Assumption::UntrackedFlowMemory);
        match allowing {
            Some(rule) if tracking.is_tracked() => {
                assumptions.push(Assumption::ReplyTurnsFlowTracked);
                assumptions.extend(remembered);
                (tracking, self.handle(rule), assumptions)
            }
            _ if tracking_of(crossing).0.is_tracked() => {
                let mut assumptions = vec![Assumption::ReplyOfUntrackedFlow];
                assumptions.extend(remembered);
                (Tracking::Untracked, flow.rule, assumptions)
            }
            _ => (Tracking::Untracked, flow.rule, Vec::new()),
        }
    }

    /// The rule that allows the packet; none where the rules do not allow it.
    fn allowing_rule(&mut self, crossing: &Crossing<'_>) -> Option<RuleHandle> {
        let by_rules = crossing.by_rules;
        let rule = by_rules.rule().filter(|_| by_rules.decision == Decision::Allowed)?;
        Some(self.handle(rule))
    }
}

fn refused(crossing: &Crossing<'_>, assumption: Option<Assumption>) -> Passage {
    let verdict = match crossing.by_rules.decision {
        Decision::Unknown => Verdict::Unknown,
        Decision::Allowed | Decision::Denied => Verdict::Denied,
    };
    Passage { verdict, assumptions: assumption.into_iter().collect() }
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
