//! An entry that allows exactly this traffic, under a free number before the entry that denies it.

use super::{Blocked, Fix};
use crate::explain::names::{code_of_rule, traffic_of_rule};
use crate::explain::{display_name, entry_title};
use crate::model::{NetworkAcl, NetworkAclEntry, ResourceId};
use crate::net::{Direction, Packet, Payload};
use crate::path::Evidence;
use crate::wire::Action;
use ipnet::IpNet;
use serde_json::{Value, json};

/// The first port of those that systems choose for their own end (VPC User Guide, *ephemeral ports*).
const FIRST_EPHEMERAL: u16 = 1024;

pub(super) fn allow(blocked: &Blocked<'_>) -> Option<Fix> {
    let network = &blocked.trace.network;
    let checkpoint = blocked.checkpoint;
    let Evidence::Entries(by_entries) = &checkpoint.evidence else { return None };
    let acl = network.network_acls.find(&*checkpoint.resource)?;
    let direction = checkpoint.direction?;
    let number = free_number(acl, direction, by_entries.entry())?;
    let packet = &checkpoint.packet;
    let block = IpNet::from(packet.far_end(direction));
    let field = if packet.source.is_ipv4() { "CidrBlock" } else { "Ipv6CidrBlock" };
    let mut action = Action::new("CreateNetworkAclEntry")
        .with("NetworkAclId", acl.id.to_string())
        .with("RuleNumber", number)
        .with("Egress", direction == Direction::Egress)
        .with("Protocol", packet.protocol().0.to_string())
        .with("RuleAction", "allow")
        .with(field, block.to_string());
    let mut traffic = traffic_of_rule(packet);
    match covered(packet) {
        Some(Covered::Ports(from, to)) => {
            action = action.with("PortRange", json!({"From": from, "To": to}));
            if from != to {
                let words = traffic.split(' ').next().unwrap_or_default();
                traffic = format!("{words} {from}\u{2013}{to}");
            }
        }
        Some(Covered::Icmp(kind, code)) => {
            action = action.with("IcmpTypeCode", json!({"Type": kind, "Code": code}) as Value);
        }
        None => {}
    }
    let mut draft = blocked.draft();
    draft.act(action)?;
    let name = display_name(network, acl.id.as_str());
    let before = by_entries.entry().map(|entry| match entry.is_last() {
        true => format!(", before {}", entry_title(entry)),
        false => format!(", before {}", entry.number),
    });
    let title = format!(
        "Allow {traffic} {} {block} in {name} as entry {number}{}",
        direction.preposition(),
        before.unwrap_or_default()
    );
    Some(blocked.fix(draft, title))
}

enum Covered {
    Ports(u16, u16),
    Icmp(u8, i32),
}

/// The destination port; for what looks like an answer all ephemeral ones, since the next one differs.
fn covered(packet: &Packet) -> Option<Covered> {
    match &packet.payload {
        Payload::Tcp { source_port, destination_port, .. }
        | Payload::Udp { source_port, destination_port } => {
            let is_answer = match packet.tcp_flags() {
                Some(flags) => !flags.opens() && *source_port < *destination_port,
                None => *source_port < FIRST_EPHEMERAL,
            };
            let is_ephemeral = is_answer && *destination_port >= FIRST_EPHEMERAL;
            Some(if is_ephemeral {
                Covered::Ports(FIRST_EPHEMERAL, u16::MAX)
            } else {
                Covered::Ports(*destination_port, *destination_port)
            })
        }
        Payload::Icmp(message) | Payload::Icmpv6(message) => {
            let code = code_of_rule(message, packet.protocol()).map_or(-1, i32::from);
            Some(Covered::Icmp(message.kind, code))
        }
        Payload::Other(_) => None,
    }
}

/// A free number below the entry that denies, a multiple of ten where there is one; before `*` the next
/// multiple of ten after all others.
fn free_number(acl: &NetworkAcl, direction: Direction, denies: Option<&NetworkAclEntry>) -> Option<u16> {
    let own = acl.entries(direction).iter().filter(|entry| !entry.is_last());
    let is_free = |number: &u16| acl.entry(direction, *number).is_none();
    match denies.filter(|entry| !entry.is_last()) {
        Some(entry) => {
            let below = || (1..entry.number).rev().filter(is_free);
            below().find(|number| number % 10 == 0).or_else(|| below().next())
        }
        None => {
            let last = own.map(|entry| entry.number).max();
            let wanted = last.map_or(100, |last| (last / 10 + 1).saturating_mul(10));
            (wanted..=NetworkAclEntry::MAX_NUMBER).find(is_free).or_else(|| (1..wanted).rev().find(is_free))
        }
    }
}
