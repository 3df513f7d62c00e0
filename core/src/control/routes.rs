//! CreateRoute, ReplaceRoute, DeleteRoute.
//!
//! Source: EC2 API; VPC User Guide `route-table-options`, `VPC_Route_Tables`.

use super::parameters::parameters;
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, parameters};
use crate::catalog::is_never_forwarded;
use crate::catalog::quotas;
use crate::model::{
    EndpointKind, Network, NetworkInterfaceId, Route, RouteDestination, RouteOrigin, RouteState, RouteTable,
    RouteTableUser, RouteTarget,
};
use crate::net::{Family, IpNet};
use crate::wire::AwsRoute;
use crate::wire::convert::{destination_of, target_of};
use serde_json::{Value, json};

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("CreateRoute", create_route),
    ec2!("DeleteRoute", delete_route),
    ec2!("ReplaceRoute", replace_route),
];

parameters! {
    PutRoute {
        route_table_id: Option<String>,
        destination_cidr_block: Option<String>,
        destination_ipv6_cidr_block: Option<String>,
        destination_prefix_list_id: Option<String>,
        gateway_id: Option<String>,
        nat_gateway_id: Option<String>,
        network_interface_id: Option<String>,
        instance_id: Option<String>,
        transit_gateway_id: Option<String>,
        vpc_peering_connection_id: Option<String>,
        vpc_endpoint_id: Option<String>,
        egress_only_internet_gateway_id: Option<String>,
        local_target: Option<bool>,
    }
    DeleteRoute {
        route_table_id: Option<String>,
        destination_cidr_block: Option<String>,
        destination_ipv6_cidr_block: Option<String>,
        destination_prefix_list_id: Option<String>,
    }
}

/// Reads a route, and whether its target exists and fits the table's VPC.
fn read(network: &Network, p: PutRoute) -> Result<(std::rc::Rc<RouteTable>, Route), Ec2Error> {
    let table = parameters::required(p.route_table_id, "routeTableId")?;
    let destination = destination_of(
        p.destination_cidr_block.as_deref(),
        p.destination_ipv6_cidr_block.as_deref(),
        p.destination_prefix_list_id.as_deref(),
    )?;
    let instance = p.instance_id;
    let told = target_of(&AwsRoute {
        gateway_id: p.gateway_id.or(p.vpc_endpoint_id),
        nat_gateway_id: p.nat_gateway_id,
        network_interface_id: p.network_interface_id,
        transit_gateway_id: p.transit_gateway_id,
        vpc_peering_connection_id: p.vpc_peering_connection_id,
        egress_only_internet_gateway_id: p.egress_only_internet_gateway_id,
        ..AwsRoute::default()
    })?;
    let table = find::route_table(network, &table)?;
    let target = match (told, instance) {
        (Some(target), None) => target,
        (None, Some(instance)) => RouteTarget::Interface(only_interface(network, &instance)?),
        (None, None) if p.local_target == Some(true) => RouteTarget::Local,
        (None, None) => return Err(parameters::missing("gatewayId")),
        (Some(_), Some(_)) => {
            let text = "Only one of a gateway, an interface and an instance can be specified";
            return Err(Ec2Error::new("InvalidParameterCombination", text));
        }
    };
    if let RouteDestination::PrefixList(id) = &destination {
        find::prefix_list(network, &id.to_string())?;
    }
    check_target(network, &table, &target)?;
    Ok((table, Route::new(destination, target)))
}

fn only_interface(network: &Network, instance: &str) -> Result<NetworkInterfaceId, Ec2Error> {
    let instance = find::instance(network, instance)?;
    match network.interfaces_of(&instance.id).as_slice() {
        [only] => Ok(only.id.clone()),
        _ => {
            let text = format!(
                "There are multiple interfaces attached to instance '{}'. Please specify an interface ID for the operation instead.",
                instance.id
            );
            Err(Ec2Error::new("InvalidInstanceID", text))
        }
    }
}

/// The target exists, and belongs to the table's VPC where it belongs to one.
fn check_target(network: &Network, table: &RouteTable, target: &RouteTarget) -> Result<(), Ec2Error> {
    let vpc = &table.vpc;
    let fits = match target {
        RouteTarget::Local => true,
        RouteTarget::EgressOnlyInternetGateway(id) => {
            find::egress_only(network, &id.to_string())?.vpc == *vpc
        }
        RouteTarget::Interface(id) => find::interface(network, &id.to_string())?.vpc == *vpc,
        RouteTarget::InternetGateway(id) => {
            find::internet_gateway(network, &id.to_string())?.vpc.as_ref() == Some(vpc)
        }
        RouteTarget::NatGateway(id) => find::nat_gateway(network, &id.to_string())?.vpc == *vpc,
        RouteTarget::Peering(id) => find::peering(network, &id.to_string())?.far_side(vpc).is_some(),
        RouteTarget::TransitGateway(id) => {
            let gateway = find::transit_gateway(network, &id.to_string())?;
            let mut attachments = network.transit_gateway_attachments.iter();
            attachments.any(|it| it.transit_gateway == gateway.id && it.vpc == *vpc)
        }
        RouteTarget::VpcEndpoint(id) => {
            let endpoint = find::endpoint(network, &id.to_string())?;
            if endpoint.kind != EndpointKind::GatewayLoadBalancer {
                let text = "Cannot create or replace a prefix list route targeting a VPC Endpoint.";
                return Err(Ec2Error::new("InvalidParameterValue", text));
            }
            endpoint.vpc == *vpc
        }
        RouteTarget::VpnGateway(id) => {
            let found = network.vpn_gateways.find(id);
            found.is_some_and(|gateway| gateway.vpc.as_ref() == Some(vpc))
        }
        RouteTarget::Unsupported(..) => {
            let text = format!("The gateway ID '{}' does not exist", target.id());
            return Err(Ec2Error::new("InvalidGatewayID.NotFound", text));
        }
    };
    if fits {
        return Ok(());
    }
    let text =
        format!("route table {} and network gateway {} belong to different networks", table.id, target.id());
    Err(Ec2Error::new("InvalidParameterValue", text))
}

/// What AWS asks of a route inside the VPC's own range, of an edge table, and of link-local destinations.
fn check_destination(network: &Network, table: &RouteTable, route: &Route) -> Result<(), Ec2Error> {
    let is_appliance = matches!(
        route.target,
        RouteTarget::Interface(_) | RouteTarget::NatGateway(_) | RouteTarget::VpcEndpoint(_)
    );
    let is_edge = table.associations.iter().any(|it| matches!(it.user, RouteTableUser::Gateway(_)));
    let is_edge_target = is_appliance && !matches!(route.target, RouteTarget::NatGateway(_));
    let Some(block) = route.destination.block() else {
        return if is_edge { Err(not_for_an_edge_table(table, route)) } else { Ok(()) };
    };
    if is_never_forwarded(&block) {
        let text =
            format!("Value ({block}) for parameter destinationCidrBlock is invalid. This range is reserved.");
        return Err(Ec2Error::new("InvalidParameterValue", text));
    }
    if is_edge && !(is_edge_target || route.target == RouteTarget::Local) {
        return Err(not_for_an_edge_table(table, route));
    }
    let inside = network.vpcs.find(&table.vpc).is_some_and(|vpc| vpc.blocks().any(|own| covers(own, block)));
    if !inside {
        return if is_edge { Err(not_for_an_edge_table(table, route)) } else { Ok(()) };
    }
    if !is_appliance && route.target != RouteTarget::Local {
        let text = format!(
            "The destination CIDR block {block} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance."
        );
        return Err(Ec2Error::new("InvalidParameterValue", text));
    }
    let is_block_of_vpc =
        network.vpcs.find(&table.vpc).is_some_and(|vpc| vpc.blocks().any(|own| own == block));
    let of_subnet = network.subnets.iter().filter(|subnet| subnet.vpc == table.vpc).any(|subnet| {
        subnet.ipv4_block.map(IpNet::V4) == Some(block)
            || subnet.ipv6_blocks.iter().any(|own| IpNet::V6(*own) == block)
    });
    if of_subnet || is_block_of_vpc {
        return Ok(());
    }
    let text = "Route destination doesn't match any subnet CIDR blocks.";
    Err(Ec2Error::new("InvalidParameterValue", text))
}

fn not_for_an_edge_table(table: &RouteTable, route: &Route) -> Ec2Error {
    let text = format!(
        "The route for {} to {} is not supported in the gateway route table {}.",
        route.destination,
        route.target.id(),
        table.id
    );
    Ec2Error::new("RouteNotSupported", text)
}

fn covers(whole: IpNet, part: IpNet) -> bool {
    match (whole, part) {
        (IpNet::V4(whole), IpNet::V4(part)) => whole.contains(&part),
        (IpNet::V6(whole), IpNet::V6(part)) => whole.contains(&part),
        _ => false,
    }
}

fn create_route(network: &mut Network, p: PutRoute) -> Result<Value, Ec2Error> {
    if p.local_target.is_some() {
        return Err(Ec2Error::new("UnknownParameter", "The parameter LocalTarget is not recognized"));
    }
    let (table, route) = read(network, p)?;
    if table.routes.iter().any(|own| own.destination == route.destination && !own.is_propagated()) {
        let text = format!("The route identified by {} already exists.", route.destination);
        return Err(Ec2Error::new("RouteAlreadyExists", text));
    }
    check_destination(network, &table, &route)?;
    // The local routes do not count, and IPv4 and IPv6 are counted apart.
    let family = |route: &Route| route.destination.block().map(|block| Family::of_block(&block));
    let own = table.routes.iter().filter(|own| own.target != RouteTarget::Local && !own.is_propagated());
    let count = own.filter(|own| family(own) == family(&route)).count();
    if count >= network.settings.quota(&quotas::ROUTES_PER_TABLE) as usize {
        let text = "The maximum number of routes has been reached.";
        return Err(Ec2Error::new("RouteLimitExceeded", text));
    }
    put(network, &table, route);
    Ok(json!({ "Return": true }))
}

fn replace_route(network: &mut Network, p: PutRoute) -> Result<Value, Ec2Error> {
    let (table, mut route) = read(network, p)?;
    let Some(old) = table.route(&route.destination) else {
        return Err(no_such_route(&table, &route.destination));
    };
    check_destination(network, &table, &route)?;
    route.origin =
        if route.target == RouteTarget::Local { RouteOrigin::CreateRouteTable } else { old.origin };
    put(network, &table, route);
    answers::nothing()
}

fn put(network: &mut Network, table: &RouteTable, route: Route) {
    if let Some(table) = network.route_tables.modify(&table.id) {
        table.put_route(route);
    }
}

fn delete_route(network: &mut Network, p: DeleteRoute) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.route_table_id, "routeTableId")?;
    let destination = destination_of(
        p.destination_cidr_block.as_deref(),
        p.destination_ipv6_cidr_block.as_deref(),
        p.destination_prefix_list_id.as_deref(),
    )?;
    let table = find::route_table(network, &id)?;
    let Some(route) = table.route(&destination) else { return Err(no_such_route(&table, &destination)) };
    if route.target == RouteTarget::Local {
        let text = format!("cannot remove local route {destination} in route table {}", table.id);
        return Err(Ec2Error::new("InvalidParameterValue", text));
    }
    if let Some(table) = network.route_tables.modify(&table.id) {
        table.take_routes(|route| route.destination == destination);
    }
    answers::nothing()
}

fn no_such_route(table: &RouteTable, destination: &RouteDestination) -> Ec2Error {
    let text = format!("no route with destination-cidr-block {destination} in route table {}", table.id);
    Ec2Error::new("InvalidRoute.NotFound", text)
}

/// Sets the state of all routes to a target, when it goes or comes back.
pub(super) fn mark(network: &mut Network, target: &str, state: RouteState) {
    let leads = |route: &Route| route.target.id() == target && route.state != state;
    let tables = network.route_tables.iter().filter(|table| table.routes.iter().any(leads));
    let tables: Vec<_> = tables.map(|table| table.id.clone()).collect();
    for id in tables {
        let Some(table) = network.route_tables.modify(&id) else { continue };
        let marked = table
            .routes
            .iter()
            .map(|route| if leads(route) { Route { state, ..route.clone() } } else { route.clone() });
        table.routes = marked.collect();
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, subnet, text, vpc, with_vpc};
    use super::*;

    fn with_gateway() -> (Network, String, String, String) {
        let (mut network, vpc) = with_vpc();
        let made = done(&mut network, "CreateInternetGateway", json!({}));
        let gateway = text(&made, "/InternetGateway/InternetGatewayId");
        let attach = json!({"InternetGatewayId": gateway, "VpcId": vpc});
        done(&mut network, "AttachInternetGateway", attach);
        let table = network.route_tables.iter().next().unwrap().id.to_string();
        (network, vpc, gateway, table)
    }

    #[test]
    fn a_destination_is_taken_once_and_local_stays() {
        let (mut network, _, gateway, table) = with_gateway();
        let route =
            |block: &str| json!({"RouteTableId": table, "DestinationCidrBlock": block, "GatewayId": gateway});
        done(&mut network, "CreateRoute", route("0.0.0.0/0"));
        let exists = |block: &str| format!("The route identified by {block} already exists.");
        for block in ["0.0.0.0/0", "10.0.0.0/16"] {
            refused(&mut network, "CreateRoute", route(block), "RouteAlreadyExists", &exists(block));
        }
        let bad =
            "Value (::/0) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.";
        refused(&mut network, "CreateRoute", route("::/0"), "InvalidParameterValue", bad);
        let delete = |block: &str| json!({"RouteTableId": table, "DestinationCidrBlock": block});
        let local = format!("cannot remove local route 10.0.0.0/16 in route table {table}");
        refused(&mut network, "DeleteRoute", delete("10.0.0.0/16"), "InvalidParameterValue", &local);
        done(&mut network, "DeleteRoute", delete("0.0.0.0/0"));
        let gone = format!("no route with destination-cidr-block 0.0.0.0/0 in route table {table}");
        refused(&mut network, "DeleteRoute", delete("0.0.0.0/0"), "InvalidRoute.NotFound", &gone);
    }

    #[test]
    fn inside_the_vpc_only_appliances_and_only_whole_subnets() {
        let (mut network, vpc, gateway, table) = with_gateway();
        let small = subnet(&mut network, &vpc, "10.0.1.0/24");
        let made = done(&mut network, "CreateNetworkInterface", json!({ "SubnetId": small }));
        let eni = text(&made, "/NetworkInterface/NetworkInterfaceId");
        let by = |block: &str, field: &str, id: &str| json!({"RouteTableId": table, "DestinationCidrBlock": block, field: id});
        let text_of = "The destination CIDR block 10.0.1.0/24 is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.";
        let p = by("10.0.1.0/24", "GatewayId", &gateway);
        refused(&mut network, "CreateRoute", p, "InvalidParameterValue", text_of);
        let text_of = "Route destination doesn't match any subnet CIDR blocks.";
        let p = by("10.0.2.0/24", "NetworkInterfaceId", &eni);
        refused(&mut network, "CreateRoute", p, "InvalidParameterValue", text_of);
        done(&mut network, "CreateRoute", by("10.0.1.0/24", "NetworkInterfaceId", &eni));
        let p = by("169.254.169.0/24", "GatewayId", &gateway);
        let text_of =
            "Value (169.254.169.0/24) for parameter destinationCidrBlock is invalid. This range is reserved.";
        refused(&mut network, "CreateRoute", p, "InvalidParameterValue", text_of);
        done(&mut network, "ReplaceRoute", by("10.0.0.0/16", "NetworkInterfaceId", &eni));
        done(&mut network, "DeleteNetworkInterface", json!({ "NetworkInterfaceId": eni }));
        let table = network.route_tables.iter().next().unwrap();
        let blackholes = table.routes.iter().filter(|route| route.state == RouteState::Blackhole);
        assert_eq!(blackholes.count(), 2);
    }

    #[test]
    fn a_gateway_of_another_vpc_is_no_target() {
        let (mut network, _, gateway, _) = with_gateway();
        let other = vpc(&mut network, "10.1.0.0/16");
        let made = done(&mut network, "CreateRouteTable", json!({ "VpcId": other }));
        let table = text(&made, "/RouteTable/RouteTableId");
        let route = json!({"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": gateway});
        let text_of =
            format!("route table {table} and network gateway {gateway} belong to different networks");
        refused(&mut network, "CreateRoute", route, "InvalidParameterValue", &text_of);
    }

    #[test]
    fn as_many_routes_as_the_quota_says() {
        let (mut network, _, gateway, table) = with_gateway();
        done(&mut network, "playground:SetQuota", json!({"QuotaCode": "L-93826ACB", "Value": 1}));
        let route =
            |block: &str| json!({"RouteTableId": table, "DestinationCidrBlock": block, "GatewayId": gateway});
        done(&mut network, "CreateRoute", route("0.0.0.0/0"));
        let full = "The maximum number of routes has been reached.";
        refused(&mut network, "CreateRoute", route("1.0.0.0/8"), "RouteLimitExceeded", full);
        let v6 = json!({"RouteTableId": table, "DestinationIpv6CidrBlock": "::/0", "GatewayId": gateway});
        done(&mut network, "CreateRoute", v6);
    }
}
