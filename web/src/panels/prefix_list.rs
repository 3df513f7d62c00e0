//! A prefix list and its entries.

use std::rc::Rc;

use sg_core::model::{PrefixList, ResourceId};
use sg_core::net::Family;
use yew::prelude::*;

use crate::ui::marks::empty;
use crate::ui::region::Region;

use super::subject_head::{fact, head, opens, task};
use crate::panels::help::info;
use crate::state::help;
use crate::state::resource_form::Task;
use crate::state::store::{Dispatch, Open};
use crate::ui::button::Weight;
use crate::ui::icon::Icon;
use crate::ui::window::{ROW, cell, table, use_window, windowed};

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct PrefixListProps {
    /// The list.
    pub list: Rc<PrefixList>,
    /// Whether it can only be looked at.
    pub readonly: bool,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The panel in the middle, when a prefix list is selected.
#[component]
pub fn PrefixListPanel(props: &PrefixListProps) -> Html {
    let (list, dispatch) = (&props.list, &props.dispatch);
    let window = use_window(list.entries.as_ref().map_or(0, Vec::len), ROW);
    let family = match list.family {
        Family::Ipv4 => "IPv4",
        Family::Ipv6 => "IPv6",
    };
    let most = list.max_entries.map_or_else(|| "–".to_owned(), |most| most.to_string());
    let body = match &list.entries {
        None => empty(
            "The entries are not described, so a rule that refers to this list gives no certain answer.",
            Html::default(),
        ),
        Some(entries) if entries.is_empty() => {
            empty("No entries: a rule that refers to this list matches nothing.", Html::default())
        }
        Some(entries) => {
            let rows = entries.get(window.first..window.end).unwrap_or_default().iter().map(|entry| {
                let block = entry.block.to_string();
                html! {
                    <tr key={block.clone()} role="row">
                        { cell("CIDR block", "mono", block.into()) }
                        { cell("Description", "", html! { <bdi>{ entry.description.as_deref().unwrap_or("–") }</bdi> }) }
                    </tr>
                }
            });
            windowed(&window, "Entries", table("", &["CIDR block", "Description"], rows))
        }
    };
    let facts = html! {
        <>
            { fact("Prefix list ID", list.id.as_str(), true) }
            { fact("Address family", family, false) }
            { fact("Owner", &list.owner, true) }
            { fact("Max entries", &most, true) }
        </>
    };
    let own = !props.readonly && !list.is_aws_managed();
    let tasks = html! {
        if own { { task("Delete", Icon::Trash, Task::Delete, dispatch) } }
    };
    let edit = opens("Modify prefix list", Icon::Edit, Weight::Normal, Open::Task(Task::Entries), dispatch);
    html! {
        <Region class="panel rules" part="rules" titled="list-title">
            <p class="subject-kind">{ "Prefix list" }</p>
            { head("list-title", &list.name, None, facts, tasks) }
            <div class="toolbar bordered">
                <span class="dim count-text">
                    { super::resources::count(list.entries.as_ref().map_or(0, Vec::len), "entry", "entries") }
                </span>
                { info(&help::PREFIX_LISTS) }
                if own { { edit } }
            </div>
            { body }
        </Region>
    }
}
