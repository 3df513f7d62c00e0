//! Ranges that no route forwards to, even where its block is larger.
//!
//! Source: VPC User Guide `VPC_Route_Tables`.

use crate::net::{IpNet, Ipv4Net, Ipv6Net};
use std::net::{Ipv4Addr, Ipv6Addr};

const IPV4: (Ipv4Addr, u8) = (Ipv4Addr::new(169, 254, 168, 0), 22);
const IPV6: (Ipv6Addr, u8) = (Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0), 32);

/// Whether AWS refuses routes for the block, and forwards nothing to it.
pub fn is_never_forwarded(block: &IpNet) -> bool {
    match block {
        IpNet::V4(block) => Ipv4Net::new(IPV4.0, IPV4.1).is_ok_and(|reserved| reserved.contains(block)),
        IpNet::V6(block) => Ipv6Net::new(IPV6.0, IPV6.1).is_ok_and(|reserved| reserved.contains(block)),
    }
}

#[cfg(test)]
mod tests {
    use super::is_never_forwarded;
    use crate::net::parse_cidr;

    #[test]
    fn a_larger_block_is_taken() {
        assert!(is_never_forwarded(&parse_cidr("169.254.169.254/32").unwrap()));
        assert!(is_never_forwarded(&parse_cidr("fd00:ec2::/32").unwrap()));
        assert!(!is_never_forwarded(&parse_cidr("169.254.0.0/16").unwrap()));
    }
}
