//! The association of a security group with a further VPC.

use super::{SecurityGroupId, VpcId};
use std::rc::Rc;

/// A group that may be attached in a VPC other than its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityGroupVpcAssociation {
    /// The group.
    pub group: SecurityGroupId,
    /// The further VPC.
    pub vpc: VpcId,
    /// The owner of that VPC.
    pub vpc_owner: Rc<str>,
    /// How far it got.
    pub state: AssociationState,
}

/// The state of an association.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssociationState {
    /// In use.
    Associated,
    /// On its way.
    Associating,
    /// Did not come about.
    AssociationFailed,
    /// Ended.
    Disassociated,
    /// Ending.
    Disassociating,
    /// Could not be ended: still in use.
    DisassociationFailed,
}

impl AssociationState {
    const NAMES: [(AssociationState, &'static str); 6] = [
        (AssociationState::Associated, "associated"),
        (AssociationState::Associating, "associating"),
        (AssociationState::AssociationFailed, "association-failed"),
        (AssociationState::Disassociated, "disassociated"),
        (AssociationState::Disassociating, "disassociating"),
        (AssociationState::DisassociationFailed, "disassociation-failed"),
    ];

    /// AWS's text.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(state, _)| *state == self).map_or("", |(_, name)| name)
    }

    /// Reads AWS's text.
    pub fn parse(text: &str) -> Option<AssociationState> {
        Self::NAMES.iter().find(|(_, name)| *name == text).map(|(state, _)| *state)
    }

    /// Whether the group counts as one of the VPC's.
    pub fn is_in_use(self) -> bool {
        matches!(self, AssociationState::Associated | AssociationState::DisassociationFailed)
    }
}
