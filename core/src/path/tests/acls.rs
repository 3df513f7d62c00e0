//! ACLs on the way, stateless.

use super::lab::{Lab, arrives, dies};

fn public_server() -> Lab {
    Lab::default()
        .vpc("vpc-1", &["10.0.0.0/16"])
        .subnet("subnet-1", "vpc-1", &["10.0.1.0/24"])
        .igw("igw-1", "vpc-1")
        .table("subnet-1", "vpc-1", &[("0.0.0.0/0", "igw-1")])
        .group("sg-web", "vpc-1", &["tcp 443 0.0.0.0/0"], &[])
        .eni("eni-web", "subnet-1", &["10.0.1.10"], &["sg-web"])
        .public("eni-web", "54.0.0.10")
}

#[test]
fn the_reply_goes_to_an_ephemeral_port_and_needs_an_entry() {
    let https = "100 allow tcp 443 0.0.0.0/0";
    let mut lab = public_server().acl("acl-1", "subnet-1", &[https], &[https]);
    let syn = lab.send("internet", "eni-web", "tcp 443");
    arrives(&syn);
    dies(&lab.answer(&syn), "SUBNET_ACL_RESTRICTION", "network-acl acl-1 out");
    let mut lab = lab.acl("acl-1", "subnet-1", &[https], &["100 allow tcp 1024-65535 0.0.0.0/0"]);
    arrives(&lab.answer(&syn));
}

#[test]
fn an_acl_cuts_a_tracked_flow_at_once() {
    let mut lab = public_server();
    let syn = lab.send("internet", "eni-web", "tcp 443");
    arrives(&lab.answer(&syn));
    let deny = ["90 deny tcp 443 203.0.113.0/24", "100 allow all 0.0.0.0/0"];
    let mut lab = lab.acl("acl-1", "subnet-1", &deny, &["100 allow all 0.0.0.0/0"]);
    dies(&lab.send("internet", "eni-web", "tcp 443"), "SUBNET_ACL_RESTRICTION", "network-acl acl-1 in");
}

#[test]
fn the_acl_sees_the_private_address() {
    let private = ["100 allow tcp 443 203.0.113.10/32"];
    let to_client = ["100 allow tcp 1024-65535 203.0.113.10/32"];
    let mut lab = public_server().acl("acl-1", "subnet-1", &private, &to_client);
    let syn = lab.send("internet", "eni-web", "tcp 443");
    arrives(&syn);
    let seen = syn.checkpoints.iter().find(|passed| passed.kind.name() == "network-acl").unwrap();
    assert_eq!(seen.packet.destination.to_string(), "10.0.1.10");
    let back = lab.answer(&syn);
    let seen = back.checkpoints.iter().find(|passed| passed.kind.name() == "network-acl").unwrap();
    assert_eq!(seen.packet.source.to_string(), "10.0.1.10");
    assert_eq!(back.arrived.unwrap().source.to_string(), "54.0.0.10");
}

#[test]
fn an_entry_stays_though_the_packet_dies_further_on_and_the_answer_says_that_this_is_assumed() {
    let assumed = crate::catalog::Assumption::EntryKeptThoughDroppedLater;
    let mut lab = Lab::default()
        .vpc("vpc-1", &["10.0.0.0/16"])
        .subnet("subnet-1", "vpc-1", &["10.0.1.0/24"])
        .subnet("subnet-2", "vpc-1", &["10.0.2.0/24"])
        .eni("eni-a", "subnet-1", &["10.0.1.10"], &[])
        .eni("eni-b", "subnet-2", &["10.0.2.10"], &[]);
    assert!(!lab.send("eni-a", "eni-b", "icmp").assumptions.contains(&assumed));
    let mut lab = lab.acl("acl-2", "subnet-2", &[], &[]);
    let dropped = lab.send("eni-a", "eni-b", "udp 53");
    assert!(!dropped.assumptions.contains(&assumed), "an untracked flow has no entry");
    let mut lab = lab.group("sg-dns", "vpc-1", &[], &["udp 53 10.0.2.0/24"]);
    lab = lab.change_eni("eni-a", |eni| eni.groups = vec![crate::model::SecurityGroupId::new("sg-dns")]);
    let dropped = lab.send("eni-a", "eni-b", "udp 53");
    dies(&dropped, "SUBNET_ACL_RESTRICTION", "network-acl acl-2 in");
    assert!(dropped.assumptions.contains(&assumed));
}
