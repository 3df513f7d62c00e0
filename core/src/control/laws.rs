//! What holds whatever is called, in whatever order.

use super::testing::{attempt, done, text, with_group};
use crate::catalog::quotas;
use crate::model::{Network, SecurityGroup};
use crate::net::{Direction, Family};
use crate::wire::convert::{permissions_of, rules_of};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::rc::Rc;

/// A call whose ids are still places in the list of what there is.
#[derive(Clone, Debug)]
struct Call {
    name: &'static str,
    parameters: Value,
}

fn call(name: &'static str, parameters: Value) -> Call {
    Call { name, parameters }
}

/// An id by place: `#sg3` stands for the fourth group, counted round, or for an id that nothing has.
fn id(kind: &'static str) -> impl Strategy<Value = String> {
    (0..12_usize).prop_map(move |place| format!("#{kind}{place}"))
}

fn block() -> impl Strategy<Value = &'static str> {
    let good = select(vec!["0.0.0.0/0", "10.0.0.0/8", "10.0.0.5/8", "192.0.2.7/32"]);
    prop_oneof![12 => good, 1 => select(vec!["10.0.0.0", "::/0", "all"])]
}

/// Protocol and ports, most of them such as EC2 takes.
fn traffic() -> impl Strategy<Value = [Value; 3]> {
    let ports = |protocol: &'static str, from: i32, to: i32| [json!(protocol), json!(from), json!(to)];
    let good = select(vec![
        ports("tcp", 443, 443),
        ports("6", 443, 443),
        ports("udp", 0, 65535),
        ports("icmp", 8, -1),
        ports("-1", 0, 0),
        ports("50", -1, -1),
        [json!("-1"), json!(null), json!(null)],
        [json!("icmpv6"), json!(null), json!(null)],
    ]);
    let bad = select(vec![
        ports("tcp", 80, 70000),
        ports("tcp", 80, 22),
        ports("icmp", 300, 0),
        ports("all", 0, 0),
        [json!(null), json!(1), json!(1)],
        [json!("udp"), json!(53), json!(null)],
    ]);
    prop_oneof![12 => good, 1 => bad]
}

fn permission() -> impl Strategy<Value = Value> {
    let peer = prop_oneof![
        4 => vec(block(), 1..3).prop_map(|blocks| {
            let ranges: Vec<Value> = blocks.iter().map(|block| json!({"CidrIp": block})).collect();
            json!({"IpRanges": ranges})
        }),
        1 => Just(json!({"Ipv6Ranges": [{"CidrIpv6": "::/0", "Description": "all"}]})),
        3 => id("sg").prop_map(|id| json!({"UserIdGroupPairs": [{"GroupId": id}]})),
        1 => id("pl").prop_map(|id| json!({"PrefixListIds": [{"PrefixListId": id}]})),
    ];
    (traffic(), peer).prop_map(|([protocol, from, to], mut peer)| {
        let fields = peer.as_object_mut().unwrap();
        fields.insert("IpProtocol".to_owned(), protocol);
        fields.insert("FromPort".to_owned(), from);
        fields.insert("ToPort".to_owned(), to);
        peer
    })
}

fn rule_call() -> impl Strategy<Value = Call> {
    let names = vec![
        "AuthorizeSecurityGroupIngress",
        "AuthorizeSecurityGroupEgress",
        "RevokeSecurityGroupIngress",
        "RevokeSecurityGroupEgress",
        "UpdateSecurityGroupRuleDescriptionsIngress",
    ];
    (select(names), id("sg"), vec(permission(), 1..3)).prop_map(|(name, group, permissions)| {
        call(name, json!({"GroupId": group, "IpPermissions": permissions}))
    })
}

fn other_call() -> impl Strategy<Value = Call> {
    let name = || select(vec!["web", "WEB", "app", "db", "lb", "default", "sg-x"]);
    prop_oneof![
        (id("vpc"), name()).prop_map(|(vpc, name)| {
            call("CreateSecurityGroup", json!({"VpcId": vpc, "GroupName": name, "Description": "d"}))
        }),
        id("sg").prop_map(|id| call("DeleteSecurityGroup", json!({"GroupId": id}))),
        (0..4).prop_map(|n| call("CreateVpc", json!({"CidrBlock": format!("10.{n}.0.0/16")}))),
        id("vpc").prop_map(|id| call("DeleteVpc", json!({"VpcId": id}))),
        (id("vpc"), 0..4).prop_map(|(id, n)| {
            call("CreateSubnet", json!({"VpcId": id, "CidrBlock": format!("10.{n}.0.0/28")}))
        }),
        id("subnet").prop_map(|id| call("DeleteSubnet", json!({"SubnetId": id}))),
        (id("subnet"), vec(id("sg"), 0..3)).prop_map(|(subnet, groups)| {
            call("RunInstances", json!({"SubnetId": subnet, "SecurityGroupIds": groups}))
        }),
        id("i").prop_map(|id| call("TerminateInstances", json!({"InstanceIds": [id]}))),
        (id("subnet"), vec(id("sg"), 0..3)).prop_map(|(subnet, groups)| {
            call("CreateNetworkInterface", json!({"SubnetId": subnet, "Groups": groups}))
        }),
        (id("eni"), vec(id("sg"), 0..3)).prop_map(|(id, groups)| {
            call("ModifyNetworkInterfaceAttribute", json!({"NetworkInterfaceId": id, "Groups": groups}))
        }),
        (id("eni"), 0..4).prop_map(|(id, count)| {
            call(
                "AssignPrivateIpAddresses",
                json!({"NetworkInterfaceId": id, "SecondaryPrivateIpAddressCount": count}),
            )
        }),
        id("eni").prop_map(|id| call("DeleteNetworkInterface", json!({"NetworkInterfaceId": id}))),
        (id("vpc"), id("vpc")).prop_map(|(one, two)| {
            call("CreateVpcPeeringConnection", json!({"VpcId": one, "PeerVpcId": two}))
        }),
        id("pcx").prop_map(|id| call("AcceptVpcPeeringConnection", json!({"VpcPeeringConnectionId": id}))),
        id("pcx").prop_map(|id| call("DeleteVpcPeeringConnection", json!({"VpcPeeringConnectionId": id}))),
        (id("sg"), id("vpc")).prop_map(|(group, vpc)| {
            call("AssociateSecurityGroupVpc", json!({"GroupId": group, "VpcId": vpc}))
        }),
        (id("sg"), id("vpc")).prop_map(|(group, vpc)| {
            call("DisassociateSecurityGroupVpc", json!({"GroupId": group, "VpcId": vpc}))
        }),
        (1..8).prop_map(|size| {
            call(
                "CreateManagedPrefixList",
                json!({"PrefixListName": "l", "MaxEntries": size, "AddressFamily": "IPv4"}),
            )
        }),
        (id("pl"), 1..8).prop_map(|(id, size)| {
            call("ModifyManagedPrefixList", json!({"PrefixListId": id, "MaxEntries": size}))
        }),
        id("pl").prop_map(|id| call("DeleteManagedPrefixList", json!({"PrefixListId": id}))),
        id("vpc").prop_map(|id| call("DescribeStaleSecurityGroups", json!({"VpcId": id}))),
    ]
}

/// Puts ids in their places.
fn resolve(network: &Network, value: &Value) -> Value {
    match value {
        Value::String(text) => {
            json!(text.strip_prefix('#').map_or_else(|| text.clone(), |place| named(network, place)))
        }
        Value::Array(items) => items.iter().map(|item| resolve(network, item)).collect(),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(key, item)| (key.clone(), resolve(network, item))).collect())
        }
        other => other.clone(),
    }
}

fn named(network: &Network, place: &str) -> String {
    let kind = place.trim_end_matches(|character: char| character.is_ascii_digit());
    let index: usize = place.strip_prefix(kind).unwrap().parse().unwrap();
    let ids: Vec<String> = match kind {
        "eni" => network.interfaces.ids().map(ToString::to_string).collect(),
        "i" => network.instances.ids().map(ToString::to_string).collect(),
        "pcx" => network.peerings.ids().map(ToString::to_string).collect(),
        "pl" => network.prefix_lists.ids().map(ToString::to_string).collect(),
        "sg" => network.security_groups.ids().map(ToString::to_string).collect(),
        "subnet" => network.subnets.ids().map(ToString::to_string).collect(),
        _ => network.vpcs.ids().map(ToString::to_string).collect(),
    };
    // One place in twelve is nowhere, as is every place while there is nothing.
    let found = ids.get(index.checked_rem(ids.len()).unwrap_or(0)).filter(|_| index < 11).cloned();
    found.unwrap_or_else(|| format!("{kind}-0000000000000{index}"))
}

/// What the network promises of itself.
fn check(network: &Network) {
    let quota = network.settings.quota(&quotas::RULES_PER_GROUP);
    let mut rule_ids = BTreeSet::new();
    let mut names = BTreeSet::new();
    for group in network.security_groups.iter() {
        assert!(network.vpcs.contains(&group.vpc));
        assert!(names.insert((group.vpc.clone(), group.name.to_ascii_lowercase())));
        for (index, rule) in group.rules.iter().enumerate() {
            assert!(rule_ids.insert(rule.id.clone()));
            let mut others = group.rules.iter().skip(index + 1);
            assert!(!others.any(|other| other.same_as(rule.direction, rule.traffic, &rule.peer)));
        }
        for direction in [Direction::Ingress, Direction::Egress] {
            let count = network.count_rules(group.rules_of(direction).map(Rc::as_ref));
            assert!(Family::ALL.iter().all(|family| count.of(*family) <= quota));
            check_grouping(network, group, direction);
        }
    }
    for vpc in network.vpcs.ids() {
        assert!(network.default_group(vpc).is_some());
    }
    let mut addresses = BTreeSet::new();
    for interface in network.interfaces.iter() {
        let subnet = network.subnets.find(&interface.subnet).unwrap();
        assert_eq!(subnet.vpc, interface.vpc);
        assert!(!interface.groups.is_empty());
        for id in &interface.groups {
            assert!(network.is_usable_in(network.security_groups.find(id).unwrap(), &interface.vpc));
        }
        for own in &interface.private_addresses {
            assert!(subnet.contains(own.address.into()) && !subnet.reserves(own.address));
            assert!(addresses.insert((interface.vpc.clone(), own.address)));
        }
        assert!(interface.instance().is_none_or(|id| network.instances.contains(id)));
    }
}

/// Permissions hold every rule of the direction once, and no two share protocol and ports.
fn check_grouping(network: &Network, group: &SecurityGroup, direction: Direction) {
    let permissions = permissions_of(network, group.rules_of(direction).map(Rc::as_ref));
    let kinds = permissions.iter().map(|p| (p.ip_protocol.clone(), p.from_port, p.to_port));
    assert_eq!(kinds.collect::<BTreeSet<_>>().len(), permissions.len());
    let read: Vec<_> = permissions.iter().flat_map(|p| rules_of(p).unwrap()).collect();
    assert_eq!(read.len(), group.rules_of(direction).count());
    for rule in group.rules_of(direction) {
        assert!(read.iter().any(|spec| spec.is(rule, direction) && spec.description == rule.description));
    }
}

/// Two VPCs with a subnet, a group and an instance each, a prefix list, and quotas that are soon used up.
fn begin() -> Network {
    let (mut network, ..) = with_group();
    let setting = |code: &str, value: u32| json!({"QuotaCode": code, "Value": value});
    done(&mut network, "playground:SetQuota", setting("L-0EA8095F", 6));
    done(&mut network, "playground:SetQuota", setting("L-2AFB9258", 2));
    let rest = [
        call("CreateVpc", json!({"CidrBlock": "10.1.0.0/16"})),
        call("CreateSubnet", json!({"VpcId": "#vpc0", "CidrBlock": "10.0.1.0/28"})),
        call("CreateSubnet", json!({"VpcId": "#vpc0", "CidrBlock": "10.1.1.0/28"})),
        call("CreateSubnet", json!({"VpcId": "#vpc1", "CidrBlock": "10.0.1.0/28"})),
        call("CreateSubnet", json!({"VpcId": "#vpc1", "CidrBlock": "10.1.1.0/28"})),
        call("CreateSecurityGroup", json!({"VpcId": "#vpc0", "GroupName": "app", "Description": "d"})),
        call("CreateSecurityGroup", json!({"VpcId": "#vpc1", "GroupName": "app", "Description": "d"})),
        call("RunInstances", json!({"SubnetId": "#subnet0"})),
        call("RunInstances", json!({"SubnetId": "#subnet1"})),
        call(
            "CreateManagedPrefixList",
            json!({"PrefixListName": "l", "MaxEntries": 2, "AddressFamily": "IPv4"}),
        ),
    ];
    for call in rest {
        let parameters = resolve(&network, &call.parameters);
        // Of the two blocks one is another VPC's, whichever comes first.
        let _ = attempt(&mut network, call.name, parameters);
    }
    assert_eq!((network.subnets.len(), network.instances.len()), (2, 2));
    network
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_refused_call_changes_nothing_and_an_accepted_one_keeps_every_promise(
        calls in vec(prop_oneof![1 => rule_call(), 2 => other_call()], 1..60)
    ) {
        let mut network = begin();
        for call in calls {
            let before = network.clone();
            let parameters = resolve(&network, &call.parameters);
            let mut again = network.clone();
            let answer = attempt(&mut network, call.name, parameters.clone());
            prop_assert_eq!(&attempt(&mut again, call.name, parameters), &answer);
            prop_assert_eq!(&again, &network);
            match answer {
                Ok(_) => check(&network),
                Err(error) => {
                    prop_assert!(!error.message.is_empty());
                    prop_assert!(network.same(&before), "{} changed something: {error}", call.name);
                    prop_assert_eq!(&network, &before);
                }
            }
        }
    }

    #[test]
    fn what_is_authorized_and_revoked_leaves_nothing_behind(permissions in vec(permission(), 1..4)) {
        let (mut network, _, web) = with_group();
        let before = network.clone();
        let permissions = resolve(&network, &json!(permissions));
        let parameters = json!({"GroupId": web, "IpPermissions": permissions});
        if let Ok(answer) = attempt(&mut network, "AuthorizeSecurityGroupIngress", parameters.clone()) {
            let rules = answer["SecurityGroupRules"].as_array().unwrap();
            let ids: Vec<String> = rules.iter().map(|rule| text(rule, "/SecurityGroupRuleId")).collect();
            let mut by_id = network.clone();
            done(&mut by_id, "RevokeSecurityGroupIngress", json!({"GroupId": web, "SecurityGroupRuleIds": ids}));
            done(&mut network, "RevokeSecurityGroupIngress", parameters);
            prop_assert_eq!(&network, &by_id);
            prop_assert_eq!(&network.security_groups, &before.security_groups);
        }
        prop_assert_eq!(&network.interfaces, &before.interfaces);
    }
}
