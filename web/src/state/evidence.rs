//! What a checkpoint looked at, as a table: one row a rule, an entry or a route, one cell a field, each with both
//! values and whether they fit.

use sg_core::evaluate::{ByEntries, ByRoutes, ByRules, Miss, Misses, RouteFit};
use sg_core::explain::{display_name, entry_name, peer_name};
use sg_core::model::{
    Network, PrefixListId, ResourceId, RouteDestination, RuleAction, SecurityGroupId, Traffic,
};
use sg_core::net::{Direction, Packet, Protocol};
use sg_core::path::{Checkpoint, Evidence, Trace};

/// The most rows; those that fit best come first where the order says nothing.
const MOST: usize = 200;

/// How a field fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It fits.
    Fits,
    /// It does not.
    Misses,
    /// Nothing compares it: something before it did not fit, or it is no condition.
    NotCompared,
    /// Nobody described what it stands for.
    Open,
}

/// How a row fared as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It decided.
    Decides,
    /// It fits, and something before it or beside it decided.
    Beaten(&'static str),
    /// It does not fit.
    Misses,
    /// It was not looked at.
    NotReached,
}

/// A field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// How it fared.
    pub fit: Fit,
    /// Both values: `22 not in 80–80`.
    pub text: String,
}

/// A rule, an entry, a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id, its number, its destination.
    pub id: String,
    /// Its group's name, or what it does: `allow`, `deny`.
    pub what: String,
    /// The group it stands in.
    pub group: Option<SecurityGroupId>,
    /// Whether its id was made at import.
    pub is_made: bool,
    /// How it fared.
    pub outcome: Outcome,
    /// Its fields, in the order of the heads.
    pub cells: Vec<Cell>,
}

/// The table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What its rows are.
    pub rows_are: &'static str,
    /// The heads of the fields.
    pub heads: Vec<&'static str>,
    /// The rows, those that decided or came nearest first; entries of an ACL in their order.
    pub rows: Vec<Row>,
    /// How many rows are left out.
    pub more: usize,
}

/// The table of a checkpoint; none where it looked at nothing but the packet.
#[must_use]
pub fn table(trace: &Trace, checkpoint: &Checkpoint) -> Option<Table> {
    let seen = Seen {
        network: &trace.network,
        packet: &checkpoint.packet,
        direction: checkpoint.direction.unwrap_or(Direction::Ingress),
    };
    let mut table = match &checkpoint.evidence {
        Evidence::None => return None,
        Evidence::Rules(by_rules) => seen.rules(by_rules),
        Evidence::Entries(by_entries) => seen.entries(by_entries),
        Evidence::Routes(by_routes) => seen.routes(by_routes),
    };
    table.more = table.rows.len().saturating_sub(MOST);
    table.rows.truncate(MOST);
    Some(table)
}

struct Seen<'a> {
    network: &'a Network,
    packet: &'a Packet,
    direction: Direction,
}

impl Seen<'_> {
    fn heads(&self) -> Vec<&'static str> {
        let peer = if self.direction == Direction::Ingress { "Source" } else { "Destination" };
        let ports = if self.packet.icmp().is_some() { "Type, code" } else { "Port range" };
        vec!["Protocol", ports, peer]
    }

    fn rules(&self, by_rules: &ByRules) -> Table {
        let considered = &by_rules.considered;
        let mut lines: Vec<(usize, &Misses)> = considered.misses.iter().enumerate().collect();
        // The one that decided, then those that lack least.
        lines.sort_by_key(|(at, misses)| {
            let other_peer_alone = misses.count() == 1 && misses.has(Miss::Peer);
            let rank = (misses.is_undecided(), misses.count(), !other_peer_alone);
            (Some(*at) != by_rules.decided_by, !misses.is_match(), rank)
        });
        let rows = lines.into_iter().filter_map(|(at, misses)| {
            let lowered = considered.rules.get(at)?;
            let outcome = match misses.is_match() || Some(at) == by_rules.decided_by {
                true if Some(at) == by_rules.decided_by => Outcome::Decides,
                true => Outcome::Beaten("fits too"),
                false => Outcome::Misses,
            };
            let id = lowered.rule.id.to_string();
            let what = lowered.group.display_name().to_owned();
            let cells =
                self.fields(*misses, lowered.rule.traffic, &peer_name(self.network, &lowered.rule.peer));
            let group = Some(lowered.group.id.clone());
            Some(Row { id, what, group, is_made: lowered.rule.id_is_invented, outcome, cells })
        });
        Table { rows_are: "Rules considered", heads: self.heads(), rows: rows.collect(), more: 0 }
    }

    fn entries(&self, by_entries: &ByEntries) -> Table {
        let considered = &by_entries.considered;
        let rows = considered.rules.iter().enumerate().map(|(at, entry)| {
            let block = entry.block.to_string();
            let (outcome, cells) = match considered.misses.get(at) {
                None => (Outcome::NotReached, self.unseen(entry.traffic, &block)),
                Some(misses) => {
                    let decides = by_entries.decided_by == Some(at);
                    let outcome = if decides { Outcome::Decides } else { Outcome::Misses };
                    (outcome, self.fields(*misses, entry.traffic, &block))
                }
            };
            let id = entry_name(entry);
            let what = if entry.action == RuleAction::Allow { "allow" } else { "deny" };
            Row { id, what: what.to_owned(), group: None, is_made: false, outcome, cells }
        });
        Table { rows_are: "Entries, in their order", heads: self.heads(), rows: rows.collect(), more: 0 }
    }

    fn routes(&self, by_routes: &ByRoutes) -> Table {
        let address = self.packet.destination;
        let mut lines: Vec<(usize, &RouteFit)> = by_routes.fits.iter().enumerate().collect();
        lines.sort_by_key(|(at, fit)| (std::cmp::Reverse(**fit), *at));
        let rows = lines.into_iter().filter_map(|(at, fit)| {
            let route = by_routes.routes.get(at)?;
            let (outcome, fits) = match fit {
                RouteFit::Chosen => (Outcome::Decides, Fit::Fits),
                RouteFit::LessSpecific => (Outcome::Beaten("shorter prefix"), Fit::Fits),
                RouteFit::LowerPriority => (Outcome::Beaten("lower priority"), Fit::Fits),
                RouteFit::Undescribed => (Outcome::Beaten("not described"), Fit::Open),
                RouteFit::Family | RouteFit::Elsewhere => (Outcome::Misses, Fit::Misses),
            };
            let destination = match &route.destination {
                RouteDestination::Block(block) => block.to_string(),
                RouteDestination::PrefixList(id) => self.list(id),
            };
            let target = display_name(self.network, route.target.id());
            let cells = vec![
                Cell { fit: fits, text: both(&address.to_string(), fits, &destination) },
                Cell { fit: Fit::NotCompared, text: target },
            ];
            let what = route.state.name().to_owned();
            Some(Row { id: destination, what, group: None, is_made: false, outcome, cells })
        });
        let heads = vec!["Destination", "Target"];
        Table { rows_are: "Routes, the best first", heads, rows: rows.collect(), more: 0 }
    }

    /// Protocol, ports or ICMP, peer.
    fn fields(&self, misses: Misses, traffic: Traffic, peer: &str) -> Vec<Cell> {
        let (protocol, ports) = (self.protocol(traffic), self.ports(traffic));
        let far = self.packet.far_end(self.direction).to_string();
        if misses.has(Miss::Family) {
            return vec![not_compared(&protocol.1), not_compared(&ports.1), missed(&far, peer)];
        }
        let protocol_missed = misses.has(Miss::Protocol);
        let ports_missed = misses.has(Miss::Port) || misses.has(Miss::Icmp);
        vec![
            compared(&protocol.0, protocol_missed, &protocol.1),
            if protocol_missed || ports.0.is_empty() {
                not_compared(&ports.1)
            } else {
                compared(&ports.0, ports_missed, &ports.1)
            },
            if misses.is_undecided() {
                Cell { fit: Fit::Open, text: both(&far, Fit::Open, peer) }
            } else {
                compared(&far, misses.has(Miss::Peer), peer)
            },
        ]
    }

    fn unseen(&self, traffic: Traffic, peer: &str) -> Vec<Cell> {
        [self.protocol(traffic).1, self.ports(traffic).1, peer.to_owned()]
            .iter()
            .map(|text| not_compared(text))
            .collect()
    }

    /// The packet's protocol, and the rule's.
    fn protocol(&self, traffic: Traffic) -> (String, String) {
        let rule = traffic.protocol().map_or_else(|| "all".to_owned(), word);
        (word(self.packet.protocol()), rule)
    }

    /// The packet's port, or ICMP type and code, and the rule's.
    fn ports(&self, traffic: Traffic) -> (String, String) {
        let packet = match (self.packet.ports(), self.packet.icmp()) {
            (Some((_, destination)), _) => destination.to_string(),
            (None, Some(message)) => format!("{}, {}", message.kind, message.code),
            (None, None) => String::new(),
        };
        let rule = match traffic {
            Traffic::Ports(_, ports) => format!("{}\u{2013}{}", ports.low(), ports.high()),
            Traffic::Icmp { kind: Some(kind), code: Some(code), .. } => format!("{kind}, {code}"),
            Traffic::Icmp { kind: Some(kind), code: None, .. } => format!("{kind}, any"),
            Traffic::Icmp { .. } | Traffic::All | Traffic::Other(_) => "all".to_owned(),
        };
        (packet, rule)
    }

    fn list(&self, id: &PrefixListId) -> String {
        display_name(self.network, id.as_str())
    }
}

fn word(protocol: Protocol) -> String {
    protocol.name().map_or_else(|| protocol.0.to_string(), str::to_uppercase)
}

fn both(packet: &str, fit: Fit, rule: &str) -> String {
    let sign = match fit {
        Fit::Fits => "in",
        Fit::Open => "perhaps in",
        Fit::Misses | Fit::NotCompared => "not in",
    };
    format!("{packet} {sign} {rule}")
}

fn compared(packet: &str, is_missed: bool, rule: &str) -> Cell {
    let fit = if is_missed { Fit::Misses } else { Fit::Fits };
    // The same word twice says nothing more.
    let text = if packet == rule { packet.to_owned() } else { both(packet, fit, rule) };
    Cell { fit, text }
}

fn missed(packet: &str, rule: &str) -> Cell {
    compared(packet, true, rule)
}

fn not_compared(rule: &str) -> Cell {
    Cell { fit: Fit::NotCompared, text: rule.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::{first, read};
    use crate::state::store::{State, walk_of};
    use sg_core::path::CheckpointKind;

    fn scenario(id: &str) -> State {
        let path = format!("{}/../scenarios/{id}.json", env!("CARGO_MANIFEST_DIR"));
        State::new(read(&std::fs::read_to_string(path).unwrap()).unwrap())
    }

    fn of(state: &State, kind: CheckpointKind) -> Table {
        let walks = state.simulation.history().iter().rev().filter_map(|moment| walk_of(moment, None));
        let mut met = walks.filter_map(|trace| {
            Some((trace, trace.checkpoints.iter().rfind(|checkpoint| checkpoint.kind == kind)?))
        });
        let (trace, checkpoint) = met.next().unwrap();
        table(trace, checkpoint).unwrap()
    }

    #[test]
    fn both_values_stand_in_each_cell() {
        let table = of(&State::new(first()), CheckpointKind::SecurityGroup);
        assert_eq!(table.heads, ["Protocol", "Port range", "Source"]);
        let nearest = table.rows.first().unwrap();
        let texts: Vec<&str> = nearest.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["TCP", "22 in 22–22", "203.0.113.10 not in 198.51.100.0/24"]);
        assert_eq!(nearest.outcome, Outcome::Misses);
        let other =
            table.rows.iter().find(|row| row.cells.iter().any(|cell| cell.text.contains("443"))).unwrap();
        assert_eq!(other.cells.get(1).unwrap().text, "22 not in 443–443");
        assert_eq!(other.cells.get(1).unwrap().fit, Fit::Misses);
    }

    #[test]
    fn entries_keep_their_order_and_stop_at_the_one_that_decides() {
        let table = of(&scenario("acl-order"), CheckpointKind::NetworkAcl);
        let decides = table.rows.iter().position(|row| row.outcome == Outcome::Decides).unwrap();
        for (at, row) in table.rows.iter().enumerate() {
            assert_eq!(row.outcome == Outcome::NotReached, at > decides, "{row:?}");
        }
        assert_eq!(table.rows.last().unwrap().id, "*");
    }

    #[test]
    fn the_route_that_won_stands_first() {
        let table = of(&scenario("nat-gateway"), CheckpointKind::RouteTable);
        assert_eq!(table.rows.first().unwrap().outcome, Outcome::Decides);
        assert!(table.rows.first().unwrap().cells.first().unwrap().text.contains(" in "));
    }
}
