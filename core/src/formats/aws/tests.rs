//! Reading, building and describing, over texts such as the AWS CLI prints.

use super::*;
use crate::model::{Peer, ResourceId, SecurityGroup, Traffic};
use crate::net::Direction;
use crate::wire::{AwsNetworkInterface, Severity};

fn imported(text: &str) -> Import {
    import(&[Source { name: "", text }]).unwrap()
}

fn group(import: &Import, id: &str) -> SecurityGroup {
    SecurityGroup::clone(import.network.security_groups.find(id).unwrap())
}

/// Describing what was built, and building what was described, gives the same.
fn check_identity(network: &Network) {
    let described = describe(network);
    let (again, _) = build(&described);
    assert_eq!(again, *network);
    assert_eq!(serde_json::to_string(&describe(&again)).unwrap(), serde_json::to_string(&described).unwrap());
}

/// The paths and messages of all problems that are more than information.
fn complaints(import: &Import) -> Vec<(&str, &str)> {
    let all = import.problems.iter().filter(|problem| problem.severity != Severity::Info);
    all.map(|problem| (problem.path.as_str(), problem.message.as_str())).collect()
}

const WEB: &str = r#"{"SecurityGroups": [{
    "GroupId": "sg-0aaaaaaaaaaaaaaaa", "GroupName": "web", "Description": "Web tier",
    "VpcId": "vpc-0bbbbbbbbbbbbbbbb", "OwnerId": "444455556666",
    "Tags": [{"Key": "Name", "Value": "front"}],
    "IpPermissions": [{
        "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
        "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all v4"}],
        "Ipv6Ranges": [{"CidrIpv6": "::/0"}],
        "PrefixListIds": [{"PrefixListId": "pl-0cccccccccccccccc"}],
        "UserIdGroupPairs": [{"GroupId": "sg-0dddddddddddddddd", "UserId": "444455556666"}]}],
    "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}],
        "Ipv6Ranges": [], "PrefixListIds": [], "UserIdGroupPairs": []}]}]}"#;

#[test]
fn a_permission_with_four_peers_is_four_rules() {
    let import = imported(WEB);
    let web = group(&import, "sg-0aaaaaaaaaaaaaaaa");
    let peers: Vec<String> = web.rules_of(Direction::Ingress).map(|rule| rule.peer.to_string()).collect();
    assert_eq!(peers, ["0.0.0.0/0", "::/0", "pl-0cccccccccccccccc", "sg-0dddddddddddddddd"]);
    assert!(web.rules.iter().all(|rule| rule.id_is_invented));
    assert_eq!(web.rules_of(Direction::Egress).next().unwrap().traffic, Traffic::All);
    assert_eq!(web.display_name(), "front");
    assert_eq!(&*import.network.settings.account, "444455556666");
    check_identity(&import.network);
}

#[test]
fn a_block_that_is_not_read_as_it_was_written_is_told_once_with_its_place() {
    let told = |text: &str| -> Vec<(String, String)> {
        let problems = imported(text).problems.into_iter();
        let cut = problems.filter(|problem| problem.message.contains("was read as"));
        cut.inspect(|problem| assert_eq!(problem.severity, Severity::Info))
            .map(|problem| (problem.path, problem.message))
            .collect()
    };
    assert_eq!(told(WEB), []);
    let groups = WEB
        .replace("0.0.0.0/0\", \"Description", "2.2.2.2/28\", \"Description")
        .replace("::/0", "2001:db8::1/32");
    let words =
        |text: &str, stored: &str| format!("`{text}` was read as `{stored}`, which is what EC2 stores");
    let permission = "/SecurityGroups/0/IpPermissions/0";
    assert_eq!(
        told(&groups),
        [
            (format!("{permission}/IpRanges/0"), words("2.2.2.2/28", "2.2.2.0/28")),
            (format!("{permission}/Ipv6Ranges/0"), words("2001:db8::1/32", "2001:db8::/32")),
        ]
    );
    let rules = r#"{"SecurityGroupRules": [{"SecurityGroupRuleId": "sgr-1", "GroupId": "sg-1", "IsEgress": false,
        "IpProtocol": "-1", "CidrIpv4": "10.0.0.5/24"}]}"#;
    assert_eq!(told(rules), [("/SecurityGroupRules/0".to_owned(), words("10.0.0.5/24", "10.0.0.0/24"))]);
    let acls = r#"{"NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "Entries": [{"RuleNumber": 10,
        "Egress": false, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "10.0.0.5/24"}]}]}"#;
    assert_eq!(told(acls), [("/NetworkAcls/0/Entries/0".to_owned(), words("10.0.0.5/24", "10.0.0.0/24"))]);
    let tables = r#"{"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": [
        {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local"},
        {"DestinationCidrBlock": "172.16.0.9/12", "GatewayId": "igw-1"},
        {"DestinationIpv6CidrBlock": "2001:db8::1/32", "GatewayId": "igw-1"},
        {"DestinationPrefixListId": "pl-1", "GatewayId": "igw-1"}]}]}"#;
    let route = |index: u8| format!("/RouteTables/0/Routes/{index}");
    assert_eq!(
        told(tables),
        [
            (route(1), words("172.16.0.9/12", "172.16.0.0/12")),
            (route(2), words("2001:db8::1/32", "2001:db8::/32")),
        ]
    );
    let vpcs = r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.5/16", "CidrBlockAssociationSet": [
            {"CidrBlock": "10.0.0.5/16"}, {"CidrBlock": "10.1.0.5/16"}, {"CidrBlock": "no block"}],
            "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": "2001:db8::1/56"}]}],
        "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.5/24",
            "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": "2001:db8::1/64"}]}]}"#;
    let blocks = [
        ("/Vpcs/0/CidrBlock", "10.0.0.5/16", "10.0.0.0/16"),
        ("/Vpcs/0/CidrBlockAssociationSet/1/CidrBlock", "10.1.0.5/16", "10.1.0.0/16"),
        ("/Vpcs/0/Ipv6CidrBlockAssociationSet/0/Ipv6CidrBlock", "2001:db8::1/56", "2001:db8::/56"),
        ("/Subnets/0/CidrBlock", "10.0.1.5/24", "10.0.1.0/24"),
        ("/Subnets/0/Ipv6CidrBlockAssociationSet/0/Ipv6CidrBlock", "2001:db8::1/64", "2001:db8::/64"),
    ];
    assert_eq!(told(vpcs), blocks.map(|(path, text, stored)| (path.to_owned(), words(text, stored))));
    let lists = r#"{"ManagedPrefixLists": [{"PrefixListId": "pl-1", "PrefixListName": "office",
            "Entries": [{"Cidr": "10.0.0.5/24"}, {"Cidr": "10.1.0.0/24"}]}],
        "PrefixListEntries": {"pl-2": [{"Cidr": "10.0.0.5/24"}]}}"#;
    let words = "`10.0.0.5/24` was read as `10.0.0.0/24`; AWS does not document what it stores";
    let places = ["/ManagedPrefixLists/0/Entries/0", "/PrefixListEntries/pl-2/0"];
    assert_eq!(told(lists), places.map(|path| (path.to_owned(), words.to_owned())));
}

#[test]
fn groups_alone_get_a_vpc_a_subnet_and_an_interface_each() {
    let import = imported(WEB);
    let network = &import.network;
    let interface = network.interfaces.iter().next().unwrap();
    assert!(interface.is_stand_in);
    assert_eq!(network.interfaces.len(), 1);
    assert_eq!(interface.groups[0].to_string(), "sg-0aaaaaaaaaaaaaaaa");
    let subnet = network.subnets.find(&interface.subnet).unwrap();
    assert!(subnet.contains(interface.primary_address().unwrap().into()));
    assert!(!subnet.reserves(interface.primary_address().unwrap()));
    assert!(subnet.contains(interface.ipv6_addresses[0].into()));
    assert!(subnet.is_stand_in && network.vpcs.find("vpc-0bbbbbbbbbbbbbbbb").unwrap().is_stand_in);
    assert!(!network.route_tables.is_described());
    assert_eq!(complaints(&import), []);
    assert!(
        import.problems.iter().any(|problem| problem.message.contains("a stand-in is shown for each group"))
    );
}

#[test]
fn interfaces_of_a_subnet_that_stands_in_lie_in_one_vpc() {
    let interface = |id: &str, vpc: &str, address: &str| {
        format!(
            r#"{{"NetworkInterfaceId": "{id}", "VpcId": "{vpc}", "SubnetId": "subnet-0aa", "PrivateIpAddress": "{address}"}}"#
        )
    };
    let [one, two] =
        [interface("eni-0a1", "vpc-0aa", "10.0.0.4"), interface("eni-0a2", "vpc-0bb", "10.0.0.5")];
    let found = imported(&format!(r#"{{"NetworkInterfaces": [{one}, {two}], "Subnets": []}}"#));
    let vpcs: Vec<_> = found.network.interfaces.iter().map(|interface| interface.vpc.as_str()).collect();
    assert_eq!(vpcs, ["vpc-0aa", "vpc-0aa"]);
    let told = found.problems.iter().find(|problem| problem.resource.as_deref() == Some("eni-0a2")).unwrap();
    assert!(told.message.contains("one subnet lies in one VPC"), "{}", told.message);
    assert!(build(&describe(&found.network)).0 == found.network);
}

#[test]
fn what_stands_in_keeps_its_mark_whatever_it_is_called() {
    let mut described = describe(&imported(WEB).network);
    let marks = |described: &AwsDescription| {
        let network = build(described).0;
        let interface = network.interfaces.iter().next().unwrap().is_stand_in;
        let subnet = network.subnets.iter().next().unwrap().is_stand_in;
        [interface, subnet, network.vpcs.iter().next().unwrap().is_stand_in]
    };
    let text = serde_json::to_string(&described).unwrap();
    assert_eq!(text.matches(r#""PlaygroundStandIn":true"#).count(), 3, "{text}");
    let first = |described: &mut AwsDescription| described.network_interfaces.as_mut().unwrap().remove(0);
    let interface = first(&mut described);
    assert_eq!(interface.description.as_deref(), Some(""));
    let with = |interface| AwsDescription { network_interfaces: Some(vec![interface]), ..described.clone() };
    let named = |description: &str| AwsNetworkInterface {
        description: Some(description.to_owned()),
        ..interface.clone()
    };
    assert_eq!(marks(&with(named("anything"))), [true; 3]);
    // Documents of before the mark told it in words, of interfaces alone.
    let unmarked = |description: &str| {
        let mut described = with(AwsNetworkInterface { playground_stand_in: None, ..named(description) });
        described.subnets.as_mut().unwrap()[0].playground_stand_in = None;
        described.vpcs.as_mut().unwrap()[0].playground_stand_in = None;
        marks(&described)
    };
    let words = "A stand-in that is not in the import, so that packets can be tried";
    assert_eq!((unmarked(words), unmarked("a stand-in")), ([true, false, false], [false; 3]));
}

#[test]
fn what_stands_in_lies_where_no_rule_speaks_of() {
    let import =
        imported(&WEB.replace("::/0", "2001:db8:1::/48").replace("\"0.0.0.0/0\"", "\"10.0.0.0/12\""));
    let interface = import.network.interfaces.iter().next().unwrap();
    assert_eq!(interface.primary_address().unwrap().to_string(), "10.16.0.4");
    assert_eq!(interface.ipv6_addresses[0].to_string(), "2001:db8:2::4");
}

#[test]
fn rule_ids_and_tags_come_from_the_list_of_rules() {
    let rules = r#"{"SecurityGroupRules": [
        {"SecurityGroupRuleId": "sgr-1", "GroupId": "sg-0aaaaaaaaaaaaaaaa", "IsEgress": false,
         "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIpv6": "::/0",
         "Tags": [{"Key": "why", "Value": "web"}]},
        {"SecurityGroupRuleId": "sgr-2", "GroupId": "sg-0aaaaaaaaaaaaaaaa", "IsEgress": true,
         "IpProtocol": "-1", "FromPort": -1, "ToPort": -1, "CidrIpv4": "0.0.0.0/0"},
        {"SecurityGroupRuleId": "sgr-3", "GroupId": "sg-0aaaaaaaaaaaaaaaa", "IsEgress": false,
         "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
         "ReferencedGroupInfo": {"GroupId": "sg-0dddddddddddddddd"}}]}"#;
    let import =
        import(&[Source { name: "groups.json", text: WEB }, Source { name: "rules.json", text: rules }])
            .unwrap();
    let web = group(&import, "sg-0aaaaaaaaaaaaaaaa");
    assert_eq!(web.rules.len(), 5);
    let own: Vec<_> =
        web.rules.iter().filter(|rule| !rule.id_is_invented).map(|rule| rule.id.to_string()).collect();
    assert_eq!(own, ["sgr-1", "sgr-2", "sgr-3"]);
    assert_eq!(&*web.rules[0].tags.0["why"], "web");
    let Peer::SecurityGroup(peer) = &web.rules[2].peer else { panic!("{:?}", web.rules[2].peer) };
    assert_eq!(peer.owner.as_deref(), Some("444455556666"));
    check_identity(&import.network);
    let alone = super::import(&[Source { name: "", text: rules }]).unwrap();
    assert_eq!(group(&alone, "sg-0aaaaaaaaaaaaaaaa").rules.len(), 3);
    check_identity(&alone.network);
}

#[test]
fn an_invented_id_depends_on_what_the_rule_says_alone() {
    let ids = |import: &Import| -> Vec<String> {
        group(import, "sg-0aaaaaaaaaaaaaaaa").rules.iter().map(|rule| rule.id.to_string()).collect()
    };
    let first = ids(&imported(WEB));
    let described = ids(&imported(&WEB.replace("all v4", "everybody")));
    assert_eq!(first, described);
    let other = ids(&imported(&WEB.replace("443", "8443")));
    assert_eq!(first.iter().filter(|id| other.contains(id)).count(), 1);
    assert!(first.iter().all(|id| id.starts_with("sgr-0") && id.len() == "sgr-".len() + 17));
}

#[test]
fn a_bad_element_is_left_out_and_named_with_its_place() {
    let text = r#"{"SecurityGroups": [
        {"GroupId": "sg-1", "VpcId": "vpc-1", "IpPermissions": [
            {"IpProtocol": "tcp", "FromPort": "22", "ToPort": 22, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]},
            {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "10.0.0.0/8"}, {"CidrIp": "10.0.0.0/40"}, 5]}]},
        {"GroupId": ["sg-2"]},
        {"GroupId": "sg-3", "VpcId": "vpc-1", "GroupName": "three"},
        {"GroupName": "nameless"},
        {"GroupId": "sg-3", "VpcId": "vpc-1", "GroupName": "another"}],
      "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "SubnetId": "subnet-1",
        "PrivateIpAddress": "10.0.0.9", "Groups": [{"GroupId": "sg-3"}, {"GroupId": "sg-9"}]}]}"#;
    let import = imported(text);
    let problems: Vec<(&str, Option<&str>)> = import
        .problems
        .iter()
        .filter(|problem| problem.severity != Severity::Info)
        .map(|problem| (problem.path.as_str(), problem.resource.as_deref()))
        .collect();
    assert_eq!(
        problems,
        [
            ("/SecurityGroups/0/IpPermissions/0/FromPort", Some("sg-1")),
            ("/SecurityGroups/0/IpPermissions/1/IpRanges/2", Some("sg-1")),
            ("/SecurityGroups/1/GroupId", None),
            ("/SecurityGroups/0/IpPermissions/0/IpRanges/1", Some("sg-1")),
            ("/SecurityGroups/3", None),
            ("/SecurityGroups/4", Some("sg-3")),
            ("/NetworkInterfaces/0/Groups/1", Some("eni-1")),
        ]
    );
    assert_eq!(
        import.problems[0].message,
        "the text \"22\" where a number is expected: `/IpPermissions/0` of it is left out"
    );
    assert_eq!(group(&import, "sg-1").rules.len(), 1);
    assert_eq!(&*group(&import, "sg-3").name, "three");
    check_identity(&import.network);
}

#[test]
fn what_is_no_description_is_said_with_line_and_column() {
    let check =
        |text: &str, expected: &str| assert_eq!(read(text).unwrap_err().to_string(), expected, "{text}");
    check(" \n", "the text is empty: paste what `aws ec2 describe-security-groups` prints");
    check(
        "{\"SecurityGroups\": [\n  {\"GroupId\": \"sg-1\"",
        "the text ends in the middle, at line 2, column 20: copy the whole output",
    );
    check(
        "{\"SecurityGroups\": [\n  {GroupId}]}",
        "line 2, column 4 is not JSON (key must be a string): call the AWS CLI with `--output json`",
    );
    check(
        "[{\"GroupId\": \"sg-1\"}]",
        "the text is a list, not an object with a key such as `SecurityGroups`: leave out `--query`",
    );
    check(
        "{\"Buckets\": [], \"Owner\": {}}",
        "no key is known (`Buckets`, `Owner`): one such as `SecurityGroups` or `NetworkInterfaces` is expected",
    );
    check(
        "{}",
        "no key is known (there is none): one such as `SecurityGroups` or `NetworkInterfaces` is expected",
    );
}

/// The outputs of two commands, copied one after the other: as if they were two files.
#[test]
fn several_objects_in_a_row_are_put_together() {
    let vpc = |id: &str| format!(r#"{{"VpcId": "{id}", "CidrBlock": "10.0.0.0/16"}}"#);
    let (first, second) = (vpc("vpc-1"), vpc("vpc-2"));
    let text =
        format!("{{\"Vpcs\": [{first}]}}\n{WEB}\n\n{{\"Vpcs\": [{first}, {second}, 7], \"Odd\": [1]}}\n");
    let import = imported(&text);
    assert_eq!((import.network.vpcs.len(), import.network.security_groups.len()), (3, 1));
    let places = |all: &[Problem]| all.iter().map(|problem| problem.path.clone()).collect::<Vec<_>>();
    let own: Vec<Problem> =
        import.problems.iter().filter(|problem| problem.path.contains('#')).cloned().collect();
    // What stands twice alike is one thing; what cannot be used is told with the object that it stands in.
    assert_eq!(places(&own), ["object 3#/Vpcs/2", "object 3#/Odd"], "{own:?}");
    check_identity(&import.network);
    let files =
        [Source { name: "a.json", text: &text }, Source { name: "b.json", text: "{\"Subnets\": [7]}" }];
    let import = super::import(&files).unwrap();
    let paths = places(&import.problems);
    assert!(paths.contains(&"a.json, object 3#/Vpcs/2".to_owned()), "{paths:?}");
    assert!(paths.contains(&"b.json#/Subnets/0".to_owned()), "{paths:?}");

    // Lines and columns count from the beginning of the text.
    for (second, expected) in [
        ("{\"Vpcs\": oh}", "line 3, column 10 is not JSON (expected value): call the AWS CLI with"),
        ("{\"Vpcs\": [", "the text ends in the middle, at line 3, column 10: copy the whole output"),
        ("$ aws", "line 3, column 1 is not JSON (expected value): call the AWS CLI with"),
        ("[1]", "line 3, column 1 is not JSON (a list where an object is expected)"),
    ] {
        let error = read(&format!("{{\n\"Vpcs\": []}}\n{second}")).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn a_text_over_the_limit_is_refused_before_it_is_read() {
    let long = " ".repeat(MAX_BYTES + 1);
    assert_eq!(read(&long).unwrap_err(), ReadError::TooLong { bytes: MAX_BYTES + 1 });
}

#[test]
fn a_file_that_cannot_be_read_does_not_spoil_the_others() {
    let sources = [Source { name: "a.json", text: "{\n\"Vpcs\": [" }, Source { name: "b.json", text: WEB }];
    let import = import(&sources).unwrap();
    assert_eq!(import.problems[0].path, "a.json:2");
    assert_eq!(import.network.security_groups.len(), 1);
    assert!(super::import(&sources[..1]).is_err());
}

#[test]
fn pages_of_one_command_are_put_together() {
    let page = |id: &str| {
        format!(r#"{{"Vpcs": [{{"VpcId": "{id}", "CidrBlock": "10.0.0.0/16"}}], "NextToken": "x"}}"#)
    };
    let (one, two) = (page("vpc-1"), page("vpc-2"));
    let import = import(&[Source { name: "1", text: &one }, Source { name: "2", text: &two }]).unwrap();
    assert_eq!(import.network.vpcs.len(), 2);
    assert_eq!(complaints(&import).iter().map(|(path, _)| *path).collect::<Vec<_>>(), ["2#/NextToken"]);
}

#[test]
fn a_page_is_told_to_go_on_only_where_the_next_one_is_missing() {
    let page = |number: u8, next: &str| {
        format!(
            r#"{{"Subnets": [{{"SubnetId": "subnet-{number}", "VpcId": "vpc-1", "CidrBlock": "10.0.{number}.0/24"}}],
                "NextToken": {next}}}"#
        )
    };
    let places = |pages: &[String]| -> Vec<String> {
        complaints(&imported(&pages.join("\n"))).iter().map(|(path, _)| (*path).to_owned()).collect()
    };
    let (first, last) = (page(1, r#""x""#), page(2, "null"));
    let other = r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}"#.to_owned();
    assert_eq!(places(&[first.clone(), last.clone()]), Vec::<String>::new());
    assert_eq!(places(&[first.clone(), other, last.clone()]), ["object 1#/NextToken"]);
    assert_eq!(places(&[last, first]), ["object 2#/NextToken"]);
}

#[test]
fn collectors_spell_keys_their_own_way_and_write_null() {
    let text = r#"{"provider": "aws", "vpcs": [{"VpcId": "VpcId:1", "CidrBlock": "10.0.0.0/16", "Tags": null}],
        "security_groups": [{"GroupId": "GroupId:22", "VpcId": "VpcId:1", "IpPermissions": null}],
        "network_interfaces": null, "instances": [{"InstanceId": "InstanceId:6", "State": null,
          "SubnetId": "SubnetId:9", "VpcId": "VpcId:1", "NetworkInterfaces": [{
            "NetworkInterfaceId": "eni:1", "PrivateIpAddress": "10.0.1.9", "Groups": [{"GroupId": "GroupId:22"}],
            "Attachment": {"DeviceIndex": 0, "Status": "attached"}}]}]}"#;
    let import = imported(text);
    assert_eq!(complaints(&import), []);
    let interface = import.network.interfaces.find("eni:1").unwrap();
    assert_eq!(interface.instance().unwrap().to_string(), "InstanceId:6");
    assert_eq!(interface.groups[0].to_string(), "GroupId:22");
    assert!(import.network.subnets.contains("SubnetId:9"));
    check_identity(&import.network);
}

#[test]
fn prefix_lists_take_their_entries_from_wherever_they_are_told() {
    let lists = r#"{"PrefixLists": [
        {"PrefixListId": "pl-1", "PrefixListName": "com.amazonaws.us-west-2.s3", "Cidrs": ["54.231.160.0/19"]},
        {"PrefixListId": "pl-2", "PrefixListName": "office", "AddressFamily": "IPv4", "OwnerId": "444455556666",
         "MaxEntries": 5, "Version": 2},
        {"PrefixListId": "pl-3", "PrefixListName": "com.amazonaws.global.cloudfront.origin-facing",
         "AddressFamily": "IPv4", "OwnerId": "AWS"},
        {"PrefixListId": "pl-4", "PrefixListName": "lab", "AddressFamily": "IPv6", "Entries": [{"Cidr": "2001:db8::/32"}, {"Cidr": "10.0.0.0/8"}]}],
      "PrefixListEntries": {"pl-2": [{"Cidr": "198.51.100.0/24", "Description": "main"}]}}"#;
    let import = imported(lists);
    let list = |id: &str| import.network.prefix_lists.find(id).unwrap();
    assert!(list("pl-1").is_aws_managed());
    assert_eq!(list("pl-1").entries.as_ref().unwrap().len(), 1);
    assert_eq!(list("pl-2").entries.as_ref().unwrap()[0].description.as_deref(), Some("main"));
    assert_eq!(list("pl-3").entries, None);
    assert_eq!(list("pl-4").entries.as_ref().unwrap().len(), 1);
    assert_eq!(complaints(&import).iter().map(|(path, _)| *path).collect::<Vec<_>>(), ["/PrefixLists/3"]);
    check_identity(&import.network);
    let entries = Source { name: "dir/pl-3.json", text: r#"{"Entries": [{"Cidr": "192.0.2.0/24"}]}"# };
    let more = super::import(&[Source { name: "", text: lists }, entries]).unwrap();
    assert_eq!(more.network.prefix_lists.find("pl-3").unwrap().entries.as_ref().unwrap().len(), 1);
    let nameless = Source { name: "entries.json", ..entries };
    let less = super::import(&[Source { name: "", text: lists }, nameless]).unwrap();
    assert_eq!(less.problems[0].path, "entries.json#/Entries");
}

#[test]
fn load_balancers_and_databases_find_their_interfaces_and_targets() {
    let text = r#"{
      "SecurityGroups": [{"GroupId": "sg-1", "GroupName": "all", "VpcId": "vpc-1"}],
      "NetworkInterfaces": [
        {"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "PrivateIpAddress": "10.0.1.4",
         "Description": "ELB app/front/50dc6c49", "InterfaceType": "load_balancer", "Groups": [{"GroupId": "sg-1"}]},
        {"NetworkInterfaceId": "eni-2", "VpcId": "vpc-1", "SubnetId": "subnet-1", "PrivateIpAddress": "10.0.1.5",
         "Description": "RDSNetworkInterface", "Groups": [{"GroupId": "sg-1"}]}],
      "LoadBalancers": [
        {"LoadBalancerArn": "arn:aws:elasticloadbalancing:eu-west-1:444455556666:loadbalancer/app/front/50dc6c49",
         "LoadBalancerName": "front", "Type": "application", "Scheme": "internet-facing", "VpcId": "vpc-1",
         "SecurityGroups": ["sg-1"]},
        {"LoadBalancerArn": "odd", "Type": "toaster"}],
      "Listeners": [
        {"ListenerArn": "listener-1", "Port": 443, "Protocol": "HTTPS", "DefaultActions": [{"Type": "forward",
          "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "tg-1"}]}}],
         "LoadBalancerArn": "arn:aws:elasticloadbalancing:eu-west-1:444455556666:loadbalancer/app/front/50dc6c49"}],
      "TargetGroups": [{"TargetGroupArn": "tg-1", "Protocol": "HTTP", "Port": 8080, "TargetType": "ip",
        "Attributes": [{"Key": "preserve_client_ip.enabled", "Value": "false"}]}],
      "TargetHealthDescriptions": [{"TargetGroupArn": "tg-1", "Target": {"Id": "10.0.1.9", "Port": 81}},
                                   {"TargetGroupArn": "tg-1", "Target": {"Id": "i-1"}}],
      "DBInstances": [
        {"DBInstanceIdentifier": "orders", "Endpoint": {"Port": 5432},
         "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-1", "Status": "active"}],
         "DBSubnetGroup": {"VpcId": "vpc-1", "Subnets": [{"SubnetIdentifier": "subnet-1", "SubnetStatus": "Active"}]}}],
      "PlaygroundCarriers": [
        {"CarrierId": "task", "Type": "ecs-task", "NetworkMode": "awsvpc", "VpcId": "vpc-1"},
        {"CarrierId": "function", "Type": "lambda", "VpcId": "vpc-1", "NetworkInterfaceIds": ["eni-1"]},
        {"CarrierId": "lost", "Type": "ecs-task", "NetworkMode": "host", "VpcId": "vpc-1"}]}"#;
    let import = imported(text);
    let carriers = &import.network.carriers;
    let front = carriers.iter().find(|carrier| &*carrier.name == "front").unwrap();
    assert_eq!(front.interfaces[0].to_string(), "eni-1");
    let balancer = front.load_balancer().unwrap();
    assert!(balancer.internet_facing && balancer.has_groups);
    let group = balancer.listeners[0].target_group.as_ref().unwrap();
    assert_eq!((group.port, group.targets.as_ref().unwrap().len()), (8080, 1));
    assert!(!group.preserves_client_ip());
    assert_eq!(carriers.find("orders").unwrap().interfaces[0].to_string(), "eni-2");
    assert_eq!(carriers.len(), 4);
    let places: Vec<&str> = complaints(&import).iter().map(|(path, _)| *path).collect();
    assert_eq!(
        places,
        ["/TargetHealthDescriptions/1/Target/Id", "/LoadBalancers/1/Type", "/PlaygroundCarriers/2"]
    );
    check_identity(&import.network);
}

#[test]
fn odd_networks_are_taken_and_named() {
    let text = r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}],
      "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24"},
                  {"SubnetId": "subnet-2", "VpcId": "vpc-1", "CidrBlock": "10.0.0.128/25"},
                  {"SubnetId": "subnet-3", "VpcId": "vpc-1", "CidrBlock": "10.1.0.0/24"},
                  {"SubnetId": "subnet-4", "CidrBlock": "10.0.3.0/24"}],
      "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "PrivateIpAddress": "10.0.9.9"},
                            {"NetworkInterfaceId": "eni-2", "SubnetId": "subnet-9", "VpcId": "vpc-2", "PrivateIpAddress": "10.0.9.9"}]}"#;
    let import = imported(text);
    assert_eq!(
        complaints(&import),
        [
            ("/Subnets/3", "`VpcId` is missing: a subnet without a VPC is left out"),
            ("/Subnets", "the subnet `subnet-9` is named but not described: one stands in for it"),
            ("/Vpcs", "the VPC `vpc-2` is named but not described: one stands in for it"),
            ("/Subnets/1", "its block 10.0.0.128/25 overlaps with 10.0.0.0/24 of `subnet-1`"),
            ("/Subnets/2", "its block 10.1.0.0/24 lies in none of the blocks of `vpc-1`"),
            ("/NetworkInterfaces/0", "its address 10.0.9.9 lies outside its subnet `subnet-1`"),
        ]
    );
    check_identity(&import.network);
}

#[test]
fn bad_acls_routes_peerings_and_interfaces_are_named_and_the_rest_is_used() {
    let text = r#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}, {"VpcId": "vpc-2", "CidrBlock": "10.2.0.0/16"}],
      "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24"}],
      "SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1"}],
      "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "PrivateIpAddress": "10.0.0.10"},
                            {"NetworkInterfaceId": "eni-2", "SubnetId": "subnet-1", "PrivateIpAddress": "10.0.0.11"}],
      "InternetGateways": [{"InternetGatewayId": "igw-2", "Attachments": [{"State": "available", "VpcId": "vpc-2"}]}],
      "EgressOnlyInternetGateways": [{"EgressOnlyInternetGatewayId": "eigw-2", "Attachments": [{"State": "attached", "VpcId": "vpc-2"}]}],
      "TransitGateways": [],
      "NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": true,
        "Associations": [{"NetworkAclAssociationId": "aclassoc-1", "SubnetId": "subnet-1"}], "Entries": [
        {"RuleNumber": 100, "Egress": false, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"},
        {"RuleNumber": 100, "Egress": true, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"},
        {"RuleNumber": 100, "Egress": false, "Protocol": "-1", "RuleAction": "deny", "CidrBlock": "10.0.0.0/8"}]}],
      "RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Associations": [{"Main": true}], "Routes": [
        {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local"},
        {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-2"},
        {"DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": "eigw-2"},
        {"DestinationCidrBlock": "10.8.0.0/16", "TransitGatewayId": "tgw-9"},
        {"DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": "pcx-9"}]},
        {"RouteTableId": "rtb-2", "VpcId": "vpc-2", "Associations": [{"Main": true}], "Routes": []}],
      "VpcPeeringConnections": [
        {"VpcPeeringConnectionId": "pcx-1", "RequesterVpcInfo": {"VpcId": "vpc-1"}, "AccepterVpcInfo": {"VpcId": "vpc-1"}},
        {"VpcPeeringConnectionId": "pcx-2", "RequesterVpcInfo": {"VpcId": "vpc-7"}, "AccepterVpcInfo": {"VpcId": "vpc-8"}},
        {"VpcPeeringConnectionId": "pcx-3", "RequesterVpcInfo": {"VpcId": "vpc-1"}, "AccepterVpcInfo": {"VpcId": "vpc-7"}},
        {"VpcPeeringConnectionId": "pcx-4", "RequesterVpcInfo": {"VpcId": "vpc-1"}, "AccepterVpcInfo": {"VpcId": "vpc-7", "CidrBlock": "10.7.0.0/16"}},
        {"VpcPeeringConnectionId": "pcx-5", "RequesterVpcInfo": {"VpcId": "vpc-1"}}]}"#;
    let import = imported(text);
    let expected = [
        ("/VpcPeeringConnections/4", "`AccepterVpcInfo` names no VPC: the peering is left out"),
        ("/NetworkAcls/0/Entries/2", "there is an inbound entry 100 already: left out"),
        ("/RouteTables/0/Routes/1", "its target `igw-2` belongs to `vpc-2`"),
        ("/RouteTables/0/Routes/2", "its target `eigw-2` belongs to `vpc-2`"),
        ("/RouteTables/0/Routes/3", "its target `tgw-9` is not described"),
        ("/RouteTables/0/Routes/4", "its target `pcx-9` is not described"),
        ("/NetworkInterfaces/0", "`SubnetId` is missing: the interface is put into a subnet that stands in"),
        ("/VpcPeeringConnections/0", "both its sides are `vpc-1`: it leads nowhere"),
        ("/VpcPeeringConnections/1", "neither `vpc-7` nor `vpc-8` is described: it leads nowhere"),
        (
            "/VpcPeeringConnections/2",
            "`vpc-7` is not described, and its blocks are not told: it leads nowhere",
        ),
    ];
    let told = complaints(&import);
    for wanted in expected {
        assert!(told.contains(&wanted), "{wanted:?} not in {told:#?}");
    }
    // What was not bad is all there.
    let network = &import.network;
    assert_eq!((network.interfaces.len(), network.peerings.len()), (2, 4));
    let acl = network.network_acls.find("acl-1").unwrap();
    assert_eq!(acl.entry(Direction::Ingress, 100).unwrap().action.name(), "allow");
    assert_eq!(network.route_tables.find("rtb-1").unwrap().routes.len(), 5);
    check_identity(network);
}

#[test]
fn what_exceeds_a_quota_is_kept_and_named() {
    let rules = |count: usize| -> serde_json::Value {
        let rule = |port: usize| serde_json::json!({"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]});
        (1..=count).map(rule).collect()
    };
    let group = |id: usize, count: usize| {
        serde_json::json!({"GroupId": format!("sg-{id}"), "GroupName": format!("web {id}"), "VpcId": "vpc-1",
            "IpPermissions": rules(count)})
    };
    let groups: Vec<_> =
        [61, 1001, 60, 0, 0, 0].into_iter().enumerate().map(|(id, count)| group(id, count)).collect();
    let carried: Vec<_> = (0..6).map(|id| serde_json::json!({"GroupId": format!("sg-{id}")})).collect();
    let entry = |number: usize| serde_json::json!({"RuleNumber": number, "Egress": false, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "10.0.0.0/8"});
    let vpcs: Vec<_> = (1..=6)
        .map(|at| serde_json::json!({"VpcId": format!("vpc-{at}"), "CidrBlock": format!("10.{at}.0.0/16")}))
        .collect();
    let text = serde_json::json!({
        "Settings": {"Quotas": {"L-F678F1CE": 6}},
        "Vpcs": vpcs, "SecurityGroups": groups,
        "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.1.0.0/24"}],
        "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-1",
            "PrivateIpAddress": "10.1.0.10", "Groups": carried}],
        "NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": true,
            "Associations": [{"SubnetId": "subnet-1"}],
            "Entries": (1..=21).map(entry).collect::<Vec<_>>()}],
    });
    let import = imported(&text.to_string());
    let quota = |problem: &&Problem| problem.message.contains("the quota is");
    let told: Vec<_> = import.problems.iter().filter(quota).collect();
    let lines: Vec<(Severity, &str, &str)> =
        told.iter().map(|it| (it.severity, it.path.as_str(), it.message.as_str())).collect();
    let raised = "so that it must have been raised for the account";
    let expected = [
        (Severity::Info, "/SecurityGroups/0", format!("Inbound or outbound rules per security group (inbound IPv4): 61 where the quota is 60, {raised}")),
        (Severity::Warning, "/SecurityGroups/1", "Inbound or outbound rules per security group (inbound IPv4): 1001 where the quota is 60, and AWS grants no more than 1000".to_owned()),
        (Severity::Info, "/NetworkInterfaces/0", format!("Security groups per network interface: 6 where the quota is 5, {raised}")),
        (Severity::Info, "/NetworkAcls/0", format!("Rules per network ACL (inbound IPv4): 21 where the quota is 20, {raised}")),
    ];
    let expected: Vec<(Severity, &str, &str)> =
        expected.iter().map(|(severity, path, message)| (*severity, *path, message.as_str())).collect();
    assert_eq!(lines, expected);
    assert_eq!(told[2].resource.as_deref(), Some("eni-1"));
    assert_eq!(import.network.security_groups.find("sg-1").unwrap().rules.len(), 1001);
    assert_eq!(import.network.interfaces.find("eni-1").unwrap().groups.len(), 6);
    check_identity(&import.network);
}

#[test]
fn nothing_at_all_is_an_empty_region_and_settings_alone_change_nothing() {
    let (network, problems) = build(&AwsDescription::default());
    assert_eq!((network, problems), (Network::default(), Vec::new()));
    let import = imported(r#"{"Settings": {"Region": "eu-north-1", "Options": {"Related": true, "X": 1}}}"#);
    assert!(import.network.interfaces.is_described());
    assert_eq!(&*import.network.settings.region, "eu-north-1");
    assert!(import.network.settings.options.related);
    assert_eq!(complaints(&import).len(), 1);
    check_identity(&import.network);
}
