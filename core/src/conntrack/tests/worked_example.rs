//! The worked example of AWS's text on connection tracking.

use super::support::*;
use crate::conntrack::Tracking;
use crate::model::Traffic;

const CLIENT_V6: &str = "2001:db8:1::1";
const HERE_V6: &str = "2001:db8::10";

/// In: SSH from one address, HTTP from anywhere, ICMP from anywhere. Out: everything.
fn lab() -> Lab {
    let inbound = vec![
        rule("ssh", tcp_port(22), "203.0.113.1/32"),
        rule("http-4", tcp_port(80), "0.0.0.0/0"),
        rule("http-6", tcp_port(80), "::/0"),
        rule("icmp", icmp_all(), "0.0.0.0/0"),
    ];
    Lab::new(inbound, all_out())
}

fn web(flags: crate::net::TcpFlags) -> crate::net::Packet {
    tcp("198.51.100.7", 40000, HERE, 80, flags)
}

fn web_reply(flags: crate::net::TcpFlags) -> crate::net::Packet {
    tcp(HERE, 80, "198.51.100.7", 40000, flags)
}

#[test]
fn ssh_from_one_address_is_tracked_and_outlives_its_rule() {
    let mut lab = lab();
    admitted(&lab.takes(to_here(22, SYN)), Tracking::NotEverywhere);
    established(&lab.sends(from_here(22, SYN_ACK)));
    established(&lab.takes(to_here(22, ACK)));
    lab.remove_inbound("ssh");
    for _ in 0..3 {
        lab.wait(431_999);
        established(&lab.takes(to_here(22, ACK)));
        established(&lab.sends(from_here(22, ACK)));
    }
    lab.wait(432_000);
    denied(&lab.takes(to_here(22, ACK)));
}

#[test]
fn http_from_anywhere_is_untracked_in_both_families_and_cut_with_its_rule() {
    let mut lab = lab();
    admitted(&lab.takes(web(SYN)), Tracking::Untracked);
    admitted(&lab.sends(web_reply(SYN_ACK)), Tracking::Untracked);
    admitted(&lab.takes(tcp(CLIENT_V6, 40000, HERE_V6, 80, SYN)), Tracking::Untracked);
    admitted(&lab.sends(tcp(HERE_V6, 80, CLIENT_V6, 40000, SYN_ACK)), Tracking::Untracked);
    assert!(lab.entries().iter().all(|entry| !entry.tracking.is_tracked()));
    assert_eq!(lab.tracker.in_use(&lab.interface), 0);
    lab.remove_inbound("http-4");
    denied(&lab.takes(web(ACK)));
    admitted(&lab.takes(tcp(CLIENT_V6, 40000, HERE_V6, 80, ACK)), Tracking::Untracked);
    lab.remove_inbound("http-6");
    denied(&lab.takes(tcp(CLIENT_V6, 40000, HERE_V6, 80, ACK)));
}

#[test]
fn ping_is_tracked_and_goes_on_while_its_entry_lives() {
    let mut lab = lab();
    admitted(&lab.takes(icmp(FAR, HERE, 8, 0, 7)), Tracking::Icmp);
    lab.remove_inbound("icmp");
    lab.remove_outbound("all-out-4");
    established(&lab.sends(icmp(HERE, FAR, 0, 0, 7)));
    lab.wait_ms(29_999);
    established(&lab.takes(icmp(FAR, HERE, 8, 0, 7)));
    lab.wait(30);
    denied(&lab.takes(icmp(FAR, HERE, 8, 0, 7)));
}

#[test]
fn https_begun_here_is_tracked_and_its_outbound_rules_removal_does_not_cut_it() {
    let mut lab = lab();
    admitted(&lab.sends(tcp(HERE, 50000, FAR, 443, SYN)), Tracking::OppositeNotAllPorts);
    established(&lab.takes(tcp(FAR, 443, HERE, 50000, SYN_ACK)));
    lab.outbound.clear();
    established(&lab.sends(tcp(HERE, 50000, FAR, 443, ACK)));
    established(&lab.takes(tcp(FAR, 443, HERE, 50000, ACK)));
}

#[test]
fn with_only_443_out_new_http_flows_are_tracked_and_get_their_replies() {
    let mut lab = lab();
    lab.remove_outbound("all-out-4");
    lab.outbound.push(rule("https-out", tcp_port(443), "0.0.0.0/0"));
    admitted(&lab.takes(web(SYN)), Tracking::OppositeNotAllPorts);
    established(&lab.sends(web_reply(SYN_ACK)));
    admitted(&lab.takes(tcp(CLIENT_V6, 40000, HERE_V6, 80, SYN)), Tracking::Untracked);
}

#[test]
fn removing_only_the_ipv6_outbound_rule_makes_only_ipv6_tracked() {
    let mut lab = lab();
    lab.remove_outbound("all-out-6");
    admitted(&lab.takes(tcp(CLIENT_V6, 40000, HERE_V6, 80, SYN)), Tracking::OppositeNotAllPorts);
    admitted(&lab.takes(web(SYN)), Tracking::Untracked);
}

#[test]
fn all_ports_of_the_protocol_are_as_good_as_everything() {
    for (traffic, expected) in [
        (Traffic::All, Tracking::Untracked),
        (tcp_ports(0, 65535), Tracking::Untracked),
        (tcp_ports(1, 65535), Tracking::OppositeNotAllPorts),
        (tcp_ports(0, 65534), Tracking::OppositeNotAllPorts),
        (udp_ports(0, 65535), Tracking::OppositeNotAllPorts),
    ] {
        let mut lab = lab();
        lab.outbound = vec![rule("out", traffic, "0.0.0.0/0")];
        admitted(&lab.takes(web(SYN)), expected);
    }
}
