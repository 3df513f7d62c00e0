//! The answer to a packet by what it says alone: what the one who gets it sends back, whatever is known of the flow.

use crate::conntrack::icmp_answer;
use crate::net::{IcmpMessage, Protocol};
use crate::path::SOURCE_PORT;
use crate::wire::{FlagName, PacketInput};

/// The answer to a packet: ends and ports exchanged, with the flags or the ICMP type that an answer carries. None where
/// nothing answers, as a reset, or an ICMP message that asks nothing.
pub fn reply_to(packet: &PacketInput) -> Option<PacketInput> {
    let protocol = packet.protocol.protocol()?;
    let mut reply = PacketInput { from: packet.to.clone(), to: packet.from.clone(), ..packet.clone() };
    match protocol {
        Protocol::TCP => reply.flags = Some(flags(packet.flags.as_deref().unwrap_or(&[FlagName::Syn]))?),
        Protocol::ICMP | Protocol::ICMPV6 => {
            let six = protocol == Protocol::ICMPV6;
            let query = if six { IcmpMessage::V6_ECHO_REQUEST } else { IcmpMessage::ECHO_REQUEST };
            reply.icmp_type = Some(icmp_answer(protocol, packet.icmp_type.unwrap_or(query))?);
        }
        _ => {}
    }
    if matches!(protocol, Protocol::TCP | Protocol::UDP) {
        reply.source_port = packet.destination_port;
        reply.destination_port = Some(packet.source_port.unwrap_or(SOURCE_PORT));
    }
    Some(reply)
}

/// A SYN is answered by SYN and ACK, a FIN by FIN and ACK, a reset by nothing, and all else is acknowledged.
fn flags(sent: &[FlagName]) -> Option<Vec<FlagName>> {
    Some(match sent {
        sent if sent.contains(&FlagName::Rst) => return None,
        [FlagName::Syn] => vec![FlagName::Ack, FlagName::Syn],
        sent if sent.contains(&FlagName::Fin) => vec![FlagName::Ack, FlagName::Fin],
        _ => vec![FlagName::Ack],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn packet(extra: Value) -> PacketInput {
        let mut stated =
            json!({ "from": "internet", "to": "eni-1", "protocol": "tcp", "destinationPort": 443 });
        for (name, value) in extra.as_object().unwrap() {
            stated[name] = value.clone();
        }
        serde_json::from_value(stated).unwrap()
    }

    #[test]
    fn ends_and_ports_are_exchanged() {
        let answer = reply_to(&packet(json!({}))).unwrap();
        assert_eq!((answer.from.as_str(), answer.to.as_str()), ("eni-1", "internet"));
        assert_eq!((answer.source_port, answer.destination_port), (Some(443), Some(SOURCE_PORT)));
        let query =
            packet(json!({ "protocol": 17, "destinationPort": 53, "sourcePort": 40_001, "family": 6 }));
        let answer = reply_to(&query).unwrap();
        assert_eq!((answer.source_port, answer.destination_port), (Some(53), Some(40_001)));
        assert_eq!((answer.flags.as_ref(), answer.family), (None, query.family));
        assert_eq!(reply_to(&answer), Some(query), "and back again");
    }

    #[test]
    fn flags_are_those_of_an_answer() {
        let answered =
            |flags: Value| reply_to(&packet(json!({ "flags": flags }))).and_then(|reply| reply.flags);
        use FlagName::{Ack, Fin, Syn};
        assert_eq!(reply_to(&packet(json!({}))).unwrap().flags, Some(vec![Ack, Syn]));
        assert_eq!(answered(json!(["syn"])), Some(vec![Ack, Syn]));
        assert_eq!(answered(json!(["ack", "syn"])), Some(vec![Ack]));
        assert_eq!(answered(json!(["ack", "psh"])), Some(vec![Ack]));
        assert_eq!(answered(json!(["ack", "fin"])), Some(vec![Ack, Fin]));
        assert_eq!(answered(json!(["ack", "rst"])), None);
    }

    /// A query is answered by the type that it pairs with, and nothing else is answered.
    #[test]
    fn only_a_query_of_icmp_is_answered() {
        let answered = |protocol: &str, kind: Value| {
            let stated = packet(
                json!({ "protocol": protocol, "icmpType": kind, "destinationPort": null, "icmpId": 7 }),
            );
            reply_to(&stated).map(|reply| (reply.icmp_type, reply.icmp_id))
        };
        let pairs =
            [("icmp", 8, 0), ("icmp", 13, 14), ("icmp", 15, 16), ("icmp", 17, 18), ("icmpv6", 128, 129)];
        for (protocol, query, answer) in pairs {
            assert_eq!(answered(protocol, json!(query)), Some((Some(answer), Some(7))));
            assert_eq!(answered(protocol, json!(answer)), None);
        }
        assert_eq!(
            answered("icmp", Value::Null),
            Some((Some(0), Some(7))),
            "left out, it is an echo request"
        );
        assert_eq!(answered("icmpv6", Value::Null), Some((Some(129), Some(7))));
        assert_eq!(answered("icmp", json!(3)), None);
        assert_eq!(answered("icmpv6", json!(8)), None);
    }

    #[test]
    fn a_protocol_without_ports_is_answered_in_kind() {
        let gre = packet(json!({ "protocol": 47, "destinationPort": null }));
        let answer = reply_to(&gre).unwrap();
        assert_eq!(
            (answer.to.as_str(), answer.source_port, answer.destination_port),
            ("internet", None, None)
        );
    }
}
