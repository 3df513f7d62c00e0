//! What is said of a packet that owes its way to a connection that is tracked.

use crate::explain::summary;
use crate::model::SecurityGroupId;
use crate::path::tests::lab::{Lab, arrives};
use crate::path::{Trace, TrackedAs};

/// A client that may do everything, and a server that SSH is let in to and that may begin nothing.
fn lab() -> Lab {
    Lab::default()
        .vpc("vpc-1", &["10.0.0.0/16"])
        .subnet("subnet-1", "vpc-1", &["10.0.1.0/24"])
        .group("sg-ssh", "vpc-1", &["tcp 22 10.0.1.0/24"], &[])
        .group("sg-open", "vpc-1", &["tcp 22 10.0.1.0/24"], &["tcp 0-65535 10.0.1.0/24"])
        .group("sg-silent", "vpc-1", &[], &["tcp 0-65535 10.0.1.0/24"])
        .eni("eni-a", "subnet-1", &["10.0.1.10"], &[])
        .eni("eni-b", "subnet-1", &["10.0.1.11"], &["sg-ssh"])
}

fn carrying(lab: Lab, group: &str) -> Lab {
    lab.change_eni("eni-b", |eni| eni.groups = vec![SecurityGroupId::new(group)])
}

fn is_tracked(trace: &Trace) -> bool {
    trace.checkpoints.iter().any(|passed| passed.tracked == Some(TrackedAs::Established))
}

const THERE: &str = "TCP 22 from 10.0.1.10 reaches 10.0.1.11";
const BACK: &str = "TCP 50000 from 10.0.1.11 reaches 10.0.1.10";
const AS_PART: &str = " as part of a connection that is tracked";
const NOT_ANEW: &str = ". A new connection would be denied";

#[test]
fn a_connection_that_outlives_its_rule_says_so_in_both_directions() {
    let mut lab = lab();
    let sent = lab.send("eni-a", "eni-b", "tcp 22");
    assert_eq!(summary(&sent), THERE, "a rule lets it in");
    // The server may begin nothing, so its reply passes by tracking; a new connection of the client is still let in.
    let reply = lab.answer(&sent);
    arrives(&reply);
    assert_eq!(summary(&reply), format!("{BACK}{AS_PART}"));
    // With a group that lets nothing in, what is there goes on, and nothing new can begin.
    let mut lab = carrying(lab, "sg-silent");
    let again = lab.send("eni-a", "eni-b", "tcp 22");
    assert!(is_tracked(&again));
    assert_eq!(summary(&again), format!("{THERE}{AS_PART}{NOT_ANEW}"));
    // The outbound rule would let this reply by on its own; that the connection is one of before matters all the same.
    assert_eq!(summary(&lab.answer(&again)), format!("{BACK}{AS_PART}{NOT_ANEW}"));
}

#[test]
fn a_connection_that_rules_let_by_either_way_owes_tracking_nothing() {
    let mut lab = carrying(lab(), "sg-open");
    let sent = lab.send("eni-a", "eni-b", "tcp 22");
    let (again, reply) = (lab.send("eni-a", "eni-b", "tcp 22"), lab.answer(&sent));
    assert!(is_tracked(&again) && is_tracked(&reply));
    assert_eq!((&*summary(&again), &*summary(&reply)), (THERE, BACK));
}
