//! Rule ids as small numbers, so that a flow need not carry a text.

use crate::evaluate::LoweredRule;
use crate::model::{SecurityGroupId, SecurityGroupRuleId};
use std::collections::BTreeMap;

/// A rule that a tracker knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleHandle(u32);

impl RuleHandle {
    /// The handle of the rule that a tracker met as its n-th, counted from 0.
    pub const fn nth(number: u32) -> RuleHandle {
        RuleHandle(number)
    }
}

/// All rules met so far, each with its group, in the order of meeting.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleNames {
    rules: Vec<(SecurityGroupRuleId, SecurityGroupId)>,
    handles: BTreeMap<SecurityGroupRuleId, RuleHandle>,
}

impl RuleNames {
    /// The handle, where the rule has been met.
    pub(super) fn find(&self, id: &SecurityGroupRuleId) -> Option<RuleHandle> {
        self.handles.get(id).copied()
    }

    /// The handle of a rule that is met now.
    pub(super) fn add(&mut self, rule: &LoweredRule) -> RuleHandle {
        let handle = RuleHandle(self.rules.len() as u32);
        self.rules.push((rule.rule.id.clone(), rule.group.id.clone()));
        self.handles.insert(rule.rule.id.clone(), handle);
        handle
    }

    /// The rule's id.
    pub(super) fn id(&self, handle: RuleHandle) -> Option<&SecurityGroupRuleId> {
        self.rules.get(handle.0 as usize).map(|(id, _)| id)
    }

    /// The id of the rule's group.
    pub(super) fn group(&self, handle: RuleHandle) -> Option<&SecurityGroupId> {
        self.rules.get(handle.0 as usize).map(|(_, group)| group)
    }

    /// How many have been met.
    pub(super) fn len(&self) -> usize {
        self.rules.len()
    }

    /// Forgets all but the first so many.
    pub(super) fn truncate(&mut self, len: usize) {
        for (id, _) in self.rules.drain(len.min(self.rules.len())..) {
            self.handles.remove(&id);
        }
    }
}
