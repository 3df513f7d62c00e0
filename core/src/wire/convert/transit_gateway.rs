//! Transit gateways as the API shows them.

use super::tag_shapes;
use crate::model::{
    TransitGateway, TransitGatewayAttachmentId, TransitGatewayRoute, TransitGatewayRouteTable,
    TransitGatewayVpcAttachment,
};
use crate::wire::{
    AwsTransitGateway, AwsTransitGatewayOptions, AwsTransitGatewayRoute, AwsTransitGatewayRouteTable,
    AwsTransitGatewayTableUser, AwsTransitGatewayVpcAttachment, AwsTransitGatewayVpcAttachmentOptions,
};

/// `enable` or `disable`.
pub fn switch(on: bool) -> String {
    if on { "enable" } else { "disable" }.to_owned()
}

/// One transit gateway.
pub fn transit_gateway_shape(gateway: &TransitGateway) -> AwsTransitGateway {
    AwsTransitGateway {
        transit_gateway_id: gateway.id.to_string(),
        owner_id: Some(gateway.owner.to_string()),
        state: Some(gateway.state.to_string()),
        options: Some(AwsTransitGatewayOptions {
            default_route_table_association: Some(switch(gateway.association_table.is_some())),
            association_default_route_table_id: gateway.association_table.as_ref().map(ToString::to_string),
            default_route_table_propagation: Some(switch(gateway.propagation_table.is_some())),
            propagation_default_route_table_id: gateway.propagation_table.as_ref().map(ToString::to_string),
            security_group_referencing_support: Some(switch(gateway.security_group_referencing)),
        }),
        tags: tag_shapes(&gateway.tags),
    }
}

/// One attachment.
pub fn transit_gateway_attachment_shape(
    attachment: &TransitGatewayVpcAttachment,
) -> AwsTransitGatewayVpcAttachment {
    AwsTransitGatewayVpcAttachment {
        transit_gateway_attachment_id: attachment.id.to_string(),
        transit_gateway_id: Some(attachment.transit_gateway.to_string()),
        vpc_id: Some(attachment.vpc.to_string()),
        vpc_owner_id: None,
        subnet_ids: attachment.subnets.iter().map(ToString::to_string).collect(),
        state: Some(attachment.state.to_string()),
        options: Some(AwsTransitGatewayVpcAttachmentOptions {
            security_group_referencing_support: Some(switch(attachment.security_group_referencing)),
        }),
        tags: tag_shapes(&attachment.tags),
    }
}

/// One route table, with what other commands tell of it.
pub fn transit_gateway_route_table_shape(
    table: &TransitGatewayRouteTable,
    gateway: Option<&TransitGateway>,
) -> AwsTransitGatewayRouteTable {
    let users = |ids: &[TransitGatewayAttachmentId]| Some(ids.iter().map(user).collect());
    AwsTransitGatewayRouteTable {
        transit_gateway_route_table_id: table.id.to_string(),
        transit_gateway_id: Some(table.transit_gateway.to_string()),
        state: Some("available".to_owned()),
        default_association_route_table: gateway.map(|own| own.association_table.as_ref() == Some(&table.id)),
        default_propagation_route_table: gateway.map(|own| own.propagation_table.as_ref() == Some(&table.id)),
        routes: table.routes.as_ref().map(|routes| routes.iter().map(transit_gateway_route_shape).collect()),
        associations: users(&table.associations),
        transit_gateway_route_table_propagations: users(&table.propagations),
        tags: tag_shapes(&table.tags),
    }
}

/// One static route.
pub fn transit_gateway_route_shape(route: &TransitGatewayRoute) -> AwsTransitGatewayRoute {
    let state = if route.attachment.is_some() { "active" } else { "blackhole" };
    AwsTransitGatewayRoute {
        destination_cidr_block: Some(route.block.to_string()),
        transit_gateway_attachments: route.attachment.iter().map(user).collect(),
        kind: Some("static".to_owned()),
        state: Some(state.to_owned()),
    }
}

fn user(id: &TransitGatewayAttachmentId) -> AwsTransitGatewayTableUser {
    AwsTransitGatewayTableUser { transit_gateway_attachment_id: Some(id.to_string()) }
}
