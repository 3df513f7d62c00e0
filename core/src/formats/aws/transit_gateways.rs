//! `TransitGateways`, `TransitGatewayVpcAttachments`, `TransitGatewayRouteTables`.

use super::builder::{At, Builder, said, table};
use super::noun::{Key, Noun, described};
use crate::model::{
    SubnetId, TransitGateway, TransitGatewayAttachmentId, TransitGatewayId, TransitGatewayRoute,
    TransitGatewayRouteTable, TransitGatewayRouteTableId, TransitGatewayVpcAttachment, VpcId,
};
use crate::net::parse_cidr;
use crate::wire::convert::{
    tags_of, transit_gateway_attachment_shape, transit_gateway_route_table_shape, transit_gateway_shape,
};
use crate::wire::{AwsTransitGatewayRoute, AwsTransitGatewayRouteTable, AwsTransitGatewayTableUser};
use std::rc::Rc;

pub(super) const NOUN: Noun = Noun {
    keys: &[
        Key::list("TransitGateways", "TransitGatewayId", |description| {
            description.transit_gateways.get_or_insert_default()
        }),
        Key::list("TransitGatewayVpcAttachments", "TransitGatewayAttachmentId", |description| {
            description.transit_gateway_vpc_attachments.get_or_insert_default()
        }),
        Key::list("TransitGatewayRouteTables", "TransitGatewayRouteTableId", |description| {
            description.transit_gateway_route_tables.get_or_insert_default()
        }),
    ],
    build: |builder| {
        gateways(builder);
        attachments(builder);
        route_tables(builder);
    },
    describe: |network, description| {
        description.transit_gateways = described(&network.transit_gateways, |it| transit_gateway_shape(it));
        description.transit_gateway_vpc_attachments =
            described(&network.transit_gateway_attachments, |it| transit_gateway_attachment_shape(it));
        description.transit_gateway_route_tables = described(&network.transit_gateway_route_tables, |it| {
            let gateway = network.transit_gateways.find(&it.transit_gateway);
            transit_gateway_route_table_shape(it, gateway.map(|gateway| &**gateway))
        });
    },
};

fn gateways(builder: &mut Builder<'_>) {
    let list = &builder.description.transit_gateways;
    builder.network.transit_gateways = table(list.is_some());
    for (index, shape) in list.iter().flatten().enumerate() {
        let at = At { list: "/TransitGateways", index, id: &shape.transit_gateway_id };
        if !builder.has_id(at, "TransitGatewayId") {
            continue;
        }
        let options = shape.options.clone().unwrap_or_default();
        let table = |on: &Option<String>, id: &Option<String>| {
            let is_on = said(on).is_none_or(|on| on == "enable");
            said(id).filter(|_| is_on).map(TransitGatewayRouteTableId::new)
        };
        let owner = said(&shape.owner_id).map(Rc::from);
        let read = TransitGateway {
            id: TransitGatewayId::new(&shape.transit_gateway_id),
            owner: owner.unwrap_or_else(|| Rc::clone(&builder.settings().account)),
            security_group_referencing: said(&options.security_group_referencing_support) == Some("enable"),
            association_table: table(
                &options.default_route_table_association,
                &options.association_default_route_table_id,
            ),
            propagation_table: table(
                &options.default_route_table_propagation,
                &options.propagation_default_route_table_id,
            ),
            state: Rc::from(said(&shape.state).unwrap_or("available")),
            tags: tags_of(&shape.tags),
        };
        if builder.is_new(|network| &network.transit_gateways, &read.id, &read, at) {
            builder.network.transit_gateways.supply(read.id.clone(), read);
        }
    }
}

fn attachments(builder: &mut Builder<'_>) {
    let list = &builder.description.transit_gateway_vpc_attachments;
    builder.network.transit_gateway_attachments = table(list.is_some());
    for (index, shape) in list.iter().flatten().enumerate() {
        let id = &shape.transit_gateway_attachment_id;
        let at = At { list: "/TransitGatewayVpcAttachments", index, id };
        if !builder.has_id(at, "TransitGatewayAttachmentId") {
            continue;
        }
        let (Some(gateway), Some(vpc)) = (said(&shape.transit_gateway_id), said(&shape.vpc_id)) else {
            builder.error(at, "", "it names no transit gateway or no VPC: the attachment is left out");
            continue;
        };
        let referencing = shape.options.as_ref();
        let referencing = referencing.and_then(|it| said(&it.security_group_referencing_support));
        let read = TransitGatewayVpcAttachment {
            id: TransitGatewayAttachmentId::new(id),
            transit_gateway: TransitGatewayId::new(gateway),
            vpc: VpcId::new(vpc),
            subnets: shape.subnet_ids.iter().map(|id| SubnetId::new(id)).collect(),
            security_group_referencing: referencing != Some("disable"),
            state: Rc::from(said(&shape.state).unwrap_or("available")),
            tags: tags_of(&shape.tags),
        };
        if builder.is_new(|network| &network.transit_gateway_attachments, &read.id, &read, at) {
            builder.network.transit_gateway_attachments.supply(read.id.clone(), read);
        }
    }
}

fn route_tables(builder: &mut Builder<'_>) {
    let list = &builder.description.transit_gateway_route_tables;
    builder.network.transit_gateway_route_tables = table(list.is_some());
    for (index, shape) in list.iter().flatten().enumerate() {
        let id = &shape.transit_gateway_route_table_id;
        let at = At { list: "/TransitGatewayRouteTables", index, id };
        if !builder.has_id(at, "TransitGatewayRouteTableId") {
            continue;
        }
        let Some(gateway) = said(&shape.transit_gateway_id).map(TransitGatewayId::new) else {
            builder.error(at, "", "it names no transit gateway: the table is left out");
            continue;
        };
        let read = TransitGatewayRouteTable {
            id: TransitGatewayRouteTableId::new(id),
            associations: users(builder, &gateway, shape, &shape.associations, true),
            propagations: users(
                builder,
                &gateway,
                shape,
                &shape.transit_gateway_route_table_propagations,
                false,
            ),
            transit_gateway: gateway,
            routes: routes(builder, at, shape.routes.as_deref()),
            tags: tags_of(&shape.tags),
        };
        if builder.is_new(|network| &network.transit_gateway_route_tables, &read.id, &read, at) {
            builder.network.transit_gateway_route_tables.supply(read.id.clone(), read);
        }
    }
}

/// The attachments told; where nobody told, all of the gateway, if the table is its default one.
fn users(
    builder: &Builder<'_>,
    gateway: &TransitGatewayId,
    table: &AwsTransitGatewayRouteTable,
    told: &Option<Vec<AwsTransitGatewayTableUser>>,
    is_association: bool,
) -> Vec<TransitGatewayAttachmentId> {
    if let Some(told) = told {
        let ids = told.iter().filter_map(|user| said(&user.transit_gateway_attachment_id));
        return ids.map(TransitGatewayAttachmentId::new).collect();
    }
    let id = TransitGatewayRouteTableId::new(&table.transit_gateway_route_table_id);
    let own = builder.network.transit_gateways.find(gateway);
    let flag = if is_association {
        table.default_association_route_table
    } else {
        table.default_propagation_route_table
    };
    let is_default = flag.unwrap_or_else(|| {
        own.is_some_and(|own| {
            let default = if is_association { &own.association_table } else { &own.propagation_table };
            default.as_ref() == Some(&id)
        })
    });
    let attachments = builder.network.transit_gateway_attachments.iter();
    let all = attachments.filter(|attachment| is_default && attachment.transit_gateway == *gateway);
    all.map(|attachment| attachment.id.clone()).collect()
}

/// The static routes; propagated ones follow from the propagations.
fn routes(
    builder: &mut Builder<'_>,
    at: At<'_>,
    told: Option<&[AwsTransitGatewayRoute]>,
) -> Option<Vec<TransitGatewayRoute>> {
    let mut routes = Vec::new();
    for (index, route) in told?.iter().enumerate() {
        if said(&route.kind) == Some("propagated") {
            continue;
        }
        match parse_cidr(said(&route.destination_cidr_block).unwrap_or_default()) {
            Ok(block) => {
                let attachment = route.transit_gateway_attachments.first();
                let attachment = attachment.and_then(|it| said(&it.transit_gateway_attachment_id));
                let leads = said(&route.state) != Some("blackhole");
                let attachment = attachment.filter(|_| leads).map(TransitGatewayAttachmentId::new);
                routes.push(TransitGatewayRoute { block, attachment });
            }
            Err(error) => builder.error(at, &format!("/Routes/{index}"), format!("{error}: left out")),
        }
    }
    Some(routes)
}
