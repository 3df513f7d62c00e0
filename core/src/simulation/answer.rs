//! What a step gives.

use crate::conntrack::Entry;
use crate::control::Ec2Error;
use crate::path::{Dialogue, Misstated, PacketField, Trace};
use serde_json::Value;
use std::rc::Rc;

/// The answer to a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The result of each action, as the SDKs show it.
    Applied(Rc<[Value]>),
    /// What became of the packet.
    Sent(Rc<Trace>),
    /// How far the conversation got.
    Conversed(Rc<Dialogue>),
    /// The flows that were forgotten, in order.
    Advanced(Rc<[Entry]>),
}

/// Why a step was refused. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct Refusal {
    /// The index of the action that failed.
    pub action: Option<usize>,
    /// The part of the packet that stands in its way.
    pub field: Option<PacketField>,
    /// EC2's error.
    pub error: Ec2Error,
}

impl From<Misstated> for Refusal {
    fn from(Misstated { field, error }: Misstated) -> Refusal {
        Refusal { action: None, field: Some(field), error }
    }
}
