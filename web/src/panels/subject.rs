//! What stands in the middle: the panel of what is selected, and the dialogs about it.

use std::rc::Rc;

use yew::prelude::*;

use super::acl::AclPanel;
use super::acl_editor::AclEditor;
use super::group::Group;
use super::interface::Interface;
use super::overview::Overview;
use super::prefix_list::PrefixListPanel;
use super::resource::ResourcePanel;
use super::resource_form::ResourceForm;
use super::route_editor::RouteEditor;
use super::route_table::RouteTablePanel;
use super::rule_editor::RuleEditor;
use super::{lit_entries, lit_rules};
use crate::state::resource_form::Task;
use crate::state::resource_type::{ResourceType, exists};
use crate::state::store::{Act, Dispatch, Open, Selection, State};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::Icon;
use crate::ui::marks::empty;
use crate::ui::region::Region;

/// The panel of what is selected.
pub fn subject(state: &State, readonly: bool, dispatch: &Dispatch) -> Html {
    let network = &state.network;
    let panel = match &state.selection {
        Selection::Group(id) => network.security_groups.find(id).map(|group| {
            html! {
                <Group
                    key={id.to_string()}
                    group={Rc::clone(group)}
                    network={network.clone()}
                    directory={state.directory.clone()}
                    tab={state.tab}
                    lit={Rc::new(lit_rules(state))}
                    shown={state.shown_rules.clone()}
                    {readonly}
                    dispatch={dispatch.clone()}
                />
            }
        }),
        Selection::Interface(id) => network.interfaces.find(id).map(|interface| {
            html! {
                <Interface
                    key={id.to_string()}
                    interface={Rc::clone(interface)}
                    network={network.clone()}
                    directory={state.directory.clone()}
                    {readonly}
                    dispatch={dispatch.clone()}
                />
            }
        }),
        Selection::PrefixList(id) => network.prefix_lists.find(&**id).map(|list| {
            html! {
                <PrefixListPanel key={id.to_string()} list={Rc::clone(list)} {readonly} dispatch={dispatch.clone()} />
            }
        }),
        Selection::List { kind, .. } => Some(html! {
            <Overview
                key={kind.name()}
                kind={*kind}
                network={network.clone()}
                directory={state.directory.clone()}
                {readonly}
                dispatch={dispatch.clone()}
            />
        }),
        Selection::Other(id) => other(state, id, readonly, dispatch),
        Selection::Nothing => None,
    };
    panel.unwrap_or_else(|| nothing(readonly, dispatch))
}

fn other(state: &State, id: &Rc<str>, readonly: bool, dispatch: &Dispatch) -> Option<Html> {
    let network = &state.network;
    let key = id.to_string();
    if let Some(acl) = network.network_acls.find(&**id) {
        let (network, dispatch) = (network.clone(), dispatch.clone());
        let lit = Rc::new(lit_entries(state, acl));
        return Some(
            html! { <AclPanel {key} acl={Rc::clone(acl)} {network} {lit} near={state.tab.direction()} {readonly} {dispatch} /> },
        );
    }
    if let Some(table) = network.route_tables.find(&**id) {
        let (network, dispatch) = (network.clone(), dispatch.clone());
        return Some(
            html! { <RouteTablePanel {key} table={Rc::clone(table)} {network} {readonly} {dispatch} /> },
        );
    }
    exists(network, id).then(|| {
        html! {
            <ResourcePanel
                {key}
                id={AttrValue::from(id.clone())}
                network={network.clone()}
                {readonly}
                dispatch={dispatch.clone()}
            />
        }
    })
}

/// An empty Region, and the first thing to make in it.
fn nothing(readonly: bool, dispatch: &Dispatch) -> Html {
    let text = "Nothing is here yet. Begin with a VPC, import the output of the AWS CLI, or choose a scenario above.";
    let create = {
        let dispatch = dispatch.clone();
        let open = Open::Task(Task::Create(ResourceType::Vpc));
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Open(Some(open))))
    };
    let button =
        html! { <Button label="Create VPC" icon={Icon::Plus} weight={Weight::Primary} onclick={create} /> };
    html! {
        <Region key="nothing" class="panel rules" part="rules" label="Nothing selected">
            { empty(text, if readonly { Html::default() } else { button }) }
        </Region>
    }
}

/// The dialog about what is selected, where one is open.
pub fn dialog(state: &State, dispatch: &Dispatch) -> Option<Html> {
    let (network, dispatch) = (state.network.clone(), dispatch.clone());
    let (simulation, directory) = (state.simulation.clone(), state.directory.clone());
    let id = state.selection.id();
    Some(match state.open? {
        Open::Rules(direction) => {
            let group = Rc::clone(network.security_groups.find(id)?);
            let found = state.shown_rules.clone();
            html! { <RuleEditor {group} {network} {simulation} {directory} {direction} {found} {dispatch} /> }
        }
        Open::Entries(direction) => {
            let acl = Rc::clone(network.network_acls.find(id)?);
            html! { <AclEditor {acl} {network} {simulation} {directory} {direction} {dispatch} /> }
        }
        Open::Routes => {
            let table = Rc::clone(network.route_tables.find(id)?);
            html! { <RouteEditor {table} {network} {simulation} {directory} {dispatch} /> }
        }
        Open::Task(task) => {
            let subject = AttrValue::from(state.selection.near().to_owned());
            html! { <ResourceForm {task} {subject} {network} {simulation} {directory} {dispatch} /> }
        }
        Open::Import | Open::Share | Open::Script | Open::Documents | Open::Shortcuts | Open::Symptom => {
            return None;
        }
    })
}
