//! The same law once more, as plainly as it can be put: a list, searched from end to end, that keeps the
//! whole history of each flow. Random histories must give the same in both.

use super::naive_tcp;
use super::steps::{
    Happened, LOCAL, PlainRule, REMOTE, Step, chosen, happen, id_of, interface, steps, world,
};
use crate::conntrack::{AutomaticTracking, Entry, Passage, Side, Verdict};
use crate::net::{Direction, Packet, TcpFlags};
use proptest::prelude::*;

#[derive(Clone)]
struct Record {
    number: u64,
    interface: usize,
    began: Direction,
    first: Packet,
    reason: &'static str,
    rule: String,
    history: Vec<(bool, TcpFlags)>,
    last: u64,
}

#[derive(Default)]
struct Naive {
    now: u64,
    created: u64,
    inbound: Vec<PlainRule>,
    outbound: Vec<PlainRule>,
    automatic: Option<AutomaticTracking>,
    limit: Option<u32>,
    records: Vec<Record>,
}

impl Record {
    fn protocol(&self) -> u8 {
        self.first.protocol().0
    }

    fn state(&self) -> Option<&'static str> {
        if self.protocol() == 6 {
            return naive_tcp::state(&self.history);
        }
        let first_reply = self.history.iter().position(|(is_reply, _)| *is_reply);
        Some(match first_reply {
            None => "UNREPLIED",
            Some(reply) if self.protocol() == 17 && self.history[reply..].iter().any(|(r, _)| !r) => {
                "ASSURED"
            }
            Some(_) => "REPLIED",
        })
    }

    fn expires(&self) -> u64 {
        let seconds = match (self.protocol(), self.state()) {
            (6, Some("ESTABLISHED")) => 432_000,
            (6, _) => 60,
            (17, Some("ASSURED")) => 180,
            (17 | 1 | 58, _) => 30,
            _ => 600,
        };
        self.last + seconds * 1000
    }

    /// Whether the packet belongs to the flow, and if so whether it is a reply.
    fn belongs(&self, interface: usize, direction: Direction, packet: &Packet) -> Option<bool> {
        if interface != self.interface || packet.protocol() != self.first.protocol() {
            return None;
        }
        let is_reply = direction != self.began;
        let ends =
            if is_reply { (packet.destination, packet.source) } else { (packet.source, packet.destination) };
        let ports = packet.ports().map(|(a, b)| if is_reply { (b, a) } else { (a, b) });
        if ends != (self.first.source, self.first.destination) || ports != self.first.ports() {
            return None;
        }
        let icmp_fits = match (packet.icmp(), self.first.icmp()) {
            (Some(now), Some(first)) => {
                let answer = match first.kind {
                    8 => Some(0),
                    13 => Some(14),
                    128 => Some(129),
                    _ => None,
                };
                match (answer, is_reply) {
                    (Some(answer), true) => now.kind == answer && now.id == first.id,
                    (Some(_), false) => now.kind == first.kind && now.id == first.id,
                    (None, true) => false,
                    (None, false) => now.kind == first.kind && now.code == first.code,
                }
            }
            _ => true,
        };
        icmp_fits.then_some(is_reply)
    }

    fn entries(&self) -> u32 {
        match self.reason {
            "untracked" => 0,
            "dynamodb-gateway-endpoint" => 2,
            _ => 1,
        }
    }

    fn line(&self) -> String {
        let replies = self.history.iter().filter(|(is_reply, _)| *is_reply).count();
        format!(
            "{} {} {:?} {} {} {:?} {} {} {} [{}, {}] {}",
            self.number,
            interface(self.interface),
            self.began,
            self.first.source,
            self.first.destination,
            self.first.ports(),
            self.state().unwrap_or("-"),
            self.reason,
            self.rule,
            self.history.len() - replies,
            replies,
            self.expires(),
        )
    }
}

fn line(entry: &Entry) -> String {
    format!(
        "{} {} {:?} {} {} {:?} {} {} {} {:?} {}",
        entry.sequence,
        entry.interface,
        entry.direction,
        entry.source,
        entry.destination,
        entry.source_port.zip(entry.destination_port),
        entry.state.name(),
        entry.tracking.id(),
        entry.admitted_by,
        entry.packets,
        entry.expires_at.0,
    )
}

impl Naive {
    fn rules(&self, direction: Direction) -> &[PlainRule] {
        match direction {
            Direction::Ingress => &self.inbound,
            Direction::Egress => &self.outbound,
        }
    }

    /// The rules of a direction that allow the packet.
    fn matching(&self, direction: Direction, packet: &Packet) -> Vec<PlainRule> {
        let is_v6 = packet.source.is_ipv6();
        let far = if direction == Direction::Ingress { packet.source } else { packet.destination };
        let allows = |rule: &&PlainRule| {
            let port_fits = packet.ports().is_none_or(|(_, to)| rule.ports.0 <= to && to <= rule.ports.1);
            rule.is_v6 == is_v6
                && rule.protocol.is_none_or(|number| number == packet.protocol().0 && port_fits)
                && rule.remote.is_none_or(|remote| REMOTE[usize::from(is_v6)][remote] == far.to_string())
        };
        self.rules(direction).iter().filter(allows).copied().collect()
    }

    fn reason(&self, direction: Direction, packet: &Packet) -> &'static str {
        let protocol = packet.protocol().0;
        let is_v6 = packet.source.is_ipv6();
        let opens_all = |rule: &PlainRule| {
            let of_protocol = rule.protocol.is_none_or(|number| number == protocol);
            rule.is_v6 == is_v6 && rule.remote.is_none() && rule.ports == (0, 65535) && of_protocol
        };
        match (protocol, self.automatic) {
            (1 | 58, _) => "icmp",
            (6 | 17, Some(through)) => through.id(),
            (6 | 17, None) => {
                if self.matching(direction, packet).iter().all(|rule| rule.remote.is_some()) {
                    "not-everywhere"
                } else if self.rules(direction.reverse()).iter().any(opens_all) {
                    "untracked"
                } else {
                    "opposite-not-all-ports"
                }
            }
            _ => "other-protocol",
        }
    }

    fn is_full(&self, wanted: &str, replaced: u32) -> bool {
        let weight = match wanted {
            "untracked" => return false,
            "dynamodb-gateway-endpoint" => 2,
            _ => 1,
        };
        let used: u32 = self.records.iter().map(Record::entries).sum();
        self.limit.is_some_and(|limit| used + weight - replaced > limit)
    }

    fn send(&mut self, interface: usize, direction: Direction, packet: &Packet) -> String {
        let flags = packet.tcp_flags().unwrap_or_default();
        let belonging = |reply: bool| {
            self.records.iter().position(|record| record.belongs(interface, direction, packet) == Some(reply))
        };
        let found =
            belonging(true).map(|index| (index, true)).or(belonging(false).map(|index| (index, false)));
        let allowing = self.matching(direction, packet).first().map(id_of);
        let Some((index, is_reply)) = found else {
            return self.first(interface, direction, packet, allowing, None);
        };
        let record = self.records[index].clone();
        let is_closing = matches!(record.state(), Some("FIN_WAIT" | "CLOSE_WAIT" | "LAST_ACK"));
        if is_closing && flags.opens() {
            return self.first(interface, direction, packet, allowing, Some(index));
        }
        let side = if is_reply { "reply" } else { "original" };
        if record.reason != "untracked" {
            self.goes_on(index, is_reply, flags);
            return format!("established {side} by {}", record.rule);
        }
        let Some(allowing) = allowing else { return "denied".to_owned() };
        let (reason, rule) = if is_reply {
            let asking = reverse(packet);
            let own = self.matching(record.began, &asking).first().map(id_of);
            match (own, self.reason(record.began, &asking)) {
                (Some(own), reason) if reason != "untracked" => (reason, own),
                _ => ("untracked", record.rule),
            }
        } else {
            (self.reason(direction, packet), allowing)
        };
        let mut after = self.records[index].clone();
        after.history.push((is_reply, flags));
        if after.state().is_some() && self.is_full(reason, 0) {
            return "exceeded".to_owned();
        }
        (self.records[index].reason, self.records[index].rule) = (reason, rule);
        self.goes_on(index, is_reply, flags);
        format!("admitted {side} {reason}")
    }

    fn goes_on(&mut self, index: usize, is_reply: bool, flags: TcpFlags) {
        let record = &mut self.records[index];
        record.history.push((is_reply, flags));
        record.last = self.now;
        if record.state().is_none() {
            self.records.remove(index);
        }
    }

    fn first(
        &mut self,
        interface: usize,
        began: Direction,
        packet: &Packet,
        allowing: Option<String>,
        in_place_of: Option<usize>,
    ) -> String {
        let Some(rule) = allowing else { return "denied".to_owned() };
        let reason = self.reason(began, packet);
        let history = vec![(false, packet.tcp_flags().unwrap_or_default())];
        let number = self.created;
        let first = packet.clone();
        let record = Record { number, interface, began, first, reason, rule, history, last: self.now };
        if record.state().is_some() {
            let replaced = in_place_of.map_or(0, |index| self.records[index].entries());
            if self.is_full(reason, replaced) {
                return "exceeded".to_owned();
            }
            if let Some(index) = in_place_of {
                self.records.remove(index);
            }
            self.records.push(record);
            self.created += 1;
        }
        format!("admitted original {reason}")
    }

    fn wait(&mut self, milliseconds: u64) -> Vec<String> {
        self.now += milliseconds;
        let mut expired: Vec<Record> =
            self.records.iter().filter(|record| record.expires() <= self.now).cloned().collect();
        self.records.retain(|record| record.expires() > self.now);
        expired.sort_by_key(|record| (record.expires(), record.number));
        expired.iter().map(Record::line).collect()
    }
}

fn reverse(packet: &Packet) -> Packet {
    let mut reversed = packet.clone();
    (reversed.source, reversed.destination) = (packet.destination, packet.source);
    if let (Some((a, b)), Some((from, to))) = (packet.ports(), reversed.ports_mut()) {
        (*from, *to) = (b, a);
    }
    reversed
}

fn told(passage: &Passage) -> String {
    let name = |side: &Side| if *side == Side::Reply { "reply" } else { "original" };
    match &passage.verdict {
        Verdict::Established { entry, side, .. } => {
            format!("established {} by {}", name(side), entry.admitted_by)
        }
        Verdict::Admitted { tracking, side, .. } => format!("admitted {} {}", name(side), tracking.id()),
        Verdict::Denied => "denied".to_owned(),
        Verdict::AllowanceExceeded { .. } => "exceeded".to_owned(),
        verdict => format!("{verdict:?}"),
    }
}

proptest! {
    #[test]
    fn table_and_list_agree_on_every_packet_and_every_entry(steps in steps()) {
        let mut lab = world();
        let mut naive = Naive::default();
        prop_assert_eq!(LOCAL.len(), REMOTE.len());
        for step in &steps {
            match (happen(&mut lab, step), step) {
                (Happened::Passed(passage), Step::Send { interface, direction, packet }) => {
                    prop_assert_eq!(told(&passage), naive.send(*interface, *direction, packet));
                }
                (Happened::Expired(expired), Step::Wait(milliseconds)) => {
                    let lines: Vec<String> = expired.iter().map(line).collect();
                    prop_assert_eq!(lines, naive.wait(*milliseconds));
                }
                (_, Step::SetRules { inbound, outbound }) => {
                    naive.inbound = chosen(*inbound).collect();
                    naive.outbound = chosen(*outbound).collect();
                }
                (_, Step::SetAutomatic(automatic)) => naive.automatic = *automatic,
                (_, Step::SetLimit(limit)) => naive.limit = *limit,
                (happened, step) => prop_assert!(false, "{:?} gave {:?}", step, happened),
            }
            let entries: Vec<String> = lab.tracker.entries().iter().map(line).collect();
            let records: Vec<String> = naive.records.iter().map(Record::line).collect();
            prop_assert_eq!(entries, records);
            let next = naive.records.iter().map(Record::expires).min();
            prop_assert_eq!(lab.tracker.next_expiry().map(|at| at.0), next);
        }
    }
}
