//! TCP from the handshake to its end.

use super::support::*;
use crate::catalog::Assumption;
use crate::conntrack::{Tracking, Verdict};
use crate::net::TcpFlags;

/// Only SSH in, so that whatever goes out goes by an entry.
fn lab() -> Lab {
    Lab::new(vec![rule("ssh", tcp_port(22), "203.0.113.0/24")], Vec::new())
}

fn connected() -> Lab {
    let mut lab = lab();
    lab.takes(to_here(22, SYN));
    lab.sends(from_here(22, SYN_ACK));
    lab.takes(to_here(22, ACK));
    lab
}

/// Sends segments, `<` inbound and `>` outbound, and tells the state after each; `-` where none is left.
fn states(lab: &mut Lab, script: &[(char, TcpFlags)]) -> Vec<&'static str> {
    let mut states = Vec::new();
    for (way, flags) in script {
        let passage =
            if *way == '<' { lab.takes(to_here(22, *flags)) } else { lab.sends(from_here(22, *flags)) };
        assert!(passage.tracked().is_some(), "{way} {flags:?}: {passage:?}");
        states.push(lab.entries().first().map_or("-", |entry| entry.state.name()));
    }
    states
}

#[test]
fn the_handshake_is_syn_syn_ack_ack() {
    let script = [('<', SYN), ('<', SYN), ('>', SYN_ACK), ('>', SYN_ACK), ('<', ACK), ('>', ACK)];
    assert_eq!(
        states(&mut lab(), &script),
        ["SYN_SENT", "SYN_SENT", "SYN_RECV", "SYN_RECV", "ESTABLISHED", "ESTABLISHED"]
    );
}

#[test]
fn only_the_right_side_completes_the_handshake() {
    let script = [('<', SYN), ('<', ACK), ('>', ACK), ('>', SYN_ACK), ('>', ACK), ('<', SYN), ('<', ACK)];
    assert_eq!(
        states(&mut lab(), &script),
        ["SYN_SENT", "SYN_SENT", "SYN_SENT", "SYN_RECV", "SYN_RECV", "SYN_RECV", "ESTABLISHED"]
    );
}

#[test]
fn a_simultaneous_open_is_complete_with_the_second_syn_ack() {
    for (first, second) in [('<', '>'), ('>', '<')] {
        let script = [('<', SYN), ('>', SYN), (first, SYN_ACK), (second, SYN_ACK)];
        assert_eq!(states(&mut lab(), &script), ["SYN_SENT", "SYN_SENT2", "SYN_RECV", "ESTABLISHED"]);
    }
}

#[test]
fn fin_both_ways_then_the_last_ack_removes_the_entry() {
    let script =
        [('<', FIN_ACK), ('>', ACK), ('>', ACK), ('<', ACK), ('>', FIN_ACK), ('>', FIN_ACK), ('<', ACK)];
    assert_eq!(
        states(&mut connected(), &script),
        ["FIN_WAIT", "CLOSE_WAIT", "CLOSE_WAIT", "CLOSE_WAIT", "LAST_ACK", "LAST_ACK", "-"]
    );
}

#[test]
fn fin_and_ack_in_one_segment_will_do_whoever_begins() {
    for (first, second) in [('<', '>'), ('>', '<')] {
        let script = [(first, FIN_ACK), (first, FIN_ACK), (second, FIN_ACK), (second, ACK), (first, ACK)];
        assert_eq!(states(&mut connected(), &script), ["FIN_WAIT", "FIN_WAIT", "LAST_ACK", "LAST_ACK", "-"]);
    }
}

#[test]
fn the_last_packet_says_that_it_ended_the_entry() {
    let mut lab = connected();
    lab.takes(to_here(22, FIN_ACK));
    lab.sends(from_here(22, FIN_ACK));
    let last = lab.takes(to_here(22, ACK));
    match &last.verdict {
        Verdict::Established { ended: true, entry, .. } => assert_eq!(entry.packets, [4, 2]),
        verdict => panic!("{verdict:?}"),
    }
    assumes(&last, &[Assumption::CloseEndsEntry]);
}

#[test]
fn rst_of_either_side_removes_the_entry_at_once_in_any_state() {
    let scripts: [&[(char, TcpFlags)]; 5] = [
        &[('<', SYN)],
        &[('<', SYN), ('>', SYN_ACK)],
        &[('<', SYN), ('>', SYN_ACK), ('<', ACK)],
        &[('<', SYN), ('>', SYN_ACK), ('<', ACK), ('<', FIN_ACK)],
        &[('<', SYN), ('>', SYN_ACK), ('<', ACK), ('<', FIN_ACK), ('>', FIN_ACK)],
    ];
    for script in scripts {
        for reset in [('<', RST), ('>', RST), ('>', RST.with(ACK))] {
            let mut lab = lab();
            states(&mut lab, script);
            assert_eq!(states(&mut lab, &[reset]), ["-"]);
            denied(&lab.sends(from_here(22, ACK)));
        }
    }
}

#[test]
fn a_packet_after_the_end_is_judged_anew() {
    let mut lab = connected();
    lab.sends(from_here(22, RST));
    denied(&lab.sends(from_here(22, ACK)));
    let passage = lab.takes(to_here(22, ACK));
    admitted(&passage, Tracking::NotEverywhere);
    assumes(&passage, &[Assumption::MidStreamPickUp]);
}

#[test]
fn mid_stream_an_entry_starts_established_and_says_so() {
    let mut lab = lab();
    let passage = lab.takes(to_here(22, ACK));
    admitted(&passage, Tracking::NotEverywhere);
    assumes(&passage, &[Assumption::MidStreamPickUp]);
    assert_eq!((lab.only().state.name(), lab.lasts()), ("ESTABLISHED", 432_000));
    established(&lab.sends(from_here(22, ACK)));
}

#[test]
fn met_at_its_syn_ack_or_fin_a_connection_is_where_that_puts_it() {
    assert_eq!(states(&mut lab(), &[('<', SYN_ACK), ('>', ACK)]), ["SYN_RECV", "ESTABLISHED"]);
    assert_eq!(
        states(&mut lab(), &[('<', FIN_ACK), ('>', FIN_ACK), ('<', ACK)]),
        ["FIN_WAIT", "LAST_ACK", "-"]
    );
}

#[test]
fn a_reset_of_nothing_passes_by_its_rule_and_leaves_no_entry() {
    let mut lab = lab();
    let passage = lab.takes(to_here(22, RST));
    assert!(matches!(passage.verdict, Verdict::Admitted { entry: None, .. }));
    assumes(&passage, &[Assumption::CloseEndsEntry]);
    assert!(lab.entries().is_empty());
}

#[test]
fn a_syn_on_a_closing_connection_starts_a_new_one() {
    let closings: [&[(char, TcpFlags)]; 3] =
        [&[('<', FIN_ACK)], &[('<', FIN_ACK), ('>', ACK)], &[('<', FIN_ACK), ('>', FIN_ACK)]];
    for closing in closings {
        let mut lab = connected();
        states(&mut lab, closing);
        let old = lab.only();
        let passage = lab.takes(to_here(22, SYN));
        admitted(&passage, Tracking::NotEverywhere);
        assumes(&passage, &[Assumption::ClosingConnectionReopened]);
        let new = lab.only();
        assert_eq!((new.state.name(), new.packets, new.sequence), ("SYN_SENT", [1, 0], old.sequence + 1));
        established(&lab.sends(from_here(22, SYN_ACK)));
    }
}

#[test]
fn a_refused_syn_leaves_a_closing_connection_as_it_is() {
    let mut lab = connected();
    states(&mut lab, &[('<', FIN_ACK)]);
    let before = lab.only();
    lab.inbound.clear();
    denied(&lab.takes(to_here(22, SYN)));
    denied(&lab.sends(from_here(22, SYN)));
    assert_eq!(lab.only(), before);
    established(&lab.sends(from_here(22, FIN_ACK)));
}

#[test]
fn a_syn_on_an_established_connection_changes_nothing_but_the_timer() {
    let mut lab = connected();
    lab.wait(1000);
    assert_eq!(states(&mut lab, &[('<', SYN), ('>', SYN)]), ["ESTABLISHED", "ESTABLISHED"]);
    assert_eq!(lab.lasts(), 432_000);
}

#[test]
fn an_untracked_connection_is_remembered_by_the_same_states() {
    let mut lab = Lab::new(vec![rule("in", tcp_port(22), "0.0.0.0/0")], all_out());
    let script = [('<', SYN), ('>', SYN_ACK), ('<', ACK), ('<', FIN_ACK), ('>', FIN_ACK), ('<', ACK)];
    assert_eq!(
        states(&mut lab, &script),
        ["SYN_SENT", "SYN_RECV", "ESTABLISHED", "FIN_WAIT", "LAST_ACK", "-"]
    );
    assumes(&lab.takes(to_here(22, RST)), &[]);
    let picked_up = lab.takes(to_here(22, ACK));
    admitted(&picked_up, Tracking::Untracked);
    assumes(&picked_up, &[]);
}
