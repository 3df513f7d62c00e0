//! Live flows when rules change, cell by cell.

use super::support::*;
use crate::catalog::Assumption;
use crate::conntrack::{Side, Tracking, Verdict};
use crate::model::{SecurityGroupRuleId, Traffic};

/// HTTP from anywhere, everything out: untracked. The remaining rule lets only ports from 50000 out.
fn open_web() -> Lab {
    let mut lab = Lab::new(vec![rule("http", tcp_port(80), "0.0.0.0/0")], all_out());
    lab.outbound.push(rule("ephemeral", tcp_ports(50000, 50999), "0.0.0.0/0"));
    lab
}

/// An untracked connection, its handshake done.
fn untracked(lab: &mut Lab) {
    admitted(&lab.takes(to_here(80, SYN)), Tracking::Untracked);
    admitted(&lab.sends(from_here(80, SYN_ACK)), Tracking::Untracked);
    admitted(&lab.takes(to_here(80, ACK)), Tracking::Untracked);
}

#[test]
fn rule_removed_a_tracked_flow_goes_on_until_it_is_idle_or_ends() {
    let mut lab = Lab::new(vec![rule("ssh", tcp_port(22), "203.0.113.0/24")], Vec::new());
    lab.takes(to_here(22, SYN));
    lab.sends(from_here(22, SYN_ACK));
    lab.takes(to_here(22, ACK));
    lab.inbound.clear();
    established(&lab.takes(to_here(22, ACK)));
    established(&lab.sends(from_here(22, ACK)));
    established(&lab.sends(from_here(22, FIN_ACK)));
    established(&lab.takes(to_here(22, FIN_ACK)));
    established(&lab.sends(from_here(22, ACK)));
    denied(&lab.takes(to_here(22, ACK)));
}

#[test]
fn rule_narrowed_a_tracked_flow_goes_on_and_an_untracked_one_is_cut() {
    let mut lab = Lab::new(vec![rule("ssh", tcp_port(22), "203.0.113.0/24")], Vec::new());
    lab.takes(to_here(22, SYN));
    lab.inbound = vec![rule("ssh", tcp_port(22), "203.0.113.200/32")];
    established(&lab.takes(to_here(22, SYN)));
    let mut lab = open_web();
    untracked(&mut lab);
    lab.inbound = vec![rule("http", tcp_port(80), "203.0.113.200/32")];
    denied(&lab.takes(to_here(80, ACK)));
}

#[test]
fn rule_removed_an_untracked_flow_is_cut_at_its_next_packet() {
    let mut lab = open_web();
    untracked(&mut lab);
    lab.inbound.clear();
    denied(&lab.takes(to_here(80, ACK)));
    let reply = lab.sends(from_here(80, ACK));
    admitted(&reply, Tracking::Untracked);
    assumes(&reply, &[Assumption::ReplyOfUntrackedFlow]);
    denied(&lab.takes(to_here(80, ACK)));
}

#[test]
fn opposite_rule_removed_a_tracked_flow_goes_on() {
    let mut lab = Lab::new(vec![rule("ssh", tcp_port(22), "203.0.113.0/24")], all_out());
    lab.takes(to_here(22, SYN));
    lab.outbound.clear();
    established(&lab.sends(from_here(22, SYN_ACK)));
    established(&lab.takes(to_here(22, ACK)));
}

#[test]
fn opposite_rule_removed_the_next_packet_turns_an_untracked_flow_tracked() {
    let mut lab = open_web();
    untracked(&mut lab);
    lab.outbound.clear();
    denied(&lab.sends(from_here(80, ACK)));
    admitted(&lab.takes(to_here(80, ACK)), Tracking::OppositeNotAllPorts);
    established(&lab.sends(from_here(80, ACK)));
    lab.inbound.clear();
    established(&lab.takes(to_here(80, ACK)));
    assert_eq!((lab.only().packets, lab.only().direction), ([4, 2], Ingress));
}

#[test]
fn opposite_rule_removed_a_reply_that_a_remaining_rule_allows_turns_the_flow_tracked() {
    let mut lab = open_web();
    untracked(&mut lab);
    lab.remove_outbound("all-out-4");
    let reply = lab.sends(from_here(80, ACK));
    admitted(&reply, Tracking::OppositeNotAllPorts);
    assumes(&reply, &[Assumption::ReplyTurnsFlowTracked]);
    assert!(matches!(reply.verdict, Verdict::Admitted { side: Side::Reply, .. }));
    let entry = lab.only();
    assert_eq!((entry.direction, entry.admitted_by), (Ingress, SecurityGroupRuleId::new("http")));
    lab.inbound.clear();
    lab.outbound.clear();
    established(&lab.takes(to_here(80, ACK)));
    established(&lab.sends(from_here(80, ACK)));
}

#[test]
fn own_rule_narrowed_a_reply_turns_the_flow_tracked_too() {
    let mut lab = open_web();
    untracked(&mut lab);
    lab.inbound = vec![rule("narrow", tcp_port(80), "203.0.113.0/24")];
    admitted(&lab.sends(from_here(80, ACK)), Tracking::NotEverywhere);
    assert_eq!(lab.only().admitted_by, SecurityGroupRuleId::new("narrow"));
}

#[test]
fn the_reply_of_an_untracked_flow_is_judged_by_its_own_directions_rules() {
    let mut lab = open_web();
    untracked(&mut lab);
    let reply = lab.sends(from_here(80, ACK));
    admitted(&reply, Tracking::Untracked);
    assumes(&reply, &[Assumption::ReplyOfUntrackedFlow]);
    assert_eq!(lab.only().packets, [2, 2], "it starts no entry of its own");
    lab.wait(10);
    assumes(
        &lab.sends(from_here(80, ACK)),
        &[Assumption::ReplyOfUntrackedFlow, Assumption::UntrackedFlowMemory],
    );
    lab.outbound.clear();
    denied(&lab.sends(from_here(80, ACK)));
}

#[test]
fn without_a_remembered_flow_the_same_packet_starts_an_entry_of_its_own() {
    let mut lab = open_web();
    let passage = lab.sends(from_here(80, ACK));
    admitted(&passage, Tracking::OppositeNotAllPorts);
    assert_eq!(lab.only().direction, Egress);
}

#[test]
fn group_taken_off_as_for_a_removed_rule() {
    let mut lab = open_web();
    untracked(&mut lab);
    lab.inbound.clear();
    lab.groups.clear();
    let passage = lab.takes(to_here(80, ACK));
    denied(&passage);
    assumes(&passage, &[Assumption::GroupChangeAsRuleRemoval]);
}

#[test]
fn a_new_rule_applies_at_once_to_new_flows_and_leaves_tracked_ones_tracked() {
    let mut lab = Lab::new(vec![rule("http", tcp_port(80), "0.0.0.0/0")], Vec::new());
    admitted(&lab.takes(to_here(80, SYN)), Tracking::OppositeNotAllPorts);
    lab.outbound = all_out();
    established(&lab.sends(from_here(80, SYN_ACK)));
    established(&lab.takes(to_here(80, ACK)));
    admitted(&lab.takes(tcp(FAR, 50001, HERE, 80, SYN)), Tracking::Untracked);
    denied(&lab.takes(to_here(443, SYN)));
    lab.inbound.push(rule("https", tcp_port(443), "0.0.0.0/0"));
    admitted(&lab.takes(to_here(443, SYN)), Tracking::Untracked);
}

#[test]
fn an_untracked_flow_shows_the_rule_that_let_its_latest_packet_by() {
    let mut lab = open_web();
    untracked(&mut lab);
    lab.inbound = vec![rule("again", Traffic::All, "0.0.0.0/0")];
    admitted(&lab.takes(to_here(80, ACK)), Tracking::Untracked);
    assert_eq!(lab.only().admitted_by, SecurityGroupRuleId::new("again"));
}
