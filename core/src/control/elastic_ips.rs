//! AllocateAddress, AssociateAddress, DisassociateAddress, ReleaseAddress.
//!
//! Source: EC2 API; EC2 User Guide `elastic-ip-addresses-eip`.

use super::parameters::parameters;
use super::registry::{ActionName, ec2};
use super::{Ec2Error, addresses, answers, find, parameters, tagging};
use crate::catalog::quotas;
use crate::model::{
    AddressAssociation, AddressAssociationId, AllocationId, ElasticIp, Network, NetworkInterface,
    NetworkInterfaceId, PublicAssociation,
};
use crate::wire::TagSpecification;
use serde_json::{Value, json};
use std::net::Ipv4Addr;
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("AllocateAddress", allocate_address),
    ec2!("AssociateAddress", associate_address),
    ec2!("DisassociateAddress", disassociate_address),
    ec2!("ReleaseAddress", release_address),
];

parameters! {
    AllocateAddress {
        domain: Option<String>,
        address: Option<String>,
        tag_specifications: Vec<TagSpecification>,
    }
    AssociateAddress {
        allocation_id: Option<String>,
        network_interface_id: Option<String>,
        instance_id: Option<String>,
        private_ip_address: Option<String>,
        allow_reassociation: Option<bool>,
    }
    DisassociateAddress {
        association_id: Option<String>,
    }
    ReleaseAddress {
        allocation_id: Option<String>,
    }
}

fn allocate_address(network: &mut Network, p: AllocateAddress) -> Result<Value, Ec2Error> {
    if let Some(domain) = p.domain.filter(|domain| domain != "vpc") {
        let text = format!("Value ({domain}) for parameter domain is invalid.");
        return Err(Ec2Error::new("InvalidParameterValue", text));
    }
    let tags = tagging::tags_for(&p.tag_specifications, "elastic-ip", &[])?;
    let public_ip = match p.address {
        None => addresses::next_public(network)?,
        Some(text) => wanted(network, &text)?,
    };
    if network.addresses.len() >= network.settings.quota(&quotas::ELASTIC_IPS_PER_REGION) as usize {
        let text = "The maximum number of addresses has been reached.";
        return Err(Ec2Error::new("AddressLimitExceeded", text));
    }
    let id: AllocationId = network.make_id(|network, id| network.addresses.contains(id));
    let elastic = ElasticIp { id: id.clone(), public_ip, association: None, tags };
    network.addresses.insert(id.clone(), elastic);
    Ok(json!({ "AllocationId": id.to_string(), "PublicIp": public_ip.to_string(), "Domain": "vpc" }))
}

fn wanted(network: &Network, text: &str) -> Result<Ipv4Addr, Ec2Error> {
    let address = text.parse().ok().filter(|address| {
        network.holder_of_public(*address).is_none()
            && !network.addresses.iter().any(|elastic| elastic.public_ip == *address)
    });
    let missing = format!("Address '{text}' not found.");
    address.ok_or_else(|| Ec2Error::new("InvalidAddress.NotFound", missing))
}

fn associate_address(network: &mut Network, p: AssociateAddress) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.allocation_id, "allocationId")?;
    let elastic = find::address(network, &id)?;
    let interface = match (p.network_interface_id, p.instance_id) {
        (Some(interface), _) => find::interface(network, &interface)?,
        (None, Some(instance)) => {
            let instance = find::instance(network, &instance)?;
            let first = network.interfaces_of(&instance.id).first().map(|first| Rc::clone(first));
            first.ok_or_else(|| parameters::missing("networkInterfaceId"))?
        }
        (None, None) => return Err(parameters::missing("networkInterfaceId")),
    };
    if network.internet_gateway_of(&interface.vpc).is_none() {
        let text = format!("Network {} is not attached to any internet gateway", interface.vpc);
        return Err(Ec2Error::new("Gateway.NotAttached", text));
    }
    let private = private_address(&interface, p.private_ip_address.as_deref())?;
    if elastic.association.is_some() && p.allow_reassociation == Some(false) {
        let text = format!("resource {id} is already associated with associate-id");
        return Err(Ec2Error::new("Resource.AlreadyAssociated", text));
    }
    free(network, &elastic.id);
    let made = bind(network, &elastic.id, &interface.id, private);
    Ok(json!({ "AssociationId": made.to_string() }))
}

fn private_address(interface: &NetworkInterface, asked: Option<&str>) -> Result<Ipv4Addr, Ec2Error> {
    let Some(text) = asked else {
        return interface.primary_address().ok_or_else(|| parameters::missing("privateIpAddress"));
    };
    let own = interface.private_addresses.iter().find(|own| own.address.to_string() == text);
    let missing = format!("The private IP address {text} does not belong to {}", interface.id);
    own.map(|own| own.address).ok_or_else(|| Ec2Error::new("InvalidParameterValue", missing))
}

/// Puts the Elastic IP behind a private address; one that was there before is free again.
pub(super) fn bind(
    network: &mut Network,
    elastic: &AllocationId,
    interface: &NetworkInterfaceId,
    private: Ipv4Addr,
) -> AddressAssociationId {
    let taken = |network: &Network, id: &AddressAssociationId| {
        let mut all = network.addresses.iter().filter_map(|elastic| elastic.association.as_ref());
        all.any(|association| association.id == *id)
    };
    let before = network.addresses.iter().find(|other| {
        other
            .association
            .as_ref()
            .is_some_and(|it| it.interface == *interface && it.private_address == private)
    });
    if let Some(before) = before.map(|other| other.id.clone()) {
        free(network, &before);
    }
    let id: AddressAssociationId = network.make_id(taken);
    let public_ip = network.addresses.modify(elastic).map(|elastic| {
        elastic.association = Some(AddressAssociation {
            id: id.clone(),
            interface: interface.clone(),
            private_address: private,
        });
        elastic.public_ip
    });
    if let (Some(own), Some(public_ip)) = (network.interfaces.modify(interface), public_ip)
        && let Some(own) = own.private_addresses.iter_mut().find(|own| own.address == private)
    {
        let allocation_id = Some(Rc::from(elastic.to_string()));
        own.association = Some(PublicAssociation { public_ip, allocation_id });
    }
    id
}

/// Takes the Elastic IP from wherever it is.
pub(super) fn free(network: &mut Network, elastic: &AllocationId) {
    let association = network.addresses.modify(elastic).and_then(|elastic| elastic.association.take());
    let Some(association) = association else { return };
    if let Some(interface) = network.interfaces.modify(&association.interface) {
        let mut own = interface.private_addresses.iter_mut();
        if let Some(own) = own.find(|own| own.address == association.private_address) {
            own.association = None;
        }
    }
}

fn disassociate_address(network: &mut Network, p: DisassociateAddress) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.association_id, "associationId")?;
    let named = network.addresses.iter().find(|elastic| {
        elastic.association.as_ref().is_some_and(|association| association.id.to_string() == id)
    });
    let missing = format!("The association ID '{id}' does not exist");
    let elastic = named.ok_or_else(|| Ec2Error::new("InvalidAssociationID.NotFound", missing))?.id.clone();
    refuse_if_of_nat(network, &elastic)?;
    free(network, &elastic);
    answers::nothing()
}

fn release_address(network: &mut Network, p: ReleaseAddress) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.allocation_id, "allocationId")?;
    let elastic = find::address(network, &id)?;
    if elastic.association.is_some() {
        let text = format!("Address {} is in use.", elastic.public_ip);
        return Err(Ec2Error::new("InvalidIPAddress.InUse", text));
    }
    refuse_if_of_nat(network, &elastic.id)?;
    network.addresses.remove(&elastic.id);
    answers::nothing()
}

/// The address of a NAT gateway stays with it.
fn refuse_if_of_nat(network: &Network, elastic: &AllocationId) -> Result<(), Ec2Error> {
    let mut gateways = network.nat_gateways.iter().filter(|gateway| !gateway.is_deleted());
    let held =
        gateways.any(|gateway| gateway.addresses.iter().any(|own| own.allocation.as_ref() == Some(elastic)));
    if held {
        let text = "You do not have permission to access the specified resource.";
        return Err(Ec2Error::new("AuthFailure", text));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, subnet, text, with_vpc};
    use super::*;

    #[test]
    fn an_address_is_bound_to_one_private_address_and_released_only_free() {
        let (mut network, vpc) = with_vpc();
        let small = subnet(&mut network, &vpc, "10.0.1.0/24");
        let made = done(&mut network, "CreateNetworkInterface", json!({ "SubnetId": small }));
        let eni = text(&made, "/NetworkInterface/NetworkInterfaceId");
        let made = done(&mut network, "AllocateAddress", json!({"Domain": "vpc"}));
        let (id, public) = (text(&made, "/AllocationId"), text(&made, "/PublicIp"));
        let associate = json!({"AllocationId": id, "NetworkInterfaceId": eni});
        let text_of = format!("Network {vpc} is not attached to any internet gateway");
        refused(&mut network, "AssociateAddress", associate.clone(), "Gateway.NotAttached", &text_of);
        let made = done(&mut network, "CreateInternetGateway", json!({}));
        let gateway = text(&made, "/InternetGateway/InternetGatewayId");
        done(&mut network, "AttachInternetGateway", json!({"InternetGatewayId": gateway, "VpcId": vpc}));
        let made = done(&mut network, "AssociateAddress", associate);
        let own = |network: &Network| network.interfaces.find(eni.as_str()).unwrap().public_address();
        assert_eq!(own(&network).unwrap().to_string(), public);
        let used = format!("Address {public} is in use.");
        let release = json!({ "AllocationId": id });
        refused(&mut network, "ReleaseAddress", release.clone(), "InvalidIPAddress.InUse", &used);
        let take = json!({"AssociationId": text(&made, "/AssociationId")});
        done(&mut network, "DisassociateAddress", take);
        assert_eq!(own(&network), None);
        done(&mut network, "ReleaseAddress", release);
        assert!(network.addresses.is_empty());
    }
}
