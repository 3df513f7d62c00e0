//! What EC2 would refuse, row by row, found by trying.

use std::collections::BTreeMap;

use sg_core::control::{Ec2Error, apply};
use sg_core::model::{Network, SecurityGroup};
use sg_core::net::Direction;

use super::RuleDraft;
use super::actions::{of_row, removed, revoke};

/// Where in a row an error stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowField {
    /// The protocol.
    Protocol,
    /// The port range, or ICMP type and code.
    Ports,
    /// The source or destination.
    Source,
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
                problems.insert(row.key, RowProblem { field: field_of(&error), message: error.message });
                break;
            }
        }
    }
    problems
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
