//! ICMP: queries and answers, one-way messages, errors.

use super::support::*;
use crate::catalog::Assumption;
use crate::conntrack::{IcmpFlow, Tracking, Verdict};
use crate::model::Traffic;
use crate::net::{Packet, Payload};

const FAR_V6: &str = "2001:db8:1::1";
const HERE_V6: &str = "2001:db8::10";

fn all_in() -> Vec<crate::evaluate::LoweredRule> {
    vec![rule("in-4", Traffic::All, "0.0.0.0/0"), rule("in-6", Traffic::All, "::/0")]
}

#[test]
fn each_pair_answers_by_identifier_in_both_directions() {
    let pairs = [(FAR, HERE, 8, 0), (FAR, HERE, 13, 14), (FAR, HERE, 15, 16), (FAR, HERE, 17, 18)];
    for (far, here, query, answer) in pairs.into_iter().chain([(FAR_V6, HERE_V6, 128, 129)]) {
        let mut lab = Lab::new(all_in(), Vec::new());
        admitted(&lab.takes(icmp(far, here, query, 0, 7)), Tracking::Icmp);
        denied(&lab.sends(icmp(here, far, answer, 0, 8)));
        denied(&lab.sends(icmp(here, far, query, 0, 7)));
        established(&lab.sends(icmp(here, far, answer, 0, 7)));
        assert_eq!(lab.only().icmp, Some(IcmpFlow::Query { kind: query, id: 7 }));
        assert_eq!((lab.only().state.name(), lab.only().packets), ("REPLIED", [1, 1]));

        let mut lab = Lab::new(Vec::new(), all_out());
        admitted(&lab.sends(icmp(here, far, query, 0, 7)), Tracking::Icmp);
        denied(&lab.takes(icmp(far, here, answer, 0, 8)));
        let passage = lab.takes(icmp(far, here, answer, 0, 7));
        established(&passage);
        let is_echo = query == 8 || query == 128;
        assumes(&passage, if is_echo { &[] } else { &[Assumption::IcmpPairs] });
    }
}

#[test]
fn pairs_do_not_mix() {
    let mut lab = Lab::new(all_in(), Vec::new());
    lab.takes(icmp(FAR, HERE, 8, 0, 7));
    for answer in [14, 16, 18, 3] {
        denied(&lab.sends(icmp(HERE, FAR, answer, 0, 7)));
    }
    denied(&lab.sends(icmp(HERE, "203.0.113.2", 0, 0, 7)));
}

#[test]
fn both_ends_may_ask_with_the_same_identifier() {
    let mut lab = Lab::new(all_in(), all_out());
    lab.takes(icmp(FAR, HERE, 8, 0, 1));
    lab.sends(icmp(HERE, FAR, 8, 0, 1));
    assert_eq!(lab.entries().len(), 2);
    lab.inbound.clear();
    lab.outbound.clear();
    established(&lab.takes(icmp(FAR, HERE, 0, 0, 1)));
    established(&lab.sends(icmp(HERE, FAR, 0, 0, 1)));
    let packets: Vec<_> = lab.entries().iter().map(|entry| entry.packets).collect();
    assert_eq!(packets, [[1, 1], [1, 1]]);
}

#[test]
fn an_answer_that_nobody_asked_for_lets_nothing_back() {
    let mut lab = Lab::new(all_in(), Vec::new());
    admitted(&lab.takes(icmp(FAR, HERE, 0, 0, 7)), Tracking::Icmp);
    denied(&lab.sends(icmp(HERE, FAR, 8, 0, 7)));
    assert_eq!(lab.only().icmp, Some(IcmpFlow::OneWay { kind: 0, code: 0 }));
    lab.inbound.clear();
    let passage = lab.takes(icmp(FAR, HERE, 0, 0, 7));
    established(&passage);
    assumes(&passage, &[Assumption::IcmpPairs]);
}

#[test]
fn other_types_are_keyed_by_type_and_code_and_let_nothing_back() {
    let mut lab = Lab::new(all_in(), Vec::new());
    lab.takes(icmp(FAR, HERE, 3, 4, 0));
    assert_eq!(lab.only().icmp, Some(IcmpFlow::OneWay { kind: 3, code: 4 }));
    denied(&lab.sends(icmp(HERE, FAR, 3, 4, 0)));
    lab.inbound.clear();
    established(&lab.takes(icmp(FAR, HERE, 3, 4, 9)));
    denied(&lab.takes(icmp(FAR, HERE, 3, 3, 0)));
    denied(&lab.takes(icmp(FAR, HERE, 11, 4, 0)));
    assert_eq!(lab.only().state.name(), "UNREPLIED");
}

/// Fragmentation needed, about a segment that this side has sent.
fn error_about(source: &str, destination: &str, quoted: Packet) -> Packet {
    let mut error = icmp(source, destination, 3, 4, 0);
    if let Payload::Icmp(message) = &mut error.payload {
        message.about = Some(Box::new(quoted));
    }
    error
}

#[test]
fn icmp_errors_about_a_tracked_flow_need_a_rule() {
    let mut lab = Lab::new(Vec::new(), all_out());
    lab.sends(tcp(HERE, 50000, FAR, 443, ACK));
    denied(&lab.takes(error_about("198.51.100.1", HERE, tcp(HERE, 50000, FAR, 443, ACK))));
}

#[test]
fn with_related_on_they_pass_and_change_nothing() {
    let mut lab = Lab::new(Vec::new(), all_out());
    lab.related = true;
    lab.sends(tcp(HERE, 50000, FAR, 443, ACK));
    lab.wait(100);
    let before = lab.tracker.clone();
    let passage = lab.takes(error_about("198.51.100.1", HERE, tcp(HERE, 50000, FAR, 443, ACK)));
    assert!(matches!(&passage.verdict, Verdict::Related { entry } if *entry == lab.only()));
    assert_eq!(passage.tracked(), Some("established"));
    assumes(&passage, &[Assumption::RelatedIcmpErrors]);
    assert_eq!(lab.tracker, before);
    for unrelated in [
        error_about("198.51.100.1", HERE, tcp(HERE, 50001, FAR, 443, ACK)),
        error_about("198.51.100.1", HERE, tcp(FAR, 443, HERE, 50000, ACK)),
        error_about("198.51.100.1", "10.0.0.99", tcp(HERE, 50000, FAR, 443, ACK)),
        icmp("198.51.100.1", HERE, 3, 4, 0),
    ] {
        denied(&lab.takes(unrelated));
    }
    lab.wait(432_000);
    denied(&lab.takes(error_about("198.51.100.1", HERE, tcp(HERE, 50000, FAR, 443, ACK))));
}

#[test]
fn related_is_about_tracked_flows_only() {
    let mut lab = Lab::new(vec![rule("http", tcp_port(80), "0.0.0.0/0")], all_out());
    lab.related = true;
    admitted(&lab.takes(to_here(80, SYN)), Tracking::Untracked);
    lab.sends(from_here(80, SYN_ACK));
    denied(&lab.takes(error_about("198.51.100.1", HERE, from_here(80, SYN_ACK))));
}
