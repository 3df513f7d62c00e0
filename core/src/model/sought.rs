//! Whether a rule is about what somebody looks for: a port, a type of the console's list by its name, an address.

use super::{Peer, Traffic};
use crate::catalog::rule_types::{PortField, ProtocolField, RULE_TYPES};
use crate::net::Protocol;
use ipnet::{Ipv4Net, Ipv6Net};
use std::net::{Ipv4Addr, Ipv6Addr};

impl Traffic {
    /// Whether it covers what is looked for: a port (`443`), a port with its protocol (`tcp 443`, `53/udp`), or a type
    /// with one port by the beginning of its name (`ssh`, `postgres`). A text that says none of these is covered by
    /// nothing.
    pub fn covers_sought(self, sought: &str) -> bool {
        let sought = sought.trim();
        match port_of(sought) {
            Some((protocol, port)) => self.covers_port(protocol, port),
            None => services(sought).any(|(protocol, port)| self.covers_port(Some(protocol), port)),
        }
    }

    fn covers_port(self, wanted: Option<Protocol>, port: u16) -> bool {
        match self {
            Traffic::All => true,
            Traffic::Ports(protocol, ports) => {
                ports.contains(port) && wanted.is_none_or(|wanted| wanted == protocol)
            }
            Traffic::Icmp { .. } | Traffic::Other(_) => false,
        }
    }
}

impl Peer {
    /// Whether it is a block that holds the address, or the whole block, that is looked for.
    pub fn covers_sought(&self, sought: &str) -> bool {
        let sought = sought.trim();
        match self {
            Peer::CidrIpv4(block) => {
                sought.parse::<Ipv4Addr>().is_ok_and(|address| block.contains(&address))
                    || sought.parse::<Ipv4Net>().is_ok_and(|inner| block.contains(&inner))
            }
            Peer::CidrIpv6(block) => {
                sought.parse::<Ipv6Addr>().is_ok_and(|address| block.contains(&address))
                    || sought.parse::<Ipv6Net>().is_ok_and(|inner| block.contains(&inner))
            }
            Peer::PrefixList(_) | Peer::SecurityGroup(_) => false,
        }
    }
}

/// A port, and its protocol where one stands before or after it.
fn port_of(text: &str) -> Option<(Option<Protocol>, u16)> {
    // What an IPv6 address or the length of a prefix ends with is no port.
    if text.contains("::") || text.starts_with('/') {
        return None;
    }
    let mut words = text.split([' ', '/', ':']).filter(|word| !word.is_empty());
    let (one, two, rest) = (words.next()?, words.next(), words.next());
    if rest.is_some() {
        return None;
    }
    let protocol = |word: &str| match word {
        _ if word.eq_ignore_ascii_case("tcp") => Some(Protocol::TCP),
        _ if word.eq_ignore_ascii_case("udp") => Some(Protocol::UDP),
        _ => None,
    };
    match (one.parse(), two) {
        (Ok(port), None) => Some((None, port)),
        (Ok(port), Some(two)) => Some((Some(protocol(two)?), port)),
        (Err(_), two) => Some((Some(protocol(one)?), two?.parse().ok()?)),
    }
}

/// What the types whose name begins so stand for, of those that stand for one port.
fn services(name: &str) -> impl Iterator<Item = (Protocol, u16)> {
    let begins = |listed: &str| {
        name.len() > 1 && listed.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    RULE_TYPES.iter().filter(move |listed| begins(listed.name)).filter_map(|listed| {
        match (listed.protocol, listed.ports) {
            (ProtocolField::Fixed(_, Some(protocol)), PortField::Fixed(_, Some((from, to))))
                if from == to =>
            {
                Some((protocol, u16::try_from(from).ok()?))
            }
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::PortRange;

    fn ports(protocol: Protocol, low: u16, high: u16) -> Traffic {
        Traffic::Ports(protocol, PortRange::new(low, high).unwrap())
    }

    #[test]
    fn an_address_and_a_block_are_found_inside_of_a_block() {
        let v4 = Peer::CidrIpv4("198.51.100.0/24".parse().unwrap());
        let all = Peer::CidrIpv6("::/0".parse().unwrap());
        for (peer, sought, found) in [
            (&v4, " 198.51.100.7 ", true),
            (&v4, "198.51.100.128/25", true),
            (&v4, "198.51.0.0/16", false),
            (&v4, "198.51.101.7", false),
            (&v4, "198.51.100", false),
            (&v4, "::1", false),
            (&all, "2001:db8::1", true),
            (&all, "2001:db8::/32", true),
            (&all, "0.0.0.0/0", false),
        ] {
            assert_eq!(peer.covers_sought(sought), found, "{sought}");
        }
    }

    #[test]
    fn the_end_of_an_address_is_no_port() {
        for sought in ["::/0", "::443", "2001:db8::443", "/0", "/443", "0.0.0.0/0"] {
            assert!(!Traffic::All.covers_sought(sought), "{sought}");
        }
    }

    #[test]
    fn a_port_is_found_inside_of_a_range_and_in_what_is_for_everything() {
        for (sought, found) in
            [("443", true), (" 450 ", true), (":443", true), ("442", false), ("4", false), ("70000", false)]
        {
            assert_eq!(ports(Protocol::TCP, 443, 500).covers_sought(sought), found, "{sought}");
        }
        assert!(Traffic::All.covers_sought("443"));
        let ping = Traffic::Icmp { protocol: Protocol::ICMP, kind: Some(8), code: None };
        assert!(!ping.covers_sought("8") && !Traffic::Other(Protocol(47)).covers_sought("47"));
    }

    #[test]
    fn a_protocol_beside_the_port_is_held_to() {
        let dns = ports(Protocol::UDP, 53, 53);
        for (sought, found) in
            [("udp 53", true), ("53/UDP", true), ("udp:53", true), ("tcp 53", false), ("udp 54", false)]
        {
            assert_eq!(dns.covers_sought(sought), found, "{sought}");
        }
        for nonsense in ["udp", "53 53", "udp 53 in", "53 sctp", "", " / "] {
            assert!(!dns.covers_sought(nonsense), "{nonsense}");
        }
    }

    #[test]
    fn a_type_is_found_by_the_beginning_of_its_name_wherever_its_port_is_open() {
        assert!(ports(Protocol::TCP, 20, 25).covers_sought("ssh"));
        assert!(ports(Protocol::TCP, 0, 65535).covers_sought("Postgres"));
        assert!(Traffic::All.covers_sought("rdp"));
        assert!(
            ports(Protocol::UDP, 53, 53).covers_sought("dns")
                && ports(Protocol::TCP, 53, 53).covers_sought("dns")
        );
        assert!(!ports(Protocol::UDP, 0, 65535).covers_sought("ssh"));
        // One letter says too little, and a type of many ports is none of them.
        for nonsense in ["s", "all tcp", "custom tcp", "é", "sshd"] {
            assert!(!Traffic::All.covers_sought(nonsense), "{nonsense}");
        }
    }
}
