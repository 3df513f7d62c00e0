//! Transit gateways and the special ACL rules of their attachments.

use super::lab::{Lab, arrives, dies, path};
use crate::model::{SubnetId, Tags, VpcId};
use crate::model::{
    TransitGateway, TransitGatewayAttachmentId, TransitGatewayId, TransitGatewayRouteTable,
    TransitGatewayRouteTableId, TransitGatewayVpcAttachment,
};
use std::rc::Rc;

fn attach(lab: Lab, id: &str, vpc: &str, subnets: &[&str]) -> Lab {
    lab.change(|network| {
        let attachment = TransitGatewayVpcAttachment {
            id: TransitGatewayAttachmentId::new(id),
            transit_gateway: TransitGatewayId::new("tgw-1"),
            vpc: VpcId::new(vpc),
            subnets: subnets.iter().map(|id| SubnetId::new(id)).collect(),
            security_group_referencing: true,
            state: Rc::from("available"),
            tags: Tags::default(),
        };
        let table = network.transit_gateway_route_tables.modify("tgw-rtb-1").unwrap();
        table.associations.push(attachment.id.clone());
        table.propagations.push(attachment.id.clone());
        network.transit_gateway_attachments.insert(attachment.id.clone(), attachment);
    })
}

pub(crate) fn lab() -> Lab {
    let lab = Lab::default()
        .vpc("vpc-1", &["10.0.0.0/16"])
        .vpc("vpc-2", &["10.1.0.0/16"])
        .subnet("subnet-1", "vpc-1", &["10.0.1.0/24"])
        .subnet("subnet-t1", "vpc-1", &["10.0.9.0/24"])
        .subnet("subnet-2", "vpc-2", &["10.1.1.0/24"])
        .subnet("subnet-t2", "vpc-2", &["10.1.9.0/24"])
        .eni("eni-a", "subnet-1", &["10.0.1.10"], &[])
        .eni("eni-t", "subnet-t1", &["10.0.9.10"], &[])
        .eni("eni-b", "subnet-2", &["10.1.1.10"], &[])
        .table("subnet-1", "vpc-1", &[("10.0.0.0/8", "tgw-1")])
        .table("subnet-t1", "vpc-1", &[("10.0.0.0/8", "tgw-1")])
        .table("subnet-2", "vpc-2", &[("10.0.0.0/8", "tgw-1")])
        .change(|network| {
            let id = TransitGatewayId::new("tgw-1");
            let table = TransitGatewayRouteTableId::new("tgw-rtb-1");
            let gateway = TransitGateway {
                id: id.clone(),
                owner: Rc::from("1"),
                security_group_referencing: false,
                association_table: Some(table.clone()),
                propagation_table: Some(table.clone()),
                state: Rc::from("available"),
                tags: Tags::default(),
            };
            network.transit_gateways.insert(id.clone(), gateway);
            let routes = TransitGatewayRouteTable {
                id: table.clone(),
                transit_gateway: id,
                associations: Vec::new(),
                propagations: Vec::new(),
                routes: Some(Vec::new()),
                tags: Tags::default(),
            };
            network.transit_gateway_route_tables.insert(table, routes);
        });
    let lab = attach(lab, "tgw-attach-1", "vpc-1", &["subnet-t1"]);
    attach(lab, "tgw-attach-2", "vpc-2", &["subnet-t2"])
}

#[test]
fn the_way_through_and_back() {
    let mut lab = lab();
    let sent = lab.send("eni-a", "eni-b", "tcp 22");
    arrives(&sent);
    let expected = [
        "interface eni-a out",
        "security-group eni-a out",
        "route-table rtb-subnet-1 out",
        "network-acl acl-vpc-1 out",
        "network-acl acl-vpc-1 in",
        "transit-gateway tgw-1 in",
        "route-table rtb-vpc-2 out",
        "network-acl acl-vpc-2 out",
        "network-acl acl-vpc-2 in",
        "interface eni-b in",
        "security-group eni-b in",
    ];
    assert_eq!(path(&sent), expected);
    arrives(&lab.answer(&sent));
}

#[test]
fn in_the_attachments_own_subnet_both_lists_apply_out_and_none_in() {
    let out = ["100 allow all 10.1.0.0/16"];
    let from_own = ["100 allow all 10.0.9.0/24"];
    let mut lab = lab().acl("acl-t1", "subnet-t1", &from_own, &out);
    let sent = lab.send("eni-t", "eni-b", "tcp 22");
    arrives(&sent);
    // No entry lets 10.1.0.0/16 in, and none is asked.
    arrives(&lab.answer(&sent));
    let mut lab = lab.acl("acl-t1", "subnet-t1", &[], &out);
    dies(&lab.send("eni-t", "eni-b", "tcp 22"), "SUBNET_ACL_RESTRICTION", "network-acl acl-t1 in");
}

#[test]
fn elsewhere_the_attachments_subnet_is_judged_by_source_in_and_destination_out() {
    let mut lab = lab().acl("acl-t2", "subnet-t2", &[], &["100 allow all 10.1.1.0/24"]);
    let sent = lab.send("eni-a", "eni-b", "tcp 22");
    arrives(&sent);
    dies(&lab.answer(&sent), "SUBNET_ACL_RESTRICTION", "network-acl acl-t2 in");
}

#[test]
fn a_zone_without_an_attachment_cannot_send() {
    let mut lab = lab()
        .subnet_in("subnet-z", "vpc-1", &["10.0.5.0/24"], "b")
        .table("subnet-z", "vpc-1", &[("10.0.0.0/8", "tgw-1")])
        .eni("eni-z", "subnet-z", &["10.0.5.10"], &[]);
    dies(&lab.send("eni-z", "eni-b", "tcp 22"), "TGW_ROUTE_AZ_RESTRICTION", "transit-gateway tgw-1 in");
}

#[test]
fn the_gateways_own_table_decides() {
    let lab = lab();
    let mut unknown = lab.change(|network| {
        network.transit_gateway_route_tables.modify("tgw-rtb-1").unwrap().propagations.clear();
    });
    let sent = unknown.send("eni-a", "eni-b", "tcp 22");
    dies(&sent, "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", "transit-gateway tgw-1 in");
    let mut blackhole = unknown.change(|network| {
        let table = network.transit_gateway_route_tables.modify("tgw-rtb-1").unwrap();
        let block = "10.1.0.0/16".parse().unwrap();
        table.routes = Some(vec![crate::model::TransitGatewayRoute { block, attachment: None }]);
    });
    dies(&blackhole.send("eni-a", "eni-b", "tcp 22"), "TGW_RTB_BAD_STATE_ROUTE", "transit-gateway tgw-1 in");
}

#[test]
fn group_references_cross_only_inbound_and_only_if_all_allow_it() {
    let referring = |lab: Lab| {
        lab.group("sg-ref", "vpc-2", &["tcp 22 open-vpc-1"], &["tcp 80 open-vpc-1"])
            .change_eni("eni-b", |eni| eni.groups = vec![crate::model::SecurityGroupId::new("sg-ref")])
    };
    let mut off = referring(lab());
    dies(&off.send("eni-a", "eni-b", "tcp 22"), "ENI_SG_RULES_MISMATCH", "security-group eni-b in");
    let on = |network: &mut crate::model::Network| {
        network.transit_gateways.modify("tgw-1").unwrap().security_group_referencing = true;
    };
    let mut lab = referring(lab()).change(on);
    arrives(&lab.send("eni-a", "eni-b", "tcp 22"));
    dies(&lab.send("eni-b", "eni-a", "tcp 80"), "ENI_SG_RULES_MISMATCH", "security-group eni-b out");
    let mut lab = lab.change(|network| {
        let attachment = network.transit_gateway_attachments.modify("tgw-attach-1").unwrap();
        attachment.security_group_referencing = false;
    });
    let mut fresh = lab.send("eni-a", "eni-b", "tcp 22").packet;
    *fresh.ports_mut().unwrap().0 = 50001;
    dies(&lab.send_packet(fresh, Some("eni-a")), "ENI_SG_RULES_MISMATCH", "security-group eni-b in");
}
