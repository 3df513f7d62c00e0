//! What starts an entry, and whom it serves.

use super::support::*;
use crate::catalog::Assumption;
use crate::conntrack::{Side, Tracking, Verdict};
use crate::evaluate::Peers;
use crate::model::{NetworkInterfaceId, Peer, PrefixListId, SecurityGroupRuleId, Traffic};
use crate::net::{Decision, Protocol};

fn ssh() -> Lab {
    Lab::new(vec![rule("ssh", tcp_port(22), "203.0.113.0/24")], Vec::new())
}

#[test]
fn a_reply_needs_no_rule_but_the_reverse_flow_does() {
    let mut lab = ssh();
    denied(&lab.sends(from_here(22, SYN_ACK)));
    admitted(&lab.takes(to_here(22, SYN)), Tracking::NotEverywhere);
    established(&lab.sends(from_here(22, SYN_ACK)));
    denied(&lab.sends(tcp(HERE, 22, FAR, 50001, SYN_ACK)));
    denied(&lab.sends(tcp(HERE, 23, FAR, 50000, SYN_ACK)));
    denied(&lab.sends(tcp(HERE, 22, "203.0.113.2", 50000, SYN_ACK)));
    denied(&lab.sends(udp(HERE, 22, FAR, 50000)));
    denied(&lab.sends(tcp(HERE, 50000, FAR, 22, SYN)));
}

#[test]
fn the_same_packet_the_other_way_through_the_interface_is_another_flow() {
    let mut lab = ssh();
    admitted(&lab.takes(to_here(22, SYN)), Tracking::NotEverywhere);
    denied(&lab.sends(to_here(22, SYN)));
    denied(&lab.takes(from_here(22, SYN_ACK)));
}

#[test]
fn a_refused_packet_creates_nothing() {
    let mut lab = ssh();
    denied(&lab.takes(to_here(23, SYN)));
    denied(&lab.sends(from_here(23, SYN_ACK)));
    assert!(lab.entries().is_empty());
    assert!(lab.tracker.commit().is_empty());
}

#[test]
fn an_entry_says_who_began_and_what_let_it_in() {
    let mut lab = ssh();
    lab.takes(to_here(22, SYN));
    lab.sends(from_here(22, SYN_ACK));
    lab.takes(to_here(22, ACK));
    let entry = lab.only();
    assert_eq!((entry.interface.clone(), entry.direction), (lab.interface.clone(), Ingress));
    assert_eq!((entry.protocol, entry.state.name()), (Protocol::TCP, "ESTABLISHED"));
    assert_eq!((entry.source.to_string(), entry.source_port), (FAR.to_owned(), Some(50000)));
    assert_eq!((entry.destination.to_string(), entry.destination_port), (HERE.to_owned(), Some(22)));
    assert_eq!(entry.admitted_by, SecurityGroupRuleId::new("ssh"));
    assert_eq!((entry.packets, entry.icmp), ([2, 1], None));
    assert_eq!(entry.expires_in(lab.tracker.now()), 432_000);

    let mut lab = Lab::new(Vec::new(), all_out());
    lab.sends(tcp("2001:db8::10", 50000, "2001:db8:1::1", 443, SYN));
    let entry = lab.only();
    assert_eq!((entry.direction, entry.admitted_by), (Egress, SecurityGroupRuleId::new("all-out-6")));
    assert_eq!((entry.source.to_string(), entry.source_port), ("2001:db8::10".to_owned(), Some(50000)));
    assert_eq!(entry.destination.to_string(), "2001:db8:1::1");
}

#[test]
fn the_passage_tells_the_side_and_the_entry() {
    let mut lab = ssh();
    match lab.takes(to_here(22, SYN)).verdict {
        Verdict::Admitted { side: Side::Original, entry: Some(entry), .. } => assert_eq!(entry, lab.only()),
        verdict => panic!("{verdict:?}"),
    }
    match lab.sends(from_here(22, SYN_ACK)).verdict {
        Verdict::Established { side: Side::Reply, entry, ended: false } => assert_eq!(entry, lab.only()),
        verdict => panic!("{verdict:?}"),
    }
}

#[test]
fn each_interface_has_a_table_of_its_own() {
    let mut lab = ssh();
    lab.takes(to_here(22, SYN));
    lab.interface = NetworkInterfaceId::new("eni-0");
    denied(&lab.sends(from_here(22, SYN_ACK)));
    lab.takes(to_here(22, SYN));
    let order: Vec<String> = lab.tracker.entries().iter().map(|entry| entry.interface.to_string()).collect();
    assert_eq!(order, ["eni-1", "eni-0"], "in the order of creation, not of ids");
    lab.tracker.forget(&NetworkInterfaceId::new("eni-1"));
    assert_eq!(lab.tracker.entries().len(), 1);
}

#[test]
fn an_undescribed_peer_gives_unknown_unless_a_flow_is_tracked() {
    let list = Peer::PrefixList(PrefixListId::new("pl-1"));
    let mut lab = ssh();
    lab.outbound = vec![with_peer("sg-1", "list", Traffic::All, list, Peers::Undescribed(None))];
    let passage = lab.sends(from_here(22, SYN_ACK));
    assert_eq!((passage.verdict.clone(), passage.decision()), (Verdict::Unknown, Decision::Unknown));
    assert!(lab.entries().is_empty());
    lab.takes(to_here(22, SYN));
    established(&lab.sends(from_here(22, SYN_ACK)));
}

#[test]
fn other_protocols_are_tracked_by_addresses_and_number() {
    let mut lab = Lab::new(Vec::new(), all_out());
    admitted(&lab.sends(other(HERE, FAR, 47)), Tracking::OtherProtocol);
    established(&lab.takes(other(FAR, HERE, 47)));
    denied(&lab.takes(other(FAR, HERE, 50)));
    denied(&lab.takes(other("203.0.113.2", HERE, 47)));
    assert_eq!((lab.only().source_port, lab.only().state.name()), (None, "REPLIED"));
}

#[test]
fn a_flow_that_outlives_a_group_taken_off_says_so() {
    let mut lab = ssh();
    lab.takes(to_here(22, SYN));
    lab.inbound.clear();
    assumes(&lab.takes(to_here(22, SYN)), &[]);
    lab.groups.clear();
    let passage = lab.takes(to_here(22, SYN));
    established(&passage);
    assumes(&passage, &[Assumption::GroupChangeAsRuleRemoval]);
}
