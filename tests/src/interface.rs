//! One interface of the evaluator under plain rules: what its groups and its tracking table say.

use crate::convert;
use crate::plain::{PlainPacket, PlainPeer, PlainRule};
use sg_core::conntrack::{Crossing, Entry, Passage, Side, Timeouts, Tracker};
use sg_core::evaluate::{Arrival, LoweredRule, Peers, RuleList, judge_by_rules};
use sg_core::model::{
    GroupPeer, NetworkInterfaceId, Peer, PrefixListId, SecurityGroup, SecurityGroupId, SecurityGroupRule,
    SecurityGroupRuleId, Tags, VpcId,
};
use sg_core::net::{AddressRange, Direction, IpNet, merge_ranges};
use std::net::IpAddr;
use std::rc::Rc;

/// An interface, its rules and its tracking table.
#[derive(Clone, Debug)]
pub struct OneInterface {
    id: NetworkInterfaceId,
    groups: Vec<SecurityGroupId>,
    lists: [RuleList; 2],
    tracker: Tracker,
    related: bool,
}

impl OneInterface {
    /// An interface whose groups have these rules.
    pub fn new(rules: &[PlainRule]) -> OneInterface {
        let mut made = OneInterface {
            id: NetworkInterfaceId::new("eni-1"),
            groups: vec![SecurityGroupId::new("sg-1")],
            lists: [Rc::from([]), Rc::from([])],
            tracker: Tracker::new(),
            related: false,
        };
        made.set_rules(rules);
        made
    }

    /// Lets ICMP errors about tracked flows pass.
    pub fn let_related_pass(&mut self) {
        self.related = true;
    }

    /// Changes the rules; live flows stay.
    pub fn set_rules(&mut self, rules: &[PlainRule]) {
        self.lists =
            [false, true].map(|outbound| lowered(rules.iter().filter(|rule| rule.outbound == outbound)));
    }

    /// What becomes of a packet.
    pub fn judge(&mut self, packet: &PlainPacket, outbound: bool) -> Passage {
        let direction = convert::direction(outbound);
        let packet = convert::packet(packet);
        let arrival = Arrival::default();
        let by_rules = judge_by_rules(&self.lists[usize::from(outbound)], &packet, direction, &arrival);
        self.tracker.judge(&Crossing {
            interface: &self.id,
            groups: &self.groups,
            direction,
            packet: &packet,
            by_rules: &by_rules,
            opposite: &self.lists[usize::from(!outbound)],
            opposite_arrival: &arrival,
            automatic: None,
            timeouts: Timeouts::default(),
            related: self.related,
            allowance: None,
        })
    }

    /// The live flows, in the order in which they began.
    pub fn entries(&self) -> Vec<Entry> {
        self.tracker.entries_of(&self.id)
    }

    /// The live flow that a packet would belong to, and its side of it.
    pub fn entry_of(&self, packet: &PlainPacket, outbound: bool) -> Option<(Entry, Side)> {
        // Judging a copy tells without the key's rules being written a second time.
        let mut copy = self.clone();
        copy.set_rules(&[]);
        let before = copy.entries();
        copy.judge(packet, outbound);
        let after = copy.entries();
        let found =
            before.into_iter().find(|entry| !after.contains(entry) || is_of(entry, packet, outbound))?;
        let side = Side::of(convert::direction(outbound), found.direction);
        Some((found, side))
    }
}

/// Whether an untracked flow is the packet's: judging leaves such a flow as it is where no rule allows.
fn is_of(entry: &Entry, packet: &PlainPacket, outbound: bool) -> bool {
    let asked = (packet.source, Some(packet.source_port), packet.destination, Some(packet.destination_port));
    let answered =
        (packet.destination, Some(packet.destination_port), packet.source, Some(packet.source_port));
    let wanted = if entry.direction == convert::direction(outbound) { asked } else { answered };
    entry.protocol.0 == packet.protocol
        && entry.protocol.has_ports()
        && (entry.source, entry.source_port, entry.destination, entry.destination_port) == wanted
}

/// The rules of one direction with their peers resolved.
pub fn lowered<'a>(rules: impl Iterator<Item = &'a PlainRule>) -> RuleList {
    let group = Rc::new(SecurityGroup {
        id: SecurityGroupId::new("sg-1"),
        name: Rc::from("plain"),
        description: Rc::from("plain"),
        vpc: VpcId::new("vpc-1"),
        owner: Rc::from("111122223333"),
        rules: Vec::new(),
        tags: Tags::default(),
    });
    let one = |(index, rule): (usize, &PlainRule)| LoweredRule {
        group: Rc::clone(&group),
        rule: Rc::new(SecurityGroupRule {
            id: SecurityGroupRuleId::new(&format!("sgr-{}{index}", u8::from(rule.outbound))),
            id_is_invented: false,
            direction: Direction::from_is_egress(rule.outbound),
            traffic: convert::traffic(rule),
            peer: peer(&rule.peer),
            description: None,
            tags: Tags::default(),
        }),
        peers: Peers::Ranges(merge_ranges(ranges(&rule.peer)).into()),
    };
    rules.enumerate().map(one).collect()
}

fn peer(plain: &PlainPeer) -> Peer {
    match plain {
        PlainPeer::Group(_) => Peer::SecurityGroup(GroupPeer::new(SecurityGroupId::new("sg-2"))),
        PlainPeer::PrefixList(_) => Peer::PrefixList(PrefixListId::new("pl-1")),
        block => convert::block_peer(block).expect("a block"),
    }
}

fn ranges(plain: &PlainPeer) -> Vec<AddressRange> {
    let block = |(address, length): &(IpAddr, u8)| {
        AddressRange::of_block(&IpNet::new(*address, *length).expect("a block"))
    };
    match plain {
        PlainPeer::Group(members) => members.iter().map(|member| AddressRange::single(*member)).collect(),
        PlainPeer::PrefixList(blocks) => blocks.iter().map(block).collect(),
        PlainPeer::V4(base, length) => vec![block(&(IpAddr::V4(*base), *length))],
        PlainPeer::V6(base, length) => vec![block(&(IpAddr::V6(*base), *length))],
    }
}
