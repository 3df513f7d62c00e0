//! A route where there is none, another target in place of a blackhole, or no blackhole at all.

use super::draft::Draft;
use super::gateway::give_public;
use super::internet::{begins_private, made_public};
use super::way::{Way, to_destination};
use super::{Blocked, Fix, capital, subnets_in_words};
use crate::explain::full_name;
use crate::model::{ResourceId, Route, RouteDestination, RouteState, RouteTable, RouteTableUser, Subnet};
use crate::net::Family;
use crate::path::{CheckpointKind, Evidence};
use crate::wire::Action;
use std::rc::Rc;

/// CreateRoute to whatever could bring the packet on.
pub(super) fn add(blocked: &Blocked<'_>) -> Vec<Option<Fix>> {
    ways(blocked, None)
}

/// ReplaceRoute: the blackhole's destination by a target that works.
pub(super) fn replace_blackhole(blocked: &Blocked<'_>) -> Vec<Option<Fix>> {
    chosen(blocked).map_or_else(Vec::new, |route| ways(blocked, Some(&route.destination)))
}

/// For who begins a connection to the internet without a public address first the way by a NAT gateway, which lets
/// nobody in; then the one by the internet gateway. Each is whole, so that the two never mix.
fn ways(blocked: &Blocked<'_>, instead_of: Option<&RouteDestination>) -> Vec<Option<Fix>> {
    let Some(table) = table_of(blocked) else { return Vec::new() };
    let is_private = begins_private(&blocked.trace.network, &table.vpc, &blocked.checkpoint.packet);
    let nat = if is_private { way(blocked, &table, instead_of, true) } else { None };
    let gateway = way(blocked, &table, instead_of, false).filter(|gateway| nat.as_ref() != Some(gateway));
    vec![nat, gateway]
}

fn way(
    blocked: &Blocked<'_>,
    table: &RouteTable,
    instead_of: Option<&RouteDestination>,
    by_nat: bool,
) -> Option<Fix> {
    let packet = &blocked.checkpoint.packet;
    let network = &blocked.trace.network;
    let all = network.subnets.iter().map(|subnet| &**subnet);
    let uses = |subnet: &&Subnet| network.route_table_of(subnet).is_some_and(|own| own.id == table.id);
    let subnets: Vec<&Subnet> = all.filter(uses).collect();
    let mut draft = blocked.draft();
    let way = to_destination(&mut draft, table, packet, by_nat)?;
    let destination = instead_of.cloned().unwrap_or(RouteDestination::Block(way.block));
    put(&mut draft, table, &destination, &way)?;
    let target = if way.made.is_empty() { full_name(network, &way.target) } else { "it".to_owned() };
    let verb = if instead_of.is_some() { "lead the" } else { "add a" };
    let place = full_name(network, table.id.as_str());
    let route = format!("{verb} route for {destination} to {target} in {place}");
    let address = match way.field == "GatewayId" && begins_private(network, &table.vpc, packet) {
        true => give_public(&mut draft, &table.vpc, packet.source)?,
        false => String::new(),
    };
    let caution = made_public(network, table, &subnets, &way);
    let is_shared = table.is_main() || subnets.len() > 1;
    let reach = if is_shared {
        format!("everything in {}", subnets_in_words(network, &subnets))
    } else {
        String::new()
    };
    let steps: Vec<&str> =
        [&*way.made, &*route, &*address].into_iter().filter(|step| !step.is_empty()).collect();
    let title = capital(&match &*steps {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => route,
    });
    Some(Fix { reach, caution, ..blocked.fix(draft, title) })
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
        full_name(&draft.network, table.id.as_str()),
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
