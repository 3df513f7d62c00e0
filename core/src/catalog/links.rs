//! How long a packet each link carries, and the router that stands for the internet.
//!
//! Source: EC2 User Guide `network_mtu`; Transit Gateways guide, quotas (*MTU*).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Bytes a packet inside a VPC, and over a peering in one Region.
pub const VPC_MTU: u16 = 9001;
/// Bytes a packet through an internet gateway, of either kind.
pub const INTERNET_MTU: u16 = 1500;
/// Bytes a packet through a transit gateway, and over a peering of two Regions.
pub const TRANSIT_MTU: u16 = 8500;

/// The router of the internet that a packet leaving a VPC meets first, in the packet's family: of the
/// blocks set aside for documentation (choice).
pub fn internet_router(like: IpAddr) -> IpAddr {
    match like {
        IpAddr::V4(_) => Ipv4Addr::new(198, 51, 100, 1).into(),
        IpAddr::V6(_) => Ipv6Addr::new(0x2001, 0xdb8, 0xffff, 0xffff, 0, 0, 0, 1).into(),
    }
}
