//! PutCarrier, DeleteCarrier: what EC2 has no action for, load balancers, databases, tasks, functions.
//!
//! `PutCarrier {Name, Type, SubnetIds, SecurityGroups, …}` makes a carrier with one managed interface a
//! subnet, or replaces the one of that name. `Type`: `application`, `network` or `gateway` (load balancers,
//! with `Scheme` and `Listeners`), `rds` (with `Port`), `ecs-task` (with `NetworkMode`, and `InstanceId` of
//! the host where the mode is `bridge` or `host`), `lambda`.

use super::carrier_request::{self, KindRequest, ListenerRequest};
use super::interface_request::{self, GroupLimit, InterfaceRequest};
use super::parameters::parameters;
use super::registry::{ActionName, playground};
use super::{Ec2Error, find, interfaces, parameters, tagging};
use crate::model::{Carrier, CarrierId, CarrierKind, InterfaceType, Network, NetworkInterfaceId, VpcId};
use crate::wire::TagSpecification;
use serde_json::{Value, json};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] =
    &[playground!("DeleteCarrier", delete_carrier), playground!("PutCarrier", put_carrier)];

parameters! {
    PutCarrier {
        name: Option<String>,
        #[shape(name = "Type")]
        kind: Option<String>,
        subnet_ids: Vec<String>,
        security_groups: Vec<String>,
        scheme: Option<String>,
        port: Option<u16>,
        network_mode: Option<String>,
        instance_id: Option<String>,
        listeners: Vec<ListenerRequest>,
        tag_specifications: Vec<TagSpecification>,
    }
    DeleteCarrier {
        carrier_id: Option<String>,
    }
}

fn put_carrier(network: &mut Network, p: PutCarrier) -> Result<Value, Ec2Error> {
    let name = parameters::required(p.name, "Name")?;
    let text = parameters::required(p.kind, "Type")?;
    let tags = tagging::tags_for(&p.tag_specifications, "carrier", &[])?;
    let asked = KindRequest {
        kind: text.clone(),
        scheme: p.scheme,
        port: p.port,
        network_mode: p.network_mode,
        instance_id: p.instance_id,
        has_groups: !p.security_groups.is_empty(),
        listeners: p.listeners,
    };
    let (kind, interface_type) = carrier_request::kind(network, asked)?;
    let id = CarrierId::new(&format!("{text}/{name}"));
    let before = take(network, &id);
    let vpc = vpc_of(network, &kind, &p.subnet_ids)?;
    let interfaces = match host_of(&kind) {
        Some(_) => Vec::new(),
        None => add_interfaces(network, &name, &kind, interface_type, &p.subnet_ids, &p.security_groups)?,
    };
    let carrier = Carrier { id: id.clone(), name: Rc::from(name), vpc, interfaces, kind, tags };
    let shown: Vec<String> = carrier.interfaces.iter().map(ToString::to_string).collect();
    network.carriers.insert(id.clone(), carrier);
    Ok(json!({ "CarrierId": id.to_string(), "NetworkInterfaceIds": shown, "Replaced": before }))
}

fn host_of(kind: &CarrierKind) -> Option<&crate::model::InstanceId> {
    match kind {
        CarrierKind::EcsTask(task) => task.host(),
        _ => None,
    }
}

fn vpc_of(network: &Network, kind: &CarrierKind, subnets: &[String]) -> Result<VpcId, Ec2Error> {
    if let Some(host) = host_of(kind) {
        let first = network.interfaces_of(host).first().map(|own| own.vpc.clone());
        return first.ok_or_else(|| carrier_request::invalid(&host.to_string(), "InstanceId"));
    }
    let first = subnets.first().ok_or_else(|| parameters::missing("SubnetIds"))?;
    let vpc = find::subnet(network, first)?.vpc.clone();
    for id in subnets {
        if find::subnet(network, id)?.vpc != vpc {
            return Err(carrier_request::invalid(id, "SubnetIds"));
        }
    }
    Ok(vpc)
}

/// One managed interface a subnet, public where the carrier faces the internet.
fn add_interfaces(
    network: &mut Network,
    name: &str,
    kind: &CarrierKind,
    interface_type: InterfaceType,
    subnets: &[String],
    groups: &[String],
) -> Result<Vec<NetworkInterfaceId>, Ec2Error> {
    let balancer = if let CarrierKind::LoadBalancer(balancer) = kind { Some(balancer) } else { None };
    let mut made = Vec::new();
    for subnet in subnets {
        let request = InterfaceRequest {
            subnet: subnet.clone(),
            description: match kind {
                CarrierKind::LoadBalancer(_) => format!("ELB {name}"),
                CarrierKind::Database { .. } => "RDSNetworkInterface".to_owned(),
                CarrierKind::EcsTask(_) | CarrierKind::Lambda => name.to_owned(),
            },
            groups: groups.to_vec(),
            public_address: balancer.is_some_and(|balancer| balancer.internet_facing),
            ..InterfaceRequest::default()
        };
        let mut interface = interface_request::build(network, request, GroupLimit::PerInterface)?;
        interface.interface_type = interface_type;
        interface.requester_managed = true;
        if balancer.is_some() {
            interface.source_dest_check = false;
        }
        if balancer.is_some_and(|balancer| !balancer.has_groups) {
            interface.groups.clear();
        }
        made.push(interface.id.clone());
        network.interfaces.insert(interface.id.clone(), interface);
    }
    Ok(made)
}

/// Takes a carrier away with its interfaces. Answers whether it was there.
fn take(network: &mut Network, id: &CarrierId) -> bool {
    let Some(carrier) = network.carriers.remove(id) else { return false };
    for interface in &carrier.interfaces {
        interfaces::remove(network, interface);
    }
    true
}

fn delete_carrier(network: &mut Network, p: DeleteCarrier) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.carrier_id, "CarrierId")?;
    if !take(network, &CarrierId::new(&id)) {
        let text = format!("The carrier ID '{id}' does not exist");
        return Err(Ec2Error::new("InvalidCarrierID.NotFound", text));
    }
    super::answers::nothing()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, subnet, text, with_vpc};
    use super::*;

    #[test]
    fn a_carrier_brings_its_interfaces_and_takes_them_along() {
        let (mut network, vpc) = with_vpc();
        let small = subnet(&mut network, &vpc, "10.0.1.0/24");
        let put = json!({"Name": "web", "Type": "network", "SubnetIds": [small],
            "Listeners": [{"Port": 80, "TargetGroup": {"TargetType": "ip", "Port": 8080,
                "Targets": [{"Id": "10.0.1.50"}]}}]});
        let made = done(&mut network, "playground:PutCarrier", put.clone());
        let id = text(&made, "/CarrierId");
        let interface = network.interfaces.iter().next().unwrap();
        assert_eq!(interface.interface_type, InterfaceType::NetworkLoadBalancer);
        assert!(interface.groups.is_empty() && interface.public_address().is_some());
        let again = done(&mut network, "playground:PutCarrier", put);
        assert_eq!(again["Replaced"], true);
        assert_eq!(network.interfaces.len(), 1);
        done(&mut network, "playground:DeleteCarrier", json!({ "CarrierId": id }));
        assert!(network.interfaces.is_empty() && network.carriers.is_empty());
        let gone = format!("The carrier ID '{id}' does not exist");
        let delete = json!({ "CarrierId": id });
        refused(&mut network, "playground:DeleteCarrier", delete, "InvalidCarrierID.NotFound", &gone);
        let bad = json!({"Name": "x", "Type": "toaster", "SubnetIds": [small]});
        let text_of = "Value (toaster) for parameter Type is invalid.";
        refused(&mut network, "playground:PutCarrier", bad, "InvalidParameterValue", text_of);
    }
}
