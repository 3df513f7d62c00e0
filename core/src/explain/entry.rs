//! Flows and conversations as they cross the wire.

use super::outcome;
use crate::conntrack::Entry;
use crate::net::Instant;
use crate::path::Dialogue;
use crate::wire;

/// A flow of the tracking table.
pub fn conntrack_entry(entry: &Entry, now: Instant) -> wire::ConntrackEntry {
    wire::ConntrackEntry {
        network_interface_id: entry.interface.to_string(),
        protocol: entry.protocol.into(),
        direction: entry.direction,
        source: entry.source.to_string(),
        source_port: entry.source_port,
        destination: entry.destination.to_string(),
        destination_port: entry.destination_port,
        state: entry.state.name().to_owned(),
        tracked: entry.tracking.is_tracked(),
        admitted_by: entry.admitted_by.to_string(),
        packets: entry.packets,
        expires_in: entry.expires_in(now),
    }
}

/// How far a conversation got.
pub fn conversation(dialogue: &Dialogue) -> wire::Conversation {
    let packets = dialogue.lines.iter().map(|line| wire::ConversationPacket {
        label: line.label.to_string(),
        from: line.trace.packet.source.to_string(),
        to: line.trace.packet.destination.to_string(),
        outcome: outcome(&line.trace),
    });
    wire::Conversation {
        completed: dialogue.completed,
        died_at: dialogue.died_at(),
        packets: packets.collect(),
    }
}
