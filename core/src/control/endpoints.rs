//! CreateVpcEndpoint, DeleteVpcEndpoints: gateway and interface endpoints.
//!
//! Source: EC2 API; AWS PrivateLink guide.

use super::interface_request::{self, GroupLimit, InterfaceRequest};
use super::parameters::parameters;
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, interfaces, parameters, routes, tagging};
use crate::catalog::quotas;
use crate::model::{
    EndpointKind, InterfaceType, Network, PrefixListId, Route, RouteDestination, RouteState, RouteTarget,
    VpcEndpoint, VpcEndpointId,
};
use crate::wire::TagSpecification;
use crate::wire::convert::vpc_endpoint_shape;
use serde_json::{Value, json};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] =
    &[ec2!("CreateVpcEndpoint", create_vpc_endpoint), ec2!("DeleteVpcEndpoints", delete_vpc_endpoints)];

parameters! {
    CreateVpcEndpoint {
        vpc_endpoint_type: Option<String>,
        vpc_id: Option<String>,
        service_name: Option<String>,
        route_table_ids: Vec<String>,
        subnet_ids: Vec<String>,
        security_group_ids: Vec<String>,
        private_dns_enabled: Option<bool>,
        tag_specifications: Vec<TagSpecification>,
    }
    DeleteVpcEndpoints {
        vpc_endpoint_ids: Vec<String>,
    }
}

fn create_vpc_endpoint(network: &mut Network, p: CreateVpcEndpoint) -> Result<Value, Ec2Error> {
    let vpc = parameters::required(p.vpc_id, "vpcId")?;
    let service = parameters::required(p.service_name, "serviceName")?;
    let kind = match p.vpc_endpoint_type.as_deref() {
        None | Some("Gateway") => EndpointKind::Gateway,
        Some("Interface") => EndpointKind::Interface,
        Some(other) => {
            let text = format!("Value ({other}) for parameter VpcEndpointType is invalid.");
            return Err(Ec2Error::new("InvalidParameterValue", text));
        }
    };
    let tags = tagging::tags_for(&p.tag_specifications, "vpc-endpoint", &[])?;
    let vpc = find::vpc(network, &vpc)?;
    refuse_overfull(network, &vpc.id, kind)?;
    let id: VpcEndpointId = network.make_id(|network, id| network.vpc_endpoints.contains(id));
    let mut endpoint = VpcEndpoint {
        id: id.clone(),
        vpc: vpc.id.clone(),
        service: Rc::from(&*service),
        kind,
        state: Rc::from("available"),
        route_tables: Vec::new(),
        subnets: Vec::new(),
        groups: Vec::new(),
        interfaces: Vec::new(),
        tags,
    };
    if kind == EndpointKind::Gateway {
        add_routes(network, &mut endpoint, &p.route_table_ids)?;
    } else {
        add_interfaces(network, &mut endpoint, &p.subnet_ids, &p.security_group_ids)?;
    }
    network.vpc_endpoints.insert(id, endpoint.clone());
    answers::named("VpcEndpoint", &vpc_endpoint_shape(network, &endpoint))
}

/// A route for the service's prefix list in each of the tables.
fn add_routes(network: &mut Network, endpoint: &mut VpcEndpoint, tables: &[String]) -> Result<(), Ec2Error> {
    let is_for_gateways = [".s3", ".dynamodb"].iter().any(|end| endpoint.service.ends_with(end));
    let list = network.prefix_lists.iter().find(|list| list.name == endpoint.service && is_for_gateways);
    let Some(list) = list.map(|list| list.id.clone()) else {
        let text = format!("The Vpc Endpoint Service '{}' does not exist", endpoint.service);
        return Err(Ec2Error::new("InvalidServiceName", text));
    };
    for id in tables {
        let table = find::route_table(network, id)?;
        let destination = RouteDestination::PrefixList(PrefixListId::clone(&list));
        if table.vpc != endpoint.vpc {
            let text = format!("Route table {id} and the endpoint belong to different networks");
            return Err(Ec2Error::new("InvalidParameter", text));
        }
        if table.route(&destination).is_some() {
            let text = format!("route table {id} already has a route with destination-prefix-list-id {list}");
            return Err(Ec2Error::new("RouteAlreadyExists", text));
        }
        if let Some(table) = network.route_tables.modify(&table.id) {
            table.put_route(Route::new(destination, RouteTarget::VpcEndpoint(endpoint.id.clone())));
        }
        endpoint.route_tables.push(table.id.clone());
    }
    Ok(())
}

/// An interface in each of the subnets, with the groups given, else the default group.
fn add_interfaces(
    network: &mut Network,
    endpoint: &mut VpcEndpoint,
    subnets: &[String],
    groups: &[String],
) -> Result<(), Ec2Error> {
    for id in subnets {
        let subnet = find::subnet(network, id)?;
        if subnet.vpc != endpoint.vpc {
            let text = format!("The subnet ID '{id}' does not exist");
            return Err(Ec2Error::new("InvalidSubnetId.NotFound", text));
        }
        let request = InterfaceRequest {
            subnet: id.clone(),
            description: format!("VPC Endpoint Interface {}", endpoint.id),
            groups: groups.to_vec(),
            ..InterfaceRequest::default()
        };
        let mut interface = interface_request::build(network, request, GroupLimit::PerInterface)?;
        interface.interface_type = InterfaceType::VpcEndpoint;
        interface.requester_managed = true;
        endpoint.subnets.push(subnet.id.clone());
        endpoint.groups.clone_from(&interface.groups);
        endpoint.interfaces.push(interface.id.clone());
        network.interfaces.insert(interface.id.clone(), interface);
    }
    Ok(())
}

fn refuse_overfull(network: &Network, vpc: &crate::model::VpcId, kind: EndpointKind) -> Result<(), Ec2Error> {
    let same = network.vpc_endpoints.iter().filter(|other| other.kind == kind);
    let (count, quota) = match kind {
        EndpointKind::Gateway => (same.count(), &quotas::GATEWAY_ENDPOINTS_PER_REGION),
        _ => (same.filter(|other| other.vpc == *vpc).count(), &quotas::INTERFACE_ENDPOINTS_PER_VPC),
    };
    if count < network.settings.quota(quota) as usize {
        return Ok(());
    }
    Err(Ec2Error::new("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached."))
}

fn delete_vpc_endpoints(network: &mut Network, p: DeleteVpcEndpoints) -> Result<Value, Ec2Error> {
    for id in &p.vpc_endpoint_ids {
        let endpoint = find::endpoint(network, id)?;
        for interface in &endpoint.interfaces {
            interfaces::remove(network, interface);
        }
        for table in &endpoint.route_tables {
            if let Some(table) = network.route_tables.modify(table) {
                table.take_routes(|route| route.target == RouteTarget::VpcEndpoint(endpoint.id.clone()));
            }
        }
        network.vpc_endpoints.remove(&endpoint.id);
        routes::mark(network, id, RouteState::Blackhole);
    }
    Ok(json!({ "Unsuccessful": [] }))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, subnet, text, with_vpc};
    use super::*;

    #[test]
    fn an_interface_endpoint_brings_interfaces_with_the_default_group() {
        let (mut network, vpc) = with_vpc();
        let small = subnet(&mut network, &vpc, "10.0.1.0/24");
        let create = json!({"VpcId": vpc, "ServiceName": "com.amazonaws.eu-west-1.sqs",
            "VpcEndpointType": "Interface", "SubnetIds": [small]});
        let made = done(&mut network, "CreateVpcEndpoint", create);
        let interface = network.interfaces.iter().next().unwrap();
        assert_eq!(interface.interface_type, InterfaceType::VpcEndpoint);
        assert_eq!(interface.groups.len(), 1);
        let id = text(&made, "/VpcEndpoint/VpcEndpointId");
        done(&mut network, "DeleteVpcEndpoints", json!({ "VpcEndpointIds": [id] }));
        assert!(network.interfaces.is_empty());
    }
}
