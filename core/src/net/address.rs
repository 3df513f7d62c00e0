//! Addresses, families and ranges of addresses.

use ipnet::IpNet;
use std::net::IpAddr;

/// An address family. AWS judges the two apart everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Internet Protocol version 4.
    Ipv4,
    /// Internet Protocol version 6.
    Ipv6,
}

impl Family {
    /// Both, in order.
    pub const ALL: [Family; 2] = [Family::Ipv4, Family::Ipv6];

    /// The family of an address.
    pub fn of(address: IpAddr) -> Family {
        match address {
            IpAddr::V4(_) => Family::Ipv4,
            IpAddr::V6(_) => Family::Ipv6,
        }
    }

    /// The family of a block.
    pub fn of_block(block: &IpNet) -> Family {
        match block {
            IpNet::V4(_) => Family::Ipv4,
            IpNet::V6(_) => Family::Ipv6,
        }
    }

    /// `IPv4` or `IPv6`, as AWS writes them.
    pub fn name(self) -> &'static str {
        match self {
            Family::Ipv4 => "IPv4",
            Family::Ipv6 => "IPv6",
        }
    }

    /// The block that holds every address of the family: `0.0.0.0/0` or `::/0`.
    pub fn everywhere(self) -> IpNet {
        match self {
            Family::Ipv4 => IpNet::V4(ipnet::Ipv4Net::default()),
            Family::Ipv6 => IpNet::V6(ipnet::Ipv6Net::default()),
        }
    }
}

/// A run of addresses of one family, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddressRange {
    /// The family of both ends.
    pub family: Family,
    /// The first address as a number.
    pub low: u128,
    /// The last address as a number.
    pub high: u128,
}

impl AddressRange {
    /// The run of one address.
    pub fn single(address: IpAddr) -> AddressRange {
        let number = number(address);
        AddressRange { family: Family::of(address), low: number, high: number }
    }

    /// The addresses of a block, its network and broadcast address included.
    pub fn of_block(block: &IpNet) -> AddressRange {
        AddressRange {
            family: Family::of_block(block),
            low: number(block.network()),
            high: number(block.broadcast()),
        }
    }

    /// Whether the address lies in the run.
    pub fn contains(&self, address: IpAddr) -> bool {
        let number = number(address);
        Family::of(address) == self.family && self.low <= number && number <= self.high
    }
}

/// The address as a number in its family.
pub(crate) fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => u128::from(u32::from(v4)),
        IpAddr::V6(v6) => u128::from(v6),
    }
}

/// Sorts the runs and joins those that touch or overlap.
pub fn merge_ranges(mut ranges: Vec<AddressRange>) -> Vec<AddressRange> {
    ranges.sort_unstable();
    let mut merged: Vec<AddressRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if last.family == range.family && range.low <= last.high.saturating_add(1) => {
                last.high = last.high.max(range.high);
            }
            _ => merged.push(range),
        }
    }
    merged
}

/// Why a text is not a CIDR block that AWS takes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("CIDR block {text} is malformed")]
pub struct CidrError {
    /// The text as it came.
    pub text: String,
}

/// Reads a CIDR block. A prefix length is required; host bits are cleared, as AWS stores blocks in
/// canonical form (`100.68.0.18/18` becomes `100.68.0.0/18`).
///
/// ```
/// use sg_core::net::parse_cidr;
/// assert_eq!(parse_cidr("100.68.0.18/18").unwrap().to_string(), "100.68.0.0/18");
/// assert!(parse_cidr("203.0.113.7").is_err());
/// ```
pub fn parse_cidr(text: &str) -> Result<IpNet, CidrError> {
    text.parse::<IpNet>().map(|block| block.trunc()).map_err(|_| CidrError { text: text.to_owned() })
}

/// The block that is stored for a text with host bits, which are cut off; none where nothing is.
///
/// ```
/// use sg_core::net::cut_block;
/// assert_eq!(cut_block("10.0.0.5/24").unwrap().to_string(), "10.0.0.0/24");
/// assert_eq!(cut_block("10.0.0.0/24"), None);
/// assert_eq!(cut_block("10.0.0."), None);
/// ```
pub fn cut_block(text: &str) -> Option<IpNet> {
    let typed = text.parse::<IpNet>().ok()?;
    Some(typed.trunc()).filter(|stored| *stored != typed)
}

/// The block of one address alone, for a text that is an address without a prefix length; none for any other.
///
/// ```
/// use sg_core::net::bare_block;
/// assert_eq!(bare_block("10.0.0.5").unwrap().to_string(), "10.0.0.5/32");
/// assert_eq!(bare_block("2001:db8::1").unwrap().to_string(), "2001:db8::1/128");
/// assert_eq!(bare_block("10.0.0.5/24"), None);
/// ```
pub fn bare_block(text: &str) -> Option<IpNet> {
    text.parse::<IpAddr>().ok().map(IpNet::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_bits_are_cleared_and_a_prefix_is_required() {
        assert_eq!(parse_cidr("10.0.0.5/24").unwrap(), parse_cidr("10.0.0.0/24").unwrap());
        assert_eq!(parse_cidr("2001:db8::1/32").unwrap().to_string(), "2001:db8::/32");
        for text in ["203.0.113.7", "10.0.0.0/33", "10.0.0/8", "::/129", "", "10.0.0.0/-1", " 10.0.0.0/8"] {
            assert_eq!(parse_cidr(text), Err(CidrError { text: text.to_owned() }), "{text}");
        }
    }

    #[test]
    fn touching_ranges_join_and_families_stay_apart() {
        let range = |text: &str| AddressRange::of_block(&parse_cidr(text).unwrap());
        let merged = merge_ranges(vec![
            range("10.0.1.0/24"),
            range("::/128"),
            range("10.0.0.0/24"),
            range("10.0.0.7/32"),
            range("10.0.3.0/24"),
        ]);
        assert_eq!(merged, vec![range("10.0.0.0/23"), range("10.0.3.0/24"), range("::/128")]);
        assert!(merged[0].contains("10.0.1.255".parse().unwrap()));
        assert!(!merged[0].contains("::a00:1".parse().unwrap()));
    }
}
