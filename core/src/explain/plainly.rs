//! EC2's errors in plain words: what AWS says stays as AWS says it, and a line of ours goes with it where AWS's words
//! would not help somebody who meets them for the first time.

use crate::wire::Ec2Error;
use std::net::IpAddr;

/// Words of EC2's messages, and what is to be said with them. The first that fits counts.
const LINES: &[(&str, &str)] = &[
    (
        "Must specify both from and to ports with TCP/UDP",
        "Type a port, like 443, or a range, like 8000 - 8080.",
    ),
    (") out of range", "Ports run from 0 to 65535."),
    ("Unknown protocol", "Type the protocol's number, from 0 to 255, or its name, like gre."),
    (
        "must specify protocols explicitly",
        "Type the protocol's number, from 0 to 255, or its name, like gre.",
    ),
    ("must not appear multiple times", "The same source or destination stands twice in one row."),
    (
        "exactly one of: cidrIp",
        "Say which addresses are meant: a CIDR block, a security group or a prefix list.",
    ),
    (
        "maximum number of rules per security group",
        "Delete rules, or put some into another group that the interface carries too.",
    ),
    (
        "Invalid rule description",
        "It holds a character that AWS does not accept, such as an apostrophe, or is longer than 255 characters.",
    ),
    (
        "Invalid security group description",
        "It holds a character that AWS does not accept, such as an apostrophe, or is longer than 255 characters.",
    ),
    (
        "Cannot use reserved security group name",
        "Each VPC has a group of this name from the start. Choose another.",
    ),
    (
        "for an existing",
        "A rule keeps the kind of its source. Delete this row, and add one for the other kind.",
    ),
    ("belong to different networks", "The two lie in different VPCs."),
    ("parameter ruleNumber", "Rule numbers are whole numbers from 1 to 32766."),
    ("The network acl entry identified by", "Each number is used once in a direction. Choose a free one."),
    ("The route identified by", "A table has one route for each destination. Change that route instead."),
    (
        "can target only an interface or an instance",
        "What stays inside the VPC can only be led through an appliance, by its interface.",
    ),
    (
        "conflicts with another subnet",
        "It overlaps with the block of another subnet. Choose one that is free.",
    ),
    (
        "maximum number of security groups per interface",
        "Detach a group first, or put its rules into one that the interface carries.",
    ),
    (
        "has some mapped public address",
        "Interfaces in the VPC still have public addresses, which this gateway serves.",
    ),
    ("cannot be deleted by a user", "Each VPC has one default group, which goes with the VPC."),
    ("cannot delete default network ACL", "Each VPC has one default network ACL, which goes with the VPC."),
];

/// The same by code, where no message says more.
const CODES: &[(&str, &str)] = &[
    (
        "InvalidPermission.Duplicate",
        "The group has a rule for the same traffic and the same addresses. One is enough.",
    ),
    (
        "InvalidGroup.NotFound",
        "No group that can be named here has this id. Choose one from the list while typing.",
    ),
    (
        "InvalidPrefixListID.NotFound",
        "No prefix list here has this id. Create it first, or make AWS's own known.",
    ),
    ("InvalidVpc.Range", "A VPC takes a block from /16 to /28, like 10.0.0.0/16."),
    ("InvalidSubnet.Range", "A subnet takes a block from /16 to /28 that lies inside the one of its VPC."),
    ("MissingParameter", "It is missing: fill it in or choose it."),
    ("DependencyViolation", "Something still uses it, and has to let go of it first."),
];

/// What a block looks like.
const A_BLOCK: &str = "Write an address, a slash and the number of fixed bits, like 10.0.0.0/16.";

/// What an error of EC2 means, in a plain sentence; none where AWS's own words do.
pub fn plainly(error: &Ec2Error) -> Option<String> {
    let message = error.message.as_str();
    if let Some(text) = block(message) {
        return Some(whole_block(text));
    }
    if let Some((from, to)) = between(message, "port range (", ")").and_then(|range| range.split_once(':')) {
        return Some(format!("The lower port comes first: {to} - {from}."));
    }
    if let Some(prefix) = between(message, "(expecting \"", "...\")") {
        return Some(format!("Ids of this kind begin with {prefix}."));
    }
    if message.contains("ICMP") && message.ends_with("out of range") {
        return Some("Types and codes of ICMP run from 0 to 255.".to_owned());
    }
    let by_words = LINES.iter().find(|(words, _)| message.contains(words));
    let line = by_words.or_else(|| CODES.iter().find(|(code, _)| error.code == *code))?;
    Some(line.1.to_owned())
}

/// What was given in the place of a block.
fn block(message: &str) -> Option<&str> {
    between(message, "CIDR block ", " is malformed").or_else(|| {
        between(message, "Value (", ") for parameter").filter(|_| message.contains("not a valid CIDR block"))
    })
}

fn whole_block(text: &str) -> String {
    let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
    let Ok(address) = address.parse::<IpAddr>() else { return A_BLOCK.to_owned() };
    let most = if address.is_ipv4() { 32 } else { 128 };
    match bits.map(str::parse::<u32>) {
        None => format!("For this address alone, type {address}/{most}."),
        Some(Ok(bits)) if bits > most => {
            let family = if address.is_ipv4() { "IPv4" } else { "IPv6" };
            format!("The number behind the slash is at most /{most} for {family}.")
        }
        Some(_) => A_BLOCK.to_owned(),
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(inner, _)| inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::apply;
    use crate::model::Network;
    use crate::wire::Action;
    use serde_json::{Value, json};

    fn act(network: &mut Network, name: &str, parameters: Value) -> Result<Value, Ec2Error> {
        let action = Action { parameters: parameters.as_object().cloned().unwrap(), ..Action::new(name) };
        apply(network, &action)
    }

    #[test]
    fn the_errors_that_ec2_really_answers_have_their_plain_line() {
        let mut network = Network::default();
        let made = act(&mut network, "CreateVpc", json!({ "CidrBlock": "10.0.0.0/16" })).unwrap();
        let vpc = made["Vpc"]["VpcId"].as_str().unwrap().to_owned();
        let group = json!({ "VpcId": vpc, "GroupName": "web", "Description": "web" });
        let group = act(&mut network, "CreateSecurityGroup", group).unwrap()["GroupId"].clone();
        let default = network.security_groups.iter().find(|group| group.is_default()).unwrap().id.to_string();
        let acl = network.network_acls.iter().next().unwrap().id.to_string();
        let table = network.route_tables.iter().next().unwrap().id.to_string();
        let made = act(&mut network, "CreateInternetGateway", json!({})).unwrap();
        let gateway = made["InternetGateway"]["InternetGatewayId"].clone();
        let attached = json!({ "InternetGatewayId": gateway, "VpcId": vpc });
        act(&mut network, "AttachInternetGateway", attached).unwrap();
        let rule = |protocol: Value, from: Value, to: Value, range: Value| {
            let permission =
                json!({ "IpProtocol": protocol, "FromPort": from, "ToPort": to, "IpRanges": [range] });
            json!({ "GroupId": group, "IpPermissions": [permission] })
        };
        let tcp = |from: i32, to: i32, block: &str| {
            rule(json!("tcp"), json!(from), json!(to), json!({ "CidrIp": block }))
        };
        let six = |block: &str| {
            let ranges = json!([{ "IpProtocol": "-1", "Ipv6Ranges": [{ "CidrIpv6": block }] }]);
            json!({ "GroupId": group, "IpPermissions": ranges })
        };
        let ten = json!({ "CidrIp": "10.0.0.0/8" });
        const INGRESS: &str = "AuthorizeSecurityGroupIngress";
        let named = |id: &str| {
            let pairs = json!([{ "IpProtocol": "-1", "UserIdGroupPairs": [{ "GroupId": id }] }]);
            json!({ "GroupId": group, "IpPermissions": pairs })
        };
        let entry = |number: i32, block: &str| {
            json!({ "NetworkAclId": acl, "RuleNumber": number, "Egress": false, "RuleAction": "allow", "Protocol": "-1",
                    "CidrBlock": block })
        };
        let lists = json!([{ "IpProtocol": "-1", "PrefixListIds": [{ "PrefixListId": "pl-0123" }] }]);
        let route =
            |to: &str| json!({ "RouteTableId": table, "DestinationCidrBlock": to, "GatewayId": gateway });
        act(&mut network, INGRESS, tcp(443, 443, "10.0.0.0/8")).unwrap();
        let cases = [
            (INGRESS, tcp(80, 80, "10.0.0.5"), "type 10.0.0.5/32"),
            (INGRESS, tcp(80, 80, "ten"), "like 10.0.0.0/16"),
            (INGRESS, tcp(80, 80, "10.0.0.0/33"), "at most /32 for IPv4."),
            (INGRESS, tcp(80, 80, "10.0.0.0/x"), "like 10.0.0.0/16"),
            (INGRESS, six("2001:db8::/129"), "at most /128 for IPv6."),
            (INGRESS, six("2001:db8::1"), "type 2001:db8::1/128"),
            (INGRESS, tcp(443, 80, "10.0.0.0/8"), "The lower port comes first: 80 - 443."),
            (INGRESS, tcp(70_000, 70_000, "10.0.0.0/8"), "from 0 to 65535"),
            (INGRESS, rule(json!("tcp"), json!(80), json!(null), ten.clone()), "8000 - 8080"),
            (INGRESS, rule(json!("icmp"), json!(256), json!(-1), ten.clone()), "from 0 to 255"),
            (INGRESS, rule(json!("all"), json!(null), json!(null), ten.clone()), "like gre"),
            (INGRESS, rule(json!(null), json!(80), json!(80), ten), "like gre"),
            (INGRESS, tcp(443, 443, "10.0.0.0/8"), "One is enough"),
            (
                INGRESS,
                rule(
                    json!("-1"),
                    json!(null),
                    json!(null),
                    json!({ "CidrIp": "10.0.0.0/8", "Description": "it's" }),
                ),
                "apostrophe",
            ),
            (INGRESS, named("sg-0123456789abcdef0"), "Choose one from the list"),
            (INGRESS, named("web"), "begin with sg-."),
            (INGRESS, json!({ "GroupId": group, "IpPermissions": lists }), "No prefix list here"),
            ("CreateNetworkAclEntry", entry(0, "10.0.0.0/8"), "from 1 to 32766"),
            ("CreateNetworkAclEntry", entry(100, "10.0.0.0/8"), "Choose a free one"),
            ("CreateRoute", route("10.0.0.0"), "type 10.0.0.0/32"),
            ("CreateRoute", route("10.0.0.0/64"), "at most /32 for IPv4."),
            ("CreateRoute", route("10.0.0.0/16"), "Change that route"),
            (
                "CreateSubnet",
                json!({ "VpcId": vpc, "CidrBlock": "192.168.0.0/24" }),
                "inside the one of its VPC",
            ),
            ("CreateVpc", json!({ "CidrBlock": "10.0.0.0/8" }), "from /16 to /28"),
            ("CreateSecurityGroup", json!({ "VpcId": vpc, "GroupName": "a", "Description": "" }), "missing"),
            (
                "CreateSecurityGroup",
                json!({ "VpcId": vpc, "GroupName": "default", "Description": "a" }),
                "Choose another",
            ),
            ("DeleteSecurityGroup", json!({ "GroupId": default }), "goes with the VPC"),
            ("DeleteNetworkAcl", json!({ "NetworkAclId": acl }), "goes with the VPC"),
        ];
        for (action, parameters, words) in cases {
            let error = act(&mut network.clone(), action, parameters).unwrap_err();
            let line = plainly(&error).unwrap_or_default();
            assert!(line.contains(words), "{error}: {line}");
        }
        let clear =
            Ec2Error::new("InvalidGroup.Duplicate", "The security group 'a' already exists for VPC 'vpc-1'");
        assert_eq!(plainly(&clear), None);
    }

    #[test]
    fn each_line_is_a_sentence_or_two_of_its_own() {
        for (words, line) in LINES.iter().chain(CODES) {
            assert!(line.ends_with('.') && line.starts_with(char::is_uppercase), "{words}: {line}");
            assert!(line.len() < 120 && !line.contains("  "), "{words}: {line}");
        }
    }
}
