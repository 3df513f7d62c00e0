//! A second way to decide: random networks and packets, the evaluator held against brute force over the
//! text of AWS's guides. Verdict, the kind of the first checkpoint that stops, the packet as it arrives,
//! and the same of its answer.

#![cfg(not(target_arch = "wasm32"))]

mod oracle;
mod plan;

use oracle::{Fate, Oracle};
use plan::{PORTS, Plan, internet, nat_public};
use sg_core::formats::aws::{self, Source};
use sg_core::formats::document;
use sg_core::net::{Decision, Packet, Payload};
use sg_core::path::Trace;
use sg_core::simulation::{Answer, Simulation};
use sg_core::wire::{FlagName, PacketInput, ProtocolName, Step, StepKind};
use sg_tests::plain::{ICMP, ICMPV6, PlainPacket, TCP, UDP};
use sg_tests::{Random, run};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::rc::Rc;

#[test]
fn the_evaluator_agrees_with_brute_force() {
    let mut random = run::random("networks");
    let (networks, packets) = (run::amount(300, 5_000), 20);
    let mut tally: BTreeMap<String, usize> = BTreeMap::new();
    for at in 0..networks {
        let plan = Plan::any(&mut random);
        let text = plan.to_aws().to_string();
        let import = aws::import(&[Source { name: "random", text: &text }]).expect("a description");
        // A blackhole's target is gone, and two random rules may be the same: the import says no more.
        let mut problems = import.problems.iter().filter(|problem| {
            !problem.message.contains("`igw-gone`") && !problem.message.contains("the same rule")
        });
        assert_eq!(problems.next(), None, "network {at}\n{text}");
        let simulation = Simulation::of(import.network);
        for _ in 0..packets {
            let packet = any_packet(&mut random, &plan);
            compare(&plan, simulation.fork(), &packet, &mut tally);
        }
    }
    println!("networks: {networks} networks, {tally:?}");
    for wanted in [
        "allowed",
        "answer allowed",
        "security-group",
        "network-acl",
        "route-table",
        "internet-gateway",
        "nat-gateway",
        "peering",
        "egress-only-internet-gateway",
        "block-public-access",
        "interface",
        "answer network-acl",
        "answer route-table",
        "translated by NAT",
        "by group reference",
        "transit-gateway",
        "endpoint",
        "load-balancer",
        "through a transit gateway",
        "to a gateway endpoint",
        "answer allowed through a load balancer",
    ] {
        let count = tally.get(wanted).copied().unwrap_or_default();
        assert!(count * 1_000 >= networks, "only {count} of {wanted}: the networks are not varied");
    }
}

/// One packet and its answer on networks with empty tables.
fn compare(
    plan: &Plan,
    mut simulation: Simulation,
    packet: &PlainPacket,
    tally: &mut BTreeMap<String, usize>,
) {
    let mut oracle = Oracle::new(plan);
    let expected = oracle.send(packet);
    let trace = send(&mut simulation, packet, false);
    check(&simulation, &expected, &trace, packet);
    count(tally, "", &expected);
    let Fate::Arrives(arrived) = expected else { return };
    if arrived.source_port != packet.source_port {
        *tally.entry("translated by NAT".to_owned()).or_default() += 1;
    }
    let passes = |kind: &str| trace.checkpoints.iter().any(|passed| passed.kind.name() == kind);
    let through = [
        ("transit-gateway", "through a transit gateway"),
        ("endpoint", "to a gateway endpoint"),
        ("load-balancer", "through a load balancer"),
    ];
    for (_, name) in through.into_iter().filter(|(kind, _)| passes(kind)) {
        *tally.entry(name.to_owned()).or_default() += 1;
    }
    let balanced = passes("load-balancer");
    let by_reference = trace.checkpoints.iter().any(|passed| match &passed.evidence {
        sg_core::path::Evidence::Rules(rules) => {
            rules.rule().is_some_and(|rule| matches!(rule.rule.peer, sg_core::model::Peer::SecurityGroup(_)))
        }
        _ => false,
    });
    *tally.entry("by group reference".to_owned()).or_default() += usize::from(by_reference);
    let answer = PlainPacket {
        source: arrived.destination,
        source_port: arrived.destination_port,
        destination: arrived.source,
        destination_port: arrived.source_port,
        icmp_type: match arrived.protocol {
            ICMP => 0,
            ICMPV6 => 129,
            _ => 0,
        },
        // A NAT gateway may have put another identifier in place.
        icmp_id: trace.arrived.as_ref().and_then(|there| there.icmp()).map_or(0, |message| message.id),
        ..arrived
    };
    let expected = oracle.answer(&answer);
    let trace = send(&mut simulation, &answer, true);
    check(&simulation, &expected, &trace, &answer);
    count(tally, "answer ", &expected);
    if balanced && matches!(expected, Fate::Arrives(_)) {
        *tally.entry("answer allowed through a load balancer".to_owned()).or_default() += 1;
    }
}

fn count(tally: &mut BTreeMap<String, usize>, prefix: &str, fate: &Fate) {
    let name = match fate {
        Fate::Arrives(_) => "allowed",
        Fate::Stopped(kind) => kind,
        Fate::Open => "open",
    };
    *tally.entry(format!("{prefix}{name}")).or_default() += 1;
}

fn check(simulation: &Simulation, expected: &Fate, trace: &Trace, packet: &PlainPacket) {
    let agrees = match expected {
        Fate::Open => true,
        Fate::Arrives(arrived) => {
            trace.verdict == Decision::Allowed
                && trace.arrived.as_ref().is_some_and(|there| ends(there) == plain_ends(arrived))
        }
        Fate::Stopped(kind) => {
            trace.verdict == Decision::Denied
                && trace.blocking().is_some_and(|blocking| blocking.kind.name() == *kind)
        }
    };
    assert!(
        agrees,
        "{packet:?}\nbrute force: {expected:?}\nevaluator: {:?} at {:?}, arrived {:?}\n{}",
        trace.verdict,
        trace.blocking().map(|blocking| (blocking.kind, &blocking.resource, blocking.code)),
        trace.arrived,
        document::write(&simulation.to_document())
    );
}

type Ends = (IpAddr, u16, IpAddr, u16);

fn plain_ends(packet: &PlainPacket) -> Ends {
    (packet.source, packet.source_port, packet.destination, packet.destination_port)
}

fn ends(packet: &Packet) -> Ends {
    let (source_port, destination_port) = match &packet.payload {
        Payload::Tcp { .. } | Payload::Udp { .. } => packet.ports().expect("ports"),
        _ => (0, 0),
    };
    (packet.source, source_port, packet.destination, destination_port)
}

fn send(simulation: &mut Simulation, packet: &PlainPacket, is_answer: bool) -> Rc<Trace> {
    let has_ports = matches!(packet.protocol, TCP | UDP);
    let is_icmp = matches!(packet.protocol, ICMP | ICMPV6);
    let input = PacketInput {
        from: packet.source.to_string(),
        to: packet.destination.to_string(),
        protocol: ProtocolName::Number(packet.protocol),
        source_port: has_ports.then_some(packet.source_port),
        destination_port: has_ports.then_some(packet.destination_port),
        icmp_type: is_icmp.then_some(packet.icmp_type),
        icmp_code: is_icmp.then_some(packet.icmp_code),
        icmp_id: is_icmp.then_some(packet.icmp_id),
        flags: (is_answer && packet.protocol == TCP).then(|| vec![FlagName::Syn, FlagName::Ack]),
        family: None,
    };
    match simulation.step(Step::from(StepKind::Send(input))) {
        Ok(Answer::Sent(trace)) => trace,
        other => panic!("{packet:?} gives {other:?}"),
    }
}

/// Inside, from and to the internet, to a public address from inside, to nobody, to a NAT gateway.
fn any_packet(random: &mut Random, plan: &Plan) -> PlainPacket {
    let interfaces: Vec<_> = plan.interfaces().collect();
    let instances: Vec<_> = plan.instances().collect();
    let (vpc, _, from) = *random.pick(&instances);
    let (far, _, to) = *random.pick(&interfaces);
    let both = from.ipv6.zip(to.ipv6).filter(|_| random.chance(40));
    let (inside, other) = match both {
        Some((from, to)) => (IpAddr::from(from), IpAddr::from(to)),
        None => (from.address.into(), to.address.into()),
    };
    let outside = internet(inside.is_ipv6());
    let public = |own: Option<Ipv4Addr>| own.filter(|_| both.is_none()).map(IpAddr::from);
    let (source, destination) = match random.below(20) {
        0..9 if inside != other => (inside, other),
        9 if both.is_none() => (inside, IpAddr::V4(Ipv4Addr::new(192, 0, 2, 10))),
        9..14 => (inside, outside),
        14..17 if both.is_some() => (outside, other),
        14..17 => (outside, public(to.public).unwrap_or(IpAddr::V4(nat_public(far)))),
        17 => (inside, public(to.public).unwrap_or(outside)),
        18 => (
            from.address.into(),
            IpAddr::V4(Ipv4Addr::new(10, random_byte(random, 4), random_byte(random, 5), 99)),
        ),
        _ => (inside, public(plan.vpcs[vpc].nat_subnet.map(|_| nat_public(vpc))).unwrap_or(outside)),
    };
    let protocol = match random.below(10) {
        0..6 => TCP,
        6..8 => UDP,
        8 if source.is_ipv4() && random.chance(50) => 47,
        _ if source.is_ipv6() => ICMPV6,
        _ => ICMP,
    };
    let mut packet = PlainPacket::bare(source, destination, protocol);
    match protocol {
        TCP | UDP => {
            packet.source_port = *random.pick(&[1025, 50000, 80]);
            packet.destination_port = if random.chance(5) { 25 } else { *random.pick(&PORTS) };
        }
        ICMP => (packet.icmp_type, packet.icmp_id) = (8, 1),
        ICMPV6 => (packet.icmp_type, packet.icmp_id) = (128, 1),
        _ => {}
    }
    packet
}

fn random_byte(random: &mut Random, limit: usize) -> u8 {
    u8::try_from(random.below(limit)).expect("a byte")
}
