//! A step: the only way in which a simulation changes.

use super::{Action, ConversationInput, PacketInput};
use crate::net::Decision;
use serde::{Deserialize, Serialize};

/// One step, and what it must give where a scenario says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is done.
    #[serde(flatten)]
    pub kind: StepKind,
    /// What must come of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expect>,
    /// A word on it for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a step does: exactly one of four keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StepKind {
    /// Actions, all or nothing.
    Apply(Vec<Action>),
    /// A packet.
    Send(PacketInput),
    /// A conversation.
    Converse(ConversationInput),
    /// Milliseconds that pass.
    Advance(u64),
}

/// What a step of a scenario must give. Every field that is present is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Expect {
    /// The verdict of a packet; of a conversation: allowed where it completes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Decision>,
    /// The kind of the checkpoint that decides, or `kind resource`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The code that decides; of an action: the error's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What the last checkpoint with tracking says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracked: Option<super::Tracked>,
    /// Assumptions that must be named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumptions: Vec<String>,
    /// Of a conversation: the label of the packet that dies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub died_at: Option<String>,
    /// Of a move of time: how many entries expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expired: Option<usize>,
}

impl From<StepKind> for Step {
    fn from(kind: StepKind) -> Step {
        Step { kind, expect: None, note: None }
    }
}
