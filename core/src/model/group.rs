//! The security group.

use super::{SecurityGroupId, SecurityGroupRule, SecurityGroupRuleId, Tags, VpcId};
use crate::net::Direction;
use std::rc::Rc;

/// A security group and its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityGroup {
    /// Its id.
    pub id: SecurityGroupId,
    /// `GroupName`: cannot change.
    pub name: Rc<str>,
    /// `Description`: cannot change.
    pub description: Rc<str>,
    /// The VPC it belongs to.
    pub vpc: VpcId,
    /// The account that owns it.
    pub owner: Rc<str>,
    /// Its rules, both directions, in the order in which they were added. The order has no meaning.
    pub rules: Vec<Rc<SecurityGroupRule>>,
    /// Its tags.
    pub tags: Tags,
}

impl SecurityGroup {
    /// Its rules of one direction.
    pub fn rules_of(&self, direction: Direction) -> impl Iterator<Item = &Rc<SecurityGroupRule>> {
        self.rules.iter().filter(move |rule| rule.direction == direction)
    }

    /// The rule with the id.
    pub fn rule(&self, id: &SecurityGroupRuleId) -> Option<&Rc<SecurityGroupRule>> {
        self.rules.iter().find(|rule| rule.id == *id)
    }

    /// The tag `Name`, else the group's name.
    pub fn display_name(&self) -> &str {
        self.tags.name().unwrap_or(&self.name)
    }

    /// Whether it is its VPC's default group.
    pub fn is_default(&self) -> bool {
        &*self.name == "default"
    }
}
