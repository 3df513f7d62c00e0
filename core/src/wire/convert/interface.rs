//! Interfaces and instances as the API shows them.

use super::{derived_id, tag_shapes};
use crate::model::{Attachment, Instance, Network, NetworkInterface, PublicAssociation, SecurityGroupId};
use crate::wire::{
    AwsAssociation, AwsAttachment, AwsConnectionTracking, AwsGroupIdentifier, AwsInstance, AwsIpv6Address,
    AwsNetworkInterface, AwsPrivateIpAddress, AwsState,
};
use serde_json::{Value, json};

/// One interface.
pub fn interface_shape(network: &Network, interface: &NetworkInterface) -> AwsNetworkInterface {
    let subnet = network.subnets.find(&interface.subnet);
    let own_addresses = interface.private_addresses.iter().enumerate();
    let ipv6_addresses = interface.ipv6_addresses.iter();
    AwsNetworkInterface {
        network_interface_id: interface.id.to_string(),
        interface_type: Some(interface.interface_type.name().to_owned()),
        status: Some(if interface.attachment.is_some() { "in-use" } else { "available" }.to_owned()),
        vpc_id: Some(interface.vpc.to_string()),
        subnet_id: Some(interface.subnet.to_string()),
        availability_zone: subnet.map(|subnet| subnet.availability_zone.to_string()),
        owner_id: Some(interface.owner.to_string()),
        description: Some(interface.description.to_string()),
        private_ip_address: interface.primary_address().map(|address| address.to_string()),
        private_ip_addresses: own_addresses
            .map(|(index, own)| AwsPrivateIpAddress {
                private_ip_address: own.address.to_string(),
                primary: Some(index == 0),
                association: own.association.as_ref().map(association),
            })
            .collect(),
        ipv6_addresses: ipv6_addresses
            .map(|address| AwsIpv6Address { ipv6_address: address.to_string(), is_primary_ipv6: None })
            .collect(),
        ipv4_prefixes: prefixes("Ipv4Prefix", &interface.ipv4_prefixes),
        ipv6_prefixes: prefixes("Ipv6Prefix", &interface.ipv6_prefixes),
        groups: identifiers(network, &interface.groups),
        association: interface
            .private_addresses
            .first()
            .and_then(|own| own.association.as_ref())
            .map(association),
        attachment: interface.attachment.as_ref().map(|attached| attachment(interface, attached)),
        source_dest_check: Some(interface.source_dest_check),
        requester_managed: Some(interface.requester_managed),
        requester_id: interface.requester_id.as_deref().map(str::to_owned),
        connection_tracking_configuration: tracking(interface),
        deny_all_igw_traffic: None,
        tag_set: tag_shapes(&interface.tags),
        playground_stand_in: interface.is_stand_in.then_some(true),
    }
}

/// One instance with its interfaces.
pub fn instance_shape(network: &Network, instance: &Instance) -> AwsInstance {
    let interfaces = network.interfaces_of(&instance.id);
    let primary = interfaces.first();
    AwsInstance {
        instance_id: instance.id.to_string(),
        instance_type: Some(instance.instance_type.to_string()),
        state: Some(state_shape(&instance.state)),
        vpc_id: primary.map(|interface| interface.vpc.to_string()),
        subnet_id: primary.map(|interface| interface.subnet.to_string()),
        private_ip_address: primary.and_then(|i| i.primary_address()).map(|address| address.to_string()),
        public_ip_address: primary.and_then(|i| i.public_address()).map(|address| address.to_string()),
        ipv6_address: primary.and_then(|i| i.ipv6_addresses.first()).map(|address| address.to_string()),
        security_groups: primary.map(|i| identifiers(network, &i.groups)).unwrap_or_default(),
        source_dest_check: primary.map(|interface| interface.source_dest_check),
        network_interfaces: interfaces.iter().map(|interface| interface_shape(network, interface)).collect(),
        tags: tag_shapes(&instance.tags),
    }
}

/// An instance's state with AWS's number for it.
pub(crate) fn state_shape(name: &str) -> AwsState {
    let code = match name {
        "pending" => Some(0),
        "running" => Some(16),
        "shutting-down" => Some(32),
        "terminated" => Some(48),
        "stopping" => Some(64),
        "stopped" => Some(80),
        _ => None,
    };
    AwsState { code, name: Some(name.to_owned()) }
}

/// Groups by id and name.
pub(crate) fn identifiers(network: &Network, groups: &[SecurityGroupId]) -> Vec<AwsGroupIdentifier> {
    let named = groups.iter().map(|id| AwsGroupIdentifier {
        group_id: id.to_string(),
        group_name: network.security_groups.find(id).map(|group| group.name.to_string()),
    });
    named.collect()
}

fn association(association: &PublicAssociation) -> AwsAssociation {
    AwsAssociation {
        public_ip: Some(association.public_ip.to_string()),
        allocation_id: association.allocation_id.as_ref().map(ToString::to_string),
        association_id: None,
        ip_owner_id: association.allocation_id.is_none().then(|| "amazon".to_owned()),
    }
}

fn attachment(interface: &NetworkInterface, attached: &Attachment) -> AwsAttachment {
    let instance = attached.instance.as_ref().map(ToString::to_string);
    let parts = [&*interface.id.to_string(), instance.as_deref().unwrap_or_default()].map(str::to_owned);
    AwsAttachment {
        attachment_id: Some(derived_id("eni-attach-", &parts.each_ref().map(|part| &**part))),
        instance_id: instance,
        device_index: Some(attached.device_index),
        status: Some("attached".to_owned()),
    }
}

fn tracking(interface: &NetworkInterface) -> Option<AwsConnectionTracking> {
    let set = &interface.tracking;
    let shape = AwsConnectionTracking {
        tcp_established_timeout: set.tcp_established_timeout,
        udp_timeout: set.udp_timeout,
        udp_stream_timeout: set.udp_stream_timeout,
    };
    (shape != AwsConnectionTracking::default()).then_some(shape)
}

fn prefixes<P: ToString>(key: &str, prefixes: &[P]) -> Vec<Value> {
    prefixes.iter().map(|prefix| json!({ key: prefix.to_string() })).collect()
}
