//! Short texts for steps, decisions and packets.

use sg_core::conntrack::Entry;
use sg_core::model::Network;
use sg_core::net::{Decision, Direction, Instant, Packet, Payload, TcpFlags};
use sg_core::path::{Checkpoint, CheckpointKind, Trace, TrackedAs};
use sg_core::simulation::{Answer, Moment};
use sg_core::wire::{ConversationKind, StepKind};

use crate::state::deeds::deeds;
use crate::state::ends::{self, End, between, endpoint};
use crate::ui::gate::GateState;
use crate::ui::time_left::span;

/// The word for a decision.
#[must_use]
pub const fn verdict(decision: Decision) -> &'static str {
    match decision {
        Decision::Allowed => "Allowed",
        Decision::Denied => "Denied",
        Decision::Unknown => "Unknown",
    }
}

/// What the rules of one direction are called, of a group and of a network ACL alike.
pub(super) struct RuleWords {
    /// The rules.
    pub region: &'static str,
    /// The far end of their traffic.
    pub side: &'static str,
    /// What opens their form, and the form's title.
    pub verb: &'static str,
}

/// The words for the rules of a direction.
pub(super) const fn rule_words(direction: Direction) -> RuleWords {
    match direction {
        Direction::Ingress => {
            RuleWords { region: "Inbound rules", side: "Source", verb: "Edit inbound rules" }
        }
        Direction::Egress => {
            RuleWords { region: "Outbound rules", side: "Destination", verb: "Edit outbound rules" }
        }
    }
}

/// How a checkpoint's gate stands.
#[must_use]
pub const fn gate_of(decision: Decision, tracked: Option<TrackedAs>) -> GateState {
    match (decision, tracked) {
        (Decision::Allowed, Some(TrackedAs::Established)) => GateState::Tracked,
        (Decision::Allowed, _) => GateState::Open,
        (Decision::Denied, _) => GateState::Shut,
        (Decision::Unknown, _) => GateState::Unknown,
    }
}

/// What a kind of checkpoint is called.
#[must_use]
pub const fn checkpoint_kind(kind: CheckpointKind) -> &'static str {
    match kind {
        CheckpointKind::BlockPublicAccess => "Block Public Access",
        CheckpointKind::EgressOnlyInternetGateway => "Egress-only internet gateway",
        CheckpointKind::Endpoint => "VPC endpoint",
        CheckpointKind::Interface => "Network interface",
        CheckpointKind::InternetGateway => "Internet gateway",
        CheckpointKind::LoadBalancer => "Load balancer",
        CheckpointKind::NatGateway => "NAT gateway",
        CheckpointKind::NetworkAcl => "Network ACL",
        CheckpointKind::Peering => "Peering connection",
        CheckpointKind::RouteTable => "Route table",
        CheckpointKind::SecurityGroup => "Security groups",
        CheckpointKind::TransitGateway => "Transit gateway",
        CheckpointKind::UnfilteredService => "AWS service",
    }
}

/// A checkpoint's kind with its direction.
#[must_use]
pub fn checkpoint_title(checkpoint: &Checkpoint) -> String {
    let kind = checkpoint_kind(checkpoint.kind);
    match checkpoint.direction {
        Some(direction) => format!("{kind}, {}", direction.adjective()),
        None => kind.to_owned(),
    }
}

/// A packet in one line: protocol, both ends with their ports.
#[must_use]
pub fn packet_line(packet: &Packet) -> String {
    let (from, to) = ends_of(packet);
    format!("{} {from} → {to}", protocol_of(packet))
}

/// A packet as it was sent, in one line, and what gateways made of its ends on the way.
#[must_use]
pub fn way_line(trace: &Trace) -> String {
    let mut line = packet_line(&trace.packet);
    if let Some(arrived) = &trace.arrived {
        let ((from, to), (as_from, as_to)) = (ends_of(&trace.packet), ends_of(arrived));
        for (end, sent, arrived) in [("source", from, as_from), ("destination", to, as_to)] {
            if sent != arrived {
                line.push_str(&format!(", {end} translated to {arrived}"));
            }
        }
    }
    line
}

/// Source and destination, each with its port where it has one.
fn ends_of(packet: &Packet) -> (String, String) {
    let (source_port, destination_port) = packet.ports().unzip();
    (endpoint(packet.source, source_port), endpoint(packet.destination, destination_port))
}

fn protocol_of(packet: &Packet) -> String {
    match &packet.payload {
        Payload::Tcp { .. } => "TCP".to_owned(),
        Payload::Udp { .. } => "UDP".to_owned(),
        Payload::Icmp(message) => format!("ICMP {}/{}", message.kind, message.code),
        Payload::Icmpv6(message) => format!("ICMPv6 {}/{}", message.kind, message.code),
        Payload::Other(protocol) => format!("Protocol {}", protocol.0),
    }
}

/// What a person at the sending end notices.
#[must_use]
pub fn noticed(trace: &Trace) -> Option<&'static str> {
    let begins = |flags: TcpFlags| flags.has(TcpFlags::SYN) && !flags.has(TcpFlags::ACK);
    match &trace.packet.payload {
        Payload::Tcp { flags, .. } if trace.verdict == Decision::Allowed && begins(*flags) => Some(
            "The packet arrives. Where nothing listens on the port, the host refuses at once: \u{201c}connection refused\u{201d}, not a timeout.",
        ),
        _ => sg_core::explain::noticed(trace),
    }
}

/// A flow in one line: its state, how it began, its rule, its packets, its time. One without time left was ended
/// by the packet.
#[must_use]
pub fn entry_line(entry: &Entry, now: Instant) -> String {
    let [there, back] = entry.packets;
    let state = entry.state.name();
    let left = match entry.expires_at.since(now) {
        0 => "ended by this packet".to_owned(),
        left if entry.tracking.is_tracked() => format!("{} left", span(left)),
        left => format!("listed for {}", span(left)),
    };
    let began = entry.direction.adjective();
    format!("{state}, began {began} by {}, {there} there and {back} back, {left}", entry.admitted_by)
}

/// Why a flow is tracked or not, in a few words.
#[must_use]
pub fn tracking_reason(entry: &Entry) -> &'static str {
    match entry.tracking.id() {
        "not-everywhere" => "tracked, since its rule is not for every address",
        "opposite-not-all-ports" => "tracked, since the other direction does not allow all ports everywhere",
        "icmp" => "ICMP is always tracked",
        "other-protocol" => "tracked by addresses and protocol",
        "untracked" => "not tracked, since the rules are open both ways: each packet needs a rule",
        _ => "always tracked on this path",
    }
}

/// A sentence from the evaluator's words: a capital at its beginning, unless a name or an address stands there without
/// its kind; a full stop at its end.
#[must_use]
pub fn sentence(text: &str) -> String {
    const WORDS: [&str; 14] = [
        "a", "an", "entry", "every", "its", "line", "no", "nothing", "one", "paste", "the", "there", "this",
        "what",
    ];
    const KINDS: [&str; 5] =
        ["internet gateway ", "network ACL ", "peering ", "route table ", "transit gateway "];
    let word = text.split(' ').next().unwrap_or_default();
    let is_named = KINDS.iter().any(|kind| text.starts_with(kind));
    let mut letters = text.chars();
    let end = if text.ends_with(['.', '?']) { "" } else { "." };
    match letters.next().filter(|_| is_named || WORDS.contains(&word)) {
        Some(first) => format!("{}{}{end}", first.to_uppercase(), letters.as_str()),
        None => format!("{text}{end}"),
    }
}

/// What a step did, for the history.
#[must_use]
pub fn step_label(moment: &Moment, ends: &[End], network: &Network) -> String {
    match &moment.step.kind {
        StepKind::Apply(actions) => deeds(actions, network),
        StepKind::Send(packet) => match &moment.answer {
            Answer::Sent(trace) => format!("{} {}", packet_kind(&trace.packet), between(ends, packet)),
            _ => between(ends, packet),
        },
        StepKind::Converse(conversation) => {
            let from = ends::label(ends, &conversation.from);
            format!(
                "{} {from} → {}",
                conversation_label(conversation.kind),
                ends::label(ends, &conversation.to)
            )
        }
        StepKind::Advance(milliseconds) => format!("+{}", span(*milliseconds)),
    }
}

/// What a press in the history does, and what a packet of TCP's handshake is for, which its label names by its flags.
#[must_use]
pub fn step_title(moment: &Moment) -> String {
    let flags = match &moment.answer {
        Answer::Sent(trace) => match &trace.packet.payload {
            Payload::Tcp { flags, .. } => flags_text(*flags),
            _ => String::new(),
        },
        _ => String::new(),
    };
    let what = handshake(&flags).map(|what| format!(": {flags} {what}"));
    format!("Go to this moment{}", what.unwrap_or_default())
}

/// What a packet of TCP's handshake is for, by its name in a conversation.
#[must_use]
pub fn handshake(label: &str) -> Option<&'static str> {
    match label {
        "SYN" => Some("asks for the connection"),
        "SYN-ACK" => Some("answers that it is accepted"),
        "ACK" => Some("confirms the answer"),
        _ => None,
    }
}

/// What a conversation is called.
#[must_use]
pub const fn conversation_label(kind: ConversationKind) -> &'static str {
    match kind {
        ConversationKind::TcpConnect => "Connect",
        ConversationKind::TcpExchange => "Connect, data, close",
        ConversationKind::UdpQuery => "UDP query",
        ConversationKind::UdpStream => "UDP stream",
        ConversationKind::Ping => "Ping",
        ConversationKind::PathMtu => "Path MTU discovery",
        ConversationKind::Traceroute => "Traceroute",
    }
}

/// A packet in a word or two: its flags, its port.
fn packet_kind(packet: &Packet) -> String {
    match &packet.payload {
        Payload::Tcp { destination_port, flags, .. } => {
            format!("TCP {destination_port} {}", flags_text(*flags))
        }
        Payload::Udp { destination_port, .. } => format!("UDP {destination_port}"),
        _ => protocol_of(packet),
    }
}

fn flags_text(flags: TcpFlags) -> String {
    let names = [
        (TcpFlags::SYN, "SYN"),
        (TcpFlags::FIN, "FIN"),
        (TcpFlags::RST, "RST"),
        (TcpFlags::PSH, "PSH"),
        (TcpFlags::ACK, "ACK"),
    ];
    let set: Vec<&str> =
        names.into_iter().filter(|(flag, _)| flags.has(*flag)).map(|(_, name)| name).collect();
    if set.is_empty() { "no flags".to_owned() } else { set.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_of_a_handshake_are_explained_in_the_history() {
        let simulation = crate::state::scenarios::first();
        let asks = simulation.history().last().map(|moment| step_title(moment));
        assert_eq!(asks.as_deref(), Some("Go to this moment: SYN asks for the connection"));
    }

    #[test]
    fn a_flow_that_is_not_tracked_has_no_time_left_but_is_listed() {
        let simulation = crate::state::scenarios::first();
        let entries = simulation.conntrack(None);
        let untracked = entries.iter().find(|entry| !entry.tracking.is_tracked()).unwrap();
        let line = entry_line(untracked, simulation.now());
        assert!(line.contains("listed for ") && !line.contains(" left"), "{line}");
        assert!(tracking_reason(untracked).starts_with("not tracked"));
    }

    #[test]
    fn a_packet_tells_what_gateways_made_of_its_ends() {
        use sg_core::simulation::Answer;
        use sg_core::wire::{ConversationInput, Step, StepKind};
        let mut simulation = crate::state::scenarios::first();
        let connect = ConversationInput {
            kind: ConversationKind::TcpConnect,
            from: "internet".to_owned(),
            to: "198.18.0.20".to_owned(),
            source_port: Some(50_000),
            destination_port: Some(443),
            icmp_id: None,
            family: None,
        };
        let answer = simulation.step(Step::from(StepKind::Converse(connect)));
        let Ok(Answer::Conversed(dialogue)) = answer else { panic!("no conversation") };
        let lines: Vec<String> = dialogue.lines.iter().map(|line| way_line(&line.trace)).collect();
        assert_eq!(
            lines.first().map(String::as_str),
            Some("TCP 203.0.113.10:50000 → 198.18.0.20:443, destination translated to 10.0.1.10:443")
        );
        assert_eq!(
            lines.get(1).map(String::as_str),
            Some("TCP 10.0.1.10:443 → 203.0.113.10:50000, source translated to 198.18.0.20:443")
        );
        // What does not arrive tells its way by its checkpoints.
        let denied = simulation.history().iter().find_map(|moment| match &moment.answer {
            Answer::Sent(trace) if trace.arrived.is_none() => Some(trace.clone()),
            _ => None,
        });
        let denied = denied.unwrap();
        assert_eq!(way_line(&denied), packet_line(&denied.packet));
    }

    #[test]
    fn a_name_keeps_its_own_letters() {
        assert_eq!(sentence("web has no inbound rule"), "web has no inbound rule.");
        assert_eq!(sentence("the flow is tracked"), "The flow is tracked.");
        assert_eq!(sentence("route table main has no route"), "Route table main has no route.");
        assert_eq!(sentence("NAT gateway out carries it"), "NAT gateway out carries it.");
        assert_eq!(sentence("network has no inbound rule"), "network has no inbound rule.");
        assert_eq!(sentence("entry 100 allows it"), "Entry 100 allows it.");
        assert_eq!(sentence("the * rule of acl-2 denies it"), "The * rule of acl-2 denies it.");
        assert_eq!(sentence("10.0.0.1 is not an address"), "10.0.0.1 is not an address.");
    }
}
