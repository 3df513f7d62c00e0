//! AssignPrivateIpAddresses, UnassignPrivateIpAddresses, AssignIpv6Addresses, UnassignIpv6Addresses.
//!
//! Source: EC2 API; EC2 User Guide `using-eni`.

use super::addresses::Giver;
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, parameters};
use crate::model::{Network, NetworkInterfaceId, PrivateAddress};
use crate::wire::shape::Shape;
use serde_json::{Value, json};
use std::net::IpAddr;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("AssignIpv6Addresses", assign_ipv6_addresses),
    ec2!("AssignPrivateIpAddresses", assign_private_ip_addresses),
    ec2!("UnassignIpv6Addresses", unassign_ipv6_addresses),
    ec2!("UnassignPrivateIpAddresses", unassign_private_ip_addresses),
];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct AssignPrivateIpAddresses {
    network_interface_id: Option<String>,
    private_ip_addresses: Vec<String>,
    secondary_private_ip_address_count: u32,
    allow_reassignment: bool,
}

fn assign_private_ip_addresses(
    network: &mut Network,
    p: AssignPrivateIpAddresses,
) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.network_interface_id, "networkInterfaceId")?;
    one_way(p.private_ip_addresses.is_empty(), p.secondary_private_ip_address_count)?;
    let interface = find::interface(network, &id)?;
    let subnet = find::subnet(network, &interface.subnet.to_string())?;
    if p.allow_reassignment {
        for text in &p.private_ip_addresses {
            release(network, &interface.id, text)?;
        }
    }
    let mut giver = Giver::new(network, &subnet);
    let mut assigned = Vec::new();
    for text in &p.private_ip_addresses {
        assigned.push(giver.take_ipv4(text)?);
    }
    for _ in 0..p.secondary_private_ip_address_count {
        assigned.push(giver.next_ipv4()?);
    }
    if let Some(interface) = network.interfaces.modify(&interface.id) {
        let new = assigned.iter().map(|address| PrivateAddress { address: *address, association: None });
        interface.private_addresses.extend(new);
    }
    let shapes: Value =
        assigned.iter().map(|address| json!({ "PrivateIpAddress": address.to_string() })).collect();
    Ok(json!({ "NetworkInterfaceId": id, "AssignedPrivateIpAddresses": shapes }))
}

/// Takes a secondary address from the interface of the same subnet that has it, since the caller allowed
/// that; a primary one stays where it is.
fn release(network: &mut Network, to: &NetworkInterfaceId, text: &str) -> Result<(), Ec2Error> {
    let Ok(IpAddr::V4(address)) = text.parse() else {
        return Ok(());
    };
    let subnet = find::interface(network, &to.to_string())?.subnet.clone();
    let holder = network.interfaces.iter().find(|interface| {
        let mut secondary = interface.private_addresses.iter().skip(1);
        interface.subnet == subnet && secondary.any(|own| own.address == address)
    });
    if let Some(id) = holder.map(|interface| interface.id.clone())
        && let Some(interface) = network.interfaces.modify(&id)
    {
        interface.private_addresses.retain(|own| own.address != address);
    }
    Ok(())
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct UnassignPrivateIpAddresses {
    network_interface_id: Option<String>,
    private_ip_addresses: Vec<String>,
}

fn unassign_private_ip_addresses(
    network: &mut Network,
    p: UnassignPrivateIpAddresses,
) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.network_interface_id, "networkInterfaceId")?;
    if p.private_ip_addresses.is_empty() {
        return Err(parameters::missing("privateIpAddresses"));
    }
    let interface = find::interface(network, &id)?;
    let mut kept = interface.private_addresses.clone();
    for text in &p.private_ip_addresses {
        let secondary = kept.iter().skip(1).find(|own| own.address.to_string() == *text);
        let Some(address) = secondary.map(|own| own.address) else {
            return Err(Ec2Error::new(
                "InvalidParameterValue",
                format!("Some of the specified addresses are not assigned to interface {id}"),
            ));
        };
        kept.retain(|own| own.address != address);
    }
    if let Some(interface) = network.interfaces.modify(&interface.id) {
        interface.private_addresses = kept;
    }
    answers::nothing()
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct AssignIpv6Addresses {
    network_interface_id: Option<String>,
    ipv6_addresses: Vec<String>,
    ipv6_address_count: u32,
}

fn assign_ipv6_addresses(network: &mut Network, p: AssignIpv6Addresses) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.network_interface_id, "networkInterfaceId")?;
    one_way(p.ipv6_addresses.is_empty(), p.ipv6_address_count)?;
    let interface = find::interface(network, &id)?;
    let subnet = find::subnet(network, &interface.subnet.to_string())?;
    let mut giver = Giver::new(network, &subnet);
    let mut assigned = Vec::new();
    for text in &p.ipv6_addresses {
        assigned.push(giver.take_ipv6(text)?);
    }
    for _ in 0..p.ipv6_address_count {
        assigned.push(giver.next_ipv6()?);
    }
    if let Some(interface) = network.interfaces.modify(&interface.id) {
        interface.ipv6_addresses.extend(&assigned);
    }
    let texts: Value = assigned.iter().map(ToString::to_string).collect();
    Ok(json!({ "NetworkInterfaceId": id, "AssignedIpv6Addresses": texts }))
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct UnassignIpv6Addresses {
    network_interface_id: Option<String>,
    ipv6_addresses: Vec<String>,
}

fn unassign_ipv6_addresses(network: &mut Network, p: UnassignIpv6Addresses) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.network_interface_id, "networkInterfaceId")?;
    if p.ipv6_addresses.is_empty() {
        return Err(parameters::missing("ipv6Addresses"));
    }
    let interface = find::interface(network, &id)?;
    let mut kept = interface.ipv6_addresses.clone();
    for text in &p.ipv6_addresses {
        let before = kept.len();
        kept.retain(|own| text.parse() != Ok(*own));
        if kept.len() == before {
            return Err(Ec2Error::new(
                "InvalidParameterValue",
                format!("Some of the specified addresses are not assigned to interface {id}"),
            ));
        }
    }
    if let Some(interface) = network.interfaces.modify(&interface.id) {
        interface.ipv6_addresses = kept;
    }
    Ok(json!({ "NetworkInterfaceId": id, "UnassignedIpv6Addresses": p.ipv6_addresses }))
}

/// Addresses are listed or counted, never both.
fn one_way(none_listed: bool, count: u32) -> Result<(), Ec2Error> {
    match (none_listed, count) {
        (true, 0) => Err(parameters::missing("addresses or the number of addresses")),
        (false, 1..) => Err(Ec2Error::new(
            "InvalidParameterCombination",
            "Addresses and a number of addresses may not be specified in the same request",
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, subnet, text, vpc};
    use super::*;

    /// A network with a dual-stack subnet and two interfaces in it, and their ids.
    fn with_interfaces() -> (Network, String, String) {
        let mut network = Network::default();
        let id = vpc(&mut network, "10.0.0.0/16");
        done(
            &mut network,
            "AssociateVpcCidrBlock",
            json!({"VpcId": id, "AmazonProvidedIpv6CidrBlock": true}),
        );
        let small = subnet(&mut network, &id, "10.0.0.0/28");
        let block = json!({"SubnetId": small, "Ipv6CidrBlock": "2001:db8:0:1::/64"});
        done(&mut network, "AssociateSubnetCidrBlock", block);
        let mut make = || {
            let made = done(&mut network, "CreateNetworkInterface", json!({"SubnetId": small}));
            text(&made, "/NetworkInterface/NetworkInterfaceId")
        };
        let (one, two) = (make(), make());
        (network, one, two)
    }

    #[test]
    fn the_lowest_free_address_that_is_not_reserved_is_given() {
        let (mut network, one, two) = with_interfaces();
        let own = |id: &str| network.interfaces.find(id).unwrap().primary_address().unwrap().to_string();
        assert_eq!((own(&one), own(&two)), ("10.0.0.4".to_owned(), "10.0.0.5".to_owned()));
        let more = |count: u32| json!({"NetworkInterfaceId": one, "SecondaryPrivateIpAddressCount": count});
        let made = done(&mut network, "AssignPrivateIpAddresses", more(2));
        assert_eq!(
            made["AssignedPrivateIpAddresses"],
            json!([{"PrivateIpAddress": "10.0.0.6"}, {"PrivateIpAddress": "10.0.0.7"}])
        );
        // A /28 has 16 addresses: 5 reserved, 4 taken.
        let full = "The specified subnet does not have enough free addresses to satisfy the request.";
        let name = "AssignPrivateIpAddresses";
        refused(&mut network, name, more(8), "InsufficientFreeAddressesInSubnet", full);
        done(&mut network, name, more(7));
        let back = json!({"NetworkInterfaceId": one, "PrivateIpAddresses": ["10.0.0.6"]});
        done(&mut network, "UnassignPrivateIpAddresses", back);
        let made = done(&mut network, name, more(1));
        assert_eq!(made["AssignedPrivateIpAddresses"], json!([{"PrivateIpAddress": "10.0.0.6"}]));
    }

    #[test]
    fn an_address_asked_for_must_be_free_and_of_the_subnet() {
        let (mut network, one, two) = with_interfaces();
        let name = "AssignPrivateIpAddresses";
        let ask = |address: &str| json!({"NetworkInterfaceId": one, "PrivateIpAddresses": [address]});
        let mut refuse = |address: &str, code: &str, text: &str| {
            refused(&mut network, name, ask(address), code, text);
        };
        refuse("10.0.0.5", "InvalidIPAddress.InUse", "Address 10.0.0.5 is in use.");
        let not_valid =
            |address: &str, why: &str| format!("Value ({address}) for parameter address is invalid. {why}");
        for (address, why) in [
            ("10.0.0.3", "Address is in subnet's reserved address range"),
            ("10.0.0.15", "Address is in subnet's reserved address range"),
            ("10.0.0.16", "Address does not fall within the subnet's address range"),
            ("ten", "Invalid IPv4 address."),
        ] {
            refuse(address, "InvalidParameterValue", &not_valid(address, why));
        }
        done(&mut network, name, ask("10.0.0.9"));
        let moved =
            json!({"NetworkInterfaceId": two, "PrivateIpAddresses": ["10.0.0.9"], "AllowReassignment": true});
        done(&mut network, name, moved);
        assert_eq!(network.interfaces.find(&*one).unwrap().private_addresses.len(), 1);
        assert_eq!(network.interfaces.find(&*two).unwrap().private_addresses.len(), 2);
    }

    #[test]
    fn the_primary_address_stays() {
        let (mut network, one, _) = with_interfaces();
        let text = format!("Some of the specified addresses are not assigned to interface {one}");
        let primary = json!({"NetworkInterfaceId": one, "PrivateIpAddresses": ["10.0.0.4"]});
        refused(&mut network, "UnassignPrivateIpAddresses", primary, "InvalidParameterValue", &text);
    }

    #[test]
    fn ipv6_addresses_come_and_go() {
        let (mut network, one, _) = with_interfaces();
        let before = network.clone();
        let more = json!({"NetworkInterfaceId": one, "Ipv6AddressCount": 2});
        let made = done(&mut network, "AssignIpv6Addresses", more);
        assert_eq!(made["AssignedIpv6Addresses"], json!(["2001:db8:0:1::4", "2001:db8:0:1::5"]));
        let listed = json!({"NetworkInterfaceId": one, "Ipv6Addresses": ["2001:db8:0:1:0::5"]});
        let taken = "Address 2001:db8:0:1::5 is in use.";
        refused(&mut network, "AssignIpv6Addresses", listed, "InvalidIPAddress.InUse", taken);
        let back =
            json!({"NetworkInterfaceId": one, "Ipv6Addresses": ["2001:db8:0:1:0::5", "2001:db8:0:1::4"]});
        done(&mut network, "UnassignIpv6Addresses", back);
        assert_eq!(network, before);
    }
}
