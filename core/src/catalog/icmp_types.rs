//! ICMP types and codes as the console's rule form names them.
//!
//! Source: the console's rule form for IPv4, as several independent re-creations show it; VPC User Guide
//! `security-group-rules` for the examples. The form has no list for ICMPv6; its numbers are IANA's.

/// A type of ICMP, and the codes that the form offers for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IcmpType {
    /// The type's number.
    pub kind: u8,
    /// Its name.
    pub name: &'static str,
    /// Its codes. Where there is none the form shows N/A and the rule's code is -1; else the form also
    /// offers "All", which is -1.
    pub codes: &'static [IcmpCode],
}

/// A code of an ICMP type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IcmpCode {
    /// The code's number.
    pub code: u8,
    /// Its name.
    pub name: &'static str,
}

impl IcmpType {
    /// The code's name; none where the type has no such code.
    pub fn code_name(&self, code: u8) -> Option<&'static str> {
        self.codes.iter().find(|listed| listed.code == code).map(|listed| listed.name)
    }
}

/// The IPv4 type with the number; none where the form has no name for it.
pub fn icmp_type(kind: u8) -> Option<&'static IcmpType> {
    ICMP_TYPES.iter().find(|listed| listed.kind == kind)
}

/// The name of an ICMPv6 type.
pub fn icmpv6_type_name(kind: u8) -> Option<&'static str> {
    ICMPV6_TYPES.iter().find(|(listed, _)| *listed == kind).map(|(_, name)| *name)
}

#[expect(
    clippy::indexing_slicing,
    reason = "called in statics only, where an index out of range does not compile"
)]
const fn codes<const N: usize>(names: [&'static str; N]) -> [IcmpCode; N] {
    let mut list = [IcmpCode { code: 0, name: "" }; N];
    let mut index = 0;
    while index < N {
        list[index] = IcmpCode { code: index as u8, name: names[index] };
        index += 1;
    }
    list
}

const fn bare(kind: u8, name: &'static str) -> IcmpType {
    IcmpType { kind, name, codes: &[] }
}

/// The types of ICMP for IPv4, by number.
pub static ICMP_TYPES: [IcmpType; 27] = [
    bare(0, "Echo Reply"),
    IcmpType { kind: 3, name: "Destination Unreachable", codes: &DESTINATION_UNREACHABLE },
    bare(4, "Source Quench"),
    IcmpType { kind: 5, name: "Redirect Message", codes: &REDIRECT_MESSAGE },
    bare(6, "Alternate Host Address"),
    bare(8, "Echo Request"),
    bare(9, "Router Advertisement"),
    bare(10, "Router Solicitation"),
    IcmpType { kind: 11, name: "Time Exceeded", codes: &TIME_EXCEEDED },
    IcmpType { kind: 12, name: "Parameter Problem: Bad IP header", codes: &PARAMETER_PROBLEM },
    bare(13, "Timestamp"),
    bare(14, "Timestamp Reply"),
    bare(15, "Information Request"),
    bare(16, "Information Reply"),
    bare(17, "Address Mask Request"),
    bare(18, "Address Mask Reply"),
    bare(30, "Traceroute"),
    bare(31, "Datagram Conversion Error"),
    bare(32, "Mobile Host Redirect"),
    bare(33, "Where Are You"),
    bare(34, "Here I Am"),
    bare(35, "Mobile Registration Request"),
    bare(36, "Mobile Registration Reply"),
    bare(37, "Domain Name Request"),
    bare(38, "Domain Name Reply"),
    bare(39, "SKIP"),
    bare(40, "Photuris"),
];

static DESTINATION_UNREACHABLE: [IcmpCode; 14] = codes([
    "destination network unreachable",
    "destination host unreachable",
    "destination protocol unreachable",
    "destination port unreachable",
    "fragmentation required, and DF flag set",
    "source route failed",
    "destination network unknown",
    "destination host unknown",
    "source host isolated",
    "network administratively prohibited",
    "host administratively prohibited",
    "network unreachable for TOS",
    "host unreachable for TOS",
    "communication administratively prohibited",
]);

static REDIRECT_MESSAGE: [IcmpCode; 4] =
    codes(["for the network", "for the host", "for TOS and network", "for TOS and host"]);

static TIME_EXCEEDED: [IcmpCode; 2] =
    codes(["TTL expired transit", "fragmentation reassembly time exceeded"]);

static PARAMETER_PROBLEM: [IcmpCode; 3] =
    codes(["pointer indicates the error", "missing a required option", "bad length"]);

/// The ICMPv6 types that a simulated network meets.
pub static ICMPV6_TYPES: [(u8, &str); 15] = [
    (1, "Destination Unreachable"),
    (2, "Packet Too Big"),
    (3, "Time Exceeded"),
    (4, "Parameter Problem"),
    (128, "Echo Request"),
    (129, "Echo Reply"),
    (130, "Multicast Listener Query"),
    (131, "Multicast Listener Report"),
    (132, "Multicast Listener Done"),
    (133, "Router Solicitation"),
    (134, "Router Advertisement"),
    (135, "Neighbor Solicitation"),
    (136, "Neighbor Advertisement"),
    (137, "Redirect Message"),
    (143, "Multicast Listener Report, Version 2"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_codes_ascend_and_are_found_by_number() {
        assert!(ICMP_TYPES.is_sorted_by(|one, two| one.kind < two.kind));
        for listed in &ICMP_TYPES {
            assert!(listed.codes.is_sorted_by(|one, two| one.code < two.code), "{}", listed.name);
            assert_eq!(icmp_type(listed.kind), Some(listed));
        }
        assert_eq!(icmp_type(1), None);
        assert!(ICMPV6_TYPES.is_sorted_by(|one, two| one.0 < two.0));
    }

    #[test]
    fn the_examples_of_aws_are_named() {
        assert_eq!(icmp_type(8).unwrap().name, "Echo Request");
        assert_eq!(icmp_type(8).unwrap().code_name(0), None);
        assert_eq!(icmp_type(3).unwrap().code_name(4), Some("fragmentation required, and DF flag set"));
        assert_eq!(icmp_type(11).unwrap().code_name(0), Some("TTL expired transit"));
        let with_codes: Vec<u8> = ICMP_TYPES.iter().filter(|t| !t.codes.is_empty()).map(|t| t.kind).collect();
        assert_eq!(with_codes, [3, 5, 11, 12]);
        assert_eq!(icmpv6_type_name(128), Some("Echo Request"));
        assert_eq!(icmpv6_type_name(143), Some("Multicast Listener Report, Version 2"));
        assert_eq!(icmpv6_type_name(200), None);
    }
}
