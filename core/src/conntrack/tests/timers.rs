//! Timeouts, each at its exact boundary.

use super::support::*;
use crate::catalog::Assumption;
use crate::conntrack::{Timeouts, Tracking};
use crate::model::{ConnectionTracking, NetworkInterfaceId, Traffic};
use crate::net::Instant;

/// Everything out and nothing in: what comes in comes by an entry. Idle, the entry is there one
/// millisecond before its timeout, and gone at it.
#[track_caller]
fn lives_exactly(lab: &mut Lab, seconds: u32) {
    let end = lab.tracker.now().plus_seconds(seconds);
    assert_eq!(lab.tracker.next_expiry(), Some(end));
    assert!(lab.wait_ms(u64::from(seconds) * 1000 - 1).is_empty());
    assert_eq!((lab.entries().len(), lab.lasts()), (1, 1));
    let expired = lab.wait_ms(1);
    assert_eq!(expired.len(), 1);
    assert_eq!(expired[0].expires_at, end);
    assert!(lab.entries().is_empty());
    assert_eq!(lab.tracker.next_expiry(), None);
}

fn out_only() -> Lab {
    Lab::new(Vec::new(), all_out())
}

fn query() -> crate::net::Packet {
    udp(HERE, 5000, FAR, 53)
}

fn answer() -> crate::net::Packet {
    udp(FAR, 53, HERE, 5000)
}

#[test]
fn udp_one_way_lasts_30_seconds() {
    let mut lab = out_only();
    lab.sends(query());
    lab.sends(query());
    assert_eq!(lab.only().state.name(), "UNREPLIED");
    lives_exactly(&mut lab, 30);
    denied(&lab.takes(answer()));
}

#[test]
fn udp_step_by_step_becomes_a_stream_with_the_second_query() {
    let mut lab = out_only();
    lab.sends(query());
    assert_eq!((lab.only().state.name(), lab.lasts()), ("UNREPLIED", 30));
    lab.wait(29);
    established(&lab.takes(answer()));
    assert_eq!((lab.only().state.name(), lab.lasts()), ("REPLIED", 30));
    established(&lab.takes(answer()));
    assert_eq!((lab.only().state.name(), lab.lasts()), ("REPLIED", 30));
    lab.wait(29);
    established(&lab.sends(query()));
    assert_eq!((lab.only().state.name(), lab.lasts()), ("ASSURED", 180));
    lab.wait(179);
    established(&lab.takes(answer()));
    lives_exactly(&mut lab, 180);
    denied(&lab.takes(answer()));
}

#[test]
fn a_single_request_and_its_response_last_30_seconds() {
    let mut lab = out_only();
    lab.sends(query());
    lab.takes(answer());
    lives_exactly(&mut lab, 30);
}

#[test]
fn established_tcp_lasts_5_days_by_default() {
    let mut lab = out_only();
    lab.sends(tcp(HERE, 50000, FAR, 443, SYN));
    lab.takes(tcp(FAR, 443, HERE, 50000, SYN_ACK));
    lab.sends(tcp(HERE, 50000, FAR, 443, ACK));
    lives_exactly(&mut lab, 432_000);
}

#[test]
fn half_open_and_closing_tcp_last_60_seconds() {
    let mut lab = out_only();
    lab.sends(tcp(HERE, 50000, FAR, 443, SYN));
    lives_exactly(&mut lab, 60);
    lab.sends(tcp(HERE, 50000, FAR, 443, SYN));
    lab.takes(tcp(FAR, 443, HERE, 50000, SYN_ACK));
    lives_exactly(&mut lab, 60);
    for (answers, state) in [(&[][..], "FIN_WAIT"), (&[ACK], "CLOSE_WAIT"), (&[FIN_ACK], "LAST_ACK")] {
        lab.sends(tcp(HERE, 50000, FAR, 443, FIN_ACK));
        for flags in answers {
            lab.takes(tcp(FAR, 443, HERE, 50000, *flags));
        }
        assert_eq!(lab.only().state.name(), state);
        lives_exactly(&mut lab, 60);
    }
}

#[test]
fn icmp_lasts_30_seconds_and_other_protocols_600() {
    let mut lab = out_only();
    lab.sends(icmp(HERE, FAR, 8, 0, 1));
    lives_exactly(&mut lab, 30);
    lab.sends(icmp(HERE, FAR, 8, 0, 1));
    lab.takes(icmp(FAR, HERE, 0, 0, 1));
    lives_exactly(&mut lab, 30);
    lab.sends(other(HERE, FAR, 50));
    lives_exactly(&mut lab, 600);
}

#[test]
fn for_other_protocols_the_600_seconds_run_from_the_last_packet_either_way() {
    let mut lab = out_only();
    lab.sends(other(HERE, FAR, 50));
    for _ in 0..3 {
        lab.wait(599);
        let passage = lab.takes(other(FAR, HERE, 50));
        established(&passage);
        assumes(&passage, &[Assumption::OtherProtocolTimeout]);
    }
    lives_exactly(&mut lab, 600);
    denied(&lab.takes(other(FAR, HERE, 50)));
}

#[test]
fn a_chosen_time_out_is_named_only_where_time_has_passed_and_no_rule_allows() {
    let mut lab = out_only();
    lab.sends(icmp(HERE, FAR, 8, 0, 1));
    assumes(&lab.takes(icmp(FAR, HERE, 0, 0, 1)), &[]);
    lab.wait(1);
    assumes(&lab.takes(icmp(FAR, HERE, 0, 0, 1)), &[Assumption::IcmpTimeout]);
    lab.wait(1);
    assumes(&lab.sends(icmp(HERE, FAR, 8, 0, 1)), &[]);
    lab.sends(tcp(HERE, 50000, FAR, 443, SYN));
    lab.wait(1);
    assumes(&lab.takes(tcp(FAR, 443, HERE, 50000, SYN_ACK)), &[Assumption::TcpHalfOpenTimeout]);
    lab.sends(tcp(HERE, 50000, FAR, 443, FIN_ACK));
    lab.wait(1);
    assumes(&lab.takes(tcp(FAR, 443, HERE, 50000, ACK)), &[Assumption::TcpClosingTimeout]);
}

#[test]
fn an_interfaces_own_time_outs_count_from_its_next_packet() {
    let mut lab = out_only();
    lab.timeouts = Timeouts { tcp_established: 60, udp: 45, udp_stream: 100 };
    lab.sends(query());
    lives_exactly(&mut lab, 45);
    lab.sends(query());
    lab.takes(answer());
    lab.sends(query());
    lives_exactly(&mut lab, 100);
    lab.sends(tcp(HERE, 50000, FAR, 443, ACK));
    lives_exactly(&mut lab, 60);
    lab.sends(query());
    lab.timeouts = Timeouts::default();
    assert_eq!(lab.lasts(), 45);
    lab.sends(query());
    assert_eq!(lab.lasts(), 30);
}

#[test]
fn time_outs_are_resolved_from_settings_and_instance_type() {
    let none = ConnectionTracking::default();
    let set = ConnectionTracking {
        tcp_established_timeout: Some(60),
        udp_timeout: Some(60),
        udp_stream_timeout: Some(60),
    };
    let all = |tcp_established, udp, udp_stream| Timeouts { tcp_established, udp, udp_stream };
    assert_eq!(Timeouts::resolve(none, Some("t3.micro")), all(432_000, 30, 180));
    assert_eq!(Timeouts::resolve(none, Some("m8i.large")), all(350, 30, 180));
    assert_eq!(Timeouts::resolve(none, Some("p6e-gb200.36xlarge")), all(432_000, 30, 180));
    assert_eq!(Timeouts::resolve(none, None), all(432_000, 30, 180));
    assert_eq!(Timeouts::resolve(set, Some("m8i.large")), all(60, 60, 60));
    assert_eq!(Timeouts::resolve(set, None), all(60, 60, 60));
    assert_eq!(Timeouts::resolve(set, Some("t2.micro")), all(432_000, 30, 180));
}

#[test]
fn an_untracked_flow_is_forgotten_after_the_time_it_would_have_been_tracked() {
    let mut lab = Lab::new(vec![rule("dns", udp_ports(53, 53), "0.0.0.0/0")], all_out());
    admitted(&lab.takes(udp(FAR, 5000, HERE, 53)), Tracking::Untracked);
    lives_exactly(&mut lab, 30);
    admitted(&lab.takes(udp(FAR, 5000, HERE, 53)), Tracking::Untracked);
    admitted(&lab.sends(udp(HERE, 53, FAR, 5000)), Tracking::Untracked);
    admitted(&lab.takes(udp(FAR, 5000, HERE, 53)), Tracking::Untracked);
    lives_exactly(&mut lab, 180);
}

#[test]
fn what_expires_is_told_in_the_order_of_expiry_then_of_creation_over_all_interfaces() {
    let mut lab = Lab::new(Vec::new(), vec![rule("out", Traffic::All, "0.0.0.0/0")]);
    for (interface, port) in [("eni-2", 1), ("eni-1", 2), ("eni-2", 3)] {
        lab.interface = NetworkInterfaceId::new(interface);
        lab.sends(udp(HERE, port, FAR, 53));
    }
    lab.wait(10);
    lab.interface = NetworkInterfaceId::new("eni-2");
    lab.sends(udp(HERE, 1, FAR, 53));
    let ports: Vec<_> = lab.wait(100).iter().map(|entry| entry.source_port.unwrap()).collect();
    assert_eq!(ports, [2, 3, 1]);
}

#[test]
fn time_never_runs_backwards() {
    let mut lab = out_only();
    lab.sends(query());
    lab.wait(20);
    assert!(lab.tracker.advance(Instant(0)).is_empty());
    assert_eq!(lab.tracker.now(), Instant(20_000));
    assert_eq!(lab.lasts(), 10);
}
