//! The quota of rules per group: each direction apart, and IPv4 apart from IPv6.

use super::Ec2Error;
use crate::catalog::quotas;
use crate::model::{Network, SecurityGroup};
use crate::net::{Direction, Family};
use std::rc::Rc;

/// Refuses a change that makes a group's rules count more than the quota. A group that held more before
/// (an import keeps what a real account holds) is refused only where it grows.
pub(super) fn check(
    network: &Network,
    before: &SecurityGroup,
    after: &SecurityGroup,
) -> Result<(), Ec2Error> {
    check_between((network, before), (network, after))
}

/// The same between two states of the network: what a prefix list counts may change as well.
pub(super) fn check_between(
    before: (&Network, &SecurityGroup),
    after: (&Network, &SecurityGroup),
) -> Result<(), Ec2Error> {
    let quota = after.0.settings.quota(&quotas::RULES_PER_GROUP);
    let count = |(network, group): (&Network, &SecurityGroup), direction| {
        network.count_rules(group.rules_of(direction).map(Rc::as_ref))
    };
    for direction in [Direction::Ingress, Direction::Egress] {
        let (old, new) = (count(before, direction), count(after, direction));
        for family in Family::ALL {
            if new.of(family) > quota && new.of(family) > old.of(family) {
                return Err(Ec2Error::new(
                    "RulesPerSecurityGroupLimitExceeded",
                    "The maximum number of rules per security group has been reached.",
                ));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{attempt, done, group, refused, text, with_group};
    use serde_json::{Value, json};

    const INGRESS: &str = "AuthorizeSecurityGroupIngress";
    const EGRESS: &str = "AuthorizeSecurityGroupEgress";
    const CODE: &str = "RulesPerSecurityGroupLimitExceeded";
    const TEXT: &str = "The maximum number of rules per security group has been reached.";

    /// Rules for tcp ports from `first` on, as many as asked for.
    fn ports(group: &str, field: &str, key: &str, peer: &str, first: u16, count: u16) -> Value {
        let rule = |port: u16| json!({"IpProtocol": "tcp", "FromPort": port, "ToPort": port, field: [{ key: peer }]});
        let permissions: Vec<Value> = (first..first + count).map(rule).collect();
        json!({"GroupId": group, "IpPermissions": permissions})
    }

    fn ipv4(group: &str, first: u16, count: u16) -> Value {
        ports(group, "IpRanges", "CidrIp", "10.0.0.0/8", first, count)
    }

    fn ipv6(group: &str, first: u16, count: u16) -> Value {
        ports(group, "Ipv6Ranges", "CidrIpv6", "::/0", first, count)
    }

    fn groups(group: &str, peer: &str, first: u16, count: u16) -> Value {
        ports(group, "UserIdGroupPairs", "GroupId", peer, first, count)
    }

    #[test]
    fn sixty_rules_in_each_direction_and_each_family() {
        let (mut network, _, web) = with_group();
        done(&mut network, INGRESS, ipv4(&web, 1, 60));
        done(&mut network, INGRESS, ipv6(&web, 1, 60));
        // One outbound IPv4 rule came with the group.
        done(&mut network, EGRESS, ipv4(&web, 1, 59));
        done(&mut network, EGRESS, ipv6(&web, 1, 60));
        for (action, request) in [
            (INGRESS, ipv4(&web, 100, 1)),
            (INGRESS, ipv6(&web, 100, 1)),
            (EGRESS, ipv4(&web, 100, 1)),
            (EGRESS, ipv6(&web, 100, 1)),
        ] {
            refused(&mut network, action, request, CODE, TEXT);
        }
    }

    #[test]
    fn a_reference_to_a_group_counts_in_both_families() {
        let (mut network, vpc, web) = with_group();
        let app = group(&mut network, &vpc, "app");
        done(&mut network, INGRESS, ipv4(&web, 1, 59));
        refused(&mut network, INGRESS, groups(&web, &app, 1, 2), CODE, TEXT);
        done(&mut network, INGRESS, groups(&web, &app, 1, 1));
        done(&mut network, INGRESS, ipv6(&web, 1, 59));
        refused(&mut network, INGRESS, ipv6(&web, 100, 1), CODE, TEXT);
    }

    #[test]
    fn a_prefix_list_counts_its_max_entries_even_when_empty() {
        let (mut network, _, web) = with_group();
        let list = json!({"PrefixListName": "l", "MaxEntries": 20, "AddressFamily": "IPv6"});
        let id = text(&done(&mut network, "CreateManagedPrefixList", list), "/PrefixList/PrefixListId");
        let request =
            |first: u16, count: u16| ports(&web, "PrefixListIds", "PrefixListId", &id, first, count);
        refused(&mut network, INGRESS, request(1, 4), CODE, TEXT);
        done(&mut network, INGRESS, request(1, 3));
        refused(&mut network, INGRESS, ipv6(&web, 1, 1), CODE, TEXT);
        done(&mut network, INGRESS, ipv4(&web, 1, 60));
    }

    #[test]
    fn a_list_of_aws_counts_its_weight() {
        let (mut network, _, web) = with_group();
        let list = json!({"PrefixListName": "com.amazonaws.global.cloudfront.origin-facing"});
        let made = done(&mut network, "playground:PutManagedPrefixList", list);
        let id = text(&made, "/PrefixList/PrefixListId");
        let reference = ports(&web, "PrefixListIds", "PrefixListId", &id, 443, 1);
        done(&mut network, INGRESS, ipv4(&web, 1, 6));
        refused(&mut network, INGRESS, reference.clone(), CODE, TEXT);
        done(&mut network, "RevokeSecurityGroupIngress", ipv4(&web, 1, 1));
        done(&mut network, INGRESS, reference);
        refused(&mut network, INGRESS, ipv4(&web, 100, 1), CODE, TEXT);
    }

    #[test]
    fn a_group_over_the_quota_may_change_but_not_grow() {
        let (mut network, _, web) = with_group();
        done(&mut network, INGRESS, ipv4(&web, 1, 10));
        done(&mut network, "playground:SetQuota", json!({"QuotaCode": "L-0EA8095F", "Value": 5}));
        refused(&mut network, INGRESS, ipv4(&web, 100, 1), CODE, TEXT);
        done(&mut network, EGRESS, ipv4(&web, 100, 1));
        done(&mut network, "RevokeSecurityGroupIngress", ipv4(&web, 1, 1));
        let shown = done(
            &mut network,
            "DescribeSecurityGroupRules",
            json!({"Filters": [{"Name": "group-id", "Values": [web]}]}),
        );
        let rules = shown["SecurityGroupRules"].as_array().unwrap();
        let rule = rules.iter().find(|rule| rule["IsEgress"] == false).unwrap();
        let change = json!({"GroupId": web, "SecurityGroupRules": [{
            "SecurityGroupRuleId": rule["SecurityGroupRuleId"],
            "SecurityGroupRule": {"IpProtocol": "-1", "CidrIpv4": "10.0.0.0/8"}}]});
        attempt(&mut network, "ModifySecurityGroupRules", change).unwrap();
    }

    #[test]
    fn a_changed_rule_must_fit_too() {
        let (mut network, _, web) = with_group();
        let mut ids = Vec::new();
        for (name, size) in [("small", 1), ("large", 61)] {
            let list = json!({"PrefixListName": name, "MaxEntries": size, "AddressFamily": "IPv4"});
            let made = done(&mut network, "CreateManagedPrefixList", list);
            ids.push(text(&made, "/PrefixList/PrefixListId"));
        }
        let made = done(&mut network, INGRESS, ports(&web, "PrefixListIds", "PrefixListId", &ids[0], 80, 1));
        let rule = text(&made, "/SecurityGroupRules/0/SecurityGroupRuleId");
        let change = json!({"GroupId": web, "SecurityGroupRules": [{"SecurityGroupRuleId": rule,
            "SecurityGroupRule": {"IpProtocol": "-1", "PrefixListId": ids[1]}}]});
        refused(&mut network, "ModifySecurityGroupRules", change, CODE, TEXT);
    }
}
