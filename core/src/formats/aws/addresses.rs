//! The addresses of an interface.

use super::builder::{At, Builder, said};
use crate::model::{PrivateAddress, PublicAssociation};
use crate::net::{IpNet, Ipv4Net, Ipv6Net};
use crate::wire::{AwsAssociation, AwsNetworkInterface};
use serde_json::Value;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::rc::Rc;
use std::str::FromStr;

/// The private IPv4 addresses, the primary one first.
pub(super) fn private(
    builder: &mut Builder<'_>,
    at: At<'_>,
    interface: &AwsNetworkInterface,
) -> Vec<PrivateAddress> {
    let mut primary = Vec::new();
    let mut secondary = Vec::new();
    for (index, address) in interface.private_ip_addresses.iter().enumerate() {
        let within = format!("/PrivateIpAddresses/{index}");
        let text = &address.private_ip_address;
        let Some(parsed) = parse::<Ipv4Addr>(builder, at, &within, text) else { continue };
        let is_primary = address.primary == Some(true) || interface.private_ip_address.as_ref() == Some(text);
        let association = address.association.as_ref();
        let association = association.or_else(|| interface.association.as_ref().filter(|_| is_primary));
        let read = PrivateAddress {
            address: parsed,
            association: association.and_then(|it| public(builder, at, &within, it)),
        };
        if is_primary { primary.push(read) } else { secondary.push(read) }
    }
    if primary.is_empty()
        && secondary.is_empty()
        && let Some(text) = said(&interface.private_ip_address)
        && let Some(address) = parse(builder, at, "/PrivateIpAddress", text)
    {
        let association = interface.association.as_ref();
        let association = association.and_then(|it| public(builder, at, "", it));
        primary.push(PrivateAddress { address, association });
    }
    primary.append(&mut secondary);
    primary
}

fn public(
    builder: &mut Builder<'_>,
    at: At<'_>,
    within: &str,
    association: &AwsAssociation,
) -> Option<PublicAssociation> {
    let text = said(&association.public_ip)?;
    Some(PublicAssociation {
        public_ip: parse(builder, at, &format!("{within}/Association/PublicIp"), text)?,
        allocation_id: said(&association.allocation_id).map(Rc::from),
    })
}

/// The IPv6 addresses, the primary one first.
pub(super) fn ipv6(builder: &mut Builder<'_>, at: At<'_>, interface: &AwsNetworkInterface) -> Vec<Ipv6Addr> {
    let mut addresses = Vec::new();
    for (index, address) in interface.ipv6_addresses.iter().enumerate() {
        let within = format!("/Ipv6Addresses/{index}");
        let read = parse::<Ipv6Addr>(builder, at, &within, &address.ipv6_address);
        match address.is_primary_ipv6 {
            Some(true) => addresses.splice(0..0, read).for_each(drop),
            _ => addresses.extend(read),
        }
    }
    addresses
}

/// The delegated IPv4 prefixes.
pub(super) fn ipv4_prefixes(
    builder: &mut Builder<'_>,
    at: At<'_>,
    interface: &AwsNetworkInterface,
) -> Vec<Ipv4Net> {
    let prefixes = prefixes(builder, at, "Ipv4Prefix", &interface.ipv4_prefixes);
    prefixes
        .into_iter()
        .filter_map(|block| match block {
            IpNet::V4(block) => Some(block),
            IpNet::V6(_) => None,
        })
        .collect()
}

/// The delegated IPv6 prefixes.
pub(super) fn ipv6_prefixes(
    builder: &mut Builder<'_>,
    at: At<'_>,
    interface: &AwsNetworkInterface,
) -> Vec<Ipv6Net> {
    let prefixes = prefixes(builder, at, "Ipv6Prefix", &interface.ipv6_prefixes);
    prefixes
        .into_iter()
        .filter_map(|block| match block {
            IpNet::V6(block) => Some(block),
            IpNet::V4(_) => None,
        })
        .collect()
}

fn prefixes(builder: &mut Builder<'_>, at: At<'_>, field: &str, list: &[Value]) -> Vec<IpNet> {
    let mut prefixes = Vec::new();
    for (index, prefix) in list.iter().enumerate() {
        let text = prefix.get(field).and_then(Value::as_str).unwrap_or_default();
        prefixes.extend(parse::<IpNet>(builder, at, &format!("/{field}es/{index}"), text));
    }
    prefixes
}

fn parse<A: FromStr>(builder: &mut Builder<'_>, at: At<'_>, within: &str, text: &str) -> Option<A> {
    let parsed = text.parse().ok();
    if parsed.is_none() {
        builder.error(at, within, format!("`{text}` is no address of the kind expected here: left out"));
    }
    parsed
}
