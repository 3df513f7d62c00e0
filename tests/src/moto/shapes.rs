//! What of an answer is compared, in a form that both sides share.

use serde_json::{Map, Value, json};

/// The rules in an answer: each one's id, and the rest of it in a form that can be compared.
pub fn rules_of(answer: &Value) -> Vec<(String, Value)> {
    let list = answer["SecurityGroupRules"].as_array().into_iter().flatten();
    let mut rules: Vec<_> = list.map(|rule| (text(rule, "SecurityGroupRuleId"), rule_shape(rule))).collect();
    rules.sort_by_key(|(_, shape)| shape.to_string());
    rules
}

/// The part of an action's answer that is compared. moto leaves much out, and orders nothing.
pub fn compared(action: &str, answer: &Value) -> Value {
    match action {
        "CreateSecurityGroup" => pick(answer, &["GroupId", "SecurityGroupArn"]),
        "DescribeSecurityGroups" => {
            let mut groups: Vec<Value> = list(answer, "SecurityGroups").map(group_shape).collect();
            groups.sort_by_key(Value::to_string);
            groups.into()
        }
        "AuthorizeSecurityGroupIngress" | "AuthorizeSecurityGroupEgress" | "DescribeSecurityGroupRules" => {
            rules_of(answer).into_iter().map(|(_, shape)| shape).collect()
        }
        "CreateNetworkInterface" => {
            let interface = &answer["NetworkInterface"];
            let mut shape = pick(
                interface,
                &["NetworkInterfaceId", "SubnetId", "VpcId", "SourceDestCheck", "InterfaceType"],
            );
            // moto lists a group that was named twice twice.
            let mut groups: Vec<Value> =
                list(interface, "Groups").map(|group| group["GroupId"].clone()).collect();
            groups.sort_by_key(Value::to_string);
            groups.dedup();
            shape["Groups"] = groups.into();
            shape
        }
        "CreateManagedPrefixList" => pick(
            &answer["PrefixList"],
            &["PrefixListId", "PrefixListName", "AddressFamily", "MaxEntries", "Version"],
        ),
        // moto forgets the name of a list whose entries change.
        "ModifyManagedPrefixList" => {
            pick(&answer["PrefixList"], &["PrefixListId", "AddressFamily", "MaxEntries", "Version"])
        }
        "CreateVpcPeeringConnection" | "AcceptVpcPeeringConnection" => {
            let peering = &answer["VpcPeeringConnection"];
            let side = |side: &str| peering[side]["VpcId"].clone();
            json!({"VpcPeeringConnectionId": peering["VpcPeeringConnectionId"], "Status": peering["Status"]["Code"],
                "Requester": side("RequesterVpcInfo"), "Accepter": side("AccepterVpcInfo")})
        }
        _ => Value::Null,
    }
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    value[key].as_array().into_iter().flatten()
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn pick(value: &Value, keys: &[&str]) -> Value {
    let picked: Map<String, Value> =
        keys.iter().map(|key| ((*key).to_owned(), value[*key].clone())).collect();
    picked.into()
}

fn sorted(values: impl Iterator<Item = Value>) -> Value {
    let mut values: Vec<Value> = values.collect();
    values.sort_by_key(Value::to_string);
    values.into()
}

fn tags(value: &Value) -> Value {
    sorted(list(value, "Tags").cloned())
}

/// Whether the protocol has ports, types or codes; of others moto stores what it was given.
fn has_ports(protocol: &str) -> bool {
    matches!(protocol, "tcp" | "udp" | "icmp" | "icmpv6")
}

fn rule_shape(rule: &Value) -> Value {
    let mut shape = pick(
        rule,
        &["GroupId", "GroupOwnerId", "IsEgress", "IpProtocol", "CidrIpv4", "CidrIpv6", "PrefixListId"],
    );
    // moto leaves the owner of the group out.
    shape["GroupOwnerId"].take();
    shape["ReferencedGroupId"] = rule["ReferencedGroupInfo"]["GroupId"].clone();
    if has_ports(rule["IpProtocol"].as_str().unwrap_or_default()) {
        shape["FromPort"] = rule["FromPort"].clone();
        shape["ToPort"] = rule["ToPort"].clone();
    }
    // moto keeps descriptions of blocks only.
    if rule.get("CidrIpv4").or(rule.get("CidrIpv6")).is_some() {
        shape["Description"] = rule["Description"].clone();
    }
    shape["Tags"] = tags(rule);
    shape
}

fn group_shape(group: &Value) -> Value {
    let mut shape =
        pick(group, &["GroupId", "GroupName", "Description", "VpcId", "OwnerId", "SecurityGroupArn"]);
    shape["Tags"] = tags(group);
    for direction in ["IpPermissions", "IpPermissionsEgress"] {
        // moto groups rules by ports that it should not have.
        shape[direction] = sorted(list(group, direction).flat_map(permission_rules));
    }
    shape
}

/// The rules of a permission, one for each peer.
fn permission_rules(permission: &Value) -> Vec<Value> {
    let mut rules = Vec::new();
    for (key, fields) in [
        ("IpRanges", &["CidrIp", "Description"] as &[&str]),
        ("Ipv6Ranges", &["CidrIpv6", "Description"]),
        ("PrefixListIds", &["PrefixListId"]),
        ("UserIdGroupPairs", &["GroupId", "UserId"]),
    ] {
        for peer in list(permission, key) {
            let mut shape = pick(peer, fields);
            shape["IpProtocol"] = permission["IpProtocol"].clone();
            if has_ports(permission["IpProtocol"].as_str().unwrap_or_default()) {
                shape["FromPort"] = permission["FromPort"].clone();
                shape["ToPort"] = permission["ToPort"].clone();
            }
            rules.push(shape);
        }
    }
    rules
}
