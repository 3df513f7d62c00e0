//! To the internet and from it.

use super::lab::{Lab, arrives, dies, end, path};
use crate::model::InternetGatewayBlockMode;
use crate::net::Decision;

fn lab() -> Lab {
    Lab::default()
        .vpc("vpc-1", &["10.0.0.0/16", "2001:db8:1::/56"])
        .subnet("subnet-1", "vpc-1", &["10.0.1.0/24", "2001:db8:1:1::/64"])
        .subnet("subnet-2", "vpc-1", &["10.0.2.0/24", "2001:db8:1:2::/64"])
        .igw("igw-1", "vpc-1")
        .table("subnet-1", "vpc-1", &[("0.0.0.0/0", "igw-1"), ("::/0", "igw-1")])
        .eni("eni-a", "subnet-1", &["10.0.1.10", "2001:db8:1:1::10"], &[])
        .eni("eni-b", "subnet-2", &["10.0.2.10", "2001:db8:1:2::10"], &[])
        .public("eni-a", "54.0.0.10")
        .public("eni-b", "54.0.0.11")
}

#[test]
fn the_gateway_translates_both_ways() {
    let mut lab = lab();
    let sent = lab.send("eni-a", "internet", "tcp 443");
    arrives(&sent);
    assert_eq!(sent.arrived.as_ref().unwrap().source.to_string(), "54.0.0.10");
    let expected = [
        "interface eni-a out",
        "security-group eni-a out",
        "route-table rtb-subnet-1 out",
        "network-acl acl-vpc-1 out",
        "internet-gateway igw-1 out",
    ];
    assert_eq!(path(&sent), expected);
    let back = lab.answer(&sent);
    arrives(&back);
    assert_eq!(back.arrived.unwrap().destination.to_string(), "10.0.1.10");
}

#[test]
fn ipv6_passes_untranslated() {
    let mut lab = lab();
    let sent = lab.send("2001:db8:1:1::10", "internet", "tcp 443");
    arrives(&sent);
    assert_eq!(sent.arrived.as_ref().unwrap().source.to_string(), "2001:db8:1:1::10");
    arrives(&lab.answer(&sent));
}

#[test]
fn without_a_public_address_the_gateway_drops() {
    let mut lab = lab().change_eni("eni-a", |eni| eni.private_addresses[0].association = None);
    let sent = lab.send("eni-a", "internet", "tcp 443");
    dies(&sent, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", "internet-gateway igw-1 out");
}

#[test]
fn private_and_shared_addresses_never_pass_a_gateway() {
    let mut lab = lab();
    let out = "internet-gateway igw-1 out";
    let sent = lab.send("eni-a", "192.168.1.1", "tcp 443");
    dies(&sent, "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", out);
    let sent = lab.send("eni-a", "100.64.0.1", "tcp 443");
    dies(&sent, "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS", out);
    let into = "internet-gateway igw-1 in";
    let sent = lab.send("192.168.1.1", "54.0.0.10", "tcp 443");
    dies(&sent, "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS", into);
    let sent = lab.send("100.127.255.255", "54.0.0.10", "tcp 443");
    dies(&sent, "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS", into);
    arrives(&lab.send("100.128.0.0", "54.0.0.10", "tcp 443"));
    let sent = lab.send("203.0.113.10", "10.0.1.10", "tcp 443");
    dies(&sent, "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", into);
    let mut spoofed = lab.send("203.0.113.10", "54.0.0.10", "tcp 443").packet;
    spoofed.source = "2001:db8:1:2::10".parse().unwrap();
    spoofed.destination = "2001:db8:1:1::10".parse().unwrap();
    dies(&lab.send_packet(spoofed, None), "GATEWAY_REJECTS_SPOOFED_TRAFFIC", into);
}

#[test]
fn without_a_gateway_nothing_enters() {
    let mut lab = lab();
    lab.network.internet_gateways.remove("igw-1");
    let sent = lab.send("internet", "eni-a", "tcp 443");
    dies(&sent, "NO_INTERNET_GATEWAY", "internet-gateway vpc-1 in");
}

#[test]
fn without_a_route_back_the_packet_arrives_and_the_reply_is_lost() {
    let mut lab = lab();
    let sent = lab.send("internet", "eni-b", "tcp 443");
    arrives(&sent);
    assert!(sent.assumptions.iter().any(|a| a.id() == "inbound-without-route-back"));
    dies(&lab.answer(&sent), "NO_ROUTE_TO_DESTINATION", "route-table rtb-vpc-1 out");
}

#[test]
fn the_public_address_of_a_neighbour_leads_out_and_in_again() {
    let mut lab = lab().group("sg-ref", "vpc-1", &["tcp 22 open-vpc-1"], &["all 0.0.0.0/0"]);
    lab = lab.change_eni("eni-b", |eni| eni.groups = vec![crate::model::SecurityGroupId::new("sg-ref")]);
    arrives(&lab.send("eni-a", "10.0.2.10", "tcp 22"));
    let sent = lab.send("eni-a", "54.0.0.11", "tcp 22");
    dies(&sent, "ENI_SG_RULES_MISMATCH", "security-group eni-b in");
    assert_eq!(sent.blocking().unwrap().packet.source.to_string(), "54.0.0.10");
}

#[test]
fn an_egress_only_gateway_lets_answers_in_and_nothing_else() {
    let mut lab = lab().eigw("eigw-1", "vpc-1").table("subnet-2", "vpc-1", &[("::/0", "eigw-1")]);
    lab.network.internet_gateways.remove("igw-1");
    let uninvited = lab.send("internet", "2001:db8:1:2::10", "tcp 443");
    dies(&uninvited, "EIGW_EGRESS_ONLY", "egress-only-internet-gateway eigw-1 in");
    let sent = lab.send("2001:db8:1:2::10", "internet", "tcp 443");
    arrives(&sent);
    assert!(sent.checkpoints[1].tracked == Some(crate::path::TrackedAs::Tracked), "always tracked");
    arrives(&lab.answer(&sent));
    lab.wait(350);
    let late = lab.answer(&sent);
    dies(&late, "EIGW_EGRESS_ONLY", "egress-only-internet-gateway eigw-1 in");
}

#[test]
fn block_public_access_stops_what_its_mode_says() {
    use InternetGatewayBlockMode::{BlockBidirectional, BlockIngress};
    let code = "VPC_BLOCK_PUBLIC_ACCESS_ENABLED";
    for mode in [BlockBidirectional, BlockIngress] {
        let mut lab = lab().change(|network| network.block_public_access.mode = mode);
        dies(&lab.send("internet", "eni-a", "tcp 443"), code, "block-public-access igw-1 in");
        dies(&lab.send("eni-a", "internet", "tcp 443"), code, "block-public-access igw-1 out");
    }
    let behind_nat = |mode| {
        lab()
            .nat("nat-1", "vpc-1", Some("subnet-1"), "10.0.1.99", Some("54.0.0.99"))
            .table("subnet-2", "vpc-1", &[("0.0.0.0/0", "nat-1")])
            .change(|network| network.block_public_access.mode = mode)
    };
    let mut lab = behind_nat(BlockIngress);
    let sent = lab.send("eni-b", "internet", "tcp 443");
    arrives(&sent);
    arrives(&lab.answer(&sent));
    let mut lab = behind_nat(BlockBidirectional);
    dies(&lab.send("eni-b", "internet", "tcp 443"), code, "block-public-access igw-1 out");
}

#[test]
fn an_egress_exclusion_lets_the_answers_in() {
    use crate::model::{
        ExcludedResource, ExclusionMode, SubnetId, VpcBlockPublicAccessExclusion,
        VpcBlockPublicAccessExclusionId,
    };
    let id = VpcBlockPublicAccessExclusionId::new("vpcbpa-exclude-1");
    let mut lab = lab().change(|network| {
        network.block_public_access.mode = InternetGatewayBlockMode::BlockBidirectional;
        let exclusion = VpcBlockPublicAccessExclusion {
            id: id.clone(),
            resource: ExcludedResource::Subnet(SubnetId::new("subnet-1")),
            mode: ExclusionMode::AllowEgress,
            in_use: true,
        };
        network.block_public_access_exclusions.insert(id, exclusion);
    });
    let code = "VPC_BLOCK_PUBLIC_ACCESS_ENABLED";
    dies(&lab.send("internet", "eni-a", "tcp 443"), code, "block-public-access igw-1 in");
    let sent = lab.send("eni-a", "internet", "tcp 443");
    arrives(&sent);
    arrives(&lab.answer(&sent));
}

#[test]
fn mail_to_the_internet_is_blocked_at_the_sender() {
    let mut lab = lab();
    dies(&lab.send("eni-a", "internet", "tcp 25"), "PORT_25_BLOCKED", "interface eni-a out");
    arrives(&lab.send("eni-a", "10.0.2.10", "tcp 25"));
    arrives(&lab.send("eni-a", "internet", "udp 25"));
    let mut lab = lab.change(|network| {
        std::rc::Rc::make_mut(&mut network.settings).options.port_25_lifted = true;
    });
    arrives(&lab.send("eni-a", "internet", "tcp 25"));
}

#[test]
fn an_edge_table_sends_what_enters_through_an_appliance() {
    let mut lab = lab()
        .subnet("subnet-m", "vpc-1", &["10.0.3.0/24"])
        .eni("eni-m", "subnet-m", &["10.0.3.10"], &[])
        .change_eni("eni-m", |eni| eni.source_dest_check = false)
        .table("subnet-m", "vpc-1", &[("0.0.0.0/0", "igw-1")])
        .table("igw-1", "vpc-1", &[("10.0.1.0/24", "eni-m")]);
    let sent = lab.send("internet", "eni-a", "tcp 443");
    dies(&sent, "INGRESS_RTB_NO_PUBLIC_IP", "route-table rtb-igw-1 in");
    let mut lab = lab.public("eni-m", "54.0.0.12");
    let sent = lab.send("internet", "eni-a", "tcp 443");
    arrives(&sent);
    assert!(path(&sent).contains(&"security-group eni-m in".to_owned()));
    let direct = lab.answer(&sent);
    dies(&direct, "INGRESS_RTB_TRAFFIC_REDIRECTION", "internet-gateway igw-1 out");
    let mut lab = lab.table("subnet-1", "vpc-1", &[("0.0.0.0/0", "eni-m")]);
    arrives(&lab.answer(&sent));
}

#[test]
fn a_nat_instance_is_not_guessed_at() {
    let mut lab = lab()
        .eni("eni-c", "subnet-2", &["10.0.2.11"], &[])
        .change_eni("eni-a", |eni| eni.source_dest_check = false)
        .table("subnet-2", "vpc-1", &[("0.0.0.0/0", "eni-a")]);
    let sent = lab.send("eni-c", "internet", "tcp 443");
    assert_eq!(end(&sent).0, Decision::Unknown);
    assert_eq!(end(&sent).1, "UNSUPPORTED_COMPONENT");
}

#[test]
fn what_nobody_described_passes_with_its_assumption() {
    use crate::model::Table;
    let mut lab = lab().change(|network| {
        network.route_tables = Table::not_described();
        network.network_acls = Table::not_described();
        network.internet_gateways = Table::not_described();
        network.block_public_access.described = false;
    });
    for (from, to) in [("eni-a", "internet"), ("internet", "eni-a")] {
        let sent = lab.send(from, to, "tcp 443");
        arrives(&sent);
        let named: Vec<&str> = sent.assumptions.iter().map(|assumption| assumption.id()).collect();
        for key in ["InternetGateways", "NetworkAcls", "VpcBlockPublicAccessOptions"] {
            assert!(named.contains(&&*format!("not-described:{key}")), "{key} not in {named:?}");
        }
        assert_eq!(named.contains(&"not-described:RouteTables"), from == "eni-a");
    }
    let inside = lab.send("eni-a", "eni-b", "tcp 443");
    arrives(&inside);
}
