//! The traps of semantics.md section 13 that concern groups, tracking, quotas and errors: each is shown by a
//! scenario or a test, and this list fails where one is missing.

#![cfg(not(target_arch = "wasm32"))]

use serde_json::{Value, json};
use sg_core::control;
use sg_core::evaluate::Lowering;
use sg_core::model::{Network, NetworkInterfaceId, ResourceId};
use sg_core::net::Direction;
use sg_core::wire::Action;
use sg_tests::scenario;

/// Where a trap is shown.
enum Shown {
    /// By a scenario of `scenarios/`.
    Scenario(&'static str),
    /// By a test in a file of the repository.
    Test(&'static str, &'static str),
}

use Shown::{Scenario, Test};

const HERE: &str = "tests/tests/section_13.rs";

/// Each row with what shows it.
const ROWS: &[(u8, &[Shown])] = &[
    (1, &[Scenario("no-outbound-rules"), Scenario("stateful-return")]),
    (2, &[Scenario("default-group")]),
    (3, &[Scenario("same-group-needs-a-rule")]),
    (4, &[Scenario("both-ends-are-checked")]),
    (5, &[Scenario("rules-add-up")]),
    (
        6,
        &[
            Scenario("only-the-destination-port"),
            Test("tests/tests/brute_force.rs", "source_ports_are_never_looked_at"),
        ],
    ),
    (7, &[Scenario("two-families")]),
    (8, &[Scenario("ping-rules")]),
    (9, &[Scenario("ping-rules")]),
    (10, &[Scenario("protocols-without-ports")]),
    (
        11,
        &[
            Test(HERE, "all_protocols_show_no_ports_in_one_output_and_minus_one_in_the_other"),
            Test("core/src/control/rules_modify.rs", "all_protocols_with_ports_are_refused_here"),
        ],
    ),
    (12, &[Test(HERE, "a_group_stands_for_private_addresses_only")]),
    (
        13,
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
    (15, &[Test("core/src/control/peerings.rs", "a_peered_group_can_be_deleted_and_leaves_a_stale_rule")]),
    (16, &[Scenario("rule-removed-under-traffic")]),
    (17, &[Scenario("rule-removed-under-traffic"), Scenario("two-families")]),
    (
        18,
        &[Test("core/src/conntrack/tests/automatic.rs", "whatever_passes_one_of_eight_services_is_tracked")],
    ),
    (19, &[Scenario("idle-connection")]),
    (20, &[Scenario("udp-timers")]),
    (21, &[Scenario("icmp-errors-need-a-rule")]),
    (32, &[Scenario("rule-quota")]),
    (
        33,
        &[
            Scenario("rule-quota"),
            Test("core/src/control/settings.rs", "a_quota_has_a_code_and_a_highest_value"),
        ],
    ),
    (34, &[Scenario("canonical-forms")]),
    (35, &[Scenario("canonical-forms")]),
    (36, &[Scenario("canonical-forms")]),
    (41, &[Scenario("delete-a-group")]),
    (43, &[Test("core/src/catalog/rule_types.rs", "the_type_is_derived_from_protocol_and_ports")]),
];

#[test]
fn every_trap_is_shown() {
    let mut missing = Vec::new();
    for row in (1..=13).chain(15..=21).chain(32..=36).chain([41, 43]) {
        let shown = ROWS.iter().find(|(own, _)| *own == row).map_or(&[][..], |(_, shown)| *shown);
        if shown.is_empty() {
            missing.push(format!("row {row} is shown by nothing"));
        }
        for shown in shown {
            match shown {
                Scenario(id) if scenario::all().iter().all(|scenario| scenario.id != *id) => {
                    missing.push(format!("row {row}: there is no scenario {id}"));
                }
                Test(file, name) if !has_test(file, name) => {
                    missing.push(format!("row {row}: there is no test {name} in {file}"));
                }
                _ => {}
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

fn has_test(file: &str, name: &str) -> bool {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    let source = std::fs::read_to_string(path).unwrap_or_default();
    source.contains(&format!("#[test]\n    fn {name}(")) || source.contains(&format!("#[test]\nfn {name}("))
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
