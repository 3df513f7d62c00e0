//! A route where there is none, another target in place of a blackhole, or no blackhole at all.

use super::draft::Draft;
use super::way::{Way, leads_back, to_destination};
use super::{Blocked, Fix};
use crate::explain::display_name;
use crate::model::{ResourceId, Route, RouteDestination, RouteState, RouteTable, RouteTableUser};
use crate::net::Family;
use crate::path::{CheckpointKind, Evidence};
use crate::wire::Action;
use std::rc::Rc;

/// CreateRoute to whatever could bring the packet on.
pub(super) fn add(blocked: &Blocked<'_>) -> Option<Fix> {
    let table = table_of(blocked)?;
    let mut draft = blocked.draft();
    let way = way_from(&mut draft, &table, blocked)?;
    let destination = RouteDestination::Block(way.block);
    put(&mut draft, &table, &destination, &way)?;
    let title = format!(
        "Add a route for {} to {} in {}",
        way.block,
        way.name(&draft.network),
        display_name(&draft.network, table.id.as_str())
    );
    Some(blocked.fix(draft, title))
}

/// ReplaceRoute: the blackhole's destination by a target that works.
pub(super) fn replace_blackhole(blocked: &Blocked<'_>) -> Option<Fix> {
    let table = table_of(blocked)?;
    let route = chosen(blocked)?;
    let mut draft = blocked.draft();
    let way = way_from(&mut draft, &table, blocked)?;
    put(&mut draft, &table, &route.destination, &way)?;
    let title = format!(
        "Lead the route for {} to {} in {}",
        route.destination,
        way.name(&draft.network),
        display_name(&draft.network, table.id.as_str())
    );
    Some(blocked.fix(draft, title))
}

/// DeleteRoute: where a usable route with a shorter prefix takes over.
pub(super) fn drop_blackhole(blocked: &Blocked<'_>) -> Option<Fix> {
    let table = table_of(blocked)?;
    let route = chosen(blocked)?;
    let mut draft = blocked.draft();
    draft.act(with_destination(
        Action::new("DeleteRoute").with("RouteTableId", table.id.as_str()),
        &route.destination,
    ))?;
    let left = draft.network.route_tables.find(table.id.as_str())?;
    let next = crate::evaluate::look_up(&draft.network, left, blocked.checkpoint.packet.destination);
    let next = next.route().filter(|next| next.state == RouteState::Active)?;
    let title = format!(
        "Delete the blackhole for {} in {}, so that the route for {} takes over",
        route.destination,
        display_name(&draft.network, table.id.as_str()),
        next.destination
    );
    Some(blocked.fix(draft, title))
}

/// Puts a route to a way into a table, in place of one for the same destination.
pub(super) fn put(
    draft: &mut Draft,
    table: &RouteTable,
    destination: &RouteDestination,
    way: &Way,
) -> Option<()> {
    let is_there = table.routes.iter().any(|own| own.destination == *destination && !own.is_propagated());
    let name = if is_there { "ReplaceRoute" } else { "CreateRoute" };
    let action = Action::new(name).with("RouteTableId", table.id.as_str());
    draft.act(with_destination(action, destination).with(way.field, way.target.as_str())).map(drop)
}

fn with_destination(action: Action, destination: &RouteDestination) -> Action {
    let field = match destination {
        RouteDestination::Block(block) if Family::of_block(block) == Family::Ipv4 => "DestinationCidrBlock",
        RouteDestination::Block(_) => "DestinationIpv6CidrBlock",
        RouteDestination::PrefixList(_) => "DestinationPrefixListId",
    };
    action.with(field, destination.to_string())
}

/// The subnet's table; edge tables steer to appliances, and which one is not to be guessed.
fn table_of(blocked: &Blocked<'_>) -> Option<Rc<RouteTable>> {
    let checkpoint = blocked.checkpoint;
    let table = blocked.trace.network.route_tables.find(&*checkpoint.resource)?;
    let is_edge = table.associations.iter().any(|user| matches!(user.user, RouteTableUser::Gateway(_)));
    (checkpoint.kind == CheckpointKind::RouteTable && !is_edge).then(|| Rc::clone(table))
}

fn chosen(blocked: &Blocked<'_>) -> Option<Route> {
    match &blocked.checkpoint.evidence {
        Evidence::Routes(by_routes) => by_routes.route().cloned(),
        _ => None,
    }
}

fn way_from(draft: &mut Draft, table: &RouteTable, blocked: &Blocked<'_>) -> Option<Way> {
    let way = to_destination(draft, &table.vpc, &blocked.checkpoint.packet)?;
    let subnets: Vec<&str> = table
        .associations
        .iter()
        .filter_map(|user| match &user.user {
            RouteTableUser::Subnet(subnet) => Some(subnet.as_str()),
            _ => None,
        })
        .collect();
    (!leads_back(&draft.network, &way, &subnets)).then_some(way)
}
