//! Protocols, ports, blocks and permissions: most of them as AWS takes them.

use super::{group, id};
use crate::Random;
use serde_json::{Map, Value, json};
use sg_core::model::Network;

/// `FromPort` and `ToPort`.
type Ports = (Option<i64>, Option<i64>);

/// Protocol and ports, most of them as AWS takes them.
pub(super) fn traffic(random: &mut Random) -> Map<String, Value> {
    let all: &[Ports] = &[(None, None), (None, None), (Some(0), Some(0)), (Some(-1), Some(-1))];
    let good_ports = [(443, 443), (443, 443), (22, 22), (0, 65535), (8000, 8080), (80, 80)];
    let good_icmp: &[Ports] =
        &[(Some(-1), Some(-1)), (Some(8), Some(-1)), (Some(8), Some(0)), (Some(3), Some(4))];
    let bad_icmp: &[Ports] =
        &[(Some(-1), Some(0)), (Some(8), Some(65535)), (Some(300), Some(-1)), (None, None)];
    let bad_ports: &[Ports] = &[
        (Some(443), Some(80)),
        (Some(-1), Some(-1)),
        (Some(80), Some(65536)),
        (Some(80), None),
        (None, None),
    ];
    let (name, choices): (&str, Vec<Ports>) = match random.below(50) {
        0 => (*random.pick(&["all", "gre", "256", "+6"]), vec![(Some(80), Some(80))]),
        1 => (*random.pick(&["tcp", "17"]), bad_ports.to_vec()),
        2 => ("icmp", bad_icmp.to_vec()),
        3 => ("icmpv6", vec![(None, None)]),
        4..9 => (*random.pick(&["icmp", "1", "icmpv6", "58"]), good_icmp.to_vec()),
        9..13 => (*random.pick(&["47", "50"]), vec![(None, None), (Some(500), Some(500))]),
        13..19 => ("-1", all.to_vec()),
        _ => {
            let name = *random.pick(&["tcp", "tcp", "tcp", "TCP", "6", "udp", "udp", "17"]);
            (name, good_ports.map(|(from, to)| (Some(from), Some(to))).to_vec())
        }
    };
    let mut of = Map::new();
    if random.chance(99) {
        of.insert("IpProtocol".to_owned(), name.into());
    }
    let (from, to) = *random.pick(&choices);
    let mut put = |key: &str, value: Option<i64>| value.map(|value| of.insert(key.to_owned(), value.into()));
    put("FromPort", from);
    put("ToPort", to);
    of
}

pub(super) fn block4(random: &mut Random) -> String {
    let good =
        ["0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/24", "192.0.2.0/24", "203.0.113.7/32", "198.51.100.0/25"];
    let bad = ["203.0.113.7", "10.0.0.0/33", "10.0.0/8", "::/0", "10.0.0.256/32"];
    match random.below(20) {
        0 => (*random.pick(&bad)).to_owned(),
        1 => "10.0.0.5/24".to_owned(),
        _ => (*random.pick(&good)).to_owned(),
    }
}

pub(super) fn block6(random: &mut Random) -> String {
    let good = ["::/0", "2001:db8::/32", "2001:db8:1::/48", "2001:db8::7/128"];
    match random.below(20) {
        0 => (*random.pick(&["2001:db8::7", "2001:db8::/129", "10.0.0.0/8"])).to_owned(),
        1 => "2001:db8::5/32".to_owned(),
        _ => (*random.pick(&good)).to_owned(),
    }
}

pub(super) fn permission(random: &mut Random, network: &Network) -> Value {
    let mut permission = traffic(random);
    for _ in 0..1 + random.below(2) {
        let (list, mut peer) = match random.below(60) {
            0 => continue,
            1..32 => ("IpRanges", json!({"CidrIp": block4(random)})),
            32..46 => ("Ipv6Ranges", json!({"CidrIpv6": block6(random)})),
            46..52 => {
                ("PrefixListIds", json!({"PrefixListId": id(random, network.prefix_lists.ids(), "pl-")}))
            }
            _ => ("UserIdGroupPairs", json!({"GroupId": group(random, network)})),
        };
        if random.chance(20) {
            let texts = ["from the office", "a rule", "a rule", "nightly (2)", "it's", "caf\u{e9}"];
            peer["Description"] = (*random.pick(&texts)).into();
        }
        let list = permission.entry(list).or_insert_with(|| json!([]));
        list.as_array_mut().expect("a list").push(peer);
    }
    permission.into()
}

/// Enough rules to come near the quota.
pub(super) fn many(random: &mut Random) -> Value {
    let ranges: Vec<Value> = (0..20 + random.below(15))
        .map(|low| json!({"CidrIp": format!("172.16.{}.{low}/32", random.below(3))}))
        .collect();
    json!({"IpProtocol": "tcp", "FromPort": 9000, "ToPort": 9000, "IpRanges": ranges})
}
