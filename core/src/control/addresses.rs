//! Which addresses are free, and which is given out: the lowest free one. AWS gives any.

use super::Ec2Error;
use crate::catalog::public_addresses;
use crate::model::{Network, NetworkInterface, Subnet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::rc::Rc;

/// Addresses of a subnet that are being given out.
pub(super) struct Giver<'a> {
    subnet: &'a Subnet,
    neighbours: Vec<Rc<NetworkInterface>>,
    given: Vec<IpAddr>,
}

impl<'a> Giver<'a> {
    /// For the subnet as it is.
    pub fn new(network: &Network, subnet: &'a Subnet) -> Giver<'a> {
        let neighbours = network.interfaces.iter().filter(|interface| interface.subnet == subnet.id);
        Giver { subnet, neighbours: neighbours.cloned().collect(), given: Vec::new() }
    }

    fn is_free(&self, address: IpAddr) -> bool {
        !self.given.contains(&address) && !self.neighbours.iter().any(|interface| interface.owns(address))
    }

    /// Takes the address that the caller wants.
    pub fn take_ipv4(&mut self, text: &str) -> Result<Ipv4Addr, Ec2Error> {
        let address: Ipv4Addr = text.parse().map_err(|_| not_valid(text, "Invalid IPv4 address."))?;
        if !self.subnet.contains(IpAddr::V4(address)) {
            return Err(not_valid(text, "Address does not fall within the subnet's address range"));
        }
        if self.subnet.reserves(address) {
            return Err(not_valid(text, "Address is in subnet's reserved address range"));
        }
        self.take(IpAddr::V4(address))?;
        Ok(address)
    }

    /// Takes the IPv6 address that the caller wants.
    pub fn take_ipv6(&mut self, text: &str) -> Result<Ipv6Addr, Ec2Error> {
        let address: Ipv6Addr = text.parse().map_err(|_| not_valid(text, "Invalid IPv6 address."))?;
        if !self.subnet.contains(IpAddr::V6(address)) {
            return Err(not_valid(text, "Address does not fall within the subnet's address range"));
        }
        self.take(IpAddr::V6(address))?;
        Ok(address)
    }

    fn take(&mut self, address: IpAddr) -> Result<(), Ec2Error> {
        if !self.is_free(address) {
            return Err(Ec2Error::new("InvalidIPAddress.InUse", format!("Address {address} is in use.")));
        }
        self.given.push(address);
        Ok(())
    }

    /// Gives the lowest free IPv4 address that is not reserved.
    pub fn next_ipv4(&mut self) -> Result<Ipv4Addr, Ec2Error> {
        let hosts = self.subnet.ipv4_block.into_iter().flat_map(|block| block.hosts());
        let free = hosts
            .filter(|address| !self.subnet.reserves(*address))
            .find(|address| self.is_free(IpAddr::V4(*address)));
        let address = free.ok_or_else(none_left)?;
        self.given.push(IpAddr::V4(address));
        Ok(address)
    }

    /// Gives the lowest free IPv6 address after the four that AWS reserves.
    pub fn next_ipv6(&mut self) -> Result<Ipv6Addr, Ec2Error> {
        let Some(block) = self.subnet.ipv6_blocks.first() else {
            return Err(Ec2Error::new(
                "InvalidParameterValue",
                format!(
                    "The subnet '{}' does not have an IPv6 CIDR block associated with it.",
                    self.subnet.id
                ),
            ));
        };
        let hosts = block.hosts().skip(4);
        let mut free = hosts.filter(|address| self.is_free(IpAddr::V6(*address)));
        let address = free.next().ok_or_else(none_left)?;
        self.given.push(IpAddr::V6(address));
        Ok(address)
    }
}

fn none_left() -> Ec2Error {
    Ec2Error::new(
        "InsufficientFreeAddressesInSubnet",
        "The specified subnet does not have enough free addresses to satisfy the request.",
    )
}

fn not_valid(text: &str, why: &str) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", format!("Value ({text}) for parameter address is invalid. {why}"))
}

/// The public IPv4 address that is lent next: the lowest free one of those that AWS has here.
pub(super) fn next_public(network: &Network) -> Result<Ipv4Addr, Ec2Error> {
    let mut free = public_addresses().filter(|address| {
        let lent = network.interfaces.iter().flat_map(|interface| &interface.private_addresses);
        let mut lent = lent.filter_map(|own| own.association.as_ref());
        let mut owned = network.addresses.iter();
        *address != network.settings.options.you
            && !lent.any(|association| association.public_ip == *address)
            && !owned.any(|elastic| elastic.public_ip == *address)
    });
    free.next().ok_or_else(|| {
        Ec2Error::new("InsufficientAddressCapacity", "There are no public IPv4 addresses left to give.")
    })
}
