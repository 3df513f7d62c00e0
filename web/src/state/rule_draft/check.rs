//! What EC2 would refuse, row by row, found by trying.

use std::collections::BTreeMap;
use std::net::IpAddr;

use sg_core::control::{Ec2Error, apply};
use sg_core::model::{Network, SecurityGroup};
use sg_core::net::Direction;

use super::RuleDraft;
use super::actions::{of_row, removed, revoke};

/// Where in a row an error stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowField {
    /// The number of an ACL's entry.
    Number,
    /// The protocol.
    Protocol,
    /// The port range, or ICMP type and code.
    Ports,
    /// The source or destination.
    Source,
    /// The target of a route.
    Target,
    /// The description.
    Description,
    /// The row as a whole.
    Row,
}

/// What EC2 answers to a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// Where it stands.
    pub field: RowField,
    /// AWS's words.
    pub message: String,
    /// Whether it is worth telling while the row is being typed: what is typed is whole, but there already, or too
    /// much.
    pub early: bool,
}

/// The problems to show: before a save was refused, only those that typing on does not mend by itself.
#[must_use]
pub fn shown(problems: &BTreeMap<u32, RowProblem>, refused: bool) -> BTreeMap<u32, RowProblem> {
    let told = |problem: &RowProblem| refused || problem.early;
    problems
        .iter()
        .filter(|(_, problem)| told(problem))
        .map(|(key, problem)| (*key, problem.clone()))
        .collect()
}

/// Tries the rows one after the other on a copy of the network and gives the refused ones, by key.
#[must_use]
pub fn check(
    network: &Network,
    group: &SecurityGroup,
    direction: Direction,
    rows: &[RuleDraft],
    you: &str,
) -> BTreeMap<u32, RowProblem> {
    let mut network = network.clone();
    let gone = removed(group, direction, rows);
    if !gone.is_empty() {
        // Refused only where the rules are gone already; then there is nothing to make room for.
        let _ = apply(&mut network, &revoke(group, direction, &gone));
    }
    let mut problems = BTreeMap::new();
    for row in rows {
        for action in of_row(group, direction, row, you) {
            if let Err(error) = apply(&mut network, &action) {
                problems.insert(row.key, problem_of(error));
                break;
            }
        }
    }
    problems
}

fn problem_of(error: Ec2Error) -> RowProblem {
    let early = ["already exists", "multiple times", "maximum number", "Invalid rule description"];
    RowProblem {
        field: field_of(&error),
        early: early.into_iter().any(|words| error.message.contains(words)),
        message: with_hint(error.message),
    }
}

/// AWS's words, and for a bare address what it wants instead.
pub fn with_hint(message: String) -> String {
    let block = message.strip_prefix("CIDR block ").and_then(|rest| rest.strip_suffix(" is malformed"));
    match block.and_then(|block| block.parse::<IpAddr>().ok()) {
        Some(address) => {
            let bits = if address.is_ipv4() { 32 } else { 128 };
            format!("{message}. For this address alone, type {address}/{bits}.")
        }
        None => message,
    }
}

/// The field that an error of EC2 is about. EC2 names no field, so its words have to.
fn field_of(error: &Ec2Error) -> RowField {
    let message = error.message.to_ascii_lowercase();
    let says = |words: &str| message.contains(words);
    let source_words = ["cidr", "rule type", "invalid id", "exactly one of"];
    let about_source = source_words.into_iter().any(says)
        || error.code.starts_with("InvalidGroup")
        || error.code.starts_with("InvalidPrefixList");
    if says("already exists") || says("multiple times") || says("maximum number") {
        RowField::Row
    } else if says("description") {
        RowField::Description
    } else if about_source {
        RowField::Source
    } else if says("port") || says("icmp") {
        RowField::Ports
    } else if says("protocol") {
        RowField::Protocol
    } else {
        RowField::Row
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::first;

    #[test]
    fn a_duplicate_is_told_before_the_save_and_a_half_typed_block_is_not() {
        let simulation = first();
        let network = simulation.network();
        let group =
            network.security_groups.iter().find(|group| group.rules_of(Direction::Ingress).count() > 0);
        let group = group.unwrap();
        let mut rows: Vec<RuleDraft> =
            group.rules_of(Direction::Ingress).zip(1..).map(|(rule, key)| RuleDraft::of(key, rule)).collect();
        let copy = RuleDraft { key: 90, origin: None, ..rows[0].clone() };
        let mut half = RuleDraft::new(91);
        half.choose_type("SSH");
        half.typing = "203.0.113.".to_owned();
        rows.extend([copy, half]);
        let problems = check(network, group, Direction::Ingress, &rows, "203.0.113.10");
        let early = shown(&problems, false);
        assert_eq!(early.keys().copied().collect::<Vec<_>>(), [90]);
        assert!(early[&90].message.contains("already exists"));
        assert_eq!(shown(&problems, true).len(), 2);
    }

    #[test]
    fn a_bare_address_is_told_its_prefix() {
        let hint = |message: &str| with_hint(message.to_owned());
        assert_eq!(
            hint("CIDR block 2001:db8::1 is malformed"),
            "CIDR block 2001:db8::1 is malformed. For this address alone, type 2001:db8::1/128."
        );
        assert_eq!(hint("CIDR block ten is malformed"), "CIDR block ten is malformed");
    }
}
