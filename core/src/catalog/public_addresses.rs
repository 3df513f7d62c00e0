//! The public IPv4 addresses that stand for AWS's own: what is lent to interfaces and allocated as Elastic IPs.
//!
//! No real address may be shown as someone's, so all that stand for the outside come from the blocks that are set aside
//! (RFC 5737, RFC 2544). What the model gives comes from the lower half of 198.18.0.0/15, since the others are taken:
//! 203.0.113.0/24 by the reader and other people's hosts, 198.51.100.0/24 by networks that rules name and by a router of
//! the internet ([`super::links`]), 198.19.0.0/16 by what stands in for addresses that a shared document does not tell
//! (choice).

use std::net::Ipv4Addr;

/// The blocks of 256 that AWS's public addresses are taken from, in order, by their first three bytes.
const POOL: [[u8; 3]; 2] = [[198, 18, 0], [198, 18, 1]];

/// The public addresses that AWS has to give, the lowest first.
pub fn public_addresses() -> impl Iterator<Item = Ipv4Addr> {
    POOL.into_iter().flat_map(|[a, b, c]| (1..255).map(move |d| Ipv4Addr::new(a, b, c, d)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::links::internet_router;
    use std::net::IpAddr;

    #[test]
    fn no_address_has_two_meanings() {
        let router = internet_router(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        let people =
            ["203.0.113.10", "198.51.100.7", "192.0.2.1", "198.19.0.1"].map(|text| text.parse().unwrap());
        let given: Vec<Ipv4Addr> = public_addresses().collect();
        assert!(given.iter().all(|one| IpAddr::V4(*one) != router && !people.contains(one)));
        assert!(given.is_sorted() && given.len() == 508);
        // Of RFC 2544's 198.18.0.0/15 the lower half only.
        assert!(given.iter().all(|one| one.octets()[..2] == [198, 18]));
    }
}
