//! A resource that has no panel of its own: a VPC, a subnet, a gateway, an address.

use std::rc::Rc;

use sg_core::model::Network;
use sg_core::wire::{Action, StepKind};
use yew::prelude::*;

use super::subject_head::{head, linked, task};
use crate::state::facts::facts;
use crate::state::inventory::name_of;
use crate::state::resource_form::Task;
use crate::state::resource_type::ResourceType;
use crate::state::store::{Act, Dispatch};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::Icon;
use crate::ui::marks::note;
use crate::ui::region::Region;

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct ResourceProps {
    /// Its id.
    pub id: AttrValue,
    /// The network it belongs to.
    pub network: Rc<Network>,
    /// Whether it can only be looked at.
    pub readonly: bool,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The panel in the middle, when such a resource is selected.
#[component]
pub fn ResourcePanel(props: &ResourceProps) -> Html {
    let (id, network, dispatch) = (&props.id, &props.network, &props.dispatch);
    let Some(what) = ResourceType::of(id) else { return html! { <section class="panel rules"></section> } };
    let facts = facts(network, id);
    let shown = facts.iter().map(|fact| linked(fact, dispatch));
    let tasks = if props.readonly { Html::default() } else { tasks(props, what) };
    html! {
        <Region class="panel rules" part="rules" titled="resource-title">
            <p class="subject-kind">{ what.noun() }</p>
            { head("resource-title", &name_of(network, id), None, html! { <>{ for shown }</> }, tasks) }
            <div class="subject-advice">{ advice(network, id, what) }</div>
        </Region>
    }
}

fn tasks(props: &ResourceProps, what: ResourceType) -> Html {
    let (id, network, dispatch) = (&props.id, &props.network, &props.dispatch);
    let own = match what {
        ResourceType::Vpc => vec![
            task("Create subnet", Icon::Plus, Task::Create(ResourceType::Subnet), dispatch),
            task("Create security group", Icon::Plus, Task::Create(ResourceType::SecurityGroup), dispatch),
        ],
        ResourceType::Subnet => {
            vec![task("Launch instance", Icon::Plus, Task::Create(ResourceType::Instance), dispatch)]
        }
        ResourceType::InternetGateway => match network.internet_gateways.find(&**id) {
            Some(gateway) => match &gateway.vpc {
                None => vec![task("Attach to VPC", Icon::Plus, Task::Attach, dispatch)],
                Some(vpc) => {
                    let action =
                        Action::new("DetachInternetGateway").with("InternetGatewayId", id.to_string());
                    vec![at_once("Detach", action.with("VpcId", vpc.to_string()), dispatch)]
                }
            },
            None => Vec::new(),
        },
        ResourceType::ElasticIp => {
            match network.addresses.find(&**id).and_then(|own| own.association.as_ref()) {
                None => vec![task("Associate", Icon::Plus, Task::AssociateAddress, dispatch)],
                Some(association) => {
                    let action =
                        Action::new("DisassociateAddress").with("AssociationId", association.id.to_string());
                    vec![at_once("Disassociate", action, dispatch)]
                }
            }
        }
        ResourceType::TransitGateway => {
            let create = Task::Create(ResourceType::TransitGatewayAttachment);
            vec![task("Attach VPC", Icon::Plus, create, dispatch)]
        }
        _ => Vec::new(),
    };
    let (delete, deletable) = match what {
        ResourceType::ElasticIp => ("Release", true),
        what => ("Delete", what.deletion().is_some()),
    };
    html! {
        <>
            { for own }
            { task("Edit name", Icon::Edit, Task::Rename, dispatch) }
            if deletable { { task(delete, Icon::Trash, Task::Delete, dispatch) } }
        </>
    }
}

/// A button that does one thing at once; undo takes it back.
fn at_once(label: &'static str, action: Action, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let step = move |_: MouseEvent| dispatch.dispatch(Act::Step(StepKind::Apply(vec![action.clone()])));
    html! { <Button key={label} {label} icon={Icon::Cross} weight={Weight::Quiet} onclick={Callback::from(step)} /> }
}

/// What is still missing before the resource does anything.
fn advice(network: &Network, id: &str, what: ResourceType) -> Html {
    let text = match what {
        ResourceType::InternetGateway
            if network.internet_gateways.find(id).is_some_and(|one| one.vpc.is_none()) =>
        {
            "It is attached to no VPC, so nothing passes it."
        }
        ResourceType::InternetGateway
        | ResourceType::NatGateway
        | ResourceType::TransitGateway
        | ResourceType::EgressOnlyInternetGateway
        | ResourceType::Peering
            if !network
                .route_tables
                .iter()
                .any(|table| table.routes.iter().any(|route| route.target.id() == id)) =>
        {
            "No route leads to it, so nothing takes it."
        }
        ResourceType::Vpc if !network.subnets.iter().any(|subnet| subnet.vpc.to_string() == id) => {
            "It has no subnet yet: interfaces stand in subnets."
        }
        _ => return Html::default(),
    };
    note(text)
}
