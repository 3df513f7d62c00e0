//! `IpProtocol`, `FromPort` and `ToPort` of a security group rule.
//!
//! Source: EC2 API `IpPermission`; VPC User Guide `security-group-rules`.

use crate::model::Traffic;
use crate::net::{PortRange, Protocol};
use crate::wire::Ec2Error;

/// Reads protocol and ports into the form in which AWS stores them, with AWS's errors.
///
/// Ports are ignored for -1 and for protocols without ports. ICMPv6 may leave type and code out.
pub fn parse_traffic(
    protocol: Option<&str>,
    from: Option<i64>,
    to: Option<i64>,
) -> Result<Traffic, Ec2Error> {
    let text = protocol.filter(|text| !text.is_empty()).ok_or_else(no_protocol)?;
    if text == "-1" {
        return Ok(Traffic::All);
    }
    match Protocol::parse(text).ok_or_else(|| unknown_protocol(text))? {
        protocol if protocol.has_ports() => ports(from, to).map(|ports| Traffic::Ports(protocol, ports)),
        Protocol::ICMP => match (from, to) {
            (Some(kind), Some(code)) => icmp(Protocol::ICMP, kind, code),
            _ => Err(both_required("ICMP")),
        },
        Protocol::ICMPV6 => icmp(Protocol::ICMPV6, from.unwrap_or(-1), to.unwrap_or(-1)),
        protocol => Ok(Traffic::Other(protocol)),
    }
}

fn ports(from: Option<i64>, to: Option<i64>) -> Result<PortRange, Ec2Error> {
    let (Some(from), Some(to)) = (from, to) else {
        return Err(both_required("TCP/UDP"));
    };
    let port = |value: i64, which: &str| {
        u16::try_from(value).map_err(|_| invalid(format!("TCP/UDP ({which}) port ({value}) out of range")))
    };
    PortRange::new(port(from, "from")?, port(to, "to")?)
        .ok_or_else(|| invalid(format!("Invalid TCP/UDP port range ({from}:{to})")))
}

fn icmp(protocol: Protocol, kind: i64, code: i64) -> Result<Traffic, Ec2Error> {
    let part = |value: i64, which: &str| match u8::try_from(value) {
        Ok(number) => Ok(Some(number)),
        Err(_) if value == -1 => Ok(None),
        Err(_) => Err(invalid(format!("ICMP {which} ({value}) out of range"))),
    };
    match (part(kind, "type")?, part(code, "code")?) {
        // All types go with all codes only.
        (None, Some(code)) => Err(invalid(format!("ICMP code ({code}) out of range"))),
        (kind, code) => Ok(Traffic::Icmp { protocol, kind, code }),
    }
}

fn both_required(what: &str) -> Ec2Error {
    invalid(format!("Invalid value for portRange. Must specify both from and to ports with {what}."))
}

fn no_protocol() -> Ec2Error {
    invalid(
        "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly."
            .to_owned(),
    )
}

fn unknown_protocol(text: &str) -> Ec2Error {
    invalid(format!("Invalid value '{text}' for IP protocol. Unknown protocol."))
}

fn invalid(message: String) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(protocol: &str, from: Option<i64>, to: Option<i64>) -> (String, Option<(i32, i32)>) {
        let traffic = parse_traffic(Some(protocol), from, to).unwrap();
        (traffic.ip_protocol(), traffic.port_fields())
    }

    fn refused(protocol: Option<&str>, from: Option<i64>, to: Option<i64>, text: &str) {
        let error = parse_traffic(protocol, from, to).unwrap_err();
        assert_eq!((&*error.code, &*error.message), ("InvalidParameterValue", text));
    }

    #[test]
    fn protocols_are_stored_by_their_canonical_name() {
        for text in ["tcp", "TCP", "6"] {
            assert_eq!(stored(text, Some(80), Some(443)), ("tcp".to_owned(), Some((80, 443))));
        }
        assert_eq!(stored("17", Some(0), Some(65535)), ("udp".to_owned(), Some((0, 65535))));
        assert_eq!(stored("1", Some(8), Some(-1)), ("icmp".to_owned(), Some((8, -1))));
        assert_eq!(stored("58", Some(128), Some(0)), ("icmpv6".to_owned(), Some((128, 0))));
    }

    #[test]
    fn ports_are_ignored_where_the_protocol_takes_none() {
        for ports in [None, Some(0), Some(-1), Some(500)] {
            assert_eq!(stored("-1", ports, ports), ("-1".to_owned(), None));
            assert_eq!(stored("50", ports, ports), ("50".to_owned(), None));
            assert_eq!(stored("132", ports, ports), ("132".to_owned(), None));
        }
    }

    #[test]
    fn icmpv6_may_leave_type_and_code_out() {
        assert_eq!(stored("icmpv6", None, None), ("icmpv6".to_owned(), Some((-1, -1))));
        assert_eq!(stored("icmpv6", Some(128), None), ("icmpv6".to_owned(), Some((128, -1))));
    }

    #[test]
    fn icmp_values_are_only_checked_for_their_range() {
        assert_eq!(stored("icmp", Some(8), Some(8)), ("icmp".to_owned(), Some((8, 8))));
        refused(Some("icmp"), Some(-1), Some(0), "ICMP code (0) out of range");
        refused(Some("icmp"), Some(256), Some(-1), "ICMP type (256) out of range");
        refused(Some("icmp"), Some(8), Some(65535), "ICMP code (65535) out of range");
        refused(Some("icmpv6"), Some(-2), None, "ICMP type (-2) out of range");
    }

    #[test]
    fn tcp_and_udp_need_both_ports_in_order() {
        let both = "Invalid value for portRange. Must specify both from and to ports with TCP/UDP.";
        refused(Some("tcp"), Some(80), None, both);
        refused(Some("udp"), None, None, both);
        refused(
            Some("icmp"),
            None,
            Some(-1),
            "Invalid value for portRange. Must specify both from and to ports with ICMP.",
        );
        refused(Some("tcp"), Some(-1), Some(-1), "TCP/UDP (from) port (-1) out of range");
        refused(Some("tcp"), Some(0), Some(65536), "TCP/UDP (to) port (65536) out of range");
        refused(Some("tcp"), Some(443), Some(80), "Invalid TCP/UDP port range (443:80)");
    }

    #[test]
    fn words_are_no_protocols_of_the_api() {
        refused(Some("all"), None, None, "Invalid value 'all' for IP protocol. Unknown protocol.");
        refused(Some("256"), None, None, "Invalid value '256' for IP protocol. Unknown protocol.");
        refused(
            None,
            None,
            None,
            "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.",
        );
    }
}
