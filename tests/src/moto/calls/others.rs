//! Calls about groups themselves, and about what has to do with them.

use super::rules::own_rules;
use super::{id, vpc};
use crate::Random;
use serde_json::{Value, json};
use sg_core::model::Network;

pub(super) fn tags(random: &mut Random, network: &Network, group: &str) -> Value {
    let mut resource = group.to_owned();
    if let Some((_, rules)) = own_rules(network, group).filter(|_| random.chance(50)) {
        resource = random.pick(&rules).id.to_string();
    }
    let key = *random.pick(&["Name", "team", "cost centre"]);
    if random.chance(60) {
        json!({"Action": "CreateTags", "Resources": [resource], "Tags": [{"Key": key, "Value": "x"}]})
    } else {
        json!({"Action": "DeleteTags", "Resources": [resource], "Tags": [{"Key": key}]})
    }
}

pub(super) fn interfaces(random: &mut Random, network: &Network, group: &str) -> Value {
    let known = || network.interfaces.ids();
    match random.below(4) {
        0 | 1 => {
            let subnet = id(random, network.subnets.ids(), "subnet-");
            let mut call = json!({"Action": "CreateNetworkInterface", "SubnetId": subnet});
            if random.chance(85) {
                let count = if random.chance(10) { 6 } else { 1 + random.below(2) };
                let groups: Vec<String> = (0..count).map(|_| super::group(random, network)).collect();
                call["Groups"] = groups.into();
            }
            call
        }
        2 => json!({"Action": "DeleteNetworkInterface", "NetworkInterfaceId": id(random, known(), "eni-")}),
        _ => {
            json!({"Action": "ModifyNetworkInterfaceAttribute", "NetworkInterfaceId": id(random, known(), "eni-"), "Groups": [group]})
        }
    }
}

pub(super) fn prefix_lists(random: &mut Random, network: &Network) -> Value {
    let known = || network.prefix_lists.ids();
    match random.below(5) {
        0 | 1 => {
            json!({"Action": "CreateManagedPrefixList", "PrefixListName": "partners", "MaxEntries": 1 + random.below(8),
            "AddressFamily": "IPv4", "Entries": [{"Cidr": *random.pick(&["192.0.2.0/24", "198.51.100.0/24"]), "Description": "one"}]})
        }
        2 | 3 => {
            let list = id(random, known(), "pl-");
            let version = network.prefix_lists.find(list.as_str()).and_then(|list| list.version).unwrap_or(1);
            let blocks = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"];
            let mut call =
                json!({"Action": "ModifyManagedPrefixList", "PrefixListId": list, "CurrentVersion": version});
            let change = if random.chance(60) { "AddEntries" } else { "RemoveEntries" };
            call[change] = json!([{"Cidr": *random.pick(&blocks)}]);
            call
        }
        _ => json!({"Action": "DeleteManagedPrefixList", "PrefixListId": id(random, known(), "pl-")}),
    }
}

pub(super) fn peerings(random: &mut Random, network: &Network) -> Value {
    let known = || network.peerings.ids();
    match random.below(3) {
        0 => {
            json!({"Action": "CreateVpcPeeringConnection", "VpcId": vpc(random, network), "PeerVpcId": vpc(random, network)})
        }
        1 => {
            json!({"Action": "AcceptVpcPeeringConnection", "VpcPeeringConnectionId": id(random, known(), "pcx-")})
        }
        _ => {
            json!({"Action": "DeleteVpcPeeringConnection", "VpcPeeringConnectionId": id(random, known(), "pcx-")})
        }
    }
}

pub(super) fn associations(random: &mut Random, network: &Network, group: &str) -> Value {
    match random.below(3) {
        0 => json!({"Action": "AssociateSecurityGroupVpc", "GroupId": group, "VpcId": vpc(random, network)}),
        1 => {
            json!({"Action": "DisassociateSecurityGroupVpc", "GroupId": group, "VpcId": vpc(random, network)})
        }
        _ => json!({"Action": "DescribeStaleSecurityGroups", "VpcId": vpc(random, network)}),
    }
}

pub(super) fn create_group(random: &mut Random, network: &Network) -> Value {
    let names = [
        "web",
        "Web",
        "app",
        "db ",
        "cache",
        "queue",
        "mail",
        "logs",
        "default",
        "sg-web",
        "caf\u{e9}",
        "it's",
    ];
    let name = match random.below(30) {
        0 => "n".repeat(256),
        1..15 => format!("{}-{}", random.pick(&names[..8]), random.below(40)),
        _ => (*random.pick(&names)).to_owned(),
    };
    let description =
        *random.pick(&["a group", "a group", "a group", "Web (tier) #1", "it's", "caf\u{e9}", ""]);
    let mut call = json!({"Action": "CreateSecurityGroup", "GroupName": name, "Description": description, "VpcId": vpc(random, network)});
    if random.chance(20) {
        call["TagSpecifications"] =
            json!([{"ResourceType": "security-group", "Tags": [{"Key": "Name", "Value": "shown"}]}]);
    }
    call
}
