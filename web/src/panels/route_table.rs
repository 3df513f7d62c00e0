//! A route table: Routes and Subnet associations, in the console's columns.

use std::rc::Rc;

use sg_core::model::{Network, ResourceId, RouteDestination, RouteState, RouteTable, RouteTarget};
use yew::prelude::*;

use super::acl::associations;
use super::subject_head::{fact, head, link, opens, task};
use crate::panels::help::info;
use crate::state::facts::subnets_served;
use crate::state::help;
use crate::state::inventory::name_of;
use crate::state::resource_form::Task;
use crate::state::resource_type::exists;
use crate::state::store::{Dispatch, Open};
use crate::ui::button::Weight;
use crate::ui::icon::{Icon, icon};
use crate::ui::region::Region;
use crate::ui::tabs::{Tab, Tabs, panel_id, tab_id};

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
        "subnets" => associations(network, table.id.as_str(), props.readonly, dispatch),
        _ => routes(props),
    };
    let facts = html! {
        <>
            { fact("Route table ID", table.id.as_str(), true) }
            { fact("VPC", table.vpc.as_str(), true) }
            { fact("Main", if table.is_main() { "Yes" } else { "No" }, false) }
        </>
    };
    let tasks = html! {
        if !props.readonly {
            <>
                { task("Edit name", Icon::Edit, Task::Rename, dispatch) }
                { task("Delete", Icon::Trash, Task::Delete, dispatch) }
            </>
        }
    };
    let choose = tab.setter();
    let name = name_of(network, table.id.as_str());
    html! {
        <Region class="panel rules" part="rules" titled="table-title">
            <p class="subject-kind">{ "Route table" }</p>
            { head("table-title", &name, None, facts, tasks) }
            <Tabs id="table" label="Route table" {tabs} chosen={(*tab).clone()} onchoose={Callback::from(move |id| choose.set(id))} />
            <div
                key={tab.to_string()}
                id={panel_id("table", &tab)}
                class="tab-panel"
                role="tabpanel"
                aria-labelledby={tab_id("table", &tab)}
            >
                { body }
            </div>
        </Region>
    }
}

fn routes(props: &RouteTableProps) -> Html {
    let (network, dispatch) = (&props.network, &props.dispatch);
    let rows = props.table.routes.iter().map(|route| {
        let destination = route.destination.to_string();
        let list = match &route.destination {
            RouteDestination::PrefixList(id) => Some(name_of(network, id.as_str())),
            RouteDestination::Block(_) => None,
        };
        let target = route.target.id();
        let leads = !matches!(route.target, RouteTarget::Local) && exists(network, target);
        let name = name_of(network, target);
        let (class, picture) = match route.state {
            RouteState::Active => ("allow", Icon::Check),
            RouteState::Blackhole => ("deny", Icon::Cross),
            RouteState::Filtered => ("note-mark", Icon::Warning),
        };
        let state = match route.state {
            RouteState::Active => "Active",
            RouteState::Blackhole => "Blackhole",
            RouteState::Filtered => "Filtered",
        };
        html! {
            <tr key={destination.clone()}>
                <td>
                    <span class="mono">{ destination.clone() }</span>
                    if let Some(list) = list { <bdi class="dim beside">{ list }</bdi> }
                </td>
                <td>
                    if leads {
                        { link(target, &name, dispatch) }
                        if name != target { <span class="mono dim beside">{ target.to_owned() }</span> }
                    } else {
                        <span class="mono">{ target.to_owned() }</span>
                    }
                </td>
                <td><span class={classes!("badge", class)}>{ icon(picture) }{ state }</span></td>
                <td>{ if route.is_propagated() { "Yes" } else { "No" } }</td>
            </tr>
        }
    });
    let edit = opens("Edit routes", Icon::Edit, Weight::Normal, Open::Routes, dispatch);
    html! {
        <>
            <div class="toolbar">
                <span class="dim count-text">{ "The longest prefix that holds the destination is taken." }</span>
                { info(&help::ROUTES) }
                if !props.readonly { { edit } }
            </div>
            <div class="table-box" tabindex="0" role="group" aria-label="Routes">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{ "Destination" }</th>
                            <th scope="col">{ "Target" }</th>
                            <th scope="col">{ "Status" }</th>
                            <th scope="col">{ "Propagated" }</th>
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
        </>
    }
}
