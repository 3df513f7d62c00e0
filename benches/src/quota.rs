//! Two interfaces in two peered VPCs, each with as many groups and rules as the quotas allow.

use serde_json::{Value, json};
use sg_core::simulation::Simulation;
use sg_core::wire::{Document, PacketInput, Step, StepKind};

/// Groups per interface.
pub const GROUPS: u32 = 5;
/// Rules of one family and direction per group: the default quota.
pub const RULES: u32 = 60;
/// The most that the quota can be raised to beside so many groups: 1,000 rules an interface.
pub const MOST_RULES: u32 = 1000 / GROUPS;

/// The sender's interface.
pub const SENDER: &str = "eni-00000000000000001";
/// The receiver's interface.
pub const RECEIVER: &str = "eni-00000000000000002";

/// A network whose last rule lets PostgreSQL from the sender reach the receiver: out of its interface and its
/// groups, by route and ACL, over a peering, by ACL, interface and groups. Eight checkpoints.
pub fn document(rules: u32) -> Value {
    let groups: Vec<Value> = [SENDER, RECEIVER].iter().flat_map(|end| groups_of(end, rules)).collect();
    json!({
        "version": 1,
        "name": "quota",
        "base": {
            "Settings": {"Quotas": {"L-0EA8095F": rules}},
            "Vpcs": [vpc(1), vpc(2)],
            "Subnets": [subnet(1), subnet(2)],
            "InternetGateways": [],
            "RouteTables": [table(1, 2), table(2, 1)],
            "NetworkAcls": [acl(1), acl(2)],
            "VpcPeeringConnections": [{
                "VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "active"},
                "RequesterVpcInfo": {"VpcId": "vpc-1", "CidrBlock": "10.1.0.0/16", "OwnerId": "111122223333"},
                "AccepterVpcInfo": {"VpcId": "vpc-2", "CidrBlock": "10.2.0.0/16", "OwnerId": "111122223333"},
            }],
            "SecurityGroups": groups,
            "NetworkInterfaces": [interface(SENDER, 1), interface(RECEIVER, 2)],
        },
        "steps": [],
    })
}

/// The simulation of [`document`].
pub fn simulation(rules: u32) -> Simulation {
    let document: Document = serde_json::from_value(document(rules)).expect("a document");
    let (simulation, problems) = Simulation::new(document);
    assert!(problems.iter().all(|problem| problem.path.is_empty()), "{problems:?}");
    simulation
}

/// The `number`-th packet: every one begins a flow of its own.
pub fn packet(number: u32) -> Value {
    json!({
        "from": SENDER, "to": RECEIVER, "protocol": "tcp",
        "sourcePort": 1024 + number % 60_000, "destinationPort": 5432,
    })
}

/// Packets as the evaluator takes them.
pub fn inputs(count: u32) -> Vec<PacketInput> {
    (0..count).map(|number| serde_json::from_value(packet(number)).expect("a packet")).collect()
}

/// Sends the packets and answers how many checkpoints they met in all.
pub fn send_all(simulation: &mut Simulation, inputs: &[PacketInput]) -> usize {
    inputs
        .iter()
        .map(|input| match simulation.step(Step::from(StepKind::Send(input.clone()))) {
            Ok(sg_core::simulation::Answer::Sent(trace)) => trace.checkpoints.len(),
            _ => 0,
        })
        .sum()
}

fn vpc(number: u32) -> Value {
    json!({"VpcId": format!("vpc-{number}"), "CidrBlock": format!("10.{number}.0.0/16"), "OwnerId": "111122223333"})
}

fn subnet(number: u32) -> Value {
    json!({"SubnetId": format!("subnet-{number}"), "VpcId": format!("vpc-{number}"),
        "CidrBlock": format!("10.{number}.1.0/24"), "AvailabilityZone": "eu-west-1a"})
}

fn table(number: u32, other: u32) -> Value {
    json!({
        "RouteTableId": format!("rtb-{number}"), "VpcId": format!("vpc-{number}"),
        "Associations": [{"Main": true, "RouteTableId": format!("rtb-{number}"),
            "RouteTableAssociationId": format!("rtbassoc-{number}")}],
        "Routes": [
            {"DestinationCidrBlock": format!("10.{number}.0.0/16"), "GatewayId": "local", "State": "active",
                "Origin": "CreateRouteTable"},
            {"DestinationCidrBlock": format!("10.{other}.0.0/16"), "VpcPeeringConnectionId": "pcx-1",
                "State": "active", "Origin": "CreateRoute"},
        ],
    })
}

fn acl(number: u32) -> Value {
    json!({
        "NetworkAclId": format!("acl-{number}"), "VpcId": format!("vpc-{number}"), "IsDefault": true,
        "Associations": [{"NetworkAclAssociationId": format!("aclassoc-{number}"),
            "NetworkAclId": format!("acl-{number}"), "SubnetId": format!("subnet-{number}")}],
        "Entries": [entry(false, 100, "allow"), entry(false, 32767, "deny"), entry(true, 100, "allow"),
            entry(true, 32767, "deny")],
    })
}

fn entry(egress: bool, number: u32, action: &str) -> Value {
    json!({"RuleNumber": number, "Egress": egress, "Protocol": "-1", "RuleAction": action, "CidrBlock": "0.0.0.0/0"})
}

fn interface(id: &str, number: u32) -> Value {
    let address = format!("10.{number}.1.10");
    let groups: Vec<Value> = (0..GROUPS).map(|group| json!({"GroupId": group_id(id, group)})).collect();
    json!({
        "NetworkInterfaceId": id, "InterfaceType": "interface", "VpcId": format!("vpc-{number}"),
        "SubnetId": format!("subnet-{number}"), "PrivateIpAddress": address,
        "PrivateIpAddresses": [{"PrivateIpAddress": address, "Primary": true}],
        "Groups": groups, "SourceDestCheck": true,
    })
}

fn group_id(interface: &str, group: u32) -> String {
    format!("sg-{}{group:016}", if interface == SENDER { 1 } else { 2 })
}

fn groups_of(interface: &str, rules: u32) -> Vec<Value> {
    let vpc = if interface == SENDER { "vpc-1" } else { "vpc-2" };
    (0..GROUPS)
        .map(|group| {
            json!({
                "GroupId": group_id(interface, group), "GroupName": format!("group-{group}-{interface}"),
                "Description": "at the quota", "VpcId": vpc, "OwnerId": "111122223333",
                "IpPermissions": permissions(group, rules),
                "IpPermissionsEgress": permissions(group, rules),
            })
        })
        .collect()
}

/// Rules that do not match, but for the very last one of the last group.
fn permissions(group: u32, rules: u32) -> Vec<Value> {
    (0..rules)
        .map(|rule| {
            let is_last = group + 1 == GROUPS && rule + 1 == rules;
            let (port, block) = if is_last {
                (5432, "10.0.0.0/8".to_owned())
            } else {
                (1000 + rule, format!("192.0.{rule}.{}/32", group * 8))
            };
            json!({"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": block}]})
        })
        .collect()
}
