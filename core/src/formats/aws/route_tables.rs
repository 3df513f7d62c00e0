//! `RouteTables`.

use super::builder::{At, Builder, invented, said, table};
use super::noun::{Key, Noun, described};
use crate::model::{
    ResourceId, Route, RouteTable, RouteTableAssociation, RouteTableAssociationId, RouteTableId,
    RouteTableUser, RouteTarget, SubnetId, VpcId, VpnGatewayId,
};
use crate::wire::convert::{route_of, route_table_shape, tags_of};
use crate::wire::{AwsRouteTable, AwsRouteTableAssociation, Severity};
use std::rc::Rc;

const LIST: &str = "/RouteTables";

pub(super) const NOUN: Noun = Noun {
    keys: &[Key::list("RouteTables", "RouteTableId", |description| {
        description.route_tables.get_or_insert_default()
    })],
    build,
    describe: |network, description| {
        description.route_tables = described(&network.route_tables, |table| route_table_shape(table));
    },
};

fn build(builder: &mut Builder<'_>) {
    let list = &builder.description.route_tables;
    builder.network.route_tables = table(list.is_some());
    for (index, shape) in list.iter().flatten().enumerate() {
        let at = At { list: LIST, index, id: &shape.route_table_id };
        if !builder.has_id(at, "RouteTableId") {
            continue;
        }
        if shape.vpc_id.is_empty() {
            builder.error(at, "", "`VpcId` is missing: a table without a VPC is left out");
            continue;
        }
        let read = read(builder, at, shape);
        if builder.is_new(|network| &network.route_tables, &read.id, &read, at) {
            builder.network.route_tables.supply(read.id.clone(), read);
        }
    }
    if list.is_some() {
        name_vpcs_without_main_table(builder);
    }
}

fn read(builder: &mut Builder<'_>, at: At<'_>, shape: &AwsRouteTable) -> RouteTable {
    let vpc = VpcId::new(&shape.vpc_id);
    let mut routes: Vec<Route> = Vec::new();
    for (index, route) in shape.routes.iter().enumerate() {
        let within = format!("/Routes/{index}");
        let Some(read) = builder.taken(at, &within, route_of(route)) else { continue };
        let block = route.destination_cidr_block.as_deref();
        builder.told_cut(at, &within, block.or(route.destination_ipv6_cidr_block.as_deref()));
        let is_repeated = |other: &Route| {
            other.destination == read.destination && other.is_propagated() == read.is_propagated()
        };
        if routes.iter().any(is_repeated) {
            let message = format!("there is a route for {} already: left out", read.destination);
            builder.error(at, &within, message);
            continue;
        }
        if let Some(message) = oddity(builder, &read.target, &vpc) {
            builder.warning(at, &within, message);
        }
        routes.push(read);
    }
    let associations = shape.associations.iter().enumerate();
    let associations = associations.filter_map(|(index, it)| association(builder, at, index, it)).collect();
    RouteTable {
        id: RouteTableId::new(&shape.route_table_id),
        vpc,
        owner: said(&shape.owner_id).map_or_else(|| Rc::clone(&builder.settings().account), Rc::from),
        routes: routes.into(),
        associations,
        propagating_vgws: shape
            .propagating_vgws
            .iter()
            .filter_map(|it| said(&it.gateway_id).map(VpnGatewayId::new))
            .collect(),
        tags: tags_of(&shape.tags),
    }
}

fn association(
    builder: &mut Builder<'_>,
    at: At<'_>,
    index: usize,
    shape: &AwsRouteTableAssociation,
) -> Option<RouteTableAssociation> {
    let within = format!("/Associations/{index}");
    let state = shape.association_state.as_ref().and_then(|state| said(&state.state));
    if state.is_some_and(|state| state != "associated") {
        return None;
    }
    let user = match (shape.main.unwrap_or_default(), said(&shape.subnet_id), said(&shape.gateway_id)) {
        (true, ..) => RouteTableUser::Main,
        (false, Some(subnet), _) => {
            let id = SubnetId::new(subnet);
            if builder.network.route_tables.iter().any(|table| table.serves(&id)) {
                let message = format!("the subnet `{subnet}` has another table already: left out");
                builder.error(at, &within, message);
                return None;
            }
            RouteTableUser::Subnet(id)
        }
        (false, None, Some(gateway)) => RouteTableUser::Gateway(Rc::from(gateway)),
        (false, None, None) => {
            builder.error(at, &within, "it names neither a subnet nor a gateway: left out");
            return None;
        }
    };
    let told = said(&shape.route_table_association_id).map(RouteTableAssociationId::new);
    let id = told.unwrap_or_else(|| invented(&[at.id, &index.to_string()]));
    Some(RouteTableAssociation { id, user })
}

/// What is wrong with a target, where other keys tell of it.
fn oddity(builder: &Builder<'_>, target: &RouteTarget, vpc: &VpcId) -> Option<String> {
    let network = &builder.network;
    let id = target.id();
    let elsewhere = |other: Option<&VpcId>| {
        other.filter(|other| *other != vpc).map(|other| format!("its target `{id}` belongs to `{other}`"))
    };
    let gone = |is_described: bool| is_described.then(|| format!("its target `{id}` is not described"));
    match target {
        RouteTarget::InternetGateway(id) => match network.internet_gateways.find(id) {
            Some(gateway) => elsewhere(gateway.vpc.as_ref()),
            None => gone(network.internet_gateways.is_described()),
        },
        RouteTarget::NatGateway(id) => match network.nat_gateways.find(id) {
            Some(gateway) => elsewhere(Some(&gateway.vpc)),
            None => gone(network.nat_gateways.is_described()),
        },
        RouteTarget::Peering(id) => match network.peerings.find(id) {
            Some(peering) if peering.far_side(vpc).is_none() => {
                Some(format!("its target `{id}` is no peering of `{vpc}`"))
            }
            Some(_) => None,
            None => gone(network.peerings.is_described()),
        },
        RouteTarget::EgressOnlyInternetGateway(id) => match network.egress_only_internet_gateways.find(id) {
            Some(gateway) => elsewhere(Some(&gateway.vpc)),
            None => gone(network.egress_only_internet_gateways.is_described()),
        },
        RouteTarget::TransitGateway(id) => {
            gone(network.transit_gateways.is_described() && !network.transit_gateways.contains(id))
        }
        RouteTarget::VpcEndpoint(id) => match network.vpc_endpoints.find(id) {
            Some(endpoint) => elsewhere(Some(&endpoint.vpc)),
            None => gone(network.vpc_endpoints.is_described()),
        },
        _ => None,
    }
}

fn name_vpcs_without_main_table(builder: &mut Builder<'_>) {
    let network = &builder.network;
    let bare = network.vpcs.ids().filter(|vpc| network.main_table(vpc).is_none());
    let bare: Vec<String> = bare.map(|vpc| vpc.as_str().to_owned()).collect();
    for vpc in bare {
        let message = "no route table is its main one: subnets without a table of their own have none";
        builder.about(Severity::Warning, LIST, &vpc, message.to_owned());
    }
}
