//! What gateways and load balancers remember of flows, so that replies find their way back.
//!
//! A NAT gateway puts its own address and port in place of the sender's, a load balancer passes a flow on
//! to a target, an egress-only gateway lets in only what answers. All of it is one table: the flow as it
//! came, the flow as it went on, and when a packet last used it.

use crate::net::{Instant, Packet, Payload, Protocol};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::rc::Rc;

/// Addresses and ports of a flow in one direction. Of ICMP queries both ports are the identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tuple {
    /// The protocol.
    pub protocol: Protocol,
    /// Source address and port.
    pub source: (IpAddr, u16),
    /// Destination address and port.
    pub destination: (IpAddr, u16),
    /// Whether it is the answer of an ICMP query, which has the query's identifier.
    pub is_answer: bool,
}

/// A flow that a device has passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The flow as it came, in the direction in which it began.
    pub came: Tuple,
    /// The flow as it went on.
    pub went: Tuple,
    /// When it is forgotten unless a packet comes.
    pub expires: Instant,
    /// Idle seconds after which it is forgotten.
    pub timeout: u32,
}

/// Flows by device, undoable like the tracking tables.
///
/// A clone shares the rows with its origin until one of the two changes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Translations {
    /// By device and by the flow as it came.
    rows: Rc<BTreeMap<(Rc<str>, Tuple), Translation>>,
    /// By device and by the flow as it went on: the flow as it came.
    went: Rc<BTreeMap<(Rc<str>, Tuple), Tuple>>,
    journal: Vec<Change>,
}

/// What the steps since the last commit have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TranslationJournal(Vec<Change>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    key: (Rc<str>, Tuple),
    before: Option<Translation>,
}

impl Tuple {
    /// The packet's tuple; none for packets that no device tells apart: protocols without ports, ICMP
    /// errors.
    pub fn of(packet: &Packet) -> Option<Tuple> {
        let (source, destination) = match &packet.payload {
            Payload::Tcp { .. } | Payload::Udp { .. } => packet.ports()?,
            Payload::Icmp(message) | Payload::Icmpv6(message) if message.about.is_none() => {
                (message.id, message.id)
            }
            _ => return None,
        };
        Some(Tuple {
            protocol: packet.protocol(),
            source: (packet.source, source),
            destination: (packet.destination, destination),
            is_answer: packet.is_icmp_answer(),
        })
    }

    /// The same flow in the other direction.
    #[must_use]
    pub fn reverse(self) -> Tuple {
        let is_answer = self.protocol.is_icmp() && !self.is_answer;
        Tuple { source: self.destination, destination: self.source, is_answer, ..self }
    }

    /// Puts these addresses and ports into a packet.
    pub fn write(self, packet: &mut Packet) {
        packet.source = self.source.0;
        packet.destination = self.destination.0;
        match &mut packet.payload {
            Payload::Tcp { source_port, destination_port, .. }
            | Payload::Udp { source_port, destination_port } => {
                *source_port = self.source.1;
                *destination_port = self.destination.1;
            }
            Payload::Icmp(message) | Payload::Icmpv6(message) => message.id = self.source.1,
            Payload::Other(_) => {}
        }
    }
}

impl Translations {
    /// The first port that a NAT gateway or a load balancer uses; the last is 65535.
    pub const FIRST_PORT: u16 = 1024;

    /// The live flow of a device that came so.
    pub fn find(&self, device: &str, came: Tuple, now: Instant) -> Option<Translation> {
        let row = self.rows.get(&(Rc::from(device), came))?;
        (row.expires > now).then_some(*row)
    }

    /// The live flow of a device that a packet of the other direction answers.
    pub fn answered_by(&self, device: &str, reply: Tuple, now: Instant) -> Option<Translation> {
        let came = self.went.get(&(Rc::from(device), reply.reverse()))?;
        self.find(device, *came, now)
    }

    /// The live flow of any device of which the predicate knows, that a packet answers.
    pub fn answered_by_any(
        &self,
        reply: Tuple,
        now: Instant,
        knows: impl Fn(&str) -> bool,
    ) -> Option<(Rc<str>, Translation)> {
        let wanted = reply.reverse();
        let fitting = self.went.iter().filter(|((device, went), _)| *went == wanted && knows(device));
        fitting
            .into_iter()
            .find_map(|((device, _), came)| Some((Rc::clone(device), self.find(device, *came, now)?)))
    }

    /// Remembers a flow, or that a packet used it.
    pub fn remember(&mut self, device: &str, came: Tuple, went: Tuple, timeout: u32, now: Instant) {
        let expires = now.plus_seconds(timeout);
        self.put((Rc::from(device), came), Some(Translation { came, went, expires, timeout }));
    }

    /// Notes that a packet used the flow.
    pub fn touch(&mut self, device: &str, flow: Translation, now: Instant) {
        self.remember(device, flow.came, flow.went, flow.timeout, now);
    }

    /// The lowest source port with which the flow can go on: the one that it had already, else one that no
    /// other live flow of the device to the same destination uses.
    pub fn free_port(&self, device: &str, went: Tuple, now: Instant) -> Option<u16> {
        let device: Rc<str> = Rc::from(device);
        (Translations::FIRST_PORT..=u16::MAX).find(|port| {
            let tuple = with_source_port(went, *port);
            let taken = self.went.get(&(Rc::clone(&device), tuple));
            taken.is_none_or(|came| self.find(&device, *came, now).is_none())
        })
    }

    /// Ends a step: answers what it changed, for [`Translations::revert`].
    pub fn commit(&mut self) -> TranslationJournal {
        TranslationJournal(std::mem::take(&mut self.journal))
    }

    /// Takes a step back, and what has happened since. Journals must be reverted last first.
    pub fn revert(&mut self, journal: TranslationJournal) {
        let pending = std::mem::take(&mut self.journal);
        for change in journal.0.into_iter().chain(pending).rev() {
            self.put(change.key, change.before);
        }
        self.journal.clear();
    }

    fn put(&mut self, key: (Rc<str>, Tuple), row: Option<Translation>) {
        let rows = Rc::make_mut(&mut self.rows);
        let before = match row {
            Some(row) => rows.insert(key.clone(), row),
            None => rows.remove(&key),
        };
        let went = Rc::make_mut(&mut self.went);
        if let Some(before) = before {
            let index = (Rc::clone(&key.0), before.went);
            if went.get(&index) == Some(&before.came) {
                went.remove(&index);
            }
        }
        if let Some(row) = row {
            went.insert((Rc::clone(&key.0), row.went), row.came);
        }
        self.journal.push(Change { key, before });
    }
}

/// The tuple with another source port; of ICMP both are the identifier.
pub(super) fn with_source_port(tuple: Tuple, port: u16) -> Tuple {
    let destination = if tuple.protocol.is_icmp() { (tuple.destination.0, port) } else { tuple.destination };
    Tuple { source: (tuple.source.0, port), destination, ..tuple }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tuple(source: &str, sport: u16, destination: &str, dport: u16) -> Tuple {
        Tuple {
            protocol: Protocol::TCP,
            source: (source.parse().unwrap(), sport),
            destination: (destination.parse().unwrap(), dport),
            is_answer: false,
        }
    }

    fn flow(translations: &mut Translations, client: &str, server: &str) -> u16 {
        let came = tuple(client, 50000, server, 443);
        let went = tuple("10.0.0.9", 0, server, 443);
        let port = translations.free_port("nat-1", went, Instant(0)).unwrap();
        translations.remember("nat-1", came, with_source_port(went, port), 350, Instant(0));
        port
    }

    #[test]
    fn ports_are_the_lowest_free_for_each_destination() {
        let mut translations = Translations::default();
        assert_eq!(flow(&mut translations, "10.0.1.1", "203.0.113.1"), 1024);
        assert_eq!(flow(&mut translations, "10.0.1.2", "203.0.113.1"), 1025);
        assert_eq!(flow(&mut translations, "10.0.1.2", "203.0.113.2"), 1024);
    }

    #[test]
    fn a_flow_is_found_from_both_sides_until_it_has_been_idle_too_long() {
        let mut translations = Translations::default();
        flow(&mut translations, "10.0.1.1", "203.0.113.1");
        let reply = tuple("203.0.113.1", 443, "10.0.0.9", 1024);
        let found = translations.answered_by("nat-1", reply, Instant(349_999)).unwrap();
        assert_eq!(found.came, tuple("10.0.1.1", 50000, "203.0.113.1", 443));
        assert!(translations.answered_by("nat-1", reply, Instant(350_000)).is_none());
        assert!(translations.answered_by("nat-2", reply, Instant(0)).is_none());
        translations.touch("nat-1", found, Instant(349_999));
        assert!(translations.answered_by("nat-1", reply, Instant(350_000)).is_some());
    }

    #[test]
    fn a_step_is_taken_back_exactly() {
        let mut translations = Translations::default();
        flow(&mut translations, "10.0.1.1", "203.0.113.1");
        translations.commit();
        let before = translations.clone();
        flow(&mut translations, "10.0.1.2", "203.0.113.1");
        let came = tuple("10.0.1.1", 50000, "203.0.113.1", 443);
        let known = translations.find("nat-1", came, Instant(0)).unwrap();
        translations.touch("nat-1", known, Instant(1000));
        let journal = translations.commit();
        translations.revert(journal);
        assert_eq!(translations, before);
    }
}
