//! Whether a packet belongs to a service that groups and ACLs do not filter.

use crate::catalog::UNFILTERED_SERVICES;
use crate::model::{Network, VpcId};
use crate::net::Packet;
use std::net::IpAddr;

/// The service that the packet is of, whatever its protocol and port: by either address, of the VPC's own
/// resolver and of the routers of all its subnets. A peered VPC's are ordinary addresses.
pub fn unfiltered_service(network: &Network, vpc: &VpcId, packet: &Packet) -> Option<&'static str> {
    [packet.destination, packet.source].into_iter().find_map(|address| service_at(network, vpc, address))
}

fn service_at(network: &Network, vpc: &VpcId, address: IpAddr) -> Option<&'static str> {
    if let Some(service) = UNFILTERED_SERVICES.iter().find(|service| service.address == address) {
        return Some(service.name);
    }
    let IpAddr::V4(v4) = address else { return None };
    if is_dhcp(v4) {
        return Some("DHCP");
    }
    if network.vpcs.find(vpc).and_then(|vpc| vpc.resolver()) == Some(v4) {
        return Some("Amazon-provided DNS");
    }
    let routes = network.subnets.iter().any(|subnet| subnet.vpc == *vpc && subnet.router() == Some(v4));
    routes.then_some("VPC router")
}

fn is_dhcp(address: std::net::Ipv4Addr) -> bool {
    address.is_broadcast()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Subnet, SubnetId, Tags, Vpc};
    use crate::net::{Payload, Protocol};
    use std::rc::Rc;

    fn network() -> Network {
        let mut network = Network::default();
        let id = VpcId::new("vpc-1");
        network.vpcs.insert(
            id.clone(),
            Vpc {
                id: id.clone(),
                owner: Rc::from("1"),
                ipv4_blocks: vec!["10.0.0.0/16".parse().unwrap(), "10.1.0.0/16".parse().unwrap()],
                ipv6_blocks: Vec::new(),
                is_default: false,
                tags: Tags::default(),
                is_stand_in: false,
            },
        );
        network.subnets.insert(
            SubnetId::new("subnet-1"),
            Subnet {
                id: SubnetId::new("subnet-1"),
                vpc: id,
                ipv4_block: Some("10.0.3.0/24".parse().unwrap()),
                ipv6_blocks: Vec::new(),
                availability_zone: Rc::from("eu-west-1a"),
                map_public_ip_on_launch: false,
                tags: Tags::default(),
                is_stand_in: false,
            },
        );
        network
    }

    fn service(destination: &str) -> Option<&'static str> {
        let packet = Packet {
            source: "10.0.3.9".parse().unwrap(),
            destination: destination.parse().unwrap(),
            payload: Payload::Other(Protocol(99)),
        };
        unfiltered_service(&network(), &VpcId::new("vpc-1"), &packet)
    }

    #[test]
    fn resolver_router_and_link_local_services_pass_by_address_alone() {
        assert_eq!(service("10.0.0.2"), Some("Amazon-provided DNS"));
        assert_eq!(service("169.254.169.254"), Some("instance metadata service"));
        assert_eq!(service("10.0.3.1"), Some("VPC router"));
        for ordinary in ["10.0.0.1", "10.1.0.2", "10.0.3.2", "10.0.3.10", "169.254.1.1", "203.0.113.10"] {
            assert_eq!(service(ordinary), None, "{ordinary}");
        }
    }
}
