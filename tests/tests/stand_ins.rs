//! Stand-ins for what a link should not tell: every packet meets the same decisions as before.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use serde_json::{Value, json};
use sg_core::formats::stand_ins;
use sg_core::simulation::{Answer, Simulation};
use sg_core::wire::Document;

fn address() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "52.94.76.9",
        "52.94.76.10",
        "52.94.3.1",
        "52.95.0.1",
        "8.8.8.8",
        "145.1.2.3",
        "203.0.113.10",
        "10.0.2.20",
        "198.51.100.7",
        "internet",
    ])
    .prop_map(str::to_owned)
}

fn block() -> impl Strategy<Value = String> {
    let named = prop::sample::select(vec![
        "52.94.76.9/32",
        "52.94.76.0/24",
        "52.94.0.0/16",
        "52.0.0.0/8",
        "52.92.0.0/14",
        "8.8.8.0/24",
        "145.1.0.0/16",
        "203.0.113.0/24",
        "0.0.0.0/0",
        "10.0.0.0/8",
        "128.0.0.0/1",
        "198.51.100.0/24",
    ]);
    named.prop_map(str::to_owned)
}

/// The first scenario with other rules in its first group, other entries in its ACL, and packets.
fn document(inbound: &[(String, u16)], denied: &[String], packets: &[(String, bool, u16)]) -> Document {
    let text = include_str!("../../scenarios/first-look.json");
    let mut value: Value = serde_json::from_str(text).expect("JSON");
    let permissions: Vec<Value> = inbound
        .iter()
        .map(|(block, port)| {
            json!({ "IpProtocol": "tcp", "FromPort": port, "ToPort": port + 1, "IpRanges": [{ "CidrIp": block }] })
        })
        .collect();
    let base = &mut value["base"];
    base.as_object_mut().expect("an object").remove("SecurityGroupRules");
    base["SecurityGroups"][0]["IpPermissions"] = permissions.into();
    base["SecurityGroups"][0]["OwnerId"] = "210987654321".into();
    let entries = base["NetworkAcls"][0]["Entries"].as_array_mut().expect("a list");
    entries.extend(denied.iter().enumerate().map(|(place, block)| {
        json!({ "RuleNumber": place + 1, "Egress": false, "Protocol": "-1", "RuleAction": "deny", "CidrBlock": block })
    }));
    let interface = "eni-0a1000000000000f1";
    let steps: Vec<Value> = packets
        .iter()
        .map(|(other, inward, port)| {
            let (from, to) = if *inward { (other.as_str(), interface) } else { (interface, other.as_str()) };
            json!({ "send": { "from": from, "to": to, "protocol": "tcp", "destinationPort": port } })
        })
        .collect();
    value["steps"] = steps.into();
    serde_json::from_value(value).expect("a document")
}

/// What each step gives: verdict, code, and each checkpoint's kind, resource and decision.
fn answers(mut document: Document) -> Vec<String> {
    let steps = std::mem::take(&mut document.steps);
    let (mut simulation, _) = Simulation::new(document);
    let answer = |step| match simulation.step(step) {
        Ok(Answer::Sent(walk)) => {
            let shown = sg_core::explain::outcome(&walk);
            let gates = shown.checkpoints.iter().map(|it| {
                format!("{} {} {:?} {} {:?}", it.kind, it.resource, it.decision, it.code, it.decided_by)
            });
            format!("{:?} {} {}", shown.verdict, shown.code, gates.collect::<Vec<_>>().join("; "))
        }
        other => format!("{other:?}"),
    };
    steps.into_iter().map(answer).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn verdicts_are_the_same_with_stand_ins(
        inbound in prop::collection::vec((block(), 20_u16..26), 0..8),
        denied in prop::collection::vec(block(), 0..4),
        packets in prop::collection::vec((address(), any::<bool>(), 20_u16..28), 1..12),
    ) {
        let document = document(&inbound, &denied, &packets);
        let replaced = stand_ins::replace(&document).expect("a document");
        prop_assert!(!serde_json::to_string(&replaced.document).unwrap().contains("210987654321"));
        prop_assert_eq!(answers(document), answers(replaced.document));
    }
}
