//! Random calls: mostly such as succeed, often such as do not.

mod others;
mod rules;
mod values;

use crate::Random;
use others::{associations, create_group, interfaces, peerings, prefix_lists, tags};
use rules::{authorize, describe_rules, modify, revoke, update_descriptions};
use serde_json::{Value, json};
use sg_core::model::Network;

/// A call that fits the network more or less.
pub fn any_call(random: &mut Random, network: &Network) -> Value {
    let group = group(random, network);
    match random.below(100) {
        0..10 => create_group(random, network),
        10..16 => json!({"Action": "DeleteSecurityGroup", "GroupId": group}),
        16..44 => authorize(random, network, &group),
        44..60 => revoke(random, network, &group),
        60..66 => modify(random, network, &group),
        66..71 => update_descriptions(random, network, &group),
        71..76 => json!({"Action": "DescribeSecurityGroups", "GroupIds": [group]}),
        76..80 => describe_rules(random, network, &group),
        80..83 => tags(random, network, &group),
        83..89 => interfaces(random, network, &group),
        89..94 => prefix_lists(random, network),
        94..97 => peerings(random, network),
        _ => associations(random, network, &group),
    }
}

fn id<K: std::fmt::Display + Ord>(
    random: &mut Random,
    known: impl Iterator<Item = K>,
    prefix: &str,
) -> String {
    let known: Vec<K> = known.collect();
    match random.below(40) {
        0 => format!("{prefix}0123456789abcdef0"),
        1 => "nonsense".to_owned(),
        _ if known.is_empty() => format!("{prefix}0123456789abcdef0"),
        _ => random.pick(&known).to_string(),
    }
}

fn group(random: &mut Random, network: &Network) -> String {
    id(random, network.security_groups.ids(), "sg-")
}

fn vpc(random: &mut Random, network: &Network) -> String {
    let known: Vec<_> = network.vpcs.ids().collect();
    // A malformed VPC id has no code in the table of errors.
    if random.chance(3) || known.is_empty() {
        "vpc-0123456789abcdef0".to_owned()
    } else {
        random.pick(&known).to_string()
    }
}
