//! Taking steps back, and forks.

use super::support::*;
use crate::conntrack::{Entry, Tracker};
use crate::model::NetworkInterfaceId;
use crate::net::Instant;

fn seen(tracker: &Tracker) -> (Instant, Vec<Entry>, Option<Instant>) {
    (tracker.now(), tracker.entries(), tracker.next_expiry())
}

fn lab() -> Lab {
    Lab::new(vec![rule("ssh", tcp_port(22), "203.0.113.0/24")], all_out())
}

#[test]
fn each_step_is_taken_back_exactly_and_done_again_the_same() {
    let mut lab = lab();
    let mut undone = Vec::new();
    let steps: [fn(&mut Lab); 8] = [
        |lab| drop(lab.takes(to_here(22, SYN))),
        |lab| {
            lab.sends(from_here(22, SYN_ACK));
            lab.takes(to_here(22, ACK));
        },
        |lab| drop(lab.sends(udp(HERE, 5000, FAR, 53))),
        |lab| drop(lab.wait(20)),
        |lab| drop(lab.takes(udp(FAR, 53, HERE, 5000))),
        |lab| drop(lab.wait(30)),
        |lab| drop(lab.takes(to_here(22, RST))),
        |lab| drop(lab.sends(icmp(HERE, FAR, 8, 0, 1))),
    ];
    lab.tracker.commit();
    for step in steps {
        let before = seen(&lab.tracker);
        step(&mut lab);
        let after = seen(&lab.tracker);
        let journal = lab.tracker.commit();
        lab.tracker.revert(journal.clone());
        assert_eq!(seen(&lab.tracker), before);
        step(&mut lab);
        assert_eq!(seen(&lab.tracker), after, "sequence numbers and rule names are given out again");
        undone.push((before, lab.tracker.commit()));
    }
    for (before, journal) in undone.into_iter().rev() {
        lab.tracker.revert(journal);
        assert_eq!(seen(&lab.tracker), before);
    }
    assert_eq!(lab.tracker, Tracker::new());
}

#[test]
fn rolling_back_takes_what_is_not_committed() {
    let mut lab = lab();
    lab.takes(to_here(22, SYN));
    lab.tracker.commit();
    let before = seen(&lab.tracker);
    lab.takes(tcp(FAR, 1, HERE, 22, SYN));
    lab.wait(10);
    lab.tracker.roll_back();
    assert_eq!(seen(&lab.tracker), before);
    lab.tracker.roll_back();
    assert_eq!(seen(&lab.tracker), before);
}

#[test]
fn a_forgotten_interface_comes_back_with_all_its_flows() {
    let mut lab = lab();
    for port in 1..5 {
        lab.takes(tcp(FAR, port, HERE, 22, SYN));
    }
    lab.tracker.commit();
    let before = seen(&lab.tracker);
    lab.tracker.forget(&lab.interface);
    lab.tracker.forget(&NetworkInterfaceId::new("eni-unknown"));
    assert!(lab.tracker.entries().is_empty());
    assert_eq!(lab.tracker.in_use(&lab.interface), 0);
    let journal = lab.tracker.commit();
    assert_eq!(journal.len(), 4);
    lab.tracker.revert(journal);
    assert_eq!(seen(&lab.tracker), before);
    assert_eq!(lab.tracker.in_use(&lab.interface), 4);
}

#[test]
fn an_expiry_taken_back_happens_again() {
    let mut lab = lab();
    lab.takes(to_here(22, SYN));
    lab.tracker.commit();
    let expired = lab.wait(60);
    let journal = lab.tracker.commit();
    lab.tracker.revert(journal);
    assert_eq!(lab.entries(), expired);
    assert!(lab.wait_ms(59_999).is_empty());
    assert_eq!(lab.wait_ms(1), expired);
}

#[test]
fn a_fork_goes_its_own_way() {
    let mut lab = lab();
    lab.takes(to_here(22, SYN));
    let fork = lab.tracker.clone();
    let before = seen(&fork);
    lab.takes(to_here(22, RST));
    lab.wait(5);
    assert_eq!(seen(&fork), before);
    assert!(lab.entries().is_empty());
}
