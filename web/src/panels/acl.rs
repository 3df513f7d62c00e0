//! A network ACL: Inbound rules, Outbound rules, Subnet associations, in the console's columns.

use std::rc::Rc;

use sg_core::evaluate::decided_before;
use sg_core::model::{Network, NetworkAcl, NetworkAclEntry, ResourceId, RuleAction};
use sg_core::net::Direction;
use yew::prelude::*;

use super::subject_head::{Sheet, fact, leads, link, name_and_delete, opens, sheet};
use super::words::{RuleWords, rule_words};
use crate::panels::help::info;
use crate::state::acl_draft::{cells, deciders, unreached_text};
use crate::state::facts::subnets_served;
use crate::state::help;
use crate::state::inventory::name_of;
use crate::state::resource_form::Task;
use crate::state::store::{Dispatch, Open};
use crate::ui::button::Weight;
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::empty;
use crate::ui::tabs::Tab;
use crate::ui::window::{ROW, cell, table, use_window, windowed};

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct AclProps {
    /// The ACL.
    pub acl: Rc<NetworkAcl>,
    /// The network it belongs to.
    pub network: Rc<Network>,
    /// The direction that was looked at last.
    pub near: Option<Direction>,
    /// The entries that decided about the packet in the verdict.
    pub lit: Rc<Vec<(Direction, NetworkAclEntry)>>,
    /// Whether it can only be looked at.
    pub readonly: bool,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The panel in the middle, when an ACL is selected.
#[component]
pub fn AclPanel(props: &AclProps) -> Html {
    // It opens where something was decided, else where something was changed or looked at.
    let tab = use_state_eq(|| {
        let direction = props.lit.first().map(|(direction, _)| *direction).or(props.near);
        let outbound = direction == Some(Direction::Egress);
        AttrValue::Static(if outbound { "outbound" } else { "inbound" })
    });
    let (acl, network, dispatch) = (&props.acl, &props.network, &props.dispatch);
    let own = |direction| acl.entries(direction).len();
    let tabs: Rc<[Tab]> = [
        ("inbound", "Inbound rules", own(Direction::Ingress)),
        ("outbound", "Outbound rules", own(Direction::Egress)),
        ("subnets", "Subnet associations", acl.associations.len()),
    ]
    .map(|(id, label, count)| Tab { id: id.into(), label: label.into(), count: Some(count) })
    .into();
    let entries = |direction| {
        let (acl, lit, dispatch) = (acl.clone(), props.lit.clone(), dispatch.clone());
        html! { <Entries {acl} {direction} {lit} readonly={props.readonly} {dispatch} /> }
    };
    let body = match &**tab {
        "outbound" => entries(Direction::Egress),
        "subnets" => {
            let (id, network, dispatch) = (acl.id.to_string(), network.clone(), dispatch.clone());
            html! { <Associations {id} {network} readonly={props.readonly} {dispatch} /> }
        }
        _ => entries(Direction::Ingress),
    };
    let facts = html! {
        <>
            { fact("Network ACL ID", acl.id.as_str(), true) }
            { leads("VPC", acl.vpc.as_str(), network, dispatch) }
            { fact("Default", if acl.is_default { "Yes" } else { "No" }, false) }
        </>
    };
    let choose = tab.setter();
    sheet(Sheet {
        kind: "Network ACL",
        id: "acl",
        label: "Network ACL",
        name: &name_of(network, acl.id.as_str()),
        hue: None,
        facts,
        tasks: name_and_delete(props.readonly, dispatch),
        tabs,
        chosen: (*tab).clone(),
        onchoose: Callback::from(move |id| choose.set(id)),
        body,
    })
}

/// What the table of one direction is given.
#[derive(Properties, PartialEq)]
struct EntriesProps {
    acl: Rc<NetworkAcl>,
    direction: Direction,
    lit: Rc<Vec<(Direction, NetworkAclEntry)>>,
    readonly: bool,
    dispatch: Dispatch,
}

/// The entries of one direction, in the order in which they are looked at.
#[component]
fn Entries(props: &EntriesProps) -> Html {
    let RuleWords { side, region, verb } = rule_words(props.direction);
    let entries = props.acl.entries(props.direction);
    let window = use_window(entries.len(), ROW);
    let lit = |one: &NetworkAclEntry| {
        props.lit.iter().any(|(direction, lit)| (*direction, lit) == (props.direction, one))
    };
    let shown = (window.first..window.end).filter_map(|at| {
        let one = entries.get(at)?;
        Some(entry(one, side, &decided_before(entries, at), lit(one)))
    });
    let heads = ["Rule number", "Type", "Protocol", "Port range", side, "Allow/Deny"];
    let edit = opens(verb, Icon::Edit, Weight::Normal, Open::Entries(props.direction), &props.dispatch);
    html! {
        <>
            <div class="toolbar">
                <span class="dim count-text">{ "The matching rule with the lowest number decides, for replies too." }</span>
                { info(&help::ACLS) }
                if !props.readonly { { edit } }
            </div>
            { windowed(&window, region, table("acl-table", &heads, shown)) }
        </>
    }
}

fn entry(entry: &NetworkAclEntry, side: &'static str, decided_before: &[u16], lit: bool) -> Html {
    let [number, kind, protocol, ports] = cells(entry);
    let (word, picture, class) = match entry.action {
        RuleAction::Allow => ("Allow", Icon::Check, "allow"),
        RuleAction::Deny => ("Deny", Icon::Cross, "deny"),
    };
    let action = html! {
        <>
            <span class={classes!("badge", class)}>{ icon(picture) }{ word }</span>
            if lit {
                <span class="badge decided beside" title="The packet of the verdict met this rule first, and the rule decided">
                    { icon(Icon::Send) }{ "Decided" }
                </span>
            }
            if let Some(text) = unreached_text(decided_before) {
                <span class="badge note-mark beside" title={text}>
                    { icon(Icon::Warning) }{ "Never reached" }
                    <span class="unseen">{ deciders(decided_before).map(|who| format!(": {who}")) }</span>
                </span>
            }
        </>
    };
    html! {
        <tr key={format!("{} {}", entry.number, entry.block)} role="row" class={classes!(lit.then_some("lit"))}>
            { cell("Rule number", "mono", number.into()) }
            { cell("Type", "", kind.into()) }
            { cell("Protocol", "", protocol.into()) }
            { cell("Port range", "mono", ports.into()) }
            { cell(side, "mono", entry.block.to_string().into()) }
            { cell("Allow/Deny", "", action) }
        </tr>
    }
}

/// What the table of subnets is given.
#[derive(Properties, PartialEq)]
pub(super) struct AssociationsProps {
    /// The ACL or route table.
    pub id: AttrValue,
    /// The network it belongs to.
    pub network: Rc<Network>,
    /// Whether it can only be looked at.
    pub readonly: bool,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The subnets that an ACL serves, or that use a route table.
#[component]
pub(super) fn Associations(props: &AssociationsProps) -> Html {
    let (network, id, dispatch) = (&props.network, &*props.id, &props.dispatch);
    let served = use_memo((network.clone(), props.id.clone()), |(network, id)| subnets_served(network, id));
    let window = use_window(served.len(), ROW);
    let shown = served.get(window.first..window.end).unwrap_or_default();
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
    let rows = shown.iter().map(|(id, block, zone, main)| {
        html! {
            <tr key={id.clone()} role="row">
                { cell("Name", "", link(id, &name_of(network, id), dispatch)) }
                { cell("Subnet ID", "mono", id.clone().into()) }
                { cell("IPv4 CIDR", "mono", block.clone().into()) }
                { cell("Availability Zone", "", zone.clone().into()) }
                if !is_acl { { cell("Association", "", if *main { "Main" } else { "Explicit" }.into()) } }
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
                if !props.readonly { { edit } }
            </div>
            if served.is_empty() {
                { empty(nothing, Html::default()) }
            } else {
                { windowed(&window, "Subnet associations", table("", &heads, rows)) }
            }
        </>
    }
}
