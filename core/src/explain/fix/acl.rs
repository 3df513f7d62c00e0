//! An entry that allows this traffic, under a free number before the entry that denies it: exactly this, and for an
//! answer the ports from which clients choose. Or the denying entry goes, where what comes after it allows. And the
//! other way about: an entry that denies one sender.

use super::{ALONE, Blocked, Fix, everyone, is_outside, subnets_in_words};
use crate::evaluate::judge_by_entries;
use crate::explain::names::{code_of_rule, traffic_of_rule};
use crate::explain::{entry_title, full_name};
use crate::model::{NetworkAcl, NetworkAclEntry, ResourceId, RuleAction, Subnet};
use crate::net::{Decision, Direction, Family, Packet, Payload};
use crate::path::{CheckpointKind, Evidence, Trace};
use crate::wire::Action;
use ipnet::IpNet;
use serde_json::{Value, json};
use std::net::IpAddr;
use std::rc::Rc;

/// The first port of those that systems choose for their own end (VPC User Guide, *ephemeral ports*).
const FIRST_EPHEMERAL: u16 = 1024;

/// What stands behind a network ACL.
const AS_GROUPS_LET: &str = " as far as the security groups let them";

/// Without the entry that denies, and with one before it that allows. What denies one sender, or no more than its
/// network, was made because of it: to undo that comes first. What denies more was made for others too, and so the entry
/// for this one comes first.
pub(super) fn open(blocked: &Blocked<'_>) -> Vec<Option<Fix>> {
    let mut all = allow(blocked);
    let first = denying(blocked).is_some_and(|entry| is_one_network(entry.block));
    all.insert(if first { 0 } else { all.len() }, delete(blocked));
    all
}

/// Whether a block is one address or its network: no provider routes less than a /24 over the internet, and no network
/// of IPv6 is smaller than a /64.
const fn is_one_network(block: IpNet) -> bool {
    match block {
        IpNet::V4(block) => block.prefix_len() >= 24,
        IpNet::V6(block) => block.prefix_len() >= 64,
    }
}

/// The numbered entry that denies.
fn denying<'a>(blocked: &Blocked<'a>) -> Option<&'a NetworkAclEntry> {
    let Evidence::Entries(by_entries) = &blocked.checkpoint.evidence else { return None };
    by_entries.entry().filter(|entry| !entry.is_last())
}

/// The entry for this sender or receiver alone; for what looks like an answer also one for the network of the client,
/// and for an address of the internet one for all of them, since the next client has another address.
fn allow(blocked: &Blocked<'_>) -> Vec<Option<Fix>> {
    let packet = &blocked.checkpoint.packet;
    let Some(direction) = blocked.checkpoint.direction else { return Vec::new() };
    let far = packet.far_end(direction);
    let outside = is_outside(&blocked.trace.network, far);
    let many = is_answer(packet) || outside;
    let alone = entry(blocked, direction, IpNet::from(far), if many { ALONE } else { "" });
    let wide = many.then(|| {
        let (block, reach) = network_of(blocked, far);
        entry(blocked, direction, block, &reach)
    });
    std::iter::once(alone).chain(wide).collect()
}

/// Without the numbered entry that denies, where the entries after it allow the packet: the next one may deny as well,
/// as `*` does in the end.
fn delete(blocked: &Blocked<'_>) -> Option<Fix> {
    let checkpoint = blocked.checkpoint;
    let direction = checkpoint.direction?;
    let denies = denying(blocked)?;
    let acl = blocked.trace.network.network_acls.find(&*checkpoint.resource)?;
    let mut draft = blocked.draft();
    let action = Action::new("DeleteNetworkAclEntry")
        .with("NetworkAclId", acl.id.to_string())
        .with("Egress", direction == Direction::Egress)
        .with("RuleNumber", denies.number);
    draft.act(action)?;
    let rest = draft.network.network_acls.find(&*checkpoint.resource)?;
    let then = judge_by_entries(rest, &checkpoint.packet, direction);
    let next = then.entry().filter(|_| then.decision == Decision::Allowed)?;
    let name = full_name(&blocked.trace.network, acl.id.as_str());
    let (number, side) = (denies.number, direction.adjective());
    let title = format!("Delete {side} entry {number} in {name}, so that {} allows it", entry_title(next));
    // Both hold the packet's address, so that one of them lies in the other.
    let block = if denies.block.prefix_len() < next.block.prefix_len() { next.block } else { denies.block };
    let reach = match block.prefix_len() {
        0 => everyone(Family::of(block.addr())).to_owned(),
        length if length == block.max_prefix_len() => ALONE.to_owned(),
        _ => format!("all of {}", block.trunc()),
    };
    let packet = &checkpoint.packet;
    let outside = is_outside(&blocked.trace.network, packet.far_end(direction));
    let caution = blocked.caution(direction, block, AS_GROUPS_LET).filter(|_| outside && !is_answer(packet));
    Some(Fix { reach, caution, ..blocked.fix(draft, title) })
}

/// The subnet of the other end, where it is described; else every address, as AWS's documentation has it.
fn network_of(blocked: &Blocked<'_>, far: IpAddr) -> (IpNet, String) {
    let network = &blocked.trace.network;
    let vpc = network.network_acls.find(&*blocked.checkpoint.resource).map(|acl| &acl.vpc);
    // The same block may be another VPC's too.
    let subnets = network.subnets.iter().filter(|subnet| subnet.contains(far));
    let subnet = subnets.max_by_key(|subnet| Some(&subnet.vpc) == vpc).and_then(|subnet| {
        let own = subnet.ipv4_block.map(IpNet::from).into_iter();
        let mut blocks = own.chain(subnet.ipv6_blocks.iter().copied().map(IpNet::from));
        let block = blocks.find(|block| block.contains(&far))?;
        Some((block, format!("all of {}", full_name(network, subnet.id.as_str()))))
    });
    let family = Family::of(far);
    subnet.unwrap_or_else(|| (family.everywhere(), everyone(family).to_owned()))
}

fn entry(blocked: &Blocked<'_>, direction: Direction, block: IpNet, reach: &str) -> Option<Fix> {
    let network = &blocked.trace.network;
    let checkpoint = blocked.checkpoint;
    let Evidence::Entries(by_entries) = &checkpoint.evidence else { return None };
    let acl = network.network_acls.find(&*checkpoint.resource)?;
    let number = free_number(acl, direction, by_entries.entry())?;
    let packet = &checkpoint.packet;
    let mut action = Action::new("CreateNetworkAclEntry")
        .with("NetworkAclId", acl.id.to_string())
        .with("RuleNumber", number)
        .with("Egress", direction == Direction::Egress)
        .with("Protocol", packet.protocol().0.to_string())
        .with("RuleAction", "allow")
        .with(field_of(block), block.to_string());
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
    let name = full_name(network, acl.id.as_str());
    let before = by_entries.entry().map(|entry| match entry.is_last() {
        true => format!(", before {}", entry_title(entry)),
        false => format!(", before {}", entry.number),
    });
    let answers = is_answer(packet);
    let what = if answers { format!("answers on the ephemeral ports, {traffic},") } else { traffic };
    let preposition = direction.preposition();
    let before = before.unwrap_or_default();
    let title = format!("Allow {what} {preposition} {block} in {name} as entry {number}{before}");
    let caution = blocked.caution(direction, block, AS_GROUPS_LET).filter(|_| !answers);
    Some(Fix { reach: reach.to_owned(), caution, ..blocked.fix(draft, title) })
}

/// An entry that denies the sender of a packet that was let by, whatever else it sends: in the network ACL of the
/// subnet that it came into, before the first entry that lets it in. None where no number is left there.
pub fn deny_sender(trace: &Trace) -> Option<Fix> {
    let (direction, sender) = (Direction::Ingress, trace.packet.source);
    let mut came_in = trace.checkpoints.iter().enumerate().rev().filter(|(_, passed)| {
        let of_acl = (passed.kind, passed.direction) == (CheckpointKind::NetworkAcl, Some(direction));
        // What a load balancer or a gateway sends on in its own name says nothing about the first sender.
        of_acl && passed.packet.source == sender
    });
    let (at, checkpoint) = came_in.next()?;
    let network = &trace.network;
    let acl = network.network_acls.find(&*checkpoint.resource)?;
    let lets_in =
        |entry: &&NetworkAclEntry| entry.action == RuleAction::Allow && entry.block.contains(&sender);
    let first = acl.entries(direction).iter().find(lets_in)?;
    let number = free_number(acl, direction, Some(first))?;
    let block = IpNet::from(sender);
    let action = Action::new("CreateNetworkAclEntry")
        .with("NetworkAclId", acl.id.to_string())
        .with("RuleNumber", number)
        .with("Egress", false)
        .with("Protocol", "-1")
        .with("RuleAction", "deny")
        .with(field_of(block), block.to_string());
    let blocked = Blocked { trace, at, checkpoint };
    let mut draft = blocked.draft();
    draft.act(action)?;
    let name = full_name(network, acl.id.as_str());
    let title = format!("Deny all traffic from {block} in {name} as entry {number}, before {}", first.number);
    let subnets = acl.associations.iter().filter_map(|own| network.subnets.find(&own.subnet));
    let subnets: Vec<&Subnet> = subnets.map(Rc::as_ref).collect();
    let reach = format!("everything in {}", subnets_in_words(network, &subnets));
    Some(Fix { reach, ..blocked.fix(draft, title) })
}

/// The parameter that takes a block.
fn field_of(block: IpNet) -> &'static str {
    if block.addr().is_ipv4() { "CidrBlock" } else { "Ipv6CidrBlock" }
}

enum Covered {
    Ports(u16, u16),
    Icmp(u8, i32),
}

/// Whether it looks like an answer: to a port of the kind that systems choose for their own end.
fn is_answer(packet: &Packet) -> bool {
    let Some((source, destination)) = packet.ports() else { return false };
    let is_answer = match packet.tcp_flags() {
        Some(flags) => !flags.opens() && source < destination,
        None => source < FIRST_EPHEMERAL,
    };
    is_answer && destination >= FIRST_EPHEMERAL
}

/// The destination port; for what looks like an answer all ephemeral ones, since the next one differs.
fn covered(packet: &Packet) -> Option<Covered> {
    match &packet.payload {
        Payload::Tcp { .. } | Payload::Udp { .. } if is_answer(packet) => {
            Some(Covered::Ports(FIRST_EPHEMERAL, u16::MAX))
        }
        Payload::Tcp { destination_port, .. } | Payload::Udp { destination_port, .. } => {
            Some(Covered::Ports(*destination_port, *destination_port))
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
