//! A network ACL: Inbound rules, Outbound rules, Subnet associations, in the console's columns.

use std::rc::Rc;

use sg_core::model::{Network, NetworkAcl, ResourceId, RuleAction};
use sg_core::net::Direction;
use yew::prelude::*;

use super::subject_head::{fact, head, link, opens, task};
use crate::panels::help::info;
use crate::state::acl_draft::cells;
use crate::state::facts::subnets_served;
use crate::state::help;
use crate::state::inventory::name_of;
use crate::state::resource_form::Task;
use crate::state::store::{Dispatch, Open};
use crate::ui::button::Weight;
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::empty;
use crate::ui::region::Region;
use crate::ui::tabs::{Tab, Tabs, panel_id, tab_id};

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct AclProps {
    /// The ACL.
    pub acl: Rc<NetworkAcl>,
    /// The network it belongs to.
    pub network: Rc<Network>,
    /// Whether it can only be looked at.
    pub readonly: bool,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The panel in the middle, when an ACL is selected.
#[component]
pub fn AclPanel(props: &AclProps) -> Html {
    let tab = use_state_eq(|| AttrValue::from("inbound"));
    let (acl, network, dispatch) = (&props.acl, &props.network, &props.dispatch);
    let own = |direction| acl.entries(direction).iter().filter(|entry| !entry.is_last()).count();
    let tabs: Rc<[Tab]> = [
        ("inbound", "Inbound rules", own(Direction::Ingress)),
        ("outbound", "Outbound rules", own(Direction::Egress)),
        ("subnets", "Subnet associations", acl.associations.len()),
    ]
    .map(|(id, label, count)| Tab { id: id.into(), label: label.into(), count: Some(count) })
    .into();
    let body = match &**tab {
        "outbound" => entries(props, Direction::Egress),
        "subnets" => associations(network, acl.id.as_str(), props.readonly, dispatch),
        _ => entries(props, Direction::Ingress),
    };
    let facts = html! {
        <>
            { fact("Network ACL ID", acl.id.as_str(), true) }
            { fact("VPC", acl.vpc.as_str(), true) }
            { fact("Default", if acl.is_default { "Yes" } else { "No" }, false) }
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
    let name = name_of(network, acl.id.as_str());
    html! {
        <Region class="panel rules" part="rules" titled="acl-title">
            <p class="subject-kind">{ "Network ACL" }</p>
            { head("acl-title", &name, None, facts, tasks) }
            <Tabs id="acl" label="Network ACL" {tabs} chosen={(*tab).clone()} onchoose={Callback::from(move |id| choose.set(id))} />
            <div
                key={tab.to_string()}
                id={panel_id("acl", &tab)}
                class="tab-panel"
                role="tabpanel"
                aria-labelledby={tab_id("acl", &tab)}
            >
                { body }
            </div>
        </Region>
    }
}

fn entries(props: &AclProps, direction: Direction) -> Html {
    let (side, region, verb) = match direction {
        Direction::Ingress => ("Source", "Inbound rules", "Edit inbound rules"),
        Direction::Egress => ("Destination", "Outbound rules", "Edit outbound rules"),
    };
    let heads = ["Rule number", "Type", "Protocol", "Port range", side, "Allow/Deny"];
    let rows = props.acl.entries(direction).iter().map(|entry| {
        let [number, kind, protocol, ports] = cells(entry);
        let (word, picture, class) = match entry.action {
            RuleAction::Allow => ("Allow", Icon::Check, "allow"),
            RuleAction::Deny => ("Deny", Icon::Cross, "deny"),
        };
        html! {
            <tr key={format!("{} {}", entry.number, entry.block)}>
                <td class="mono">{ number }</td>
                <td>{ kind }</td>
                <td>{ protocol }</td>
                <td class="mono">{ ports }</td>
                <td class="mono">{ entry.block.to_string() }</td>
                <td><span class={classes!("badge", class)}>{ icon(picture) }{ word }</span></td>
            </tr>
        }
    });
    let edit = opens(verb, Icon::Edit, Weight::Normal, Open::Entries(direction), &props.dispatch);
    html! {
        <>
            <div class="toolbar">
                <span class="dim count-text">{ "The lowest number that fits decides. Replies are judged as well." }</span>
                { info(&help::ACLS) }
                if !props.readonly { { edit } }
            </div>
            <div class="table-box" tabindex="0" role="group" aria-label={region}>
                <table class="table">
                    <thead><tr>{ for heads.map(|head| html! { <th key={head} scope="col">{ head }</th> }) }</tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
        </>
    }
}

/// The subnets that an ACL serves, or that use a route table.
pub(super) fn associations(network: &Network, id: &str, readonly: bool, dispatch: &Dispatch) -> Html {
    let served = subnets_served(network, id);
    let is_acl = network.network_acls.find(id).is_some();
    let edit = opens(
        "Edit subnet associations",
        Icon::Edit,
        Weight::Normal,
        Open::Task(Task::AssociateSubnets),
        dispatch,
    );
    let nothing = if is_acl {
        "No subnet uses this network ACL, so it filters nothing."
    } else {
        "No subnet uses this route table, so it routes nothing."
    };
    let rows = served.iter().map(|(id, block, zone, main)| {
        html! {
            <tr key={id.clone()}>
                <td>{ link(id, &name_of(network, id), dispatch) }</td>
                <td class="mono">{ id.clone() }</td>
                <td class="mono">{ block.clone() }</td>
                <td>{ zone.clone() }</td>
                if !is_acl { <td key="how">{ if *main { "Main" } else { "Explicit" } }</td> }
            </tr>
        }
    });
    let mut heads = vec!["Name", "Subnet ID", "IPv4 CIDR", "Availability Zone"];
    if !is_acl {
        heads.push("Association");
    }
    html! {
        <>
            <div class="toolbar">
                <span class="dim count-text">{ super::resources::count(served.len(), "subnet", "subnets") }</span>
                if !readonly { { edit } }
            </div>
            if served.is_empty() {
                { empty(nothing, Html::default()) }
            } else {
                <div class="table-box" tabindex="0" role="group" aria-label="Subnet associations">
                    <table class="table">
                        <thead><tr>{ for heads.into_iter().map(|head| html! { <th key={head} scope="col">{ head }</th> }) }</tr></thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
            }
        </>
    }
}
