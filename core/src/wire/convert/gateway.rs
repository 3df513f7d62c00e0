//! Gateways and Elastic IPs as the API shows them.

use super::tag_shapes;
use crate::model::{
    EgressOnlyInternetGateway, ElasticIp, InternetGateway, NatGateway, Network, VpcId, VpnGateway,
};
use crate::wire::{
    AwsAddress, AwsEgressOnlyInternetGateway, AwsGatewayAttachment, AwsInternetGateway, AwsNatGateway,
    AwsNatGatewayAddress, AwsVpnGateway,
};

/// One internet gateway.
pub fn internet_gateway_shape(gateway: &InternetGateway) -> AwsInternetGateway {
    AwsInternetGateway {
        internet_gateway_id: gateway.id.to_string(),
        owner_id: Some(gateway.owner.to_string()),
        attachments: attachments(gateway.vpc.as_ref(), "available"),
        tags: tag_shapes(&gateway.tags),
    }
}

/// One egress-only internet gateway.
pub fn egress_only_internet_gateway_shape(
    gateway: &EgressOnlyInternetGateway,
) -> AwsEgressOnlyInternetGateway {
    AwsEgressOnlyInternetGateway {
        egress_only_internet_gateway_id: gateway.id.to_string(),
        attachments: attachments(Some(&gateway.vpc), "attached"),
        tags: tag_shapes(&gateway.tags),
    }
}

/// One VPN gateway.
pub fn vpn_gateway_shape(gateway: &VpnGateway) -> AwsVpnGateway {
    AwsVpnGateway {
        vpn_gateway_id: gateway.id.to_string(),
        state: Some(gateway.state.to_string()),
        vpc_attachments: attachments(gateway.vpc.as_ref(), "attached"),
        tags: tag_shapes(&gateway.tags),
    }
}

fn attachments(vpc: Option<&VpcId>, state: &str) -> Vec<AwsGatewayAttachment> {
    let one =
        |vpc: &VpcId| AwsGatewayAttachment { state: Some(state.to_owned()), vpc_id: Some(vpc.to_string()) };
    vpc.map(one).into_iter().collect()
}

/// One Elastic IP.
pub fn address_shape(network: &Network, address: &ElasticIp) -> AwsAddress {
    let association = address.association.as_ref();
    let interface = association.and_then(|association| network.interfaces.find(&association.interface));
    AwsAddress {
        allocation_id: Some(address.id.to_string()),
        public_ip: Some(address.public_ip.to_string()),
        association_id: association.map(|association| association.id.to_string()),
        domain: Some("vpc".to_owned()),
        network_interface_id: association.map(|association| association.interface.to_string()),
        instance_id: interface.and_then(|interface| interface.instance()).map(ToString::to_string),
        private_ip_address: association.map(|association| association.private_address.to_string()),
        tags: tag_shapes(&address.tags),
    }
}

/// One NAT gateway.
pub fn nat_gateway_shape(gateway: &NatGateway) -> AwsNatGateway {
    AwsNatGateway {
        nat_gateway_id: gateway.id.to_string(),
        vpc_id: Some(gateway.vpc.to_string()),
        subnet_id: gateway.subnet.as_ref().map(ToString::to_string),
        connectivity_type: Some(gateway.connectivity.name().to_owned()),
        availability_mode: Some(if gateway.is_regional() { "regional" } else { "zonal" }.to_owned()),
        state: Some(gateway.state.to_string()),
        nat_gateway_addresses: gateway
            .addresses
            .iter()
            .enumerate()
            .map(|(index, address)| AwsNatGatewayAddress {
                allocation_id: address.allocation.as_ref().map(ToString::to_string),
                network_interface_id: address.interface.as_ref().map(ToString::to_string),
                private_ip: address.private_ip.map(|ip| ip.to_string()),
                public_ip: address.public_ip.map(|ip| ip.to_string()),
                is_primary: Some(index == 0),
            })
            .collect(),
        tags: tag_shapes(&gateway.tags),
    }
}
