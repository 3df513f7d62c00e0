//! The dialog "Edit routes": destination, kind of target, target.

use std::rc::Rc;

use sg_core::model::{Network, ResourceId, RouteTable};
use sg_core::simulation::Simulation;
use yew::prelude::*;

use super::row_editor::{
    DraftRow, Fields, OnChange, Shell, block_control, cell, fixed as plain, heads, shell, use_rows,
};
use crate::state::directory::Directory;
use crate::state::facts::capital;
use crate::state::help;
use crate::state::inventory::{block_of, name_of};
use crate::state::route_draft::{RouteDraft, TargetKind, actions, check, rows};
use crate::state::rule_draft::{RowField, RowProblem, shown};
use crate::state::store::Dispatch;
use crate::state::stored::complete;
use crate::ui::combobox::{Combobox, Suggestion};
use crate::ui::select::{Choice, Select};

impl DraftRow for RouteDraft {
    fn key(&self) -> u32 {
        self.key
    }

    fn add(_: &[Self], key: u32) -> Self {
        Self::new(key)
    }
}

/// What the dialog is given.
#[derive(Properties)]
pub struct RouteEditorProps {
    /// The table as it was when the dialog opened.
    pub table: Rc<RouteTable>,
    /// The network it belongs to.
    pub network: Rc<Network>,
    /// What the preview tries the changes on.
    pub simulation: Rc<Simulation>,
    /// Names.
    pub directory: Rc<Directory>,
    /// Where the save goes.
    pub dispatch: Dispatch,
}

impl PartialEq for RouteEditorProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.simulation, &other.simulation) && self.table == other.table
    }
}

/// The dialog. It is drawn for as long as it is open.
#[component]
pub fn RouteEditor(props: &RouteEditorProps) -> Html {
    let table = &props.table;
    let editor = use_rows(|| rows(table), |_| false);
    let tried =
        use_memo((props.network.clone(), table.clone(), editor.rows.clone()), |(network, table, rows)| {
            (Rc::new(actions(table, rows)), check(network, table, rows))
        });
    let (wanted, problems) = &*tried;
    let offered = use_memo((props.network.clone(), table.clone()), |(network, table)| {
        let targets = TargetKind::ALL.map(|kind| Rc::new(targets(network, table, kind)));
        (Rc::new(destinations(network, table)), targets)
    });
    let drawn = editor.shown().iter().map(|row| {
        let at = TargetKind::ALL.iter().position(|kind| *kind == row.kind).unwrap_or(0);
        html! {
            <RouteRow
                key={row.key}
                row={Rc::new(row.clone())}
                problems={shown(problems, row.key, editor.refused)}
                destinations={offered.0.clone()}
                targets={offered.1.get(at).cloned().unwrap_or_default()}
                onchange={editor.onchange.clone()}
                ondelete={editor.ondelete.clone()}
            />
        }
    });
    let about = html! {
        <p class="dim">{ "The most specific route to the destination is used, whatever its place in the table." }</p>
    };
    shell(
        &editor,
        Shell {
            title: "Edit routes",
            help: &help::ROUTES,
            about,
            heads: heads("route", &["Destination", "Target type", "Target", "Status"]),
            rows: drawn.collect(),
            nothing: "This table has no routes.",
            noun: ("route", "routes"),
            below: Html::default(),
            tried: (Rc::clone(wanted), problems.len()),
            tries: {
                let (network, table) = (props.network.clone(), table.clone());
                Rc::new(move |rows| (Rc::new(actions(&table, rows)), check(&network, &table, rows).len()))
            },
            simulation: &props.simulation,
            directory: &props.directory,
            dispatch: &props.dispatch,
        },
    )
}

/// What a row is given.
#[derive(Properties, PartialEq)]
pub struct RouteRowProps {
    /// The row as typed.
    pub row: Rc<RouteDraft>,
    /// What EC2 answers to it, field by field.
    pub problems: Rc<[RowProblem]>,
    /// Blocks and prefix lists.
    pub destinations: Rc<Vec<Suggestion>>,
    /// Targets of the chosen kind.
    pub targets: Rc<Vec<Suggestion>>,
    /// Where a change goes.
    pub onchange: OnChange<RouteDraft>,
    /// Called with the row's key.
    pub ondelete: Callback<u32>,
}

/// A row of the dialog.
#[component]
fn RouteRow(props: &RouteRowProps) -> Html {
    let row = &props.row;
    let fields = Fields { key: row.key, problems: &props.problems, onchange: &props.onchange };
    let (place, kind, aim) = (fields.id("destination"), fields.id("kind"), fields.id("target"));
    let (source, target) = (fields.error(RowField::Source), fields.error(RowField::Target));
    let whole = fields.error(RowField::Row);
    let kinds: Rc<[Choice]> = TargetKind::ALL.map(|kind| Choice::new(kind.name(), kind.name())).into();
    let fixed = row.is_fixed();
    let state = row.origin.as_ref().map_or("–".to_owned(), |route| capital(route.state.name()));
    let destination = fields.edit(|row, text| text.clone_into(&mut row.destination));
    let aimed = fields.edit(|row, text| text.clone_into(&mut row.target));
    let cells = html! {
        <>
            { cell("Destination", &place, source.as_ref(), block_control(html! {
                if fixed || row.is_local() {
                    { plain(&place, "Destination", row.destination.clone()) }
                } else {
                    <Combobox
                        id={place.clone()}
                        label="Destination"
                        placeholder="CIDR block or prefix list"
                        value={row.destination.clone()}
                        suggestions={props.destinations.clone()}
                        invalid={source.is_some()}
                        oninput={destination.clone()}
                        onchoose={destination}
                    />
                }
            }, &row.destination, source.is_some(), &fields.edit(|row, _| complete(&mut row.destination)))) }
            { cell("Target type", &kind, whole.as_ref(), html! {
                <Select
                    id={kind.clone()}
                    label="Target type"
                    value={row.kind.name()}
                    choices={kinds}
                    disabled={fixed}
                    invalid={whole.is_some()}
                    onchange={fields.edit(|row, name| row.choose_kind(TargetKind::parse(name)))}
                />
            }) }
            { cell("Target", &aim, target.as_ref(), html! {
                if fixed || row.kind == TargetKind::Local {
                    { plain(&aim, "Target", row.target.clone()) }
                } else {
                    <Combobox
                        id={aim.clone()}
                        label="Target"
                        placeholder="Choose or type an id"
                        value={row.target.clone()}
                        suggestions={props.targets.clone()}
                        invalid={target.is_some()}
                        oninput={aimed.clone()}
                        onchoose={aimed}
                    />
                }
            }) }
            { cell("Status", "", None, html! { <span class="state-word">{ state }</span> }) }
        </>
    };
    let deletable = !fixed && !row.is_local();
    fields.line("route", cells, deletable.then(|| fields.delete("route", &props.ondelete)), None)
}

/// Everywhere, the prefix lists, and what the VPCs at the other ends hold.
fn destinations(network: &Network, table: &RouteTable) -> Vec<Suggestion> {
    let mut offered = vec![
        Suggestion::new("0.0.0.0/0", "Everywhere, IPv4", "Blocks"),
        Suggestion::new("::/0", "Everywhere, IPv6", "Blocks"),
    ];
    for vpc in network.vpcs.iter().filter(|vpc| vpc.id != table.vpc) {
        let name = name_of(network, vpc.id.as_str());
        offered.extend(vpc.blocks().map(|block| Suggestion::new(block.to_string(), &name, "Other VPCs")));
    }
    for subnet in network.subnets.iter().filter(|subnet| subnet.vpc == table.vpc) {
        let name = name_of(network, subnet.id.as_str());
        offered.push(Suggestion::new(block_of(subnet), &name, "Subnets, for an appliance in between"));
    }
    let lists = network.prefix_lists.iter();
    offered.extend(lists.map(|list| Suggestion::new(list.id.to_string(), &list.name, "Prefix lists")));
    offered
}

/// What a route of the table can lead to, of one kind.
fn targets(network: &Network, table: &RouteTable, kind: TargetKind) -> Vec<Suggestion> {
    let vpc = &table.vpc;
    let ids: Vec<&str> = match kind {
        TargetKind::EgressOnlyInternetGateway => {
            let all = network.egress_only_internet_gateways.iter();
            all.filter(|one| one.vpc == *vpc).map(|one| one.id.as_str()).collect()
        }
        TargetKind::Endpoint => {
            let all = network.vpc_endpoints.iter();
            let fits = |kind| kind == sg_core::model::EndpointKind::GatewayLoadBalancer;
            all.filter(|one| one.vpc == *vpc && fits(one.kind)).map(|one| one.id.as_str()).collect()
        }
        TargetKind::Instance => {
            let all = network.interfaces.iter().filter(|one| one.vpc == *vpc);
            all.filter_map(|one| one.instance()).map(|id| id.as_str()).collect()
        }
        TargetKind::InternetGateway => {
            let all = network.internet_gateways.iter();
            all.filter(|one| one.vpc.as_ref() == Some(vpc)).map(|one| one.id.as_str()).collect()
        }
        TargetKind::Local => vec!["local"],
        TargetKind::NatGateway => {
            let all = network.nat_gateways.iter().filter(|one| !one.is_deleted());
            all.filter(|one| one.vpc == *vpc).map(|one| one.id.as_str()).collect()
        }
        TargetKind::NetworkInterface => {
            let all = network.interfaces.iter();
            all.filter(|one| one.vpc == *vpc).map(|one| one.id.as_str()).collect()
        }
        TargetKind::PeeringConnection => {
            let all = network.peerings.iter();
            all.filter(|one| one.far_side(vpc).is_some()).map(|one| one.id.as_str()).collect()
        }
        TargetKind::TransitGateway => network.transit_gateways.ids().map(ResourceId::as_str).collect(),
        TargetKind::VirtualPrivateGateway => {
            let all = network.vpn_gateways.iter();
            all.filter(|one| one.vpc.as_ref() == Some(vpc)).map(|one| one.id.as_str()).collect()
        }
    };
    ids.into_iter().map(|id| Suggestion::new(id.to_owned(), &name_of(network, id), kind.name())).collect()
}
