//! The tracking tables as the page shows them: by interface, each flow with its two directions and its time.

use std::rc::Rc;

use sg_core::conntrack::{Entry, Side, Timeouts};
use sg_core::explain::{by_tracking, summary};
use sg_core::model::{Network, NetworkInterfaceId};
use sg_core::net::Decision;
use sg_core::path::{CheckpointKind, Trace};
use sg_core::simulation::{Moment, Simulation};

use super::ends::endpoint;

/// The flows of one interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flows<'a> {
    /// Whose table it is.
    pub interface: &'a NetworkInterfaceId,
    /// Its flows, in the order in which they began.
    pub entries: Vec<&'a Entry>,
}

/// The flows by interface; interfaces in the order of their first flow.
#[must_use]
pub fn by_interface(entries: &[Entry]) -> Vec<Flows<'_>> {
    let mut tables: Vec<Flows<'_>> = Vec::new();
    for entry in entries {
        match tables.iter_mut().find(|table| *table.interface == entry.interface) {
            Some(table) => table.entries.push(entry),
            None => tables.push(Flows { interface: &entry.interface, entries: vec![entry] }),
        }
    }
    tables
}

/// Both directions of a flow: the way it began, and the way back.
#[must_use]
pub fn both_ways(entry: &Entry) -> [String; 2] {
    let from = endpoint(entry.source, entry.source_port);
    let to = endpoint(entry.destination, entry.destination_port);
    [format!("{from} → {to}"), format!("{to} → {from}")]
}

/// The longest that the flow can be idle in its state, in milliseconds: what its bar is full at.
#[must_use]
pub fn longest(network: &Network, entry: &Entry) -> u64 {
    let interface = network.interfaces.find(&entry.interface);
    let instance = interface.and_then(|interface| network.instances.find(interface.instance()?));
    let tracking = interface.map(|interface| interface.tracking).unwrap_or_default();
    let timeouts = Timeouts::resolve(tracking, instance.map(|instance| &*instance.instance_type));
    u64::from(entry.state.timeout(entry.protocol, &timeouts)) * 1000
}

/// The flow of the packet, as its table holds it now, where its beginner can send on in it.
#[must_use]
pub fn open_flow(simulation: &Simulation, trace: &Trace) -> Option<Entry> {
    // What was lost began no connection that its sender would go on with.
    if trace.verdict != Decision::Allowed {
        return None;
    }
    let known = simulation.conntrack(None);
    let passed = trace.checkpoints.iter().filter_map(|passed| passed.entry.as_deref());
    let mut open = passed.filter_map(|seen| known_as(&known, seen)).filter(|now| now.tracking.is_tracked());
    open.find(|entry| simulation.next_packet(entry, Side::Original).is_some()).cloned()
}

/// A flow as the tables hold it now; none where it has left them.
fn known_as<'a>(known: &'a [Entry], seen: &Entry) -> Option<&'a Entry> {
    known.iter().find(|now| now.sequence == seen.sequence && now.interface == seen.interface)
}

/// The walk of the answer to a packet that arrived and that its connection's beginner sent, where something drops that
/// answer as things are: the packet alone says nothing of the way back.
#[must_use]
pub fn lost_answer(simulation: &Simulation, trace: &Trace) -> Option<Rc<Trace>> {
    if trace.verdict != Decision::Allowed {
        return None;
    }
    let known = simulation.conntrack(None);
    let sent_on = trace.checkpoints.iter().rev().find_map(|passed| {
        let entry = passed.entry.as_deref()?;
        (Side::of(passed.direction?, entry.direction) == Side::Original).then_some(entry)
    });
    simulation.next_drop(known_as(&known, sent_on?)?, Side::Reply)
}

/// Whether the connection that let the packet by has left the tables since by its timeout.
#[must_use]
pub fn is_over(simulation: &Simulation, moment: &Moment, trace: &Trace) -> bool {
    // A packet that ends its own connection leaves no entry, and no time has gone by then.
    if simulation.now() <= moment.at || by_tracking(trace).is_none() {
        return false;
    }
    let known = simulation.conntrack(None);
    let mut used = trace.checkpoints.iter().filter(|passed| passed.anew.is_some());
    used.any(|passed| {
        passed
            .entry
            .as_deref()
            .is_some_and(|seen| seen.tracking.is_tracked() && known_as(&known, seen).is_none())
    })
}

/// How long the connection that let the packet by may be idle, in milliseconds; none where a new one would be let by as
/// well.
#[must_use]
pub fn lasts(trace: &Trace) -> Option<u64> {
    let mut denied = trace.checkpoints.iter().filter(|passed| passed.anew == Some(Decision::Denied));
    let allowed = trace.verdict == Decision::Allowed;
    denied
        .find_map(|passed| passed.entry.as_deref())
        .filter(|_| allowed)
        .map(|entry| longest(&trace.network, entry))
}

/// What drops the next packet of a flow as things are: of the end that began it, and of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drop {
    /// The flow's place in the order of creation.
    pub sequence: u64,
    /// Why, by side; none where it arrives, or where that end has nothing to send.
    pub sides: [Option<String>; 2],
}

/// The most flows whose next packets are tried. Each is sent on a copy whose tables it changes, so the time grows with
/// the square: 200 flows take some 10 to 30 ms, 2,000 take half a second.
const LOOKED_AT: usize = 200;

/// What is said where there are more flows than are looked at.
#[must_use]
pub fn untried(flows: usize) -> Option<String> {
    (flows > LOOKED_AT).then(|| {
        format!("Of {flows} flows, the first {LOOKED_AT} are tried for a next packet that is dropped.")
    })
}

/// The flows that look alive in their table and are not, at least in one direction; of very many only the first are
/// looked at.
#[must_use]
pub fn drops(simulation: &Simulation, entries: &[Entry]) -> Vec<Drop> {
    let looked_at = entries.iter().take(LOOKED_AT).map(|entry| Drop {
        sequence: entry.sequence,
        sides: [Side::Original, Side::Reply]
            .map(|side| simulation.next_drop(entry, side).map(|trace| summary(&trace))),
    });
    looked_at.filter(|drop| drop.sides.iter().any(Option::is_some)).collect()
}

/// Whether groups deny a packet of a connection that they let by before and did not track.
#[must_use]
pub fn is_denied_untracked(trace: &Trace) -> bool {
    let denied = trace.blocking().filter(|checkpoint| {
        checkpoint.kind == CheckpointKind::SecurityGroup && checkpoint.decision == Decision::Denied
    });
    denied.and_then(|checkpoint| checkpoint.entry.as_ref()).is_some_and(|entry| !entry.tracking.is_tracked())
}

#[cfg(test)]
mod tests {
    use super::*;
    use sg_core::wire::{Step, StepKind};

    #[test]
    fn a_packet_of_an_untracked_flow_is_told_once_its_rule_is_gone() {
        use crate::state::store::walk_of;
        use sg_core::wire::Action;
        let mut simulation = crate::state::scenarios::first();
        let https = simulation.history().first().unwrap().step.clone();
        let revoke = Action::new("RevokeSecurityGroupIngress")
            .with("GroupId", "sg-0a1000000000000e1")
            .with("SecurityGroupRuleIds", vec!["sgr-0a100000000000001".to_owned()]);
        simulation.step(Step::from(StepKind::Apply(vec![revoke]))).unwrap();
        simulation.step(https).unwrap();
        let denied = walk_of(simulation.history().last().unwrap(), None).unwrap();
        assert!(is_denied_untracked(denied));
        // What was so when the packet was sent stays true of it once the flow is forgotten.
        simulation.step(Step::from(StepKind::Advance(1_000_000_000))).unwrap();
        assert!(simulation.conntrack(None).is_empty());
        let denied = walk_of(simulation.history().iter().rev().nth(1).unwrap(), None).unwrap();
        assert!(is_denied_untracked(denied));
        let other = crate::state::scenarios::first();
        let denied = walk_of(other.history().last().unwrap(), None).unwrap();
        assert!(!is_denied_untracked(denied));
    }

    #[test]
    fn a_flow_that_only_its_table_keeps_is_told_with_what_drops_it() {
        use sg_core::wire::Action;
        let mut simulation = crate::state::scenarios::first();
        assert_eq!(drops(&simulation, &simulation.conntrack(None)), []);
        let web = simulation.network().interfaces.find("eni-0a1000000000000f1").unwrap().subnet.clone();
        let acl = simulation.network().acl_of(&web).unwrap().id.to_string();
        let deny = |network_acl: String, egress: bool| {
            Action::new("CreateNetworkAclEntry")
                .with("NetworkAclId", network_acl)
                .with("RuleNumber", 50)
                .with("Egress", egress)
                .with("Protocol", "-1")
                .with("RuleAction", "deny")
                .with("CidrBlock", "203.0.113.10/32")
        };
        simulation.step(Step::from(StepKind::Apply(vec![deny(acl, true)]))).unwrap();
        let entries = simulation.conntrack(None);
        let found = drops(&simulation, &entries);
        let [Drop { sequence, sides: [None, Some(why)] }] = &found[..] else { panic!("{found:?}") };
        assert_eq!(*sequence, entries[0].sequence);
        assert!(why.contains("entry 50"), "{why}");
        // Of very many flows the first are looked at, and that is said.
        let many = vec![entries[0].clone(); LOOKED_AT + 1];
        assert_eq!(drops(&simulation, &many).len(), LOOKED_AT);
        assert!(untried(many.len()).unwrap().starts_with("Of 201 flows, the first 200 "));
        assert_eq!(untried(LOOKED_AT), None);
    }

    #[test]
    fn a_flow_is_open_while_it_is_tracked_and_known() {
        use crate::state::store::walk_of;
        let mut simulation = crate::state::scenarios::first();
        let denied = walk_of(simulation.history().last().unwrap(), None).unwrap().clone();
        assert_eq!(open_flow(&simulation, &denied), None, "it was not let by");
        let https = walk_of(simulation.history().first().unwrap(), None).unwrap().clone();
        assert_eq!(open_flow(&simulation, &https), None, "it is not tracked");
        let StepKind::Send(mut packet) = simulation.history().last().unwrap().step.kind.clone() else {
            panic!()
        };
        packet.from = "198.51.100.7".to_owned();
        simulation.step(Step::from(StepKind::Send(packet.clone()))).unwrap();
        let ssh = walk_of(simulation.history().last().unwrap(), None).unwrap().clone();
        assert_eq!(open_flow(&simulation, &ssh).unwrap().source_port, Some(50_000));
        simulation.step(Step::from(StepKind::Advance(1_000_000_000))).unwrap();
        assert_eq!(open_flow(&simulation, &ssh), None, "it is forgotten");
        (packet.from, packet.to) = ("eni-0a1000000000000f1".to_owned(), "eni-0a1000000000000f2".to_owned());
        packet.destination_port = Some(3306);
        simulation.step(Step::from(StepKind::Send(packet))).unwrap();
        let lost = walk_of(simulation.history().last().unwrap(), None).unwrap().clone();
        assert!(!simulation.conntrack(None).is_empty(), "its sender's table holds it");
        assert_eq!(open_flow(&simulation, &lost), None, "it was lost on its way");
    }

    #[test]
    fn a_packet_that_arrives_says_where_its_answer_is_lost() {
        use crate::state::store::walk_of;
        use sg_core::wire::Action;
        let mut simulation = crate::state::scenarios::first();
        let lost = |simulation: &Simulation| {
            let trace =
                walk_of(simulation.history().iter().rev().find(|one| walk_of(one, None).is_some())?, None)?;
            lost_answer(simulation, trace).map(|lost| summary(&lost))
        };
        assert_eq!(lost(&simulation), None, "it did not arrive itself");
        let https = simulation.history().first().unwrap().step.kind.clone();
        simulation.step(Step::from(https.clone())).unwrap();
        assert_eq!(lost(&simulation), None, "it is answered");
        let entry = Action::new("CreateNetworkAclEntry")
            .with("NetworkAclId", "acl-0a10000000000000d")
            .with("Egress", true)
            .with("Protocol", "6")
            .with("RuleAction", "deny")
            .with("RuleNumber", 90)
            .with("CidrBlock", "0.0.0.0/0")
            .with("PortRange", serde_json::json!({ "From": 1024, "To": 65535 }));
        simulation.step(Step::from(StepKind::Apply(vec![entry]))).unwrap();
        simulation.step(Step::from(https)).unwrap();
        let said = lost(&simulation).unwrap();
        assert!(said.contains(" 90"), "{said}");
        let back = simulation.conntrack(None);
        let back = simulation.next_packet(back.last().unwrap(), Side::Reply).unwrap();
        simulation.step(Step::from(StepKind::Send(back))).unwrap();
        assert_eq!(lost(&simulation), None, "an answer is not answered");
    }

    #[test]
    fn what_lives_by_its_connection_alone_says_how_long_and_when_that_is_over() {
        use crate::state::store::walk_of;
        use sg_core::wire::Action;
        let mut simulation = crate::state::scenarios::first();
        let StepKind::Send(mut packet) = simulation.history().last().unwrap().step.kind.clone() else {
            panic!()
        };
        packet.from = "198.51.100.7".to_owned();
        simulation.step(Step::from(StepKind::Send(packet))).unwrap();
        let first = simulation.history().last().unwrap().clone();
        assert_eq!(lasts(walk_of(&first, None).unwrap()), None, "a new one would be let by as well");
        let revoke = Action::new("RevokeSecurityGroupIngress")
            .with("GroupId", "sg-0a1000000000000e1")
            .with("SecurityGroupRuleIds", vec!["sgr-0a100000000000002".to_owned()]);
        simulation.step(Step::from(StepKind::Apply(vec![revoke]))).unwrap();
        let entry = open_flow(&simulation, walk_of(&first, None).unwrap()).unwrap();
        let next = simulation.next_packet(&entry, Side::Original).unwrap();
        simulation.step(Step::from(StepKind::Send(next))).unwrap();
        let moment = simulation.history().last().unwrap().clone();
        let trace = walk_of(&moment, None).unwrap();
        let idle = lasts(trace).unwrap();
        assert!(!is_over(&simulation, &moment, trace));
        simulation.step(Step::from(StepKind::Advance(idle - 1))).unwrap();
        assert!(!is_over(&simulation, &moment, trace));
        simulation.step(Step::from(StepKind::Advance(1))).unwrap();
        assert!(is_over(&simulation, &moment, trace));
        assert!(!is_over(&simulation, &first, walk_of(&first, None).unwrap()), "its rule let it by");
    }

    #[test]
    fn a_fresh_flow_has_all_its_time_and_an_idle_one_less() {
        let mut simulation = crate::state::scenarios::first();
        let packet = simulation.history().last().unwrap().step.kind.clone();
        let StepKind::Send(mut packet) = packet else { panic!("{packet:?}") };
        (packet.from, packet.to) = ("eni-0a1000000000000f1".to_owned(), "eni-0a1000000000000f2".to_owned());
        packet.destination_port = Some(5432);
        simulation.step(Step::from(StepKind::Send(packet))).unwrap();
        let entries = simulation.conntrack(None);
        let tables = by_interface(&entries);
        let last = *tables.last().unwrap().entries.last().unwrap();
        assert_eq!(both_ways(last), ["10.0.1.10:50000 → 10.0.2.20:5432", "10.0.2.20:5432 → 10.0.1.10:50000"]);
        assert_eq!(last.expires_at.since(simulation.now()), longest(simulation.network(), last));
    }
}
