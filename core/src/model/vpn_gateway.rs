//! The VPN gateway. It is known by name; what lies behind it is not modelled.

use super::{Tags, VpcId, VpnGatewayId};
use std::rc::Rc;

/// A virtual private gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpnGateway {
    /// Its id.
    pub id: VpnGatewayId,
    /// The VPC it is attached to.
    pub vpc: Option<VpcId>,
    /// Its state, for instance `available`.
    pub state: Rc<str>,
    /// Its tags.
    pub tags: Tags,
}
