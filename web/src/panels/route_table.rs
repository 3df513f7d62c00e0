//! A route table: Routes and Subnet associations, in the console's columns.

use std::rc::Rc;

use sg_core::model::{Network, ResourceId, Route, RouteDestination, RouteState, RouteTable, RouteTarget};
use yew::prelude::*;

use super::acl::Associations;
use super::subject_head::{Sheet, fact, leads, link, name_and_delete, opens, sheet};
use crate::panels::help::info;
use crate::state::facts::subnets_served;
use crate::state::help;
use crate::state::inventory::name_of;
use crate::state::resource_type::exists;
use crate::state::store::{Dispatch, Open};
use crate::ui::button::Weight;
use crate::ui::icon::{Icon, icon};
use crate::ui::tabs::Tab;
use crate::ui::window::{ROW, cell, table, use_window, windowed};

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct RouteTableProps {
    /// The table.
    pub table: Rc<RouteTable>,
    /// The network it belongs to.
    pub network: Rc<Network>,
    /// Whether it can only be looked at.
    pub readonly: bool,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The panel in the middle, when a route table is selected.
#[component]
pub fn RouteTablePanel(props: &RouteTableProps) -> Html {
    let tab = use_state_eq(|| AttrValue::from("routes"));
    let (table, network, dispatch) = (&props.table, &props.network, &props.dispatch);
    let served = subnets_served(network, table.id.as_str()).len();
    let tabs: Rc<[Tab]> =
        [("routes", "Routes", table.routes.len()), ("subnets", "Subnet associations", served)]
            .map(|(id, label, count)| Tab { id: id.into(), label: label.into(), count: Some(count) })
            .into();
    let body = match &**tab {
        "subnets" => {
            let (id, network, dispatch) = (table.id.to_string(), network.clone(), dispatch.clone());
            html! { <Associations {id} {network} readonly={props.readonly} {dispatch} /> }
        }
        _ => {
            let (table, network, dispatch) = (table.clone(), network.clone(), dispatch.clone());
            html! { <Routes {table} {network} readonly={props.readonly} {dispatch} /> }
        }
    };
    let facts = html! {
        <>
            { fact("Route table ID", table.id.as_str(), true) }
            { leads("VPC", table.vpc.as_str(), network, dispatch) }
            { fact("Main", if table.is_main() { "Yes" } else { "No" }, false) }
        </>
    };
    let choose = tab.setter();
    sheet(Sheet {
        kind: "Route table",
        id: "table",
        label: "Route table",
        name: &name_of(network, table.id.as_str()),
        hue: None,
        facts,
        tasks: name_and_delete(props.readonly, dispatch),
        tabs,
        chosen: (*tab).clone(),
        onchoose: Callback::from(move |id| choose.set(id)),
        body,
    })
}

/// The routes, as they came.
#[component]
fn Routes(props: &RouteTableProps) -> Html {
    let routes = &props.table.routes;
    let window = use_window(routes.len(), ROW);
    let shown = routes.get(window.first..window.end).unwrap_or_default();
    let rows = shown.iter().map(|one| route(one, props));
    let edit = opens("Edit routes", Icon::Edit, Weight::Normal, Open::Routes, &props.dispatch);
    let heads = ["Destination", "Target", "Status", "Propagated"];
    html! {
        <>
            <div class="toolbar">
                <span class="dim count-text">{ "The most specific route to the destination is used." }</span>
                { info(&help::ROUTES) }
                if !props.readonly { { edit } }
            </div>
            { windowed(&window, "Routes", table("route-table", &heads, rows)) }
        </>
    }
}

fn route(route: &Route, props: &RouteTableProps) -> Html {
    let (network, dispatch) = (&props.network, &props.dispatch);
    let destination = route.destination.to_string();
    let list = match &route.destination {
        RouteDestination::PrefixList(id) => Some(name_of(network, id.as_str())),
        RouteDestination::Block(_) => None,
    };
    let target = route.target.id();
    let leads = !matches!(route.target, RouteTarget::Local) && exists(network, target);
    let name = name_of(network, target);
    let (state, class, picture) = match route.state {
        RouteState::Active => ("Active", "allow", Icon::Check),
        RouteState::Blackhole => ("Blackhole", "deny", Icon::Cross),
        RouteState::Filtered => ("Filtered", "note-mark", Icon::Warning),
    };
    let to = html! {
        <>
            <span class="mono">{ destination.clone() }</span>
            if let Some(list) = list { <bdi class="dim beside">{ list }</bdi> }
        </>
    };
    let by = html! {
        if leads {
            { link(target, &name, dispatch) }
            if name != target { <span class="mono dim beside">{ target.to_owned() }</span> }
        } else {
            <span class="mono">{ target.to_owned() }</span>
        }
    };
    let state = html! { <span class={classes!("badge", class)}>{ icon(picture) }{ state }</span> };
    html! {
        <tr key={destination} role="row">
            { cell("Destination", "", to) }
            { cell("Target", "", by) }
            { cell("Status", "", state) }
            { cell("Propagated", "", if route.is_propagated() { "Yes" } else { "No" }.into()) }
        </tr>
    }
}
