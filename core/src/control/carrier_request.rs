//! A carrier as PutCarrier is given it.

use super::{Ec2Error, find, parameters as required_parameters};
use crate::model::{
    CarrierId, CarrierKind, EcsTask, InstanceId, InterfaceType, Listener, LoadBalancer, LoadBalancerKind,
    Network, Target, TargetGroup, TargetId, TargetType,
};
use crate::wire::shape::Shape;
use std::rc::Rc;

/// A listener as it is asked for.
#[derive(Clone, Debug, Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
pub(super) struct ListenerRequest {
    protocol: Option<String>,
    port: Option<u16>,
    target_group: Option<TargetGroupRequest>,
}

#[derive(Clone, Debug, Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct TargetGroupRequest {
    name: Option<String>,
    protocol: Option<String>,
    port: Option<u16>,
    target_type: Option<String>,
    preserve_client_ip: Option<bool>,
    targets: Vec<TargetRequest>,
}

#[derive(Clone, Debug, Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct TargetRequest {
    id: Option<String>,
    port: Option<u16>,
}

/// What decides on the kind of a carrier.
#[derive(Default)]
pub(super) struct KindRequest {
    pub kind: String,
    pub scheme: Option<String>,
    pub port: Option<u16>,
    pub network_mode: Option<String>,
    pub instance_id: Option<String>,
    pub has_groups: bool,
    pub listeners: Vec<ListenerRequest>,
}

/// The kind, and the type of the interfaces that it has.
pub(super) fn kind(network: &Network, asked: KindRequest) -> Result<(CarrierKind, InterfaceType), Ec2Error> {
    if let Some(balancer) = LoadBalancerKind::parse(&asked.kind) {
        return load_balancer(network, balancer, asked);
    }
    match &*asked.kind {
        "rds" => {
            let port = required_parameters::required(asked.port, "Port")?;
            Ok((CarrierKind::Database { port }, InterfaceType::Interface))
        }
        "lambda" => Ok((CarrierKind::Lambda, InterfaceType::Lambda)),
        "ecs-task" => Ok((CarrierKind::EcsTask(ecs_task(network, &asked)?), InterfaceType::Interface)),
        other => Err(invalid(other, "Type")),
    }
}

fn ecs_task(network: &Network, asked: &KindRequest) -> Result<EcsTask, Ec2Error> {
    let host = |network: &Network| -> Result<InstanceId, Ec2Error> {
        let id = required_parameters::required(asked.instance_id.clone(), "InstanceId")?;
        Ok(find::instance(network, &id)?.id.clone())
    };
    match asked.network_mode.as_deref() {
        None | Some("awsvpc") => Ok(EcsTask::Awsvpc),
        Some("bridge") => Ok(EcsTask::Bridge(host(network)?)),
        Some("host") => Ok(EcsTask::Host(host(network)?)),
        Some(other) => Err(invalid(other, "NetworkMode")),
    }
}

fn load_balancer(
    network: &Network,
    kind: LoadBalancerKind,
    asked: KindRequest,
) -> Result<(CarrierKind, InterfaceType), Ec2Error> {
    let interface = match kind {
        LoadBalancerKind::Application => InterfaceType::LoadBalancer,
        LoadBalancerKind::Gateway => InterfaceType::GatewayLoadBalancer,
        LoadBalancerKind::Network => InterfaceType::NetworkLoadBalancer,
    };
    let internet_facing = match asked.scheme.as_deref() {
        None | Some("internet-facing") => true,
        Some("internal") => false,
        Some(other) => return Err(invalid(other, "Scheme")),
    };
    let listeners =
        asked.listeners.into_iter().map(|it| listener(network, kind, it)).collect::<Result<Vec<_>, _>>()?;
    let balancer = LoadBalancer {
        kind,
        internet_facing,
        has_groups: asked.has_groups || kind == LoadBalancerKind::Application,
        enforces_private_link: true,
        listeners,
    };
    Ok((CarrierKind::LoadBalancer(balancer), interface))
}

fn listener(network: &Network, kind: LoadBalancerKind, asked: ListenerRequest) -> Result<Listener, Ec2Error> {
    let default = if kind == LoadBalancerKind::Application { "HTTP" } else { "TCP" };
    let protocol = asked.protocol.unwrap_or_else(|| default.to_owned());
    let port = required_parameters::required(asked.port, "Port")?;
    let target_group = match asked.target_group {
        Some(group) => Some(target_group(network, &protocol, port, group)?),
        None => None,
    };
    Ok(Listener { protocol: Rc::from(protocol), port, target_group })
}

fn target_group(
    network: &Network,
    protocol: &str,
    port: u16,
    asked: TargetGroupRequest,
) -> Result<TargetGroup, Ec2Error> {
    let text = asked.target_type.as_deref().unwrap_or("instance");
    let target_type = TargetType::parse(text).ok_or_else(|| invalid(text, "TargetType"))?;
    let targets = asked
        .targets
        .into_iter()
        .map(|it| {
            let id = required_parameters::required(it.id, "Id")?;
            Ok(Target { id: target(network, target_type, &id)?, port: it.port })
        })
        .collect::<Result<Vec<_>, Ec2Error>>()?;
    Ok(TargetGroup {
        id: Rc::from(asked.name.unwrap_or_else(|| format!("targets-{port}"))),
        protocol: Rc::from(asked.protocol.as_deref().unwrap_or(protocol)),
        port: asked.port.unwrap_or(port),
        target_type,
        preserve_client_ip: asked.preserve_client_ip,
        targets: Some(targets),
    })
}

fn target(network: &Network, kind: TargetType, id: &str) -> Result<TargetId, Ec2Error> {
    match kind {
        TargetType::Instance => Ok(TargetId::Instance(find::instance(network, id)?.id.clone())),
        TargetType::Ip => id.parse().map(TargetId::Address).map_err(|_| invalid(id, "Id")),
        TargetType::Alb | TargetType::Lambda => Ok(TargetId::Carrier(CarrierId::new(id))),
    }
}

pub(super) fn invalid(text: &str, parameter: &str) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", format!("Value ({text}) for parameter {parameter} is invalid."))
}
