//! Two interfaces in two subnets, each with as many groups and rules as the default quotas allow.

use serde_json::{Value, json};
use sg_core::simulation::Simulation;
use sg_core::wire::{Document, PacketInput, Step, StepKind};

/// Groups per interface.
pub const GROUPS: u32 = 5;
/// Rules of one family and direction per group.
pub const RULES: u32 = 60;

/// The sender's interface.
pub const SENDER: &str = "eni-00000000000000001";
/// The receiver's interface.
pub const RECEIVER: &str = "eni-00000000000000002";

/// A network whose last rule lets PostgreSQL from the sender reach the receiver, through two subnets, two
/// ACLs and a route table.
pub fn document() -> Value {
    let groups: Vec<Value> = [SENDER, RECEIVER].iter().flat_map(|end| groups_of(end)).collect();
    json!({
        "version": 1,
        "name": "quota",
        "base": {
            "Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "OwnerId": "111122223333"}],
            "Subnets": [subnet(1), subnet(2)],
            "InternetGateways": [],
            "RouteTables": [{
                "RouteTableId": "rtb-1", "VpcId": "vpc-1",
                "Associations": [{"Main": true, "RouteTableId": "rtb-1", "RouteTableAssociationId": "rtbassoc-1"}],
                "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable"}],
            }],
            "NetworkAcls": [{
                "NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": true,
                "Associations": [acl_association(1), acl_association(2)],
                "Entries": [entry(false, 100, "allow"), entry(false, 32767, "deny"), entry(true, 100, "allow"), entry(true, 32767, "deny")],
            }],
            "SecurityGroups": groups,
            "NetworkInterfaces": [interface(SENDER, 1), interface(RECEIVER, 2)],
        },
        "steps": [],
    })
}

/// The simulation of [`document`].
pub fn simulation() -> Simulation {
    let document: Document = serde_json::from_value(document()).expect("a document");
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

fn subnet(number: u32) -> Value {
    json!({"SubnetId": format!("subnet-{number}"), "VpcId": "vpc-1", "CidrBlock": format!("10.0.{number}.0/24"), "AvailabilityZone": "eu-west-1a"})
}

fn acl_association(number: u32) -> Value {
    json!({"NetworkAclAssociationId": format!("aclassoc-{number}"), "NetworkAclId": "acl-1", "SubnetId": format!("subnet-{number}")})
}

fn entry(egress: bool, number: u32, action: &str) -> Value {
    json!({"RuleNumber": number, "Egress": egress, "Protocol": "-1", "RuleAction": action, "CidrBlock": "0.0.0.0/0"})
}

fn interface(id: &str, number: u32) -> Value {
    let address = format!("10.0.{number}.10");
    let groups: Vec<Value> = (0..GROUPS).map(|group| json!({"GroupId": group_id(id, group)})).collect();
    json!({
        "NetworkInterfaceId": id, "InterfaceType": "interface", "VpcId": "vpc-1",
        "SubnetId": format!("subnet-{number}"), "PrivateIpAddress": address,
        "PrivateIpAddresses": [{"PrivateIpAddress": address, "Primary": true}],
        "Groups": groups, "SourceDestCheck": true,
    })
}

fn group_id(interface: &str, group: u32) -> String {
    format!("sg-{}{group:016}", if interface == SENDER { 1 } else { 2 })
}

fn groups_of(interface: &str) -> Vec<Value> {
    (0..GROUPS)
        .map(|group| {
            json!({
                "GroupId": group_id(interface, group), "GroupName": format!("group-{group}-{interface}"),
                "Description": "at the quota", "VpcId": "vpc-1", "OwnerId": "111122223333",
                "IpPermissions": permissions(group), "IpPermissionsEgress": permissions(group),
            })
        })
        .collect()
}

/// Rules that do not match, but for the very last one of the last group.
fn permissions(group: u32) -> Vec<Value> {
    (0..RULES)
        .map(|rule| {
            let is_last = group + 1 == GROUPS && rule + 1 == RULES;
            let (port, block) = if is_last {
                (5432, "10.0.0.0/16".to_owned())
            } else {
                (1000 + rule, format!("192.0.{rule}.{}/32", group * 8))
            };
            json!({"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": block}]})
        })
        .collect()
}
