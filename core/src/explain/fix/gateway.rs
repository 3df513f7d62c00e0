//! What the way to the internet lacks: a gateway, a public address, an exclusion; and the checks of the
//! interface itself.

use super::draft::Draft;
use super::internet::attach_internet_gateway;
use super::{Blocked, Fix, capital};
use crate::explain::full_name;
use crate::model::{ElasticIp, Network, ResourceId, SubnetId, VpcId};
use crate::net::Direction;
use crate::path::CheckpointKind;
use crate::wire::Action;
use serde_json::json;
use std::net::IpAddr;
use std::rc::Rc;

/// The VPC of the gateway that the checkpoint is about.
fn vpc_of(blocked: &Blocked<'_>) -> Option<VpcId> {
    let network = &blocked.trace.network;
    let resource = &*blocked.checkpoint.resource;
    network
        .internet_gateways
        .find(resource)
        .and_then(|gateway| gateway.vpc.clone())
        .or_else(|| {
            let gateway = network.egress_only_internet_gateways.find(resource)?;
            Some(gateway.vpc.clone())
        })
        .or_else(|| network.vpcs.find(resource).map(|vpc| vpc.id.clone()))
}

/// The address of the packet that is inside, as seen from the gateway.
fn inside(blocked: &Blocked<'_>) -> IpAddr {
    let packet = &blocked.checkpoint.packet;
    match blocked.checkpoint.direction {
        Some(Direction::Egress) => packet.source,
        Some(Direction::Ingress) | None => packet.destination,
    }
}

pub(super) fn attach_new(blocked: &Blocked<'_>) -> Option<Fix> {
    let vpc = vpc_of(blocked)?;
    let mut draft = blocked.draft();
    attach_internet_gateway(&mut draft, &vpc)?;
    let title = format!("Attach a new internet gateway to {}", full_name(&draft.network, vpc.as_str()));
    Some(blocked.fix(draft, title))
}

/// The gateway that a route names, where it is attached to nothing yet.
pub(super) fn attach(blocked: &Blocked<'_>) -> Option<Fix> {
    let network = &blocked.trace.network;
    let gateway = network.internet_gateways.find(&*blocked.checkpoint.resource)?;
    let table = blocked.trace.checkpoints.get(..blocked.at)?.iter().rev();
    let table = table.clone().find(|passed| passed.kind == CheckpointKind::RouteTable)?;
    let vpc = network.route_tables.find(&*table.resource)?.vpc.clone();
    let mut draft = blocked.draft();
    let attach = Action::new("AttachInternetGateway")
        .with("InternetGatewayId", gateway.id.as_str())
        .with("VpcId", vpc.as_str());
    draft.act(attach)?;
    let title =
        format!("Attach {} to {}", full_name(network, gateway.id.as_str()), full_name(network, vpc.as_str()));
    Some(blocked.fix(draft, title))
}

/// An Elastic IP for the private address.
pub(super) fn public_address(blocked: &Blocked<'_>) -> Option<Fix> {
    let owner = vpc_of(blocked)?;
    let mut draft = blocked.draft();
    let step = give_public(&mut draft, &owner, inside(blocked))?;
    Some(blocked.fix(draft, capital(&step)))
}

/// Gives the interface at an address an Elastic IP, and answers what that is, in words.
pub(super) fn give_public(draft: &mut Draft, vpc: &VpcId, address: IpAddr) -> Option<String> {
    let owner = draft.network.interface_at(vpc, address).cloned()?;
    let allocation = elastic(draft)?;
    let mut associate = Action::new("AssociateAddress")
        .with("AllocationId", allocation.as_str())
        .with("NetworkInterfaceId", owner.id.as_str());
    if owner.primary_address().map(IpAddr::V4) != Some(address) {
        associate = associate.with("PrivateIpAddress", address.to_string());
    }
    draft.act(associate)?;
    Some(format!("give {} an Elastic IP address", full_name(&draft.network, owner.id.as_str())))
}

/// An Elastic IP that is free, else a new one.
pub(super) fn elastic(draft: &mut Draft) -> Option<String> {
    let network = &draft.network;
    let is_free = |own: &&Rc<ElasticIp>| own.association.is_none() && !of_nat(network, &own.id);
    let free = network.addresses.iter().find(is_free).map(|elastic| elastic.id.to_string());
    match free {
        Some(free) => Some(free),
        None => draft.make(Action::new("AllocateAddress").with("Domain", "vpc"), "/AllocationId"),
    }
}

fn of_nat(network: &Network, allocation: &crate::model::AllocationId) -> bool {
    let mut gateways = network.nat_gateways.iter().filter(|gateway| !gateway.is_deleted());
    gateways.any(|gateway| gateway.addresses.iter().any(|own| own.allocation.as_ref() == Some(allocation)))
}

/// The source/destination check of an appliance.
pub(super) fn stop_checking(blocked: &Blocked<'_>) -> Option<Fix> {
    let network = &blocked.trace.network;
    let interface = network.interfaces.find(&*blocked.checkpoint.resource)?;
    let mut draft = blocked.draft();
    let action = Action::new("ModifyNetworkInterfaceAttribute")
        .with("NetworkInterfaceId", interface.id.as_str())
        .with("SourceDestCheck", json!({"Value": false}));
    draft.act(action)?;
    let name = full_name(network, interface.id.as_str());
    let title = format!("Switch off the source/destination check of {name}, as for an appliance");
    Some(blocked.fix(draft, title))
}

/// An exclusion from Block Public Access for the subnet, or for the VPC where no subnet is known.
pub(super) fn exclude(blocked: &Blocked<'_>) -> Option<Fix> {
    let vpc = vpc_of(blocked)?;
    let network = &blocked.trace.network;
    let subnet = subnet_at(network, &vpc, inside(blocked));
    let (field, id) = match &subnet {
        Some(subnet) => ("SubnetId", subnet.as_str()),
        None => ("VpcId", vpc.as_str()),
    };
    let mut draft = blocked.draft();
    let action = Action::new("CreateVpcBlockPublicAccessExclusion")
        .with("InternetGatewayExclusionMode", "allow-bidirectional")
        .with(field, id);
    draft.act(action)?;
    let title = format!("Exclude {} from VPC Block Public Access", full_name(network, id));
    Some(blocked.fix(draft, title))
}

fn subnet_at(network: &Network, vpc: &VpcId, address: IpAddr) -> Option<SubnetId> {
    let mut subnets = network.subnets.iter();
    let found = subnets.find(|subnet| subnet.vpc == *vpc && subnet.contains(address))?;
    Some(found.id.clone())
}

/// VPC Block Public Access off, for the whole Region.
pub(super) fn unblock(blocked: &Blocked<'_>) -> Option<Fix> {
    let mut draft = blocked.draft();
    let action = Action::new("ModifyVpcBlockPublicAccessOptions").with("InternetGatewayBlockMode", "off");
    draft.act(action)?;
    Some(blocked.fix(draft, "Switch VPC Block Public Access off in the whole Region".to_owned()))
}

/// What AWS does on request.
pub(super) fn lift_port_25(blocked: &Blocked<'_>) -> Option<Fix> {
    let mut draft = blocked.draft();
    draft.act(Action::playground("SetOption").with("Name", "Port25Lifted").with("Value", true))?;
    let title = "Take port 25 as lifted, which AWS does for an account on request".to_owned();
    Some(blocked.fix(draft, title))
}
