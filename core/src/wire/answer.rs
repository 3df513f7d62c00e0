//! What became of a conversation.

use super::Outcome;
use super::shape::Shape;

/// How far a conversation got.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
#[shape(names = "camelCase")]
pub struct Conversation {
    /// Whether every packet that the script needs arrived.
    pub completed: bool,
    /// The index of the packet that died; none where none did.
    pub died_at: Option<usize>,
    /// The packets sent, in order.
    pub packets: Vec<ConversationPacket>,
}

/// One packet of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct ConversationPacket {
    /// What it is in the script, for instance `SYN-ACK`.
    pub label: String,
    /// Who sent it.
    pub from: String,
    /// To whom.
    pub to: String,
    /// What became of it.
    #[shape(rest)]
    pub outcome: Outcome,
}
