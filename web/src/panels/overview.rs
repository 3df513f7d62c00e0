//! Everything of one kind in the middle, as the console shows it when one of its lists is chosen.

use std::rc::Rc;

use sg_core::model::Network;
use yew::prelude::*;

use super::carrier_icon;
use super::resources::{count, verb};
use super::subject_head::{link, value};
use crate::state::directory::Directory;
use crate::state::facts::Value;
use crate::state::inventory::{Kind, lines};
use crate::state::overview::{Listed, heads};
use crate::state::resource_form::Task;
use crate::state::resource_type::ResourceType;
use crate::state::store::{Act, Dispatch, Open};
use crate::ui::button::Button;
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::{empty, hue_class, made_note};
use crate::ui::region::Region;
use crate::ui::search::use_search;
use crate::ui::sort::{Sort, heading, sort_by};
use crate::ui::window::{gap, use_window};

/// The height of a row in pixels; the style sheet holds the rows to it.
const ROW: usize = 32;

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct OverviewProps {
    /// What is listed.
    pub kind: Kind,
    /// The network.
    pub network: Rc<Network>,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// Whether nothing can be made.
    pub readonly: bool,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The panel in the middle, when a kind is selected.
#[component]
pub fn Overview(props: &OverviewProps) -> Html {
    let kind = props.kind;
    let sort = use_state_eq(Sort::default);
    let filter = use_search("overview-filter", format!("Filter: {}", kind.name()), "Filter by any column");
    let sought = filter.sought.clone();
    let all =
        use_memo((props.network.clone(), props.directory.clone(), kind), |(network, directory, kind)| {
            lines(network, directory, *kind)
        });
    // All rows are made only for as long as something is looked for or sorted by.
    let looking = !sought.is_empty() || sort.by.is_some();
    let made = use_memo((all.clone(), props.network.clone(), props.directory.clone(), looking), {
        move |(all, network, directory, looking)| {
            let wanted = all.iter().filter(|_| *looking);
            wanted.map(|line| Listed::of(network, directory, kind, line)).collect::<Vec<_>>()
        }
    });
    let places = use_memo((all.clone(), made, sought.clone(), *sort), |(all, made, sought, sort)| {
        let fits = |at: &usize| sought.is_empty() || made.get(*at).is_some_and(|row| row.has(sought));
        let mut places: Vec<usize> = (0..all.len()).filter(fits).collect();
        sort.apply(&mut places, |at, column| made.get(*at).map(|row| row.sort_key(column)));
        places
    });
    let window = use_window(places.len(), ROW);
    let shown = places.get(window.first..window.end).unwrap_or_default();
    let shown = shown.iter().filter_map(|at| all.get(*at));
    let columns = heads(kind);
    let rows =
        shown.map(|line| row(&Listed::of(&props.network, &props.directory, kind, line), columns, props));
    let heads: Vec<&'static str> = ["Name"].into_iter().chain(columns.iter().copied()).collect();
    let narrow = sort_by("overview-sort", "Order of the list", &heads, &sort);
    let heads = heads.into_iter().enumerate().map(|(column, head)| heading(head, column, &sort));
    let total = all.len();
    let told = (!sought.is_empty()).then(|| format!("{} of {total}", places.len()));
    html! {
        <Region class="panel rules" part="rules" titled="overview-title">
            <p class="subject-kind">{ count(total, "resource", "resources") }</p>
            <header class="subject">
                <div class="subject-line"><h2 id="overview-title" class="subject-name">{ kind.name() }</h2></div>
            </header>
            if all.is_empty() {
                { empty(none(kind), first(kind, props)) }
            } else {
                <div class="toolbar">
                    <div class="filter">{ filter.field.clone() }</div>
                    { narrow }
                    <span class="dim count-text" role="status">{ told }</span>
                </div>
                <div
                    ref={window.node.clone()}
                    class="table-box overview"
                    tabindex="0"
                    role="group"
                    aria-label={format!("All {}", kind.name())}
                    onscroll={window.onscroll.clone()}
                >
                    { gap(window.above) }
                    <table class="table cards" role="table">
                        <thead role="rowgroup"><tr role="row">{ for heads }</tr></thead>
                        <tbody role="rowgroup">{ for rows }</tbody>
                    </table>
                    { gap(window.below) }
                    if places.is_empty() {
                        { filter.nothing(format!("{}: nothing has “{}” in any column.", kind.name(), filter.text), "Clear the filter") }
                    }
                </div>
                { made_note(kind == Kind::Interfaces && props.network.interfaces.iter().any(|own| own.is_stand_in)) }
            }
        </Region>
    }
}

/// What is said where there is none of a kind: what it is for.
pub(super) const fn none(kind: Kind) -> &'static str {
    match kind {
        Kind::Groups => "No security groups. A group says what may reach the interfaces that carry it.",
        Kind::Interfaces => {
            "No network interfaces. Packets travel between interfaces, and groups attach to them."
        }
        Kind::Acls => "No network ACLs. A network ACL filters what enters and leaves a subnet, replies too.",
        Kind::RouteTables => "No route tables. A route table says where packets go that leave a subnet.",
        Kind::PrefixLists => {
            "No prefix lists. A prefix list names blocks of addresses that rules and routes can refer to."
        }
        Kind::Gateways => "No gateways. Without one nothing leaves or enters a VPC.",
        Kind::Addresses => {
            "No Elastic IP addresses. An Elastic IP address is a public address that stays yours."
        }
        Kind::Vpcs => "No VPCs. A VPC is where a network begins.",
        Kind::Subnets => "No subnets. Interfaces stand in subnets.",
    }
}

/// What makes the first of a kind.
fn first(kind: Kind, props: &OverviewProps) -> Html {
    let what = kind.creatable().first().filter(|_| !props.readonly);
    let button = |what: &ResourceType| {
        let (what, dispatch) = (*what, props.dispatch.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            dispatch.dispatch(Act::Open(Some(Open::Task(Task::Create(what)))));
        });
        html! { <Button label={verb(what)} icon={Icon::Plus} {onclick} /> }
    };
    what.map_or_else(Html::default, button)
}

fn row(one: &Listed, heads: &[&'static str], props: &OverviewProps) -> Html {
    let (line, name) = (&one.line, one.name());
    let cells = one.cells.iter().zip(heads).map(|(values, head)| {
        let yields = matches!(values[..], [Value::Link(..)]).then_some("yields");
        let values = values.iter().enumerate().map(|(at, one)| value(at, one, &props.dispatch));
        html! { <td key={*head} role="cell" data-head={*head}><span class={classes!("cell", yields)}>{ for values }</span></td> }
    });
    html! {
        <tr key={line.id.to_string()} role="row">
            <td key="name" role="cell" data-head="Name">
                <span class={classes!("cell", "yields", line.hue.map(|hue| classes!("chip", hue_class(hue))))}>
                    { for line.carrier.map(|carrier| icon(carrier_icon(carrier))) }
                    { link(&line.id, name, &props.dispatch) }
                </span>
            </td>
            { for cells }
        </tr>
    }
}
