//! The most connections that an instance tracks.

use super::support::*;
use crate::catalog::Assumption;
use crate::conntrack::{AutomaticTracking, Tracking, Verdict};
use crate::model::NetworkInterfaceId;
use crate::net::Decision;

#[track_caller]
fn exceeded(passage: &crate::conntrack::Passage, expected: (u64, u32)) {
    assert_eq!((passage.decision(), passage.tracked()), (Decision::Denied, None));
    match passage.verdict {
        Verdict::AllowanceExceeded { in_use, limit, .. } => assert_eq!((in_use, limit), expected),
        ref verdict => panic!("{verdict:?}"),
    }
}

fn limited(limit: u32) -> Lab {
    let mut lab = Lab::new(vec![rule("ssh", tcp_port(22), "203.0.113.0/24")], all_out());
    lab.limit = Some(limit);
    lab
}

#[test]
fn beyond_it_new_flows_are_dropped_and_live_ones_go_on() {
    let mut lab = limited(2);
    for port in [1, 2] {
        admitted(&lab.takes(tcp(FAR, port, HERE, 22, SYN)), Tracking::NotEverywhere);
    }
    exceeded(&lab.takes(tcp(FAR, 3, HERE, 22, SYN)), (2, 2));
    assert_eq!(lab.entries().len(), 2, "what is refused leaves no trace");
    established(&lab.takes(tcp(FAR, 1, HERE, 22, SYN)));
    lab.takes(tcp(FAR, 1, HERE, 22, RST));
    admitted(&lab.takes(tcp(FAR, 3, HERE, 22, SYN)), Tracking::NotEverywhere);
    lab.wait(60);
    admitted(&lab.takes(tcp(FAR, 4, HERE, 22, SYN)), Tracking::NotEverywhere);
    assert_eq!(lab.tracker.in_use(&lab.interface), 1);
}

#[test]
fn what_the_rules_refuse_is_refused_by_the_rules() {
    let mut lab = limited(0);
    denied(&lab.takes(to_here(23, SYN)));
    exceeded(&lab.takes(to_here(22, SYN)), (0, 0));
    exceeded(&lab.sends(icmp(HERE, FAR, 8, 0, 1)), (0, 0));
}

#[test]
fn untracked_flows_take_none_of_it() {
    let mut lab = limited(0);
    lab.inbound = vec![rule("http", tcp_port(80), "0.0.0.0/0")];
    admitted(&lab.takes(to_here(80, SYN)), Tracking::Untracked);
}

#[test]
fn an_untracked_flow_that_would_become_tracked_is_new_to_it() {
    let mut lab = limited(0);
    lab.inbound = vec![rule("http", tcp_port(80), "0.0.0.0/0")];
    lab.takes(to_here(80, SYN));
    lab.outbound.clear();
    let passage = lab.takes(to_here(80, ACK));
    exceeded(&passage, (0, 0));
    assumes(&passage, &[Assumption::TrackedLateCountsAsNew]);
    assert_eq!(lab.only().packets, [1, 0]);
    lab.limit = Some(1);
    admitted(&lab.takes(to_here(80, ACK)), Tracking::OppositeNotAllPorts);
    assert_eq!(lab.tracker.in_use(&lab.interface), 1);
}

#[test]
fn the_interfaces_of_an_instance_share_it() {
    let mut lab = limited(2);
    let second = NetworkInterfaceId::new("eni-2");
    lab.interfaces.push(second.clone());
    lab.takes(tcp(FAR, 1, HERE, 22, SYN));
    lab.interface = second;
    lab.takes(tcp(FAR, 2, HERE, 22, SYN));
    exceeded(&lab.takes(tcp(FAR, 3, HERE, 22, SYN)), (2, 2));
    let alone = NetworkInterfaceId::new("eni-3");
    (lab.interface, lab.interfaces) = (alone.clone(), vec![alone]);
    admitted(&lab.takes(tcp(FAR, 3, HERE, 22, SYN)), Tracking::NotEverywhere);
}

#[test]
fn a_dynamodb_connection_needs_room_for_two() {
    let mut lab = limited(3);
    lab.automatic = Some(AutomaticTracking::DynamoDbGatewayEndpoint);
    let through = Tracking::Automatic(AutomaticTracking::DynamoDbGatewayEndpoint);
    admitted(&lab.sends(tcp(HERE, 1, FAR, 443, SYN)), through);
    exceeded(&lab.sends(tcp(HERE, 2, FAR, 443, SYN)), (2, 3));
    lab.automatic = None;
    admitted(&lab.sends(tcp(HERE, 2, FAR, 443, SYN)), Tracking::OppositeNotAllPorts);
    assert_eq!(lab.tracker.in_use(&lab.interface), 3);
    lab.sends(tcp(HERE, 1, FAR, 443, RST));
    assert_eq!(lab.tracker.in_use(&lab.interface), 1);
}

#[test]
fn a_reopened_connection_takes_the_place_of_the_closing_one() {
    let mut lab = limited(1);
    lab.takes(to_here(22, SYN));
    lab.takes(to_here(22, FIN_ACK));
    admitted(&lab.takes(to_here(22, SYN)), Tracking::NotEverywhere);
    assert_eq!(lab.tracker.in_use(&lab.interface), 1);
}
