//! What the steps since the last commit have changed, so that they can be taken back.

use super::{Flow, FlowKey};
use crate::model::NetworkInterfaceId;
use crate::net::Instant;

/// The changes between two commits of a [`super::Tracker`]: the touched flows as they were, never the
/// whole tables.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    pub(super) now: Instant,
    pub(super) next_sequence: u64,
    pub(super) known_rules: usize,
    pub(super) changes: Vec<Change>,
}

/// One flow as it was before a change; none where it did not exist.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) interface: NetworkInterfaceId,
    pub(super) key: FlowKey,
    pub(super) before: Option<Flow>,
}

impl Journal {
    /// How many changes of flows it holds.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether no flow has changed. Time may have moved all the same.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}
