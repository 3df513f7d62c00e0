//! Transit gateways with one route table, and their VPC attachments.
//!
//! Source: EC2 API; Transit Gateways guide.

use super::parameters::parameters;
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, obstacles, parameters, routes, tagging};
use crate::model::{
    Network, RouteState, SubnetId, Tags, TransitGateway, TransitGatewayAttachmentId, TransitGatewayId,
    TransitGatewayRoute, TransitGatewayRouteTable, TransitGatewayRouteTableId, TransitGatewayVpcAttachment,
};
use crate::net::parse_cidr;
use crate::wire::convert::{
    transit_gateway_attachment_shape, transit_gateway_route_shape, transit_gateway_shape,
};
use crate::wire::{AwsTransitGatewayOptions, AwsTransitGatewayVpcAttachmentOptions, TagSpecification};
use serde_json::{Value, json};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("CreateTransitGateway", create_transit_gateway),
    ec2!("CreateTransitGatewayRoute", create_transit_gateway_route),
    ec2!("CreateTransitGatewayVpcAttachment", create_attachment),
    ec2!("DeleteTransitGateway", delete_transit_gateway),
    ec2!("DeleteTransitGatewayRoute", delete_transit_gateway_route),
    ec2!("DeleteTransitGatewayVpcAttachment", delete_attachment),
];

parameters! {
    CreateTransitGateway {
        #[shape(name = "Description")]
        _description: Option<String>,
        options: AwsTransitGatewayOptions,
        tag_specifications: Vec<TagSpecification>,
    }
    DeleteTransitGateway {
        transit_gateway_id: Option<String>,
    }
    CreateAttachment {
        transit_gateway_id: Option<String>,
        vpc_id: Option<String>,
        subnet_ids: Vec<String>,
        options: AwsTransitGatewayVpcAttachmentOptions,
        tag_specifications: Vec<TagSpecification>,
    }
    DeleteAttachment {
        transit_gateway_attachment_id: Option<String>,
    }
    PutRoute {
        destination_cidr_block: Option<String>,
        transit_gateway_route_table_id: Option<String>,
        transit_gateway_attachment_id: Option<String>,
        blackhole: bool,
    }
}

fn create_transit_gateway(network: &mut Network, p: CreateTransitGateway) -> Result<Value, Ec2Error> {
    let tags = tagging::tags_for(&p.tag_specifications, "transit-gateway", &[])?;
    let is_on = |text: &Option<String>, default: bool| text.as_deref().map_or(default, |it| it == "enable");
    let id: TransitGatewayId = network.make_id(|network, id| network.transit_gateways.contains(id));
    let table: TransitGatewayRouteTableId =
        network.make_id(|network, id| network.transit_gateway_route_tables.contains(id));
    let gateway = TransitGateway {
        id: id.clone(),
        owner: Rc::clone(&network.settings.account),
        security_group_referencing: is_on(&p.options.security_group_referencing_support, false),
        association_table: is_on(&p.options.default_route_table_association, true).then(|| table.clone()),
        propagation_table: is_on(&p.options.default_route_table_propagation, true).then(|| table.clone()),
        state: Rc::from("available"),
        tags,
    };
    let routes = TransitGatewayRouteTable {
        id: table.clone(),
        transit_gateway: id.clone(),
        associations: Vec::new(),
        propagations: Vec::new(),
        routes: Some(Vec::new()),
        tags: Tags::default(),
    };
    network.transit_gateways.insert(id, gateway.clone());
    network.transit_gateway_route_tables.insert(table, routes);
    answers::named("TransitGateway", &transit_gateway_shape(&gateway))
}

fn delete_transit_gateway(network: &mut Network, p: DeleteTransitGateway) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.transit_gateway_id, "transitGatewayId")?;
    let gateway = find::transit_gateway(network, &id)?;
    if !obstacles::of_transit_gateway(network, &gateway).is_empty() {
        let text = format!("{id} has non-deleted VPC Attachments.");
        return Err(Ec2Error::new("IncorrectState", text));
    }
    let tables = network.transit_gateway_route_tables.iter().filter(|it| it.transit_gateway == gateway.id);
    let tables: Vec<_> = tables.map(|table| table.id.clone()).collect();
    for table in tables {
        network.transit_gateway_route_tables.remove(&table);
    }
    network.transit_gateways.remove(&gateway.id);
    routes::mark(network, &id, RouteState::Blackhole);
    answers::named("TransitGateway", &transit_gateway_shape(&gateway))
}

fn create_attachment(network: &mut Network, p: CreateAttachment) -> Result<Value, Ec2Error> {
    let gateway = parameters::required(p.transit_gateway_id, "transitGatewayId")?;
    let vpc = parameters::required(p.vpc_id, "vpcId")?;
    if p.subnet_ids.is_empty() {
        return Err(parameters::missing("subnetIds"));
    }
    let tags = tagging::tags_for(&p.tag_specifications, "transit-gateway-attachment", &[])?;
    let gateway = find::transit_gateway(network, &gateway)?;
    let vpc = find::vpc(network, &vpc)?;
    let subnets = subnets(network, &vpc.id, &p.subnet_ids)?;
    let same =
        |other: &Rc<TransitGatewayVpcAttachment>| other.transit_gateway == gateway.id && other.vpc == vpc.id;
    if network.transit_gateway_attachments.iter().any(same) {
        let text = format!("{} has non-deleted Transit Gateway Attachments with same VPC ID.", gateway.id);
        return Err(Ec2Error::new("DuplicateTransitGatewayAttachment", text));
    }
    let id: TransitGatewayAttachmentId =
        network.make_id(|network, id| network.transit_gateway_attachments.contains(id));
    let attachment = TransitGatewayVpcAttachment {
        id: id.clone(),
        transit_gateway: gateway.id.clone(),
        vpc: vpc.id.clone(),
        subnets,
        security_group_referencing: p.options.security_group_referencing_support.as_deref()
            != Some("disable"),
        state: Rc::from("available"),
        tags,
    };
    network.transit_gateway_attachments.insert(id.clone(), attachment.clone());
    let table = gateway.association_table.as_ref();
    if let Some(table) = table.and_then(|table| network.transit_gateway_route_tables.modify(table)) {
        table.associations.push(id.clone());
    }
    let table = gateway.propagation_table.as_ref();
    if let Some(table) = table.and_then(|table| network.transit_gateway_route_tables.modify(table)) {
        table.propagations.push(id);
    }
    answers::named("TransitGatewayVpcAttachment", &transit_gateway_attachment_shape(&attachment))
}

/// One subnet a zone, all of the VPC.
fn subnets(network: &Network, vpc: &crate::model::VpcId, ids: &[String]) -> Result<Vec<SubnetId>, Ec2Error> {
    let mut zones = Vec::new();
    let mut found = Vec::new();
    for id in ids {
        let subnet = find::subnet(network, id)?;
        if subnet.vpc != *vpc {
            let text = format!("The subnet ID '{id}' does not exist in the VPC '{vpc}'");
            return Err(Ec2Error::new("InvalidParameterValue", text));
        }
        if zones.contains(&subnet.availability_zone) {
            let text = "Duplicate Subnets for same AZ";
            return Err(Ec2Error::new("DuplicateSubnetsInSameZone", text));
        }
        zones.push(Rc::clone(&subnet.availability_zone));
        found.push(subnet.id.clone());
    }
    Ok(found)
}

fn attachment(network: &Network, id: &str) -> Result<Rc<TransitGatewayVpcAttachment>, Ec2Error> {
    let found = network.transit_gateway_attachments.find(id).cloned();
    let missing = format!("Transit Gateway Attachment {id} was deleted or does not exist.");
    found.ok_or_else(|| Ec2Error::new("InvalidTransitGatewayAttachmentID.NotFound", missing))
}

fn delete_attachment(network: &mut Network, p: DeleteAttachment) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.transit_gateway_attachment_id, "transitGatewayAttachmentId")?;
    let gone = attachment(network, &id)?;
    network.transit_gateway_attachments.remove(&gone.id);
    let tables: Vec<_> = network.transit_gateway_route_tables.ids().cloned().collect();
    for table in tables {
        let Some(table) = network.transit_gateway_route_tables.modify(&table) else { continue };
        table.associations.retain(|other| *other != gone.id);
        table.propagations.retain(|other| *other != gone.id);
        for route in table.routes.iter_mut().flatten() {
            route.attachment = route.attachment.take().filter(|other| *other != gone.id);
        }
    }
    blackhole_in_vpc(network, &gone);
    answers::named("TransitGatewayVpcAttachment", &transit_gateway_attachment_shape(&gone))
}

/// The VPC's routes to the transit gateway lead nowhere without an attachment.
fn blackhole_in_vpc(network: &mut Network, gone: &TransitGatewayVpcAttachment) {
    let tables = network.route_tables.iter().filter(|table| table.vpc == gone.vpc);
    let tables: Vec<_> = tables.map(|table| table.id.clone()).collect();
    for id in tables {
        let Some(table) = network.route_tables.modify(&id) else { continue };
        let mut marked = table.routes.to_vec();
        for route in &mut marked {
            if route.target.id() == gone.transit_gateway.to_string() {
                route.state = RouteState::Blackhole;
            }
        }
        table.routes = marked.into();
    }
}

fn read_route(
    network: &Network,
    p: &PutRoute,
) -> Result<(TransitGatewayRouteTableId, ipnet::IpNet), Ec2Error> {
    let text = parameters::required(p.destination_cidr_block.clone(), "destinationCidrBlock")?;
    let id = parameters::required(p.transit_gateway_route_table_id.clone(), "transitGatewayRouteTableId")?;
    let block = parse_cidr(&text).map_err(|_| {
        let text = format!(
            "Value ({text}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block."
        );
        Ec2Error::new("InvalidParameterValue", text)
    })?;
    let found = network.transit_gateway_route_tables.find(&*id).map(|table| table.id.clone());
    let missing = format!("Transit Gateway Route Table {id} was deleted or does not exist.");
    found.map(|id| (id, block)).ok_or_else(|| Ec2Error::new("InvalidRouteTableID.NotFound", missing))
}

fn create_transit_gateway_route(network: &mut Network, p: PutRoute) -> Result<Value, Ec2Error> {
    let (table, block) = read_route(network, &p)?;
    let leads_to = match (p.transit_gateway_attachment_id, p.blackhole) {
        (Some(id), false) => Some(attachment(network, &id)?.id.clone()),
        (None, true) => None,
        _ => return Err(parameters::missing("transitGatewayAttachmentId or blackhole")),
    };
    let route = TransitGatewayRoute { block, attachment: leads_to };
    if let Some(table) = network.transit_gateway_route_tables.modify(&table) {
        let routes = table.routes.get_or_insert_default();
        if routes.iter().any(|other| other.block == block) {
            let text = format!("The route identified by {block} already exists.");
            return Err(Ec2Error::new("RouteAlreadyExists", text));
        }
        routes.push(route.clone());
    }
    answers::named("Route", &transit_gateway_route_shape(&route))
}

fn delete_transit_gateway_route(network: &mut Network, p: PutRoute) -> Result<Value, Ec2Error> {
    let (id, block) = read_route(network, &p)?;
    let taken = network.transit_gateway_route_tables.modify(&id).and_then(|table| {
        let routes = table.routes.as_mut()?;
        let place = routes.iter().position(|route| route.block == block)?;
        Some(routes.remove(place))
    });
    let missing = format!("no route with destination-cidr-block {block} in route table {id}");
    let route = taken.ok_or_else(|| Ec2Error::new("InvalidRoute.NotFound", missing))?;
    Ok(json!({ "Route": answers::value(&transit_gateway_route_shape(&route)) }))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, subnet, text, with_vpc};
    use super::*;

    #[test]
    fn an_attachment_joins_the_default_table_and_leaves_it() {
        let (mut network, vpc) = with_vpc();
        let small = subnet(&mut network, &vpc, "10.0.1.0/24");
        let made = done(&mut network, "CreateTransitGateway", json!({}));
        let gateway = text(&made, "/TransitGateway/TransitGatewayId");
        let attach = json!({"TransitGatewayId": gateway, "VpcId": vpc, "SubnetIds": [small]});
        let made = done(&mut network, "CreateTransitGatewayVpcAttachment", attach.clone());
        let id = text(&made, "/TransitGatewayVpcAttachment/TransitGatewayAttachmentId");
        let again = format!("{gateway} has non-deleted Transit Gateway Attachments with same VPC ID.");
        let code = "DuplicateTransitGatewayAttachment";
        refused(&mut network, "CreateTransitGatewayVpcAttachment", attach, code, &again);
        let users = |network: &Network| {
            let table = network.transit_gateway_route_tables.iter().next().unwrap();
            (table.associations.len(), table.propagations.len())
        };
        assert_eq!(users(&network), (1, 1));
        let used = format!("{gateway} has non-deleted VPC Attachments.");
        let delete = json!({ "TransitGatewayId": gateway });
        refused(&mut network, "DeleteTransitGateway", delete.clone(), "IncorrectState", &used);
        let table = network.route_tables.iter().next().unwrap().id.to_string();
        let route = json!({"RouteTableId": table, "DestinationCidrBlock": "10.9.0.0/16", "TransitGatewayId": gateway});
        done(&mut network, "CreateRoute", route);
        let gone = json!({ "TransitGatewayAttachmentId": id });
        done(&mut network, "DeleteTransitGatewayVpcAttachment", gone);
        assert_eq!(users(&network), (0, 0));
        assert_eq!(network.route_tables.iter().next().unwrap().routes[1].state, RouteState::Blackhole);
        done(&mut network, "DeleteTransitGateway", delete);
    }
}
