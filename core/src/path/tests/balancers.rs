//! Application and Network Load Balancers.

use super::lab::{Lab, arrives, dies, path};
use crate::model::{
    Carrier, CarrierId, CarrierKind, InterfaceType, Listener, LoadBalancer, LoadBalancerKind,
    NetworkInterfaceId, Tags, Target, TargetGroup, TargetId, TargetType, VpcId,
};
use crate::path::TrackedAs;
use std::rc::Rc;

fn lab(kind: LoadBalancerKind, target_type: TargetType, preserve: Option<bool>) -> Lab {
    let (listens, interface_type) = match kind {
        LoadBalancerKind::Application => ("HTTP", InterfaceType::LoadBalancer),
        _ => ("TCP", InterfaceType::NetworkLoadBalancer),
    };
    Lab::default()
        .vpc("vpc-1", &["10.0.0.0/16"])
        .subnet("subnet-pub", "vpc-1", &["10.0.1.0/24"])
        .subnet("subnet-app", "vpc-1", &["10.0.2.0/24"])
        .igw("igw-1", "vpc-1")
        .table("subnet-pub", "vpc-1", &[("0.0.0.0/0", "igw-1")])
        .group("sg-lb", "vpc-1", &["tcp 80 0.0.0.0/0"], &["tcp 8080 sg-app"])
        .group("sg-app", "vpc-1", &["tcp 8080 sg-lb"], &[])
        .eni("eni-lb", "subnet-pub", &["10.0.1.20"], &["sg-lb"])
        .public("eni-lb", "54.0.0.20")
        .change_eni("eni-lb", |eni| eni.interface_type = interface_type)
        .eni("eni-app", "subnet-app", &["10.0.2.20"], &["sg-app"])
        .change(|network| {
            let id = CarrierId::new("lb-1");
            let group = TargetGroup {
                id: Rc::from("tg-1"),
                protocol: Rc::from(listens),
                port: 8080,
                target_type,
                preserve_client_ip: preserve,
                targets: Some(vec![Target {
                    id: TargetId::Address("10.0.2.20".parse().unwrap()),
                    port: None,
                }]),
            };
            let listener = Listener { protocol: Rc::from(listens), port: 80, target_group: Some(group) };
            let balancer = LoadBalancer {
                kind,
                internet_facing: true,
                has_groups: true,
                enforces_private_link: true,
                listeners: vec![listener],
            };
            let carrier = Carrier {
                id: id.clone(),
                name: Rc::from("web"),
                vpc: VpcId::new("vpc-1"),
                interfaces: vec![NetworkInterfaceId::new("eni-lb")],
                kind: CarrierKind::LoadBalancer(balancer),
                tags: Tags::default(),
            };
            network.carriers.insert(id, carrier);
        })
}

const THERE: [&str; 11] = [
    "internet-gateway igw-1 in",
    "network-acl acl-vpc-1 in",
    "interface eni-lb in",
    "security-group eni-lb in",
    "load-balancer lb-1 out",
    "security-group eni-lb out",
    "route-table rtb-subnet-pub out",
    "network-acl acl-vpc-1 out",
    "network-acl acl-vpc-1 in",
    "interface eni-app in",
    "security-group eni-app in",
];

#[test]
fn an_application_balancer_opens_a_flow_of_its_own() {
    let mut lab = lab(LoadBalancerKind::Application, TargetType::Ip, None);
    let sent = lab.send("internet", "eni-lb", "tcp 80");
    arrives(&sent);
    assert_eq!(path(&sent), THERE);
    let arrived = sent.arrived.clone().unwrap();
    assert_eq!((arrived.source.to_string(), arrived.ports()), ("10.0.1.20".to_owned(), Some((1024, 8080))));
    let back = lab.answer(&sent);
    arrives(&back);
    let last = back.arrived.unwrap();
    assert_eq!((last.source.to_string(), last.ports()), ("54.0.0.20".to_owned(), Some((80, 50000))));
    assert_eq!(last.destination.to_string(), "203.0.113.10");
}

#[test]
fn a_network_balancer_keeps_the_client_and_its_group_matches_all_the_same() {
    let mut lab = lab(LoadBalancerKind::Network, TargetType::Instance, None);
    let sent = lab.send("internet", "eni-lb", "tcp 80");
    arrives(&sent);
    let arrived = sent.arrived.clone().unwrap();
    assert_eq!(
        (arrived.source.to_string(), arrived.ports()),
        ("203.0.113.10".to_owned(), Some((50000, 8080)))
    );
    let tracked: Vec<_> = sent.checkpoints.iter().filter_map(|passed| passed.tracked).collect();
    assert_eq!(tracked, vec![TrackedAs::Tracked; 3]);
    let back = lab.answer(&sent);
    arrives(&back);
    let last = back.arrived.clone().unwrap();
    assert_eq!((last.source.to_string(), last.ports()), ("54.0.0.20".to_owned(), Some((80, 50000))));
    assert!(path(&back).contains(&"load-balancer lb-1 out".to_owned()));
    let again = lab.send("internet", "eni-lb", "tcp 80");
    arrives(&again);
    assert_eq!(again.arrived, sent.arrived);
}

#[test]
fn without_preservation_the_target_sees_the_balancer() {
    let mut lab = lab(LoadBalancerKind::Network, TargetType::Ip, None);
    let sent = lab.send("internet", "eni-lb", "tcp 80");
    arrives(&sent);
    assert_eq!(sent.arrived.as_ref().unwrap().source.to_string(), "10.0.1.20");
    arrives(&lab.answer(&sent));
}

#[test]
fn the_targets_acl_sees_the_client_where_its_address_is_kept() {
    let from_inside = ["100 allow tcp 8080 10.0.0.0/16"];
    let all = ["100 allow all 0.0.0.0/0"];
    let mut kept = lab(LoadBalancerKind::Network, TargetType::Instance, None).acl(
        "acl-app",
        "subnet-app",
        &from_inside,
        &all,
    );
    dies(&kept.send("internet", "eni-lb", "tcp 80"), "SUBNET_ACL_RESTRICTION", "network-acl acl-app in");
    let mut own = lab(LoadBalancerKind::Network, TargetType::Instance, Some(false)).acl(
        "acl-app",
        "subnet-app",
        &from_inside,
        &all,
    );
    arrives(&own.send("internet", "eni-lb", "tcp 80"));
}

#[test]
fn a_network_balancer_without_groups_lets_everything_in() {
    let mut lab = lab(LoadBalancerKind::Network, TargetType::Ip, None)
        .group("sg-app", "vpc-1", &["tcp 8080 10.0.1.0/24"], &[])
        .change_eni("eni-lb", |eni| eni.groups = Vec::new());
    let sent = lab.send("internet", "eni-lb", "tcp 80");
    arrives(&sent);
    assert!(sent.checkpoints.iter().any(|passed| passed.code.name() == "SG_ABSENT"));
}

#[test]
fn what_no_listener_takes_is_refused_and_icmp_is_not_forwarded() {
    let mut lab = lab(LoadBalancerKind::Application, TargetType::Ip, None).group(
        "sg-lb",
        "vpc-1",
        &["all 0.0.0.0/0"],
        &[],
    );
    dies(&lab.send("internet", "eni-lb", "tcp 81"), "ELBV2_LISTENERS_MISMATCH", "load-balancer lb-1 in");
    let ping = lab.send("internet", "eni-lb", "icmp");
    arrives(&ping);
    assert_eq!(path(&ping).last().unwrap(), "load-balancer lb-1 in");
}

#[test]
fn the_balancers_own_rules_must_let_it_out_to_the_target() {
    let mut lab = lab(LoadBalancerKind::Application, TargetType::Ip, None).group(
        "sg-lb",
        "vpc-1",
        &["tcp 80 0.0.0.0/0"],
        &["tcp 80 0.0.0.0/0"],
    );
    dies(&lab.send("internet", "eni-lb", "tcp 80"), "ENI_SG_RULES_MISMATCH", "security-group eni-lb out");
}
