//! Random steps in a small world, where flows meet often.

use super::support::*;
use crate::conntrack::AutomaticTracking;
use crate::evaluate::LoweredRule;
use crate::model::{NetworkInterfaceId, Traffic};
use crate::net::{Direction, Packet, Protocol, TcpFlags};
use proptest::prelude::*;

/// The two ends, once for each family; the second remote one is the narrow rules' only peer.
pub const LOCAL: [&str; 2] = ["10.0.0.10", "2001:db8::10"];
pub const REMOTE: [[&str; 2]; 2] = [["203.0.113.1", "203.0.113.2"], ["2001:db8:1::1", "2001:db8:1::2"]];

/// One thing that happens.
#[derive(Clone, Debug)]
pub enum Step {
    Send { interface: usize, direction: Direction, packet: Packet },
    Wait(u64),
    SetRules { inbound: u32, outbound: u32 },
    SetAutomatic(Option<AutomaticTracking>),
    SetLimit(Option<u32>),
}

/// A rule in the plainest form, from which both the real rule and the naive one are made.
#[derive(Clone, Copy, Debug)]
pub struct PlainRule {
    pub name: &'static str,
    /// None: all protocols.
    pub protocol: Option<u8>,
    pub ports: (u16, u16),
    /// None: literally everywhere.
    pub remote: Option<usize>,
    pub is_v6: bool,
}

/// The rules that steps choose from, for either direction.
pub fn plain_rules() -> Vec<PlainRule> {
    let mut rules = Vec::new();
    for is_v6 in [false, true] {
        let icmp = if is_v6 { 58 } else { 1 };
        let mut add = |name, protocol, ports, remote| {
            rules.push(PlainRule { name, protocol, ports, remote, is_v6 });
        };
        add("all", None, (0, 65535), None);
        add("all-narrow", None, (0, 65535), Some(1));
        add("tcp-all-ports", Some(6), (0, 65535), None);
        add("tcp-port-1", Some(6), (1, 1), None);
        add("tcp-port-2-narrow", Some(6), (2, 2), Some(1));
        add("udp-all-ports", Some(17), (0, 65535), None);
        add("udp-port-1", Some(17), (1, 1), None);
        add("icmp", Some(icmp), (0, 65535), None);
        add("gre-narrow", Some(47), (0, 65535), Some(1));
    }
    rules
}

/// The rules whose bits are set, as the evaluator has them.
pub fn lowered(bits: u32) -> Vec<LoweredRule> {
    chosen(bits).map(|plain| lower(&plain)).collect()
}

/// The rules whose bits are set.
pub fn chosen(bits: u32) -> impl Iterator<Item = PlainRule> {
    (0..).zip(plain_rules()).filter(move |(number, _)| bits >> number & 1 == 1).map(|(_, rule)| rule)
}

/// The id of a rule: its name and family.
pub fn id_of(plain: &PlainRule) -> String {
    format!("{}-{}", plain.name, if plain.is_v6 { "v6" } else { "v4" })
}

fn lower(plain: &PlainRule) -> LoweredRule {
    let family = usize::from(plain.is_v6);
    let traffic = match plain.protocol {
        None => Traffic::All,
        Some(6) => tcp_ports(plain.ports.0, plain.ports.1),
        Some(17) => udp_ports(plain.ports.0, plain.ports.1),
        Some(number @ (1 | 58)) => Traffic::Icmp { protocol: Protocol(number), kind: None, code: None },
        Some(number) => Traffic::Other(Protocol(number)),
    };
    let block = match plain.remote {
        None => ["0.0.0.0/0", "::/0"][family].to_owned(),
        Some(number) => format!("{}/{}", REMOTE[family][number], [32, 128][family]),
    };
    rule(&id_of(plain), traffic, &block)
}

/// The interfaces of the world.
pub fn interface(number: usize) -> NetworkInterfaceId {
    NetworkInterfaceId::new(["eni-b", "eni-a"][number])
}

fn packet() -> impl Strategy<Value = (Direction, Packet)> {
    let flags = prop::sample::select(vec![
        SYN,
        SYN,
        SYN_ACK,
        SYN_ACK,
        ACK,
        ACK,
        ACK,
        FIN_ACK,
        FIN_ACK,
        TcpFlags::FIN,
        RST,
        TcpFlags::none(),
    ]);
    let kinds = prop::sample::select(vec![(8, 128), (8, 128), (0, 129), (0, 129), (13, 3), (14, 1), (3, 1)]);
    let ends = (prop::bool::weighted(0.2), 0usize..2, any::<bool>());
    (ends, 0u8..8, 1u16..3, 1u16..3, flags, kinds).prop_map(
        |((is_v6, remote, egress), what, local_port, remote_port, flags, kinds)| {
            let family = usize::from(is_v6);
            let (here, far) = (LOCAL[family], REMOTE[family][remote]);
            let (from, to, source_port, destination_port) = if egress {
                (here, far, local_port, remote_port)
            } else {
                (far, here, remote_port, local_port)
            };
            let kind = if is_v6 { kinds.1 } else { kinds.0 };
            let packet = match what {
                0..4 => tcp(from, source_port, to, destination_port, flags),
                4 | 5 => udp(from, source_port, to, destination_port),
                6 => icmp(from, to, kind, (local_port - 1) as u8, remote_port),
                _ => other(from, to, 47),
            };
            (Direction::from_is_egress(egress), packet)
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    let seconds =
        prop::sample::select(vec![1, 29_999, 30_000, 60_000, 180_000, 599_999, 600_000, 432_000_000]);
    let limit = prop_oneof![Just(None), (0u32..6).prop_map(Some)];
    let automatic = prop_oneof![
        3 => Just(None),
        1 => prop::sample::select(AutomaticTracking::ALL).prop_map(Some),
    ];
    prop_oneof![
        30 => (0usize..2, packet()).prop_map(|(interface, (direction, packet))| Step::Send {
            interface,
            direction,
            packet
        }),
        4 => seconds.prop_map(Step::Wait),
        2 => (any::<u32>(), any::<u32>(), any::<u32>(), any::<u32>()).prop_map(|(a, b, c, d)| Step::SetRules {
            inbound: a & b,
            outbound: c & d
        }),
        1 => automatic.prop_map(Step::SetAutomatic),
        1 => limit.prop_map(Step::SetLimit),
    ]
}

/// A history.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 1..120)
}

/// A lab with both interfaces and no rules.
pub fn world() -> Lab {
    let mut lab = Lab::new(Vec::new(), Vec::new());
    lab.interfaces = vec![interface(0), interface(1)];
    lab
}

/// Lets a step happen; a packet answers its passage, a wait what has expired.
pub fn happen(lab: &mut Lab, step: &Step) -> Happened {
    match step {
        Step::Send { interface: number, direction, packet } => {
            lab.interface = interface(*number);
            return Happened::Passed(lab.send(*direction, packet.clone()));
        }
        Step::Wait(milliseconds) => return Happened::Expired(lab.wait_ms(*milliseconds)),
        Step::SetRules { inbound, outbound } => {
            (lab.inbound, lab.outbound) = (lowered(*inbound), lowered(*outbound));
        }
        Step::SetAutomatic(automatic) => lab.automatic = *automatic,
        Step::SetLimit(limit) => lab.limit = *limit,
    }
    Happened::Expired(Vec::new())
}

/// What a step gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    Passed(crate::conntrack::Passage),
    Expired(Vec<crate::conntrack::Entry>),
}
