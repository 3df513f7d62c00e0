//! Every packet of a small universe against every rule set of a family: sixteen addresses, eight ports.
//!
//! The evaluator is held against [`sg_tests::plain::admits`], which is written from AWS's text and shares
//! no code with it.

#![cfg(not(target_arch = "wasm32"))]

use sg_core::evaluate::{Arrival, LoweredRule, Lowering, RuleList, judge_by_rules};
use sg_core::model::{
    Network, SecurityGroup, SecurityGroupId, SecurityGroupRule, SecurityGroupRuleId, Tags, VpcId,
};
use sg_core::net::Decision;
use sg_tests::plain::{ICMP, ICMPV6, PlainPacket, PlainPeer, PlainRule, TCP, UDP, admits};
use sg_tests::{convert, run};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::rc::Rc;

const GRE: u8 = 47;
const HOST: [IpAddr; 2] =
    [IpAddr::V4(Ipv4Addr::new(10, 0, 1, 10)), IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, 10))];

/// The address of a number from 0 to 15.
fn v4(number: u8) -> Ipv4Addr {
    Ipv4Addr::new(10, 0, 0, 32 + number)
}

fn v6(number: u8) -> Ipv6Addr {
    Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 32 + u16::from(number))
}

/// Every block of the sixteen addresses, everything of each family, and one block of IPv6.
fn peers() -> Vec<PlainPeer> {
    let blocks =
        (28..=32u8).flat_map(|length| (0..16u8).step_by(1 << (32 - length)).map(move |base| (base, length)));
    let mut peers: Vec<_> = blocks.map(|(base, length)| PlainPeer::V4(v4(base), length)).collect();
    peers.push(PlainPeer::V4(Ipv4Addr::UNSPECIFIED, 0));
    peers.push(PlainPeer::V6(Ipv6Addr::UNSPECIFIED, 0));
    peers.push(PlainPeer::V6(v6(8), 125));
    peers
}

/// Protocol, from and to of every rule of the universe.
fn traffics() -> Vec<(Option<u8>, i32, i32)> {
    let mut all = vec![(None, 0, 0), (Some(GRE), 0, 0)];
    for protocol in [TCP, UDP] {
        all.extend((0..8).flat_map(|from| (from..8).map(move |to| (Some(protocol), from, to))));
    }
    for protocol in [ICMP, ICMPV6] {
        all.push((Some(protocol), -1, -1));
        for kind in [0, 3, 8, 128] {
            all.extend([-1, 0, 3].map(|code| (Some(protocol), kind, code)));
        }
    }
    all
}

/// Every packet between the host and the sixteen addresses of a family, whose source port (or, where
/// there is none, nothing) is the one given.
fn packets(outbound: bool, source_ports: &[u16]) -> Vec<PlainPacket> {
    let mut all = Vec::new();
    for number in 0..16 {
        for (host, other) in HOST.iter().zip([IpAddr::V4(v4(number)), IpAddr::V6(v6(number))]) {
            let (source, destination) = if outbound { (*host, other) } else { (other, *host) };
            let bare = |protocol| PlainPacket {
                flags: 2,
                icmp_id: 1,
                ..PlainPacket::bare(source, destination, protocol)
            };
            for (protocol, port) in
                [TCP, UDP].into_iter().flat_map(|protocol| (0..8).map(move |port| (protocol, port)))
            {
                all.extend(source_ports.iter().map(|source| PlainPacket {
                    source_port: *source,
                    destination_port: port,
                    ..bare(protocol)
                }));
            }
            let icmp = if host.is_ipv4() { ICMP } else { ICMPV6 };
            for (kind, code) in [(0, 0), (3, 3), (8, 0), (8, 3), (128, 0), (129, 0)] {
                all.push(PlainPacket { icmp_type: kind, icmp_code: code, ..bare(icmp) });
            }
            all.push(bare(GRE));
            all.push(bare(50));
        }
    }
    all
}

/// The rules as the evaluator holds them.
fn lowered(rules: &[&PlainRule]) -> RuleList {
    let network = Network::default();
    let lowering = Lowering::new(&network);
    let vpc = VpcId::new("vpc-1");
    let group = Rc::new(SecurityGroup {
        id: SecurityGroupId::new("sg-1"),
        name: Rc::from("small"),
        description: Rc::from("small"),
        vpc: vpc.clone(),
        owner: Rc::from("111122223333"),
        rules: Vec::new(),
        tags: Tags::default(),
    });
    let one = |rule: &&PlainRule| {
        let peer = convert::block_peer(&rule.peer).expect("a block");
        let direction = convert::direction(rule.outbound);
        LoweredRule {
            group: Rc::clone(&group),
            peers: lowering.peers(&peer, &vpc, direction),
            rule: Rc::new(SecurityGroupRule {
                id: SecurityGroupRuleId::new("sgr-1"),
                id_is_invented: false,
                direction,
                traffic: convert::traffic(rule),
                peer,
                description: None,
                tags: Tags::default(),
            }),
        }
    };
    rules.iter().map(one).collect()
}

/// Compares verdict and matching rules for every packet; answers how many were compared.
fn compare(rules: &[&PlainRule], packets: &[(PlainPacket, sg_core::net::Packet)], outbound: bool) -> usize {
    let list = lowered(rules);
    let direction = convert::direction(outbound);
    for (plain, packet) in packets {
        let judged = judge_by_rules(&list, packet, direction, &Arrival::default());
        let expected = rules.iter().map(|rule| admits(rule, plain, outbound));
        let allowed = expected.clone().any(|admitted| admitted);
        let decision = if allowed { Decision::Allowed } else { Decision::Denied };
        assert_eq!(judged.decision, decision, "{plain:?} under {rules:?}");
        assert!(
            judged.considered.misses.iter().map(|misses| misses.is_match()).eq(expected),
            "{plain:?} under {rules:?}: {:?}",
            judged.considered.misses
        );
    }
    packets.len()
}

fn with_core_form(packets: Vec<PlainPacket>) -> Vec<(PlainPacket, sg_core::net::Packet)> {
    packets.into_iter().map(|plain| (plain.clone(), convert::packet(&plain))).collect()
}

#[test]
fn every_packet_against_every_single_rule() {
    let mut compared = 0;
    for outbound in [false, true] {
        let packets = with_core_form(packets(outbound, &[3]));
        for peer in peers() {
            for (protocol, from, to) in traffics() {
                let rule = PlainRule { outbound, protocol, from, to, peer: peer.clone() };
                compared += compare(&[&rule], &packets, outbound);
            }
        }
    }
    println!("brute force: {compared} packets against single rules");
    assert!(compared > 4_000_000, "the universe has shrunk: {compared}");
}

/// A dozen rules that overlap, contain one another, or differ in one field alone.
fn alphabet(outbound: bool) -> Vec<PlainRule> {
    let of = |protocol, from, to, peer| PlainRule { outbound, protocol, from, to, peer };
    let mut rules = vec![
        of(Some(TCP), 0, 3, PlainPeer::V4(v4(0), 29)),
        of(Some(TCP), 2, 5, PlainPeer::V4(v4(4), 30)),
        of(Some(TCP), 7, 7, PlainPeer::V4(Ipv4Addr::UNSPECIFIED, 0)),
        of(Some(UDP), 2, 5, PlainPeer::V4(v4(4), 30)),
        of(Some(ICMP), 8, -1, PlainPeer::V4(v4(8), 29)),
        of(Some(ICMP), 3, 3, PlainPeer::V4(v4(15), 32)),
        of(Some(ICMPV6), 128, 0, PlainPeer::V6(v6(8), 125)),
        of(Some(TCP), 0, 7, PlainPeer::V6(v6(8), 125)),
        of(Some(GRE), 0, 0, PlainPeer::V4(v4(6), 31)),
        of(None, 0, 0, PlainPeer::V4(v4(7), 32)),
    ];
    if run::is_long() {
        rules.push(of(None, 0, 0, PlainPeer::V6(v6(3), 128)));
        rules.push(of(Some(UDP), 0, 7, PlainPeer::V6(Ipv6Addr::UNSPECIFIED, 0)));
    }
    rules
}

#[test]
fn every_packet_against_every_subset_of_an_alphabet_of_rules() {
    let mut compared = 0;
    for outbound in [false, true] {
        let alphabet = alphabet(outbound);
        let packets = with_core_form(packets(outbound, &[3]));
        for subset in 0..1u32 << alphabet.len() {
            let chosen: Vec<_> = alphabet
                .iter()
                .enumerate()
                .filter(|(bit, _)| subset >> bit & 1 == 1)
                .map(|(_, rule)| rule)
                .collect();
            compared += compare(&chosen, &packets, outbound);
        }
    }
    println!("brute force: {compared} packets against subsets of rules");
    assert!(compared > 1_000_000, "the universe has shrunk: {compared}");
}

#[test]
fn source_ports_are_never_looked_at() {
    let every: Vec<u16> = (0..8).collect();
    for outbound in [false, true] {
        let packets = with_core_form(packets(outbound, &every));
        for rule in alphabet(outbound) {
            compare(&[&rule], &packets, outbound);
        }
    }
}
