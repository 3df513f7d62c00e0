//! The transit gateway, its VPC attachments and its route table.
//!
//! Source: Transit Gateways guide `tgw-vpc-attachments`, `tgw-route-tables`.

use super::{
    SubnetId, Tags, TransitGatewayAttachmentId, TransitGatewayId, TransitGatewayRouteTableId, VpcId,
};
use ipnet::IpNet;
use std::rc::Rc;

/// A transit gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransitGateway {
    /// Its id.
    pub id: TransitGatewayId,
    /// The account that owns it.
    pub owner: Rc<str>,
    /// Whether inbound rules may refer to groups of other attached VPCs; off unless set.
    pub security_group_referencing: bool,
    /// The table that new attachments are associated with; none where that is switched off.
    pub association_table: Option<TransitGatewayRouteTableId>,
    /// The table that new attachments propagate to; none where that is switched off.
    pub propagation_table: Option<TransitGatewayRouteTableId>,
    /// Its state, for instance `available`.
    pub state: Rc<str>,
    /// Its tags.
    pub tags: Tags,
}

/// The attachment of a VPC to a transit gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransitGatewayVpcAttachment {
    /// Its id.
    pub id: TransitGatewayAttachmentId,
    /// The transit gateway.
    pub transit_gateway: TransitGatewayId,
    /// The VPC.
    pub vpc: VpcId,
    /// The subnets with an interface of the attachment, one a zone.
    pub subnets: Vec<SubnetId>,
    /// Whether inbound rules may refer to groups of other attached VPCs; on unless set.
    pub security_group_referencing: bool,
    /// Its state, for instance `available`.
    pub state: Rc<str>,
    /// Its tags.
    pub tags: Tags,
}

/// A route table of a transit gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransitGatewayRouteTable {
    /// Its id.
    pub id: TransitGatewayRouteTableId,
    /// The transit gateway.
    pub transit_gateway: TransitGatewayId,
    /// Attachments whose packets it routes.
    pub associations: Vec<TransitGatewayAttachmentId>,
    /// Attachments whose VPCs' blocks it learns.
    pub propagations: Vec<TransitGatewayAttachmentId>,
    /// Its static routes; none where nobody told what they are.
    pub routes: Option<Vec<TransitGatewayRoute>>,
    /// Its tags.
    pub tags: Tags,
}

/// A static route of a transit gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransitGatewayRoute {
    /// What it is for.
    pub block: IpNet,
    /// Where it leads; none: it is a blackhole.
    pub attachment: Option<TransitGatewayAttachmentId>,
}

impl TransitGateway {
    /// Whether it can carry packets.
    pub fn is_available(&self) -> bool {
        matches!(&*self.state, "available" | "modifying")
    }
}

impl TransitGatewayVpcAttachment {
    /// Whether it can carry packets.
    pub fn is_available(&self) -> bool {
        matches!(&*self.state, "available" | "modifying")
    }
}
