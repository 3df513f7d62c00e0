//! The traps of semantics.md section 13 that do not concern formats that are not there yet: each is shown by a
//! scenario or a test, and this list fails where one is missing.

#![cfg(not(target_arch = "wasm32"))]

use serde_json::{Value, json};
use sg_core::control;
use sg_core::evaluate::Lowering;
use sg_core::model::{Network, NetworkInterfaceId, ResourceId};
use sg_core::net::Direction;
use sg_core::wire::Action;
use sg_tests::shown::Shown::{Scenario, Steps, Test};
use sg_tests::shown::{Row, missing};

const HERE: &str = "tests/tests/section_13.rs";

/// Each row with what shows it.
const ROWS: &[Row] = &[
    ("1", &[Scenario("no-outbound-rules"), Scenario("stateful-return")]),
    ("2", &[Scenario("default-group")]),
    ("3", &[Scenario("same-group-needs-a-rule")]),
    ("4", &[Scenario("both-ends-are-checked")]),
    ("5", &[Scenario("rules-add-up")]),
    (
        "6",
        &[
            Scenario("only-the-destination-port"),
            Test("tests/tests/brute_force.rs", "source_ports_are_never_looked_at"),
        ],
    ),
    ("7", &[Scenario("two-families")]),
    ("8", &[Scenario("ping-rules")]),
    ("9", &[Scenario("ping-rules")]),
    ("10", &[Scenario("protocols-without-ports")]),
    (
        "11",
        &[
            Test(HERE, "all_protocols_show_no_ports_in_one_output_and_minus_one_in_the_other"),
            Test("core/src/control/rules_modify.rs", "all_protocols_with_ports_are_refused_here"),
        ],
    ),
    ("12", &[Test(HERE, "a_group_stands_for_private_addresses_only"), Scenario("public-address-hairpin")]),
    (
        "13",
        &[
            Test(
                "core/src/control/peerings.rs",
                "a_reference_needs_an_active_peering_and_turns_stale_with_it",
            ),
            Test("core/src/control/peerings.rs", "groups_of_another_region_cannot_be_referred_to"),
            Test(
                "core/src/control/associations.rs",
                "an_associated_group_may_be_attached_and_referred_to_there",
            ),
        ],
    ),
    ("15", &[Test("core/src/control/peerings.rs", "a_peered_group_can_be_deleted_and_leaves_a_stale_rule")]),
    ("16", &[Scenario("rule-removed-under-traffic"), Scenario("acl-cuts-a-live-flow")]),
    ("17", &[Scenario("rule-removed-under-traffic"), Scenario("two-families")]),
    (
        "18",
        &[Test("core/src/conntrack/tests/automatic.rs", "whatever_passes_one_of_eight_services_is_tracked")],
    ),
    ("19", &[Scenario("idle-connection")]),
    ("20", &[Scenario("udp-timers")]),
    ("21", &[Scenario("icmp-errors-need-a-rule"), Scenario("path-mtu")]),
    ("32", &[Scenario("rule-quota")]),
    (
        "33",
        &[
            Scenario("rule-quota"),
            Test("core/src/control/settings.rs", "a_quota_has_a_code_and_a_highest_value"),
        ],
    ),
    ("34", &[Scenario("canonical-forms")]),
    ("35", &[Scenario("canonical-forms")]),
    ("36", &[Scenario("canonical-forms")]),
    ("41", &[Scenario("delete-a-group")]),
    ("43", &[Test("core/src/catalog/rule_types.rs", "the_type_is_derived_from_protocol_and_ports")]),
    ("14", &[Scenario("nlb-client-address")]),
    (
        "22",
        &[
            Steps("5.4 inside a subnet no ACL is met"),
            Steps("5.4 between subnets there are two"),
            Steps("5.2 ascending number, the first match decides"),
            Steps("5.1 a custom ACL begins by denying everything"),
        ],
    ),
    ("23", &[Scenario("acl-ephemeral-port")]),
    (
        "24",
        &[
            Steps("5.4 not filtered: the Amazon DNS"),
            Steps("5.4 not filtered: instance metadata"),
            Test("core/src/path/tests/neighbours.rs", "the_routers_and_the_resolver_need_no_rule_and_no_acl"),
        ],
    ),
    (
        "25",
        &[
            Steps("5.4 behind an internet gateway the ACL sees private addresses"),
            Test("core/src/path/tests/acls.rs", "the_acl_sees_the_private_address"),
        ],
    ),
    ("26", &[Scenario("nat-gateway-acl"), Scenario("nat-gateway")]),
    ("27", &[Steps("6.1 by the table of the subnet that a packet leaves, also a reply")]),
    ("28", &[Scenario("blackhole-route")]),
    ("29", &[Scenario("peering-not-transitive")]),
    ("30", &[Steps("6.2 a propagated route never beats the local one")]),
    (
        "31",
        &[
            Steps("6.5 (1) an attached internet gateway, (2) a route back"),
            Steps("6.5 (3) a public address"),
            Steps("6.5 (4) the ACL both ways"),
            Steps("6.5 (5) the group"),
            Steps("6.5 (6) Block Public Access"),
        ],
    ),
    (
        "40",
        &[
            Test("core/src/path/tests/endpoints.rs", "lambda_takes_answers_and_nothing_else"),
            Test("core/src/path/tests/endpoints.rs", "an_interface_endpoint_is_filtered_by_its_own_groups"),
            Test("core/src/path/tests/balancers.rs", "a_network_balancer_without_groups_lets_everything_in"),
            Test("core/src/path/tests/nat.rs", "out_and_back_checkpoint_by_checkpoint"),
        ],
    ),
    ("42", &[Test("core/src/catalog/quotas.rs", "defaults_are_those_of_aws")]),
];

#[test]
fn every_trap_is_shown() {
    let mut all = missing(ROWS);
    for row in (1..=36).chain(40..=43) {
        if ROWS.iter().all(|(own, _)| *own != row.to_string()) {
            all.push(format!("row {row} is shown by nothing"));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

fn act(network: &mut Network, action: Value) -> Value {
    let action: Action = serde_json::from_value(action).expect("an action");
    control::apply(network, &action).expect("it succeeds")
}

fn text<'a>(answer: &'a Value, pointer: &str) -> &'a str {
    answer.pointer(pointer).and_then(Value::as_str).expect(pointer)
}

fn with_vpc() -> (Network, String) {
    let mut network = Network::default();
    let made = act(&mut network, json!({"Action": "CreateVpc", "CidrBlock": "10.0.0.0/16"}));
    let vpc = text(&made, "/Vpc/VpcId").to_owned();
    (network, vpc)
}

#[test]
fn all_protocols_show_no_ports_in_one_output_and_minus_one_in_the_other() {
    let (mut network, vpc) = with_vpc();
    let made = act(
        &mut network,
        json!({"Action": "CreateSecurityGroup", "VpcId": vpc, "GroupName": "web", "Description": "web"}),
    );
    let group = text(&made, "/GroupId").to_owned();
    let groups = act(&mut network, json!({"Action": "DescribeSecurityGroups", "GroupIds": [group]}));
    let permission = &groups["SecurityGroups"][0]["IpPermissionsEgress"][0];
    assert_eq!(permission["IpProtocol"], "-1");
    assert_eq!((permission.get("FromPort"), permission.get("ToPort")), (None, None));
    let filters = json!([{"Name": "group-id", "Values": [group]}]);
    let rules = act(&mut network, json!({"Action": "DescribeSecurityGroupRules", "Filters": filters}));
    let rule = &rules["SecurityGroupRules"][0];
    assert_eq!(
        (&rule["IpProtocol"], &rule["FromPort"], &rule["ToPort"]),
        (&json!("-1"), &json!(-1), &json!(-1))
    );
}

#[test]
fn a_group_stands_for_private_addresses_only() {
    let (mut network, vpc) = with_vpc();
    let subnet = json!({"Action": "CreateSubnet", "VpcId": vpc, "CidrBlock": "10.0.1.0/24"});
    let subnet = text(&act(&mut network, subnet), "/Subnet/SubnetId").to_owned();
    let launch = json!({"Action": "RunInstances", "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1,
        "NetworkInterfaces": [{"DeviceIndex": 0, "SubnetId": subnet, "AssociatePublicIpAddress": true}]});
    act(&mut network, launch);
    let member = network.interfaces.iter().next().expect("an interface").clone();
    let public = member.public_address().expect("a public address").into();
    let private = member.primary_address().expect("a private address").into();
    let id = NetworkInterfaceId::new(member.id.as_str());
    let interface = network.interfaces.find(&id).expect("the interface");
    // The default group's inbound rule names the group itself.
    let rules = Lowering::new(&network).rules(interface, Direction::Ingress);
    assert_eq!(rules.iter().map(|rule| rule.covers_peer(private)).collect::<Vec<_>>(), [Some(true)]);
    assert_eq!(rules.iter().map(|rule| rule.covers_peer(public)).collect::<Vec<_>>(), [Some(false)]);
}
