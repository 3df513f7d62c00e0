//! `NatGateways`.

use super::builder::{At, Builder, said, table};
use super::noun::{Key, Noun, described};
use crate::model::{
    AllocationId, Connectivity, NatAddress, NatGateway, NatGatewayId, NetworkInterfaceId, SubnetId, VpcId,
};
use crate::wire::AwsNatGateway;
use crate::wire::convert::{nat_gateway_shape, tags_of};
use std::net::Ipv4Addr;
use std::rc::Rc;

pub(super) const NOUN: Noun = Noun {
    keys: &[Key::list("NatGateways", "NatGatewayId", |description| {
        description.nat_gateways.get_or_insert_default()
    })],
    build,
    describe: |network, description| {
        description.nat_gateways = described(&network.nat_gateways, |it| nat_gateway_shape(it));
    },
};

fn build(builder: &mut Builder<'_>) {
    let list = &builder.description.nat_gateways;
    builder.network.nat_gateways = table(list.is_some());
    for (index, shape) in list.iter().flatten().enumerate() {
        let at = At { list: "/NatGateways", index, id: &shape.nat_gateway_id };
        if !builder.has_id(at, "NatGatewayId") {
            continue;
        }
        let subnet = said(&shape.subnet_id).map(SubnetId::new);
        let of_subnet = subnet.as_ref().and_then(|id| builder.network.subnets.find(id));
        let of_subnet = of_subnet.map(|subnet| subnet.vpc.clone());
        let Some(vpc) = said(&shape.vpc_id).map(VpcId::new).or(of_subnet) else {
            builder.error(at, "", "`VpcId` is missing: the gateway is left out");
            continue;
        };
        let is_regional = said(&shape.availability_mode) == Some("regional");
        if subnet.is_none() && !is_regional {
            builder.error(at, "", "`SubnetId` is missing: the gateway is left out");
            continue;
        }
        let connectivity = said(&shape.connectivity_type).and_then(Connectivity::parse);
        let read = NatGateway {
            id: NatGatewayId::new(&shape.nat_gateway_id),
            vpc,
            subnet: subnet.filter(|_| !is_regional),
            connectivity: connectivity.unwrap_or(Connectivity::Public),
            addresses: addresses(builder, at, shape),
            state: Rc::from(said(&shape.state).unwrap_or("available")),
            tags: tags_of(&shape.tags),
        };
        if builder.is_new(|network| &network.nat_gateways, &read.id, &read, at) {
            builder.network.nat_gateways.supply(read.id.clone(), read);
        }
    }
}

/// The addresses, the primary one first.
fn addresses(builder: &mut Builder<'_>, at: At<'_>, shape: &AwsNatGateway) -> Vec<NatAddress> {
    let mut read = Vec::new();
    for (index, address) in shape.nat_gateway_addresses.iter().enumerate() {
        let mut ip = |field: &str, text: &Option<String>| -> Option<Ipv4Addr> {
            let text = said(text)?;
            let ip = text.parse().ok();
            if ip.is_none() {
                let within = format!("/NatGatewayAddresses/{index}/{field}");
                builder.error(at, &within, format!("`{text}` is no IPv4 address: left out"));
            }
            ip
        };
        let (private_ip, public_ip) =
            (ip("PrivateIp", &address.private_ip), ip("PublicIp", &address.public_ip));
        let known = NatAddress {
            interface: said(&address.network_interface_id).map(NetworkInterfaceId::new),
            private_ip,
            public_ip,
            allocation: said(&address.allocation_id).map(AllocationId::new),
        };
        let place = if address.is_primary == Some(true) { 0 } else { read.len() };
        read.insert(place, known);
    }
    read
}
