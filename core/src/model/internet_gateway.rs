//! The internet gateway and the egress-only internet gateway.

use super::{EgressOnlyInternetGatewayId, InternetGatewayId, Tags, VpcId};
use std::rc::Rc;

/// An internet gateway: translates between private and public IPv4 one to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InternetGateway {
    /// Its id.
    pub id: InternetGatewayId,
    /// The account that owns it.
    pub owner: Rc<str>,
    /// The VPC it is attached to.
    pub vpc: Option<VpcId>,
    /// Its tags.
    pub tags: Tags,
}

/// An egress-only internet gateway: lets IPv6 flows out that began inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EgressOnlyInternetGateway {
    /// Its id.
    pub id: EgressOnlyInternetGatewayId,
    /// The VPC it is attached to.
    pub vpc: VpcId,
    /// Its tags.
    pub tags: Tags,
}
