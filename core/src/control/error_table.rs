//! Every code and text of EC2 that actions on groups, rules, prefix lists, interfaces and VPCs answer.

use super::testing::{done, refused, subnet, text, with_group};
use crate::model::Network;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The codes that EC2 documents for these actions.
const CODES: &[&str] = &[
    "CannotDelete",
    "DependencyViolation",
    "DryRunOperation",
    "InvalidAction",
    "InvalidGroup.Duplicate",
    "InvalidGroup.NotFound",
    "InvalidGroupId.Malformed",
    "InvalidNetworkInterfaceID.NotFound",
    "InvalidParameterCombination",
    "InvalidParameterValue",
    "InvalidPermission.Duplicate",
    "InvalidPermission.NotFound",
    "InvalidPrefixListID.NotFound",
    "InvalidPrefixListId.Malformed",
    "InvalidSecurityGroupRuleId.Malformed",
    "InvalidSecurityGroupRuleId.NotFound",
    "InvalidSubnet.Conflict",
    "InvalidSubnet.Range",
    "InvalidSubnetID.NotFound",
    "InvalidVpc.Range",
    "InvalidVpcID.NotFound",
    "MissingParameter",
    "RulesPerSecurityGroupLimitExceeded",
    "SecurityGroupLimitExceeded",
    "SecurityGroupsPerInstanceLimitExceeded",
    "SecurityGroupsPerInterfaceLimitExceeded",
    "SubnetLimitExceeded",
    "VpcLimitExceeded",
];

/// The network in which each row is tried, and the names in it.
struct Place {
    network: Network,
    vpc: String,
    web: String,
    default: String,
    rule: String,
    subnet: String,
}

/// A group `web` that lets in tcp 443 from everywhere and -1 from itself and that an interface carries;
/// quotas are used up.
fn place() -> Place {
    let (mut network, vpc, web) = with_group();
    let made = done(
        &mut network,
        "AuthorizeSecurityGroupIngress",
        json!({"GroupId": web, "IpPermissions": [
            {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]},
            {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": web}]}]}),
    );
    let rule = text(&made, "/SecurityGroupRules/0/SecurityGroupRuleId");
    let subnet = subnet(&mut network, &vpc, "10.0.0.0/24");
    done(&mut network, "CreateNetworkInterface", json!({"SubnetId": subnet, "Groups": [web]}));
    for (code, value) in
        [("L-0EA8095F", 2), ("L-2AFB9258", 1), ("L-E79EC296", 2), ("L-F678F1CE", 1), ("L-407747CB", 1)]
    {
        done(&mut network, "playground:SetQuota", json!({"QuotaCode": code, "Value": value}));
    }
    let default = network.security_groups.iter().find(|group| group.is_default()).unwrap().id.to_string();
    Place { network, vpc, web, default, rule, subnet }
}

#[test]
fn every_error_has_its_code_and_text() {
    let mut place = place();
    let Place { vpc, web, default, rule, subnet, .. } = &place;
    let authorize = |permission: Value| json!({"GroupId": web, "IpPermissions": [permission]});
    let block = |protocol: Value, from: Value, to: Value, block: &str| {
        authorize(
            json!({"IpProtocol": protocol, "FromPort": from, "ToPort": to, "IpRanges": [{"CidrIp": block}]}),
        )
    };
    let tcp = |from: Value, to: Value| block(json!("tcp"), from, to, "10.0.0.0/8");
    let create =
        |name: &str, description: &str| json!({"VpcId": vpc, "GroupName": name, "Description": description});
    let modify = |request: Value| {
        json!({"GroupId": web, "SecurityGroupRules": [
            {"SecurityGroupRuleId": rule, "SecurityGroupRule": request}]})
    };
    let modify_id = |id: &str| {
        json!({"GroupId": web, "SecurityGroupRules": [
            {"SecurityGroupRuleId": id, "SecurityGroupRule": {"IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}}]})
    };
    let set = "strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";
    let own = |text: &str| text.to_owned();
    const INGRESS: &str = "AuthorizeSecurityGroupIngress";
    const MODIFY: &str = "ModifySecurityGroupRules";
    const VALUE: &str = "InvalidParameterValue";
    let rows: Vec<(&str, Value, &str, String)> = vec![
        (
            INGRESS,
            block(json!("tcp"), json!(443), json!(443), "0.0.0.0/0"),
            "InvalidPermission.Duplicate",
            own(
                "the specified rule \"peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW\" already exists",
            ),
        ),
        (
            INGRESS,
            authorize(json!({"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": web}]})),
            "InvalidPermission.Duplicate",
            format!("the specified rule \"peer: {web}, ALL, ALLOW\" already exists"),
        ),
        (
            INGRESS,
            authorize(
                json!({"IpProtocol": "50", "IpRanges": [{"CidrIp": "0.0.0.0/0"}, {"CidrIp": "0.0.0.0/0"}]}),
            ),
            VALUE,
            own("The same permission must not appear multiple times"),
        ),
        (
            "RevokeSecurityGroupIngress",
            tcp(json!(22), json!(22)),
            "InvalidPermission.NotFound",
            own("The specified rule does not exist in this security group."),
        ),
        (INGRESS, tcp(json!(-1), json!(-1)), VALUE, own("TCP/UDP (from) port (-1) out of range")),
        (INGRESS, tcp(json!(0), json!(65536)), VALUE, own("TCP/UDP (to) port (65536) out of range")),
        (INGRESS, tcp(json!(443), json!(80)), VALUE, own("Invalid TCP/UDP port range (443:80)")),
        (
            INGRESS,
            tcp(json!(443), json!(null)),
            VALUE,
            own("Invalid value for portRange. Must specify both from and to ports with TCP/UDP."),
        ),
        (
            INGRESS,
            block(json!("icmp"), json!(null), json!(null), "10.0.0.0/8"),
            VALUE,
            own("Invalid value for portRange. Must specify both from and to ports with ICMP."),
        ),
        (
            INGRESS,
            block(json!("icmp"), json!(8), json!(65535), "10.0.0.0/8"),
            VALUE,
            own("ICMP code (65535) out of range"),
        ),
        (
            INGRESS,
            block(json!("icmp"), json!(256), json!(-1), "10.0.0.0/8"),
            VALUE,
            own("ICMP type (256) out of range"),
        ),
        (
            INGRESS,
            block(json!("all"), json!(null), json!(null), "10.0.0.0/8"),
            VALUE,
            own("Invalid value 'all' for IP protocol. Unknown protocol."),
        ),
        (
            INGRESS,
            block(json!(null), json!(1), json!(1), "10.0.0.0/8"),
            VALUE,
            own(
                "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.",
            ),
        ),
        (
            MODIFY,
            modify(json!({"IpProtocol": "-1", "FromPort": 0, "ToPort": 0, "CidrIpv4": "0.0.0.0/0"})),
            VALUE,
            own(
                "You may not specify all protocols and specific ports. Please specify each protocol and port range \
                 combination individually, or all protocols and no port range.",
            ),
        ),
        (
            INGRESS,
            block(json!("-1"), json!(null), json!(null), "58.29.99.44"),
            VALUE,
            own("CIDR block 58.29.99.44 is malformed"),
        ),
        (
            INGRESS,
            block(json!("-1"), json!(null), json!(null), "::/0"),
            VALUE,
            own("CIDR block ::/0 is malformed"),
        ),
        (
            INGRESS,
            authorize(
                json!({"IpProtocol": "-1", "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "it's"}]}),
            ),
            VALUE,
            format!("Invalid rule description. Valid descriptions are {set}"),
        ),
        (
            "CreateSecurityGroup",
            create("app", "it's"),
            VALUE,
            format!("Invalid security group description. Valid descriptions are {set}"),
        ),
        (
            "CreateSecurityGroup",
            create("app", "é"),
            VALUE,
            own(
                "Value (é) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.",
            ),
        ),
        (
            "CreateSecurityGroup",
            create("sg-x", "x"),
            VALUE,
            own(
                "Value (sg-x) for parameter GroupName is invalid. Group names may not be in the format sg-*.",
            ),
        ),
        (
            "CreateSecurityGroup",
            create("default", "x"),
            VALUE,
            own("Cannot use reserved security group name: default"),
        ),
        (
            "CreateSecurityGroup",
            create("app", ""),
            "MissingParameter",
            own("The request must contain the parameter GroupDescription"),
        ),
        (
            "CreateSecurityGroup",
            create("WEB", "x"),
            "InvalidGroup.Duplicate",
            format!("The security group 'WEB' already exists for VPC '{vpc}'"),
        ),
        (
            "CreateSecurityGroup",
            create("app", "x"),
            "SecurityGroupLimitExceeded",
            own("The maximum number of security groups has been reached."),
        ),
        (
            MODIFY,
            modify(json!({"IpProtocol": "-1", "CidrIpv6": "::/0"})),
            VALUE,
            format!(
                "Invalid rule type for security group rule '{rule}'. You may not specify CidrIpv6 for an existing \
                     CidrIpv4 rule."
            ),
        ),
        (
            MODIFY,
            modify(json!({"IpProtocol": "-1"})),
            "MissingParameter",
            own(
                "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId",
            ),
        ),
        (
            MODIFY,
            modify(json!({"IpProtocol": "-1", "CidrIpv6": "::/0", "PrefixListId": "pl-1"})),
            "InvalidParameterCombination",
            own("Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified"),
        ),
        (
            MODIFY,
            modify_id("rule"),
            "InvalidSecurityGroupRuleId.Malformed",
            own("Invalid id: \"rule\" (expecting \"sgr-...\")"),
        ),
        (
            MODIFY,
            modify_id("sgr-x"),
            "InvalidSecurityGroupRuleId.NotFound",
            own("The security group rule ID 'sgr-x' does not exist"),
        ),
        (
            INGRESS,
            authorize(json!({"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-x"}]})),
            "InvalidGroup.NotFound",
            own("The security group 'sg-x' does not exist"),
        ),
        (
            INGRESS,
            authorize(json!({"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "x"}]})),
            "InvalidGroupId.Malformed",
            own("Invalid id: \"x\" (expecting \"sg-...\")"),
        ),
        (
            INGRESS,
            authorize(json!({"IpProtocol": "-1", "PrefixListIds": [{"PrefixListId": "pl-x"}]})),
            "InvalidPrefixListID.NotFound",
            own("The prefix list ID 'pl-x' does not exist"),
        ),
        (
            INGRESS,
            authorize(json!({"IpProtocol": "-1", "PrefixListIds": [{"PrefixListId": "x"}]})),
            "InvalidPrefixListId.Malformed",
            own("Invalid id: \"x\" (expecting \"pl-...\")"),
        ),
        (
            INGRESS,
            block(json!("-1"), json!(null), json!(null), "10.0.0.0/8"),
            "RulesPerSecurityGroupLimitExceeded",
            own("The maximum number of rules per security group has been reached."),
        ),
        (
            "DeleteSecurityGroup",
            json!({"GroupId": default}),
            "CannotDelete",
            format!("the specified group: \"{default}\" name: \"default\" cannot be deleted by a user"),
        ),
        (
            "DeleteSecurityGroup",
            json!({"GroupId": web}),
            "DependencyViolation",
            format!("resource {web} has a dependent object"),
        ),
        (
            "DeleteSubnet",
            json!({"SubnetId": subnet}),
            "DependencyViolation",
            format!("The subnet '{subnet}' has dependencies and cannot be deleted."),
        ),
        (
            "DeleteVpc",
            json!({"VpcId": vpc}),
            "DependencyViolation",
            format!("The vpc '{vpc}' has dependencies and cannot be deleted."),
        ),
        (
            "CreateNetworkInterface",
            json!({"SubnetId": subnet, "Groups": [web, default]}),
            "SecurityGroupsPerInterfaceLimitExceeded",
            own("The maximum number of security groups per interface has been reached."),
        ),
        (
            "RunInstances",
            json!({"SubnetId": subnet, "SecurityGroupIds": [web, default]}),
            "SecurityGroupsPerInstanceLimitExceeded",
            own("The maximum number of security groups per instance has been reached."),
        ),
        (
            "CreateVpc",
            json!({"CidrBlock": "10.0.0.0/8"}),
            "InvalidVpc.Range",
            own("The CIDR '10.0.0.0/8' is invalid."),
        ),
        (
            "CreateVpc",
            json!({"CidrBlock": "10.9.0.0/16"}),
            "VpcLimitExceeded",
            own("The maximum number of VPCs has been reached."),
        ),
        (
            "CreateSubnet",
            json!({"VpcId": vpc, "CidrBlock": "10.9.0.0/24"}),
            "InvalidSubnet.Range",
            own("The CIDR '10.9.0.0/24' is invalid."),
        ),
        (
            "CreateSubnet",
            json!({"VpcId": vpc, "CidrBlock": "10.0.0.0/25"}),
            "InvalidSubnet.Conflict",
            own("The CIDR '10.0.0.0/25' conflicts with another subnet"),
        ),
        (
            "CreateSubnet",
            json!({"VpcId": vpc, "CidrBlock": "10.0.9.0/24"}),
            "SubnetLimitExceeded",
            own("The maximum number of subnets has been reached."),
        ),
        (
            "DeleteVpc",
            json!({"VpcId": "vpc-x"}),
            "InvalidVpcID.NotFound",
            own("The vpc ID 'vpc-x' does not exist"),
        ),
        (
            "DeleteSubnet",
            json!({"SubnetId": "subnet-x"}),
            "InvalidSubnetID.NotFound",
            own("The subnet ID 'subnet-x' does not exist"),
        ),
        (
            "DeleteNetworkInterface",
            json!({"NetworkInterfaceId": "eni-x"}),
            "InvalidNetworkInterfaceID.NotFound",
            own("The networkInterface ID 'eni-x' does not exist"),
        ),
        (
            "DescribeSecurityGroups",
            json!({"DryRun": true}),
            "DryRunOperation",
            own("Request would have succeeded, but DryRun flag is set."),
        ),
        (
            "CreateEverything",
            json!({}),
            "InvalidAction",
            own("The action CreateEverything is not valid for this web service."),
        ),
    ];
    let seen: BTreeSet<&str> = rows.iter().map(|(_, _, code, _)| *code).collect();
    assert_eq!(seen, CODES.iter().copied().collect());
    for (action, parameters, code, text) in rows {
        refused(&mut place.network, action, parameters, code, &text);
    }
}
