//! Carriers as the calls of their services show them.

use super::targets::PRESERVE_CLIENT_IP;
use crate::model::{Carrier, CarrierKind, Listener, LoadBalancer, Network, Target, TargetGroup, TargetId};
use crate::wire::convert::{derived_id, tag_shapes};
use crate::wire::{
    AwsAttribute, AwsCarrier, AwsDbEndpoint, AwsDbGroup, AwsDbInstance, AwsDbSubnetGroup, AwsDescription,
    AwsListener, AwsListenerAction, AwsLoadBalancer, AwsLoadBalancerZone, AwsTarget, AwsTargetGroup,
    AwsTargetHealth,
};

pub(super) fn describe(network: &Network, description: &mut AwsDescription) {
    if !network.carriers.is_described() {
        return;
    }
    let (mut balancers, mut listeners, mut databases, mut others) = (vec![], vec![], vec![], vec![]);
    let mut groups: Vec<&TargetGroup> = Vec::new();
    for carrier in network.carriers.iter() {
        match &carrier.kind {
            CarrierKind::LoadBalancer(balancer) => {
                balancers.push(load_balancer(network, carrier, balancer));
                listeners.extend(balancer.listeners.iter().map(|it| listener(carrier, it)));
                for group in balancer.listeners.iter().filter_map(|listener| listener.target_group.as_ref()) {
                    if !groups.iter().any(|known| known.id == group.id) {
                        groups.push(group);
                    }
                }
            }
            CarrierKind::Database { port } => databases.push(database(network, carrier, *port)),
            CarrierKind::EcsTask(task) => {
                let host = task.host().map(ToString::to_string);
                let mode = Some(task.mode().to_owned());
                others.push(AwsCarrier {
                    network_mode: mode,
                    instance_id: host,
                    ..other(carrier, "ecs-task")
                });
            }
            CarrierKind::Lambda => others.push(other(carrier, "lambda")),
        }
    }
    description.load_balancers = Some(balancers);
    description.listeners = Some(listeners);
    description.target_groups = Some(groups.iter().map(|group| target_group(group)).collect());
    description.target_health_descriptions = Some(groups.iter().flat_map(|group| health(group)).collect());
    description.db_instances = Some(databases);
    description.playground_carriers = Some(others);
}

fn load_balancer(network: &Network, carrier: &Carrier, balancer: &LoadBalancer) -> AwsLoadBalancer {
    let switch = (!balancer.enforces_private_link).then(|| "off".to_owned());
    let own = carrier.interfaces.iter().filter_map(|id| network.interfaces.find(id));
    AwsLoadBalancer {
        load_balancer_arn: carrier.id.to_string(),
        load_balancer_name: Some(carrier.name.to_string()),
        kind: Some(balancer.kind.name().to_owned()),
        scheme: Some(if balancer.internet_facing { "internet-facing" } else { "internal" }.to_owned()),
        vpc_id: Some(carrier.vpc.to_string()),
        security_groups: if balancer.has_groups { groups_of(network, carrier) } else { Vec::new() },
        availability_zones: own
            .map(|interface| AwsLoadBalancerZone {
                subnet_id: Some(interface.subnet.to_string()),
                zone_name: network.subnets.find(&interface.subnet).map(|it| it.availability_zone.to_string()),
            })
            .collect(),
        enforce_security_group_inbound_rules_on_private_link_traffic: switch,
        playground_network_interface_ids: interface_ids(carrier),
        tags: tag_shapes(&carrier.tags),
    }
}

fn listener(carrier: &Carrier, listener: &Listener) -> AwsListener {
    let forward = listener.target_group.as_ref().map(|group| AwsListenerAction {
        kind: Some("forward".to_owned()),
        target_group_arn: Some(group.id.to_string()),
        forward_config: None,
    });
    let (balancer, port) = (carrier.id.to_string(), listener.port.to_string());
    AwsListener {
        listener_arn: derived_id(&format!("{balancer}/"), &[&listener.protocol, &port]),
        load_balancer_arn: Some(balancer),
        port: Some(listener.port.into()),
        protocol: Some(listener.protocol.to_string()),
        default_actions: forward.into_iter().collect(),
    }
}

fn target_group(group: &TargetGroup) -> AwsTargetGroup {
    let preserve = group.preserve_client_ip.map(|preserve| AwsAttribute {
        key: Some(PRESERVE_CLIENT_IP.to_owned()),
        value: Some(preserve.to_string()),
    });
    AwsTargetGroup {
        target_group_arn: group.id.to_string(),
        protocol: Some(group.protocol.to_string()),
        port: Some(group.port.into()),
        target_type: Some(group.target_type.name().to_owned()),
        attributes: preserve.into_iter().collect(),
        ..AwsTargetGroup::default()
    }
}

/// The targets told; an element without a target where it is known that there is none.
fn health(group: &TargetGroup) -> Vec<AwsTargetHealth> {
    let element = |target| AwsTargetHealth { target_group_arn: Some(group.id.to_string()), target };
    match group.targets.as_deref() {
        None => Vec::new(),
        Some([]) => vec![element(None)],
        Some(targets) => targets.iter().map(|it| element(Some(target(it)))).collect(),
    }
}

fn target(target: &Target) -> AwsTarget {
    let id = match &target.id {
        TargetId::Address(address) => address.to_string(),
        TargetId::Carrier(id) => id.to_string(),
        TargetId::Instance(id) => id.to_string(),
    };
    AwsTarget { id: Some(id), port: target.port.map(i64::from) }
}

fn database(network: &Network, carrier: &Carrier, port: u16) -> AwsDbInstance {
    let group = |id| AwsDbGroup { vpc_security_group_id: Some(id), status: Some("active".to_owned()) };
    AwsDbInstance {
        db_instance_identifier: carrier.name.to_string(),
        db_instance_arn: Some(carrier.id.to_string()),
        endpoint: Some(AwsDbEndpoint { address: None, port: Some(port.into()) }),
        vpc_security_groups: groups_of(network, carrier).into_iter().map(group).collect(),
        db_subnet_group: Some(AwsDbSubnetGroup {
            vpc_id: Some(carrier.vpc.to_string()),
            subnets: Vec::new(),
        }),
        playground_network_interface_ids: interface_ids(carrier),
        tag_list: tag_shapes(&carrier.tags),
    }
}

fn other(carrier: &Carrier, kind: &str) -> AwsCarrier {
    AwsCarrier {
        carrier_id: carrier.id.to_string(),
        name: Some(carrier.name.to_string()),
        kind: Some(kind.to_owned()),
        vpc_id: Some(carrier.vpc.to_string()),
        network_interface_ids: interface_ids(carrier),
        tags: tag_shapes(&carrier.tags),
        ..AwsCarrier::default()
    }
}

fn interface_ids(carrier: &Carrier) -> Vec<String> {
    carrier.interfaces.iter().map(ToString::to_string).collect()
}

/// The groups of its interfaces, each once.
fn groups_of(network: &Network, carrier: &Carrier) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for interface in carrier.interfaces.iter().filter_map(|id| network.interfaces.find(id)) {
        for group in interface.groups.iter().map(ToString::to_string) {
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
    }
    groups
}
