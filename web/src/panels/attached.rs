//! The interfaces that carry a group.

use std::rc::Rc;

use sg_core::model::{Network, ResourceId, SecurityGroupId};
use yew::prelude::*;

use super::carrier_icon;
use super::resources::count;
use super::subject_head::link;
use crate::state::directory::{Directory, InterfaceLine};
use crate::state::inventory::name_of;
use crate::state::resource_form::Task;
use crate::state::store::{Act, Dispatch, Open, Selection};
use crate::ui::button::Button;
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::{empty, id_of, made_note};
use crate::ui::window::{ROW, cell, table, use_window, windowed};

/// What the table is given.
#[derive(Properties, PartialEq)]
pub struct AttachedProps {
    /// The group.
    pub group: SecurityGroupId,
    /// The network it belongs to.
    pub network: Rc<Network>,
    /// Names and addresses.
    pub directory: Rc<Directory>,
    /// Whether nothing can be attached.
    pub readonly: bool,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The table.
#[component]
pub fn Attached(props: &AttachedProps) -> Html {
    let carries = |one: &&InterfaceLine| one.groups.contains(&props.group);
    let members: Vec<&InterfaceLine> = props.directory.interfaces().iter().filter(carries).collect();
    let window = use_window(members.len(), ROW);
    let attach = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Open(Some(Open::Task(Task::Interfaces)))))
    };
    let attach = html! {
        if !props.readonly {
            <Button key="attach" label="Attach to interfaces" icon={Icon::Pin} data_key="edit" onclick={attach} />
        }
    };
    if members.is_empty() {
        return empty(
            "No interface carries this group, so its rules filter nothing, and rules that refer to it match nothing.",
            attach,
        );
    }
    let shown = members.get(window.first..window.end).unwrap_or_default();
    let rows = shown.iter().map(|one| row(one, props));
    let heads = ["Name", "Network interface ID", "Private address", "Public address", "Subnet"];
    html! {
        <>
            <div class="toolbar">
                <span class="count-text dim">{ count(members.len(), "interface", "interfaces") }</span>
                { attach }
            </div>
            { windowed(&window, "Attached interfaces", table("", &heads, rows)) }
            { made_note(props.network.interfaces.iter().any(|own| own.is_stand_in)) }
        </>
    }
}

fn row(one: &InterfaceLine, props: &AttachedProps) -> Html {
    let (target, dispatch) = (Selection::Interface(one.id.clone()), props.dispatch.clone());
    let own = props.network.interfaces.find(&one.id);
    let subnet = own.map(|interface| interface.subnet.to_string());
    let is_made = own.is_some_and(|own| own.is_stand_in);
    let name = html! {
        <button
            type="button"
            class="button link"
            onclick={Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Select(target.clone())))}
        >
            { icon(carrier_icon(one.carrier)) }<bdi>{ &*one.name }</bdi>
        </button>
    };
    html! {
        <tr key={one.id.to_string()} role="row">
            { cell("Name", "", name) }
            { cell("Network interface ID", "mono", id_of(one.id.as_str(), is_made)) }
            { cell("Private address", "mono", one.address.to_string().into()) }
            { cell("Public address", "mono", one.public.as_deref().unwrap_or("–").to_owned().into()) }
            { cell("Subnet", "", subnet.map_or_else(Html::default, |id| link(&id, &name_of(&props.network, &id), &props.dispatch))) }
        </tr>
    }
}
