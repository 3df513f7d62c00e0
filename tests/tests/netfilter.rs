//! The evaluator against Linux: the same rules, the same packets, real ones, through a real stateful firewall.
//!
//! Random rule sets are loaded into a network namespace as nftables rules; packets of all kinds are sent
//! through it both ways, and each verdict is compared. Between rule sets the tracked flows are compared with
//! `conntrack -L`. Where the two systems differ, `sg_tests::netfilter::DIFFERENCES` says how.

#![cfg(not(target_arch = "wasm32"))]

use serde_json::{Value, json};
use sg_core::conntrack::{Entry, IcmpFlow, Side, State, TcpState};
use sg_core::net::Decision;
use sg_tests::generate::{self, HOST, flag};
use sg_tests::interface::OneInterface;
use sg_tests::netfilter::{DIFFERENCES, LinuxEntry, not_alike, parse_entry, rule_set};
use sg_tests::plain::{PlainPacket, PlainRule, TCP};
use sg_tests::process::{Peer, python};
use sg_tests::{Random, run};
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

const PACKETS_PER_RULE_SET: usize = 50;

/// The flows that Linux calls assured: a packet has found the connection established after an answer.
#[derive(Default)]
struct Assured(BTreeSet<u64>);

impl Assured {
    fn note(&mut self, packet: &PlainPacket, before: &[Entry], after: Option<&Entry>) {
        let Some(after) = after.filter(|_| packet.protocol == TCP && packet.flags & flag::SYN == 0) else {
            return;
        };
        let Some(before) = before.iter().find(|before| before.sequence == after.sequence) else { return };
        let was_on = matches!(before.state, State::Tcp(TcpState::SynRecv(_) | TcpState::Established));
        if before.packets[1] > 0 && was_on && after.state == State::Tcp(TcpState::Established) {
            self.0.insert(after.sequence);
        }
    }
}

/// What has happened under a rule set.
#[derive(Default)]
struct Past {
    packets: Vec<(PlainPacket, bool, bool)>,
    assured: Assured,
}

impl Past {
    /// Earlier packets between these pairs of addresses, and whether they were allowed.
    fn between(&self, pairs: &[(IpAddr, IpAddr)]) -> Vec<&(PlainPacket, bool, bool)> {
        let is_one = |(one, other): &(IpAddr, IpAddr)| {
            pairs.contains(&(*one, *other)) || pairs.contains(&(*other, *one))
        };
        self.packets.iter().filter(|(packet, ..)| is_one(&(packet.source, packet.destination))).collect()
    }
}

/// What was compared, and what was left out by which difference.
#[derive(Default)]
struct Tally {
    packets: usize,
    allowed: usize,
    established: usize,
    connections: usize,
    entries: usize,
    left_out: BTreeMap<&'static str, usize>,
}

impl Tally {
    fn leave_out(&mut self, name: &'static str) {
        assert!(DIFFERENCES.iter().any(|difference| difference.name == name), "{name} stands in no table");
        *self.left_out.entry(name).or_default() += 1;
    }
}

#[test]
fn verdicts_and_tracked_flows_are_those_of_linux() {
    let mut linux = match Peer::start(&python(), "firewall.py") {
        Ok(linux) => linux,
        Err(reason) => return run::skipped("netfilter", &reason),
    };
    let mut random = run::random("netfilter");
    let wanted = run::amount(3_000, 30_000);
    let mut tally = Tally::default();
    while tally.packets < wanted {
        one_rule_set(&mut linux, &mut random, &mut tally);
    }
    println!(
        "netfilter: {} packets ({} allowed, {} of them by tracking), {} connections, {} tracked entries, all alike",
        tally.packets, tally.allowed, tally.established, tally.connections, tally.entries
    );
    println!("netfilter: left out: {:?}", tally.left_out);
    assert!(tally.allowed > tally.packets / 8 && tally.allowed < tally.packets * 7 / 8, "one-sided packets");
    assert!(tally.established > tally.packets / 20, "tracking was hardly tested");
    assert!(tally.entries > tally.packets / 20, "entries were hardly compared");
}

fn one_rule_set(linux: &mut Peer, random: &mut Random, tally: &mut Tally) {
    let mut rules: Vec<PlainRule> = (0..2 + random.below(10)).map(|_| generate::rule(random)).collect();
    let mut here = OneInterface::new(&rules);
    let mut sent: Vec<(PlainPacket, bool)> = Vec::new();
    let related = random.chance(30);
    if related {
        here.let_related_pass();
    }
    let mut past = Past::default();
    let mut changed = false;
    linux.ask(&json!({"load": rule_set(&rules, related), "flush": true}));
    for _ in 0..3 {
        let batch: Vec<(PlainPacket, bool)> =
            (0..PACKETS_PER_RULE_SET / 3).map(|_| next_packet(random, &mut sent)).collect();
        let batch = keep_what_is_alike(&here, batch, changed, tally);
        compare_packets(linux, &mut here, &batch, &rules, &mut past, tally);
        compare_entries(linux, &here, &rules, &past, tally);
        change(random, &mut rules);
        here.set_rules(&rules);
        linux.ask(&json!({"load": rule_set(&rules, related), "flush": false}));
        changed = true;
    }
    if random.chance(30) {
        compare_connections(linux, random, &rules, tally);
    }
}

/// Takes a rule away, or adds one.
fn change(random: &mut Random, rules: &mut Vec<PlainRule>) {
    if random.chance(70) && !rules.is_empty() {
        let gone = random.below(rules.len());
        rules.remove(gone);
    } else {
        rules.push(generate::rule(random));
    }
}

/// A packet of its own, or one that goes on with an earlier one.
fn next_packet(random: &mut Random, sent: &mut Vec<(PlainPacket, bool)>) -> (PlainPacket, bool) {
    let next = if sent.is_empty() || random.chance(40) {
        generate::packet(random)
    } else {
        let recent = sent.len().saturating_sub(1 + random.below(12));
        let (before, outbound) = sent[recent].clone();
        if random.chance(12)
            && let Some(error) = generate::error_about(random, &before)
        {
            return (error, !outbound);
        }
        let answer = random.chance(65);
        (generate::next_of(random, &before, answer), outbound != answer)
    };
    sent.push(next.clone());
    next
}

/// The packets on which both systems should agree, judged as the batch goes on.
fn keep_what_is_alike(
    here: &OneInterface,
    batch: Vec<(PlainPacket, bool)>,
    changed: bool,
    tally: &mut Tally,
) -> Vec<(PlainPacket, bool)> {
    let mut ahead = here.clone();
    let mut kept = Vec::new();
    for (packet, outbound) in batch {
        let found = ahead.entry_of(&packet, outbound);
        let (entry, side) = match &found {
            Some((entry, side)) => (Some(entry), *side),
            None => (None, Side::Original),
        };
        let about = packet.about.as_deref().and_then(|about| ahead.entry_of(about, !outbound));
        if about.is_some_and(|(entry, _)| !entry.tracking.is_tracked()) {
            tally.leave_out("related-untracked");
            continue;
        }
        match not_alike(&packet, entry, side, changed) {
            Some(name) => tally.leave_out(name),
            None => {
                ahead.judge(&packet, outbound);
                kept.push((packet, outbound));
            }
        }
    }
    kept
}

fn compare_packets(
    linux: &mut Peer,
    here: &mut OneInterface,
    batch: &[(PlainPacket, bool)],
    rules: &[PlainRule],
    past: &mut Past,
    tally: &mut Tally,
) {
    let packets: Vec<Value> = batch.iter().map(|(packet, outbound)| to_json(packet, *outbound)).collect();
    let answer = linux.ask(&json!({"send": packets}));
    let arrived = answer["arrived"].as_array().expect("a list").clone();
    assert_eq!(arrived.len(), batch.len());
    for ((packet, outbound), arrived) in batch.iter().zip(arrived) {
        let before = here.entries();
        let passage = here.judge(packet, *outbound);
        past.assured.note(packet, &before, passage.entry());
        let allowed = passage.decision() == Decision::Allowed;
        assert_eq!(
            Some(allowed),
            arrived.as_bool(),
            "here {passage:?}, on Linux the other way,\nfor {packet:?} (outbound {outbound}),\nafter {:#?}\nunder {}",
            past.between(&[(packet.source, packet.destination)]),
            rule_set(rules, false)
        );
        past.packets.push((packet.clone(), *outbound, allowed));
        tally.packets += 1;
        tally.allowed += usize::from(allowed);
        tally.established += usize::from(passage.tracked() == Some("established"));
    }
}

fn to_json(packet: &PlainPacket, outbound: bool) -> Value {
    json!({
        "outbound": outbound,
        "source": packet.source,
        "destination": packet.destination,
        "protocol": packet.protocol,
        "source_port": packet.source_port,
        "destination_port": packet.destination_port,
        "icmp_type": packet.icmp_type,
        "icmp_code": packet.icmp_code,
        "icmp_id": packet.icmp_id,
        "flags": packet.flags,
        "about": packet.about.as_deref().map(|about| to_json(about, !outbound)),
    })
}

/// Compares the tracked entries in direction, tuple, TCP state, and whether they are assured.
fn compare_entries(
    linux: &mut Peer,
    here: &OneInterface,
    rules: &[PlainRule],
    past: &Past,
    tally: &mut Tally,
) {
    let answer = linux.ask(&json!({"entries": true}));
    let lines = answer["entries"].as_array().expect("a list").iter().filter_map(Value::as_str);
    let mut there: Vec<LinuxEntry> = lines.map(|line| parse_entry(line).expect(line)).collect();
    let mut ours = Vec::new();
    for entry in here.entries() {
        let shown = as_linux_shows(&entry, &past.assured);
        let same_flow = |linux: &LinuxEntry| linux.tuple() == shown.tuple();
        if !entry.tracking.is_tracked() {
            there.retain(|linux| !same_flow(linux));
            tally.leave_out("untracked");
        } else if matches!(entry.icmp, Some(IcmpFlow::OneWay { .. })) {
            tally.leave_out("icmp-one-way");
        } else {
            ours.push(shown);
        }
    }
    for linux in there.iter_mut().filter(|linux| linux.state.is_none() && linux.assured) {
        linux.assured = false;
        tally.leave_out("udp-stream");
    }
    tally.entries += ours.len();
    ours.sort();
    there.sort();
    let here_only: Vec<_> = ours.iter().filter(|entry| !there.contains(entry)).collect();
    let there_only: Vec<_> = there.iter().filter(|entry| !ours.contains(entry)).collect();
    let odd: Vec<_> =
        here_only.iter().chain(&there_only).map(|entry| (entry.source, entry.destination)).collect();
    assert!(
        odd.is_empty(),
        "only here: {here_only:#?}\nonly on Linux: {there_only:#?}\nafter {:#?}\nunder {}",
        past.between(&odd),
        rule_set(rules, false)
    );
}

fn as_linux_shows(entry: &Entry, assured: &Assured) -> LinuxEntry {
    let state = match entry.state {
        State::Tcp(state) => Some(state.name().to_owned()),
        State::Unreplied | State::Replied | State::Assured => None,
    };
    LinuxEntry {
        protocol: entry.protocol.0,
        source: entry.source,
        destination: entry.destination,
        source_port: entry.source_port,
        destination_port: entry.destination_port,
        icmp: match entry.icmp {
            Some(IcmpFlow::Query { kind, id }) => Some((kind, id)),
            _ => None,
        },
        state,
        unreplied: entry.packets[1] == 0,
        assured: assured.0.contains(&entry.sequence),
    }
}

/// Real sockets, some of which the rules let connect.
fn compare_connections(linux: &mut Peer, random: &mut Random, rules: &[PlainRule], tally: &mut Tally) {
    linux.ask(&json!({"load": rule_set(rules, false), "flush": true}));
    let mut here = OneInterface::new(rules);
    let mut past = Past::default();
    let far = ["10.77.0.33", "2001:db8:77::33"].map(|text| text.parse().expect("an address"));
    let mut connections = Vec::new();
    for index in 0..6u16 {
        let family = usize::from(random.chance(40));
        let outbound = random.chance(50);
        let (source, destination) =
            if outbound { (HOST[family], far[family]) } else { (far[family], HOST[family]) };
        let ports = [22, 53, 80, 443, 1024, 50000];
        let packet = PlainPacket {
            source_port: 20_000 + index * 100 + u16::try_from(random.below(100)).unwrap_or(0),
            destination_port: ports[usize::from(index)],
            flags: flag::SYN,
            ..PlainPacket::bare(source, destination, TCP)
        };
        connections.push((packet, outbound));
    }
    let wanted: Vec<Value> =
        connections.iter().map(|(packet, outbound)| to_json(packet, *outbound)).collect();
    let answer = linux.ask(&json!({"connect": wanted}));
    for ((packet, outbound), connected) in
        connections.iter().zip(answer["connected"].as_array().expect("a list"))
    {
        let expected = shake_hands(&mut here, packet, *outbound, &mut past.assured);
        assert_eq!(connected.as_bool(), Some(expected), "{packet:?} under {}", rule_set(rules, false));
        tally.connections += 1;
    }
    compare_entries(linux, &here, rules, &past, tally);
    linux.ask(&json!({"close": true}));
}

/// The packets of a real connection and of the byte that goes each way.
fn shake_hands(
    here: &mut OneInterface,
    opening: &PlainPacket,
    outbound: bool,
    assured: &mut Assured,
) -> bool {
    let forth = |flags| (PlainPacket { flags, ..opening.clone() }, outbound);
    let back = |flags| {
        let answer = PlainPacket {
            source: opening.destination,
            destination: opening.source,
            source_port: opening.destination_port,
            destination_port: opening.source_port,
            flags,
            ..opening.clone()
        };
        (answer, !outbound)
    };
    let data = flag::PSH | flag::ACK;
    let script = [
        forth(flag::SYN),
        back(flag::SYN | flag::ACK),
        forth(flag::ACK),
        forth(data),
        back(flag::ACK),
        back(data),
        forth(flag::ACK),
    ];
    script.iter().all(|(packet, outbound)| {
        let before = here.entries();
        let passage = here.judge(packet, *outbound);
        assured.note(packet, &before, passage.entry());
        passage.decision() == Decision::Allowed
    })
}
