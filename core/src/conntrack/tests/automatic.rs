//! Connections that are always tracked.

use super::support::*;
use crate::conntrack::{AutomaticTracking, Tracking};
use crate::model::Traffic;

fn open() -> Lab {
    Lab::new(vec![rule("in", Traffic::All, "0.0.0.0/0")], all_out())
}

#[test]
fn whatever_passes_one_of_eight_services_is_tracked() {
    assert_eq!(AutomaticTracking::ALL.len(), 8);
    for through in AutomaticTracking::ALL.iter().copied() {
        let mut lab = open();
        lab.automatic = Some(through);
        admitted(&lab.takes(to_here(80, SYN)), Tracking::Automatic(through));
        lab.outbound.clear();
        established(&lab.sends(from_here(80, SYN_ACK)));
        lab.inbound.clear();
        established(&lab.takes(to_here(80, ACK)));
        admitted(&{ open().takes(to_here(80, SYN)) }, Tracking::Untracked);
    }
}

#[test]
fn dynamodb_takes_two_entries_a_connection_and_the_others_one() {
    for through in AutomaticTracking::ALL.iter().copied() {
        let mut lab = open();
        lab.automatic = Some(through);
        lab.sends(tcp(HERE, 50000, FAR, 443, SYN));
        let expected = if through == AutomaticTracking::DynamoDbGatewayEndpoint { 2 } else { 1 };
        assert_eq!(lab.tracker.in_use(&lab.interface), expected, "{}", through.name());
    }
}

#[test]
fn an_untracked_flow_that_comes_to_pass_one_is_tracked_from_then_on() {
    let mut lab = open();
    admitted(&lab.takes(to_here(80, SYN)), Tracking::Untracked);
    lab.automatic = Some(AutomaticTracking::NetworkLoadBalancer);
    admitted(&lab.takes(to_here(80, ACK)), Tracking::Automatic(AutomaticTracking::NetworkLoadBalancer));
    lab.inbound.clear();
    established(&lab.takes(to_here(80, ACK)));
}
