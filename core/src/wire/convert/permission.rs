//! `IpPermission` and the rules it stands for.
//!
//! Source: EC2 API `IpPermission`; VPC User Guide `security-group-rules`.

use super::{parse_ipv4_block, parse_ipv6_block, parse_traffic, referenced_group_shape};
use crate::model::{GroupPeer, Network, Peer, PrefixListId, SecurityGroupId, SecurityGroupRule, Traffic};
use crate::model::{VpcId, VpcPeeringConnectionId};
use crate::net::Direction;
use crate::wire::{Ec2Error, IpPermission, IpRange, Ipv6Range, PrefixListRef, UserIdGroupPair};
use std::borrow::Borrow;
use std::rc::Rc;

/// A rule as a request states it: it has no id, and its direction is the action's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSpec {
    /// Protocol and ports.
    pub traffic: Traffic,
    /// The other end.
    pub peer: Peer,
    /// Its description.
    pub description: Option<Rc<str>>,
}

impl RuleSpec {
    /// Whether both say the same; the description is not part of that.
    pub fn same_as(&self, other: &RuleSpec) -> bool {
        self.traffic == other.traffic && self.peer.same_as(&other.peer)
    }

    /// Whether the rule says the same in this direction.
    pub fn is(&self, rule: &SecurityGroupRule, direction: Direction) -> bool {
        rule.same_as(direction, self.traffic, &self.peer)
    }
}

/// The rules that a permission stands for: one for each peer, IPv4 blocks first, then IPv6 blocks, prefix
/// lists and groups. A group must be named by its id.
pub fn rules_of(permission: &IpPermission) -> Result<Vec<RuleSpec>, Ec2Error> {
    let traffic = parse_traffic(permission.ip_protocol.as_deref(), permission.from_port, permission.to_port)?;
    let blocks = permission.ip_ranges.iter().map(|range| {
        let text = required(range.cidr_ip.as_deref(), "CidrIp")?;
        Ok((Peer::CidrIpv4(parse_ipv4_block(text)?), &range.description))
    });
    let ipv6_blocks = permission.ipv6_ranges.iter().map(|range| {
        let text = required(range.cidr_ipv6.as_deref(), "CidrIpv6")?;
        Ok((Peer::CidrIpv6(parse_ipv6_block(text)?), &range.description))
    });
    let lists = permission.prefix_list_ids.iter().map(|list| {
        let text = required(list.prefix_list_id.as_deref(), "PrefixListId")?;
        Ok((Peer::PrefixList(PrefixListId::new(text)), &list.description))
    });
    let groups = permission
        .user_id_group_pairs
        .iter()
        .map(|pair| Ok((Peer::SecurityGroup(group_peer(pair)?), &pair.description)));
    let peers = blocks.chain(ipv6_blocks).chain(lists).chain(groups);
    let rules: Vec<RuleSpec> = peers
        .map(|found: Result<_, Ec2Error>| {
            let (peer, description) = found?;
            let description = check_rule_description(description.as_deref())?;
            Ok(RuleSpec { traffic, peer, description })
        })
        .collect::<Result<_, Ec2Error>>()?;
    if rules.is_empty() {
        return Err(Ec2Error::new(
            "MissingParameter",
            "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId",
        ));
    }
    Ok(rules)
}

fn group_peer(pair: &UserIdGroupPair) -> Result<GroupPeer, Ec2Error> {
    let group = SecurityGroupId::new(required(pair.group_id.as_deref(), "GroupId")?);
    Ok(GroupPeer {
        group,
        owner: pair.user_id.as_deref().map(Rc::from),
        vpc: pair.vpc_id.as_deref().map(VpcId::new),
        peering: pair.vpc_peering_connection_id.as_deref().map(VpcPeeringConnectionId::new),
        peering_status: pair.peering_status.as_deref().map(Rc::from),
    })
}

/// The description of a rule where AWS takes it: at most 255 characters of its set. An empty one is none.
pub fn check_rule_description(text: Option<&str>) -> Result<Option<Rc<str>>, Ec2Error> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if text.chars().count() > 255 || !text.chars().all(is_description_character) {
        return Err(Ec2Error::new(
            "InvalidParameterValue",
            "Invalid rule description. Valid descriptions are strings less than 256 characters from the \
             following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
        ));
    }
    Ok(Some(Rc::from(text)))
}

/// Whether AWS takes the character in names and descriptions of groups and in descriptions of rules.
pub(crate) fn is_description_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(character)
}

/// Rules as describe-security-groups shows them: those that share protocol and ports stand together, in the
/// order in which they first appear. For -1 there are no ports.
pub fn permissions_of<R: Borrow<SecurityGroupRule>>(
    network: &Network,
    rules: impl IntoIterator<Item = R>,
) -> Vec<IpPermission> {
    let mut grouped: Vec<(Traffic, IpPermission)> = Vec::new();
    for rule in rules {
        let rule: &SecurityGroupRule = rule.borrow();
        let found = grouped.iter().position(|(traffic, _)| *traffic == rule.traffic);
        if found.is_none() {
            grouped.push((rule.traffic, empty_permission(rule.traffic)));
        }
        let place = found.unwrap_or(grouped.len().saturating_sub(1));
        if let Some((_, permission)) = grouped.get_mut(place) {
            add(permission, network, rule);
        }
    }
    grouped.into_iter().map(|(_, permission)| permission).collect()
}

fn empty_permission(traffic: Traffic) -> IpPermission {
    let ports = traffic.port_fields();
    IpPermission {
        ip_protocol: Some(traffic.ip_protocol()),
        from_port: ports.map(|(from, _)| i64::from(from)),
        to_port: ports.map(|(_, to)| i64::from(to)),
        ..IpPermission::default()
    }
}

fn add(permission: &mut IpPermission, network: &Network, rule: &SecurityGroupRule) {
    let description = rule.description.as_deref().map(str::to_owned);
    match &rule.peer {
        Peer::CidrIpv4(block) => {
            permission.ip_ranges.push(IpRange { cidr_ip: Some(block.to_string()), description });
        }
        Peer::CidrIpv6(block) => {
            permission.ipv6_ranges.push(Ipv6Range { cidr_ipv6: Some(block.to_string()), description });
        }
        Peer::PrefixList(id) => permission
            .prefix_list_ids
            .push(PrefixListRef { prefix_list_id: Some(id.to_string()), description }),
        Peer::SecurityGroup(peer) => {
            let shape = referenced_group_shape(network, peer);
            permission.user_id_group_pairs.push(UserIdGroupPair {
                group_id: Some(shape.group_id),
                group_name: None,
                user_id: shape.user_id,
                vpc_id: shape.vpc_id,
                vpc_peering_connection_id: shape.vpc_peering_connection_id,
                peering_status: shape.peering_status,
                description,
            });
        }
    }
}

fn required<'a>(value: Option<&'a str>, name: &str) -> Result<&'a str, Ec2Error> {
    value.filter(|text| !text.is_empty()).ok_or_else(|| {
        Ec2Error::new("MissingParameter", format!("The request must contain the parameter {name}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SecurityGroupRuleId, Tags};
    use serde_json::{Value, json};

    fn specs(permission: Value) -> Result<Vec<RuleSpec>, Ec2Error> {
        rules_of(&serde_json::from_value(permission).unwrap())
    }

    fn stored(specs: Vec<RuleSpec>) -> Vec<SecurityGroupRule> {
        let numbered = specs.into_iter().enumerate();
        numbered
            .map(|(index, spec)| SecurityGroupRule {
                id: SecurityGroupRuleId::new(&format!("sgr-{index}")),
                id_is_invented: false,
                direction: Direction::Ingress,
                traffic: spec.traffic,
                peer: spec.peer,
                description: spec.description,
                tags: Tags::default(),
            })
            .collect()
    }

    #[test]
    fn a_permission_with_many_peers_is_many_rules_and_reads_back_the_same() {
        let permission = json!({
            "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
            "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "inside"}, {"CidrIp": "0.0.0.0/0"}],
            "Ipv6Ranges": [{"CidrIpv6": "::/0"}],
            "PrefixListIds": [{"PrefixListId": "pl-1"}],
            "UserIdGroupPairs": [{"GroupId": "sg-1", "UserId": "111122223333", "Description": "from ALB"}],
        });
        let rules = stored(specs(permission.clone()).unwrap());
        assert_eq!(rules.len(), 5);
        let shown = permissions_of(&Network::default(), &rules);
        assert_eq!(serde_json::to_value(shown).unwrap(), json!([permission]));
    }

    #[test]
    fn rules_are_shown_grouped_by_protocol_and_ports_without_ports_for_all_traffic() {
        let mut all = specs(json!({"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
            "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}))
        .unwrap();
        all.extend(
            specs(json!({"IpProtocol": "-1", "FromPort": 0, "ToPort": 0, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}))
                .unwrap(),
        );
        all.extend(
            specs(json!({"IpProtocol": "6", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.9.0.0/16"}]}))
                .unwrap(),
        );
        let shown = permissions_of(&Network::default(), stored(all));
        assert_eq!(shown.len(), 2);
        assert_eq!(shown[0].ip_ranges.len(), 2);
        assert_eq!((shown[1].from_port, shown[1].to_port), (None, None));
    }

    #[test]
    fn a_permission_without_a_peer_is_refused() {
        let error = specs(json!({"IpProtocol": "-1"})).unwrap_err();
        assert_eq!(error.code, "MissingParameter");
        assert_eq!(
            error.message,
            "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId"
        );
    }

    #[test]
    fn a_rule_description_is_at_most_255_characters_of_the_set() {
        assert_eq!(check_rule_description(Some("")), Ok(None));
        assert!(check_rule_description(Some(&"x".repeat(255))).is_ok());
        assert!(check_rule_description(Some("a-z A-Z 0-9 ._-:/()#,@[]+=&;{}!$*")).is_ok());
        for text in ["x".repeat(256), "it's".to_owned(), "line\nbreak".to_owned(), "é".to_owned()] {
            let error = check_rule_description(Some(&text)).unwrap_err();
            assert_eq!(error.code, "InvalidParameterValue");
            assert_eq!(
                error.message,
                "Invalid rule description. Valid descriptions are strings less than 256 characters from the \
                 following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*"
            );
        }
    }
}
