//! A rule in the words of EC2's error for duplicates.

use crate::model::{Peer, Traffic};
use crate::net::Protocol;

/// For instance `peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW`.
pub fn rule_text(traffic: Traffic, peer: &Peer) -> String {
    let all = |part: Option<u8>| part.map_or_else(|| "ALL".to_owned(), |number| number.to_string());
    let what = match traffic {
        Traffic::All => "ALL".to_owned(),
        Traffic::Ports(protocol, ports) => {
            let name = if protocol == Protocol::TCP { "TCP" } else { "UDP" };
            format!("{name}, from port: {}, to port: {}", ports.low(), ports.high())
        }
        Traffic::Icmp { protocol, kind, code } => {
            let name = if protocol == Protocol::ICMP { "ICMP" } else { "ICMPv6" };
            format!("{name}, type: {}, code: {}", all(kind), all(code))
        }
        Traffic::Other(protocol) => format!("protocol: {}", protocol.0),
    };
    format!("peer: {peer}, {what}, ALLOW")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::convert::parse_traffic;

    #[test]
    fn each_kind_of_protocol_has_its_words() {
        let check = |protocol: &str, from: i64, to: i64, text: &str| {
            let traffic = parse_traffic(Some(protocol), Some(from), Some(to)).unwrap();
            let peer = Peer::CidrIpv4("0.0.0.0/0".parse().unwrap());
            assert_eq!(rule_text(traffic, &peer), format!("peer: 0.0.0.0/0, {text}, ALLOW"));
        };
        check("tcp", 443, 443, "TCP, from port: 443, to port: 443");
        check("udp", 0, 65535, "UDP, from port: 0, to port: 65535");
        check("-1", 0, 0, "ALL");
        check("icmp", -1, -1, "ICMP, type: ALL, code: ALL");
        check("icmp", 8, -1, "ICMP, type: 8, code: ALL");
        check("50", -1, -1, "protocol: 50");
    }
}
