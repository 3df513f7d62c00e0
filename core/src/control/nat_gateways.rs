//! CreateNatGateway, DeleteNatGateway.
//!
//! Source: EC2 API; VPC User Guide `vpc-nat-gateway`, `nat-gateways-regional`.

use super::addresses::Giver;
use super::parameters::parameters;
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, elastic_ips, find, interfaces, parameters, routes, tagging};
use crate::catalog::quotas;
use crate::model::{
    ConnectionTracking, Connectivity, ElasticIp, InterfaceType, NatAddress, NatGateway, NatGatewayId,
    Network, NetworkInterface, NetworkInterfaceId, PrivateAddress, RouteState, Subnet, Tags, VpcId,
};
use crate::wire::TagSpecification;
use crate::wire::convert::nat_gateway_shape;
use serde_json::{Value, json};
use std::net::Ipv4Addr;
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] =
    &[ec2!("CreateNatGateway", create_nat_gateway), ec2!("DeleteNatGateway", delete_nat_gateway)];

parameters! {
    CreateNatGateway {
        availability_mode: Option<String>,
        allocation_id: Option<String>,
        connectivity_type: Option<String>,
        subnet_id: Option<String>,
        vpc_id: Option<String>,
        private_ip_address: Option<String>,
        tag_specifications: Vec<TagSpecification>,
    }
    DeleteNatGateway {
        nat_gateway_id: Option<String>,
    }
}

fn create_nat_gateway(network: &mut Network, p: CreateNatGateway) -> Result<Value, Ec2Error> {
    let text = p.connectivity_type.as_deref().unwrap_or("public");
    let connectivity = Connectivity::parse(text).ok_or_else(|| invalid(text, "connectivityType"))?;
    let is_regional = match p.availability_mode.as_deref() {
        None | Some("zonal") => false,
        Some("regional") => true,
        Some(other) => return Err(invalid(other, "availabilityMode")),
    };
    let tags = tagging::tags_for(&p.tag_specifications, "natgateway", &[])?;
    let elastic = elastic_of(network, connectivity, is_regional, p.allocation_id.as_deref())?;
    let id: NatGatewayId = network.make_id(|network, id| network.nat_gateways.contains(id));
    let gateway = if is_regional {
        regional(network, id, p.vpc_id, elastic, tags)?
    } else {
        let subnet = find::subnet(network, &parameters::required(p.subnet_id, "subnetId")?)?;
        zonal(network, id, &subnet, connectivity, elastic, p.private_ip_address.as_deref(), tags)?
    };
    network.nat_gateways.insert(gateway.id.clone(), gateway.clone());
    answers::named("NatGateway", &nat_gateway_shape(&gateway))
}

/// A public zonal gateway needs a free Elastic IP, a private one takes none. A regional one manages its own
/// unless told.
fn elastic_of(
    network: &Network,
    connectivity: Connectivity,
    is_regional: bool,
    asked: Option<&str>,
) -> Result<Option<Rc<ElasticIp>>, Ec2Error> {
    match (connectivity, asked) {
        (Connectivity::Public, Some(id)) => {
            let elastic = find::address(network, id)?;
            let mut gateways = network.nat_gateways.iter().filter(|gateway| !gateway.is_deleted());
            let held = gateways.any(|gateway| {
                gateway.addresses.iter().any(|own| own.allocation.as_ref() == Some(&elastic.id))
            });
            if elastic.association.is_some() || held {
                let text = format!("Elastic IP address [{id}] is already associated");
                return Err(Ec2Error::new("Resource.AlreadyAssociated", text));
            }
            Ok(Some(elastic))
        }
        (Connectivity::Public, None) if is_regional => Ok(None),
        (Connectivity::Public, None) => Err(parameters::missing("allocationId")),
        (Connectivity::Private, None) if !is_regional => Ok(None),
        (Connectivity::Private, _) => {
            let text = "A private NAT gateway takes no allocationId and cannot be regional";
            Err(Ec2Error::new("InvalidParameterCombination", text))
        }
    }
}

fn regional(
    network: &mut Network,
    id: NatGatewayId,
    vpc: Option<String>,
    elastic: Option<Rc<ElasticIp>>,
    tags: Tags,
) -> Result<NatGateway, Ec2Error> {
    let vpc = find::vpc(network, &parameters::required(vpc, "vpcId")?)?;
    let public_ip = match &elastic {
        Some(elastic) => elastic.public_ip,
        None => super::addresses::next_public(network)?,
    };
    let allocation = elastic.map(|elastic| elastic.id.clone());
    let address = NatAddress { interface: None, private_ip: None, public_ip: Some(public_ip), allocation };
    Ok(gateway(id, vpc.id.clone(), None, Connectivity::Public, address, tags))
}

fn zonal(
    network: &mut Network,
    id: NatGatewayId,
    subnet: &Subnet,
    connectivity: Connectivity,
    elastic: Option<Rc<ElasticIp>>,
    private: Option<&str>,
    tags: Tags,
) -> Result<NatGateway, Ec2Error> {
    refuse_overfull(network, subnet)?;
    let private = match private {
        Some(text) => Giver::new(network, subnet).take_ipv4(text)?,
        None => Giver::new(network, subnet).next_ipv4()?,
    };
    let interface = add_interface(network, subnet, &id, private);
    if let Some(elastic) = &elastic {
        if network.internet_gateway_of(&subnet.vpc).is_none() {
            let text = format!("Network {} has no Internet gateway attached", subnet.vpc);
            return Err(Ec2Error::new("Gateway.NotAttached", text));
        }
        elastic_ips::bind(network, &elastic.id, &interface, private);
    }
    let address = NatAddress {
        interface: Some(interface),
        private_ip: Some(private),
        public_ip: elastic.as_ref().map(|elastic| elastic.public_ip),
        allocation: elastic.map(|elastic| elastic.id.clone()),
    };
    Ok(gateway(id, subnet.vpc.clone(), Some(subnet), connectivity, address, tags))
}

fn gateway(
    id: NatGatewayId,
    vpc: VpcId,
    subnet: Option<&Subnet>,
    connectivity: Connectivity,
    address: NatAddress,
    tags: Tags,
) -> NatGateway {
    NatGateway {
        id,
        vpc,
        subnet: subnet.map(|subnet| subnet.id.clone()),
        connectivity,
        addresses: vec![address],
        state: Rc::from("available"),
        tags,
    }
}

fn refuse_overfull(network: &Network, subnet: &Subnet) -> Result<(), Ec2Error> {
    let zone_of = |id| network.subnets.find(id).map(|other| &other.availability_zone);
    let living = network.nat_gateways.iter().filter(|gateway| !gateway.is_deleted());
    let count = living
        .filter(|other| other.subnet.as_ref().and_then(zone_of) == Some(&subnet.availability_zone))
        .count();
    if count < network.settings.quota(&quotas::NAT_GATEWAYS_PER_ZONE) as usize {
        return Ok(());
    }
    Err(Ec2Error::new("NatGatewayLimitExceeded", "The maximum number of NAT gateways has been reached."))
}

/// The gateway's interface: no group can be attached to it.
fn add_interface(
    network: &mut Network,
    subnet: &Subnet,
    gateway: &NatGatewayId,
    private: Ipv4Addr,
) -> NetworkInterfaceId {
    let id: NetworkInterfaceId = network.make_id(|network, id| network.interfaces.contains(id));
    let interface = NetworkInterface {
        id: id.clone(),
        interface_type: InterfaceType::NatGateway,
        vpc: subnet.vpc.clone(),
        subnet: subnet.id.clone(),
        owner: Rc::clone(&network.settings.account),
        description: Rc::from(format!("Interface for NAT Gateway {gateway}")),
        private_addresses: vec![PrivateAddress { address: private, association: None }],
        ipv6_addresses: Vec::new(),
        ipv4_prefixes: Vec::new(),
        ipv6_prefixes: Vec::new(),
        groups: Vec::new(),
        attachment: None,
        source_dest_check: false,
        requester_managed: true,
        requester_id: None,
        tracking: ConnectionTracking::default(),
        tags: Tags::default(),
        is_stand_in: false,
    };
    network.interfaces.insert(id.clone(), interface);
    id
}

fn delete_nat_gateway(network: &mut Network, p: DeleteNatGateway) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.nat_gateway_id, "natGatewayId")?;
    let gateway = find::nat_gateway(network, &id)?;
    for address in &gateway.addresses {
        if let Some(elastic) = &address.allocation {
            elastic_ips::free(network, elastic);
        }
        if let Some(interface) = &address.interface {
            interfaces::remove(network, interface);
        }
    }
    network.nat_gateways.remove(&gateway.id);
    routes::mark(network, &id, RouteState::Blackhole);
    Ok(json!({ "NatGatewayId": id }))
}

fn invalid(text: &str, parameter: &str) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", format!("Value ({text}) for parameter {parameter} is invalid."))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, subnet, text, with_vpc};
    use super::*;

    #[test]
    fn a_public_gateway_needs_an_elastic_ip_and_gives_it_back() {
        let (mut network, vpc) = with_vpc();
        let small = subnet(&mut network, &vpc, "10.0.1.0/24");
        let missing = "The request must contain the parameter allocationId";
        let plain = json!({ "SubnetId": small });
        refused(&mut network, "CreateNatGateway", plain, "MissingParameter", missing);
        let made = done(&mut network, "CreateInternetGateway", json!({}));
        let igw = text(&made, "/InternetGateway/InternetGatewayId");
        done(&mut network, "AttachInternetGateway", json!({"InternetGatewayId": igw, "VpcId": vpc}));
        let elastic = text(&done(&mut network, "AllocateAddress", json!({})), "/AllocationId");
        let create = json!({"SubnetId": small, "AllocationId": elastic});
        let made = done(&mut network, "CreateNatGateway", create.clone());
        let id = text(&made, "/NatGateway/NatGatewayId");
        let taken = format!("Elastic IP address [{elastic}] is already associated");
        refused(&mut network, "CreateNatGateway", create, "Resource.AlreadyAssociated", &taken);
        let table = network.route_tables.iter().next().unwrap().id.to_string();
        let route = json!({"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": id});
        done(&mut network, "CreateRoute", route);
        done(&mut network, "DeleteNatGateway", json!({ "NatGatewayId": id }));
        assert!(network.interfaces.is_empty());
        assert!(network.addresses.iter().all(|elastic| elastic.association.is_none()));
        let table = network.route_tables.iter().next().unwrap();
        assert!(table.routes.iter().any(|route| route.state == RouteState::Blackhole));
        let private = json!({"SubnetId": small, "ConnectivityType": "private"});
        let made = done(&mut network, "CreateNatGateway", private);
        assert!(made.pointer("/NatGateway/NatGatewayAddresses/0/PublicIp").is_none());
    }
}
