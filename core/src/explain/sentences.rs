//! A checkpoint's reason and a verdict's summary, filled in from the catalog's sentences.

use super::{display_name, entry_title, full_name, peer_text, traffic_of};
use crate::catalog::Code;
use crate::model::{Network, ResourceId};
use crate::net::{Decision, Direction, Packet, Payload};
use crate::path::{Checkpoint, CheckpointKind, DecidedBy, Evidence, Trace};

/// Why the checkpoint decided as it did: its code's sentence with the evidence filled in.
pub fn reason(network: &Network, checkpoint: &Checkpoint) -> String {
    let fill = |place: &str| match place {
        "resource" => full_name(network, &checkpoint.resource),
        "groups" => groups(network, &checkpoint.resource),
        "direction" => checkpoint.direction.map_or("", Direction::adjective).to_owned(),
        "rule" => decided_by(checkpoint),
        "entry" => match &checkpoint.evidence {
            Evidence::Entries(by_entries) => by_entries.entry().map_or_else(String::new, entry_title),
            _ => decided_by(checkpoint),
        },
        other => of_packet(other, &checkpoint.packet, checkpoint.direction),
    };
    filled(checkpoint.code.sentence(), fill)
}

/// One sentence on the whole walk: what decided, or that the packet arrived; also that it did so as part of a
/// connection, where rules alone would not have let it by.
pub fn summary(trace: &Trace) -> String {
    if let Some(checkpoint) = trace.blocking() {
        return reason(&trace.network, checkpoint);
    }
    let mut text = filled(Code::Delivered.sentence(), |place| of_packet(place, &trace.packet, None));
    text.push_str(by_tracking(trace).unwrap_or_default());
    text
}

/// The end of a sentence on a packet that arrived, where it owes that to a connection that is tracked: its own rules do
/// not let it by, or those of now would not let the connection begin.
pub fn by_tracking(trace: &Trace) -> Option<&'static str> {
    let mut known = trace.checkpoints.iter().filter(|passed| passed.anew.is_some());
    if trace.verdict != Decision::Allowed {
        return None;
    }
    if known.clone().any(|passed| passed.anew == Some(Decision::Denied)) {
        return Some(" as part of a connection that is tracked. A new connection would be denied");
    }
    let lacks_a_rule = |passed: &Checkpoint| match &passed.evidence {
        Evidence::Rules(by_rules) => by_rules.decision != Decision::Allowed,
        _ => false,
    };
    known.any(lacks_a_rule).then_some(" as part of a connection that is tracked")
}

/// What a person at the sending end would have noticed.
pub fn noticed(trace: &Trace) -> Option<&'static str> {
    if trace.verdict != Decision::Denied {
        return None;
    }
    Some(match trace.packet.payload {
        Payload::Tcp { .. } => {
            "The packet is dropped in silence: the client waits and reports a timeout. A refused connection would mean that the packet arrived."
        }
        Payload::Icmp(_) | Payload::Icmpv6(_) => "The packet is dropped in silence: ping shows no answer.",
        _ => "The packet is dropped in silence: nothing tells the sender.",
    })
}

/// The line that confirms the verdict at AWS, and one to try from the sender. Reachability Analyzer makes a path first,
/// then analyses it; a source outside is the gateway, with the address that comes through it.
pub fn confirmation(trace: &Trace, from: &str, to: &str) -> Vec<String> {
    let Some((_, port)) = trace.packet.ports() else { return Vec::new() };
    let (protocol, flag) = match trace.packet.payload {
        Payload::Tcp { .. } => ("tcp", ""),
        _ => ("udp", "u"),
    };
    let mut lines = Vec::new();
    if from.contains('-') && trace.packet.source.is_ipv4() {
        let destination = if to.contains('-') {
            format!("--destination {to}")
        } else {
            format!("--destination-ip {}", trace.packet.destination)
        };
        let outside = match from.starts_with("igw-") {
            true => format!(" --source-ip {}", trace.packet.source),
            false => String::new(),
        };
        let path = format!(
            "aws ec2 create-network-insights-path --source {from} {destination} --protocol {protocol} --destination-port {port}{outside}"
        );
        let id = "--query NetworkInsightsPath.NetworkInsightsPathId --output text";
        lines.push(format!(
            "aws ec2 start-network-insights-analysis --network-insights-path-id \"$({path} {id})\""
        ));
    }
    lines.push(format!("nc -vz{flag} {} {port}", trace.packet.destination));
    lines
}

fn filled(sentence: &str, fill: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((place, tail)) => {
                out.push_str(&fill(place));
                rest = tail;
            }
            None => rest = after,
        }
    }
    out.push_str(rest);
    out
}

fn of_packet(place: &str, packet: &Packet, direction: Option<Direction>) -> String {
    match place {
        "traffic" => traffic_of(packet),
        "peer" => peer_text(packet, direction),
        "source" => packet.source.to_string(),
        "destination" => packet.destination.to_string(),
        _ => String::new(),
    }
}

fn decided_by(checkpoint: &Checkpoint) -> String {
    match &checkpoint.decided_by {
        Some(DecidedBy::Rule(id)) => id.to_string(),
        Some(DecidedBy::Named(name)) => name.to_string(),
        None => checkpoint.resource.to_string(),
    }
}

/// The groups an interface carries, by name; the resource itself where it is no interface.
fn groups(network: &Network, resource: &str) -> String {
    let Some(interface) = network.interfaces.find(resource) else {
        return display_name(network, resource);
    };
    let names: Vec<String> =
        interface.groups.iter().map(|group| display_name(network, group.as_str())).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last} together", others.join(", ")),
        None => display_name(network, resource),
    }
}

impl CheckpointKind {
    /// Words for people.
    pub fn title(self) -> &'static str {
        match self {
            CheckpointKind::BlockPublicAccess => "VPC Block Public Access",
            CheckpointKind::EgressOnlyInternetGateway => "Egress-only internet gateway",
            CheckpointKind::Endpoint => "VPC endpoint",
            CheckpointKind::Interface => "Network interface",
            CheckpointKind::InternetGateway => "Internet gateway",
            CheckpointKind::LoadBalancer => "Load balancer",
            CheckpointKind::NatGateway => "NAT gateway",
            CheckpointKind::NetworkAcl => "Network ACL",
            CheckpointKind::Peering => "VPC peering",
            CheckpointKind::RouteTable => "Route table",
            CheckpointKind::SecurityGroup => "Security groups",
            CheckpointKind::TransitGateway => "Transit gateway",
            CheckpointKind::UnfilteredService => "AWS service",
        }
    }
}
