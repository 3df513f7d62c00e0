//! What holds for every history.

use super::steps::{Happened, Step, happen, lowered, steps, world};
use super::support::Lab;
use crate::conntrack::{Tracker, Verdict};
use crate::net::{Decision, Packet, TcpFlags};
use proptest::prelude::*;

fn run(steps: &[Step]) -> (Lab, Vec<Happened>) {
    let mut lab = world();
    let happened = steps.iter().map(|step| happen(&mut lab, step)).collect();
    (lab, happened)
}

/// The packet the other way, for all but ICMP.
fn reply(packet: &Packet) -> Packet {
    let mut reply = packet.clone();
    std::mem::swap(&mut reply.source, &mut reply.destination);
    if let Some((from, to)) = reply.ports_mut() {
        std::mem::swap(from, to);
    }
    if let crate::net::Payload::Tcp { flags, .. } = &mut reply.payload {
        *flags = TcpFlags::ACK;
    }
    reply
}

proptest! {
    #[test]
    fn undo_is_the_inverse_and_redo_gives_the_same(steps in steps()) {
        let mut lab = world();
        let mut past = Vec::new();
        for step in &steps {
            let before = lab.tracker.clone();
            let happened = happen(&mut lab, step);
            let after = lab.tracker.clone();
            let journal = lab.tracker.commit();
            lab.tracker.revert(journal);
            prop_assert_eq!(&lab.tracker, &before);
            prop_assert_eq!(lab.tracker.next_expiry(), before.next_expiry());
            prop_assert_eq!(&happen(&mut lab, step), &happened);
            prop_assert_eq!(&lab.tracker, &after);
            past.push((before, lab.tracker.commit()));
        }
        for (before, journal) in past.into_iter().rev() {
            lab.tracker.revert(journal);
            prop_assert_eq!(&lab.tracker, &before);
        }
        prop_assert_eq!(&lab.tracker, &Tracker::new());
    }

    #[test]
    fn time_moved_in_two_equals_time_moved_once(steps in steps(), part in 0u64..100) {
        let (once, happened) = run(&steps);
        let mut lab = world();
        for (step, expected) in steps.iter().zip(&happened) {
            let Step::Wait(milliseconds) = step else {
                prop_assert_eq!(&happen(&mut lab, step), expected);
                continue;
            };
            let first = milliseconds * part / 100;
            let mut expired = lab.wait_ms(first);
            expired.extend(lab.wait_ms(milliseconds - first));
            prop_assert_eq!(&Happened::Expired(expired), expected);
        }
        prop_assert_eq!(&lab.tracker, &once.tracker);
    }

    #[test]
    fn a_reply_on_a_tracked_flow_always_passes(steps in steps()) {
        let mut lab = world();
        for step in &steps {
            let happened = happen(&mut lab, step);
            let (Happened::Passed(passage), Step::Send { direction, packet, .. }) = (&happened, step) else {
                continue;
            };
            let is_tracked = matches!(&passage.verdict,
                Verdict::Admitted { tracking, entry: Some(_), .. } if tracking.is_tracked());
            if is_tracked && packet.icmp().is_none() {
                let mut fork = Lab { tracker: lab.tracker.clone(), ..world() };
                fork.interface = lab.interface.clone();
                let answer = fork.send(direction.reverse(), reply(packet));
                prop_assert!(matches!(answer.verdict, Verdict::Established { .. }), "{:?}", answer);
            }
        }
    }

    #[test]
    fn a_refused_packet_changes_nothing(steps in steps()) {
        let mut lab = world();
        for step in &steps {
            let before = lab.tracker.clone();
            if let Happened::Passed(passage) = happen(&mut lab, step)
                && passage.decision() != Decision::Allowed
            {
                prop_assert_eq!(&lab.tracker, &before);
            }
        }
    }

    #[test]
    fn the_order_of_rules_never_matters(steps in steps()) {
        let mut one = world();
        let mut two = world();
        for step in &steps {
            let first = happen(&mut one, step);
            let second = happen(&mut two, step);
            if let Step::SetRules { inbound, outbound } = step {
                let backwards = |bits| lowered(bits).into_iter().rev().collect();
                (two.inbound, two.outbound) = (backwards(*inbound), backwards(*outbound));
            }
            if let (Happened::Passed(first), Happened::Passed(second)) = (first, second) {
                prop_assert_eq!((first.decision(), first.tracked()), (second.decision(), second.tracked()));
            }
        }
    }
}
