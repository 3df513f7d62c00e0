//! What a step's actions did, in words, for the history: `2 rules added, 1 deleted in web`.

use sg_core::model::Network;
use sg_core::wire::Action;

use super::facts::capital;
use super::inventory::name_of;

/// The first word of an action's name, and what it has done.
const VERBS: [(&str, &str); 22] = [
    ("Accept", "accepted"),
    ("Allocate", "allocated"),
    ("Assign", "assigned"),
    ("Associate", "associated"),
    ("Attach", "attached"),
    ("Authorize", "added"),
    ("Create", "created"),
    ("Delete", "deleted"),
    ("Describe", "listed"),
    ("Detach", "detached"),
    ("Disassociate", "disassociated"),
    ("Get", "read"),
    ("Modify", "changed"),
    ("Put", "set up"),
    ("Release", "released"),
    ("Replace", "replaced"),
    ("Revoke", "deleted"),
    ("Run", "launched"),
    ("Set", "set"),
    ("Terminate", "terminated"),
    ("Unassign", "unassigned"),
    ("Update", "changed"),
];

/// The rest of an action's name, and what one and several of these are called.
const NOUNS: [(&str, &str, &str); 41] = [
    ("Address", "Elastic IP address", "Elastic IP addresses"),
    ("Carrier", "service", "services"),
    ("EgressOnlyInternetGateway", "egress-only internet gateway", "egress-only internet gateways"),
    ("Instances", "instance", "instances"),
    ("InternetGateway", "internet gateway", "internet gateways"),
    ("Ipv6Addresses", "IPv6 address", "IPv6 addresses"),
    ("ManagedPrefixList", "prefix list", "prefix lists"),
    ("ManagedPrefixListEntries", "prefix list", "prefix lists"),
    ("NatGateway", "NAT gateway", "NAT gateways"),
    ("NetworkAcl", "network ACL", "network ACLs"),
    ("NetworkAclAssociation", "network ACL of a subnet", "network ACLs of subnets"),
    ("NetworkAclEntry", "ACL entry", "ACL entries"),
    ("NetworkInterface", "network interface", "network interfaces"),
    ("NetworkInterfaceAttribute", "network interface", "network interfaces"),
    ("Option", "option", "options"),
    ("PrivateIpAddresses", "private address", "private addresses"),
    ("Quota", "quota", "quotas"),
    ("Route", "route", "routes"),
    ("RouteTable", "route table", "route tables"),
    ("RouteTableAssociation", "route table of a subnet", "route tables of subnets"),
    ("SecurityGroup", "security group", "security groups"),
    ("SecurityGroupEgress", "outbound rule", "outbound rules"),
    ("SecurityGroupIngress", "inbound rule", "inbound rules"),
    ("SecurityGroupRuleDescriptionsEgress", "outbound rule", "outbound rules"),
    ("SecurityGroupRuleDescriptionsIngress", "inbound rule", "inbound rules"),
    ("SecurityGroupRules", "rule", "rules"),
    ("SecurityGroupVpc", "VPC of a security group", "VPCs of security groups"),
    ("SecurityGroups", "security group", "security groups"),
    ("StaleSecurityGroups", "stale security group", "stale security groups"),
    ("Subnet", "subnet", "subnets"),
    ("SubnetCidrBlock", "CIDR block of a subnet", "CIDR blocks of subnets"),
    ("Tags", "tag", "tags"),
    ("TransitGateway", "transit gateway", "transit gateways"),
    ("TransitGatewayRoute", "transit gateway route", "transit gateway routes"),
    ("TransitGatewayVpcAttachment", "transit gateway attachment", "transit gateway attachments"),
    ("Vpc", "VPC", "VPCs"),
    ("VpcBlockPublicAccess", "Block Public Access", "Block Public Access"),
    ("VpcCidrBlock", "CIDR block of a VPC", "CIDR blocks of VPCs"),
    ("VpcEndpoint", "VPC endpoint", "VPC endpoints"),
    ("VpcEndpoints", "VPC endpoint", "VPC endpoints"),
    ("VpcPeeringConnection", "peering connection", "peering connections"),
];

/// Nouns that hold the name of another, and are looked for first.
const EXACT: [(&str, &str, &str); 2] = [
    ("VpcBlockPublicAccessExclusion", "Block Public Access exclusion", "Block Public Access exclusions"),
    ("VpcBlockPublicAccessOptions", "Block Public Access", "Block Public Access"),
];

/// Something that was done so many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Deed {
    one: &'static str,
    many: &'static str,
    verb: &'static str,
    times: usize,
}

/// What the actions of a step did. `network` gives the name of what they were done to.
#[must_use]
pub fn deeds(actions: &[Action], network: &Network) -> String {
    let mut all: Vec<Deed> = Vec::new();
    for action in actions {
        let Some(new) = deed(action) else { continue };
        match all.iter_mut().find(|had| (had.one, had.verb) == (new.one, new.verb)) {
            Some(had) => had.times += new.times,
            None => all.push(new),
        }
    }
    // What is made is given its name in the same step; that goes without saying.
    if all.iter().any(|deed| deed.one != "name") {
        all.retain(|deed| deed.one != "name");
    }
    let subject = subject(actions).map(|id| name_of(network, id));
    let place = subject.map(|name| format!(" in {name}")).unwrap_or_default();
    match all.as_slice() {
        [] => "Nothing".to_owned(),
        [only] => capital(&format!("{}{place}", only.text())),
        several => {
            let rules = several.iter().all(|deed| deed.many.ends_with("rules"));
            let mut text = String::new();
            for (at, deed) in several.iter().enumerate() {
                let before = at.checked_sub(1).and_then(|before| several.get(before));
                if at > 0 {
                    text.push_str(", ");
                }
                match before.filter(|before| rules || before.one == deed.one) {
                    // Rules of both directions, or some added and some deleted: the noun is said once.
                    Some(_) => text.push_str(&format!("{} {}", deed.times, deed.verb)),
                    None if rules => {
                        let noun = if deed.times == 1 { "rule" } else { "rules" };
                        text.push_str(&format!("{} {noun} {}", deed.times, deed.verb));
                    }
                    None if deed.times == 1
                        && several.iter().filter(|one| one.one == deed.one).count() == 1 =>
                    {
                        text.push_str(&deed.text());
                    }
                    None => {
                        let noun = if deed.times == 1 { deed.one } else { deed.many };
                        text.push_str(&format!("{} {noun} {}", deed.times, deed.verb));
                    }
                }
            }
            capital(&format!("{text}{place}"))
        }
    }
}

impl Deed {
    fn text(self) -> String {
        match self.times {
            1 => format!("{} {}", self.one, self.verb),
            times => format!("{times} {} {}", self.many, self.verb),
        }
    }
}

/// None for an action that there is not.
fn deed(action: &Action) -> Option<Deed> {
    if is_about_name(action) {
        let verb = if action.name == "DeleteTags" { "removed" } else { "set" };
        return Some(Deed { one: "name", many: "names", verb, times: length(action, "Resources") });
    }
    let (rest, verb) =
        VERBS.iter().find_map(|(first, verb)| Some((action.name.strip_prefix(first)?, *verb)))?;
    let (_, one, many) = EXACT.iter().chain(&NOUNS).find(|(name, ..)| *name == rest)?;
    Some(Deed { one, many, verb, times: times(action) })
}

fn is_about_name(action: &Action) -> bool {
    let tags = action.parameters.get("Tags").and_then(|tags| tags.as_array());
    matches!(action.name.as_str(), "CreateTags" | "DeleteTags")
        && tags.is_some_and(|tags| {
            !tags.is_empty() && tags.iter().all(|tag| tag.get("Key").is_some_and(|key| key == "Name"))
        })
}

/// How many things one action is about.
fn times(action: &Action) -> usize {
    const LISTS: [&str; 5] =
        ["SecurityGroupRuleIds", "SecurityGroupRules", "InstanceIds", "VpcEndpointIds", "Tags"];
    let listed = LISTS.into_iter().map(|list| length(action, list)).max().unwrap_or(1);
    let permissions = action.parameters.get("IpPermissions").and_then(|list| list.as_array());
    let rules: usize = permissions.into_iter().flatten().map(rules_of).sum();
    listed.max(rules)
}

fn length(action: &Action, list: &str) -> usize {
    action.parameters.get(list).and_then(|list| list.as_array()).map_or(1, |list| list.len().max(1))
}

/// The rules of one permission: one for each peer.
fn rules_of(permission: &serde_json::Value) -> usize {
    ["IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"]
        .into_iter()
        .filter_map(|list| permission.get(list).and_then(|list| list.as_array()))
        .map(Vec::len)
        .sum()
}

/// The group, ACL or route table whose lines all of the actions are about.
fn subject(actions: &[Action]) -> Option<&str> {
    const OF_LINES: [(&str, &str); 3] =
        [("GroupId", "SecurityGroup"), ("NetworkAclId", "NetworkAclEntry"), ("RouteTableId", "Route")];
    let of = |action: &'static str, name: &str| name.contains(action);
    let one = |action| -> Option<&str> {
        let action: &Action = action;
        let (parameter, _) = OF_LINES.into_iter().find(|(parameter, line)| {
            action.parameters.contains_key(*parameter)
                && of(line, &action.name)
                && !matches!(action.name.as_str(), "DeleteSecurityGroup" | "DeleteRouteTable")
                && !action.name.contains("Associat")
                && !action.name.ends_with("SecurityGroupVpc")
        })?;
        action.parameters.get(parameter)?.as_str()
    };
    let first = one(actions.first()?)?;
    actions.iter().all(|action| one(action) == Some(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::first;
    use serde_json::json;
    use sg_core::control::action_names;

    fn said(actions: &[Action]) -> String {
        deeds(actions, first().network())
    }

    #[test]
    fn every_action_has_words_of_its_own() {
        for listed in action_names() {
            let text = said(&[Action::new(listed.name)]);
            assert_ne!(text, "Nothing", "{} has no words", listed.name);
            assert!(text.starts_with(char::is_uppercase), "{text}");
            for word in text.split(' ') {
                let known = ["IP", "ACL", "NAT", "VPC", "CIDR", "IPv6"]
                    .into_iter()
                    .any(|short| word.starts_with(short));
                let inner = word.chars().skip(1).any(char::is_uppercase);
                assert!(known || !inner, "{}: {text}", listed.name);
            }
            let plain = ["Vpc", "Nat ", "acl", "Acl", "cidr"].into_iter().any(|wrong| text.contains(wrong));
            assert!(!plain, "{}: {text}", listed.name);
        }
    }

    #[test]
    fn one_action_reads_as_what_it_did() {
        let word = |name: &str| said(&[Action::new(name)]);
        assert_eq!(word("AuthorizeSecurityGroupIngress"), "Inbound rule added");
        assert_eq!(word("CreateNetworkAclEntry"), "ACL entry created");
        assert_eq!(word("CreateVpc"), "VPC created");
        assert_eq!(word("ModifyVpcBlockPublicAccessOptions"), "Block Public Access changed");
        assert_eq!(word("CreateNatGateway"), "NAT gateway created");
        assert_eq!(word("Nonsense"), "Nothing");
    }

    #[test]
    fn rules_are_counted_and_the_group_is_named() {
        let simulation = first();
        let group = simulation.network().security_groups.iter().next().unwrap().clone();
        let name = group.display_name();
        let on = |action: &str| Action::new(action).with("GroupId", group.id.to_string());
        let gone = on("RevokeSecurityGroupIngress").with("SecurityGroupRuleIds", json!(["sgr-1", "sgr-2"]));
        assert_eq!(said(std::slice::from_ref(&gone)), format!("2 inbound rules deleted in {name}"));
        let ranges = json!([{ "IpRanges": [{}, {}], "UserIdGroupPairs": [{}] }]);
        let new = on("AuthorizeSecurityGroupIngress").with("IpPermissions", ranges);
        assert_eq!(said(&[gone, new]), format!("2 rules deleted, 3 added in {name}"));
    }

    #[test]
    fn what_is_made_and_named_is_made_and_a_name_alone_is_set() {
        let named = Action::new("CreateTags")
            .with("Resources", json!(["vpc-1"]))
            .with("Tags", json!([{ "Key": "Name", "Value": "mine" }]));
        assert_eq!(said(std::slice::from_ref(&named)), "Name set");
        assert_eq!(said(&[Action::new("CreateVpc"), named]), "VPC created");
        let both = [Action::new("CreateSubnet"), Action::new("CreateRouteTable")];
        assert_eq!(said(&both), "Subnet created, route table created");
        let twice = [
            Action::new("DeleteNetworkAclEntry"),
            Action::new("CreateNetworkAclEntry"),
            Action::new("CreateNetworkAclEntry"),
        ];
        assert_eq!(said(&twice), "1 ACL entry deleted, 2 created");
    }
}
