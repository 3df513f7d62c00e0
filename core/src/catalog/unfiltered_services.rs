//! Services that neither security groups nor network ACLs filter, by address.
//!
//! Sources: VPC User Guide `security-groups`, `vpc-dns`, `vpc-network-acls`; EC2 User Guide on time
//! synchronisation and Windows activation. The resolver at the VPC's base plus two and the router at each
//! subnet's base plus one are not in the table: they depend on the VPC.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A service that is never filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnfilteredService {
    /// Its name.
    pub name: &'static str,
    /// Its address.
    pub address: IpAddr,
}

const fn v4(last: [u8; 2], name: &'static str) -> UnfilteredService {
    UnfilteredService { name, address: IpAddr::V4(Ipv4Addr::new(169, 254, last[0], last[1])) }
}

const fn v6(last: u16, name: &'static str) -> UnfilteredService {
    UnfilteredService { name, address: IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, last)) }
}

/// All of them with a fixed address.
pub const UNFILTERED_SERVICES: &[UnfilteredService] = &[
    v4([169, 123], "Amazon Time Sync Service"),
    v4([169, 250], "Windows licence activation"),
    v4([169, 251], "Windows licence activation"),
    v4([169, 253], "Amazon-provided DNS"),
    v4([169, 254], "instance metadata service"),
    v4([170, 2], "ECS task metadata"),
    v6(0x123, "Amazon Time Sync Service"),
    v6(0x250, "Windows licence activation"),
    v6(0x253, "Amazon-provided DNS"),
    v6(0x254, "instance metadata service"),
];
