//! The VPC peering connection.

use super::{Tags, VpcId, VpcPeeringConnectionId};
use ipnet::IpNet;
use std::rc::Rc;

/// A peering of two VPCs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpcPeeringConnection {
    /// Its id.
    pub id: VpcPeeringConnectionId,
    /// The side that asked.
    pub requester: PeeringVpc,
    /// The side that was asked.
    pub accepter: PeeringVpc,
    /// How far it got.
    pub status: PeeringStatus,
    /// Its tags.
    pub tags: Tags,
}

/// One side of a peering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeeringVpc {
    /// The VPC.
    pub vpc: VpcId,
    /// Its owner.
    pub owner: Rc<str>,
    /// Its Region.
    pub region: Rc<str>,
    /// Its blocks, as the peering tells them (a foreign VPC is not in the network).
    pub blocks: Vec<IpNet>,
}

/// The state of a peering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeeringStatus {
    /// Traffic may use it.
    Active,
    /// Gone; AWS shows it for a while.
    Deleted,
    /// Not yet accepted.
    PendingAcceptance,
    /// Any other, by AWS's text: it carries nothing.
    Other(Rc<str>),
}

impl PeeringStatus {
    /// AWS's code.
    pub fn code(&self) -> &str {
        match self {
            PeeringStatus::Active => "active",
            PeeringStatus::Deleted => "deleted",
            PeeringStatus::PendingAcceptance => "pending-acceptance",
            PeeringStatus::Other(code) => code,
        }
    }

    /// Reads AWS's code.
    pub fn parse(code: &str) -> PeeringStatus {
        match code {
            "active" => PeeringStatus::Active,
            "deleted" => PeeringStatus::Deleted,
            "pending-acceptance" => PeeringStatus::PendingAcceptance,
            other => PeeringStatus::Other(Rc::from(other)),
        }
    }
}

impl VpcPeeringConnection {
    /// The other side, seen from a VPC; none where the VPC is no side of it.
    pub fn far_side(&self, vpc: &VpcId) -> Option<&PeeringVpc> {
        if self.requester.vpc == *vpc {
            Some(&self.accepter)
        } else if self.accepter.vpc == *vpc {
            Some(&self.requester)
        } else {
            None
        }
    }

    /// Whether traffic may use it.
    pub fn is_active(&self) -> bool {
        self.status == PeeringStatus::Active
    }

    /// Whether both sides lie in one Region; only then group references work across it.
    pub fn is_same_region(&self) -> bool {
        self.requester.region == self.accepter.region
    }
}
