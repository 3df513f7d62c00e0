//! A second opinion: what np-guard's analyser answers on a published configuration, held against the
//! evaluator. The data is not part of the project: `SG_PEER_DATA` names its folder, and without it this
//! test says that it skips.

#![cfg(not(target_arch = "wasm32"))]

mod table;

use serde_json::Value;
use sg_core::catalog::{Assumption, Code};
use sg_core::evaluate::judge_by_entries;
use sg_core::formats::aws::{self, Source};
use sg_core::model::{NetworkAcl, ResourceId};
use sg_core::net::{Decision, Direction, IcmpMessage, Packet, Payload, Protocol, TcpFlags};
use sg_core::path::{Checkpoint, CheckpointKind, DecidedBy, Evidence, Trace};
use sg_core::simulation::{Answer, Simulation};
use sg_core::wire::{FlagName, PacketInput, ProtocolName, Step, StepKind};
use sg_tests::run;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::rc::Rc;
use table::{Carried, End, Row};

/// Where the evaluator answers otherwise than np-guard, as AWS's behaviour demands: what differs, and why.
const DIFFERENCES: [(&str, &str); 6] = [
    (PORT_ZERO, "np-guard's ports begin at 1; a rule for 0-65535 or for all traffic covers port 0 too"),
    (OTHER_PROTOCOLS, "np-guard knows TCP, UDP and ICMP; a rule for all traffic covers every protocol"),
    (
        ROUTE_TABLES,
        "np-guard models no route tables and the configuration has none; what is not described passes and \
         is named as an assumption",
    ),
    (
        WAY_OUT,
        "np-guard lets no instance without a public address out; without route tables and NAT gateways its \
         way out is unknown, and so is the answer once its groups allow the packet",
    ),
    (
        PUBLIC_ADDRESS,
        "np-guard prints a public instance by its private address; from the internet only the public one \
         leads there, since the gateway translates and refuses the other",
    ),
    (ANSWERS, "np-guard judges the responses of TCP alone; here every reply is a packet and is judged"),
];
const PORT_ZERO: &str = "port 0";
const OTHER_PROTOCOLS: &str = "other protocols";
const ROUTE_TABLES: &str = "route tables";
const WAY_OUT: &str = "the way out of a private instance";
const PUBLIC_ADDRESS: &str = "public addresses";
const ANSWERS: &str = "answers of UDP and ICMP";

/// The configuration and np-guard's texts about it.
struct Peer {
    simulation: Simulation,
    folder: PathBuf,
}

impl Peer {
    fn read() -> Option<Peer> {
        let Some(root) = std::env::var_os("SG_PEER_DATA") else {
            run::skipped("np_guard", "SG_PEER_DATA is not set");
            return None;
        };
        let folder = PathBuf::from(root).join("np-guard-mixed");
        let text = fs::read_to_string(folder.join("input.json")).expect("the configuration");
        Some(Peer { simulation: opened(&text), folder })
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).expect("one of np-guard's texts")
    }

    fn acl(&self, id: &str) -> &Rc<NetworkAcl> {
        self.simulation.network().network_acls.find(id).expect("the ACL")
    }

    /// The private and the public address of every instance.
    fn instances(&self) -> BTreeMap<Ipv4Addr, Option<Ipv4Addr>> {
        let interfaces = self.simulation.network().interfaces.iter();
        interfaces
            .map(|interface| (interface.private_addresses[0].address, interface.public_address()))
            .collect()
    }
}

fn opened(text: &str) -> Simulation {
    let import = aws::import(&[Source { name: "input.json", text }]).expect("a configuration");
    assert!(import.problems.is_empty(), "{:?}", import.problems);
    Simulation::of(import.network)
}

/// What a sampled packet carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Load {
    Ports { protocol: u8, source: u16, destination: u16 },
    Icmp { kind: u8, code: u8 },
    Other(u8),
}

const TCP: u8 = 6;
const UDP: u8 = 17;

/// A packet in np-guard's terms: instances by their private addresses, also as seen from the internet.
#[derive(Clone, Copy, Debug)]
struct Sample {
    from: Ipv4Addr,
    to: Ipv4Addr,
    load: Load,
}

impl Sample {
    /// The packet that a person would send: from the internet to the public address, where there is one.
    fn input(&self, peer: &BTreeMap<Ipv4Addr, Option<Ipv4Addr>>, is_answer: bool) -> PacketInput {
        let is_inside = peer.contains_key(&self.from);
        let to = match peer.get(&self.to) {
            Some(Some(public)) if !is_inside => *public,
            _ => self.to,
        };
        let mut input = PacketInput {
            from: self.from.to_string(),
            to: to.to_string(),
            protocol: ProtocolName::Number(TCP),
            source_port: None,
            destination_port: None,
            icmp_type: None,
            icmp_code: None,
            icmp_id: None,
            flags: None,
            family: None,
        };
        match self.load {
            Load::Ports { protocol, source, destination } => {
                input.protocol = ProtocolName::Number(protocol);
                input.source_port = Some(source);
                input.destination_port = Some(destination);
                input.flags = is_answer.then(|| vec![FlagName::Syn, FlagName::Ack]);
            }
            Load::Icmp { kind, code } => {
                input.protocol = ProtocolName::Number(1);
                (input.icmp_type, input.icmp_code) = (Some(kind), Some(code));
            }
            Load::Other(protocol) => input.protocol = ProtocolName::Number(protocol),
        }
        input
    }

    /// The packet that answers; none where nothing does.
    fn answer(&self) -> Option<Sample> {
        let load = match self.load {
            Load::Ports { protocol, source, destination } => {
                Load::Ports { protocol, source: destination, destination: source }
            }
            Load::Icmp { kind: 8, code } => Load::Icmp { kind: 0, code },
            Load::Icmp { .. } => return None,
            Load::Other(protocol) => Load::Other(protocol),
        };
        Some(Sample { from: self.to, to: self.from, load })
    }
}

fn send(simulation: &mut Simulation, input: PacketInput) -> Rc<Trace> {
    match simulation.step(Step::from(StepKind::Send(input.clone()))) {
        Ok(Answer::Sent(trace)) => trace,
        other => panic!("{input:?} gives {other:?}"),
    }
}

/// What np-guard's table says of a packet: none where it is not permitted, else whether it is answered.
/// The second part names the difference that was bridged.
fn told(rows: &[Row], sample: &Sample) -> (Option<bool>, Option<&'static str>) {
    let literal = covered(rows, sample);
    let (bridged, by) = match sample.load {
        Load::Ports { protocol, source, destination } if source == 0 || destination == 0 => {
            let (source, destination) = (source.max(1), destination.max(1));
            (Sample { load: Load::Ports { protocol, source, destination }, ..*sample }, PORT_ZERO)
        }
        // ICMP stands for the protocols that np-guard does not know: it is covered by rules for all only.
        Load::Other(_) => (Sample { load: Load::Icmp { kind: 8, code: 0 }, ..*sample }, OTHER_PROTOCOLS),
        _ => return (literal, None),
    };
    let expected = covered(rows, &bridged);
    (expected, (expected != literal).then_some(by))
}

fn covered(rows: &[Row], sample: &Sample) -> Option<bool> {
    let mut fitting = rows.iter().filter(|row| {
        is_at(&row.from, sample.from)
            && is_at(&row.to, sample.to)
            && match sample.load {
                Load::Ports { protocol, source, destination } => {
                    let carried = if protocol == TCP { Carried::Tcp } else { Carried::Udp };
                    (row.carried == Carried::All || row.carried == carried)
                        && row.source_ports.iter().any(|run| run.contains(&source))
                        && row.destination_ports.iter().any(|run| run.contains(&destination))
                }
                Load::Icmp { .. } => row.carried == Carried::All,
                Load::Other(_) => false,
            }
    });
    let found = fitting.next().map(|row| row.is_answered);
    assert!(fitting.next().is_none(), "two rows cover {sample:?}");
    found
}

fn is_at(end: &End, address: Ipv4Addr) -> bool {
    match end {
        End::Instance(own) => *own == address,
        End::Internet(first, last) => (*first..=*last).contains(&address),
    }
}

/// The ends of every run, and one beyond each.
fn boundaries<'a>(runs: impl Iterator<Item = &'a std::ops::RangeInclusive<u16>>) -> BTreeSet<u16> {
    let mut found = BTreeSet::from([0, 1, u16::MAX]);
    for run in runs {
        let (low, high) = (*run.start(), *run.end());
        found.extend([low.saturating_sub(1), low, high, high.saturating_add(1)]);
    }
    found
}

/// Every address that the table names, and those one beyond its blocks.
fn ends(peer: &Peer, rows: &[Row]) -> Vec<Ipv4Addr> {
    let mut found: BTreeSet<Ipv4Addr> = peer.instances().into_keys().collect();
    for end in rows.iter().flat_map(|row| [&row.from, &row.to]) {
        match end {
            End::Instance(own) => assert!(found.contains(own), "{own} is no instance"),
            End::Internet(first, last) => {
                let (before, after) = (u32::from(*first) - 1, u32::from(*last) + 1);
                found.extend([before.into(), *first, *last, after.into()]);
            }
        }
    }
    found.insert(Ipv4Addr::new(8, 8, 8, 8));
    found.into_iter().collect()
}

fn loads(rows: &[Row], from: Ipv4Addr, to: Ipv4Addr) -> Vec<Load> {
    let mut made = Vec::new();
    let touched: Vec<&Row> = rows
        .iter()
        .filter(|row| matches!((&row.from, &row.to), (End::Internet(..), _) | (_, End::Internet(..))))
        .chain(rows.iter().filter(|row| is_at(&row.from, from) && is_at(&row.to, to)))
        .collect();
    let sources = boundaries(touched.iter().flat_map(|row| &row.source_ports));
    let destinations = boundaries(touched.iter().flat_map(|row| &row.destination_ports));
    for protocol in [TCP, UDP] {
        for source in &sources {
            let pairs = destinations.iter().map(|destination| (*source, *destination));
            made.extend(pairs.map(|(source, destination)| Load::Ports { protocol, source, destination }));
        }
    }
    made.extend([(8, 0), (0, 0), (3, 4), (255, 255)].map(|(kind, code)| Load::Icmp { kind, code }));
    made.extend([47, 50, 132].map(Load::Other));
    made
}

#[test]
fn the_connectivity_table() {
    let Some(peer) = Peer::read() else { return };
    let rows = table::read(&peer.text("connectivity.txt"));
    assert_eq!(rows.len(), 14, "the table has another length");
    let instances = peer.instances();
    let ends = ends(&peer, &rows);
    let (mut compared, mut answered, mut allowed) = (0, 0, 0);
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for (from, to) in ends.iter().flat_map(|from| ends.iter().map(move |to| (*from, *to))) {
        if from == to || !(instances.contains_key(&from) || instances.contains_key(&to)) {
            continue;
        }
        for load in loads(&rows, from, to) {
            let sample = Sample { from, to, load };
            let (expected, bridged) = told(&rows, &sample);
            let mut simulation = peer.simulation.fork();
            let trace = send(&mut simulation, sample.input(&instances, false));
            let context = || format!("{sample:?}: np-guard {expected:?}, here {:?}", trace.blocking());
            compared += 1;
            if trace.verdict == Decision::Unknown {
                let is_private = instances.get(&from) == Some(&None);
                let at = trace.blocking().map(|blocking| (blocking.kind, blocking.code));
                let is_open = at == Some((CheckpointKind::RouteTable, Code::NotDescribed));
                let leaves = !instances.contains_key(&to);
                assert!(is_private && is_open && leaves && expected.is_none(), "{}", context());
                *met.entry(WAY_OUT).or_default() += 1;
                continue;
            }
            let verdict = if expected.is_some() { Decision::Allowed } else { Decision::Denied };
            assert_eq!(trace.verdict, verdict, "{}", context());
            if let Some(by) = bridged {
                *met.entry(by).or_default() += 1;
            }
            let Some(is_answered) = expected else { continue };
            allowed += 1;
            // Inside a subnet no table is asked.
            let crosses = trace.checkpoints.iter().any(|passed| passed.kind == CheckpointKind::NetworkAcl);
            let assumed = trace.assumptions.contains(&Assumption::NotDescribedRouteTables);
            let leaves = instances.contains_key(&from);
            assert_eq!(assumed, crosses && leaves, "{}", context());
            *met.entry(ROUTE_TABLES).or_default() += usize::from(assumed);
            let Some(answer) = sample.answer() else { continue };
            let is_tcp = matches!(load, Load::Ports { protocol: TCP, .. });
            *met.entry(ANSWERS).or_default() += usize::from(!is_tcp);
            let reply = send(&mut simulation, answer.input(&instances, true));
            let verdict = if is_answered { Decision::Allowed } else { Decision::Denied };
            assert_eq!(reply.verdict, verdict, "answer to {sample:?}: {:?}", reply.blocking());
            if !is_answered {
                let at = reply.blocking().map(|blocking| (blocking.kind, &*blocking.resource));
                assert_eq!(at, Some((CheckpointKind::NetworkAcl, "NetworkAclId:53")), "{sample:?}");
            }
            answered += 1;
        }
    }
    *met.entry(PUBLIC_ADDRESS).or_default() += private_addresses_are_refused(&peer, &rows);
    println!(
        "np_guard: {compared} packets compared, {allowed} allowed, {answered} answers; by difference {met:?}"
    );
    let used: BTreeSet<&str> = met.iter().filter(|(_, count)| **count > 0).map(|(name, _)| *name).collect();
    assert_eq!(used, DIFFERENCES.iter().map(|(name, _)| *name).collect(), "a difference that is none");
}

/// What the table permits from the internet, sent to the private address that the table prints.
fn private_addresses_are_refused(peer: &Peer, rows: &[Row]) -> usize {
    let mut refused = 0;
    for row in rows {
        let (End::Internet(first, _), End::Instance(to)) = (&row.from, &row.to) else { continue };
        let (source, destination) = (*row.source_ports[0].start(), *row.destination_ports[0].start());
        let load = Load::Ports { protocol: TCP, source, destination };
        let sample = Sample { from: *first, to: *to, load };
        let trace = send(&mut peer.simulation.fork(), sample.input(&BTreeMap::new(), false));
        let blocking = trace.blocking().expect("a denial");
        assert_eq!(blocking.kind, CheckpointKind::InternetGateway, "{blocking:?}");
        refused += 1;
    }
    refused
}

/// The checkpoint of a kind and side, with the text of what decided there.
fn met_at(trace: &Trace, kind: CheckpointKind, direction: Direction) -> (&Checkpoint, String) {
    let mut passed = trace.checkpoints.iter();
    let found = passed.find(|passed| passed.kind == kind && passed.direction == Some(direction));
    let found = found.unwrap_or_else(|| panic!("no {kind:?} {direction:?} in {:?}", trace.checkpoints));
    let by = match &found.decided_by {
        Some(DecidedBy::Named(name)) => name.to_string(),
        Some(DecidedBy::Rule(rule)) => rule.to_string(),
        None => String::new(),
    };
    (found, by)
}

/// The group whose rule decided, and that rule's place among the group's of the direction.
fn deciding_group(checkpoint: &Checkpoint) -> (String, usize) {
    let Evidence::Rules(rules) = &checkpoint.evidence else { panic!("no rules: {checkpoint:?}") };
    let decisive = rules.rule().expect("a rule that allows");
    let own = rules.considered.rules.iter().filter(|rule| rule.group.id == decisive.group.id);
    let place = own.take_while(|rule| rule.rule.id != decisive.rule.id).count();
    (decisive.group.id.to_string(), place)
}

#[test]
fn the_explanation_from_the_internet() {
    let Some(peer) = Peer::read() else { return };
    let text = peer.text("explain-from-internet.txt");
    for line in [
        "TCP response is blocked for: src-ports: 1-1024,5001-65535 dst-ports: 9080",
        "network ACL acl1 -> security group GroupId:35 -> p3[10.240.0.96]",
        "ruleNumber: 10, action: allow, direction: inbound, cidr: 147.235.0.0/16, protocol: tcp, dstPorts: 9080-9080",
        "Inbound index: 0, direction: inbound, target: 147.0.0.0/8, protocol: tcp, dstPorts: 0-65535",
        "security group GroupId:9 has no relevant rules",
        "ruleNumber: 10, action: allow, direction: outbound, cidr: 147.235.0.0/16, protocol: tcp, dstPorts: 1025-5000",
    ] {
        assert!(text.contains(line), "the explanation lacks: {line}");
    }
    let instances = peer.instances();
    let (client, server) = (Ipv4Addr::new(147, 235, 0, 0), Ipv4Addr::new(10, 240, 0, 96));
    for (port, by) in [(1024, "32767"), (1025, "10"), (5000, "10"), (5001, "32767")] {
        let load = Load::Ports { protocol: TCP, source: port, destination: 9080 };
        let sample = Sample { from: client, to: server, load };
        let mut simulation = peer.simulation.fork();
        let there = send(&mut simulation, sample.input(&instances, false));
        let kinds: Vec<CheckpointKind> = there.checkpoints.iter().map(|passed| passed.kind).collect();
        let path = [
            CheckpointKind::InternetGateway,
            CheckpointKind::NetworkAcl,
            CheckpointKind::Interface,
            CheckpointKind::SecurityGroup,
        ];
        assert_eq!(kinds, path);
        assert_eq!(&*there.checkpoints[0].resource, "InternetGatewayId:42");
        assert_eq!(met_at(&there, CheckpointKind::NetworkAcl, Direction::Ingress).1, "10");
        let (filter, _) = met_at(&there, CheckpointKind::SecurityGroup, Direction::Ingress);
        assert_eq!(deciding_group(filter), ("GroupId:35".to_owned(), 0));
        let Evidence::Rules(rules) = &filter.evidence else { panic!("{filter:?}") };
        let relevant = rules.considered.rules.iter().zip(&rules.considered.misses);
        let of_nine = relevant.filter(|(rule, _)| rule.group.id.as_str() == "GroupId:9");
        assert!(of_nine.clone().count() == 1 && of_nine.into_iter().all(|(_, misses)| !misses.is_match()));
        let answer = sample.answer().expect("TCP is answered");
        let back = send(&mut simulation, answer.input(&instances, true));
        let (acl, decided) = met_at(&back, CheckpointKind::NetworkAcl, Direction::Egress);
        assert_eq!((&*acl.resource, &*decided), ("NetworkAclId:53", by), "to port {port}");
        assert_eq!(back.verdict, if by == "10" { Decision::Allowed } else { Decision::Denied });
    }
    let load = Load::Ports { protocol: TCP, source: 2000, destination: 9081 };
    let beside = Sample { from: client, to: server, load };
    let trace = send(&mut peer.simulation.fork(), beside.input(&instances, false));
    assert_eq!(met_at(&trace, CheckpointKind::NetworkAcl, Direction::Ingress).1, "32767");
}

#[test]
fn the_explanation_of_the_blocking_acl() {
    let Some(peer) = Peer::read() else { return };
    let text = peer.text("explain-nacl-blocking.txt");
    for line in [
        "Egress: security group GroupId:9 allows connection; network ACL acl1 allows connection",
        "Ingress: network ACL acl1 blocks connection; security group GroupId:9 allows connection",
        "ruleNumber: 20, action: allow, direction: outbound, cidr: 10.240.32.0/19, protocol: all",
        "ruleNumber: 32767, action: deny, direction: inbound, cidr: 0.0.0.0/0, protocol: all",
    ] {
        assert!(text.contains(line), "the explanation lacks: {line}");
    }
    let instances = peer.instances();
    let (from, to) = (Ipv4Addr::new(10, 240, 2, 28), Ipv4Addr::new(10, 240, 32, 122));
    let input = fs::read_to_string(peer.folder.join("input.json")).expect("the configuration");
    let opened_up = opened(&with_inbound_entry(&input, "NetworkAclId:53", "10.240.2.0/24"));
    for load in
        [Load::Ports { protocol: TCP, source: 50000, destination: 22 }, Load::Icmp { kind: 8, code: 0 }]
    {
        let sample = Sample { from, to, load };
        let trace = send(&mut peer.simulation.fork(), sample.input(&instances, false));
        let (sender, _) = met_at(&trace, CheckpointKind::SecurityGroup, Direction::Egress);
        assert_eq!(deciding_group(sender), ("GroupId:9".to_owned(), 0));
        let (_, entry) = met_at(&trace, CheckpointKind::NetworkAcl, Direction::Egress);
        assert_eq!(entry, "20");
        let (blocking, entry) = met_at(&trace, CheckpointKind::NetworkAcl, Direction::Ingress);
        assert_eq!((&*blocking.resource, &*entry), ("NetworkAclId:53", "32767"));
        assert_eq!(trace.blocking(), Some(blocking));
        // With an entry for the sender the packet gets to the group, which allows it as np-guard says.
        let trace = send(&mut opened_up.fork(), sample.input(&instances, false));
        let (receiver, _) = met_at(&trace, CheckpointKind::SecurityGroup, Direction::Ingress);
        assert_eq!(deciding_group(receiver), ("GroupId:9".to_owned(), 0));
        assert_eq!(trace.verdict, Decision::Allowed);
    }
}

/// The configuration with one more entry, number 15, that lets all traffic of a block in.
fn with_inbound_entry(input: &str, acl: &str, block: &str) -> String {
    let mut value: Value = serde_json::from_str(input).expect("JSON");
    let acls = value["network_acls"].as_array_mut().expect("a list");
    let found = acls.iter_mut().find(|found| found["NetworkAclId"] == acl).expect("the ACL");
    let entry = serde_json::json!({"CidrBlock": block, "Egress": false, "Protocol": "-1",
        "RuleAction": "allow", "RuleNumber": 15});
    found["Entries"].as_array_mut().expect("a list").push(entry);
    value.to_string()
}

/// The names in quotes on the lines of the lint report that hold `phrase`, by their place on the line.
fn named(lint: &str, phrase: &str, place: usize) -> BTreeSet<String> {
    let lines = lint.lines().filter(|line| line.contains(phrase) && line.starts_with("In VPC"));
    lines.map(|line| line.split('"').nth(2 * place + 1).expect("a quoted name").to_owned()).collect()
}

#[test]
fn the_lint_report() {
    let Some(peer) = Peer::read() else { return };
    let lint = peer.text("lint.txt");
    let network = peer.simulation.network();

    let used: BTreeSet<String> = network
        .subnets
        .iter()
        .filter_map(|subnet| network.acl_of(&subnet.id))
        .map(|acl| acl.id.to_string())
        .collect();
    let all: BTreeSet<String> = network.network_acls.iter().map(|acl| acl.id.to_string()).collect();
    assert_eq!(
        &all - &used,
        named(&lint, "has no resources attached to it", 1)
            .into_iter()
            .filter(|id| id.starts_with("NetworkAcl"))
            .collect()
    );

    let carried: BTreeSet<String> = network
        .interfaces
        .iter()
        .flat_map(|interface| &interface.groups)
        .map(|group| group.to_string())
        .collect();
    let groups: BTreeSet<String> = network.security_groups.iter().map(|group| group.id.to_string()).collect();
    assert_eq!(&groups - &carried, named(&lint, "security group", 1));

    // The report is cut ("... (1 more)"): the fourth is the outbound `*` of the ACL with three printed.
    let shadowed = named(&lint, "is shadowed by a higher priority rule", 1);
    assert_eq!(shadowed, BTreeSet::from(["NetworkAclId:45".to_owned(), "NetworkAclId:46".to_owned()]));
    for id in &all {
        for direction in [Direction::Ingress, Direction::Egress] {
            let deciding = deciding_numbers(peer.acl(id), direction);
            assert_eq!(deciding.contains(&32767), !shadowed.contains(id), "{id} {direction:?}: {deciding:?}");
            assert_eq!(deciding.contains(&100), shadowed.contains(id), "{id} {direction:?}: {deciding:?}");
        }
    }
}

/// The numbers of the entries that decide about some packet of a broad sample.
fn deciding_numbers(acl: &NetworkAcl, direction: Direction) -> BTreeSet<u16> {
    let mut found = BTreeSet::new();
    let loads = || {
        let ports = [0, 1, 1024, 1025, 5000, 5001, 9079, 9080, 9081, u16::MAX];
        let tcp = ports.map(|port| Payload::Tcp {
            source_port: 9080,
            destination_port: port,
            flags: TcpFlags::SYN,
        });
        let udp = ports.map(|port| Payload::Udp { source_port: 9080, destination_port: port });
        let others = [Payload::Icmp(IcmpMessage::new(8, 0, 1)), Payload::Other(Protocol(47))];
        tcp.into_iter().chain(udp).chain(others)
    };
    for far in [
        "0.0.0.0",
        "10.240.31.255",
        "10.240.32.0",
        "10.240.63.255",
        "10.240.64.0",
        "147.234.255.255",
        "147.235.0.0",
        "147.235.255.255",
        "147.236.0.0",
        "255.255.255.254",
    ] {
        let (far, near) = (far.parse().expect("an address"), "10.240.0.96".parse().expect("an address"));
        for payload in loads() {
            let (source, destination) =
                if direction == Direction::Ingress { (far, near) } else { (near, far) };
            let judged = judge_by_entries(acl, &Packet { source, destination, payload }, direction);
            found.extend(judged.entry().map(|entry| entry.number));
        }
    }
    found
}
