//! What CreateNetworkInterface and RunInstances have in common: an interface as it is asked for.

use super::addresses::{self, Giver};
use super::{Ec2Error, find};
use crate::catalog::quotas;
use crate::model::{
    ConnectionTracking, InterfaceType, Network, NetworkInterface, NetworkInterfaceId, PrivateAddress,
    PublicAssociation, SecurityGroupId, Subnet, Tags, VpcId,
};
use crate::wire::{AwsConnectionTracking, AwsIpv6Address, AwsPrivateIpAddress};
use std::rc::Rc;

/// An interface as it is asked for.
#[derive(Default)]
pub(super) struct InterfaceRequest {
    pub subnet: String,
    pub description: String,
    pub groups: Vec<String>,
    pub private_ip_address: Option<String>,
    pub private_ip_addresses: Vec<AwsPrivateIpAddress>,
    pub secondary_private_ip_address_count: u32,
    pub ipv6_addresses: Vec<AwsIpv6Address>,
    pub ipv6_address_count: u32,
    pub public_address: bool,
    pub tracking: ConnectionTracking,
    pub tags: Tags,
}

/// The quota of groups that an action runs into.
#[derive(Clone, Copy)]
pub(super) enum GroupLimit {
    PerInstance,
    PerInterface,
}

/// Makes the interface; it is not yet part of the network.
pub(super) fn build(
    network: &mut Network,
    request: InterfaceRequest,
    limit: GroupLimit,
) -> Result<NetworkInterface, Ec2Error> {
    let subnet = find::subnet(network, &request.subnet)?;
    let groups = groups(network, &request.groups, &subnet.vpc, limit)?;
    if network.interfaces.len() >= network.settings.quota(&quotas::INTERFACES_PER_REGION) as usize {
        return Err(Ec2Error::new(
            "NetworkInterfaceLimitExceeded",
            "The maximum number of network interfaces has been reached.",
        ));
    }
    let mut giver = Giver::new(network, &subnet);
    let mut private_addresses = private_addresses(&request, &subnet, &mut giver)?;
    let mut ipv6_addresses = Vec::new();
    for asked in &request.ipv6_addresses {
        ipv6_addresses.push(giver.take_ipv6(&asked.ipv6_address)?);
    }
    for _ in 0..request.ipv6_address_count {
        ipv6_addresses.push(giver.next_ipv6()?);
    }
    if let Some(primary) = private_addresses.first_mut().filter(|_| request.public_address) {
        let public_ip = addresses::next_public(network)?;
        primary.association = Some(PublicAssociation { public_ip, allocation_id: None });
    }
    let id: NetworkInterfaceId = network.make_id(|network, id| network.interfaces.contains(id));
    Ok(NetworkInterface {
        id,
        interface_type: InterfaceType::Interface,
        vpc: subnet.vpc.clone(),
        subnet: subnet.id.clone(),
        owner: Rc::clone(&network.settings.account),
        description: Rc::from(request.description),
        private_addresses,
        ipv6_addresses,
        ipv4_prefixes: Vec::new(),
        ipv6_prefixes: Vec::new(),
        groups,
        attachment: None,
        source_dest_check: true,
        requester_managed: false,
        requester_id: None,
        tracking: request.tracking,
        tags: request.tags,
        is_stand_in: false,
    })
}

/// The private addresses, the primary one first: those asked for, then as many as asked for besides.
fn private_addresses(
    request: &InterfaceRequest,
    subnet: &Subnet,
    giver: &mut Giver<'_>,
) -> Result<Vec<PrivateAddress>, Ec2Error> {
    if subnet.ipv4_block.is_none() {
        return Ok(Vec::new());
    }
    let listed = request.private_ip_addresses.iter();
    let mut primaries: Vec<&str> = listed
        .clone()
        .filter(|asked| asked.primary == Some(true))
        .map(|asked| &*asked.private_ip_address)
        .chain(request.private_ip_address.as_deref())
        .collect();
    primaries.dedup();
    if primaries.len() > 1 {
        return Err(Ec2Error::new(
            "InvalidParameterCombination",
            "Only one primary private IP address can be specified",
        ));
    }
    let mut addresses = Vec::new();
    // What was asked for is taken first, so that none of it is given out as the primary one.
    for asked in listed.filter(|asked| asked.primary != Some(true)) {
        addresses.push(giver.take_ipv4(&asked.private_ip_address)?);
    }
    let primary = match primaries.first() {
        Some(text) => giver.take_ipv4(text)?,
        None => giver.next_ipv4()?,
    };
    addresses.insert(0, primary);
    for _ in 0..request.secondary_private_ip_address_count {
        addresses.push(giver.next_ipv4()?);
    }
    Ok(addresses.into_iter().map(|address| PrivateAddress { address, association: None }).collect())
}

/// The groups that an interface in the VPC shall carry: those named, each once, else the default group.
pub(super) fn groups(
    network: &Network,
    named: &[String],
    vpc: &VpcId,
    limit: GroupLimit,
) -> Result<Vec<SecurityGroupId>, Ec2Error> {
    if named.is_empty() {
        let default = network.default_group(vpc).ok_or_else(|| find::no_such_group("default"))?;
        return Ok(vec![default.id.clone()]);
    }
    let mut groups: Vec<SecurityGroupId> = Vec::new();
    for id in named {
        let group = find::group(network, id)?;
        if !network.is_usable_in(&group, vpc) {
            return Err(find::different_networks());
        }
        if !groups.contains(&group.id) {
            groups.push(group.id.clone());
        }
    }
    if groups.len() <= network.settings.quota(&quotas::GROUPS_PER_INTERFACE) as usize {
        return Ok(groups);
    }
    Err(match limit {
        GroupLimit::PerInstance => Ec2Error::new(
            "SecurityGroupsPerInstanceLimitExceeded",
            "The maximum number of security groups per instance has been reached.",
        ),
        GroupLimit::PerInterface => Ec2Error::new(
            "SecurityGroupsPerInterfaceLimitExceeded",
            "The maximum number of security groups per interface has been reached.",
        ),
    })
}

/// Idle timeouts, each in its range. One that is left out keeps what it is.
///
/// Source: EC2 API ConnectionTrackingSpecificationRequest.
pub(super) fn tracking(
    before: ConnectionTracking,
    asked: &AwsConnectionTracking,
) -> Result<ConnectionTracking, Ec2Error> {
    let check = |name: &str, before: Option<u32>, asked: Option<u32>, low: u32, high: u32| match asked {
        Some(value) if !(low..=high).contains(&value) => Err(Ec2Error::new(
            "InvalidParameterValue",
            format!("Invalid value '{value}' for {name}. It must be from {low} to {high} seconds."),
        )),
        asked => Ok(asked.or(before)),
    };
    Ok(ConnectionTracking {
        tcp_established_timeout: check(
            "TcpEstablishedTimeout",
            before.tcp_established_timeout,
            asked.tcp_established_timeout,
            60,
            432_000,
        )?,
        udp_timeout: check("UdpTimeout", before.udp_timeout, asked.udp_timeout, 30, 60)?,
        udp_stream_timeout: check(
            "UdpStreamTimeout",
            before.udp_stream_timeout,
            asked.udp_stream_timeout,
            60,
            180,
        )?,
    })
}
