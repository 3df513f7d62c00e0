//! Which flows are tracked, and on what assumption.

use super::support::*;
use crate::catalog::Assumption;
use crate::conntrack::Tracking;
use crate::evaluate::Peers;
use crate::model::{Peer, PrefixListId, Traffic};
use crate::net::{AddressRange, parse_cidr};

fn everywhere_in(traffic: Traffic) -> Lab {
    Lab::new(vec![rule("in", traffic, "0.0.0.0/0")], all_out())
}

#[test]
fn udp_is_judged_as_tcp_is() {
    admitted(&everywhere_in(udp_ports(53, 53)).takes(udp(FAR, 5000, HERE, 53)), Tracking::Untracked);
    let mut lab = everywhere_in(udp_ports(53, 53));
    lab.outbound = vec![rule("out", tcp_ports(0, 65535), "0.0.0.0/0")];
    admitted(&lab.takes(udp(FAR, 5000, HERE, 53)), Tracking::OppositeNotAllPorts);
}

#[test]
fn icmp_and_other_protocols_are_tracked_however_open_the_rules() {
    let mut lab = everywhere_in(Traffic::All);
    admitted(&lab.takes(icmp(FAR, HERE, 8, 0, 1)), Tracking::Icmp);
    admitted(&lab.takes(other(FAR, HERE, 47)), Tracking::OtherProtocol);
    lab.inbound.push(rule("in-6", Traffic::All, "::/0"));
    admitted(&lab.takes(icmp("2001:db8:1::1", "2001:db8::10", 128, 0, 1)), Tracking::Icmp);
    admitted(&lab.takes(tcp(FAR, 1, HERE, 2, SYN)), Tracking::Untracked);
}

#[test]
fn one_rule_for_everywhere_among_those_that_match_suffices() {
    let mut lab = everywhere_in(tcp_port(80));
    lab.inbound.insert(0, rule("narrow", tcp_port(80), "203.0.113.0/24"));
    let passage = lab.takes(to_here(80, SYN));
    admitted(&passage, Tracking::Untracked);
    assumes(&passage, &[]);
}

#[test]
fn blocks_that_add_up_to_everywhere_do_not_count() {
    let halves = vec![rule("low", tcp_port(80), "0.0.0.0/1"), rule("high", tcp_port(80), "128.0.0.0/1")];
    let mut lab = Lab::new(halves, all_out());
    let passage = lab.takes(to_here(80, SYN));
    admitted(&passage, Tracking::NotEverywhere);
    assumes(&passage, &[]);

    let mut lab = everywhere_in(tcp_port(80));
    lab.outbound = vec![rule("low", Traffic::All, "0.0.0.0/1"), rule("high", Traffic::All, "128.0.0.0/1")];
    let passage = lab.takes(to_here(80, SYN));
    admitted(&passage, Tracking::OppositeNotAllPorts);
    assumes(&passage, &[Assumption::EverywhereIsLiteral]);
}

#[test]
fn a_prefix_list_that_holds_everywhere_does_not_count() {
    let everywhere = AddressRange::of_block(&parse_cidr("0.0.0.0/0").unwrap());
    let list = Peer::PrefixList(PrefixListId::new("pl-1"));
    let peers = Peers::Ranges([everywhere].into());
    let mut lab = Lab::new(vec![with_peer("sg-1", "list", tcp_port(80), list, peers)], all_out());
    let passage = lab.takes(to_here(80, SYN));
    admitted(&passage, Tracking::NotEverywhere);
    assumes(&passage, &[Assumption::EverywhereIsLiteral]);
}

#[test]
fn ports_of_several_rules_do_not_add_up_to_all_ports() {
    let mut lab = everywhere_in(tcp_port(80));
    lab.outbound =
        vec![rule("low", tcp_ports(0, 1023), "0.0.0.0/0"), rule("high", tcp_ports(1024, 65535), "0.0.0.0/0")];
    let passage = lab.takes(to_here(80, SYN));
    admitted(&passage, Tracking::OppositeNotAllPorts);
    assumes(&passage, &[Assumption::AllPortsInOneRule]);
    lab.outbound[1] = rule("high", tcp_ports(1025, 65535), "0.0.0.0/0");
    assumes(&lab.takes(tcp(FAR, 1, HERE, 80, SYN)), &[]);
}

#[test]
fn rules_of_all_groups_are_pooled() {
    let mut lab = everywhere_in(tcp_port(80));
    lab.outbound = vec![rule_of("sg-2", "out", Traffic::All, "0.0.0.0/0")];
    let passage = lab.takes(to_here(80, SYN));
    admitted(&passage, Tracking::Untracked);
    assumes(&passage, &[Assumption::PooledRules]);
}

#[test]
fn every_reason_has_an_id_of_its_own() {
    let mut ids = vec!["untracked", "not-everywhere", "opposite-not-all-ports", "icmp", "other-protocol"];
    let reasons = [
        Tracking::Untracked,
        Tracking::NotEverywhere,
        Tracking::OppositeNotAllPorts,
        Tracking::Icmp,
        Tracking::OtherProtocol,
    ];
    assert_eq!(reasons.map(Tracking::id), ids[..]);
    ids.extend(crate::conntrack::AutomaticTracking::ALL.iter().map(|through| through.id()));
    ids.sort_unstable();
    assert!(ids.is_sorted_by(|one, two| one < two), "{ids:?}");
}
