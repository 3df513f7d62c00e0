//! A network interface: its addresses and groups.

use std::rc::Rc;

use sg_core::conntrack::Timeouts;
use sg_core::model::{Network, NetworkInterface, ResourceId, SecurityGroupId};
use sg_core::wire::StepKind;
use yew::prelude::*;

use crate::panels::help::info;
use crate::state::attach::detaching;
use crate::state::directory::Directory;
use crate::state::facts::stand_in;
use crate::state::help;
use crate::state::store::{Act, Dispatch, Selection};
use crate::ui::marks::chip;
use crate::ui::region::Region;

use super::subject_head::{fact, head, leads, linked, opens, task};
use crate::state::resource_form::Task;
use crate::state::store::Open;
use crate::ui::button::{Button, Weight};
use crate::ui::icon::Icon;
use crate::ui::time_left::span;

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct InterfaceProps {
    /// The interface.
    pub interface: Rc<NetworkInterface>,
    /// The network it belongs to.
    pub network: Rc<Network>,
    /// Whether it can only be looked at.
    pub readonly: bool,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The panel in the middle, when an interface is selected.
#[component]
pub fn Interface(props: &InterfaceProps) -> Html {
    let one = &props.interface;
    let private = one.private_addresses.iter().map(|address| {
        let public = address.association.as_ref().map(|association| association.public_ip.to_string());
        (address.address.to_string(), public.unwrap_or_else(|| "–".to_owned()))
    });
    let ipv6 = one.ipv6_addresses.iter().map(|address| (address.to_string(), "The same".to_owned()));
    let addresses = private.chain(ipv6).map(|(address, public)| {
        html! { <tr key={address.clone()}><td class="mono">{ address }</td><td class="mono">{ public }</td></tr> }
    });
    let detach = |group: &SecurityGroupId| {
        let (dispatch, action) = (props.dispatch.clone(), detaching(one, group));
        Callback::from(move |_: MouseEvent| {
            dispatch.dispatch(Act::Step(StepKind::Apply(vec![action.clone()])));
        })
    };
    let groups = one.groups.iter().map(|id| {
        let line = props.directory.group(id.as_str());
        let target = Selection::Group(id.clone());
        let dispatch = props.dispatch.clone();
        html! {
            <li key={id.to_string()}>
                <button
                    type="button"
                    class="button link"
                    onclick={Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Select(target.clone())))}
                >
                    { chip(line.map_or(7, |line| line.hue), line.map_or(id.as_str(), |line| &line.name)) }
                </button>
                <span class="mono dim">{ id.to_string() }</span>
                if !props.readonly {
                    <Button
                        label={format!("Detach {}", line.map_or(id.as_str(), |line| &line.name))}
                        icon={Icon::Close}
                        icon_only={true}
                        weight={Weight::Quiet}
                        onclick={detach(id)}
                    />
                }
            </li>
        }
    });
    let instance = one.instance().map_or_else(|| "–".to_owned(), ToString::to_string);
    let (network, dispatch) = (&props.network, &props.dispatch);
    let instance_type = one.instance().and_then(|id| network.instances.find(id));
    let times = Timeouts::resolve(one.tracking, instance_type.map(|instance| &*instance.instance_type));
    let seconds = |seconds: u32| span(u64::from(seconds) * 1000);
    let facts = html! {
        <>
            { fact("Network interface ID", one.id.as_str(), true) }
            if one.is_stand_in { { linked(&stand_in(), dispatch) } }
            { fact("Instance ID", &instance, true) }
            { fact("Interface type", one.interface_type.name(), false) }
            { leads("VPC", one.vpc.as_str(), network, dispatch) }
            { leads("Subnet", one.subnet.as_str(), network, dispatch) }
        </>
    };
    let change = |label: &'static str, task: Task| {
        if props.readonly {
            return Html::default();
        }
        opens(label, Icon::Edit, Weight::Normal, Open::Task(task), dispatch)
    };
    let deletion = if one.instance().is_some() { "Terminate instance" } else { "Delete" };
    let tasks = html! {
        if !props.readonly {
            <>
                { task("Edit name", Icon::Edit, Task::Rename, dispatch) }
                { task(deletion, Icon::Trash, Task::Delete, dispatch) }
            </>
        }
    };
    html! {
        <Region class="panel rules" part="rules" titled="interface-title">
            <p class="subject-kind">{ "Network interface" }</p>
            { head("interface-title", props.directory.name(one.id.as_str()), None, facts, tasks) }
            <div class="subject-part">
                <div class="part-head">
                    <h3>{ "Security groups" }</h3>{ info(&help::INTERFACES) }
                    { change("Change security groups", Task::Groups) }
                </div>
                if one.groups.is_empty() {
                    <p class="dim">{ "None: nothing filters this interface." }</p>
                } else {
                    <ul class="group-list">{ for groups }</ul>
                }
            </div>
            <div class="subject-part">
                <h3>{ "Addresses" }</h3>
                <div class="table-box" tabindex="0" role="group" aria-label="Addresses">
                    <table class="table">
                        <thead><tr><th scope="col">{ "Private address" }</th><th scope="col">{ "Public address" }</th></tr></thead>
                        <tbody>{ for addresses }</tbody>
                    </table>
                </div>
            </div>
            <div class="subject-part">
                <div class="part-head">
                    <h3>{ "Settings" }</h3>
                    { change("Change settings", Task::Settings) }
                </div>
                <dl class="facts">
                    { fact("Source/destination check", if one.source_dest_check { "Enabled" } else { "Disabled" }, false) }
                    { fact("TCP established timeout", &seconds(times.tcp_established), false) }
                    { fact("UDP stream timeout", &seconds(times.udp_stream), false) }
                    { fact("UDP unidirectional timeout", &seconds(times.udp), false) }
                </dl>
            </div>
        </Region>
    }
}
