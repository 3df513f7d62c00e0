//! CreateNetworkInterface, DeleteNetworkInterface.
//!
//! Sources: EC2 API; EC2 User Guide `using-eni`.

use super::interface_request::{self, GroupLimit, InterfaceRequest};
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, obstacles, parameters, routes, tagging};
use crate::model::{ConnectionTracking, Network, NetworkInterfaceId, ResourceId, RouteState};
use crate::wire::convert::interface_shape;
use crate::wire::shape::Shape;
use crate::wire::{AwsConnectionTracking, AwsIpv6Address, AwsPrivateIpAddress, TagSpecification};
use serde_json::Value;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("CreateNetworkInterface", create_network_interface),
    ec2!("DeleteNetworkInterface", delete_network_interface),
];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
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

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct DeleteNetworkInterface {
    network_interface_id: Option<String>,
}

fn delete_network_interface(network: &mut Network, p: DeleteNetworkInterface) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.network_interface_id, "networkInterfaceId")?;
    let interface = find::interface(network, &id)?;
    if !obstacles::of_interface(&interface).is_empty() {
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
    routes::mark(network, id.as_str(), RouteState::Blackhole);
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

#[cfg(test)]
mod tests {
    use super::super::testing::{done, group, refused, subnet, text, with_group};
    use super::*;
    use crate::model::{AddressAssociation, AddressAssociationId, AllocationId, ElasticIp, Tags};
    use serde_json::json;

    const CREATE: &str = "CreateNetworkInterface";

    #[test]
    fn without_a_choice_an_interface_gets_the_default_group() {
        let (mut network, vpc, web) = with_group();
        let small = subnet(&mut network, &vpc, "10.0.0.0/24");
        let made = done(&mut network, CREATE, json!({"SubnetId": small}));
        let shown = &made["NetworkInterface"];
        assert_eq!(text(shown, "/Groups/0/GroupName"), "default");
        assert_eq!((&shown["Status"], &shown["InterfaceType"]), (&json!("available"), &json!("interface")));
        assert_eq!(
            (&shown["SourceDestCheck"], &shown["PrivateIpAddress"]),
            (&json!(true), &json!("10.0.0.4"))
        );
        let made = done(&mut network, CREATE, json!({"SubnetId": small, "Groups": [web]}));
        assert_eq!(made["NetworkInterface"]["Groups"], json!([{"GroupId": web, "GroupName": "web"}]));
    }

    #[test]
    fn addresses_asked_for_are_not_given_out_as_the_primary_one() {
        let (mut network, vpc, _) = with_group();
        let small = subnet(&mut network, &vpc, "10.0.0.0/24");
        let parameters = json!({"SubnetId": small, "SecondaryPrivateIpAddressCount": 1,
            "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.0.4"}],
            "ConnectionTrackingSpecification": {"UdpTimeout": 45}});
        let made = done(&mut network, CREATE, parameters);
        let own = made["NetworkInterface"]["PrivateIpAddresses"].as_array().unwrap();
        let own: Vec<String> = own.iter().map(|address| text(address, "/PrivateIpAddress")).collect();
        assert_eq!(own, ["10.0.0.5", "10.0.0.4", "10.0.0.6"]);
        assert_eq!(made["NetworkInterface"]["ConnectionTrackingConfiguration"], json!({"UdpTimeout": 45}));
        let two = json!({"SubnetId": small, "PrivateIpAddress": "10.0.0.9",
            "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.0.10", "Primary": true}]});
        let text = "Only one primary private IP address can be specified";
        refused(&mut network, CREATE, two, "InvalidParameterCombination", text);
    }

    #[test]
    fn as_many_interfaces_as_the_quota_says() {
        let (mut network, vpc, _) = with_group();
        let small = subnet(&mut network, &vpc, "10.0.0.0/24");
        done(&mut network, "playground:SetQuota", json!({"QuotaCode": "L-DF5E4CA3", "Value": 1}));
        done(&mut network, CREATE, json!({"SubnetId": small}));
        let full = "The maximum number of network interfaces has been reached.";
        refused(&mut network, CREATE, json!({"SubnetId": small}), "NetworkInterfaceLimitExceeded", full);
    }

    #[test]
    fn groups_of_other_vpcs_are_refused() {
        let (mut network, vpc_id, _) = with_group();
        let small = subnet(&mut network, &vpc_id, "10.0.0.0/24");
        let other = super::super::testing::vpc(&mut network, "10.1.0.0/16");
        let far = group(&mut network, &other, "far");
        let text = "You have specified two resources that belong to different networks.";
        let parameters = json!({"SubnetId": small, "Groups": [far]});
        refused(&mut network, CREATE, parameters, "InvalidGroup.NotFound", text);
    }

    #[test]
    fn an_elastic_ip_outlives_its_interface() {
        let (mut network, vpc, _) = with_group();
        let small = subnet(&mut network, &vpc, "10.0.0.0/24");
        let made = done(&mut network, CREATE, json!({"SubnetId": small}));
        let id = text(&made, "/NetworkInterface/NetworkInterfaceId");
        let allocation = AllocationId::new("eipalloc-1");
        let association = AddressAssociation {
            id: AddressAssociationId::new("eipassoc-1"),
            interface: NetworkInterfaceId::new(&id),
            private_address: "10.0.0.4".parse().unwrap(),
        };
        let elastic = ElasticIp {
            id: allocation.clone(),
            public_ip: "198.51.100.9".parse().unwrap(),
            association: Some(association),
            tags: Tags::default(),
        };
        network.addresses.insert(allocation.clone(), elastic);
        done(&mut network, "DeleteNetworkInterface", json!({"NetworkInterfaceId": id}));
        assert_eq!(network.addresses.find(&allocation).unwrap().association, None);
    }
}
