//! The Type list of the console's rule form, and the Type that a stored rule shows as.
//!
//! AWS does not store the Type: it is derived from protocol and ports. Sources: VPC User Guide
//! `security-group-rules` (the mechanism and many entries); independent re-creations of the form, which
//! agree on the list and its order.

use super::icmp_types::{icmp_type, icmpv6_type_name};
use crate::net::Protocol;

/// An entry of the Type list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleType {
    /// Its text in the list, for instance `HTTPS`.
    pub name: &'static str,
    /// The Protocol field.
    pub protocol: ProtocolField,
    /// The Port range field.
    pub ports: PortField,
}

/// What the form does with the field Protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProtocolField {
    /// Filled in and read-only; no protocol is -1.
    Fixed(&'static str, Option<Protocol>),
    /// A drop-down of the ICMP types of IPv4; the protocol is `icmp`.
    IcmpType,
    /// A drop-down of the ICMP types of IPv6; the protocol is `icmpv6`.
    Icmpv6Type,
    /// Typed: a number or a name that [`parse_protocol`] knows.
    Typed,
}

/// What the form does with the field Port range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortField {
    /// Filled in and read-only: the text, and `FromPort` and `ToPort` where the rule has them.
    Fixed(&'static str, Option<(i32, i32)>),
    /// A drop-down of the codes of the chosen ICMP type, or N/A.
    IcmpCode,
    /// Typed: `n` or `n - m`.
    Typed,
}

const fn custom(name: &'static str, shown: &'static str, protocol: Protocol) -> RuleType {
    RuleType { name, protocol: ProtocolField::Fixed(shown, Some(protocol)), ports: PortField::Typed }
}

const fn fixed(
    name: &'static str,
    shown: &'static str,
    protocol: Option<Protocol>,
    text: &'static str,
    ports: Option<(i32, i32)>,
) -> RuleType {
    RuleType { name, protocol: ProtocolField::Fixed(shown, protocol), ports: PortField::Fixed(text, ports) }
}

const fn service(name: &'static str, text: &'static str, port: i32) -> RuleType {
    fixed(name, "TCP", Some(Protocol::TCP), text, Some((port, port)))
}

const CUSTOM_TCP: RuleType = custom("Custom TCP", "TCP", Protocol::TCP);
const CUSTOM_UDP: RuleType = custom("Custom UDP", "UDP", Protocol::UDP);
const CUSTOM_ICMP: RuleType =
    RuleType { name: "Custom ICMP - IPv4", protocol: ProtocolField::IcmpType, ports: PortField::IcmpCode };
const CUSTOM_PROTOCOL: RuleType = RuleType {
    name: "Custom protocol",
    protocol: ProtocolField::Typed,
    ports: PortField::Fixed("All", None),
};

/// What a stored ICMPv6 rule for one type shows as. The form of a group does not offer it: there such rules come from
/// the API. The form of a network ACL does.
pub static CUSTOM_ICMPV6: RuleType =
    RuleType { name: "Custom ICMP - IPv6", protocol: ProtocolField::Icmpv6Type, ports: PortField::IcmpCode };

/// The list, in the console's order.
pub static RULE_TYPES: [RuleType; 33] = [
    CUSTOM_TCP,
    CUSTOM_UDP,
    CUSTOM_ICMP,
    CUSTOM_PROTOCOL,
    fixed("All TCP", "TCP", Some(Protocol::TCP), "0 - 65535", Some((0, 65535))),
    fixed("All UDP", "UDP", Some(Protocol::UDP), "0 - 65535", Some((0, 65535))),
    fixed("All ICMP - IPv4", "ICMP", Some(Protocol::ICMP), "All", Some((-1, -1))),
    fixed("All ICMP - IPv6", "IPv6 ICMP", Some(Protocol::ICMPV6), "All", Some((-1, -1))),
    fixed("All traffic", "All", None, "All", None),
    service("SSH", "22", 22),
    service("SMTP", "25", 25),
    fixed("DNS (UDP)", "UDP", Some(Protocol::UDP), "53", Some((53, 53))),
    service("DNS (TCP)", "53", 53),
    service("HTTP", "80", 80),
    service("POP3", "110", 110),
    service("IMAP", "143", 143),
    service("LDAP", "389", 389),
    service("HTTPS", "443", 443),
    service("SMB", "445", 445),
    service("SMTPS", "465", 465),
    service("IMAPS", "993", 993),
    service("POP3S", "995", 995),
    service("MSSQL", "1433", 1433),
    service("NFS", "2049", 2049),
    service("MYSQL/Aurora", "3306", 3306),
    service("RDP", "3389", 3389),
    service("Redshift", "5439", 5439),
    service("PostgreSQL", "5432", 5432),
    service("Oracle-RDS", "1521", 1521),
    service("WinRM-HTTP", "5985", 5985),
    service("WinRM-HTTPS", "5986", 5986),
    service("Elastic Graphics", "2007", 2007),
    service("CQLSH / CASSANDRA", "9042", 9042),
];

/// What stands behind a port whose service is rarely for everyone. For SSH and RDP the VPC User Guide
/// (`security-group-rules`) says to authorize specific address ranges alone.
#[must_use]
pub const fn private_service(port: u16) -> Option<&'static str> {
    match port {
        22 | 3389 | 5985 | 5986 => Some("a way to log in"),
        445 | 2049 => Some("a file server"),
        1433 | 1521 | 3306 | 5432 | 5439 | 6379 | 9042 | 11211 | 27017 => Some("a database"),
        _ => None,
    }
}

/// Names that *Custom protocol* takes for numbers. The console is known to take GRE; the others are
/// IANA's names in the same spirit.
pub static PROTOCOL_NAMES: [(&str, Protocol); 8] = [
    ("AH", Protocol(51)),
    ("ESP", Protocol(50)),
    ("GRE", Protocol(47)),
    ("IGMP", Protocol(2)),
    ("OSPF", Protocol(89)),
    ("PIM", Protocol(103)),
    ("SCTP", Protocol(132)),
    ("VRRP", Protocol(112)),
];

/// The types that the form of a network ACL offers: those of a group's form, and after ICMP of IPv4 that of IPv6.
pub fn acl_types() -> impl Iterator<Item = &'static RuleType> {
    RULE_TYPES.iter().flat_map(|listed| {
        let six = (listed.protocol == ProtocolField::IcmpType).then_some(&CUSTOM_ICMPV6);
        std::iter::once(listed).chain(six)
    })
}

impl RuleType {
    /// The entry with the name.
    pub fn named(name: &str) -> Option<&'static RuleType> {
        RULE_TYPES.iter().chain([&CUSTOM_ICMPV6]).find(|listed| listed.name == name)
    }

    /// The Type that a stored rule shows as; no protocol is -1, no ports where the protocol takes none.
    pub fn of(protocol: Option<Protocol>, ports: Option<(i32, i32)>) -> &'static RuleType {
        let exact = RULE_TYPES.iter().find(|listed| {
            matches!((listed.protocol, listed.ports), (ProtocolField::Fixed(_, p), PortField::Fixed(_, q))
                if p == protocol && (q == ports || protocol.is_none()))
        });
        exact.unwrap_or(match protocol {
            Some(Protocol::TCP) => &CUSTOM_TCP,
            Some(Protocol::UDP) => &CUSTOM_UDP,
            Some(Protocol::ICMP) => &CUSTOM_ICMP,
            Some(Protocol::ICMPV6) => &CUSTOM_ICMPV6,
            _ => &CUSTOM_PROTOCOL,
        })
    }
}

/// The text of a stored rule in the column Protocol.
pub fn protocol_text(protocol: Option<Protocol>, ports: Option<(i32, i32)>) -> String {
    match RuleType::of(protocol, ports).protocol {
        ProtocolField::Fixed(text, _) => text.to_owned(),
        ProtocolField::IcmpType => {
            let kind = ports.map_or(-1, |(kind, _)| kind);
            let named = u8::try_from(kind).ok().and_then(icmp_type);
            named.map_or_else(|| kind.to_string(), |listed| listed.name.to_owned())
        }
        ProtocolField::Icmpv6Type => "IPv6 ICMP".to_owned(),
        ProtocolField::Typed => protocol.map_or_else(String::new, |protocol| protocol.to_string()),
    }
}

/// The text of a stored rule in the column Port range.
pub fn port_text(protocol: Option<Protocol>, ports: Option<(i32, i32)>) -> String {
    let listed = RuleType::of(protocol, ports);
    match (listed.ports, ports) {
        (PortField::Fixed(text, _), _) => text.to_owned(),
        (_, None) => "All".to_owned(),
        (PortField::IcmpCode, Some((kind, code))) if *listed == CUSTOM_ICMPV6 => icmpv6_text(kind, code),
        (PortField::IcmpCode, Some((kind, code))) => icmp_code_text(kind, code),
        (PortField::Typed, Some((low, high))) => typed_ports(low, high),
    }
}

fn typed_ports(low: i32, high: i32) -> String {
    if low == high { low.to_string() } else { format!("{low} - {high}") }
}

fn icmp_code_text(kind: i32, code: i32) -> String {
    let listed = u8::try_from(kind).ok().and_then(icmp_type);
    match (listed, u8::try_from(code)) {
        (Some(listed), Ok(code)) => {
            listed.code_name(code).map_or_else(|| code.to_string(), |name| name.to_owned())
        }
        (Some(listed), Err(_)) if listed.codes.is_empty() => "N/A".to_owned(),
        (None, Ok(code)) => code.to_string(),
        (_, Err(_)) => "All".to_owned(),
    }
}

fn icmpv6_text(kind: i32, code: i32) -> String {
    let name = u8::try_from(kind).ok().and_then(icmpv6_type_name);
    let kind = name.map_or_else(|| kind.to_string(), |name| name.to_owned());
    if code < 0 { kind } else { format!("{kind}, code {code}") }
}

/// Reads what was typed into Port range: `n` or `n - m`. Whether AWS takes the numbers is for the API to say.
pub fn parse_ports(text: &str) -> Option<(i32, i32)> {
    let number = |text: &str| text.trim().parse::<i32>().ok();
    match text.trim().split_once('-').filter(|(low, _)| !low.is_empty()) {
        Some((low, high)) => Some((number(low)?, number(high)?)),
        None => number(text).map(|port| (port, port)),
    }
}

/// Reads what was typed into Protocol: a number from 0 to 255, or a name.
pub fn parse_protocol(text: &str) -> Option<Protocol> {
    let text = text.trim();
    let named = PROTOCOL_NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    Protocol::parse(text).or(named.map(|(_, protocol)| *protocol))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(protocol: &str, ports: Option<(i32, i32)>, shown: [&str; 3]) {
        let protocol = Protocol::parse(protocol);
        let texts = [
            RuleType::of(protocol, ports).name.to_owned(),
            protocol_text(protocol, ports),
            port_text(protocol, ports),
        ];
        assert_eq!(texts, shown);
    }

    #[test]
    fn the_type_is_derived_from_protocol_and_ports() {
        check("tcp", Some((443, 443)), ["HTTPS", "TCP", "443"]);
        check("tcp", Some((8080, 8080)), ["Custom TCP", "TCP", "8080"]);
        check("tcp", Some((443, 444)), ["Custom TCP", "TCP", "443 - 444"]);
        check("tcp", Some((53, 53)), ["DNS (TCP)", "TCP", "53"]);
        check("udp", Some((53, 53)), ["DNS (UDP)", "UDP", "53"]);
        check("udp", Some((443, 443)), ["Custom UDP", "UDP", "443"]);
        check("tcp", Some((0, 65535)), ["All TCP", "TCP", "0 - 65535"]);
        check("icmp", Some((-1, -1)), ["All ICMP - IPv4", "ICMP", "All"]);
        check("icmpv6", Some((-1, -1)), ["All ICMP - IPv6", "IPv6 ICMP", "All"]);
        check("-1", None, ["All traffic", "All", "All"]);
        check("-1", Some((-1, -1)), ["All traffic", "All", "All"]);
        check("47", None, ["Custom protocol", "47", "All"]);
    }

    #[test]
    fn icmp_shows_the_names_of_type_and_code() {
        check("icmp", Some((8, -1)), ["Custom ICMP - IPv4", "Echo Request", "N/A"]);
        check("icmp", Some((8, 8)), ["Custom ICMP - IPv4", "Echo Request", "8"]);
        check(
            "icmp",
            Some((3, 1)),
            ["Custom ICMP - IPv4", "Destination Unreachable", "destination host unreachable"],
        );
        check("icmp", Some((3, -1)), ["Custom ICMP - IPv4", "Destination Unreachable", "All"]);
        check("icmp", Some((200, -1)), ["Custom ICMP - IPv4", "200", "All"]);
        check("icmpv6", Some((128, -1)), ["Custom ICMP - IPv6", "IPv6 ICMP", "Echo Request"]);
        check("icmpv6", Some((1, 4)), ["Custom ICMP - IPv6", "IPv6 ICMP", "Destination Unreachable, code 4"]);
    }

    #[test]
    fn every_entry_is_found_by_its_name_and_its_fixed_values() {
        for listed in &RULE_TYPES {
            assert_eq!(RuleType::named(listed.name), Some(listed));
            if let (ProtocolField::Fixed(_, protocol), PortField::Fixed(text, ports)) =
                (listed.protocol, listed.ports)
            {
                assert_eq!(RuleType::of(protocol, ports), listed);
                assert_eq!(port_text(protocol, ports), text);
            }
        }
    }

    #[test]
    fn typed_ports_and_protocols_are_read() {
        assert_eq!(parse_ports("22"), Some((22, 22)));
        assert_eq!(parse_ports(" 20 - 25 "), Some((20, 25)));
        assert_eq!(parse_ports("20-25"), Some((20, 25)));
        assert_eq!(parse_ports("-1"), Some((-1, -1)));
        assert_eq!(parse_ports("http"), None);
        assert_eq!(parse_ports(""), None);
        assert_eq!(parse_protocol("gre"), Some(Protocol(47)));
        assert_eq!(parse_protocol(" 132 "), Some(Protocol(132)));
        assert_eq!(parse_protocol("all"), None);
    }
}
