//! IP protocol numbers.

/// An IP protocol by its IANA number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Protocol(pub u8);

impl Protocol {
    /// ICMP of IPv4.
    pub const ICMP: Protocol = Protocol(1);
    /// TCP.
    pub const TCP: Protocol = Protocol(6);
    /// UDP.
    pub const UDP: Protocol = Protocol(17);
    /// ICMPv6.
    pub const ICMPV6: Protocol = Protocol(58);

    /// The name that AWS stores instead of the number: only four protocols have one.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Protocol::ICMP => Some("icmp"),
            Protocol::TCP => Some("tcp"),
            Protocol::UDP => Some("udp"),
            Protocol::ICMPV6 => Some("icmpv6"),
            _ => None,
        }
    }

    /// Reads a number from 0 to 255 or one of the four names, in any case.
    pub fn parse(text: &str) -> Option<Protocol> {
        let named = [Protocol::ICMP, Protocol::TCP, Protocol::UDP, Protocol::ICMPV6]
            .into_iter()
            .find(|protocol| protocol.name().is_some_and(|name| name.eq_ignore_ascii_case(text)));
        named.or_else(|| {
            text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok().map(Protocol)).flatten()
        })
    }

    /// Whether the protocol has ports that rules can restrict. SCTP has ports, but no rule sees them.
    pub fn has_ports(self) -> bool {
        matches!(self, Protocol::TCP | Protocol::UDP)
    }

    /// Whether the protocol is ICMP of either family.
    pub fn is_icmp(self) -> bool {
        matches!(self, Protocol::ICMP | Protocol::ICMPV6)
    }
}

impl std::fmt::Display for Protocol {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.name() {
            Some(name) => formatter.write_str(name),
            None => write!(formatter, "{}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_without_case_and_numbers_are_numbers() {
        assert_eq!(Protocol::parse("TCP"), Some(Protocol::TCP));
        assert_eq!(Protocol::parse("6"), Some(Protocol::TCP));
        assert_eq!(Protocol::parse("IcmpV6"), Some(Protocol::ICMPV6));
        assert_eq!(Protocol::parse("47"), Some(Protocol(47)));
        for text in ["all", "256", "-1", "+6", "gre", ""] {
            assert_eq!(Protocol::parse(text), None, "{text}");
        }
    }
}
