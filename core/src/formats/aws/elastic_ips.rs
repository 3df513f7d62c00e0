//! `Addresses`: Elastic IPs. Interfaces tell of their own public addresses; what they do not tell comes
//! from here.

use super::builder::{At, Builder, invented, said, table};
use super::noun::{Key, Noun, described};
use crate::model::{
    AddressAssociation, AddressAssociationId, AllocationId, ElasticIp, NetworkInterfaceId, PublicAssociation,
};
use crate::wire::AwsAddress;
use crate::wire::convert::{address_shape, tags_of};
use std::net::Ipv4Addr;
use std::rc::Rc;

pub(super) const NOUN: Noun = Noun {
    keys: &[Key::list("Addresses", "AllocationId", |description| {
        description.addresses.get_or_insert_default()
    })],
    build,
    describe: |network, description| {
        description.addresses = described(&network.addresses, |it| address_shape(network, it));
    },
};

fn build(builder: &mut Builder<'_>) {
    let list = &builder.description.addresses;
    builder.network.addresses = table(list.is_some());
    for (index, shape) in list.iter().flatten().enumerate() {
        // Addresses of the time before VPCs have no allocation.
        let id = said(&shape.allocation_id).or(said(&shape.public_ip)).unwrap_or_default();
        let at = At { list: "/Addresses", index, id };
        if !builder.has_id(at, "AllocationId") {
            continue;
        }
        let Some(public_ip) = address(builder, at, "/PublicIp", &shape.public_ip) else { continue };
        let association = association(builder, at, shape);
        let read =
            ElasticIp { id: AllocationId::new(id), public_ip, association, tags: tags_of(&shape.tags) };
        if builder.is_new(|network| &network.addresses, &read.id, &read, at) {
            tell_interface(builder, &read);
            builder.network.addresses.supply(read.id.clone(), read);
        }
    }
}

fn address(builder: &mut Builder<'_>, at: At<'_>, within: &str, text: &Option<String>) -> Option<Ipv4Addr> {
    let text = text.as_deref().unwrap_or_default();
    let read = text.parse();
    if read.is_err() {
        builder.error(at, within, format!("`{text}` is no IPv4 address: left out"));
    }
    read.ok()
}

fn association(builder: &mut Builder<'_>, at: At<'_>, shape: &AwsAddress) -> Option<AddressAssociation> {
    let interface = NetworkInterfaceId::new(said(&shape.network_interface_id)?);
    let private_address = match said(&shape.private_ip_address) {
        Some(_) => address(builder, at, "/PrivateIpAddress", &shape.private_ip_address)?,
        None => builder.network.interfaces.find(&interface)?.primary_address()?,
    };
    let told = said(&shape.association_id).map(AddressAssociationId::new);
    let id = told.unwrap_or_else(|| invented(&[at.id]));
    Some(AddressAssociation { id, interface, private_address })
}

fn tell_interface(builder: &mut Builder<'_>, elastic: &ElasticIp) {
    let Some(association) = &elastic.association else { return };
    let knows = |network: &crate::model::Network| {
        network.interfaces.find(&association.interface).is_some_and(|interface| {
            let own = interface.private_addresses.iter();
            own.filter(|own| own.address == association.private_address)
                .any(|own| own.association.as_ref().is_none_or(|it| it.allocation_id.is_none()))
        })
    };
    if !knows(&builder.network) {
        return;
    }
    let Some(interface) = builder.network.interfaces.modify(&association.interface) else { return };
    let mut own = interface.private_addresses.iter_mut();
    if let Some(own) = own.find(|own| own.address == association.private_address) {
        let allocation_id = Some(Rc::from(elastic.id.to_string()));
        own.association = Some(PublicAssociation { public_ip: elastic.public_ip, allocation_id });
    }
}
