//! A pseudo-random run of a whole simulation, the same on every machine.

use crate::Random;
use crate::moto::any_call;
use serde_json::{Value, json};
use sg_core::explain;
use sg_core::simulation::{Answer, Refusal, Simulation};
use sg_core::wire::{Action, Step, StepKind};

/// The seed of the run that native and wasm both make.
pub const SEED: u64 = 7;

/// The length of that run.
pub const STEPS: usize = 400;

/// A simulation with two VPCs, a few groups and interfaces, made by actions.
pub fn populated() -> Simulation {
    let mut simulation = Simulation::default();
    for (block, ipv6) in [("10.0.0.0/16", true), ("10.1.0.0/16", false)] {
        let vpc = made(
            &mut simulation,
            json!({"Action": "CreateVpc", "CidrBlock": block, "AmazonProvidedIpv6CidrBlock": ipv6}),
            "/Vpc/VpcId",
        );
        let inside = block.replace("0.0/16", "1.0/24");
        let subnet = made(
            &mut simulation,
            json!({"Action": "CreateSubnet", "VpcId": vpc, "CidrBlock": inside}),
            "/Subnet/SubnetId",
        );
        for name in ["web", "app"] {
            let group = made(
                &mut simulation,
                json!({"Action": "CreateSecurityGroup", "VpcId": vpc, "GroupName": name, "Description": name}),
                "/GroupId",
            );
            let rule = json!([{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]);
            made(
                &mut simulation,
                json!({"Action": "AuthorizeSecurityGroupIngress", "GroupId": group, "IpPermissions": rule}),
                "",
            );
            made(
                &mut simulation,
                json!({"Action": "CreateNetworkInterface", "SubnetId": subnet, "Groups": [group]}),
                "",
            );
        }
    }
    simulation
}

/// Applies an action that must succeed and answers the text at the pointer.
fn made(simulation: &mut Simulation, action: Value, pointer: &str) -> String {
    let action: Action = serde_json::from_value(action).expect("an action");
    match simulation.step(Step::from(StepKind::Apply(vec![action]))) {
        Ok(Answer::Applied(results)) => {
            results[0].pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        other => panic!("{other:?}"),
    }
}

/// Any step: a call, a packet, a conversation, a move of time.
pub fn any_step(random: &mut Random, simulation: &Simulation) -> Step {
    let value = match random.below(10) {
        0..4 => json!({"apply": [any_call(random, simulation.network())]}),
        4..8 => json!({"send": packet(random, simulation)}),
        8 => {
            let kinds = ["tcp-connect", "tcp-exchange", "udp-query", "udp-stream", "ping"];
            json!({"converse": {"kind": random.pick(&kinds), "from": end(random, simulation),
                "to": end(random, simulation), "sourcePort": 50_000 + random.below(4), "destinationPort": 80}})
        }
        _ => json!({"advance": random.below(60_000)}),
    };
    serde_json::from_value(value).expect("a step")
}

fn end(random: &mut Random, simulation: &Simulation) -> String {
    let interfaces: Vec<String> = simulation.network().interfaces.ids().map(ToString::to_string).collect();
    match random.below(6) {
        0 => "internet".to_owned(),
        1 => "10.0.1.4".to_owned(),
        _ if interfaces.is_empty() => "internet".to_owned(),
        _ => random.pick(&interfaces).clone(),
    }
}

fn packet(random: &mut Random, simulation: &Simulation) -> Value {
    let flags: [&[&str]; 5] = [&["syn"], &["syn"], &["ack"], &["fin", "ack"], &["rst"]];
    let mut packet = json!({"from": end(random, simulation), "to": end(random, simulation)});
    let protocol = *random.pick(&["tcp", "tcp", "udp", "icmp", "47"]);
    packet["protocol"] = protocol.into();
    if matches!(protocol, "tcp" | "udp") {
        packet["sourcePort"] = (*random.pick(&[50_000, 50_001, 80])).into();
        packet["destinationPort"] = (*random.pick(&[80, 443, 22, 50_000])).into();
    }
    if protocol == "tcp" {
        packet["flags"] = json!(random.pick(&flags));
    }
    packet
}

/// All that can be seen of a simulation, as bytes.
pub fn bytes(simulation: &Simulation) -> String {
    let document = serde_json::to_string(&simulation.to_document()).expect("JSON");
    let description = serde_json::to_string(&simulation.to_aws()).expect("JSON");
    format!("{document}\n{description}\n{:?}\n{:?}", simulation.conntrack(None), simulation.now())
}

/// What a step gave, as bytes.
pub fn answered(answer: &Result<Answer, Refusal>) -> String {
    match answer {
        Ok(Answer::Applied(results)) => serde_json::to_string(&results[..]).expect("JSON"),
        Ok(Answer::Sent(trace)) => serde_json::to_string(&explain::outcome(trace)).expect("JSON"),
        other => format!("{other:?}"),
    }
}

/// A digest of a run of that many steps: of every answer, and of the simulation at the end (FNV-1a).
pub fn digest(seed: u64, steps: usize) -> u64 {
    let mut random = Random::new(seed);
    let mut simulation = populated();
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for _ in 0..steps {
        let step = any_step(&mut random, &simulation);
        hash = stir(hash, &answered(&simulation.step(step)));
    }
    stir(hash, &bytes(&simulation))
}

fn stir(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
