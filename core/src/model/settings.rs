//! What a document sets for the whole Region.

use crate::catalog::quotas::Quota;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::rc::Rc;

/// The Region's settings: who and where, quotas, options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The account that acts.
    pub account: Rc<str>,
    /// The Region.
    pub region: Rc<str>,
    /// Quotas that differ from their defaults, by quota code (`L-…`).
    pub quotas: BTreeMap<Rc<str>, u32>,
    /// The playground's options.
    pub options: Options,
}

/// Switches that EC2 has no action for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The IPv4 address that stands for the reader: "My IP", and `internet` as an end of a packet.
    pub you: Ipv4Addr,
    /// The same for IPv6.
    pub you_ipv6: Ipv6Addr,
    /// Whether AWS has lifted its block on outbound TCP 25.
    pub port_25_lifted: bool,
    /// Whether ICMP errors about a tracked flow pass as related, against AWS's current text.
    pub related: bool,
    /// The most tracked connections of an instance (or of an interface that no instance has).
    pub tracking_allowance: Option<u32>,
}

impl Settings {
    /// The quota's value: what was set, else AWS's default.
    pub fn quota(&self, quota: &Quota) -> u32 {
        quota.code.and_then(|code| self.quotas.get(code)).copied().unwrap_or(quota.default)
    }
}

impl Options {
    /// The reader's address of a family.
    pub fn you_of(&self, family: crate::net::Family) -> IpAddr {
        match family {
            crate::net::Family::Ipv4 => IpAddr::V4(self.you),
            crate::net::Family::Ipv6 => IpAddr::V6(self.you_ipv6),
        }
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            account: Rc::from("111122223333"),
            region: Rc::from("eu-west-1"),
            quotas: BTreeMap::new(),
            options: Options {
                you: Ipv4Addr::new(203, 0, 113, 10),
                you_ipv6: Ipv6Addr::new(0x2001, 0xdb8, 0xffff, 0, 0, 0, 0, 0x10),
                port_25_lifted: false,
                related: false,
                tracking_allowance: None,
            },
        }
    }
}
