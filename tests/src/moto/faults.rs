//! What is wrong with a permission, told from AWS's text alone.

use serde_json::Value;
use std::net::{Ipv4Addr, Ipv6Addr};

/// What may be wrong with a permission by its syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// No protocol, or none that there is.
    Protocol,
    /// Ports, types or codes that are missing, out of range, or the wrong way round.
    Ports,
    /// A block without a prefix, or no block at all.
    Block,
    /// A description with a character that may not stand there.
    Description,
    /// Nobody at the other end.
    NoPeer,
    /// A group's id without `sg-`.
    GroupId,
    /// A prefix list's id without `pl-`.
    PrefixListId,
}

/// The peers of a permission: the field that names each, and the object.
pub fn peers(permission: &Value) -> Vec<(&'static str, &Value)> {
    let lists = [
        ("IpRanges", "CidrIp"),
        ("Ipv6Ranges", "CidrIpv6"),
        ("PrefixListIds", "PrefixListId"),
        ("UserIdGroupPairs", "GroupId"),
    ];
    let of = |(list, field): (&str, &'static str)| {
        permission[list].as_array().into_iter().flatten().map(move |peer| (field, peer))
    };
    lists.into_iter().flat_map(of).collect()
}

/// The protocol's name as AWS stores it, or none where there is no such protocol.
pub fn protocol(permission: &Value) -> Option<String> {
    let text = permission["IpProtocol"].as_str()?.to_lowercase();
    let name = match text.as_str() {
        "6" => "tcp",
        "17" => "udp",
        "1" => "icmp",
        "58" => "icmpv6",
        "-1" | "tcp" | "udp" | "icmp" | "icmpv6" => &text,
        number if is_number(number) => &text,
        _ => return None,
    };
    Some(name.to_owned())
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u8>().is_ok()
}

/// The block in canonical form; none where it is malformed.
pub fn block(field: &str, text: &str) -> Option<String> {
    let (address, length) = text.split_once('/')?;
    let length: u32 = length.parse().ok()?;
    match field {
        "CidrIp" if length <= 32 => {
            let address: Ipv4Addr = address.parse().ok()?;
            let mask = u32::MAX.checked_shl(32 - length).unwrap_or(0);
            Some(format!("{}/{length}", Ipv4Addr::from(u32::from(address) & mask)))
        }
        "CidrIpv6" if length <= 128 => {
            let address: Ipv6Addr = address.parse().ok()?;
            let mask = u128::MAX.checked_shl(128 - length).unwrap_or(0);
            Some(format!("{}/{length}", Ipv6Addr::from(u128::from(address) & mask)))
        }
        _ => None,
    }
}

/// All that is wrong with a permission by its syntax.
pub fn faults(permission: &Value) -> Vec<Fault> {
    let mut faults = Vec::new();
    match protocol(permission) {
        None => faults.push(Fault::Protocol),
        Some(name) if !ports_fit(&name, permission) => faults.push(Fault::Ports),
        Some(_) => {}
    }
    let peers = peers(permission);
    if peers.is_empty() {
        faults.push(Fault::NoPeer);
    }
    for (field, peer) in peers {
        let text = peer[field].as_str().unwrap_or_default();
        if field.starts_with("Cidr") && block(field, text).is_none() {
            faults.push(Fault::Block);
        }
        if field == "GroupId" && !text.starts_with("sg-") {
            faults.push(Fault::GroupId);
        }
        if field == "PrefixListId" && !text.starts_with("pl-") {
            faults.push(Fault::PrefixListId);
        }
        if peer["Description"].as_str().is_some_and(|text| !describes(text)) {
            faults.push(Fault::Description);
        }
    }
    faults
}

/// Whether the text may describe a rule or a group.
pub fn describes(text: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(letter);
    text.chars().count() <= 255 && text.chars().all(fits)
}

fn ports_fit(protocol: &str, permission: &Value) -> bool {
    let (from, to) = (permission["FromPort"].as_i64(), permission["ToPort"].as_i64());
    match (protocol, from, to) {
        ("tcp" | "udp", Some(from), Some(to)) => 0 <= from && from <= to && to <= 65535,
        ("icmpv6", None, None) => true,
        ("icmp" | "icmpv6", Some(kind), Some(code)) => {
            let range = -1..=255;
            range.contains(&kind) && range.contains(&code) && (kind != -1 || code == -1)
        }
        ("tcp" | "udp" | "icmp" | "icmpv6", _, _) => false,
        _ => true,
    }
}
