//! The Elastic IP address.

use super::{AddressAssociationId, AllocationId, NetworkInterfaceId, Tags};
use std::net::Ipv4Addr;

/// A public IPv4 address of the account. The interface it is associated with carries it too, since a
/// packet asks there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElasticIp {
    /// Its allocation.
    pub id: AllocationId,
    /// The address.
    pub public_ip: Ipv4Addr,
    /// What it is associated with.
    pub association: Option<AddressAssociation>,
    /// Its tags.
    pub tags: Tags,
}

/// The association of an Elastic IP with a private address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressAssociation {
    /// Its id.
    pub id: AddressAssociationId,
    /// The interface.
    pub interface: NetworkInterfaceId,
    /// The private address.
    pub private_address: Ipv4Addr,
}
