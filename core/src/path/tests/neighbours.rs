//! Inside one VPC, and to a peered one.

use super::lab::{Lab, arrives, dies, end, path};
use crate::net::Decision;

fn two_subnets() -> Lab {
    Lab::default()
        .vpc("vpc-1", &["10.0.0.0/16"])
        .subnet("subnet-1", "vpc-1", &["10.0.1.0/24"])
        .subnet("subnet-2", "vpc-1", &["10.0.2.0/24"])
        .eni("eni-a", "subnet-1", &["10.0.1.10"], &[])
        .eni("eni-b", "subnet-1", &["10.0.1.11"], &[])
        .eni("eni-c", "subnet-2", &["10.0.2.10"], &[])
}

#[test]
fn inside_a_subnet_there_is_neither_route_nor_acl() {
    let mut lab = two_subnets().acl("acl-1", "subnet-1", &[], &[]);
    let sent = lab.send("eni-a", "eni-b", "tcp 22");
    arrives(&sent);
    let expected =
        ["interface eni-a out", "security-group eni-a out", "interface eni-b in", "security-group eni-b in"];
    assert_eq!(path(&sent), expected);
}

#[test]
fn between_subnets_there_are_a_route_and_two_acls() {
    let mut lab = two_subnets();
    let sent = lab.send("eni-a", "eni-c", "tcp 22");
    arrives(&sent);
    let expected = [
        "interface eni-a out",
        "security-group eni-a out",
        "route-table rtb-vpc-1 out",
        "network-acl acl-vpc-1 out",
        "network-acl acl-vpc-1 in",
        "interface eni-c in",
        "security-group eni-c in",
    ];
    assert_eq!(path(&sent), expected);
    let back = lab.answer(&sent);
    arrives(&back);
    assert_eq!(path(&back)[2..5], expected[2..5]);
}

#[test]
fn a_sender_with_a_strange_source_is_stopped_by_its_check() {
    let mut lab = two_subnets();
    let mut packet = lab.send("eni-a", "eni-c", "tcp 22").packet;
    packet.source = "10.0.1.99".parse().unwrap();
    let spoofed = lab.send_packet(packet.clone(), Some("eni-a"));
    dies(&spoofed, "ENI_SOURCE_DEST_CHECK_RESTRICTION", "interface eni-a out");
    let mut lab = lab.change_eni("eni-a", |eni| eni.source_dest_check = false);
    arrives(&lab.send_packet(packet, Some("eni-a")));
}

#[test]
fn nobody_has_the_address() {
    let mut lab = two_subnets();
    dies(&lab.send("eni-a", "10.0.2.99", "tcp 22"), "UNKNOWN_DESTINATION", "interface subnet-2 in");
    let nowhere = lab.send("eni-a", "10.9.0.1", "tcp 22");
    dies(&nowhere, "NO_ROUTE_TO_DESTINATION", "route-table rtb-vpc-1 out");
}

#[test]
fn the_routers_and_the_resolver_need_no_rule_and_no_acl() {
    let mut lab = two_subnets().group("sg-closed", "vpc-1", &[], &[]).acl("acl-1", "subnet-1", &[], &[]);
    lab = lab.change_eni("eni-a", |eni| eni.groups = vec![crate::model::SecurityGroupId::new("sg-closed")]);
    for service in ["10.0.0.2", "169.254.169.254", "169.254.169.123", "10.0.2.1"] {
        let sent = lab.send("eni-a", service, "udp 53");
        arrives(&sent);
        assert_eq!(sent.checkpoints.last().unwrap().kind.name(), "unfiltered-service");
        arrives(&lab.answer(&sent));
    }
    dies(&lab.send("eni-a", "10.0.2.10", "udp 53"), "SG_HAS_NO_RULES", "security-group eni-a out");
}

fn peered() -> Lab {
    two_subnets()
        .vpc("vpc-2", &["10.1.0.0/16"])
        .vpc("vpc-3", &["10.2.0.0/16"])
        .subnet("subnet-3", "vpc-2", &["10.1.1.0/24"])
        .subnet("subnet-4", "vpc-3", &["10.2.1.0/24"])
        .eni("eni-far", "subnet-3", &["10.1.1.10"], &[])
        .eni("eni-third", "subnet-4", &["10.2.1.10"], &[])
        .peering("pcx-1", "vpc-1", "vpc-2")
        .peering("pcx-2", "vpc-2", "vpc-3")
        .table("subnet-1", "vpc-1", &[("10.1.0.0/16", "pcx-1"), ("10.2.0.0/16", "pcx-1")])
}

#[test]
fn a_peering_needs_a_route_on_both_sides() {
    let mut lab = peered();
    let sent = lab.send("eni-a", "eni-far", "tcp 22");
    arrives(&sent);
    assert!(path(&sent).contains(&"peering pcx-1 out".to_owned()));
    dies(&lab.answer(&sent), "NO_ROUTE_TO_DESTINATION", "route-table rtb-vpc-2 out");
    let mut lab = lab.table("subnet-3", "vpc-2", &[("10.0.0.0/16", "pcx-1")]);
    arrives(&lab.answer(&sent));
}

#[test]
fn peering_is_not_transitive() {
    let mut lab = peered();
    let sent = lab.send("eni-a", "eni-third", "tcp 22");
    dies(&sent, "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", "peering pcx-1 out");
}

#[test]
fn a_peer_of_which_only_the_blocks_are_known_leaves_the_answer_open() {
    let mut lab = peered();
    let far = crate::model::VpcId::new("vpc-2");
    lab.network.vpcs.remove(&far);
    lab.network.interfaces.remove("eni-far");
    let sent = lab.send("eni-a", "10.1.1.10", "tcp 22");
    assert_eq!(end(&sent), (Decision::Unknown, "NOT_DESCRIBED", "peering pcx-1 out".to_owned()));
    let mut answer = sent.packet;
    std::mem::swap(&mut answer.source, &mut answer.destination);
    arrives(&lab.send_packet(answer, None));
}

#[test]
fn a_group_reference_is_lost_behind_a_middlebox() {
    let mut lab = two_subnets()
        .subnet("subnet-m", "vpc-1", &["10.0.3.0/24"])
        .eni("eni-m", "subnet-m", &["10.0.3.10"], &[])
        .group("sg-ref", "vpc-1", &["tcp 22 open-vpc-1"], &["all 0.0.0.0/0"]);
    lab = lab.change_eni("eni-c", |eni| eni.groups = vec![crate::model::SecurityGroupId::new("sg-ref")]);
    arrives(&lab.send("eni-a", "eni-c", "tcp 22"));
    let mut lab = lab.table("subnet-1", "vpc-1", &[("10.0.2.0/24", "eni-m")]);
    dies(&lab.send("eni-a", "eni-c", "tcp 22"), "ENI_SOURCE_DEST_CHECK_RESTRICTION", "interface eni-m in");
    let mut lab = lab.change_eni("eni-m", |eni| eni.source_dest_check = false);
    let mut other = lab.send("eni-a", "eni-c", "tcp 22").packet;
    *other.ports_mut().unwrap().0 = 50001;
    dies(&lab.send_packet(other, Some("eni-a")), "ENI_SG_RULES_MISMATCH", "security-group eni-c in");
}

#[test]
fn a_circle_of_middleboxes_ends() {
    let mut lab = two_subnets()
        .table("subnet-1", "vpc-1", &[("10.0.2.0/24", "eni-b")])
        .change_eni("eni-b", |eni| eni.source_dest_check = false);
    let sent = lab.send("eni-a", "eni-c", "tcp 22");
    dies(&sent, "MAX_HOPS_EXCEEDED", "route-table rtb-subnet-1 out");
}

#[test]
fn unsupported_targets_leave_the_answer_open() {
    let mut lab = two_subnets().table("subnet-1", "vpc-1", &[("172.16.0.0/12", "vgw-1")]);
    let sent = lab.send("eni-a", "172.16.0.1", "tcp 22");
    assert_eq!(end(&sent), (Decision::Unknown, "UNSUPPORTED_COMPONENT", "endpoint vgw-1 out".to_owned()));
}
