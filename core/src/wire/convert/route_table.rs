//! Route tables and routes, both ways.

use super::tag_shapes;
use crate::model::{
    EgressOnlyInternetGatewayId, InternetGatewayId, NatGatewayId, NetworkInterfaceId, PrefixListId,
    ResourceId, Route, RouteDestination, RouteOrigin, RouteState, RouteTable, RouteTableUser, RouteTarget,
    TransitGatewayId, VpcEndpointId, VpcPeeringConnectionId, VpnGatewayId,
};
use crate::net::{Family, IpNet, parse_cidr};
use crate::wire::{
    AwsBlockState, AwsPropagatingVgw, AwsRoute, AwsRouteTable, AwsRouteTableAssociation, Ec2Error,
};
use std::rc::Rc;

/// One table.
pub fn route_table_shape(table: &RouteTable) -> AwsRouteTable {
    AwsRouteTable {
        route_table_id: table.id.to_string(),
        vpc_id: table.vpc.to_string(),
        owner_id: Some(table.owner.to_string()),
        associations: table
            .associations
            .iter()
            .map(|association| {
                let (subnet_id, gateway_id) = match &association.user {
                    RouteTableUser::Gateway(id) => (None, Some(id.to_string())),
                    RouteTableUser::Main => (None, None),
                    RouteTableUser::Subnet(id) => (Some(id.to_string()), None),
                };
                AwsRouteTableAssociation {
                    main: Some(association.user == RouteTableUser::Main),
                    route_table_association_id: Some(association.id.to_string()),
                    route_table_id: Some(table.id.to_string()),
                    subnet_id,
                    gateway_id,
                    association_state: Some(AwsBlockState { state: Some("associated".to_owned()) }),
                }
            })
            .collect(),
        propagating_vgws: table
            .propagating_vgws
            .iter()
            .map(|id| AwsPropagatingVgw { gateway_id: Some(id.to_string()) })
            .collect(),
        routes: table.routes.iter().map(route_shape).collect(),
        tags: tag_shapes(&table.tags),
    }
}

/// One route.
pub fn route_shape(route: &Route) -> AwsRoute {
    let mut shape = AwsRoute {
        origin: Some(route.origin.name().to_owned()),
        state: Some(route.state.name().to_owned()),
        ..AwsRoute::default()
    };
    let destination = match &route.destination {
        RouteDestination::Block(IpNet::V4(_)) => &mut shape.destination_cidr_block,
        RouteDestination::Block(IpNet::V6(_)) => &mut shape.destination_ipv6_cidr_block,
        RouteDestination::PrefixList(_) => &mut shape.destination_prefix_list_id,
    };
    *destination = Some(route.destination.to_string());
    let target = match route.target.field() {
        "CarrierGatewayId" => &mut shape.carrier_gateway_id,
        "CoreNetworkArn" => &mut shape.core_network_arn,
        "EgressOnlyInternetGatewayId" => &mut shape.egress_only_internet_gateway_id,
        "LocalGatewayId" => &mut shape.local_gateway_id,
        "NatGatewayId" => &mut shape.nat_gateway_id,
        "NetworkInterfaceId" => &mut shape.network_interface_id,
        "OdbNetworkArn" => &mut shape.odb_network_arn,
        "TransitGatewayId" => &mut shape.transit_gateway_id,
        "VpcPeeringConnectionId" => &mut shape.vpc_peering_connection_id,
        _ => &mut shape.gateway_id,
    };
    *target = Some(route.target.id().to_owned());
    shape
}

/// Reads a route as describe-route-tables prints it.
///
/// # Errors
/// Where it has not exactly one destination and one target that are understood.
pub fn route_of(shape: &AwsRoute) -> Result<Route, Ec2Error> {
    let told = |name: &str, text: &Option<String>, read: fn(&str) -> Option<()>| {
        let known = text.as_deref().map_or(Some(()), read);
        known.ok_or_else(|| invalid(format!("{name} `{}` is not known", text.as_deref().unwrap_or_default())))
    };
    told("Origin", &shape.origin, |text| RouteOrigin::parse(text).map(drop))?;
    told("State", &shape.state, |text| RouteState::parse(text).map(drop))?;
    Ok(Route {
        destination: destination_of(
            shape.destination_cidr_block.as_deref(),
            shape.destination_ipv6_cidr_block.as_deref(),
            shape.destination_prefix_list_id.as_deref(),
        )?,
        target: target_of(shape)?.ok_or_else(|| invalid("the route has no target".to_owned()))?,
        origin: shape.origin.as_deref().and_then(RouteOrigin::parse).unwrap_or(RouteOrigin::CreateRoute),
        state: shape.state.as_deref().and_then(RouteState::parse).unwrap_or(RouteState::Active),
    })
}

/// Reads a destination: exactly one of three.
///
/// # Errors
/// AWS's, where it is none.
pub fn destination_of(
    ipv4: Option<&str>,
    ipv6: Option<&str>,
    list: Option<&str>,
) -> Result<RouteDestination, Ec2Error> {
    let block = |text: &str, name: &str, family: Family| match parse_cidr(text) {
        Ok(block) if Family::of_block(&block) == family => Ok(RouteDestination::Block(block)),
        _ => Err(invalid(format!(
            "Value ({text}) for parameter {name} is invalid. This is not a valid CIDR block."
        ))),
    };
    match (ipv4, ipv6, list) {
        (Some(text), None, None) => block(text, "destinationCidrBlock", Family::Ipv4),
        (None, Some(text), None) => block(text, "destinationIpv6CidrBlock", Family::Ipv6),
        (None, None, Some(id)) => Ok(RouteDestination::PrefixList(PrefixListId::new(id))),
        (None, None, None) => Err(Ec2Error::new(
            "MissingParameter",
            "The request must contain the parameter destinationCidrBlock",
        )),
        _ => Err(Ec2Error::new(
            "InvalidParameterCombination",
            "Only one of destinationCidrBlock, destinationIpv6CidrBlock or destinationPrefixListId can be specified",
        )),
    }
}

/// Reads a target; none where the shape has none.
///
/// # Errors
/// Where there are two.
pub fn target_of(shape: &AwsRoute) -> Result<Option<RouteTarget>, Ec2Error> {
    let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let unsupported = |field: &'static str, id: &Option<String>| {
        text(id).map(|id| RouteTarget::Unsupported(field, Rc::from(id)))
    };
    let interface = text(&shape.network_interface_id)
        .map(|id| RouteTarget::Interface(NetworkInterfaceId::new(&id)))
        // A blackhole whose interface is gone may name its instance alone.
        .or_else(|| unsupported("InstanceId", &shape.instance_id));
    let targets = [
        text(&shape.gateway_id).map(|id| gateway(&id)),
        text(&shape.nat_gateway_id).map(|id| RouteTarget::NatGateway(NatGatewayId::new(&id))),
        interface,
        text(&shape.transit_gateway_id).map(|id| RouteTarget::TransitGateway(TransitGatewayId::new(&id))),
        text(&shape.vpc_peering_connection_id)
            .map(|id| RouteTarget::Peering(VpcPeeringConnectionId::new(&id))),
        text(&shape.egress_only_internet_gateway_id)
            .map(|id| RouteTarget::EgressOnlyInternetGateway(EgressOnlyInternetGatewayId::new(&id))),
        unsupported("CarrierGatewayId", &shape.carrier_gateway_id),
        unsupported("LocalGatewayId", &shape.local_gateway_id),
        unsupported("CoreNetworkArn", &shape.core_network_arn),
        unsupported("OdbNetworkArn", &shape.odb_network_arn),
    ];
    let mut told = targets.into_iter().flatten();
    let first = told.next();
    match told.next() {
        None => Ok(first),
        Some(_) => Err(Ec2Error::new(
            "InvalidParameterCombination",
            "The parameters for a route's target are mutually exclusive: only one can be specified",
        )),
    }
}

fn gateway(id: &str) -> RouteTarget {
    if id == "local" {
        RouteTarget::Local
    } else if id.starts_with(InternetGatewayId::PREFIX) {
        RouteTarget::InternetGateway(InternetGatewayId::new(id))
    } else if id.starts_with(VpcEndpointId::PREFIX) {
        RouteTarget::VpcEndpoint(VpcEndpointId::new(id))
    } else if id.starts_with(VpnGatewayId::PREFIX) {
        RouteTarget::VpnGateway(VpnGatewayId::new(id))
    } else {
        RouteTarget::Unsupported("GatewayId", Rc::from(id))
    }
}

fn invalid(message: String) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_target_is_shown_as_it_was_read() {
        for (field, id) in [
            ("GatewayId", "local"),
            ("GatewayId", "igw-1"),
            ("GatewayId", "vgw-1"),
            ("GatewayId", "vpce-1"),
            ("NatGatewayId", "nat-1"),
            ("NetworkInterfaceId", "eni-1"),
            ("TransitGatewayId", "tgw-1"),
            ("VpcPeeringConnectionId", "pcx-1"),
            ("EgressOnlyInternetGatewayId", "eigw-1"),
            ("CarrierGatewayId", "cagw-1"),
            ("CoreNetworkArn", "arn:aws:networkmanager::1:core-network/1"),
        ] {
            let text = json!({"DestinationCidrBlock": "0.0.0.0/0", field: id, "Origin": "CreateRoute",
                "State": "active"});
            let route = route_of(&serde_json::from_value(text.clone()).unwrap()).unwrap();
            assert_eq!(route.target.id(), id);
            assert_eq!(serde_json::to_value(route_shape(&route)).unwrap(), text);
        }
    }

    #[test]
    fn one_destination_and_one_target() {
        let refused = |text: serde_json::Value| {
            route_of(&serde_json::from_value(text).unwrap()).unwrap_err().code.into_owned()
        };
        assert_eq!(refused(json!({"GatewayId": "igw-1"})), "MissingParameter");
        let bad = json!({"DestinationCidrBlock": "::/0", "GatewayId": "igw-1"});
        assert_eq!(refused(bad), "InvalidParameterValue");
        let two = json!({"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1", "NatGatewayId": "nat-1"});
        assert_eq!(refused(two), "InvalidParameterCombination");
    }
}
