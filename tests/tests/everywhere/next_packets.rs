//! The packet that comes next in a flow is one of that flow: at every moment of every scenario, for every flow
//! that a table holds, in both directions.

use sg_core::conntrack::{Entry, IcmpFlow, Side};
use sg_core::net::Protocol;
use sg_core::path::{Checkpoint, CheckpointKind, TrackedAs};
use sg_core::simulation::{Answer, Simulation};
use sg_core::wire::{Step, StepKind};
use sg_tests::scenario;

/// What was seen on the way, so that a test that meets nothing fails.
#[derive(Default)]
struct Seen {
    next: usize,
    replies: usize,
    unanswered: usize,
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn the_next_packet_of_every_flow_is_of_that_flow() {
    let scenarios = scenario::all().iter().map(|one| (one.id, one.json));
    let documents = scenario::documents().iter().map(|(id, json)| (*id, *json));
    let mut seen = Seen::default();
    for (id, json) in scenarios.chain(documents) {
        let (whole, _) = Simulation::new(serde_json::from_str(json).expect("a document"));
        for steps in 0..=whole.history().len() {
            let then = whole.at(steps);
            for entry in then.conntrack(None) {
                hold(&format!("{id}, step {steps}"), &then, &entry, &mut seen);
            }
        }
    }
    let Seen { next, replies, unanswered } = seen;
    assert!(next > 200 && replies > 150 && unanswered > 5, "{next} {replies} {unanswered}");
}

fn hold(place: &str, then: &Simulation, entry: &Entry, seen: &mut Seen) {
    for side in [Side::Original, Side::Reply] {
        let what = format!("{place}: {side:?} of {} {:?}", entry.interface, entry.state);
        let Some(packet) = then.next_packet(entry, side) else {
            // Who began a flow can always go on; who has heard nothing of it cannot.
            // Who began a flow can always go on, but what a router says of someone's packet is said with the
            // next of those; who has heard nothing of a flow cannot.
            let of_router = matches!(entry.icmp, Some(IcmpFlow::OneWay { .. }));
            assert!(side == Side::Reply || of_router, "{what}");
            seen.unanswered += 1;
            continue;
        };
        let mut fork = then.fork();
        let sent = fork.step(Step::from(StepKind::Send(packet))).unwrap_or_else(|no| panic!("{what}: {no}"));
        let Answer::Sent(trace) = sent else { panic!("{what}: {sent:?}") };
        let way = match side {
            Side::Original => entry.direction,
            Side::Reply => entry.direction.reverse(),
        };
        let here = |passed: &&Checkpoint| {
            passed.kind == CheckpointKind::SecurityGroup
                && *passed.resource == *entry.interface.to_string()
                && passed.direction == Some(way)
        };
        // Something else may drop it on its way here: an ACL, a route that is gone, the other end's groups.
        let Some(passed) = trace.checkpoints.iter().find(here) else { continue };
        assert!(entry.holds(&passed.packet), "{what}: {:?}", passed.packet);
        if entry.protocol.is_icmp() {
            assert_eq!(passed.packet.protocol(), entry.protocol, "{what}");
        }
        if entry.tracking.is_tracked() {
            assert_eq!(passed.tracked, Some(TrackedAs::Established), "{what}");
            assert_eq!(passed.entry.as_ref().map(|seen| seen.sequence), Some(entry.sequence), "{what}");
        }
        match side {
            Side::Original => seen.next += 1,
            Side::Reply => seen.replies += 1,
        }
        if entry.protocol == Protocol::TCP {
            let flags = passed.packet.tcp_flags().expect("flags");
            assert!(side == Side::Original || !flags.opens(), "{what}: nobody answers with a SYN");
        }
    }
}
