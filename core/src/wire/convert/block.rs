//! CIDR blocks in AWS's canonical form.

use crate::net::{Family, IpNet, Ipv4Net, Ipv6Net, parse_cidr};
use crate::wire::Ec2Error;

/// AWS's error for a text that is no block, lacks a prefix length, or is of the wrong family.
pub fn malformed_block(text: &str) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", format!("CIDR block {text} is malformed"))
}

/// Reads a block of the family and clears its host bits.
pub fn parse_block(text: &str, family: Family) -> Result<IpNet, Ec2Error> {
    match parse_cidr(text) {
        Ok(block) if Family::of_block(&block) == family => Ok(block),
        _ => Err(malformed_block(text)),
    }
}

/// Reads an IPv4 block.
pub fn parse_ipv4_block(text: &str) -> Result<Ipv4Net, Ec2Error> {
    match parse_block(text, Family::Ipv4)? {
        IpNet::V4(block) => Ok(block),
        IpNet::V6(_) => Err(malformed_block(text)),
    }
}

/// Reads an IPv6 block.
pub fn parse_ipv6_block(text: &str) -> Result<Ipv6Net, Ec2Error> {
    match parse_block(text, Family::Ipv6)? {
        IpNet::V6(block) => Ok(block),
        IpNet::V4(_) => Err(malformed_block(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_bits_are_cleared_and_families_are_not_confused() {
        assert_eq!(parse_ipv4_block("100.68.0.18/18").unwrap().to_string(), "100.68.0.0/18");
        assert_eq!(parse_ipv6_block("2001:db8::1/64").unwrap().to_string(), "2001:db8::/64");
        for text in ["58.29.99.44", "::/0", "10.0.0.0/33", "", "all"] {
            let error = parse_ipv4_block(text).unwrap_err();
            assert_eq!(error.code, "InvalidParameterValue");
            assert_eq!(error.message, format!("CIDR block {text} is malformed"));
        }
        assert!(parse_ipv6_block("0.0.0.0/0").is_err());
    }
}
