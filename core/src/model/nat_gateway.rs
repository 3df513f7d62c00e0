//! The NAT gateway.
//!
//! Source: VPC User Guide `vpc-nat-gateway`, `nat-gateways-regional`.

use super::{AllocationId, NatGatewayId, NetworkInterfaceId, SubnetId, Tags, VpcId};
use std::net::Ipv4Addr;
use std::rc::Rc;

/// A NAT gateway: many private addresses behind its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NatGateway {
    /// Its id.
    pub id: NatGatewayId,
    /// The VPC it serves.
    pub vpc: VpcId,
    /// The subnet of a zonal one; a regional one lies in none.
    pub subnet: Option<SubnetId>,
    /// Whether it leads to the internet or only to other private networks.
    pub connectivity: Connectivity,
    /// Its addresses, the primary one first.
    pub addresses: Vec<NatAddress>,
    /// Its state, for instance `available`.
    pub state: Rc<str>,
    /// Its tags.
    pub tags: Tags,
}

/// `ConnectivityType`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Connectivity {
    /// Needs no Elastic IP; its packets keep its private address.
    Private,
    /// Has an Elastic IP and needs a route to an internet gateway.
    Public,
}

/// An address of a NAT gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NatAddress {
    /// The interface.
    pub interface: Option<NetworkInterfaceId>,
    /// The private address.
    pub private_ip: Option<Ipv4Addr>,
    /// The Elastic IP.
    pub public_ip: Option<Ipv4Addr>,
    /// The Elastic IP's allocation.
    pub allocation: Option<AllocationId>,
}

impl Connectivity {
    /// The API's text.
    pub fn name(self) -> &'static str {
        match self {
            Connectivity::Private => "private",
            Connectivity::Public => "public",
        }
    }

    /// Reads the API's text.
    pub fn parse(text: &str) -> Option<Connectivity> {
        [Connectivity::Private, Connectivity::Public].into_iter().find(|kind| kind.name() == text)
    }
}

impl NatGateway {
    /// Whether it can carry packets.
    pub fn is_available(&self) -> bool {
        &*self.state == "available"
    }

    /// Whether it lies in no subnet (`AvailabilityMode` `regional`).
    pub fn is_regional(&self) -> bool {
        self.subnet.is_none()
    }

    /// Whether it is gone; AWS shows it for a while.
    pub fn is_deleted(&self) -> bool {
        matches!(&*self.state, "deleted" | "deleting" | "failed")
    }
}
