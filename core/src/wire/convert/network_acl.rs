//! Network ACLs, their associations and entries, both ways.

use super::{parse_block, tag_shapes};
use crate::model::{NetworkAcl, NetworkAclEntry, RuleAction, Traffic};
use crate::net::{Direction, Family, IpNet, PortRange, Protocol};
use crate::wire::{
    AwsIcmpTypeCode, AwsNetworkAcl, AwsNetworkAclAssociation, AwsNetworkAclEntry, AwsPortRange, Ec2Error,
};

/// One ACL.
pub fn network_acl_shape(acl: &NetworkAcl) -> AwsNetworkAcl {
    let entries = |direction| acl.entries(direction).iter().map(move |e| entry_shape(e, direction));
    AwsNetworkAcl {
        network_acl_id: acl.id.to_string(),
        vpc_id: acl.vpc.to_string(),
        owner_id: Some(acl.owner.to_string()),
        is_default: Some(acl.is_default),
        associations: acl
            .associations
            .iter()
            .map(|association| AwsNetworkAclAssociation {
                network_acl_association_id: Some(association.id.to_string()),
                network_acl_id: Some(acl.id.to_string()),
                subnet_id: Some(association.subnet.to_string()),
            })
            .collect(),
        // AWS lists the outbound entries first.
        entries: entries(Direction::Egress).chain(entries(Direction::Ingress)).collect(),
        tags: tag_shapes(&acl.tags),
    }
}

fn entry_shape(entry: &NetworkAclEntry, direction: Direction) -> AwsNetworkAclEntry {
    let block = entry.block.to_string();
    let (cidr_block, ipv6_cidr_block) = match entry.block {
        IpNet::V4(_) => (Some(block), None),
        IpNet::V6(_) => (None, Some(block)),
    };
    let protocol = entry.traffic.protocol();
    AwsNetworkAclEntry {
        rule_number: Some(i64::from(entry.number)),
        egress: Some(direction == Direction::Egress),
        protocol: Some(protocol.map_or_else(|| "-1".to_owned(), |protocol| protocol.0.to_string())),
        rule_action: Some(entry.action.name().to_owned()),
        cidr_block,
        ipv6_cidr_block,
        port_range: match entry.traffic {
            Traffic::Ports(_, ports) => {
                Some(AwsPortRange { from: Some(ports.low().into()), to: Some(ports.high().into()) })
            }
            _ => None,
        },
        icmp_type_code: match entry.traffic {
            Traffic::Icmp { kind, code, .. } => Some(AwsIcmpTypeCode {
                code: Some(code.map_or(-1, i64::from)),
                kind: Some(kind.map_or(-1, i64::from)),
            }),
            _ => None,
        },
    }
}

/// Reads an entry, with AWS's errors.
///
/// # Errors
/// Where a value is missing, out of range, or of another kind than the others ask for.
pub fn network_acl_entry_of(shape: &AwsNetworkAclEntry) -> Result<NetworkAclEntry, Ec2Error> {
    let number = shape.rule_number.ok_or_else(|| missing("ruleNumber"))?;
    let number = u16::try_from(number)
        .ok()
        .filter(|number| (1..=NetworkAclEntry::LAST_IPV6).contains(number))
        .ok_or_else(|| {
            invalid(format!("Value ({number}) for parameter ruleNumber is invalid. Invalid rule number."))
        })?;
    let action = shape.rule_action.as_deref().ok_or_else(|| missing("ruleAction"))?;
    let action = RuleAction::parse(action)
        .ok_or_else(|| invalid(format!("Value ({action}) for parameter ruleAction is invalid.")))?;
    let block = match (&shape.cidr_block, &shape.ipv6_cidr_block) {
        (Some(text), None) => parse_block(text, Family::Ipv4)?,
        (None, Some(text)) => parse_block(text, Family::Ipv6)?,
        (None, None) => return Err(missing("cidrBlock or ipv6CidrBlock")),
        (Some(_), Some(_)) => {
            let text = "Only one of cidrBlock or ipv6CidrBlock can be specified";
            return Err(Ec2Error::new("InvalidParameterCombination", text));
        }
    };
    let traffic = traffic_of(shape, Family::of_block(&block))?;
    Ok(NetworkAclEntry { number, action, traffic, block })
}

/// ACLs want the protocol as a number; the four names are taken too.
fn traffic_of(shape: &AwsNetworkAclEntry, family: Family) -> Result<Traffic, Ec2Error> {
    let text = shape.protocol.as_deref().ok_or_else(|| missing("protocol"))?;
    if text == "-1" || text.eq_ignore_ascii_case("all") {
        return Ok(Traffic::All);
    }
    let protocol = Protocol::parse(text)
        .ok_or_else(|| invalid(format!("Invalid value '{text}' for IP protocol. Unknown protocol.")))?;
    match protocol {
        protocol if protocol.has_ports() => ports_of(shape).map(|ports| Traffic::Ports(protocol, ports)),
        // With an IPv4 block every type and code is meant, whatever is given, and no IPv4 packet has one.
        Protocol::ICMPV6 if family == Family::Ipv4 => Ok(Traffic::Icmp { protocol, kind: None, code: None }),
        protocol if protocol.is_icmp() => icmp_of(shape, protocol),
        protocol => Ok(Traffic::Other(protocol)),
    }
}

fn ports_of(shape: &AwsNetworkAclEntry) -> Result<PortRange, Ec2Error> {
    let range = shape.port_range.as_ref();
    let (Some(from), Some(to)) = (range.and_then(|range| range.from), range.and_then(|range| range.to))
    else {
        return Err(missing("portRange"));
    };
    let port = |value: i64| u16::try_from(value).ok();
    let range = port(from).zip(port(to)).and_then(|(low, high)| PortRange::new(low, high));
    range.ok_or_else(|| invalid(format!("Invalid TCP/UDP port range ({from}:{to})")))
}

fn icmp_of(shape: &AwsNetworkAclEntry, protocol: Protocol) -> Result<Traffic, Ec2Error> {
    let given = shape.icmp_type_code.as_ref();
    let (Some(kind), Some(code)) = (given.and_then(|given| given.kind), given.and_then(|given| given.code))
    else {
        return Err(missing("icmpTypeCode"));
    };
    let part = |value: i64, which: &str| match u8::try_from(value) {
        Ok(value) => Ok(Some(value)),
        Err(_) if value == -1 => Ok(None),
        Err(_) => Err(invalid(format!("ICMP {which} ({value}) out of range"))),
    };
    let (kind, code) = (part(kind, "type")?, part(code, "code")?);
    Ok(Traffic::Icmp { protocol, kind, code: kind.and(code) })
}

fn missing(name: &str) -> Ec2Error {
    Ec2Error::new("MissingParameter", format!("The request must contain the parameter {name}"))
}

fn invalid(message: String) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: serde_json::Value) -> Result<NetworkAclEntry, Ec2Error> {
        network_acl_entry_of(&serde_json::from_value(value).unwrap())
    }

    #[test]
    fn ports_and_types_are_required_where_the_protocol_has_them() {
        let with = |more: serde_json::Value| {
            let mut entry = json!({"RuleNumber": 100, "RuleAction": "allow"});
            entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            read(entry)
        };
        let v4 = |protocol: &str| json!({"Protocol": protocol, "CidrBlock": "10.0.0.5/8"});
        for protocol in ["6", "17", "1"] {
            assert_eq!(with(v4(protocol)).unwrap_err().code, "MissingParameter", "{protocol}");
        }
        for protocol in ["-1", "47", "58"] {
            assert!(with(v4(protocol)).is_ok(), "{protocol}");
        }
        let v6 = json!({"Protocol": "58", "Ipv6CidrBlock": "::/0"});
        assert_eq!(with(v6).unwrap_err().code, "MissingParameter");
        assert_eq!(with(v4("47")).unwrap().block.to_string(), "10.0.0.0/8");
    }

    #[test]
    fn what_is_given_without_need_is_ignored() {
        let entry = read(json!({"RuleNumber": 1, "RuleAction": "deny", "Protocol": "-1",
            "CidrBlock": "0.0.0.0/0", "PortRange": {"From": 80, "To": 80}}));
        assert_eq!(entry.unwrap().traffic, Traffic::All);
    }

    #[test]
    fn an_entry_is_shown_as_it_was_read() {
        let text = json!({"RuleNumber": 110, "Egress": true, "Protocol": "1", "RuleAction": "allow",
            "CidrBlock": "0.0.0.0/0", "IcmpTypeCode": {"Code": -1, "Type": 3}});
        let entry = read(text.clone()).unwrap();
        assert_eq!(serde_json::to_value(entry_shape(&entry, Direction::Egress)).unwrap(), text);
    }
}
