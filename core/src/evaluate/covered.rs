//! Which earlier entries of a network ACL decide all that a later one is for, alone or together.
//!
//! An entry is a box: protocols, addresses, and what the protocol carries (the destination port, or the ICMP type and
//! code). What the earlier boxes leave of it is cut into smaller boxes, exactly, until nothing is left.

use crate::model::{NetworkAclEntry, RuleAction, Traffic};
use crate::net::{AddressRange, Family};

/// How many boxes are cut at most. An ACL of AWS's highest quota stays far below; an import may hold more entries than
/// that, and is then told less rather than waited for.
const MOST_BOXES: usize = 4096;

/// The numbers of the entries that decide everything the entry at `index` is for, so that no packet reaches it; empty
/// where one may. None of them could be left out, and below the last of them some of the traffic is still undecided.
/// The `*` entries are the end of the list by design, and never said to be out of reach.
pub fn decided_before(entries: &[NetworkAclEntry], index: usize) -> Vec<u16> {
    let Some(entry) = entries.get(index).filter(|entry| !entry.is_last()) else { return Vec::new() };
    let target = Area::of(entry);
    let mut before: Vec<(u16, Area)> = entries
        .iter()
        .take(index)
        .filter(|earlier| earlier.block.contains(&entry.block) || entry.block.contains(&earlier.block))
        .map(|earlier| (earlier.number, Area::of(earlier)))
        .filter(|(_, area)| area.meets(&target))
        .collect();
    let Some(last) = covers(&target, before.iter().map(|(_, area)| area)) else { return Vec::new() };
    before.truncate(last + 1);
    // From the latest on, so that what stays is what comes first.
    for at in (0..last).rev() {
        let others = before.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, (_, area))| area);
        if covers(&target, others).is_some() {
            before.remove(at);
        }
    }
    before.into_iter().map(|(number, _)| number).collect()
}

/// The number for an entry that comes to these: after all others. Where everything of IPv4 is decided before that, it
/// would do nothing there, so the number is one before the entry that decides the last of it, behind those that come
/// earlier, as long as there is one.
pub fn proposed_number(entries: &[NetworkAclEntry]) -> u16 {
    let mut probe: Vec<NetworkAclEntry> = entries.iter().filter(|entry| !entry.is_last()).cloned().collect();
    let numbers: Vec<u16> = probe.iter().map(|entry| entry.number).collect();
    let Some(last) = numbers.last().copied() else { return FIRST_NUMBER };
    probe.push(NetworkAclEntry::all_traffic(NetworkAclEntry::MAX_NUMBER, RuleAction::Allow, Family::Ipv4));
    let live = decided_before(&probe, numbers.len()).last().and_then(|decides| {
        let before = numbers.iter().rev().find(|number| *number < decides).copied().unwrap_or(0);
        let behind = [next_ten(before), before.saturating_add(1)].into_iter().find(|number| number < decides);
        behind.or_else(|| (1..before).rev().find(|number| !numbers.contains(number)))
    });
    live.unwrap_or_else(|| next_ten(last).min(NetworkAclEntry::MAX_NUMBER))
}

/// The number of the first entry where there is none, with room before it.
const FIRST_NUMBER: u16 = 100;

const fn next_ten(number: u16) -> u16 {
    (number / 10).saturating_add(1).saturating_mul(10)
}

/// The place of the area after which nothing of the target is left.
fn covers<'a>(target: &Area, areas: impl Iterator<Item = &'a Area>) -> Option<usize> {
    let mut left = vec![*target];
    for (at, area) in areas.enumerate() {
        left = left.iter().flat_map(|piece| piece.without(area)).flatten().collect();
        if left.is_empty() {
            return Some(at);
        }
        if left.len() > MOST_BOXES {
            return None;
        }
    }
    None
}

/// A box: a run of numbers, both ends included, on each of its sides.
#[derive(Clone, Copy)]
struct Area {
    protocols: (u128, u128),
    addresses: (u128, u128),
    details: (u128, u128),
}

impl Area {
    fn of(entry: &NetworkAclEntry) -> Self {
        let AddressRange { low, high, .. } = AddressRange::of_block(&entry.block);
        let protocols = match entry.traffic.protocol() {
            Some(protocol) => (protocol.0.into(), protocol.0.into()),
            None => (0, u8::MAX.into()),
        };
        let details = match entry.traffic {
            Traffic::Ports(_, ports) => (ports.low().into(), ports.high().into()),
            Traffic::Icmp { kind: Some(kind), code: Some(code), .. } => {
                let both = u128::from(kind) << 8 | u128::from(code);
                (both, both)
            }
            Traffic::Icmp { kind: Some(kind), code: None, .. } => {
                (u128::from(kind) << 8, u128::from(kind) << 8 | 0xff)
            }
            Traffic::All | Traffic::Icmp { kind: None, .. } | Traffic::Other(_) => (0, u16::MAX.into()),
        };
        Self { protocols, addresses: (low, high), details }
    }

    fn meets(&self, other: &Area) -> bool {
        let meet = |one: (u128, u128), two: (u128, u128)| one.0 <= two.1 && two.0 <= one.1;
        meet(self.protocols, other.protocols)
            && meet(self.addresses, other.addresses)
            && meet(self.details, other.details)
    }

    /// What is left of it, in boxes that do not overlap.
    fn without(&self, other: &Area) -> [Option<Area>; 6] {
        if !other.meets(self) {
            return [Some(*self), None, None, None, None, None];
        }
        let (under, mid, over) = split(self.protocols, other.protocols);
        let [one, two] = [under, over].map(|side| side.map(|protocols| Area { protocols, ..*self }));
        let inner = Area { protocols: mid, ..*self };
        let (under, mid, over) = split(inner.addresses, other.addresses);
        let [three, four] = [under, over].map(|side| side.map(|addresses| Area { addresses, ..inner }));
        let inner = Area { addresses: mid, ..inner };
        let (under, _, over) = split(inner.details, other.details);
        let [five, six] = [under, over].map(|side| side.map(|details| Area { details, ..inner }));
        [one, two, three, four, five, six]
    }
}

type Run = (u128, u128);

/// What of a run lies below, in and above another that it meets.
fn split(own: Run, other: Run) -> (Option<Run>, Run, Option<Run>) {
    // INVARIANT: each end moves by one only where there is a number beyond it.
    let under = (own.0 < other.0).then(|| (own.0, other.0.saturating_sub(1)));
    let over = (other.1 < own.1).then(|| (other.1.saturating_add(1), own.1));
    (under, (own.0.max(other.0), own.1.min(other.1)), over)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::entry_misses;
    use crate::net::{Direction, IcmpMessage, Packet, Payload, PortRange, Protocol, TcpFlags, parse_cidr};

    fn entry(number: u16, traffic: Traffic, block: &str) -> NetworkAclEntry {
        NetworkAclEntry { number, action: RuleAction::Deny, traffic, block: parse_cidr(block).unwrap() }
    }

    fn tcp(low: u16, high: u16) -> Traffic {
        Traffic::Ports(Protocol::TCP, PortRange::new(low, high).unwrap())
    }

    #[test]
    fn an_entry_behind_one_that_takes_all_of_its_traffic_is_never_reached() {
        let ssh = entry(110, tcp(22, 22), "198.51.100.0/24");
        let six = entry(120, tcp(22, 22), "2001:db8::/32");
        let all = NetworkAclEntry::all_traffic(100, RuleAction::Allow, Family::Ipv4);
        let last = NetworkAclEntry::last(Family::Ipv4);
        let inbound = [all, ssh.clone(), six, last.clone()];
        let found = |entries: &[NetworkAclEntry]| {
            (0..entries.len()).map(|at| decided_before(entries, at)).collect::<Vec<_>>()
        };
        assert_eq!(found(&inbound), [vec![], vec![100], vec![], vec![]]);
        assert_eq!(found(&[ssh, entry(120, tcp(0, 65535), "0.0.0.0/0"), last]), [[0_u16; 0]; 3]);
        assert!(decided_before(&inbound, 9).is_empty());
    }

    #[test]
    fn several_take_it_together_and_only_those_that_are_needed_are_named() {
        let mut entries = vec![
            entry(90, tcp(443, 443), "10.0.0.0/8"),
            entry(100, tcp(0, 1000), "10.0.0.0/9"),
            entry(105, Traffic::Other(Protocol(47)), "0.0.0.0/0"),
            entry(110, tcp(0, 65535), "10.128.0.0/9"),
            entry(120, tcp(500, 65535), "10.0.0.0/9"),
            entry(130, Traffic::All, "10.0.0.0/8"),
            entry(140, tcp(0, 65535), "10.0.0.0/8"),
        ];
        assert_eq!(decided_before(&entries, 6), [100, 110, 120]);
        entries.retain(|entry| entry.number != 110);
        assert_eq!(decided_before(&entries, 5), [130], "one that does it alone is named alone");
        let icmp = |kind| Traffic::Icmp { protocol: Protocol::ICMPV6, kind, code: None };
        let mut types: Vec<_> =
            (0..=255).zip(1..).map(|(kind, at)| entry(at, icmp(Some(kind)), "::/0")).collect();
        types.push(entry(999, icmp(None), "::/0"));
        assert_eq!(decided_before(&types, 256).len(), 256);
        types.remove(7);
        assert!(decided_before(&types, 255).is_empty());
    }

    #[test]
    fn the_number_of_a_new_entry_is_one_that_packets_reach() {
        let all = |number, block| entry(number, Traffic::All, block);
        let ssh = |number| entry(number, tcp(22, 22), "198.51.100.0/24");
        let last = NetworkAclEntry::last(Family::Ipv4);
        let of = |entries: &[NetworkAclEntry]| {
            let proposed = proposed_number(entries);
            let mut with: Vec<_> = entries.to_vec();
            let at = with.partition_point(|entry| entry.number < proposed);
            with.insert(at, entry(proposed, tcp(80, 80), "203.0.113.0/24"));
            (proposed, decided_before(&with, at).is_empty())
        };
        assert_eq!(of(&[]), (100, true));
        assert_eq!(of(std::slice::from_ref(&last)), (100, true));
        assert_eq!(of(&[ssh(100), ssh(113), last.clone()]), (120, true));
        assert_eq!(of(&[all(100, "0.0.0.0/0"), all(101, "::/0"), last]), (10, true));
        assert_eq!(of(&[ssh(10), ssh(20), all(100, "0.0.0.0/0"), ssh(110)]), (30, true));
        assert_eq!(of(&[ssh(90), all(100, "0.0.0.0/0")]), (91, true));
        assert_eq!(of(&[ssh(3), ssh(99), all(100, "0.0.0.0/0")]), (98, true));
        // Two halves decide everything together; what stands between them is reached.
        assert_eq!(of(&[all(80, "0.0.0.0/1"), all(95, "128.0.0.0/1"), ssh(200)]), (90, true));
        // What is open for IPv6 alone decides nothing of IPv4.
        assert_eq!(of(&[all(100, "::/0")]), (110, true));
        // No number is left: the form warns.
        assert_eq!(of(&[all(1, "0.0.0.0/0")]), (10, false));
        assert_eq!(proposed_number(&[ssh(NetworkAclEntry::MAX_NUMBER)]), NetworkAclEntry::MAX_NUMBER);
    }

    /// Numbers that look random and are the same each time.
    struct Dice(u64);

    impl Dice {
        fn pick<T: Copy>(&mut self, of: &[T]) -> T {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            of[usize::try_from(self.0 >> 33).unwrap() % of.len()]
        }

        fn traffic(&mut self) -> Traffic {
            let ports = [(0, 0), (0, 1), (1, 1), (0, 65535), (1, 65535), (2, 65535)];
            match self.pick(&[0, 0, 1, 1, 2, 3, 4]) {
                0 | 1 => {
                    let (low, high) = self.pick(&ports);
                    let protocol = self.pick(&[Protocol::TCP, Protocol::UDP]);
                    Traffic::Ports(protocol, PortRange::new(low, high).unwrap())
                }
                2 => {
                    let kind = self.pick(&[None, Some(0), Some(8)]);
                    let code = kind.and_then(|_| self.pick(&[None, Some(0)]));
                    Traffic::Icmp { protocol: Protocol::ICMP, kind, code }
                }
                3 => Traffic::Other(Protocol(47)),
                _ => Traffic::All,
            }
        }

        fn entries(&mut self, count: u16) -> Vec<NetworkAclEntry> {
            let blocks = ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "0.0.0.0/2", "64.0.0.0/2", "64.0.0.7/32"];
            (1..=count)
                .map(|number| {
                    let traffic = self.traffic();
                    entry(number, traffic, self.pick(&blocks))
                })
                .collect()
        }
    }

    /// A packet of every kind that the entries above can tell apart.
    fn universe() -> Vec<Packet> {
        let mut payloads = vec![Payload::Other(Protocol(47)), Payload::Other(Protocol(99))];
        for destination_port in [0, 1, 2, 65535] {
            payloads.push(Payload::Tcp { source_port: 9, destination_port, flags: TcpFlags::SYN });
            payloads.push(Payload::Udp { source_port: 9, destination_port });
        }
        for (kind, code) in [(0, 0), (0, 1), (8, 0), (8, 1), (5, 0)] {
            payloads.push(Payload::Icmp(IcmpMessage::new(kind, code, 1)));
        }
        let sources = ["0.0.0.1", "64.0.0.1", "64.0.0.7", "128.0.0.1"];
        let packet = |source: &str, payload: &Payload| Packet {
            source: source.parse().unwrap(),
            destination: "10.0.0.1".parse().unwrap(),
            payload: payload.clone(),
        };
        sources
            .iter()
            .flat_map(|source| payloads.iter().map(move |payload| packet(source, payload)))
            .collect()
    }

    #[test]
    fn what_is_found_is_what_trying_every_packet_finds() {
        let universe = universe();
        let takes = |entry: &NetworkAclEntry, packet: &Packet| {
            entry_misses(entry, packet, Direction::Ingress).is_match()
        };
        let mut dice = Dice(7);
        let mut together = 0;
        for _ in 0..400 {
            let entries = dice.entries(9);
            for (at, own) in entries.iter().enumerate() {
                let meant: Vec<&Packet> = universe.iter().filter(|packet| takes(own, packet)).collect();
                let all_by = |by: &dyn Fn(&NetworkAclEntry) -> bool| {
                    let mut earlier = entries.iter().take(at).filter(|entry| by(entry));
                    meant.iter().all(|packet| earlier.clone().any(|entry| takes(entry, packet)))
                        && earlier.next().is_some()
                };
                let found = decided_before(&entries, at);
                assert_eq!(!found.is_empty(), all_by(&|_| true), "{entries:?} at {at}");
                if let Some(last) = found.last() {
                    assert!(all_by(&|entry| found.contains(&entry.number)));
                    assert!(!all_by(&|entry| entry.number < *last), "{entries:?} at {at}");
                    for one in &found {
                        assert!(!all_by(&|entry| entry.number != *one && found.contains(&entry.number)));
                    }
                }
                together += usize::from(found.len() > 1);
            }
        }
        assert!(together > 50, "{together} of the entries were covered by several");
    }

    #[test]
    fn an_acl_of_the_highest_quota_is_far_from_the_limit() {
        let mut entries: Vec<NetworkAclEntry> = (1..=39)
            .map(|at| entry(at, tcp(at * 100, 65535 - at * 100), &format!("10.{at}.0.0/{}", 8 + at % 17)))
            .collect();
        entries.push(entry(40, Traffic::All, "0.0.0.0/0"));
        let mut left = vec![Area::of(&entries[39])];
        for earlier in &entries[..39] {
            left = left.iter().flat_map(|piece| piece.without(&Area::of(earlier))).flatten().collect();
        }
        assert!(left.len() < MOST_BOXES / 4, "{}", left.len());
    }
}
