//! Which addresses are public: those that could tell whose they are.

use ipnet::IpNet;
use std::sync::LazyLock;

/// Ranges that are nobody's alone: private, shared, link-local, for documentation, for measurements, reserved.
/// Addresses in them stay. IPv6 is turned round: all but `2000::/3` is special.
const SET_ASIDE: &[&str] = &[
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",
    "::/3",
    "2001:db8::/32",
    "3fff::/20",
    "4000::/2",
    "8000::/1",
];

static RANGES: LazyLock<Vec<IpNet>> =
    LazyLock::new(|| SET_ASIDE.iter().filter_map(|range| range.parse().ok()).collect());

/// Whether all of the block is public.
pub(super) fn is_public(block: &IpNet) -> bool {
    !RANGES.iter().any(|range| range.contains(block) || block.contains(range))
}

/// Whether the block holds public addresses and others. It cannot be replaced, and decides over what is in it.
pub(super) fn is_mixed(block: &IpNet) -> bool {
    block.prefix_len() > 0
        && !RANGES.iter().any(|range| range.contains(block))
        && RANGES.iter().any(|range| block.contains(range))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_range_is_read() {
        assert_eq!(RANGES.len(), SET_ASIDE.len());
    }

    #[test]
    fn public_private_and_mixed_are_told_apart() {
        let block = |text: &str| text.parse::<IpNet>().unwrap();
        for public in ["52.1.2.3/32", "8.8.8.0/24", "172.32.0.0/16", "2600:1f00::/24"] {
            assert!(is_public(&block(public)) && !is_mixed(&block(public)), "{public}");
        }
        for mixed in ["0.0.0.0/1", "128.0.0.0/1", "192.0.0.0/8", "2000::/3", "203.0.112.0/20"] {
            assert!(!is_public(&block(mixed)) && is_mixed(&block(mixed)), "{mixed}");
        }
        for neither in ["0.0.0.0/0", "::/0", "10.1.2.3/32", "203.0.113.10/32", "fd00::/8", "198.18.0.7/32"] {
            assert!(!is_public(&block(neither)) && !is_mixed(&block(neither)), "{neither}");
        }
    }
}
