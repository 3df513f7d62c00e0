//! Gateway endpoints, interface endpoints, Lambda.

use super::lab::{Lab, arrives, dies, path};
use crate::model::{
    EndpointKind, InterfaceType, NetworkInterfaceId, RouteTableId, Tags, VpcEndpoint, VpcEndpointId, VpcId,
};
use crate::path::TrackedAs;
use std::rc::Rc;

fn endpoint(lab: Lab, service: &str, kind: EndpointKind, interface: Option<&str>) -> Lab {
    lab.change(|network| {
        let endpoint = VpcEndpoint {
            id: VpcEndpointId::new("vpce-1"),
            vpc: VpcId::new("vpc-1"),
            service: Rc::from(service),
            kind,
            state: Rc::from("available"),
            route_tables: vec![RouteTableId::new("rtb-subnet-1")],
            subnets: Vec::new(),
            groups: Vec::new(),
            interfaces: interface.into_iter().map(NetworkInterfaceId::new).collect(),
            tags: Tags::default(),
        };
        network.vpc_endpoints.insert(endpoint.id.clone(), endpoint);
    })
}

fn lab() -> Lab {
    Lab::default()
        .vpc("vpc-1", &["10.0.0.0/16"])
        .subnet("subnet-1", "vpc-1", &["10.0.1.0/24"])
        .igw("igw-1", "vpc-1")
        .list("pl-s3", &["52.218.0.0/17"])
        .table("subnet-1", "vpc-1", &[("0.0.0.0/0", "igw-1"), ("pl-s3", "vpce-1")])
        .group("sg-s3", "vpc-1", &[], &["tcp 443 pl-s3"])
        .eni("eni-a", "subnet-1", &["10.0.1.10"], &["sg-s3"])
}

#[test]
fn a_gateway_endpoint_is_a_route_that_the_group_may_name() {
    let mut lab = endpoint(lab(), "com.amazonaws.eu-west-1.s3", EndpointKind::Gateway, None);
    let sent = lab.send("eni-a", "52.218.1.1", "tcp 443");
    arrives(&sent);
    assert_eq!(path(&sent).last().unwrap(), "endpoint vpce-1 out");
    let back = lab.answer(&sent);
    arrives(&back);
    assert_eq!(path(&back)[..2], ["endpoint vpce-1 in", "network-acl acl-vpc-1 in"]);
    dies(&lab.send("eni-a", "52.219.0.1", "tcp 443"), "ENI_SG_RULES_MISMATCH", "security-group eni-a out");
}

#[test]
fn gateway_endpoints_carry_tcp_and_echo_only_and_need_the_acl() {
    let mut lab = endpoint(lab(), "com.amazonaws.eu-west-1.s3", EndpointKind::Gateway, None);
    lab = lab.change_eni("eni-a", |eni| {
        eni.groups = vec![crate::model::SecurityGroupId::new("open-vpc-1")];
    });
    let udp = lab.send("eni-a", "52.218.1.1", "udp 443");
    dies(&udp, "VPCE_GATEWAY_PROTOCOL_RESTRICTION", "endpoint vpce-1 out");
    arrives(&lab.send("eni-a", "52.218.1.1", "icmp"));
    let inside_only = ["100 allow all 10.0.0.0/16"];
    let mut lab = lab.acl("acl-1", "subnet-1", &inside_only, &inside_only);
    dies(&lab.send("eni-a", "52.218.1.1", "tcp 443"), "SUBNET_ACL_RESTRICTION", "network-acl acl-1 out");
}

#[test]
fn dynamodb_is_always_tracked_and_s3_is_not() {
    for (service, expected) in [("dynamodb", TrackedAs::Tracked), ("s3", TrackedAs::Untracked)] {
        let service = format!("com.amazonaws.eu-west-1.{service}");
        let mut lab = endpoint(lab(), &service, EndpointKind::Gateway, None);
        lab = lab.change_eni("eni-a", |eni| {
            eni.groups = vec![crate::model::SecurityGroupId::new("open-vpc-1")];
        });
        let sent = lab.send("eni-a", "52.218.1.1", "tcp 443");
        assert_eq!(sent.checkpoints[1].tracked, Some(expected), "{service}");
    }
}

#[test]
fn an_interface_endpoint_is_filtered_by_its_own_groups() {
    let with_interface = |group: &str| {
        let lab = lab()
            .subnet("subnet-2", "vpc-1", &["10.0.2.0/24"])
            .group("sg-https", "vpc-1", &["tcp 443 10.0.0.0/16"], &[])
            .group("sg-none", "vpc-1", &[], &[])
            .eni("eni-ep", "subnet-2", &["10.0.2.20"], &[group])
            .change_eni("eni-ep", |eni| eni.interface_type = InterfaceType::VpcEndpoint)
            .change_eni("eni-a", |eni| {
                eni.groups = vec![crate::model::SecurityGroupId::new("open-vpc-1")];
            });
        endpoint(lab, "com.amazonaws.eu-west-1.sqs", EndpointKind::Interface, Some("eni-ep"))
    };
    let mut lab = with_interface("sg-https");
    let sent = lab.send("eni-a", "eni-ep", "tcp 443");
    arrives(&sent);
    assert_eq!(path(&sent).last().unwrap(), "endpoint vpce-1 in");
    assert_eq!(sent.checkpoints[1].tracked, Some(TrackedAs::Tracked), "PrivateLink is always tracked");
    arrives(&lab.answer(&sent));
    let mut lab = with_interface("sg-none");
    dies(&lab.send("eni-a", "eni-ep", "tcp 443"), "SG_HAS_NO_RULES", "security-group eni-ep in");
}

#[test]
fn lambda_takes_answers_and_nothing_else() {
    let mut lab = lab()
        .eni("eni-b", "subnet-1", &["10.0.1.20"], &[])
        .eni("eni-l", "subnet-1", &["10.0.1.30"], &[])
        .change_eni("eni-l", |eni| eni.interface_type = InterfaceType::Lambda);
    dies(&lab.send("eni-b", "eni-l", "tcp 443"), "NO_INBOUND_SERVICE", "interface eni-l in");
    let sent = lab.send("eni-l", "eni-b", "tcp 5432");
    arrives(&sent);
    assert_eq!(sent.checkpoints[1].tracked, Some(TrackedAs::Tracked));
    arrives(&lab.answer(&sent));
}
