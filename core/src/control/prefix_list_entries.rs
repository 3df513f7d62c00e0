//! ModifyManagedPrefixList, and what its entries must be.
//!
//! References follow the newest version at once. Sources: EC2 API; VPC User Guide `managed-prefix-lists`.

use super::registry::{ActionName, ec2};
use super::{Ec2Error, answers, find, parameters, prefix_lists, rule_quota};
use crate::model::{Network, PrefixList, PrefixListEntry};
use crate::net::Family;
use crate::wire::AwsPrefixListEntry;
use crate::wire::convert::{check_rule_description, parse_block};
use crate::wire::shape::Shape;
use serde_json::Value;
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[ec2!("ModifyManagedPrefixList", modify_managed_prefix_list)];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct ModifyManagedPrefixList {
    prefix_list_id: Option<String>,
    current_version: Option<u32>,
    prefix_list_name: Option<String>,
    add_entries: Vec<AwsPrefixListEntry>,
    remove_entries: Vec<AwsPrefixListEntry>,
    max_entries: Option<u32>,
}

fn modify_managed_prefix_list(network: &mut Network, p: ModifyManagedPrefixList) -> Result<Value, Ec2Error> {
    let id = parameters::required(p.prefix_list_id, "PrefixListId")?;
    let changes_entries = !p.add_entries.is_empty() || !p.remove_entries.is_empty();
    if changes_entries && p.max_entries.is_some() {
        return Err(Ec2Error::new(
            "InvalidParameterCombination",
            "You cannot modify the entries of a prefix list and modify the size of a prefix list at the same time.",
        ));
    }
    let name = p.prefix_list_name.as_deref().map(prefix_lists::check_name).transpose()?;
    let max_entries =
        p.max_entries.map(|value| prefix_lists::check_max_entries(network, value)).transpose()?;
    let list = find::prefix_list(network, &id)?;
    refuse_aws_managed(&list)?;
    let mut changed = PrefixList::clone(&list);
    if let Some(name) = name {
        changed.name = name;
    }
    if changes_entries {
        let version = parameters::required(p.current_version, "CurrentVersion")?;
        if changed.version != Some(version) {
            return Err(Ec2Error::new(
                "PrefixListVersionMismatch",
                format!("The current version of the prefix list '{id}' is not {version}"),
            ));
        }
        change_entries(&mut changed, &p.add_entries, &p.remove_entries)?;
        changed.version = Some(version.saturating_add(1));
    }
    changed.max_entries = max_entries.or(changed.max_entries);
    check_count(changed.entries.as_ref().map_or(0, Vec::len), changed.max_entries)?;
    let before = network.clone();
    let answer = answers::named("PrefixList", &prefix_lists::shape(network, &changed));
    network.prefix_lists.insert(changed.id.clone(), changed);
    for group in network.security_groups.iter() {
        rule_quota::check_between((&before, group), (network, group))?;
    }
    answer
}

fn change_entries(
    list: &mut PrefixList,
    add: &[AwsPrefixListEntry],
    remove: &[AwsPrefixListEntry],
) -> Result<(), Ec2Error> {
    let (add, remove) = (read(add, list.family)?, read(remove, list.family)?);
    let entries = list.entries.get_or_insert_with(Vec::new);
    for gone in remove {
        let before = entries.len();
        entries.retain(|entry| entry.block != gone.block);
        if entries.len() == before {
            return Err(invalid(format!("The CIDR {} is not in the prefix list", gone.block)));
        }
    }
    for new in add {
        // An entry that is there already gets the new description.
        match entries.iter_mut().find(|entry| entry.block == new.block) {
            Some(entry) => *entry = new,
            None => entries.push(new),
        }
    }
    Ok(())
}

/// Reads entries: blocks of the family, each once, in canonical form.
pub(super) fn read(entries: &[AwsPrefixListEntry], family: Family) -> Result<Vec<PrefixListEntry>, Ec2Error> {
    let mut read: Vec<PrefixListEntry> = Vec::with_capacity(entries.len());
    for entry in entries {
        let block = parse_block(&entry.cidr, family)?;
        if read.iter().any(|other| other.block == block) {
            return Err(invalid(format!("The CIDR {block} must not appear multiple times")));
        }
        let description = check_rule_description(entry.description.as_deref())?;
        read.push(PrefixListEntry { block, description });
    }
    Ok(read)
}

/// Refuses more entries than the list may hold.
pub(super) fn check_count(count: usize, max_entries: Option<u32>) -> Result<(), Ec2Error> {
    if max_entries.is_some_and(|most| count > most as usize) {
        return Err(Ec2Error::new(
            "PrefixListMaxEntriesExceeded",
            "You've reached the maximum number of entries for the prefix list.",
        ));
    }
    Ok(())
}

/// Refuses to touch one of AWS's own lists.
pub(super) fn refuse_aws_managed(list: &Rc<PrefixList>) -> Result<(), Ec2Error> {
    if list.is_aws_managed() {
        return Err(Ec2Error::new(
            "UnauthorizedOperation",
            "You cannot change or delete a prefix list that AWS manages.",
        ));
    }
    Ok(())
}

fn invalid(message: String) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", message)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, text, with_group};
    use super::*;
    use serde_json::json;

    const MODIFY: &str = "ModifyManagedPrefixList";

    /// A network with a group and a list that holds 192.0.2.0/24, and the ids of both.
    fn with_list() -> (Network, String, String) {
        let (mut network, _, web) = with_group();
        let parameters = json!({"PrefixListName": "offices", "MaxEntries": 2, "AddressFamily": "IPv4",
            "Entries": [{"Cidr": "192.0.2.0/24"}]});
        let made = done(&mut network, "CreateManagedPrefixList", parameters);
        (network, web, text(&made, "/PrefixList/PrefixListId"))
    }

    fn blocks(network: &mut Network, id: &str) -> Vec<String> {
        let shown = done(network, "GetManagedPrefixListEntries", json!({"PrefixListId": id}));
        shown["Entries"].as_array().unwrap().iter().map(|entry| text(entry, "/Cidr")).collect()
    }

    #[test]
    fn entries_change_only_from_the_current_version() {
        let (mut network, _, id) = with_list();
        let add = |version: u32, block: &str| json!({"PrefixListId": id, "CurrentVersion": version, "AddEntries": [{"Cidr": block}]});
        let made = done(&mut network, MODIFY, add(1, "198.51.100.0/24"));
        assert_eq!(made["PrefixList"]["Version"], 2);
        assert_eq!(blocks(&mut network, &id), ["192.0.2.0/24", "198.51.100.0/24"]);
        let stale = format!("The current version of the prefix list '{id}' is not 1");
        refused(&mut network, MODIFY, add(1, "10.0.0.0/8"), "PrefixListVersionMismatch", &stale);
        let full = "You've reached the maximum number of entries for the prefix list.";
        refused(&mut network, MODIFY, add(2, "10.0.0.0/8"), "PrefixListMaxEntriesExceeded", full);
        let remove = |block: &str| json!({"PrefixListId": id, "CurrentVersion": 2, "RemoveEntries": [{"Cidr": block}]});
        let absent = "The CIDR 10.0.0.0/8 is not in the prefix list";
        refused(&mut network, MODIFY, remove("10.0.0.0/8"), "InvalidParameterValue", absent);
        done(&mut network, MODIFY, remove("192.0.2.0/24"));
        assert_eq!(blocks(&mut network, &id), ["198.51.100.0/24"]);
    }

    #[test]
    fn name_and_size_make_no_version_and_size_goes_alone() {
        let (mut network, _, id) = with_list();
        let made =
            done(&mut network, MODIFY, json!({"PrefixListId": id, "PrefixListName": "o", "MaxEntries": 9}));
        let list = &made["PrefixList"];
        assert_eq!((&list["Version"], &list["MaxEntries"]), (&json!(1), &json!(9)));
        assert_eq!(list["PrefixListName"], "o");
        let both = json!({"PrefixListId": id, "CurrentVersion": 1, "MaxEntries": 5,
            "AddEntries": [{"Cidr": "10.0.0.0/8"}]});
        let text = "You cannot modify the entries of a prefix list and modify the size of a prefix list at the \
                    same time.";
        refused(&mut network, MODIFY, both, "InvalidParameterCombination", text);
    }

    #[test]
    fn a_larger_list_must_fit_the_quota_of_every_group_that_refers_to_it() {
        let (mut network, web, id) = with_list();
        let rule = json!({"GroupId": web, "IpPermissions": [
            {"IpProtocol": "-1", "PrefixListIds": [{"PrefixListId": id}]}]});
        done(&mut network, "AuthorizeSecurityGroupIngress", rule);
        let resize = |size: u32| json!({"PrefixListId": id, "MaxEntries": size});
        done(&mut network, MODIFY, resize(60));
        let full = "The maximum number of rules per security group has been reached.";
        refused(&mut network, MODIFY, resize(61), "RulesPerSecurityGroupLimitExceeded", full);
    }
}
