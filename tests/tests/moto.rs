//! The control plane against boto3 with moto: the same random calls on both, equal answers or equal codes.
//!
//! moto answers in process; ids are paired as they are made. A call that is refused here is only tried on
//! moto, in a copy of its process, so that a refusal changes nothing on either side. Where moto departs from
//! what AWS documents, `sg_tests::moto::departures` says how; what AWS normalises by itself and moto does
//! not is put right on the way, by `TRANSLATIONS`.

#![cfg(not(target_arch = "wasm32"))]

use serde_json::{Value, json};
use sg_core::control;
use sg_core::model::{Network, PeerKind};
use sg_core::net::Direction;
use sg_core::wire::Action;
use sg_tests::moto::{
    Exchange, Ids, SILENT, TRANSLATIONS, any_call, compared, departures, rules_of, to_dialect,
};
use sg_tests::process::{Peer, can_import, python};
use sg_tests::run;
use std::collections::BTreeMap;
use std::path::Path;

const CALLS_PER_NETWORK: usize = 250;

/// The departures that random calls hardly ever meet: a call of its own leads to each.
const ON_PURPOSE: [&str; 8] = [
    "duplicate-before-quota",
    "families-together",
    "gone-groups-looked-up",
    "modify-all-with-ports",
    "modify-duplicate",
    "modify-ids",
    "names-by-case",
    "tags-of-nothing",
];

/// Both sides, and what has been seen.
struct Both {
    network: Network,
    moto: Peer,
    ids: Ids,
    past: Vec<String>,
}

#[derive(Default)]
struct Tally {
    calls: usize,
    succeeded: usize,
    codes: BTreeMap<String, usize>,
    departures: BTreeMap<&'static str, usize>,
    translations: BTreeMap<&'static str, usize>,
}

#[test]
fn answers_and_codes_are_those_of_moto() {
    let python = python();
    if !can_import(&python, "moto, boto3") {
        return run::skipped(
            "moto",
            "Python cannot import moto and boto3 (see tests/peers/requirements.txt)",
        );
    }
    let mut random = run::random("moto");
    let wanted = run::amount(500, 5_000);
    let mut tally = Tally::default();
    fill_a_group(&mut Both::start(&python), &mut tally);
    name_what_is_alike_and_what_is_gone(&mut Both::start(&python), &mut tally);
    modify_what_moto_does_not_check(&mut Both::start(&python), &mut tally);
    while tally.calls < wanted {
        let mut both = Both::start(&python);
        for _ in 0..CALLS_PER_NETWORK {
            let call = any_call(&mut random, &both.network);
            one_call(&mut both, call, &mut tally);
        }
    }
    println!("moto: {} calls, {} of them succeeded; codes {:?}", tally.calls, tally.succeeded, tally.codes);
    println!("moto: departures {:?}", tally.departures);
    println!("moto: translations {:?}", tally.translations);
    for name in ON_PURPOSE {
        assert!(tally.departures.contains_key(name), "what was called on purpose needed no {name}");
    }
    let known = departures().map(|departure| departure.name).chain(SILENT.iter().map(|silent| silent.name));
    let names = known.filter(|name| !tally.departures.contains_key(name));
    let more =
        TRANSLATIONS.iter().map(|(name, _)| *name).filter(|name| !tally.translations.contains_key(name));
    let unused: Vec<&str> = names.chain(more).collect();
    println!("moto: never needed: {unused:?}");
    assert!(!run::is_long() || unused.is_empty(), "a long run never needed {unused:?}");
    assert!(tally.succeeded > tally.calls / 3, "too few calls succeed");
}

impl Both {
    fn start(python: &Path) -> Both {
        let moto = Peer::start(python, "moto_peer.py").expect("moto runs");
        let mut both = Both { network: Network::default(), moto, ids: Ids::default(), past: Vec::new() };
        both.set_up();
        both
    }

    /// Three VPCs, one of them with IPv6, and a subnet in each.
    fn set_up(&mut self) {
        for (index, ipv6) in [false, true, false].into_iter().enumerate() {
            let vpc = json!({"Action": "CreateVpc", "CidrBlock": format!("10.{index}.0.0/16"), "AmazonProvidedIpv6CidrBlock": ipv6});
            let (here, there) = self.must(&vpc);
            let vpc = self.pair(&here, &there, "/Vpc/VpcId");
            let subnet =
                json!({"Action": "CreateSubnet", "VpcId": vpc, "CidrBlock": format!("10.{index}.1.0/24")});
            let (here, there) = self.must(&subnet);
            self.pair(&here, &there, "/Subnet/SubnetId");
            let groups =
                json!({"Action": "DescribeSecurityGroups", "Filters": [{"Name": "vpc-id", "Values": [vpc]}]});
            let (here, there) = self.must(&groups);
            let group = self.pair(&here, &there, "/SecurityGroups/0/GroupId");
            // moto's default group lacks the rule with which AWS's begins (1.1).
            let itself = json!([{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group}]}]);
            let call =
                json!({"Action": "AuthorizeSecurityGroupIngress", "GroupId": group, "IpPermissions": itself});
            self.there(&call, true).expect("the default group's rule");
            self.learn_rules(&group);
        }
    }

    fn must(&mut self, call: &Value) -> (Value, Value) {
        let here = self.here(call, true).expect("set-up here");
        let there = self.there(call, true).expect("set-up there");
        (here, there)
    }

    fn pair(&mut self, here: &Value, there: &Value, pointer: &str) -> String {
        let text = |value: &Value| value.pointer(pointer).and_then(Value::as_str).expect(pointer).to_owned();
        let ours = text(here);
        self.ids.pair(&ours, &text(there));
        ours
    }

    /// Runs the call on a copy of the network, which is kept or not.
    fn here(&mut self, call: &Value, keep: bool) -> Result<Value, String> {
        let action: Action = serde_json::from_value(call.clone()).expect("an action");
        let mut network = self.network.clone();
        let answer = control::apply(&mut network, &action);
        if keep {
            self.network = network;
        }
        answer.map_err(|error| error.code.into_owned())
    }

    fn there(&mut self, call: &Value, keep: bool) -> Result<Value, String> {
        let call = self.ids.to_theirs(call);
        let answer = self.moto.ask(&if keep { call } else { json!({ "Try": call }) });
        match answer.pointer("/error/Code").and_then(Value::as_str) {
            Some(code) => Err(code.to_owned()),
            None => Ok(answer["result"].clone()),
        }
    }

    /// Compares all rules of a group, and pairs their ids.
    fn learn_rules(&mut self, group: &str) {
        let call = json!({"Action": "DescribeSecurityGroupRules", "Filters": [{"Name": "group-id", "Values": [group]}]});
        let (here, there) = self.must(&call);
        let here = rules_of(&here);
        let there = rules_of(&self.ids.to_ours(&there));
        let shapes =
            |rules: &[(String, Value)]| rules.iter().map(|(_, shape)| shape.clone()).collect::<Vec<_>>();
        assert_eq!(shapes(&here), shapes(&there), "the rules of {group}, after {}", self.story());
        for ((ours, _), (theirs, _)) in here.iter().zip(&there) {
            // A pair that is known shows as our own id already.
            if ours != theirs {
                self.ids.pair(ours, theirs);
            }
        }
    }

    fn story(&self) -> String {
        let from = self.past.len().saturating_sub(12);
        self.past[from..].join("\n")
    }
}

/// Fills a group up to its quota, and asks for more: random calls hardly ever come that far.
fn fill_a_group(both: &mut Both, tally: &mut Tally) {
    let group = both.network.security_groups.iter().next().map(|group| group.id.to_string());
    let group = group.expect("a default group");
    let call = |ranges: Value| {
        let permission = json!({"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22});
        let mut call = json!({"Action": "AuthorizeSecurityGroupIngress", "GroupId": group, "IpPermissions": [permission]});
        for (kind, list) in ranges.as_object().expect("an object") {
            call["IpPermissions"][0][kind] = list.clone();
        }
        call
    };
    let range = |last: u8| json!({ "CidrIp": format!("203.0.113.{last}/32") });
    // With the rule that it begins with, sixty.
    let many: Vec<Value> = (0..59).map(range).collect();
    one_call(both, call(json!({ "IpRanges": many })), tally);
    one_call(both, call(json!({ "Ipv6Ranges": [{ "CidrIpv6": "2001:db8::/32" }] })), tally);
    one_call(both, call(json!({ "IpRanges": [range(0)] })), tally);
}

/// A name that differs by case alone, and a rule that names a group that is gone: rare among random calls too.
fn name_what_is_alike_and_what_is_gone(both: &mut Both, tally: &mut Tally) {
    let group = both.network.security_groups.iter().next().expect("a default group");
    let (id, vpc) = (group.id.to_string(), group.vpc.to_string());
    for name in ["twin", "TWIN"] {
        let call = json!({"Action": "CreateSecurityGroup", "GroupName": name, "Description": "one of two", "VpcId": vpc});
        one_call(both, call, tally);
    }
    let gone = json!([{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "UserIdGroupPairs": [{"GroupId": "sg-0123456789abcdef0"}]}]);
    let call = json!({"Action": "RevokeSecurityGroupIngress", "GroupId": id, "IpPermissions": gone});
    one_call(both, call, tally);
}

/// Rules that become what no rule may be, and the tags of a group that is not there.
fn modify_what_moto_does_not_check(both: &mut Both, tally: &mut Tally) {
    let group = both.network.security_groups.iter().next().expect("a default group").id.to_string();
    let ranges = json!([{ "CidrIp": "203.0.113.1/32" }, { "CidrIp": "203.0.113.2/32" }]);
    let permission = json!([{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": ranges}]);
    let call =
        json!({"Action": "AuthorizeSecurityGroupIngress", "GroupId": group, "IpPermissions": permission});
    one_call(both, call, tally);
    let rules = both.network.security_groups.find(group.as_str()).expect("the group").rules.clone();
    let of = |kind: PeerKind| {
        let found =
            rules.iter().find(|rule| rule.direction == Direction::Ingress && rule.peer.kind() == kind);
        found.expect("a rule of the kind").id.to_string()
    };
    let (by_group, by_block) = (of(PeerKind::ReferencedGroupId), of(PeerKind::CidrIpv4));
    let gone = json!({"IpProtocol": "-1", "ReferencedGroupId": "sg-0123456789abcdef0"});
    // One of the two is this rule itself, which is no change and no duplicate.
    let twin = |last: u8| json!({"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "CidrIpv4": format!("203.0.113.{last}/32")});
    let ports = json!({"IpProtocol": "-1", "FromPort": -1, "ToPort": -1, "CidrIpv4": "203.0.113.3/32"});
    let modified = [(&by_group, gone), (&by_block, twin(1)), (&by_block, twin(2)), (&by_block, ports)];
    for (id, rule) in modified {
        let update = json!([{"SecurityGroupRuleId": id, "SecurityGroupRule": rule}]);
        let call =
            json!({"Action": "ModifySecurityGroupRules", "GroupId": group, "SecurityGroupRules": update});
        one_call(both, call, tally);
    }
    let tags = json!([{ "Key": "team" }]);
    one_call(
        both,
        json!({"Action": "DeleteTags", "Resources": ["sg-0123456789abcdef0"], "Tags": tags}),
        tally,
    );
}

/// Runs a call on both sides and compares what they answer.
fn one_call(both: &mut Both, call: Value, tally: &mut Tally) {
    tally.calls += 1;
    let before = both.network.clone();
    let silent = SILENT.iter().find(|silent| (silent.is_one)(&call, &before));
    let here = both.here(&call, silent.is_none());
    let (dialect, used) = to_dialect(&call, &before);
    let mut there = both.there(&dialect, here.is_ok() && silent.is_none());
    for translation in used {
        *tally.translations.entry(translation).or_default() += 1;
    }
    pair_new(both, &here, &there);
    if let Ok(answer) = &there {
        there = Ok(both.ids.to_ours(answer));
    }
    both.past.push(format!("{call}\n   here {here:?}\n  there {there:?}"));
    let exchange = Exchange { call: &call, network: &before, here: &here, there: &there };
    if !alike(&exchange) {
        let known = departures().find(|departure| (departure.explains)(&exchange));
        let Some(departure) = known else {
            panic!("they differ:\n{}\nafter\n{}", both.past[both.past.len() - 1], both.story())
        };
        *tally.departures.entry(departure.name).or_default() += 1;
        if there.is_err() {
            both.network = before;
            return;
        }
    } else {
        match &here {
            Ok(_) => tally.succeeded += 1,
            Err(code) => *tally.codes.entry(code.clone()).or_default() += 1,
        }
    }
    if let Some(silent) = silent {
        *tally.departures.entry(silent.name).or_default() += 1;
        return;
    }
    let group = call["GroupId"].as_str().or(here.as_ref().ok().and_then(|answer| answer["GroupId"].as_str()));
    if let Some(group) = group.filter(|group| here.is_ok() && both.network.security_groups.contains(*group)) {
        both.learn_rules(group);
    }
}

/// Pairs the ids of what a call has made.
fn pair_new(both: &mut Both, here: &Result<Value, String>, there: &Result<Value, String>) {
    let (Ok(here), Ok(there)) = (here, there) else { return };
    let made = [
        "/GroupId",
        "/NetworkInterface/NetworkInterfaceId",
        "/PrefixList/PrefixListId",
        "/VpcPeeringConnection/VpcPeeringConnectionId",
    ];
    for pointer in made {
        let text = |value: &Value| value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        if let (Some(ours), Some(theirs)) = (text(here), text(there)) {
            both.ids.pair(&ours, &theirs);
        }
    }
}

fn alike(exchange: &Exchange<'_>) -> bool {
    match (exchange.here, exchange.there) {
        (Ok(here), Ok(there)) => compared(exchange.action(), here) == compared(exchange.action(), there),
        (Err(here), Err(there)) => here == there,
        _ => false,
    }
}
