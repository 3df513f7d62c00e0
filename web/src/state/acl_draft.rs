//! The rows of the dialog "Edit inbound rules" of a network ACL, and the actions they stand for.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use sg_core::control::{self, Ec2Error, apply};
use sg_core::evaluate::{decided_before, proposed_number};
use sg_core::model::{Network, NetworkAcl, NetworkAclEntry, ResourceId, RuleAction, SecurityGroupRuleId};
use sg_core::net::{Direction, Protocol};
use sg_core::wire::Action;

use super::rule_draft::{
    Origin, Problems, RowField, RowProblem, RuleDraft, STAND_IN, each_problem, mend_rule, told_of,
};
use super::rule_text;

/// One row. Everything is kept as typed; the block stands in the rule's `typing`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AclDraft {
    /// Type, protocol, ports, block.
    pub rule: RuleDraft,
    /// The rule number.
    pub number: String,
    /// Allow or deny.
    pub action: RuleAction,
    /// The entry that it began as.
    pub origin: Option<NetworkAclEntry>,
}

impl AclDraft {
    /// A row that allows nothing yet, with a number under which packets reach it.
    #[must_use]
    pub fn after(rows: &[Self], key: u32) -> Self {
        Self {
            rule: RuleDraft::new(key),
            number: proposed_number(&entries(rows)).to_string(),
            action: RuleAction::Allow,
            origin: None,
        }
    }

    /// The row that shows an entry.
    #[must_use]
    pub fn of(key: u32, entry: &NetworkAclEntry) -> Self {
        let mut rule = RuleDraft::new(key);
        rule.show(entry.traffic);
        if rule.rule_type().is_none() {
            // No type of the list says it: it is kept as it is.
            let id = SecurityGroupRuleId::new("");
            rule.origin = Some(Origin { id, id_is_invented: false, traffic: entry.traffic });
        }
        rule.typing = entry.block.to_string();
        Self { rule, number: entry.number.to_string(), action: entry.action, origin: Some(entry.clone()) }
    }

    fn typed_number(&self) -> Option<i64> {
        self.number.trim().parse().ok()
    }

    /// Whether the row has the number that its entry has.
    fn keeps(&self, entry: &NetworkAclEntry) -> bool {
        self.origin.as_ref() == Some(entry) && self.typed_number() == Some(entry.number.into())
    }
}

/// The rows of a direction. The `*` entries are no rows: nobody can change them.
#[must_use]
pub fn rows(acl: &NetworkAcl, direction: Direction) -> Vec<AclDraft> {
    let own = acl.entries(direction).iter().filter(|entry| !entry.is_last());
    own.zip(1..).map(|(entry, key)| AclDraft::of(key, entry)).collect()
}

/// The entries that the rows stand for by now, in the order of their numbers; what EC2 would refuse is none yet.
fn entries(rows: &[AclDraft]) -> Vec<NetworkAclEntry> {
    let mut entries: Vec<NetworkAclEntry> = rows.iter().filter_map(entry_of).collect();
    entries.sort_by_key(|entry| entry.number);
    entries
}

fn entry_of(row: &AclDraft) -> Option<NetworkAclEntry> {
    if let Some(entry) = row.origin.as_ref().filter(|entry| *row == AclDraft::of(row.rule.key, entry)) {
        return Some(entry.clone());
    }
    // Whichever ACL it is for, the entry is the same.
    control::entry_of(&put("", Direction::Ingress, &AclDraft { origin: None, ..row.clone() })?).ok()
}

/// The actions that turn the entries of one direction into the rows: deletions, then what changes and comes.
#[must_use]
pub fn actions(acl: &NetworkAcl, direction: Direction, rows: &[AclDraft]) -> Vec<Action> {
    let put = rows.iter().filter_map(|row| put(acl.id.as_str(), direction, row));
    deletions(acl, direction, rows).chain(put).collect()
}

fn deletions(acl: &NetworkAcl, direction: Direction, rows: &[AclDraft]) -> impl Iterator<Item = Action> {
    let own = acl.entries(direction).iter().filter(|entry| !entry.is_last());
    own.filter(|entry| !rows.iter().any(|row| row.keeps(entry))).map(move |entry| {
        Action::new("DeleteNetworkAclEntry")
            .with("NetworkAclId", acl.id.to_string())
            .with("RuleNumber", entry.number)
            .with("Egress", direction == Direction::Egress)
    })
}

/// The action of one row; none where it says what its entry says.
fn put(acl: &str, direction: Direction, row: &AclDraft) -> Option<Action> {
    let kept = row.origin.as_ref().filter(|entry| row.keeps(entry));
    if kept.is_some_and(|entry| *row == AclDraft::of(row.rule.key, entry)) {
        return None;
    }
    let name = if kept.is_some() { "ReplaceNetworkAclEntry" } else { "CreateNetworkAclEntry" };
    let mut action = Action::new(name)
        .with("NetworkAclId", acl)
        .with("Egress", direction == Direction::Egress)
        .with("RuleAction", row.action.name());
    if let Some(number) = row.typed_number() {
        action = action.with("RuleNumber", number);
    }
    let fields = row.rule.traffic_fields();
    // ACLs want the protocol as a number.
    let protocol = fields.protocol.map(|text| match Protocol::parse(&text) {
        Some(protocol) if text != "-1" => protocol.0.to_string(),
        _ => text,
    });
    let is_icmp = matches!(protocol.as_deref(), Some("1" | "58"));
    if let Some(protocol) = protocol {
        action = action.with("Protocol", protocol);
    }
    if let Some((from, to)) = fields.ports {
        let (name, first, second) =
            if is_icmp { ("IcmpTypeCode", "Type", "Code") } else { ("PortRange", "From", "To") };
        let mut map = Map::new();
        from.map(|from| map.insert(first.to_owned(), from.into()));
        to.map(|to| map.insert(second.to_owned(), to.into()));
        action = action.with(name, Value::Object(map));
    } else if is_icmp {
        action = action.with("IcmpTypeCode", json!({ "Type": -1, "Code": -1 }));
    }
    let block = row.rule.typing.trim();
    Some(match block {
        "" => action,
        block if block.contains(':') => action.with("Ipv6CidrBlock", block),
        block => action.with("CidrBlock", block),
    })
}

/// What the rows lead to, by key.
#[derive(Debug, Default)]
pub struct Tried {
    /// The rows that EC2 would refuse.
    pub problems: Problems,
    /// The rows that no packet reaches, and what is to be said of each.
    pub unreached: BTreeMap<u32, String>,
}

/// Tries the rows one after the other on a copy of the network.
#[must_use]
pub fn check(network: &Network, acl: &NetworkAcl, direction: Direction, rows: &[AclDraft]) -> Tried {
    let mut network = network.clone();
    for action in deletions(acl, direction, rows) {
        // Refused only where the entry is gone already.
        let _ = apply(&mut network, &action);
    }
    let mut problems = Problems::new();
    for row in rows {
        let mut tried = network.clone();
        let found = each_problem(row, |row| attempt(&mut tried, acl, direction, row), mend(acl, rows));
        if found.is_empty() {
            network = tried;
        } else {
            problems.insert(row.rule.key, found);
        }
    }
    let unreached = network.network_acls.find(&acl.id).map(|acl| unreached(acl, direction, rows));
    Tried { problems, unreached: unreached.unwrap_or_default() }
}

/// Puts a row, and answers why not.
fn attempt(
    network: &mut Network,
    acl: &NetworkAcl,
    direction: Direction,
    row: &AclDraft,
) -> Option<RowProblem> {
    let text = row.number.trim();
    if row.typed_number().is_none() && !text.is_empty() {
        let message = format!("Value ({text}) for parameter ruleNumber is invalid. Invalid rule number.");
        return Some(problem_of(Ec2Error::new("InvalidParameterValue", message), &row.rule));
    }
    apply(network, &put(acl.id.as_str(), direction, row)?).err().map(|error| problem_of(error, &row.rule))
}

/// Puts a field right, so that what else is wrong with the row can be seen.
fn mend(acl: &NetworkAcl, rows: &[AclDraft]) -> impl Fn(&mut AclDraft, RowField) -> bool {
    let taken = acl.inbound.iter().chain(acl.outbound.iter()).map(|entry| i64::from(entry.number));
    let taken: Vec<i64> = taken.chain(rows.iter().filter_map(AclDraft::typed_number)).collect();
    let free = (1..i64::from(NetworkAclEntry::MAX_NUMBER)).find(|number| !taken.contains(number));
    move |row, field| match field {
        RowField::Number => {
            row.number = free.unwrap_or_default().to_string();
            free.is_some()
        }
        RowField::Source => {
            STAND_IN.clone_into(&mut row.rule.typing);
            true
        }
        other => mend_rule(&mut row.rule, other, STAND_IN),
    }
}

fn unreached(acl: &NetworkAcl, direction: Direction, rows: &[AclDraft]) -> BTreeMap<u32, String> {
    let entries = acl.entries(direction);
    let dead = (0..entries.len())
        .filter_map(|at| Some((entries.get(at)?.number, unreached_text(&decided_before(entries, at))?)));
    let key_of = |number: u16| {
        let row = rows.iter().find(|row| row.typed_number() == Some(number.into()))?;
        Some(row.rule.key)
    };
    dead.filter_map(|(number, text)| Some((key_of(number)?, text))).collect()
}

/// The numbers of the rules that decide something, in words; none where there are none. Long lists are counted.
#[must_use]
pub fn deciders(numbers: &[u16]) -> Option<String> {
    let text = |numbers: &[u16]| numbers.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    match numbers {
        [] => None,
        [one] => Some(format!("rule {one} decides")),
        [some @ .., last] if some.len() < 5 => {
            Some(format!("rules {} and {last} together decide", text(some)))
        }
        [first, .., last] => Some(format!("{} rules from {first} to {last} together decide", numbers.len())),
    }
}

/// Why a row is never reached, and what would change that: a number below the last of those that decide before it,
/// since they do so only all together. None where it is reached.
#[must_use]
pub fn unreached_text(numbers: &[u16]) -> Option<String> {
    let last = numbers.last().filter(|last| **last > 1);
    let way = last.map(|last| format!(": give it a number below {last}")).unwrap_or_default();
    Some(format!("Never reached, since {} all of this traffic first{way}.", deciders(numbers)?))
}

fn problem_of(error: Ec2Error, row: &RuleDraft) -> RowProblem {
    let says = |words: &str| error.message.contains(words);
    let early = says("already exists") || says("maximum number");
    let field = if says("ruleNumber") || says("identified by") {
        RowField::Number
    } else if says("maximum number") {
        RowField::Row
    } else if says("CIDR") || says("cidrBlock") {
        RowField::Source
    } else if says("port") || says("ICMP") || says("icmp") {
        RowField::Ports
    } else if says("protocol") {
        RowField::Protocol
    } else {
        RowField::Row
    };
    RowProblem { field, message: told_of(&error, field, row), early }
}

/// An entry in the words of the console's table: number, type, protocol, port range.
#[must_use]
pub fn cells(entry: &NetworkAclEntry) -> [String; 4] {
    let number = if entry.is_last() { "*".to_owned() } else { entry.number.to_string() };
    let protocol = rule_text::protocol(entry.traffic);
    let protocol = match entry.traffic.protocol() {
        Some(number) => format!("{protocol} ({})", number.0),
        None => protocol,
    };
    [number, type_label(rule_text::kind(entry.traffic)), protocol, rule_text::ports(entry.traffic)]
}

/// A type of the list with its port behind it, as the ACL form writes it: `HTTP (80)`.
#[must_use]
pub fn type_label(name: &str) -> String {
    use sg_core::catalog::rule_types::{PortField, RuleType};
    match RuleType::named(name).map(|listed| listed.ports) {
        Some(PortField::Fixed(_, Some((from, to)))) if from == to && from >= 0 => format!("{name} ({from})"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sg_core::control::apply_all;

    /// A network with a VPC, and its ACL.
    fn acl() -> (Network, NetworkAcl) {
        let mut network = Network::default();
        let vpc = Action::new("CreateVpc").with("CidrBlock", "10.0.0.0/16");
        apply(&mut network, &vpc).unwrap();
        let acl = (**network.network_acls.iter().next().unwrap()).clone();
        (network, acl)
    }

    fn row(rows: &[AclDraft], key: u32, kind: &str, block: &str) -> AclDraft {
        let mut row = AclDraft::after(rows, key);
        row.rule.choose_type(kind);
        row.rule.typing = block.to_owned();
        row
    }

    #[test]
    fn rows_become_entries_and_untouched_ones_ask_for_nothing() {
        let (mut network, acl) = acl();
        let mut rows = rows(&acl, Direction::Ingress);
        assert_eq!(actions(&acl, Direction::Ingress, &rows), []);
        assert_eq!(rows.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), ["100"]);
        let mut deny = row(&rows, 7, "SSH", "198.51.100.0/24");
        deny.number = "90".to_owned();
        deny.action = RuleAction::Deny;
        rows.push(deny);
        let mut ping = row(&rows, 8, "All ICMP - IPv4", "0.0.0.0/0");
        assert_eq!(ping.number, "91", "between the two, where packets reach it");
        ping.number = "110".to_owned();
        rows.push(ping);
        let wanted = actions(&acl, Direction::Ingress, &rows);
        assert!(check(&network, &acl, Direction::Ingress, &rows).problems.is_empty());
        apply_all(&mut network, &wanted).unwrap();
        let after = network.network_acls.find(&acl.id).unwrap();
        let shown: Vec<_> = after.inbound.iter().map(|entry| (cells(entry), entry.action.name())).collect();
        let cell = |number: &str, kind: &str, protocol: &str, ports: &str, action| {
            ([number, kind, protocol, ports].map(str::to_owned), action)
        };
        assert_eq!(shown[0], cell("90", "SSH (22)", "TCP (6)", "22", "deny"));
        assert_eq!(shown[1], cell("100", "All traffic", "All", "All", "allow"));
        assert_eq!(shown[2], cell("110", "All ICMP - IPv4", "ICMP (1)", "All", "allow"));
        assert_eq!(shown[3], cell("*", "All traffic", "All", "All", "deny"));
    }

    #[test]
    fn a_changed_number_moves_the_entry_and_a_changed_action_replaces_it() {
        let (_, acl) = acl();
        let names = |rows: &[AclDraft]| -> Vec<String> {
            actions(&acl, Direction::Ingress, rows).into_iter().map(|action| action.name).collect()
        };
        let mut moved = rows(&acl, Direction::Ingress);
        moved[0].number = "200".to_owned();
        assert_eq!(names(&moved), ["DeleteNetworkAclEntry", "CreateNetworkAclEntry"]);
        let mut denied = rows(&acl, Direction::Ingress);
        denied[0].action = RuleAction::Deny;
        assert_eq!(names(&denied), ["ReplaceNetworkAclEntry"]);
        assert_eq!(names(&[]), ["DeleteNetworkAclEntry"]);
    }

    #[test]
    fn icmp_of_ipv6_is_chosen_by_type_and_shown_as_it_is_stored() {
        let (mut network, acl) = acl();
        let mut all = rows(&acl, Direction::Ingress);
        all.push(AclDraft {
            number: "110".to_owned(),
            ..row(&all, 7, "Custom ICMP - IPv6", "2001:db8::/32")
        });
        assert_eq!(all[1].rule.icmp_type, Some(128));
        all[1].rule.choose_icmp_type(Some(2));
        let wanted = actions(&acl, Direction::Ingress, &all);
        assert_eq!(wanted[0].parameters["IcmpTypeCode"], json!({ "Type": 2, "Code": -1 }));
        assert_eq!(wanted[0].parameters["Protocol"], "58");
        apply_all(&mut network, &wanted).unwrap();
        let after = network.network_acls.find(&acl.id).unwrap();
        assert_eq!(
            cells(&after.inbound[1])[1..],
            ["Custom ICMP - IPv6", "IPv6 ICMP (58)", "Packet Too Big"].map(str::to_owned)
        );
        let again = rows(after, Direction::Ingress);
        assert_eq!(again[1].rule.icmp_type, Some(2));
        assert_eq!(actions(after, Direction::Ingress, &again), []);
    }

    #[test]
    fn a_new_row_is_reached_by_packets_after_what_was_typed() {
        let (network, acl) = acl();
        let mut all = rows(&acl, Direction::Ingress);
        for (key, number, block) in [(7, "10", "198.51.100.0/24"), (8, "20", "203.0.113.0/24")] {
            let added = row(&all, key, "SSH", block);
            assert_eq!(added.number, number);
            all.push(added);
        }
        assert!(check(&network, &acl, Direction::Ingress, &all).unreached.is_empty());
        // The entry for everything was given another number, which is not saved yet.
        all[0].number = "15".to_owned();
        assert_eq!(AclDraft::after(&all, 9).number, "11");
        // What is only half typed decides nothing.
        all[0].rule.typing = "0.0.0.0".to_owned();
        assert_eq!(AclDraft::after(&all, 9).number, "30");
        assert_eq!(AclDraft::after(&[], 9).number, "100");
    }

    #[test]
    fn a_row_behind_one_that_decides_all_of_its_traffic_is_told_of() {
        let (network, acl) = acl();
        let mut all = rows(&acl, Direction::Ingress);
        for (key, number, kind, block) in
            [(7, "110", "SSH", "198.51.100.0/24"), (8, "120", "HTTPS", "2001:db8::/32")]
        {
            let typed = AclDraft { number: number.to_owned(), ..row(&all, key, kind, block) };
            all.push(typed);
        }
        let tried = check(&network, &acl, Direction::Ingress, &all);
        let text =
            "Never reached, since rule 100 decides all of this traffic first: give it a number below 100.";
        assert_eq!(tried.unreached.into_iter().collect::<Vec<_>>(), [(7, text.to_owned())]);
        all[1].number = "90".to_owned();
        assert!(check(&network, &acl, Direction::Ingress, &all).unreached.is_empty());
        // Two halves of the world decide all that the whole is for.
        for (key, number, block) in [(9, "80", "0.0.0.0/1"), (10, "95", "128.0.0.0/1")] {
            let mut half = row(&all, key, "All traffic", block);
            half.number = number.to_owned();
            all.push(half);
        }
        let tried = check(&network, &acl, Direction::Ingress, &all);
        let text = tried.unreached.get(&all[0].rule.key).unwrap();
        assert!(text.contains("rules 80 and 95 together decide") && text.contains("below 95"), "{text}");
        assert!(!unreached_text(&[1]).unwrap().contains("below"));
        assert_eq!(unreached_text(&[]), None);
        let together = unreached_text(&[90, 100, 110]).unwrap();
        assert!(together.contains("rules 90, 100 and 110 together decide") && together.contains("below 110"));
        assert!(deciders(&[1, 2, 3, 4, 5, 60, 70]).unwrap().starts_with("7 rules from 1 to 70"));
    }

    #[test]
    fn errors_stand_under_their_field() {
        let (network, acl) = acl();
        let rows = rows(&acl, Direction::Ingress);
        let tried = |change: fn(&mut AclDraft)| {
            let mut wrong = row(&rows, 9, "Custom TCP", "10.0.0.0/8");
            wrong.rule.ports = "80".to_owned();
            change(&mut wrong);
            let mut all = rows.clone();
            all.push(wrong);
            check(&network, &acl, Direction::Ingress, &all).problems.remove(&9).unwrap().remove(0)
        };
        /// How a row is spoilt, where the error stands, what it says.
        type Case = (fn(&mut AclDraft), RowField, &'static str);
        let cases: [Case; 8] = [
            (
                |row| row.rule.ports.clear(),
                RowField::Ports,
                "portRange\nThe port is missing: type one, like 443",
            ),
            (|row| row.rule.ports = "80 -".to_owned(), RowField::Ports, "The upper port is missing"),
            (
                |row| row.number = "100".to_owned(),
                RowField::Number,
                "The network acl entry identified by 100 already exists.",
            ),
            (|row| row.number = "0".to_owned(), RowField::Number, "Invalid rule number."),
            (
                |row| row.number = "first".to_owned(),
                RowField::Number,
                "Value (first) for parameter ruleNumber is invalid.",
            ),
            (
                |row| row.rule.typing = "10.0.0.0".to_owned(),
                RowField::Source,
                "CIDR block 10.0.0.0 is malformed",
            ),
            (
                |row| row.rule.ports = "443 - 80".to_owned(),
                RowField::Ports,
                "Invalid TCP/UDP port range (443:80)",
            ),
            (|row| row.rule.choose_type("Custom protocol"), RowField::Protocol, "protocol"),
        ];
        for (change, field, words) in cases {
            let problem = tried(change);
            assert_eq!(problem.field, field, "{}", problem.message);
            assert!(problem.message.contains(words), "{}", problem.message);
        }
    }
}
