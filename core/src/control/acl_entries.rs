//! CreateNetworkAclEntry, ReplaceNetworkAclEntry, DeleteNetworkAclEntry.
//!
//! Source: EC2 API NetworkAclEntry, CreateNetworkAclEntryRequest.

use super::parameters::parameters;
use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, parameters};
use crate::catalog::quotas;
use crate::model::{Network, NetworkAcl, NetworkAclEntry};
use crate::net::{Direction, Family};
use crate::wire::convert::network_acl_entry_of;
use crate::wire::{Action, AwsIcmpTypeCode, AwsNetworkAclEntry, AwsPortRange};
use serde_json::Value;
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("CreateNetworkAclEntry", create_network_acl_entry),
    ec2!("DeleteNetworkAclEntry", delete_network_acl_entry),
    ec2!("ReplaceNetworkAclEntry", replace_network_acl_entry),
];

parameters! {
    PutEntry {
        network_acl_id: Option<String>,
        rule_number: Option<i64>,
        egress: Option<bool>,
        protocol: Option<String>,
        rule_action: Option<String>,
        cidr_block: Option<String>,
        ipv6_cidr_block: Option<String>,
        port_range: Option<AwsPortRange>,
        icmp_type_code: Option<AwsIcmpTypeCode>,
    }
    DeleteEntry {
        network_acl_id: Option<String>,
        rule_number: Option<i64>,
        egress: Option<bool>,
    }
}

/// The entry that CreateNetworkAclEntry or ReplaceNetworkAclEntry would put into its ACL.
///
/// # Errors
/// Where EC2 would refuse what the parameters say of the entry, whatever the ACL holds.
///
/// ```
/// use sg_core::{control::entry_of, wire::Action};
/// let action = Action::new("CreateNetworkAclEntry").with("RuleNumber", 90).with("Protocol", "-1");
/// let action = action.with("RuleAction", "deny").with("CidrBlock", "203.0.113.0/24");
/// assert_eq!(entry_of(&action).unwrap().number, 90);
/// ```
pub fn entry_of(action: &Action) -> Result<NetworkAclEntry, Ec2Error> {
    read_entry(parameters::read(action.parameters.clone())?)
}

fn read(network: &Network, p: PutEntry) -> Result<(Rc<NetworkAcl>, Direction, NetworkAclEntry), Ec2Error> {
    let acl = parameters::required(p.network_acl_id.clone(), "networkAclId")?;
    let direction = Direction::from_is_egress(parameters::required(p.egress, "egress")?);
    let entry = read_entry(p)?;
    Ok((find::acl(network, &acl)?, direction, entry))
}

/// Reads an entry of one's own; the numbers of `*` are not to be had.
fn read_entry(p: PutEntry) -> Result<NetworkAclEntry, Ec2Error> {
    let entry = network_acl_entry_of(&AwsNetworkAclEntry {
        rule_number: p.rule_number,
        egress: p.egress,
        protocol: p.protocol,
        rule_action: p.rule_action,
        cidr_block: p.cidr_block,
        ipv6_cidr_block: p.ipv6_cidr_block,
        port_range: p.port_range,
        icmp_type_code: p.icmp_type_code,
    })?;
    if entry.is_last() {
        return Err(invalid_number(i64::from(entry.number)));
    }
    Ok(entry)
}

fn invalid_number(number: i64) -> Ec2Error {
    let text = format!("Value ({number}) for parameter ruleNumber is invalid. Invalid rule number.");
    Ec2Error::new("InvalidParameterValue", text)
}

fn create_network_acl_entry(network: &mut Network, p: PutEntry) -> Result<Value, Ec2Error> {
    let (acl, direction, entry) = read(network, p)?;
    if acl.entry(direction, entry.number).is_some() {
        let text = format!("The network acl entry identified by {} already exists.", entry.number);
        return Err(Ec2Error::new("NetworkAclEntryAlreadyExists", text));
    }
    // The `*` entries do not count, and IPv4 and IPv6 are counted apart (choice).
    let family = Family::of_block(&entry.block);
    let own = acl.entries(direction).iter().filter(|other| !other.is_last());
    let count = own.filter(|other| Family::of_block(&other.block) == family).count();
    if count >= network.settings.quota(&quotas::RULES_PER_NETWORK_ACL) as usize {
        let text = "The maximum number of network acl entries has been reached.";
        return Err(Ec2Error::new("NetworkAclEntryLimitExceeded", text));
    }
    put(network, &acl, direction, entry);
    answers::nothing()
}

fn replace_network_acl_entry(network: &mut Network, p: PutEntry) -> Result<Value, Ec2Error> {
    let (acl, direction, entry) = read(network, p)?;
    if acl.entry(direction, entry.number).is_none() {
        return Err(no_such_entry(&acl, direction, entry.number.into()));
    }
    put(network, &acl, direction, entry);
    answers::nothing()
}

fn put(network: &mut Network, acl: &NetworkAcl, direction: Direction, entry: NetworkAclEntry) {
    if let Some(acl) = network.network_acls.modify(&acl.id) {
        acl.put_entry(direction, entry);
    }
}

fn delete_network_acl_entry(network: &mut Network, p: DeleteEntry) -> Result<Value, Ec2Error> {
    let acl = parameters::required(p.network_acl_id, "networkAclId")?;
    let number = parameters::required(p.rule_number, "ruleNumber")?;
    let direction = Direction::from_is_egress(parameters::required(p.egress, "egress")?);
    let acl = find::acl(network, &acl)?;
    let own = u16::try_from(number).ok().filter(|own| (1..=NetworkAclEntry::MAX_NUMBER).contains(own));
    let own = own.ok_or_else(|| invalid_number(number))?;
    let taken = network.network_acls.modify(&acl.id).is_some_and(|acl| acl.take_entry(direction, own));
    if taken { answers::nothing() } else { Err(no_such_entry(&acl, direction, number)) }
}

fn no_such_entry(acl: &NetworkAcl, direction: Direction, number: i64) -> Ec2Error {
    let text = format!("no {} entry with number {number} in network ACL {}", direction.name(), acl.id);
    Ec2Error::new("InvalidNetworkAclEntry.NotFound", text)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, with_vpc};
    use super::*;
    use serde_json::json;

    fn entry(network: &Network, number: i64, more: Value) -> Value {
        let acl = network.network_acls.iter().next().unwrap().id.to_string();
        let mut entry = json!({"NetworkAclId": acl, "RuleNumber": number, "Egress": false, "Protocol": "-1",
            "RuleAction": "allow", "CidrBlock": "10.0.0.0/8"});
        entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        entry
    }

    #[test]
    fn a_number_is_taken_once_in_each_direction() {
        let (mut network, _) = with_vpc();
        let name = "CreateNetworkAclEntry";
        let taken = "The network acl entry identified by 100 already exists.";
        let p = entry(&network, 100, json!({}));
        refused(&mut network, name, p, "NetworkAclEntryAlreadyExists", taken);
        for number in [0, 32767, 32768, 40000] {
            let text = format!("Value ({number}) for parameter ruleNumber is invalid. Invalid rule number.");
            let p = entry(&network, number, json!({}));
            refused(&mut network, name, p, "InvalidParameterValue", &text);
        }
        for number in [1, 32766] {
            let p = entry(&network, number, json!({}));
            done(&mut network, name, p);
        }
        let p = entry(&network, 200, json!({"CidrBlock": "10.0.0.0"}));
        refused(&mut network, name, p, "InvalidParameterValue", "CIDR block 10.0.0.0 is malformed");
    }

    #[test]
    fn replace_and_delete_want_an_entry_that_is_there() {
        let (mut network, _) = with_vpc();
        let acl = network.network_acls.iter().next().unwrap().id.to_string();
        let p = entry(&network, 100, json!({"RuleAction": "deny"}));
        done(&mut network, "ReplaceNetworkAclEntry", p);
        let missing = format!("no ingress entry with number 120 in network ACL {acl}");
        let p = entry(&network, 120, json!({}));
        refused(&mut network, "ReplaceNetworkAclEntry", p, "InvalidNetworkAclEntry.NotFound", &missing);
        let delete = |number: i64| json!({"NetworkAclId": acl, "RuleNumber": number, "Egress": false});
        done(&mut network, "DeleteNetworkAclEntry", delete(100));
        let missing = format!("no ingress entry with number 100 in network ACL {acl}");
        let code = "InvalidNetworkAclEntry.NotFound";
        refused(&mut network, "DeleteNetworkAclEntry", delete(100), code, &missing);
        let text = "Value (32767) for parameter ruleNumber is invalid. Invalid rule number.";
        refused(&mut network, "DeleteNetworkAclEntry", delete(32767), "InvalidParameterValue", text);
    }

    #[test]
    fn twenty_entries_in_each_direction_unless_raised() {
        let (mut network, _) = with_vpc();
        for number in 1..=19 {
            let p = entry(&network, number, json!({}));
            done(&mut network, "CreateNetworkAclEntry", p);
        }
        let p = entry(&network, 20, json!({}));
        let full = "The maximum number of network acl entries has been reached.";
        let name = "CreateNetworkAclEntry";
        refused(&mut network, name, p.clone(), "NetworkAclEntryLimitExceeded", full);
        done(&mut network, "playground:SetQuota", json!({"QuotaCode": "L-2AEEBF1A", "Value": 21}));
        done(&mut network, name, p);
    }
}
