//! All tracking tables, their clock, and their journal.

use super::journal::Change;
use super::rule_names::RuleNames;
use super::{Entry, Flow, FlowKey, Journal, RuleHandle, Slot, Table};
use crate::evaluate::LoweredRule;
use crate::model::{NetworkInterfaceId, SecurityGroupId};
use crate::net::Instant;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The tracking tables of all interfaces.
///
/// A clone shares the tables with its origin until one of the two changes them, so that a fork is cheap.
#[derive(Clone, Debug, Default)]
pub struct Tracker {
    now: Instant,
    next_sequence: u64,
    tables: BTreeMap<NetworkInterfaceId, Rc<Table>>,
    rules: Rc<RuleNames>,
    journal: Journal,
}

impl Tracker {
    /// Tables without flows, at the beginning of time.
    pub fn new() -> Tracker {
        Tracker::default()
    }

    /// The moment at which packets are judged.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Moves the clock on and answers the flows that have expired by then, in the order of expiry and
    /// then of creation. A moment that lies in the past moves nothing.
    pub fn advance(&mut self, now: Instant) -> Vec<Entry> {
        self.now = self.now.max(now);
        let mut expired: Vec<Entry> = Vec::new();
        for (interface, table) in &mut self.tables {
            if !table.is_due(self.now) {
                continue;
            }
            for flow in Rc::make_mut(table).take_expired(self.now) {
                expired.extend(entry(&self.rules, interface, &flow));
                let change = Change { interface: interface.clone(), key: flow.key, before: Some(flow) };
                self.journal.changes.push(change);
            }
        }
        expired.sort_unstable_by_key(|entry| (entry.expires_at, entry.sequence));
        expired
    }

    /// Forgets the flows of an interface that is deleted.
    pub fn forget(&mut self, interface: &NetworkInterfaceId) {
        let Some(table) = self.tables.remove(interface) else { return };
        let changes = table.iter().map(|flow| Change {
            interface: interface.clone(),
            key: flow.key,
            before: Some(flow),
        });
        self.journal.changes.extend(changes);
    }

    /// Ends a step: answers what it changed, for [`Tracker::revert`].
    pub fn commit(&mut self) -> Journal {
        let next = Journal {
            now: self.now,
            next_sequence: self.next_sequence,
            known_rules: self.rules.len(),
            changes: Vec::new(),
        };
        std::mem::replace(&mut self.journal, next)
    }

    /// Takes back what has happened since the last commit.
    pub fn roll_back(&mut self) {
        let pending = self.commit();
        self.undo(pending);
    }

    /// Takes back a step, and what has happened since. Journals must be reverted last first.
    pub fn revert(&mut self, journal: Journal) {
        self.roll_back();
        self.undo(journal);
    }

    /// The flows of one interface, tracked and untracked, in the order of their creation.
    pub fn entries_of(&self, interface: &NetworkInterfaceId) -> Vec<Entry> {
        let table = self.tables.get_key_value(interface);
        self.sorted(table.into_iter())
    }

    /// The flows of all interfaces, tracked and untracked, in the order of their creation.
    pub fn entries(&self) -> Vec<Entry> {
        self.sorted(self.tables.iter())
    }

    /// The moment at which the next flow expires if no packet comes before.
    pub fn next_expiry(&self) -> Option<Instant> {
        self.tables.values().filter_map(|table| table.next_expiry()).min()
    }

    /// Entries of an interface that count toward the allowance.
    pub fn in_use(&self, interface: &NetworkInterfaceId) -> u64 {
        self.tables.get(interface).map_or(0, |table| table.in_use())
    }

    pub(super) fn find(&self, interface: &NetworkInterfaceId, key: &FlowKey) -> Option<(Slot, Flow)> {
        let (slot, flow) = self.tables.get(interface)?.find(key)?;
        (flow.expires > self.now).then_some((slot, flow))
    }

    pub(super) fn put(&mut self, interface: &NetworkInterfaceId, flow: Flow) {
        let table = self.table(interface);
        let before = table.find(&flow.key).map(|(_, flow)| flow);
        table.put(flow);
        self.note(interface, flow.key, before);
    }

    pub(super) fn replace(&mut self, interface: &NetworkInterfaceId, slot: Slot, before: Flow, after: Flow) {
        self.table(interface).replace(slot, after);
        self.note(interface, before.key, Some(before));
    }

    pub(super) fn remove(&mut self, interface: &NetworkInterfaceId, key: &FlowKey) {
        if let Some(before) = self.table(interface).remove(key) {
            self.note(interface, *key, Some(before));
        }
    }

    pub(super) fn take_sequence(&mut self) -> u64 {
        let sequence = self.next_sequence;
        self.next_sequence += 1;
        sequence
    }

    pub(super) fn handle(&mut self, rule: &LoweredRule) -> RuleHandle {
        match self.rules.find(&rule.rule.id) {
            Some(handle) => handle,
            None => Rc::make_mut(&mut self.rules).add(rule),
        }
    }

    pub(super) fn group_of(&self, flow: &Flow) -> Option<&SecurityGroupId> {
        self.rules.group(flow.rule)
    }

    pub(super) fn entry(&self, interface: &NetworkInterfaceId, flow: &Flow) -> Option<Entry> {
        entry(&self.rules, interface, flow)
    }

    fn table(&mut self, interface: &NetworkInterfaceId) -> &mut Table {
        if !self.tables.contains_key(interface) {
            self.tables.insert(interface.clone(), Rc::default());
        }
        Rc::make_mut(self.tables.entry(interface.clone()).or_default())
    }

    fn note(&mut self, interface: &NetworkInterfaceId, key: FlowKey, before: Option<Flow>) {
        self.journal.changes.push(Change { interface: interface.clone(), key, before });
    }

    fn undo(&mut self, journal: Journal) {
        for change in journal.changes.into_iter().rev() {
            let table = self.table(&change.interface);
            match change.before {
                Some(flow) => table.put(flow),
                None => {
                    table.remove(&change.key);
                }
            }
        }
        self.now = journal.now;
        self.next_sequence = journal.next_sequence;
        if self.rules.len() > journal.known_rules {
            Rc::make_mut(&mut self.rules).truncate(journal.known_rules);
        }
        self.journal = Journal { changes: Vec::new(), ..journal };
    }

    fn sorted<'a>(
        &self,
        tables: impl Iterator<Item = (&'a NetworkInterfaceId, &'a Rc<Table>)>,
    ) -> Vec<Entry> {
        let flows = tables.flat_map(|(interface, table)| table.iter().map(move |flow| (interface, flow)));
        let mut entries: Vec<Entry> =
            flows.filter_map(|(interface, flow)| self.entry(interface, &flow)).collect();
        entries.sort_unstable_by_key(|entry| entry.sequence);
        entries
    }
}

impl PartialEq for Tracker {
    /// The same clock, the same flows in the same order, and the same place for the next one.
    fn eq(&self, other: &Tracker) -> bool {
        self.now == other.now
            && self.next_sequence == other.next_sequence
            && self.entries() == other.entries()
    }
}

impl Eq for Tracker {}

fn entry(rules: &RuleNames, interface: &NetworkInterfaceId, flow: &Flow) -> Option<Entry> {
    // INVARIANT: every handle in a table comes from these names, so there is an id.
    Some(Entry::new(flow, interface, rules.id(flow.rule)?.clone()))
}
