//! CreateNetworkInterface, DeleteNetworkInterface.
//!
//! Sources: EC2 API; EC2 User Guide `using-eni`.

use super::interface_request::{self, GroupLimit, InterfaceRequest};
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, parameters, tagging};
use crate::model::{ConnectionTracking, Network, NetworkInterfaceId};
use crate::wire::convert::interface_shape;
use crate::wire::{AwsConnectionTracking, AwsIpv6Address, AwsPrivateIpAddress, TagSpecification};
use serde::Deserialize;
use serde_json::Value;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("CreateNetworkInterface", create_network_interface),
    ec2!("DeleteNetworkInterface", delete_network_interface),
];

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
struct CreateNetworkInterface {
    subnet_id: Option<String>,
    description: String,
    groups: Vec<String>,
    private_ip_address: Option<String>,
    private_ip_addresses: Vec<AwsPrivateIpAddress>,
    secondary_private_ip_address_count: u32,
    ipv6_addresses: Vec<AwsIpv6Address>,
    ipv6_address_count: u32,
    connection_tracking_specification: Option<AwsConnectionTracking>,
    tag_specifications: Vec<TagSpecification>,
}

fn create_network_interface(network: &mut Network, p: CreateNetworkInterface) -> Result<Value, Ec2Error> {
    let subnet = parameters::required(p.subnet_id, "subnetId")?;
    let asked = p.connection_tracking_specification.unwrap_or_default();
    let tracking = interface_request::tracking(ConnectionTracking::default(), &asked)?;
    let tags = tagging::tags_for(&p.tag_specifications, "network-interface", &[])?;
    let request = InterfaceRequest {
        subnet,
        description: p.description,
        groups: p.groups,
        private_ip_address: p.private_ip_address,
        private_ip_addresses: p.private_ip_addresses,
        secondary_private_ip_address_count: p.secondary_private_ip_address_count,
        ipv6_addresses: p.ipv6_addresses,
        ipv6_address_count: p.ipv6_address_count,
        public_address: false,
        tracking,
        tags,
    };
    let interface = interface_request::build(network, request, GroupLimit::PerInterface)?;
    network.interfaces.insert(interface.id.clone(), interface.clone());
    answers::named("NetworkInterface", &interface_shape(network, &interface))
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, default)]
struct DeleteNetworkInterface {
    network_interface_id: Option<String>,
}

fn delete_network_interface(network: &mut Network, p: DeleteNetworkInterface) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.network_interface_id, "networkInterfaceId")?;
    let interface = find::interface(network, &id)?;
    if interface.attachment.is_some() || interface.requester_managed {
        return Err(Ec2Error::new(
            "InvalidParameterValue",
            format!("Network interface '{id}' is currently in use."),
        ));
    }
    remove(network, &interface.id);
    answers::nothing()
}

/// Takes an interface out of the network; its Elastic IPs stay, associated with nothing.
pub(super) fn remove(network: &mut Network, id: &NetworkInterfaceId) {
    network.interfaces.remove(id);
    let held = network.addresses.iter().filter(|elastic| {
        elastic.association.as_ref().is_some_and(|association| association.interface == *id)
    });
    let held: Vec<_> = held.map(|elastic| elastic.id.clone()).collect();
    for address in held {
        if let Some(elastic) = network.addresses.modify(&address) {
            elastic.association = None;
        }
    }
}
