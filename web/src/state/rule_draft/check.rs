//! What EC2 would refuse, row by row, found by trying.

use std::collections::BTreeMap;
use std::rc::Rc;

use sg_core::control::{Ec2Error, apply, apply_all};
use sg_core::model::{Network, SecurityGroup};
use sg_core::net::Direction;

use super::actions::{of_row, removed, revoke};
use super::{RuleDraft, SourceKind};
use crate::state::told::told;

/// A block that stands in for one that is refused.
pub const STAND_IN: &str = "127.0.0.1/32";

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
    /// AWS's words, and ours below them.
    pub message: String,
    /// Whether it is worth telling while the row is being typed: what is typed is whole, but there already, or too
    /// much.
    pub early: bool,
}

/// The problems of each refused row, by its key: one for each field that is wrong.
pub type Problems = BTreeMap<u32, Vec<RowProblem>>;

/// The problems of a row that are shown: before a save was refused, only those that typing on does not mend by itself.
#[must_use]
pub fn shown(problems: &Problems, key: u32, refused: bool) -> Rc<[RowProblem]> {
    let all = problems.get(&key).map(Vec::as_slice).unwrap_or_default();
    all.iter().filter(|problem| refused || problem.early).cloned().collect()
}

/// What is wrong with a row, each field's own problem. EC2 tells one at a time: what it refuses is put right on a copy
/// by `mend`, which answers whether it could, and the rest is tried again.
pub fn each_problem<R: Clone>(
    row: &R,
    mut attempt: impl FnMut(&R) -> Option<RowProblem>,
    mend: impl Fn(&mut R, RowField) -> bool,
) -> Vec<RowProblem> {
    let mut found: Vec<RowProblem> = Vec::new();
    let mut copy = row.clone();
    while let Some(problem) = attempt(&copy) {
        let field = problem.field;
        // A stand-in may be there already, or one too many: that says nothing of what was typed.
        let of_stand_in = !found.is_empty() && field == RowField::Row;
        if of_stand_in || found.iter().any(|one| one.field == field) {
            break;
        }
        found.push(problem);
        if !mend(&mut copy, field) {
            break;
        }
    }
    found
}

/// Puts a field of a rule right, so that what else is wrong can be seen; false where nothing can be put there.
pub fn mend_rule(row: &mut RuleDraft, field: RowField, peer: &str) -> bool {
    match field {
        RowField::Description => row.description.clear(),
        RowField::Ports => "1".clone_into(&mut row.ports),
        RowField::Protocol => "50".clone_into(&mut row.protocol),
        RowField::Source => {
            row.source = SourceKind::Custom;
            row.typing.clear();
            row.peers = vec![peer.to_owned()];
        }
        RowField::Number | RowField::Target | RowField::Row => return false,
    }
    true
}

/// Tries the rows one after the other on a copy of the network and gives the refused ones, by key.
#[must_use]
pub fn check(
    network: &Network,
    group: &SecurityGroup,
    direction: Direction,
    rows: &[RuleDraft],
    you: &str,
) -> Problems {
    let mut network = network.clone();
    let gone = removed(group, direction, rows);
    if !gone.is_empty() {
        // Refused only where the rules are gone already; then there is nothing to make room for.
        let _ = apply(&mut network, &revoke(group, direction, &gone));
    }
    let mut problems = Problems::new();
    for row in rows {
        let actions = of_row(group, direction, row, you);
        if actions.is_empty() || apply_all(&mut network, &actions).is_ok() {
            continue;
        }
        let attempt = |row: &RuleDraft| {
            let refused = apply_all(&mut network.clone(), &of_row(group, direction, row, you)).err();
            refused.map(|(_, error)| problem_of(error, row))
        };
        // A rule keeps the kind of its source.
        let peer = row.origin.as_ref().and_then(|origin| group.rule(&origin.id));
        let peer = peer.map_or_else(|| STAND_IN.to_owned(), |rule| rule.peer.to_string());
        problems.insert(row.key, each_problem(row, attempt, |row, field| mend_rule(row, field, &peer)));
    }
    problems
}

fn problem_of(error: Ec2Error, row: &RuleDraft) -> RowProblem {
    let early = ["already exists", "multiple times", "maximum number", "Invalid rule description"];
    let field = field_of(&error);
    RowProblem {
        field,
        early: early.into_iter().any(|words| error.message.contains(words)),
        message: told_of(&error, field, row),
    }
}

/// What EC2 answers to a field, with our words to it: which port is missing, EC2 does not say.
pub fn told_of(error: &Ec2Error, field: RowField, row: &RuleDraft) -> String {
    match row.missing_port().filter(|_| field == RowField::Ports) {
        Some(line) => format!("{}\n{line}", error.message),
        None => told(error),
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
        let early = shown(&problems, 90, false);
        assert!(early[0].message.contains("already exists"));
        assert_eq!(
            (early.len(), shown(&problems, 91, false).len(), shown(&problems, 91, true).len()),
            (1, 0, 1)
        );
    }

    #[test]
    fn each_field_of_a_row_has_its_own_error_at_once() {
        let simulation = first();
        let network = simulation.network();
        let group = network.security_groups.iter().find(|group| &*group.name == "web").unwrap();
        let told = |row: RuleDraft| -> Vec<RowField> {
            let problems = check(network, group, Direction::Ingress, &[row], "203.0.113.10");
            problems.into_values().flatten().map(|problem| problem.field).collect()
        };
        let mut row = RuleDraft::new(9);
        row.typing = "10.0.0.5".to_owned();
        row.ports = "443 - 80".to_owned();
        row.description = "it's".to_owned();
        let sorted = |row: &RuleDraft| {
            let mut fields = told(row.clone());
            fields.sort();
            fields
        };
        assert_eq!(sorted(&row), [RowField::Ports, RowField::Source, RowField::Description]);
        row.ports = "80".to_owned();
        assert_eq!(sorted(&row), [RowField::Source, RowField::Description]);
        row.choose_type("Custom protocol");
        row.protocol = "nonsense".to_owned();
        assert_eq!(sorted(&row), [RowField::Protocol, RowField::Source, RowField::Description]);
        row.typing = "10.0.0.0/8".to_owned();
        assert_eq!(sorted(&row), [RowField::Protocol, RowField::Description]);
        // A rule that is there keeps its kind of source while the rest of its row is tried.
        let named = network.security_groups.iter().flat_map(|group| {
            let named = group.rules.iter().filter(|rule| rule.peer.to_string().starts_with("sg-"));
            named.map(move |rule| (group, rule))
        });
        let (group, rule) = named.into_iter().next().unwrap();
        let mut row = RuleDraft::of(1, rule);
        (row.peers, row.description) = (vec!["sg-0123456789abcdef0".to_owned()], "it's".to_owned());
        let problems = check(network, group, rule.direction, &[row], "203.0.113.10");
        assert_eq!(problems[&1].len(), 2, "{problems:?}");
    }
}
