use super::*;
use proptest::prelude::*;
use serde_json::json;
use std::net::Ipv4Addr;

fn document() -> Document {
    serde_json::from_value(json!({
        "version": 1,
        "name": "Shop of Example Corp",
        "base": {
            "SecurityGroups": [
                { "GroupId": "sg-1", "GroupName": "checkout", "Description": "Checkout servers", "VpcId": "vpc-1",
                  "OwnerId": "210987654321", "SecurityGroupArn": "arn:aws:ec2:eu-west-1:210987654321:security-group/sg-1",
                  "IpPermissions": [{ "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [
                      { "CidrIp": "52.94.0.0/16", "Description": "The office" },
                      { "CidrIp": "52.94.76.9/32" }, { "CidrIp": "10.0.0.0/8" }, { "CidrIp": "0.0.0.0/0" }] }],
                  "Tags": [{ "Key": "Name", "Value": "checkout" }, { "Key": "Team", "Value": "Payments" }] },
                { "GroupId": "sg-2", "GroupName": "default", "Description": "", "VpcId": "vpc-1", "OwnerId": "210987654321" }
            ],
            "Vpcs": [{ "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "OwnerId": "111122223333",
                "Ipv6CidrBlockAssociationSet": [{ "Ipv6CidrBlock": "2a05:d018:aa:bb00::/56" }] }],
            "Subnets": [{ "SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24",
                "Ipv6CidrBlockAssociationSet": [{ "Ipv6CidrBlock": "2a05:d018:aa:bb03::/64" }] }]
        },
        "steps": [
            { "apply": [{ "Action": "CreateSecurityGroup", "GroupName": "checkout", "Description": "Checkout servers" }],
              "note": "as on the whiteboard" },
            { "send": { "from": "52.94.76.9", "to": "2a05:d018:aa:bb03::17", "protocol": "tcp", "destinationPort": 22 } }
        ],
        "later": { "secret": "x" }
    }))
    .unwrap()
}

#[test]
fn what_a_document_carries_is_told() {
    let carried = carried(&document());
    let list = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(" | ");
    assert_eq!(list(&carried.accounts), "210987654321");
    assert_eq!(
        list(&carried.addresses),
        "2a05:d018:aa:bb00::/56 | 2a05:d018:aa:bb03::/64 | 2a05:d018:aa:bb03::17 | 52.94.0.0/16 | 52.94.76.9 | 52.94.76.9/32"
    );
    assert_eq!(list(&carried.other_addresses), "10.0.0.0/16 | 10.0.0.0/8 | 10.0.1.0/24");
    assert_eq!(list(&carried.names), "Payments | Team | checkout");
    assert_eq!(
        list(&carried.texts),
        "Checkout servers | Shop of Example Corp | The office | as on the whiteboard"
    );
    assert_eq!(list(&carried.unknown), "later");
}

#[test]
fn nothing_of_it_is_left_after_the_stand_ins() {
    let replaced = replace(&document()).unwrap();
    assert!(replaced.kept.is_empty());
    let text = serde_json::to_string(&replaced.document).unwrap().to_lowercase();
    for told in
        ["2109", "52.94", "2a05", "checkout", "payments", "team", "office", "example", "white", "secret"]
    {
        assert!(!text.contains(told), "{told} is still in {text}");
    }
    for stays in ["\"default\"", "10.0.0.0/16", "0.0.0.0/0", "sg-1", "111122223333", "\"name\""] {
        assert!(text.contains(stays), "{stays} is gone from {text}");
    }
    let again = carried(&replaced.document);
    assert!(again.accounts.is_empty() && again.addresses.is_empty() && again.unknown.is_empty());
    assert_eq!(replace(&document()).unwrap(), replaced, "the same document gives the same stand-ins");
}

#[test]
fn what_an_import_supplied_is_told_from_the_rest_as_before() {
    let base = json!({ "SecurityGroups": [{ "GroupId": "sg-1", "GroupName": "shop", "VpcId": "vpc-1" }] });
    let replaced = replace(&serde_json::from_value(json!({ "version": 1, "base": base })).unwrap()).unwrap();
    let network = aws::build(&replaced.document.base).0;
    assert!(network.interfaces.iter().next().unwrap().is_stand_in);
    assert!(network.subnets.iter().next().unwrap().is_stand_in);
    assert!(network.vpcs.iter().next().unwrap().is_stand_in);
}

#[test]
fn names_that_were_equal_stay_equal() {
    let replaced = serde_json::to_value(replace(&document()).unwrap().document).unwrap();
    assert_eq!(replaced["base"]["SecurityGroups"][0]["GroupName"], "group-1");
    assert_eq!(replaced["steps"][0]["apply"][0]["GroupName"], "group-1");
    assert_eq!(
        replaced["base"]["SecurityGroups"][0]["Description"],
        replaced["steps"][0]["apply"][0]["Description"]
    );
}

#[test]
fn the_accounts_own_ipv6_blocks_keep_their_shape() {
    let replaced = serde_json::to_value(replace(&document()).unwrap().document).unwrap();
    let vpc = &replaced["base"]["Vpcs"][0]["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"];
    let subnet = &replaced["base"]["Subnets"][0]["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"];
    assert_eq!((vpc, subnet), (&json!("2001:db8::/56"), &json!("2001:db8:0:3::/64")));
    assert_eq!(replaced["steps"][1]["send"]["to"], "2001:db8:0:3::17");
}

#[test]
fn what_lies_in_a_block_that_stays_and_has_no_stand_in_stays_and_is_told() {
    let rules = json!({ "version": 1, "base": { "SecurityGroups": [{ "GroupId": "sg-1", "IpPermissions": [{
        "IpProtocol": "-1", "IpRanges": [{ "CidrIp": "0.0.0.0/1" }, { "CidrIp": "52.94.76.9/32" }, { "CidrIp": "145.0.0.0/8" }]
    }] }] } });
    let replaced = replace(&serde_json::from_value(rules).unwrap()).unwrap();
    assert_eq!(replaced.kept.iter().collect::<Vec<_>>(), ["52.94.76.9"]);
    let text = serde_json::to_string(&replaced.document).unwrap();
    assert!(text.contains("52.94.76.9/32") && text.contains("0.0.0.0/1") && !text.contains("145."), "{text}");
}

/// Blocks and addresses of few bits, so that they nest, meet and coincide.
fn block() -> impl Strategy<Value = IpNet> {
    let public =
        (prop::sample::select(vec![[52, 94], [52, 95], [8, 8], [145, 1]]), 0_u8..4, 0_u8..8, 6_u8..=32);
    let public = public.prop_map(|([a, b], c, d, length)| {
        IpNet::new(Ipv4Addr::new(a, b, c, d).into(), length).unwrap().trunc()
    });
    let other = prop::sample::select(vec![
        "0.0.0.0/0",
        "10.0.0.0/8",
        "10.1.2.3/32",
        "203.0.113.0/24",
        "203.0.113.10/32",
        "192.0.2.1/32",
        "128.0.0.0/1",
        "192.0.0.0/8",
        "198.18.0.20/32",
    ]);
    prop_oneof![6 => public, 1 => other.prop_map(|text| text.parse().unwrap())]
}

proptest! {
    #[test]
    fn containment_and_equality_are_as_before(
        blocks in prop::collection::btree_set(block(), 1..40), open_lists: bool,
    ) {
        let mapping = blocks::Mapping::of(&blocks, &BTreeSet::new(), open_lists);
        let internet: IpNet = "203.0.113.10/32".parse().unwrap();
        let blocks: Vec<IpNet> = blocks.into_iter().chain([internet]).collect();
        let mapped: Vec<IpNet> = blocks.iter().map(|block| {
            let mut text = block.to_string();
            mapping.replace(&mut text);
            text.parse().unwrap()
        }).collect();
        for (a, mapped_a) in blocks.iter().zip(&mapped) {
            let stays = !ranges::is_public(a) || mapping.kept().iter().any(|kept| blocks::parse(kept) == Some(*a));
            prop_assert_eq!(stays, a == mapped_a, "{} {}", a, mapped_a);
            prop_assert!(stays || !ranges::is_public(mapped_a));
            for (b, mapped_b) in blocks.iter().zip(&mapped) {
                prop_assert_eq!(a.contains(b), mapped_a.contains(mapped_b), "{} {}: {} {}", a, b, mapped_a, mapped_b);
            }
        }
    }
}
