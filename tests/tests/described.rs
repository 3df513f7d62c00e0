//! What is described and read again is the same network, whatever actions made it.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use sg_core::control::apply;
use sg_core::formats::aws::{self, Source};
use sg_core::model::Network;
use sg_core::wire::{Action, Service};

/// A call: whose, its name, its parameters. A text such as `#sg1` stands for the second group that is there.
type Call = (Service, &'static str, Value);

fn call() -> impl Strategy<Value = Call> {
    let peer = prop_oneof![
        select(vec!["0.0.0.0/0", "10.0.0.0/8", "192.0.2.7/32"])
            .prop_map(|it| json!({"IpRanges": [{"CidrIp": it}]})),
        Just(json!({"Ipv6Ranges": [{"CidrIpv6": "::/0", "Description": "everybody"}]})),
        (0..4_u8).prop_map(|it| json!({"UserIdGroupPairs": [{"GroupId": format!("#sg{it}")}]})),
        (0..2_u8).prop_map(|it| json!({"PrefixListIds": [{"PrefixListId": format!("#pl{it}")}]})),
    ];
    let traffic = select(vec![
        json!({"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}),
        json!({"IpProtocol": "udp", "FromPort": 0, "ToPort": 65535}),
        json!({"IpProtocol": "icmp", "FromPort": 8, "ToPort": -1}),
        json!({"IpProtocol": "icmpv6"}),
        json!({"IpProtocol": "47"}),
        json!({"IpProtocol": "-1"}),
    ]);
    let rule = (traffic, peer, 0..4_u8, any::<bool>()).prop_map(|(mut permission, peer, group, inbound)| {
        for (key, value) in peer.as_object().expect("an object") {
            permission[key] = value.clone();
        }
        let name = if inbound { "AuthorizeSecurityGroupIngress" } else { "AuthorizeSecurityGroupEgress" };
        (Service::Ec2, name, json!({"GroupId": format!("#sg{group}"), "IpPermissions": [permission]}))
    });
    let ec2 = |name, parameters: Value| Just((Service::Ec2, name, parameters));
    let tags = json!([{"Key": "Name", "Value": "Zo\u{eb} \u{201c}x\u{201d}"}]);
    prop_oneof![
        8 => rule,
        1 => ec2("CreateVpc", json!({"CidrBlock": "10.1.0.0/16", "AmazonProvidedIpv6CidrBlock": true})),
        1 => (0..4_u8).prop_map(|it| {
            let parameters = json!({"VpcId": "#vpc0", "CidrBlock": format!("10.1.{it}.0/24")});
            (Service::Ec2, "CreateSubnet", parameters)
        }),
        1 => ec2("CreateNetworkInterface", json!({"SubnetId": "#subnet0", "Groups": ["#sg0"]})),
        1 => ec2("RunInstances", json!({"SubnetId": "#subnet0", "InstanceType": "t3.micro", "MinCount": 1,
            "MaxCount": 1})),
        1 => (0..3_u8).prop_map(|it| {
            let parameters = json!({"GroupName": format!("g{it}"), "Description": "d", "VpcId": "#vpc0"});
            (Service::Ec2, "CreateSecurityGroup", parameters)
        }),
        1 => ec2("CreateManagedPrefixList", json!({"PrefixListName": "office", "AddressFamily": "IPv4",
            "MaxEntries": 4, "Entries": [{"Cidr": "198.51.100.0/24", "Description": "main"}]})),
        1 => ec2("CreateVpcPeeringConnection", json!({"VpcId": "#vpc0", "PeerVpcId": "#vpc1"})),
        1 => ec2("AssociateSecurityGroupVpc", json!({"GroupId": "#sg2", "VpcId": "#vpc1"})),
        1 => ec2("CreateTags", json!({"Resources": ["#sg1"], "Tags": tags})),
        1 => ec2("CreateNetworkAcl", json!({"VpcId": "#vpc0"})),
        1 => ec2("CreateInternetGateway", json!({})),
        1 => ec2("AllocateAddress", json!({"Domain": "vpc"})),
        1 => Just((Service::Playground, "SetOption", json!({"Name": "Related", "Value": true}))),
    ]
}

/// Puts the ids in place that are there now.
fn filled(value: &Value, network: &Network) -> Value {
    let ids = |kind: &str| -> Vec<String> {
        match kind {
            "sg" => network.security_groups.ids().map(ToString::to_string).collect(),
            "vpc" => network.vpcs.ids().map(ToString::to_string).collect(),
            "subnet" => network.subnets.ids().map(ToString::to_string).collect(),
            _ => network.prefix_lists.ids().map(ToString::to_string).collect(),
        }
    };
    match value {
        Value::String(text) if text.starts_with('#') => {
            let (kind, place) = text[1..].split_at(text.len() - 2);
            let place: usize = place.parse().expect("a digit");
            json!(ids(kind).get(place).cloned().unwrap_or_else(|| format!("{kind}-0123456789abcdef0")))
        }
        Value::Array(list) => list.iter().map(|value| filled(value, network)).collect(),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(key, value)| (key.clone(), filled(value, network))).collect())
        }
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if sg_tests::run::is_long() { 2_000 } else { 64 }))]

    #[test]
    fn importing_what_was_exported_changes_nothing(calls in proptest::collection::vec(call(), 1..60)) {
        let mut network = Network::default();
        for (name, parameters) in [
            ("CreateVpc", json!({"CidrBlock": "10.1.0.0/16"})),
            ("CreateSubnet", json!({"VpcId": "#vpc0", "CidrBlock": "10.1.200.0/24"})),
            ("CreateSecurityGroup", json!({"GroupName": "web", "Description": "d", "VpcId": "#vpc0"})),
        ] {
            let parameters = filled(&parameters, &network).as_object().expect("an object").clone();
            let action = Action { name: name.to_owned(), service: Service::Ec2, parameters };
            prop_assert!(apply(&mut network, &action).is_ok());
        }
        let mut done = 0;
        for (service, name, parameters) in &calls {
            let parameters = filled(parameters, &network).as_object().expect("an object").clone();
            let action = Action { name: (*name).to_owned(), service: *service, parameters };
            done += usize::from(apply(&mut network, &action).is_ok());
        }
        let described = aws::describe(&network);
        let text = serde_json::to_string(&described).expect("a description is JSON");
        let import = aws::import(&[Source { name: "", text: &text }]).expect("what was described can be read");
        prop_assert!(import.network == network, "after {done} of {calls:?}: {:#?}", import.problems);
        let (built, _) = aws::build(&described);
        prop_assert!(built == network);
        prop_assert_eq!(serde_json::to_string(&aws::describe(&built)).expect("JSON"), text);
    }
}
