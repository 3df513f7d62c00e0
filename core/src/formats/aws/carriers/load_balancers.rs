//! `LoadBalancers` and `Listeners`.

use super::super::builder::{At, Builder, said, shared};
use super::super::groups;
use super::{add, interfaces, targets};
use crate::model::{
    Carrier, CarrierId, CarrierKind, Listener, LoadBalancer, LoadBalancerKind, NetworkInterfaceId, VpcId,
};
use crate::wire::convert::tags_of;
use crate::wire::{AwsListener, AwsLoadBalancer};

pub(super) fn build(builder: &mut Builder<'_>) {
    for (index, shape) in builder.description.load_balancers.iter().flatten().enumerate() {
        let at = At { list: "/LoadBalancers", index, id: &shape.load_balancer_arn };
        if !builder.has_id(at, "LoadBalancerArn") {
            continue;
        }
        let name = said(&shape.kind).unwrap_or("application");
        let Some(kind) = LoadBalancerKind::parse(name) else {
            builder.error(at, "/Type", format!("`{name}` is no type of load balancer: left out"));
            continue;
        };
        let balancer = read(builder, at, shape, kind);
        add(builder, at, balancer);
    }
}

fn read(builder: &mut Builder<'_>, at: At<'_>, shape: &AwsLoadBalancer, kind: LoadBalancerKind) -> Carrier {
    // AWS notes on each interface `ELB` and the ARN from the type on.
    let note = at.id.split_once(":loadbalancer/").map(|(_, rest)| format!("ELB {rest}"));
    let own = interfaces(builder, &shape.playground_network_interface_ids, |interface| {
        note.as_deref().is_some_and(|note| note == &*interface.description)
    });
    let vpc = said(&shape.vpc_id).map_or_else(|| groups::default_vpc(&builder.network), VpcId::new);
    let private_link = said(&shape.enforce_security_group_inbound_rules_on_private_link_traffic);
    let balancer = LoadBalancer {
        kind,
        internet_facing: said(&shape.scheme) == Some("internet-facing"),
        has_groups: has_groups(builder, &own, kind),
        enforces_private_link: private_link != Some("off"),
        listeners: listeners(builder, at.id),
    };
    Carrier {
        id: CarrierId::new(at.id),
        name: shared(said(&shape.load_balancer_name)),
        vpc,
        interfaces: own,
        kind: CarrierKind::LoadBalancer(balancer),
        tags: tags_of(&shape.tags),
    }
}

/// An Application Load Balancer always has groups, another where its interfaces carry some.
fn has_groups(builder: &Builder<'_>, own: &[NetworkInterfaceId], kind: LoadBalancerKind) -> bool {
    let mut interfaces = own.iter().filter_map(|id| builder.network.interfaces.find(id));
    kind == LoadBalancerKind::Application || interfaces.any(|interface| !interface.groups.is_empty())
}

fn listeners(builder: &mut Builder<'_>, balancer: &str) -> Vec<Listener> {
    let all = builder.description.listeners.iter().flatten().enumerate();
    let own = all.filter(|(_, listener)| listener.load_balancer_arn.as_deref() == Some(balancer));
    own.filter_map(|(index, listener)| read_listener(builder, index, listener)).collect()
}

fn read_listener(builder: &mut Builder<'_>, index: usize, shape: &AwsListener) -> Option<Listener> {
    let at = At { list: "/Listeners", index, id: &shape.listener_arn };
    let Some(port) = shape.port.and_then(|port| u16::try_from(port).ok()) else {
        builder.error(at, "/Port", "there is no port to listen on: the listener is left out");
        return None;
    };
    let forwarded = shape.default_actions.iter().find_map(|action| {
        let shared = action.forward_config.iter().flat_map(|config| &config.target_groups);
        let first = || shared.filter_map(|target| said(&target.target_group_arn)).next();
        said(&action.target_group_arn).or_else(first)
    });
    Some(Listener {
        protocol: shared(said(&shape.protocol)),
        port,
        target_group: forwarded.and_then(|arn| targets::group(builder, at, arn)),
    })
}
