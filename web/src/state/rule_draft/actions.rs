//! From rows to the actions of one save.

use serde_json::{Map, Value, json};
use sg_core::model::{SecurityGroup, SecurityGroupRuleId};
use sg_core::net::Direction;
use sg_core::wire::Action;

use super::{RuleDraft, SourceKind};

/// The actions that turn the group's rules of one direction into the rows: at most one each of revoking,
/// changing and adding. `you` is the address that "My IP" stands for.
#[must_use]
pub fn actions(group: &SecurityGroup, direction: Direction, rows: &[RuleDraft], you: &str) -> Vec<Action> {
    let mut actions = Vec::new();
    let gone = removed(group, direction, rows);
    if !gone.is_empty() {
        actions.push(revoke(group, direction, &gone));
    }
    let changed: Vec<Value> = rows.iter().filter_map(|row| change(group, row, you)).collect();
    if !changed.is_empty() {
        actions.push(modify(group, changed));
    }
    let added: Vec<Value> = rows.iter().filter_map(|row| addition(row, you)).collect();
    if !added.is_empty() {
        actions.push(authorize(group, direction, added));
    }
    actions
}

/// The actions that one row asks for, for trying it alone.
pub(super) fn of_row(group: &SecurityGroup, direction: Direction, row: &RuleDraft, you: &str) -> Vec<Action> {
    let change = change(group, row, you).map(|change| modify(group, vec![change]));
    let addition = addition(row, you).map(|added| authorize(group, direction, vec![added]));
    change.into_iter().chain(addition).collect()
}

/// The rules that no row stands for any more.
pub(super) fn removed(
    group: &SecurityGroup,
    direction: Direction,
    rows: &[RuleDraft],
) -> Vec<SecurityGroupRuleId> {
    let kept = |id: &SecurityGroupRuleId| {
        rows.iter().any(|row| row.origin.as_ref().is_some_and(|origin| origin.id == *id))
    };
    group.rules_of(direction).map(|rule| rule.id.clone()).filter(|id| !kept(id)).collect()
}

pub(super) fn revoke(group: &SecurityGroup, direction: Direction, rules: &[SecurityGroupRuleId]) -> Action {
    let name = match direction {
        Direction::Ingress => "RevokeSecurityGroupIngress",
        Direction::Egress => "RevokeSecurityGroupEgress",
    };
    let ids: Vec<String> = rules.iter().map(ToString::to_string).collect();
    Action::new(name).with("GroupId", group.id.to_string()).with("SecurityGroupRuleIds", ids)
}

fn modify(group: &SecurityGroup, rules: Vec<Value>) -> Action {
    Action::new("ModifySecurityGroupRules")
        .with("GroupId", group.id.to_string())
        .with("SecurityGroupRules", rules)
}

fn authorize(group: &SecurityGroup, direction: Direction, permissions: Vec<Value>) -> Action {
    let name = match direction {
        Direction::Ingress => "AuthorizeSecurityGroupIngress",
        Direction::Egress => "AuthorizeSecurityGroupEgress",
    };
    Action::new(name).with("GroupId", group.id.to_string()).with("IpPermissions", permissions)
}

/// The change of an existing rule; none where the row says what the rule says.
fn change(group: &SecurityGroup, row: &RuleDraft, you: &str) -> Option<Value> {
    let rule = group.rule(&row.origin.as_ref()?.id)?;
    if row.is_as(rule) {
        return None;
    }
    let mut request = traffic(row);
    if let Some(peer) = peers(row, you).first() {
        let (name, value) = match peer_kind(peer) {
            PeerField::Cidr => ("CidrIpv4", peer.as_str()),
            PeerField::CidrIpv6 => ("CidrIpv6", peer.as_str()),
            PeerField::PrefixList => ("PrefixListId", peer.as_str()),
            PeerField::Group => ("ReferencedGroupId", peer.rsplit('/').next().unwrap_or(peer)),
        };
        request.insert(name.to_owned(), value.into());
    }
    describe(&mut request, row);
    Some(json!({ "SecurityGroupRuleId": rule.id.to_string(), "SecurityGroupRule": request }))
}

/// The new rules that a row asks for: all of a new row; of an existing rule whatever is more than one peer.
fn addition(row: &RuleDraft, you: &str) -> Option<Value> {
    let peers = peers(row, you);
    let new = if row.origin.is_some() { peers.get(1..).unwrap_or_default() } else { &peers };
    if new.is_empty() && row.origin.is_some() {
        return None;
    }
    let mut permission = traffic(row);
    for peer in new {
        let (list, field) = match peer_kind(peer) {
            PeerField::Cidr => ("IpRanges", "CidrIp"),
            PeerField::CidrIpv6 => ("Ipv6Ranges", "CidrIpv6"),
            PeerField::PrefixList => ("PrefixListIds", "PrefixListId"),
            PeerField::Group => ("UserIdGroupPairs", "GroupId"),
        };
        let mut entry = Map::new();
        match peer.split_once('/').filter(|_| field == "GroupId") {
            Some((owner, group)) => {
                entry.insert("UserId".to_owned(), owner.into());
                entry.insert(field.to_owned(), group.into());
            }
            None => drop(entry.insert(field.to_owned(), peer.as_str().into())),
        }
        describe(&mut entry, row);
        let entries = permission.entry(list).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(entries) = entries {
            entries.push(Value::Object(entry));
        }
    }
    Some(Value::Object(permission))
}

fn traffic(row: &RuleDraft) -> Map<String, Value> {
    let fields = row.traffic_fields();
    let mut map = Map::new();
    if let Some(protocol) = fields.protocol {
        map.insert("IpProtocol".to_owned(), protocol.into());
    }
    let (from, to) = fields.ports.unwrap_or_default();
    if let Some(from) = from {
        map.insert("FromPort".to_owned(), from.into());
    }
    if let Some(to) = to {
        map.insert("ToPort".to_owned(), to.into());
    }
    map
}

fn describe(map: &mut Map<String, Value>, row: &RuleDraft) {
    if !row.description.is_empty() {
        map.insert("Description".to_owned(), row.description.as_str().into());
    }
}

/// Everything the row names as source or destination, what is still being typed included.
pub(super) fn peers(row: &RuleDraft, you: &str) -> Vec<String> {
    match row.source {
        SourceKind::AnywhereIpv4 => vec!["0.0.0.0/0".to_owned()],
        SourceKind::AnywhereIpv6 => vec!["::/0".to_owned()],
        SourceKind::MyIp => vec![format!("{you}/32")],
        SourceKind::Custom => row.peers.iter().cloned().chain(split_peers(&row.typing)).collect(),
    }
}

/// Several blocks or ids in one text, as they come from a list or a spreadsheet.
pub fn split_peers(text: &str) -> impl Iterator<Item = String> + '_ {
    let separators = |character: char| character.is_whitespace() || matches!(character, ',' | ';');
    text.split(separators).filter(|part| !part.is_empty()).map(str::to_owned)
}

enum PeerField {
    Cidr,
    CidrIpv6,
    Group,
    PrefixList,
}

/// Which field of the API a text belongs to. What is none of the others is taken for an IPv4 block, and the
/// API says what is wrong with it.
fn peer_kind(text: &str) -> PeerField {
    if text.starts_with("sg-") || text.contains("/sg-") {
        PeerField::Group
    } else if text.starts_with("pl-") {
        PeerField::PrefixList
    } else if text.contains(':') {
        PeerField::CidrIpv6
    } else {
        PeerField::Cidr
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sg_core::model::{Peer, SecurityGroupId, SecurityGroupRule, Tags, Traffic, VpcId};
    use sg_core::net::{PortRange, Protocol, parse_cidr};
    use std::rc::Rc;

    const YOU: &str = "203.0.113.10";

    fn group() -> SecurityGroup {
        let rule = |id: &str, port: u16| {
            Rc::new(SecurityGroupRule {
                id: SecurityGroupRuleId::new(id),
                id_is_invented: false,
                direction: Direction::Ingress,
                traffic: Traffic::Ports(Protocol::TCP, PortRange::single(port)),
                peer: Peer::from_block(parse_cidr("10.0.0.0/8").unwrap()),
                description: None,
                tags: Tags::default(),
            })
        };
        SecurityGroup {
            id: SecurityGroupId::new("sg-1"),
            name: "web".into(),
            description: "web".into(),
            vpc: VpcId::new("vpc-1"),
            owner: "111122223333".into(),
            rules: vec![rule("sgr-1", 80), rule("sgr-2", 22)],
            tags: Tags::default(),
        }
    }

    fn rows(group: &SecurityGroup) -> Vec<RuleDraft> {
        group.rules.iter().zip(1..).map(|(rule, key)| RuleDraft::of(key, rule)).collect()
    }

    fn text(actions: &[Action]) -> Value {
        serde_json::to_value(actions).unwrap()
    }

    #[test]
    fn untouched_rows_ask_for_nothing() {
        let group = group();
        let mut rows = rows(&group);
        assert_eq!(actions(&group, Direction::Ingress, &rows, YOU), []);
        // Nor does what was changed and changed back.
        rows[1].choose_type("HTTPS");
        assert_eq!(actions(&group, Direction::Ingress, &rows, YOU).len(), 1);
        rows[1].choose_type("SSH");
        assert_eq!(actions(&group, Direction::Ingress, &rows, YOU), []);
    }

    #[test]
    fn a_save_revokes_changes_and_adds_in_this_order() {
        let group = group();
        let mut rows = rows(&group);
        rows.remove(1);
        rows[0].description = "web".to_owned();
        let mut new = RuleDraft::new(9);
        new.choose_type("SSH");
        new.choose_source(SourceKind::MyIp);
        rows.push(new);
        let expected = json!([
            { "Action": "RevokeSecurityGroupIngress", "GroupId": "sg-1", "SecurityGroupRuleIds": ["sgr-2"] },
            { "Action": "ModifySecurityGroupRules", "GroupId": "sg-1", "SecurityGroupRules": [{
                "SecurityGroupRuleId": "sgr-1",
                "SecurityGroupRule": { "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80,
                                       "CidrIpv4": "10.0.0.0/8", "Description": "web" } }] },
            { "Action": "AuthorizeSecurityGroupIngress", "GroupId": "sg-1", "IpPermissions": [{
                "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
                "IpRanges": [{ "CidrIp": "203.0.113.10/32" }] }] },
        ]);
        assert_eq!(text(&actions(&group, Direction::Ingress, &rows, YOU)), expected);
    }

    #[test]
    fn several_sources_in_one_row_are_several_rules() {
        let group = group();
        let mut row = RuleDraft::new(3);
        row.choose_type("HTTPS");
        row.peers = vec!["10.0.0.0/8".to_owned(), "sg-2".to_owned(), "444455556666/sg-3".to_owned()];
        row.typing = "2001:db8::/32, pl-1".to_owned();
        let mut rows = rows(&group);
        rows.push(row);
        let permissions = json!([{
            "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
            "IpRanges": [{ "CidrIp": "10.0.0.0/8" }],
            "UserIdGroupPairs": [{ "GroupId": "sg-2" }, { "UserId": "444455556666", "GroupId": "sg-3" }],
            "Ipv6Ranges": [{ "CidrIpv6": "2001:db8::/32" }],
            "PrefixListIds": [{ "PrefixListId": "pl-1" }],
        }]);
        assert_eq!(text(&actions(&group, Direction::Ingress, &rows, YOU))[0]["IpPermissions"], permissions);
    }

    #[test]
    fn the_other_direction_is_left_alone() {
        let group = group();
        assert_eq!(actions(&group, Direction::Egress, &[], YOU), []);
    }
}
