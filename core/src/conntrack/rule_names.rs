//! Rule ids as small numbers, so that a flow need not carry a text.

use crate::model::SecurityGroupRuleId;
use std::collections::BTreeMap;

/// A rule id that a tracker knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleHandle(u32);

impl RuleHandle {
    /// The handle of the rule that a tracker met as its n-th, counted from 0.
    pub fn nth(number: u32) -> RuleHandle {
        RuleHandle(number)
    }
}

/// All rule ids met so far, in the order of meeting.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleNames {
    ids: Vec<SecurityGroupRuleId>,
    handles: BTreeMap<SecurityGroupRuleId, RuleHandle>,
}

impl RuleNames {
    /// The handle, where the rule has been met.
    pub(super) fn find(&self, id: &SecurityGroupRuleId) -> Option<RuleHandle> {
        self.handles.get(id).copied()
    }

    /// The handle of a rule that is met now.
    pub(super) fn add(&mut self, id: &SecurityGroupRuleId) -> RuleHandle {
        let handle = RuleHandle(self.ids.len() as u32);
        self.ids.push(id.clone());
        self.handles.insert(id.clone(), handle);
        handle
    }

    /// The rule's id.
    pub(super) fn id(&self, handle: RuleHandle) -> Option<&SecurityGroupRuleId> {
        self.ids.get(handle.0 as usize)
    }

    /// How many have been met.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// Forgets all but the first so many.
    pub(super) fn truncate(&mut self, len: usize) {
        for id in self.ids.drain(len.min(self.ids.len())..) {
            self.handles.remove(&id);
        }
    }
}
