//! nftables' text for the rules of a security group: drop by default, let the replies of tracked flows by.

use crate::plain::{ICMP, ICMPV6, PlainPeer, PlainRule, TCP, UDP};
use std::fmt::Write;
use std::net::IpAddr;

/// The barrier that `firewall.py` sends behind each packet.
const BARRIER: &str = "meta l4proto 254 accept";

/// The rule set, with or without ICMP errors about tracked flows.
pub fn rule_set(rules: &[PlainRule], related: bool) -> String {
    let states = if related { "established,related" } else { "established" };
    let mut text = "table inet groups {\n".to_owned();
    for (chain, outbound) in [("input", false), ("output", true)] {
        let _ = write!(
            text,
            "chain {chain} {{\ntype filter hook {chain} priority 0\npolicy drop\n{BARRIER}\nct state {states} accept\n"
        );
        for rule in rules.iter().filter(|rule| rule.outbound == outbound) {
            for peer in peers(&rule.peer, outbound) {
                let _ = writeln!(text, "{peer} {} accept", traffic(rule));
            }
        }
        text.push_str("}\n");
    }
    text.push_str("}\n");
    text
}

fn peers(peer: &PlainPeer, outbound: bool) -> Vec<String> {
    let block = |address: IpAddr, length: u8| {
        let side = if outbound { "daddr" } else { "saddr" };
        match (address, length) {
            // nftables drops a condition that is always true, and the family with it.
            (IpAddr::V4(_), 0) => "meta nfproto ipv4".to_owned(),
            (IpAddr::V6(_), 0) => "meta nfproto ipv6".to_owned(),
            (IpAddr::V4(_), _) => format!("ip {side} {address}/{length}"),
            (IpAddr::V6(_), _) => format!("ip6 {side} {address}/{length}"),
        }
    };
    match peer {
        PlainPeer::V4(base, length) => vec![block(IpAddr::V4(*base), *length)],
        PlainPeer::V6(base, length) => vec![block(IpAddr::V6(*base), *length)],
        PlainPeer::Group(members) => {
            members.iter().map(|member| block(*member, if member.is_ipv4() { 32 } else { 128 })).collect()
        }
        PlainPeer::PrefixList(blocks) => blocks.iter().map(|(base, length)| block(*base, *length)).collect(),
    }
}

fn traffic(rule: &PlainRule) -> String {
    let Some(protocol) = rule.protocol else { return String::new() };
    let mut text = format!("meta l4proto {protocol}");
    match protocol {
        TCP | UDP => {
            let _ = write!(text, " th dport {}-{}", rule.from, rule.to);
        }
        ICMP | ICMPV6 => {
            for (offset, value) in [(0, rule.from), (8, rule.to)] {
                if value != -1 {
                    let _ = write!(text, " @th,{offset},8 {value}");
                }
            }
        }
        _ => {}
    }
    text
}
