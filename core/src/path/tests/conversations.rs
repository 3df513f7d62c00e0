//! Path MTU discovery and traceroute: the ICMP errors that they live on need rules of their own.

use super::lab::{Lab, end, path};
use super::transit;
use crate::catalog::Assumption;
use crate::net::Decision;
use crate::path::{Dialogue, Loss};
use crate::wire::ConversationKind::{self, PathMtu, Traceroute};
use std::rc::Rc;

/// A server with a public address, groups and ACL as told, and one more behind a NAT gateway.
fn lab(inbound: &[&str], acl_inbound: &[&str]) -> Lab {
    let out = ["all 0.0.0.0/0", "all ::/0"];
    let lab = Lab::default()
        .vpc("vpc-1", &["10.0.0.0/16", "2001:db8:1::/56"])
        .subnet("subnet-pub", "vpc-1", &["10.0.1.0/24", "2001:db8:1:1::/64"])
        .subnet("subnet-priv", "vpc-1", &["10.0.2.0/24", "2001:db8:1:2::/64"])
        .igw("igw-1", "vpc-1")
        .nat("nat-1", "vpc-1", Some("subnet-pub"), "10.0.1.99", Some("54.0.0.99"))
        .table("subnet-pub", "vpc-1", &[("0.0.0.0/0", "igw-1"), ("::/0", "igw-1")])
        .table("subnet-priv", "vpc-1", &[("0.0.0.0/0", "nat-1"), ("::/0", "igw-1")])
        .group("sg-a", "vpc-1", inbound, &out)
        .eni("eni-a", "subnet-pub", &["10.0.1.10", "2001:db8:1:1::10"], &["sg-a"])
        .public("eni-a", "54.0.0.10")
        .eni("eni-b", "subnet-priv", &["10.0.2.10", "2001:db8:1:2::10"], &["sg-a"]);
    match acl_inbound {
        [] => lab,
        told => lab.acl("acl-pub", "subnet-pub", told, &["100 allow all 0.0.0.0/0"]),
    }
}

fn labels(dialogue: &Dialogue) -> Vec<&str> {
    dialogue.lines.iter().map(|line| &*line.label).collect()
}

/// The label of what died, the code and the place.
fn death(dialogue: &Dialogue) -> (&str, &'static str, String) {
    let line = dialogue.died().unwrap();
    let (_, code, place) = end(&line.trace);
    (&line.label, code, place)
}

fn hold(lab: &mut Lab, kind: ConversationKind, from: &str, to: &str) -> Dialogue {
    lab.talk(kind, from, to, (kind == PathMtu).then_some(443))
}

#[test]
fn the_internet_carries_1500_bytes_and_says_so() {
    let mut lab = lab(&["tcp 443 0.0.0.0/0", "icmp 3 0.0.0.0/0"], &[]);
    let held = hold(&mut lab, PathMtu, "eni-a", "internet");
    let expected = [
        "SYN",
        "SYN-ACK",
        "ACK",
        "data, 9001 bytes",
        "fragmentation needed",
        "data, 1500 bytes",
        "answer, 1500 bytes",
    ];
    assert_eq!(labels(&held), expected);
    assert!(held.completed && held.died_at().is_none() && held.verdict() == Decision::Allowed);
    let long = &held.lines[3].trace;
    assert_eq!(end(long), (Decision::Denied, "PACKET_TOO_BIG", "internet-gateway igw-1 out".to_owned()));
    assert!(long.assumptions.contains(&Assumption::JumboFarEnd));
    let told = &held.lines[4].trace;
    let seen = told.arrived.clone().unwrap();
    assert_eq!(
        (seen.source.to_string(), seen.destination.to_string()),
        ("203.0.113.10".into(), "10.0.1.10".into())
    );
    let message = seen.icmp().unwrap();
    assert_eq!((message.kind, message.code), (3, 4));
    // The gateway has put the private address into what the message quotes, too.
    assert_eq!(message.about.as_ref().unwrap().source.to_string(), "10.0.1.10");
}

#[test]
fn without_a_rule_for_the_message_the_connection_is_there_and_hangs() {
    let mut lab = lab(&["tcp 443 0.0.0.0/0"], &[]);
    let held = hold(&mut lab, PathMtu, "eni-a", "internet");
    assert_eq!((held.completed, held.died_at(), held.verdict()), (false, Some(4), Decision::Denied));
    let place = "security-group eni-a in".to_owned();
    assert_eq!(death(&held), ("fragmentation needed", "ENI_SG_RULES_MISMATCH", place));
    assert_eq!((held.loss(), held.has_words()), (Some(Loss::Word), true));
}

#[test]
fn what_was_lost_tells_a_connection_that_never_began_from_one_that_hangs() {
    let held = hold(&mut lab(&[], &[]), PathMtu, "internet", "eni-a");
    assert_eq!((labels(&held), held.loss(), held.has_words()), (vec!["SYN"], Some(Loss::Beginning), false));
    // The answer of the server finds no entry on its way out.
    let web = ["100 allow tcp 443 0.0.0.0/0"];
    let held = hold(&mut lab(&["tcp 443 0.0.0.0/0"], &web), PathMtu, "eni-a", "internet");
    assert_eq!((death(&held).0, held.loss()), ("SYN-ACK", Some(Loss::Beginning)));
    let held = hold(&mut lab(&["tcp 443 0.0.0.0/0"], &[]), PathMtu, "eni-b", "eni-a");
    assert_eq!((held.completed, held.loss(), held.has_words()), (true, None, false));
}

#[test]
fn the_answer_of_a_server_needs_the_rule_as_much() {
    // The client outside sends no more than the internet carries; the server does.
    let mut closed = lab(&["tcp 443 0.0.0.0/0"], &[]);
    let held = hold(&mut closed, PathMtu, "internet", "eni-a");
    assert_eq!(labels(&held)[3..], ["data, 1500 bytes", "answer, 9001 bytes", "fragmentation needed"]);
    assert_eq!(held.died_at(), Some(5));
    let mut open = lab(&["tcp 443 0.0.0.0/0", "icmp 3 0.0.0.0/0"], &[]);
    let held = hold(&mut open, PathMtu, "internet", "eni-a");
    assert!(held.completed, "{:?}", death(&held));
}

#[test]
fn a_network_acl_needs_its_entry_for_the_message() {
    let web = ["100 allow tcp 443 0.0.0.0/0", "110 allow tcp 1024-65535 0.0.0.0/0"];
    let rules = ["tcp 443 0.0.0.0/0", "icmp 3 0.0.0.0/0"];
    let held = hold(&mut lab(&rules, &web), PathMtu, "eni-a", "internet");
    let place = "network-acl acl-pub in".to_owned();
    assert_eq!(death(&held), ("fragmentation needed", "SUBNET_ACL_RESTRICTION", place));
    let with_icmp = [web[0], web[1], "120 allow icmp 3 0.0.0.0/0"];
    assert!(hold(&mut lab(&rules, &with_icmp), PathMtu, "eni-a", "internet").completed);
}

#[test]
fn the_message_finds_its_way_back_through_a_nat_gateway() {
    let mut lab = lab(&["icmp 3 0.0.0.0/0"], &[]);
    let held = hold(&mut lab, PathMtu, "eni-b", "internet");
    assert!(held.completed, "{:?}", death(&held));
    let told = path(&held.lines[4].trace);
    assert!(told.contains(&"nat-gateway nat-1 in".to_owned()), "{told:?}");
    assert_eq!(held.lines[4].trace.arrived.as_ref().unwrap().destination.to_string(), "10.0.2.10");
}

#[test]
fn icmpv6_has_a_type_of_its_own_for_it() {
    let mut closed = lab(&["icmp 3 0.0.0.0/0"], &[]);
    let held = hold(&mut closed, PathMtu, "eni-a", "2001:db8:ffff::10");
    assert_eq!(death(&held).0, "packet too big");
    let mut open = lab(&["icmpv6 2 ::/0"], &[]);
    assert!(hold(&mut open, PathMtu, "eni-a", "2001:db8:ffff::10").completed);
}

#[test]
fn inside_a_vpc_and_over_a_peering_of_one_region_nothing_is_too_long() {
    let two = |lab: Lab| {
        lab.vpc("vpc-2", &["10.2.0.0/16"])
            .subnet("subnet-far", "vpc-2", &["10.2.1.0/24"])
            .eni("eni-far", "subnet-far", &["10.2.1.10"], &[])
            .peering("pcx-1", "vpc-1", "vpc-2")
            .table("subnet-priv", "vpc-1", &[("10.2.0.0/16", "pcx-1")])
            .table("subnet-far", "vpc-2", &[("10.0.0.0/16", "pcx-1")])
    };
    let mut near = two(lab(&["tcp 443 0.0.0.0/0"], &[]));
    for to in ["eni-b", "eni-far"] {
        let from = if to == "eni-b" { "eni-a" } else { "eni-b" };
        let held = hold(&mut near, PathMtu, from, to);
        assert!(held.completed, "{to} {:?}", labels(&held));
        assert_eq!(held.lines.len(), 5, "{to}");
    }
    let mut across = two(lab(&["tcp 443 0.0.0.0/0"], &[])).change(|network| {
        network.peerings.modify("pcx-1").unwrap().accepter.region = Rc::from("eu-north-1");
    });
    let held = hold(&mut across, PathMtu, "eni-b", "eni-far");
    assert_eq!(labels(&held)[3..], ["data, 9001 bytes", "fragmentation needed"]);
    assert_eq!(death(&held).2, "security-group eni-b in");
    assert_eq!(held.lines[3].trace.bounce.as_ref().unwrap().carries, Some(8500));
}

#[test]
fn a_transit_gateway_carries_8500_bytes() {
    let mut lab = transit::lab();
    let held = hold(&mut lab, PathMtu, "eni-a", "eni-b");
    let expected = [
        "data, 9001 bytes",
        "fragmentation needed",
        "data, 8500 bytes",
        "answer, 9001 bytes",
        "fragmentation needed",
        "answer, 8500 bytes",
    ];
    assert_eq!(labels(&held)[3..], expected);
    assert!(held.completed);
    assert_eq!(path(&held.lines[4].trace)[0], "route-table rtb-subnet-t1 out");
}

#[test]
fn traceroute_shows_a_nat_gateway_and_a_router_of_the_internet() {
    let mut lab = lab(&["icmp 11 0.0.0.0/0", "icmp 3 0.0.0.0/0"], &[]);
    let held = hold(&mut lab, Traceroute, "eni-b", "internet");
    let expected = [
        "probe, time to live 1",
        "time exceeded",
        "probe, time to live 2",
        "time exceeded",
        "probe, time to live 3",
        "port unreachable",
    ];
    assert_eq!(labels(&held), expected);
    assert!(held.completed && held.died_at().is_none(), "{:?}", death(&held));
    let hop = |index: usize| held.lines[index].trace.arrived.as_ref().unwrap().source.to_string();
    assert_eq!((hop(1), hop(3), hop(5)), ("10.0.1.99".into(), "198.51.100.1".into(), "203.0.113.10".into()));
    let expired = end(&held.lines[0].trace);
    assert_eq!(expired, (Decision::Denied, "TIME_EXCEEDED", "nat-gateway nat-1 out".to_owned()));
    let ports: Vec<u16> = held.lines.iter().filter_map(|line| Some(line.trace.packet.ports()?.1)).collect();
    assert_eq!(ports, [33434, 33435, 33436]);
    assert!(held.lines[0].trace.assumptions.contains(&Assumption::TracerouteHops));
}

#[test]
fn hops_whose_word_is_lost_show_as_stars_and_the_target_is_reached_all_the_same() {
    let mut lab = lab(&["icmp 3 0.0.0.0/0"], &[]);
    let held = hold(&mut lab, Traceroute, "eni-a", "internet");
    assert_eq!((held.completed, held.died_at(), held.verdict()), (true, Some(1), Decision::Allowed));
    assert_eq!(death(&held).0, "time exceeded");
    assert_eq!(*held.decisive().unwrap().label, *"port unreachable");
}

#[test]
fn without_a_rule_for_port_unreachable_the_target_is_never_seen() {
    let mut lab = lab(&["icmp 11 0.0.0.0/0"], &[]);
    let held = hold(&mut lab, Traceroute, "eni-a", "internet");
    assert_eq!((held.completed, held.verdict()), (false, Decision::Denied));
    assert_eq!(death(&held).0, "port unreachable");
}

#[test]
fn a_target_that_refuses_the_probe_ends_it() {
    let mut lab = lab(&["icmp 3 0.0.0.0/0"], &[]);
    let held = hold(&mut lab, Traceroute, "internet", "eni-a");
    assert_eq!(labels(&held), ["probe, time to live 1"]);
    assert_eq!(death(&held).2, "security-group eni-a in");
    // Between neighbours the target is the first hop: the VPC's router does not show.
    let mut open = self::lab(&["udp 33434-33523 10.0.0.0/16", "icmp 3 10.0.0.0/16"], &[]);
    let held = hold(&mut open, Traceroute, "eni-a", "eni-b");
    assert_eq!(labels(&held), ["probe, time to live 1", "port unreachable"]);
    assert!(held.completed);
}

#[test]
fn an_appliance_is_a_hop_and_its_group_lets_the_word_out() {
    let with_appliance = |outbound: &[&str]| {
        lab(&["udp 33434-33523 10.0.0.0/16", "icmp 3 10.0.0.0/16", "icmp 11 10.0.0.0/16"], &[])
            .subnet("subnet-mid", "vpc-1", &["10.0.3.0/24"])
            .group("sg-mid", "vpc-1", &["all 0.0.0.0/0"], outbound)
            .eni("eni-mid", "subnet-mid", &["10.0.3.10"], &["sg-mid"])
            .change_eni("eni-mid", |eni| eni.source_dest_check = false)
            .table("subnet-priv", "vpc-1", &[("10.0.1.0/24", "eni-mid")])
    };
    let held = hold(&mut with_appliance(&["all 0.0.0.0/0"]), Traceroute, "eni-b", "eni-a");
    assert!(held.completed, "{:?}", death(&held));
    assert_eq!(held.lines[1].trace.packet.source.to_string(), "10.0.3.10");
    let held = hold(&mut with_appliance(&["udp 1-65535 0.0.0.0/0"]), Traceroute, "eni-b", "eni-a");
    assert_eq!((held.completed, held.died_at()), (true, Some(1)));
    assert_eq!(death(&held).2, "security-group eni-mid out");
}

#[test]
fn the_option_lets_the_errors_by_without_a_rule() {
    let mut lab = lab(&["tcp 443 0.0.0.0/0"], &[])
        .change(|network| Rc::make_mut(&mut network.settings).options.related = true);
    // The group's outbound rule lets the connection out, so it is tracked and its errors are related.
    let held = hold(&mut lab, PathMtu, "eni-b", "internet");
    assert!(held.completed, "{:?}", death(&held));
    assert!(held.lines[4].trace.assumptions.contains(&Assumption::RelatedIcmpErrors));
}
