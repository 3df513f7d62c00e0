//! Which actions there are, and how one is run.

use super::Ec2Error;
use super::{
    acl_entries, acls, associations, block_public_access, carriers, describe, elastic_ips, endpoints,
    interface_attributes, interfaces, internet_gateways, nat_gateways, peerings, prefix_list_entries,
    prefix_lists, private_addresses, route_tables, routes, rule_descriptions, rules_authorize, rules_modify,
    rules_revoke, run_instances, security_groups, settings, subnets, tags, terminate_instances,
    transit_gateways, vpc_blocks, vpcs,
};
use crate::model::Network;
use crate::wire::{Action, Service};
use serde_json::{Map, Value};

/// An action's name and the function that runs it. The function may leave the network half changed when
/// it fails: [`apply_all`] throws that copy away.
pub struct ActionName {
    /// EC2's, or the playground's.
    pub service: Service,
    /// The name in the SDKs.
    pub name: &'static str,
    pub(super) run: fn(&mut Network, Map<String, Value>) -> Result<Value, Ec2Error>,
}

/// Lists an action: `ec2!("CreateVpc", create_vpc)`, where `create_vpc(&mut Network, P) -> Result<Value,
/// Ec2Error>` and `P` reads the parameters.
macro_rules! ec2 {
    ($name:literal, $run:path) => {
        $crate::control::registry::listed!($crate::wire::Service::Ec2, $name, $run)
    };
}

/// The same for an action of the playground.
macro_rules! playground {
    ($name:literal, $run:path) => {
        $crate::control::registry::listed!($crate::wire::Service::Playground, $name, $run)
    };
}

macro_rules! listed {
    ($service:expr, $name:literal, $run:path) => {
        $crate::control::registry::ActionName {
            service: $service,
            name: $name,
            run: |network, parameters| $run(network, $crate::control::parameters::read(parameters)?),
        }
    };
}

pub(super) use {ec2, listed, playground};

/// The families of actions, one file each.
const FAMILIES: &[&[ActionName]] = &[
    acl_entries::ACTIONS,
    acls::ACTIONS,
    associations::ACTIONS,
    block_public_access::ACTIONS,
    carriers::ACTIONS,
    elastic_ips::ACTIONS,
    endpoints::ACTIONS,
    internet_gateways::ACTIONS,
    nat_gateways::ACTIONS,
    route_tables::ACTIONS,
    routes::ACTIONS,
    transit_gateways::ACTIONS,
    describe::ACTIONS,
    interface_attributes::ACTIONS,
    interfaces::ACTIONS,
    peerings::ACTIONS,
    prefix_list_entries::ACTIONS,
    prefix_lists::ACTIONS,
    private_addresses::ACTIONS,
    rule_descriptions::ACTIONS,
    rules_authorize::ACTIONS,
    rules_modify::ACTIONS,
    rules_revoke::ACTIONS,
    run_instances::ACTIONS,
    security_groups::ACTIONS,
    settings::ACTIONS,
    subnets::ACTIONS,
    tags::ACTIONS,
    terminate_instances::ACTIONS,
    vpc_blocks::ACTIONS,
    vpcs::ACTIONS,
];

/// All actions there are.
pub fn action_names() -> impl Iterator<Item = &'static ActionName> {
    FAMILIES.iter().copied().flatten()
}

/// Runs one action on the network. On an error the network may be half changed.
fn run(network: &mut Network, action: &Action) -> Result<Value, Ec2Error> {
    let found = action_names().find(|listed| listed.name == action.name && listed.service == action.service);
    let Some(listed) = found else {
        return Err(Ec2Error::new(
            "InvalidAction",
            format!("The action {} is not valid for this web service.", action.name),
        ));
    };
    let mut parameters = action.parameters.clone();
    let dry_run = parameters.remove("DryRun") == Some(Value::Bool(true));
    let result = (listed.run)(network, parameters)?;
    if dry_run {
        return Err(Ec2Error::new(
            "DryRunOperation",
            "Request would have succeeded, but DryRun flag is set.",
        ));
    }
    Ok(result)
}

/// Runs one action: the result as the SDKs show it, or an error and then nothing has changed.
pub fn apply(network: &mut Network, action: &Action) -> Result<Value, Ec2Error> {
    let mut changed = network.clone();
    let result = run(&mut changed, action)?;
    *network = changed;
    Ok(result)
}

/// Runs actions in order, all or nothing. Answers their results, or the index of the one that failed and
/// its error.
pub fn apply_all(network: &mut Network, actions: &[Action]) -> Result<Vec<Value>, (usize, Ec2Error)> {
    let mut changed = network.clone();
    let results = actions
        .iter()
        .enumerate()
        .map(|(index, action)| run(&mut changed, action).map_err(|error| (index, error)))
        .collect::<Result<Vec<Value>, _>>()?;
    *network = changed;
    Ok(results)
}
