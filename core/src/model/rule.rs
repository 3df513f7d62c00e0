//! A rule of a security group.

use super::{Peer, SecurityGroupRuleId, Tags, Traffic};
use crate::net::Direction;
use std::rc::Rc;

/// One rule: a direction, the traffic, one peer. It allows; there is no other kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityGroupRule {
    /// Its id, `sgr-…`.
    pub id: SecurityGroupRuleId,
    /// Whether the id was made up at import, since describe-security-groups shows none.
    pub id_is_invented: bool,
    /// Inbound or outbound.
    pub direction: Direction,
    /// Protocol and ports.
    pub traffic: Traffic,
    /// The other end.
    pub peer: Peer,
    /// Its description; not part of its identity.
    pub description: Option<Rc<str>>,
    /// Its tags.
    pub tags: Tags,
}

impl SecurityGroupRule {
    /// Whether both say the same: direction, protocol, ports, peer.
    pub fn same_as(&self, direction: Direction, traffic: Traffic, peer: &Peer) -> bool {
        self.direction == direction && self.traffic == traffic && self.peer.same_as(peer)
    }
}
