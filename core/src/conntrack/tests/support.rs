//! An interface with rules, to send packets through.

use crate::catalog::Assumption;
use crate::conntrack::{
    Allowance, AutomaticTracking, Crossing, Entry, Passage, Timeouts, Tracker, Tracking, Verdict,
};
use crate::evaluate::{Arrival, LoweredRule, Peers, RuleList, judge_by_rules};
use crate::model::{
    NetworkInterfaceId, Peer, SecurityGroup, SecurityGroupId, SecurityGroupRule, SecurityGroupRuleId, Tags,
    Traffic, VpcId,
};
use crate::net::{
    AddressRange, Decision, Direction, IcmpMessage, Instant, Packet, Payload, PortRange, Protocol, TcpFlags,
    parse_cidr,
};
use std::net::IpAddr;
use std::rc::Rc;

pub use Direction::{Egress, Ingress};

/// One instance with one interface, 10.0.0.10 and 2001:db8::10.
pub struct Lab {
    pub tracker: Tracker,
    pub inbound: Vec<LoweredRule>,
    pub outbound: Vec<LoweredRule>,
    pub automatic: Option<AutomaticTracking>,
    pub timeouts: Timeouts,
    pub related: bool,
    pub limit: Option<u32>,
    pub groups: Vec<SecurityGroupId>,
    pub interface: NetworkInterfaceId,
    pub interfaces: Vec<NetworkInterfaceId>,
}

impl Lab {
    pub fn new(inbound: Vec<LoweredRule>, outbound: Vec<LoweredRule>) -> Lab {
        let interface = NetworkInterfaceId::new("eni-1");
        Lab {
            tracker: Tracker::new(),
            inbound,
            outbound,
            automatic: None,
            timeouts: Timeouts::default(),
            related: false,
            limit: None,
            groups: vec![SecurityGroupId::new("sg-1"), SecurityGroupId::new("sg-2")],
            interfaces: vec![interface.clone()],
            interface,
        }
    }

    pub fn send(&mut self, direction: Direction, packet: Packet) -> Passage {
        let inbound: RuleList = self.inbound.clone().into();
        let outbound: RuleList = self.outbound.clone().into();
        let (own, opposite) = match direction {
            Ingress => (inbound, outbound),
            Egress => (outbound, inbound),
        };
        let by_rules = judge_by_rules(&own, &packet, direction, &Arrival::default());
        self.tracker.judge(&Crossing {
            interface: &self.interface,
            groups: &self.groups,
            direction,
            packet: &packet,
            by_rules: &by_rules,
            opposite: &opposite,
            opposite_arrival: &Arrival::default(),
            automatic: self.automatic,
            timeouts: self.timeouts,
            related: self.related,
            allowance: self.limit.map(|limit| Allowance { limit, interfaces: &self.interfaces }),
        })
    }

    /// Inbound.
    pub fn takes(&mut self, packet: Packet) -> Passage {
        self.send(Ingress, packet)
    }

    /// Outbound.
    pub fn sends(&mut self, packet: Packet) -> Passage {
        self.send(Egress, packet)
    }

    /// Moves time on and answers what has expired.
    pub fn wait_ms(&mut self, milliseconds: u64) -> Vec<Entry> {
        self.tracker.advance(Instant(self.tracker.now().0 + milliseconds))
    }

    pub fn wait(&mut self, seconds: u32) -> Vec<Entry> {
        self.wait_ms(u64::from(seconds) * 1000)
    }

    pub fn entries(&self) -> Vec<Entry> {
        self.tracker.entries_of(&self.interface)
    }

    /// The one entry that there is.
    pub fn only(&self) -> Entry {
        let entries = self.entries();
        assert_eq!(entries.len(), 1, "{entries:?}");
        entries[0].clone()
    }

    /// The seconds after which the one entry goes.
    pub fn lasts(&self) -> u64 {
        self.only().expires_in(self.tracker.now())
    }

    pub fn remove_inbound(&mut self, id: &str) {
        self.inbound.retain(|rule| rule.rule.id != SecurityGroupRuleId::new(id));
    }

    pub fn remove_outbound(&mut self, id: &str) {
        self.outbound.retain(|rule| rule.rule.id != SecurityGroupRuleId::new(id));
    }
}

/// A rule of group `sg-1`.
pub fn rule(id: &str, traffic: Traffic, block: &str) -> LoweredRule {
    rule_of("sg-1", id, traffic, block)
}

/// A rule of a group.
pub fn rule_of(group: &str, id: &str, traffic: Traffic, block: &str) -> LoweredRule {
    let block = parse_cidr(block).unwrap();
    with_peer(
        group,
        id,
        traffic,
        Peer::from_block(block),
        Peers::Ranges([AddressRange::of_block(&block)].into()),
    )
}

/// A rule of a group with any peer.
pub fn with_peer(group: &str, id: &str, traffic: Traffic, peer: Peer, peers: Peers) -> LoweredRule {
    let group = SecurityGroup {
        id: SecurityGroupId::new(group),
        name: Rc::from(group),
        description: Rc::from(group),
        vpc: VpcId::new("vpc-1"),
        owner: Rc::from("111122223333"),
        rules: Vec::new(),
        tags: Tags::default(),
    };
    let rule = SecurityGroupRule {
        id: SecurityGroupRuleId::new(id),
        id_is_invented: false,
        direction: Ingress,
        traffic,
        peer,
        description: None,
        tags: Tags::default(),
    };
    LoweredRule { group: Rc::new(group), rule: Rc::new(rule), peers }
}

pub fn tcp_ports(low: u16, high: u16) -> Traffic {
    Traffic::Ports(Protocol::TCP, PortRange::new(low, high).unwrap())
}

pub fn tcp_port(port: u16) -> Traffic {
    tcp_ports(port, port)
}

pub fn udp_ports(low: u16, high: u16) -> Traffic {
    Traffic::Ports(Protocol::UDP, PortRange::new(low, high).unwrap())
}

pub fn icmp_all() -> Traffic {
    Traffic::Icmp { protocol: Protocol::ICMP, kind: None, code: None }
}

/// Rules that let all out, as a new group has them.
pub fn all_out() -> Vec<LoweredRule> {
    vec![rule("all-out-4", Traffic::All, "0.0.0.0/0"), rule("all-out-6", Traffic::All, "::/0")]
}

pub const SYN: TcpFlags = TcpFlags::SYN;
pub const ACK: TcpFlags = TcpFlags::ACK;
pub const SYN_ACK: TcpFlags = TcpFlags::SYN.with(TcpFlags::ACK);
pub const FIN_ACK: TcpFlags = TcpFlags::FIN.with(TcpFlags::ACK);
pub const RST: TcpFlags = TcpFlags::RST;

/// The far end of most tests.
pub const FAR: &str = "203.0.113.1";
/// The interface's own address.
pub const HERE: &str = "10.0.0.10";

fn packet(source: &str, destination: &str, payload: Payload) -> Packet {
    let address = |text: &str| -> IpAddr { text.parse().unwrap() };
    Packet { source: address(source), destination: address(destination), payload }
}

pub fn tcp(
    source: &str,
    source_port: u16,
    destination: &str,
    destination_port: u16,
    flags: TcpFlags,
) -> Packet {
    packet(source, destination, Payload::Tcp { source_port, destination_port, flags })
}

pub fn udp(source: &str, source_port: u16, destination: &str, destination_port: u16) -> Packet {
    packet(source, destination, Payload::Udp { source_port, destination_port })
}

pub fn icmp(source: &str, destination: &str, kind: u8, code: u8, id: u16) -> Packet {
    let message = IcmpMessage::new(kind, code, id);
    let is_v6 = source.contains(':');
    packet(source, destination, if is_v6 { Payload::Icmpv6(message) } else { Payload::Icmp(message) })
}

pub fn other(source: &str, destination: &str, protocol: u8) -> Packet {
    packet(source, destination, Payload::Other(Protocol(protocol)))
}

/// The client's segment to a port here.
pub fn to_here(port: u16, flags: TcpFlags) -> Packet {
    tcp(FAR, 50000, HERE, port, flags)
}

/// The segment that answers it.
pub fn from_here(port: u16, flags: TcpFlags) -> Packet {
    tcp(HERE, port, FAR, 50000, flags)
}

#[track_caller]
pub fn established(passage: &Passage) {
    assert!(matches!(passage.verdict, Verdict::Established { .. }), "{passage:?}");
    assert_eq!((passage.decision(), passage.tracked()), (Decision::Allowed, Some("established")));
}

#[track_caller]
pub fn admitted(passage: &Passage, expected: Tracking) {
    match &passage.verdict {
        Verdict::Admitted { tracking, .. } => assert_eq!(*tracking, expected),
        verdict => panic!("{verdict:?}"),
    }
}

#[track_caller]
pub fn denied(passage: &Passage) {
    assert_eq!(passage.verdict, Verdict::Denied);
}

#[track_caller]
pub fn assumes(passage: &Passage, expected: &[Assumption]) {
    assert_eq!(passage.assumptions, expected);
}
