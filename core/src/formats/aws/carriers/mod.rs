//! `LoadBalancers` with their listeners and targets, `DBInstances`, and `PlaygroundCarriers`: the ECS tasks
//! and Lambda functions that no describe call of EC2 tells of.

mod databases;
mod describe;
mod load_balancers;
mod playground;
mod targets;

use super::builder::{At, Builder, table};
use super::noun::{Key, Noun};
use crate::model::{Carrier, NetworkInterface, NetworkInterfaceId};

pub(super) const NOUN: Noun = Noun {
    keys: &[
        Key::list("LoadBalancers", "LoadBalancerArn", |description| {
            description.load_balancers.get_or_insert_default()
        }),
        Key::list("Listeners", "ListenerArn", |description| description.listeners.get_or_insert_default()),
        Key::list("TargetGroups", "TargetGroupArn", |description| {
            description.target_groups.get_or_insert_default()
        }),
        Key::list("TargetHealthDescriptions", "TargetGroupArn", |description| {
            description.target_health_descriptions.get_or_insert_default()
        }),
        Key::list("DBInstances", "DBInstanceIdentifier", |description| {
            description.db_instances.get_or_insert_default()
        }),
        Key::list("PlaygroundCarriers", "CarrierId", |description| {
            description.playground_carriers.get_or_insert_default()
        }),
    ],
    build,
    describe: describe::describe,
};

fn build(builder: &mut Builder<'_>) {
    let description = builder.description;
    let is_described = description.load_balancers.is_some()
        || description.db_instances.is_some()
        || description.playground_carriers.is_some();
    builder.network.carriers = table(is_described);
    load_balancers::build(builder);
    databases::build(builder);
    playground::build(builder);
}

fn add(builder: &mut Builder<'_>, at: At<'_>, carrier: Carrier) {
    if builder.is_new(|network| &network.carriers, &carrier.id, &carrier, at) {
        builder.network.carriers.insert(carrier.id.clone(), carrier);
    }
}

/// The interfaces named; without any, those that are known by what AWS notes on them.
fn interfaces(
    builder: &Builder<'_>,
    named: &[String],
    is_own: impl Fn(&NetworkInterface) -> bool,
) -> Vec<NetworkInterfaceId> {
    if !named.is_empty() {
        return named.iter().map(|id| NetworkInterfaceId::new(id)).collect();
    }
    let all = builder.network.interfaces.iter();
    all.filter(|interface| is_own(interface)).map(|interface| interface.id.clone()).collect()
}
