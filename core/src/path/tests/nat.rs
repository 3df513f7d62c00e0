//! NAT gateways: semantics 7.4, step by step.

use super::lab::{Lab, arrives, dies, path};
use crate::net::{Direction, IcmpMessage, Packet, Payload, TcpFlags};
use crate::path::TrackedAs;

fn lab() -> Lab {
    Lab::default()
        .vpc("vpc-1", &["10.0.0.0/16"])
        .subnet("subnet-pub", "vpc-1", &["10.0.1.0/24"])
        .subnet("subnet-priv", "vpc-1", &["10.0.2.0/24"])
        .igw("igw-1", "vpc-1")
        .nat("nat-1", "vpc-1", Some("subnet-pub"), "10.0.1.99", Some("54.0.0.99"))
        .table("subnet-pub", "vpc-1", &[("0.0.0.0/0", "igw-1")])
        .table("subnet-priv", "vpc-1", &[("0.0.0.0/0", "nat-1")])
        .eni("eni-a", "subnet-priv", &["10.0.2.10"], &[])
        .eni("eni-b", "subnet-priv", &["10.0.2.11"], &[])
}

#[test]
fn out_and_back_checkpoint_by_checkpoint() {
    let mut lab = lab();
    let sent = lab.send("eni-a", "internet", "tcp 443");
    arrives(&sent);
    let expected = [
        "interface eni-a out",
        "security-group eni-a out",
        "route-table rtb-subnet-priv out",
        "network-acl acl-vpc-1 out",
        "network-acl acl-vpc-1 in",
        "nat-gateway nat-1 out",
        "route-table rtb-subnet-pub out",
        "network-acl acl-vpc-1 out",
        "internet-gateway igw-1 out",
    ];
    assert_eq!(path(&sent), expected);
    let seen = |index: usize| sent.checkpoints[index].packet.source.to_string();
    assert_eq!((seen(4), seen(7)), ("10.0.2.10".to_owned(), "10.0.1.99".to_owned()));
    let outside = sent.arrived.clone().unwrap();
    assert_eq!((outside.source.to_string(), outside.ports()), ("54.0.0.99".to_owned(), Some((1024, 443))));
    let back = lab.answer(&sent);
    arrives(&back);
    let expected = [
        "internet-gateway igw-1 in",
        "network-acl acl-vpc-1 in",
        "nat-gateway nat-1 in",
        "route-table rtb-subnet-pub out",
        "network-acl acl-vpc-1 out",
        "network-acl acl-vpc-1 in",
        "interface eni-a in",
        "security-group eni-a in",
    ];
    assert_eq!(path(&back), expected);
    let last = back.arrived.unwrap();
    assert_eq!((last.destination.to_string(), last.ports()), ("10.0.2.10".to_owned(), Some((443, 50000))));
}

#[test]
fn in_one_subnet_the_pair_of_acls_falls_away() {
    let mut lab = lab().eni("eni-p", "subnet-pub", &["10.0.1.10"], &[]);
    lab = lab.table("subnet-pub", "vpc-1", &[("0.0.0.0/0", "igw-1"), ("198.51.100.0/24", "nat-1")]);
    let sent = lab.send("eni-p", "198.51.100.7", "tcp 443");
    // The gateway's own packets take the subnet's table too, and would come back to it for ever.
    dies(&sent, "MAX_HOPS_EXCEEDED", "route-table rtb-subnet-pub out");
    assert!(!path(&sent).iter().any(|step| step.starts_with("network-acl")));
}

#[test]
fn the_flow_is_always_tracked_though_its_rules_would_not() {
    let mut lab = lab();
    let sent = lab.send("eni-a", "internet", "tcp 443");
    assert_eq!(sent.checkpoints[1].tracked, Some(TrackedAs::Tracked));
}

#[test]
fn nothing_begins_from_outside() {
    let mut lab = lab();
    dies(&lab.send("internet", "54.0.0.99", "tcp 443"), "NGW_NO_CONNECTION", "nat-gateway nat-1 in");
    dies(&lab.send("eni-a", "10.0.1.99", "tcp 443"), "NGW_NO_CONNECTION", "nat-gateway nat-1 in");
}

#[test]
fn an_echo_request_is_not_the_answer_of_a_ping_with_its_identifier() {
    let mut lab = lab();
    let ping = lab.send("eni-a", "internet", "icmp");
    let out = ping.arrived.unwrap();
    let id = out.icmp().unwrap().id;
    let back = |kind| {
        let payload = Payload::Icmp(IcmpMessage::new(kind, 0, id));
        Packet { source: out.destination, destination: out.source, payload }
    };
    let request = lab.send_packet(back(IcmpMessage::ECHO_REQUEST), None);
    dies(&request, "NGW_NO_CONNECTION", "nat-gateway nat-1 in");
    arrives(&lab.send_packet(back(IcmpMessage::ECHO_REPLY), None));
}

#[test]
fn an_answer_to_nothing_begins_no_flow() {
    let mut lab = lab();
    let payload = Payload::Icmp(IcmpMessage::new(IcmpMessage::ECHO_REPLY, 0, 7));
    let packet = Packet { source: [10, 0, 2, 10].into(), destination: [203, 0, 113, 10].into(), payload };
    dies(&lab.send_packet(packet, Some("eni-a")), "NGW_NO_CONNECTION", "nat-gateway nat-1 out");
}

#[test]
fn two_senders_to_one_server_get_two_ports() {
    let mut lab = lab();
    let one = lab.send("eni-a", "internet", "tcp 443");
    let two = lab.send("eni-b", "internet", "tcp 443");
    assert_eq!(one.arrived.as_ref().unwrap().ports(), Some((1024, 443)));
    assert_eq!(two.arrived.as_ref().unwrap().ports(), Some((1025, 443)));
    assert_eq!(lab.answer(&two).arrived.unwrap().destination.to_string(), "10.0.2.11");
    assert_eq!(lab.answer(&one).arrived.unwrap().destination.to_string(), "10.0.2.10");
}

#[test]
fn after_350_seconds_the_connection_is_forgotten() {
    let mut lab = lab();
    let syn = lab.send("eni-a", "internet", "tcp 443");
    lab.wait(349);
    arrives(&lab.answer(&syn));
    lab.wait(350);
    dies(&lab.answer(&syn), "NGW_NO_CONNECTION", "nat-gateway nat-1 in");
    let mut data = syn.packet.clone();
    if let Payload::Tcp { flags, .. } = &mut data.payload {
        *flags = TcpFlags::ACK;
    }
    dies(&lab.send_packet(data, Some("eni-a")), "NGW_NO_CONNECTION", "nat-gateway nat-1 out");
    arrives(&lab.send("eni-a", "internet", "tcp 443"));
}

#[test]
fn ping_and_udp_pass_and_other_protocols_do_not() {
    let mut lab = lab();
    for what in ["icmp", "udp 53"] {
        let sent = lab.send("eni-a", "internet", what);
        arrives(&sent);
        arrives(&lab.answer(&sent));
    }
    dies(&lab.send("eni-a", "internet", "47"), "PROTOCOL_RESTRICTION", "nat-gateway nat-1 out");
}

#[test]
fn an_icmp_error_finds_the_sender_by_the_packet_that_it_quotes() {
    let mut lab = lab();
    let sent = lab.send("eni-a", "internet", "udp 33434");
    let quoted = sent.arrived.clone().unwrap();
    let mut message = IcmpMessage::new(11, 0, 0);
    message.about = Some(Box::new(quoted.clone()));
    let error = Packet {
        source: "198.51.100.1".parse().unwrap(),
        destination: quoted.source,
        payload: Payload::Icmp(message),
    };
    let back = lab.send_packet(error, None);
    arrives(&back);
    let arrived = back.arrived.unwrap();
    assert_eq!(arrived.destination.to_string(), "10.0.2.10");
    assert_eq!(arrived.icmp().unwrap().about.as_deref(), Some(&sent.packet));
}

#[test]
fn the_acl_of_the_public_subnet_must_let_the_ports_of_the_gateway_back_in() {
    let all = "100 allow all 0.0.0.0/0";
    let narrow = ["90 allow all 10.0.0.0/16", "100 allow tcp 32768-65535 0.0.0.0/0"];
    let mut lab = lab().acl("acl-pub", "subnet-pub", &narrow, &[all]);
    let sent = lab.send("eni-a", "internet", "tcp 443");
    arrives(&sent);
    dies(&lab.answer(&sent), "SUBNET_ACL_RESTRICTION", "network-acl acl-pub in");
}

#[test]
fn a_private_gateway_keeps_its_private_address() {
    let mut lab = lab()
        .vpc("vpc-2", &["10.1.0.0/16"])
        .subnet("subnet-far", "vpc-2", &["10.1.1.0/24"])
        .eni("eni-far", "subnet-far", &["10.1.1.10"], &[])
        .peering("pcx-1", "vpc-1", "vpc-2")
        .nat("nat-2", "vpc-1", Some("subnet-pub"), "10.0.1.98", None)
        .table("subnet-priv", "vpc-1", &[("10.1.0.0/16", "nat-2")])
        .table("subnet-pub", "vpc-1", &[("10.1.0.0/16", "pcx-1")])
        .table("subnet-far", "vpc-2", &[("10.0.0.0/16", "pcx-1")]);
    let sent = lab.send("eni-a", "eni-far", "tcp 22");
    arrives(&sent);
    assert_eq!(sent.arrived.as_ref().unwrap().source.to_string(), "10.0.1.98");
    let back = lab.answer(&sent);
    arrives(&back);
    assert_eq!(back.arrived.unwrap().destination.to_string(), "10.0.2.10");
}

#[test]
fn a_regional_gateway_lies_in_no_subnet() {
    let mut lab = lab()
        .nat("nat-r", "vpc-1", None, "", Some("54.0.0.98"))
        .table("subnet-priv", "vpc-1", &[("0.0.0.0/0", "nat-r")])
        .acl("acl-pub", "subnet-pub", &[], &[]);
    let sent = lab.send("eni-a", "internet", "tcp 443");
    arrives(&sent);
    assert_eq!(sent.arrived.as_ref().unwrap().source.to_string(), "54.0.0.98");
    arrives(&lab.answer(&sent));
    let acls = sent.checkpoints.iter().filter(|passed| passed.kind.name() == "network-acl");
    let sides: Vec<_> = acls.map(|passed| passed.direction).collect();
    assert_eq!(sides, [Some(Direction::Egress)]);
}
