//! A reference to a security group.

use crate::model::{SecurityGroupId, VpcId, VpcPeeringConnectionId};
use std::rc::Rc;

/// `ReferencedGroupInfo`: the group meant, and what AWS notes of where it lives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupPeer {
    /// The group.
    pub group: SecurityGroupId,
    /// The account that owns it.
    pub owner: Option<Rc<str>>,
    /// Its VPC, noted for groups of other VPCs.
    pub vpc: Option<VpcId>,
    /// The peering through which it is reached.
    pub peering: Option<VpcPeeringConnectionId>,
    /// The state of that peering, as an import told it.
    pub peering_status: Option<Rc<str>>,
}

impl GroupPeer {
    /// A reference to a group of the same account and VPC.
    pub fn new(group: SecurityGroupId) -> GroupPeer {
        GroupPeer { group, owner: None, vpc: None, peering: None, peering_status: None }
    }
}
