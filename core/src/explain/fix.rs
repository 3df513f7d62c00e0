//! The smallest change that would open a blocking checkpoint.

use super::traffic_of;
use crate::model::{Network, ResourceId};
use crate::net::{Decision, Direction, Packet, Payload};
use crate::path::{Checkpoint, CheckpointKind, Trace};
use crate::wire::Action;
use ipnet::IpNet;
use serde_json::{Map, Value, json};

/// A change that would open one checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, for people.
    pub title: String,
    /// The change itself: to be tried on a fork, applied with one click, or shown as a command.
    pub actions: Vec<Action>,
}

/// One change for each checkpoint that blocks and that a change can open.
pub fn fixes(trace: &Trace) -> Vec<Fix> {
    let blocking = trace.checkpoints.iter().filter(|checkpoint| checkpoint.decision == Decision::Denied);
    blocking.filter_map(|checkpoint| fix(&trace.network, checkpoint)).collect()
}

fn fix(network: &Network, checkpoint: &Checkpoint) -> Option<Fix> {
    match checkpoint.kind {
        CheckpointKind::SecurityGroup => allow_in_group(network, checkpoint),
        _ => None,
    }
}

/// A rule for exactly this traffic and this one address, in the first group of the interface.
fn allow_in_group(network: &Network, checkpoint: &Checkpoint) -> Option<Fix> {
    let direction = checkpoint.direction?;
    let interface = network.interfaces.find(&*checkpoint.resource)?;
    let group = network.security_groups.find(interface.groups.first()?)?;
    let peer = match direction {
        Direction::Ingress => checkpoint.packet.source,
        Direction::Egress => checkpoint.packet.destination,
    };
    let (name, preposition) = match direction {
        Direction::Ingress => ("AuthorizeSecurityGroupIngress", "from"),
        Direction::Egress => ("AuthorizeSecurityGroupEgress", "to"),
    };
    let block = IpNet::from(peer);
    let action = Action::new(name)
        .with("GroupId", group.id.as_str())
        .with("IpPermissions", json!([permission(&checkpoint.packet, block)]));
    Some(Fix {
        title: format!(
            "Allow {} {preposition} {block} in {}",
            traffic_of(&checkpoint.packet),
            group.display_name()
        ),
        actions: vec![action],
    })
}

/// The `IpPermission` that covers the packet's traffic and one block.
fn permission(packet: &Packet, block: IpNet) -> Value {
    let mut permission = Map::new();
    permission.insert("IpProtocol".to_owned(), packet.protocol().to_string().into());
    let ports = match &packet.payload {
        Payload::Tcp { destination_port, .. } | Payload::Udp { destination_port, .. } => {
            Some((i32::from(*destination_port), i32::from(*destination_port)))
        }
        Payload::Icmp(message) | Payload::Icmpv6(message) => Some((i32::from(message.kind), -1)),
        Payload::Other(_) => None,
    };
    if let Some((from, to)) = ports {
        permission.insert("FromPort".to_owned(), from.into());
        permission.insert("ToPort".to_owned(), to.into());
    }
    let (list, field) = match block {
        IpNet::V4(_) => ("IpRanges", "CidrIp"),
        IpNet::V6(_) => ("Ipv6Ranges", "CidrIpv6"),
    };
    permission.insert(list.to_owned(), json!([{ field: block.to_string() }]));
    Value::Object(permission)
}
