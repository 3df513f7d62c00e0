//! The tables of what was looked at, and what came nearest.

use crate::explain::{Standing, considered, nearest_miss, outcome};
use crate::path::Trace;
use crate::path::tests::lab::Lab;

fn lab() -> Lab {
    Lab::default()
        .vpc("vpc-1", &["10.0.0.0/16"])
        .subnet("subnet-1", "vpc-1", &["10.0.1.0/24"])
        .subnet("subnet-2", "vpc-1", &["10.0.2.0/24"])
        .igw("igw-1", "vpc-1")
        .eni("eni-a", "subnet-1", &["10.0.1.10"], &[])
        .eni("eni-b", "subnet-2", &["10.0.2.10"], &[])
        .public("eni-a", "54.0.0.10")
}

fn lines(trace: &Trace, kind: &str) -> Vec<(String, String, Standing)> {
    let last = trace.checkpoints.iter().rev().find(|passed| passed.kind.name() == kind).unwrap();
    let lines = considered(&trace.network, last).into_iter();
    lines.map(|line| (line.name, line.says, line.standing)).collect()
}

fn line(name: &str, says: &str, standing: Standing) -> (String, String, Standing) {
    (name.to_owned(), says.to_owned(), standing)
}

fn nearest(trace: &Trace) -> String {
    nearest_miss(&trace.network, trace.blocking().unwrap()).unwrap().sentence
}

#[test]
fn entries_up_to_the_one_that_decides() {
    let inbound = ["90 allow udp 53 10.0.0.0/8", "100 deny tcp 443 10.0.1.0/24", "110 allow all 0.0.0.0/0"];
    let trace = lab().acl("acl-2", "subnet-2", &inbound, &[]).send("eni-a", "eni-b", "tcp 443");
    let expected = [
        line("90", "allow UDP 53 from 10.0.0.0/8", Standing::Misses),
        line("100", "deny TCP 443 from 10.0.1.0/24", Standing::Decides),
    ];
    assert_eq!(lines(&trace, "network-acl"), expected);
    assert_eq!(nearest(&trace), "entry 110 allows it, but entry 100 denies it first");
    let wire = outcome(&trace);
    let rows = &wire.checkpoints.last().unwrap().considered;
    assert_eq!(rows[0].misses, ["protocol"]);
    assert_eq!((&*rows[1].rule, rows[1].standing.as_deref()), ("100", Some("decides")));
    assert_eq!(rows[1].says.as_deref(), Some("deny TCP 443 from 10.0.1.0/24"));
    let trace = lab().acl("acl-2", "subnet-2", &inbound[..1], &[]).send("eni-a", "eni-b", "udp 54");
    assert_eq!(
        lines(&trace, "network-acl")[1],
        line("*", "deny all traffic from 0.0.0.0/0", Standing::Decides)
    );
    assert_eq!(nearest(&trace), "entry 90 allows 10.0.0.0/8, but only UDP 53");
    // The number that no table shows is in no sentence either.
    assert_eq!(outcome(&trace).summary, "the * rule of acl-2 denies UDP 54 from 10.0.1.10");
}

#[test]
fn routes_with_the_reason_for_which_they_lost() {
    let routes = [("0.0.0.0/0", "igw-1"), ("203.0.0.0/8", "nat-1"), ("203.0.113.0/24", "igw-1")];
    let trace = lab().table("subnet-1", "vpc-1", &routes).send("eni-a", "internet", "tcp 443");
    let expected = [
        line("10.0.0.0/16", "to local", Standing::Misses),
        line("0.0.0.0/0", "to igw-1", Standing::ShorterPrefix),
        line("203.0.0.0/8", "to nat-1", Standing::ShorterPrefix),
        line("203.0.113.0/24", "to igw-1", Standing::Decides),
    ];
    assert_eq!(lines(&trace, "route-table"), expected);
    let two = lab()
        .list("pl-1", &["203.0.113.0/24"])
        .table("subnet-1", "vpc-1", &[("pl-1", "nat-1"), ("203.0.113.0/24", "igw-1")])
        .send("eni-a", "internet", "tcp 443");
    assert_eq!(lines(&two, "route-table")[1].2, Standing::LowerPriority);
}

#[test]
fn the_route_that_comes_nearest() {
    let nowhere = lab()
        .table("subnet-1", "vpc-1", &[("203.0.112.0/24", "igw-1"), ("198.51.100.0/24", "igw-1")])
        .send("eni-a", "internet", "tcp 443");
    assert_eq!(
        nearest(&nowhere),
        "the route for 203.0.112.0/24 comes nearest, but 203.0.113.10 lies outside it"
    );
    // That the local route is not for the internet says nothing; that it ends before a neighbour does.
    let far = lab().table("subnet-1", "vpc-1", &[]).send("eni-a", "internet", "tcp 443");
    assert_eq!(nearest_miss(&far.network, far.blocking().unwrap()), None);
    let beside = lab().table("subnet-1", "vpc-1", &[]).send("eni-a", "10.1.0.5", "tcp 443");
    assert_eq!(nearest(&beside), "the route for 10.0.0.0/16 comes nearest, but 10.1.0.5 lies outside it");
}

#[test]
fn a_group_is_told_as_before() {
    let trace = lab()
        .group("sg-web", "vpc-1", &["tcp 80 10.0.0.0/8", "tcp 443 192.0.2.0/24"], &[])
        .change_eni("eni-b", |eni| eni.groups = vec![crate::model::SecurityGroupId::new("sg-web")])
        .send("eni-a", "eni-b", "tcp 443");
    assert!(nearest(&trace).ends_with("allows TCP 443, but from 192.0.2.0/24"), "{}", nearest(&trace));
    let rows = lines(&trace, "security-group");
    assert_eq!((&*rows[0].1, rows[0].2), ("TCP 80 from 10.0.0.0/8", Standing::Misses));
    // An id leads to a rule, so the wire does not repeat what it says.
    assert_eq!(outcome(&trace).checkpoints.last().unwrap().considered[0].says, None);
}

/// Of rules that lack the same field, the one whose block lies nearest to the address is named, wherever it stands.
#[test]
fn of_equals_the_nearer_address_is_named() {
    let rules = ["tcp 443 192.0.2.0/24", "tcp 443 10.0.1.11/32", "tcp 443 10.0.0.0/25"];
    for turn in 0..rules.len() {
        let mut turned = rules;
        turned.rotate_left(turn);
        let trace = lab()
            .group("sg-web", "vpc-1", &turned, &[])
            .change_eni("eni-b", |eni| eni.groups = vec![crate::model::SecurityGroupId::new("sg-web")])
            .send("eni-a", "eni-b", "tcp 443");
        assert!(nearest(&trace).ends_with("but from 10.0.1.11/32"), "{}", nearest(&trace));
    }
    let trace = lab()
        .acl("acl-2", "subnet-2", &["100 allow tcp 443 192.0.2.0/24", "110 allow tcp 443 10.0.1.11/32"], &[])
        .send("eni-a", "eni-b", "tcp 443");
    assert_eq!(nearest(&trace), "entry 110 allows TCP 443, but from 10.0.1.11/32");
}
