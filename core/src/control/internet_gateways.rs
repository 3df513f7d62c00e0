//! Internet gateways and egress-only internet gateways.
//!
//! Source: EC2 API; VPC User Guide `VPC_Internet_Gateway`, `egress-only-internet-gateway`.

use super::parameters::parameters;
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, obstacles, parameters, routes, tagging};
use crate::catalog::quotas;
use crate::model::{
    EgressOnlyInternetGateway, EgressOnlyInternetGatewayId, InternetGateway, InternetGatewayId, Network,
    RouteState,
};
use crate::wire::TagSpecification;
use crate::wire::convert::{egress_only_internet_gateway_shape, internet_gateway_shape};
use serde_json::{Value, json};
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("AttachInternetGateway", attach_internet_gateway),
    ec2!("CreateEgressOnlyInternetGateway", create_egress_only),
    ec2!("CreateInternetGateway", create_internet_gateway),
    ec2!("DeleteEgressOnlyInternetGateway", delete_egress_only),
    ec2!("DeleteInternetGateway", delete_internet_gateway),
    ec2!("DetachInternetGateway", detach_internet_gateway),
];

parameters! {
    CreateInternetGateway {
        tag_specifications: Vec<TagSpecification>,
    }
    NameInternetGateway {
        internet_gateway_id: Option<String>,
        vpc_id: Option<String>,
    }
    CreateEgressOnly {
        vpc_id: Option<String>,
        tag_specifications: Vec<TagSpecification>,
    }
    DeleteEgressOnly {
        egress_only_internet_gateway_id: Option<String>,
    }
}

fn create_internet_gateway(network: &mut Network, p: CreateInternetGateway) -> Result<Value, Ec2Error> {
    let tags = tagging::tags_for(&p.tag_specifications, "internet-gateway", &[])?;
    let most = network.settings.quota(&quotas::INTERNET_GATEWAYS_PER_REGION) as usize;
    if network.internet_gateways.len() >= most {
        let text = "The maximum number of internet gateways has been reached.";
        return Err(Ec2Error::new("InternetGatewayLimitExceeded", text));
    }
    let id: InternetGatewayId = network.make_id(|network, id| network.internet_gateways.contains(id));
    let owner = Rc::clone(&network.settings.account);
    let gateway = InternetGateway { id: id.clone(), owner, vpc: None, tags };
    network.internet_gateways.insert(id, gateway.clone());
    answers::named("InternetGateway", &internet_gateway_shape(&gateway))
}

fn attach_internet_gateway(network: &mut Network, p: NameInternetGateway) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.internet_gateway_id, "internetGatewayId")?;
    let vpc = parameters::required(p.vpc_id, "vpcId")?;
    let gateway = find::internet_gateway(network, &id)?;
    let vpc = find::vpc(network, &vpc)?;
    if let Some(other) = &gateway.vpc {
        let text = format!("resource {id} is already attached to network {other}");
        return Err(Ec2Error::new("Resource.AlreadyAssociated", text));
    }
    if network.internet_gateway_of(&vpc.id).is_some() {
        let text = format!("Network {} already has an internet gateway attached", vpc.id);
        return Err(Ec2Error::new("InvalidParameterValue", text));
    }
    if let Some(gateway) = network.internet_gateways.modify(&gateway.id) {
        gateway.vpc = Some(vpc.id.clone());
    }
    routes::mark(network, &id, RouteState::Active);
    answers::nothing()
}

fn detach_internet_gateway(network: &mut Network, p: NameInternetGateway) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.internet_gateway_id, "internetGatewayId")?;
    let vpc = parameters::required(p.vpc_id, "vpcId")?;
    let gateway = find::internet_gateway(network, &id)?;
    let vpc = find::vpc(network, &vpc)?;
    if gateway.vpc.as_ref() != Some(&vpc.id) {
        let text = format!("resource {id} is not attached to network {}", vpc.id);
        return Err(Ec2Error::new("Gateway.NotAttached", text));
    }
    let is_public = network.interfaces.iter().any(|interface| {
        interface.vpc == vpc.id && interface.private_addresses.iter().any(|own| own.association.is_some())
    });
    if is_public {
        let text = format!(
            "Network {} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.",
            vpc.id
        );
        return Err(Ec2Error::new("DependencyViolation", text));
    }
    if let Some(gateway) = network.internet_gateways.modify(&gateway.id) {
        gateway.vpc = None;
    }
    routes::mark(network, &id, RouteState::Blackhole);
    answers::nothing()
}

fn delete_internet_gateway(network: &mut Network, p: NameInternetGateway) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.internet_gateway_id, "internetGatewayId")?;
    let gateway = find::internet_gateway(network, &id)?;
    if !obstacles::of_internet_gateway(&gateway).is_empty() {
        let text = format!("The internetGateway '{id}' has dependencies and cannot be deleted.");
        return Err(Ec2Error::new("DependencyViolation", text));
    }
    network.internet_gateways.remove(&gateway.id);
    answers::nothing()
}

fn create_egress_only(network: &mut Network, p: CreateEgressOnly) -> Result<Value, Ec2Error> {
    let vpc = parameters::required(p.vpc_id, "vpcId")?;
    let tags = tagging::tags_for(&p.tag_specifications, "egress-only-internet-gateway", &[])?;
    let vpc = find::vpc(network, &vpc)?;
    let most = network.settings.quota(&quotas::EGRESS_ONLY_GATEWAYS_PER_REGION) as usize;
    let has_one = network.egress_only_internet_gateways.iter().any(|other| other.vpc == vpc.id);
    if network.egress_only_internet_gateways.len() >= most || has_one {
        let text = "The maximum number of egress-only internet gateways has been reached.";
        return Err(Ec2Error::new("EgressOnlyInternetGatewayLimitExceeded", text));
    }
    let id: EgressOnlyInternetGatewayId =
        network.make_id(|network, id| network.egress_only_internet_gateways.contains(id));
    let gateway = EgressOnlyInternetGateway { id: id.clone(), vpc: vpc.id.clone(), tags };
    network.egress_only_internet_gateways.insert(id, gateway.clone());
    answers::named("EgressOnlyInternetGateway", &egress_only_internet_gateway_shape(&gateway))
}

fn delete_egress_only(network: &mut Network, p: DeleteEgressOnly) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.egress_only_internet_gateway_id, "egressOnlyInternetGatewayId")?;
    let gateway = find::egress_only(network, &id)?;
    network.egress_only_internet_gateways.remove(&gateway.id);
    routes::mark(network, &id, RouteState::Blackhole);
    Ok(json!({ "ReturnCode": true }))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, text, with_vpc};
    use super::*;

    #[test]
    fn a_gateway_is_attached_once_and_its_routes_follow() {
        let (mut network, vpc) = with_vpc();
        let make = |network: &mut Network| {
            text(&done(network, "CreateInternetGateway", json!({})), "/InternetGateway/InternetGatewayId")
        };
        let (one, two) = (make(&mut network), make(&mut network));
        let with = |id: &str| json!({"InternetGatewayId": id, "VpcId": vpc});
        done(&mut network, "AttachInternetGateway", with(&one));
        let text_of = format!("Network {vpc} already has an internet gateway attached");
        refused(&mut network, "AttachInternetGateway", with(&two), "InvalidParameterValue", &text_of);
        let table = network.route_tables.iter().next().unwrap().id.to_string();
        let route = json!({"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": one});
        done(&mut network, "CreateRoute", route);
        let text_of = format!("The internetGateway '{one}' has dependencies and cannot be deleted.");
        let delete = json!({ "InternetGatewayId": one });
        refused(&mut network, "DeleteInternetGateway", delete, "DependencyViolation", &text_of);
        let state = |network: &Network| network.route_tables.iter().next().unwrap().routes[1].state;
        done(&mut network, "DetachInternetGateway", with(&one));
        assert_eq!(state(&network), RouteState::Blackhole);
        done(&mut network, "AttachInternetGateway", with(&one));
        assert_eq!(state(&network), RouteState::Active);
    }
}
