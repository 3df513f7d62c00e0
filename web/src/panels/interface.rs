//! A network interface: its addresses and groups.

use std::rc::Rc;

use sg_core::model::{NetworkInterface, ResourceId};
use yew::prelude::*;

use crate::state::directory::Directory;
use crate::state::store::{Act, Dispatch, Selection};
use crate::ui::marks::chip;

use super::group::fact;

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct InterfaceProps {
    /// The interface.
    pub interface: Rc<NetworkInterface>,
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
    let ipv6 = one.ipv6_addresses.iter().map(|address| (address.to_string(), "–".to_owned()));
    let addresses = private.chain(ipv6).map(|(address, public)| {
        html! { <tr key={address.clone()}><td class="mono">{ address }</td><td class="mono">{ public }</td></tr> }
    });
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
            </li>
        }
    });
    let instance = one.instance().map_or_else(|| "–".to_owned(), ToString::to_string);
    html! {
        <section class="panel rules" part="rules" aria-labelledby="interface-title">
            <header class="subject">
                <h2 id="interface-title" class="subject-name"><bdi>{ props.directory.name(one.id.as_str()).to_owned() }</bdi></h2>
                <dl class="facts">
                    { fact("Network interface ID", one.id.as_str(), true) }
                    { fact("Instance ID", &instance, true) }
                    { fact("Interface type", one.interface_type.name(), false) }
                    { fact("VPC", one.vpc.as_str(), true) }
                    { fact("Subnet", one.subnet.as_str(), true) }
                    { fact("Source/destination check", if one.source_dest_check { "On" } else { "Off" }, false) }
                </dl>
            </header>
            <div class="subject-part">
                <h3>{ "Security groups" }</h3>
                if one.groups.is_empty() {
                    <p class="dim">{ "None: nothing filters this interface." }</p>
                } else {
                    <ul class="group-list">{ for groups }</ul>
                }
            </div>
            <div class="subject-part">
                <h3>{ "Addresses" }</h3>
                <div class="table-box" tabindex="0" role="region" aria-label="Addresses">
                    <table class="table">
                        <thead><tr><th scope="col">{ "Private address" }</th><th scope="col">{ "Public address" }</th></tr></thead>
                        <tbody>{ for addresses }</tbody>
                    </table>
                </div>
            </div>
        </section>
    }
}
