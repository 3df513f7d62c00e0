//! CreateManagedPrefixList, DeleteManagedPrefixList, GetManagedPrefixListEntries, and the playground's
//! PutManagedPrefixList.
//!
//! `PutManagedPrefixList {PrefixListName, PrefixListId?, AddressFamily?, Entries?}` tells of one of AWS's own
//! lists, which no action of EC2 makes; the family follows from the name where AWS's list of them has it.
//! Sources: EC2 API; VPC User Guide `managed-prefix-lists`, `working-with-aws-managed-prefix-lists`.

use super::registry::{ActionName, ec2, playground};
use super::{Ec2Error, answers, find, obstacles, parameters, prefix_list_entries, security_groups, tagging};
use crate::catalog::managed_prefix_lists::ManagedPrefixList;
use crate::catalog::quotas::{ENTRIES_PER_PREFIX_LIST, PREFIX_LISTS_PER_REGION};
use crate::model::{Network, PrefixList, PrefixListId, Tags};
use crate::net::Family;
use crate::wire::convert::prefix_list_shape;
use crate::wire::shape::Shape;
use crate::wire::{AwsPrefixList, AwsPrefixListEntry, TagSpecification};
use serde_json::Value;
use std::rc::Rc;

pub(super) const ACTIONS: &[ActionName] = &[
    ec2!("CreateManagedPrefixList", create_managed_prefix_list),
    ec2!("DeleteManagedPrefixList", delete_managed_prefix_list),
    ec2!("GetManagedPrefixListEntries", get_managed_prefix_list_entries),
    playground!("PutManagedPrefixList", put_managed_prefix_list),
];

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct CreateManagedPrefixList {
    prefix_list_name: Option<String>,
    max_entries: Option<u32>,
    address_family: Option<String>,
    entries: Vec<AwsPrefixListEntry>,
    tag_specifications: Vec<TagSpecification>,
}

fn create_managed_prefix_list(network: &mut Network, p: CreateManagedPrefixList) -> Result<Value, Ec2Error> {
    let name = check_name(&parameters::required(p.prefix_list_name, "PrefixListName")?)?;
    let max_entries = check_max_entries(network, parameters::required(p.max_entries, "MaxEntries")?)?;
    let family = family(&parameters::required(p.address_family, "AddressFamily")?)?;
    let entries = prefix_list_entries::read(&p.entries, family)?;
    let tags = tagging::tags_for(&p.tag_specifications, "prefix-list", &[])?;
    prefix_list_entries::check_count(entries.len(), Some(max_entries))?;
    let own = network.prefix_lists.iter().filter(|list| !list.is_aws_managed()).count();
    if own >= network.settings.quota(&PREFIX_LISTS_PER_REGION) as usize {
        return Err(Ec2Error::new(
            "PrefixListLimitExceeded",
            "The maximum number of prefix lists has been reached.",
        ));
    }
    let id: PrefixListId = network.make_id(|network, id| network.prefix_lists.contains(id));
    let list = PrefixList {
        id: id.clone(),
        name,
        family,
        owner: Rc::clone(&network.settings.account),
        max_entries: Some(max_entries),
        version: Some(1),
        entries: Some(entries),
        tags,
    };
    let answer = answers::named("PrefixList", &shape(network, &list));
    network.prefix_lists.insert(id, list);
    answer
}

/// A list as actions answer it: its entries are asked for apart.
pub(super) fn shape(network: &Network, list: &PrefixList) -> AwsPrefixList {
    AwsPrefixList { entries: None, ..prefix_list_shape(network, list) }
}

/// Names of customers' lists have at most 255 characters and do not begin as AWS's do.
pub(super) fn check_name(name: &str) -> Result<Rc<str>, Ec2Error> {
    if name.is_empty() || name.chars().count() > 255 || name.starts_with("com.amazonaws") {
        return Err(invalid(format!("Invalid value '{name}' for PrefixListName")));
    }
    Ok(Rc::from(name))
}

/// At least 1, at most what the quota allows.
pub(super) fn check_max_entries(network: &Network, value: u32) -> Result<u32, Ec2Error> {
    let most = network.settings.quota(&ENTRIES_PER_PREFIX_LIST);
    if (1..=most).contains(&value) {
        return Ok(value);
    }
    Err(invalid(format!("Invalid value '{value}' for MaxEntries. It must be from 1 to {most}.")))
}

fn family(text: &str) -> Result<Family, Ec2Error> {
    let known = Family::ALL.into_iter().find(|family| family.name() == text);
    known.ok_or_else(|| invalid(format!("Invalid value '{text}' for AddressFamily. It is IPv4 or IPv6.")))
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct PrefixListParameter {
    prefix_list_id: Option<String>,
}

fn delete_managed_prefix_list(network: &mut Network, p: PrefixListParameter) -> Result<Value, Ec2Error> {
    let list = find::prefix_list(network, &parameters::required(p.prefix_list_id, "PrefixListId")?)?;
    prefix_list_entries::refuse_aws_managed(&list)?;
    if !obstacles::of_prefix_list(network, &list).is_empty() {
        return Err(security_groups::dependency_violation(&list.id));
    }
    network.prefix_lists.remove(&list.id);
    let deleted = AwsPrefixList { state: Some("delete-complete".to_owned()), ..shape(network, &list) };
    answers::named("PrefixList", &deleted)
}

fn get_managed_prefix_list_entries(network: &mut Network, p: PrefixListParameter) -> Result<Value, Ec2Error> {
    let list = find::prefix_list(network, &parameters::required(p.prefix_list_id, "PrefixListId")?)?;
    answers::named("Entries", &prefix_list_shape(network, &list).entries.unwrap_or_default())
}

#[derive(Default, Shape)]
#[shape(names = "PascalCase", closed, optional)]
struct PutManagedPrefixList {
    prefix_list_name: Option<String>,
    prefix_list_id: Option<String>,
    address_family: Option<String>,
    entries: Option<Vec<AwsPrefixListEntry>>,
}

fn put_managed_prefix_list(network: &mut Network, p: PutManagedPrefixList) -> Result<Value, Ec2Error> {
    let name = parameters::required(p.prefix_list_name, "PrefixListName")?;
    let listed = ManagedPrefixList::named(&name);
    let family = match (listed, p.address_family) {
        (Some(listed), _) => listed.family(),
        (None, text) => family(&parameters::required(text, "AddressFamily")?)?,
    };
    if !name.starts_with("com.amazonaws.") {
        return Err(invalid(format!("Invalid value '{name}' for PrefixListName")));
    }
    let entries = p.entries.map(|entries| prefix_list_entries::read(&entries, family)).transpose()?;
    let same = network.prefix_lists.iter().find(|list| list.is_aws_managed() && *list.name == *name);
    let same = same.map(|list| list.id.clone());
    let id = match (p.prefix_list_id, same) {
        (Some(id), same) => free_id(network, &id, same)?,
        (None, Some(id)) => id,
        (None, None) => network.make_id(|network, id| network.prefix_lists.contains(id)),
    };
    let list = PrefixList {
        id: id.clone(),
        name: Rc::from(name),
        family,
        owner: Rc::from("AWS"),
        max_entries: None,
        version: None,
        entries,
        tags: Tags::default(),
    };
    let answer = answers::named("PrefixList", &shape(network, &list));
    network.prefix_lists.insert(id, list);
    answer
}

/// The id that the caller wants for a list of AWS; a list that is told of again keeps the one it has.
fn free_id(network: &Network, id: &str, same: Option<PrefixListId>) -> Result<PrefixListId, Ec2Error> {
    if let Some(error) = find::malformed("InvalidPrefixListId.Malformed", "pl-", id) {
        return Err(error);
    }
    let id = PrefixListId::new(id);
    let taken = network.prefix_lists.contains(&id) && same.as_ref() != Some(&id);
    let moved = same.is_some_and(|same| same != id);
    if taken || moved {
        return Err(invalid(format!(
            "Invalid value '{id}' for PrefixListId. Another list has that id, or the list has another."
        )));
    }
    Ok(id)
}

fn invalid(message: String) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", message)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{done, refused, text, with_group};
    use super::*;
    use serde_json::json;

    const CREATE: &str = "CreateManagedPrefixList";

    fn list(max_entries: u32, blocks: &[&str]) -> Value {
        let entries: Vec<Value> = blocks.iter().map(|block| json!({"Cidr": block})).collect();
        json!({"PrefixListName": "offices", "MaxEntries": max_entries, "AddressFamily": "IPv4", "Entries": entries})
    }

    #[test]
    fn a_list_begins_with_version_1_and_canonical_entries() {
        let mut network = Network::default();
        let made = done(&mut network, CREATE, list(3, &["198.51.100.7/24", "192.0.2.0/24"]));
        let id = text(&made, "/PrefixList/PrefixListId");
        assert_eq!(
            made["PrefixList"],
            json!({"PrefixListId": id, "PrefixListName": "offices", "AddressFamily": "IPv4",
                "State": "create-complete", "OwnerId": "111122223333", "MaxEntries": 3, "Version": 1,
                "PrefixListArn": format!("arn:aws:ec2:eu-west-1:111122223333:prefix-list/{id}")})
        );
        let entries = done(&mut network, "GetManagedPrefixListEntries", json!({"PrefixListId": id}));
        assert_eq!(entries, json!({"Entries": [{"Cidr": "198.51.100.0/24"}, {"Cidr": "192.0.2.0/24"}]}));
    }

    #[test]
    fn entries_are_few_enough_of_one_family_and_each_once() {
        let mut network = Network::default();
        let mut refuse = |parameters: Value, code: &str, text: &str| {
            refused(&mut network, CREATE, parameters, code, text);
        };
        let full = "You've reached the maximum number of entries for the prefix list.";
        refuse(list(1, &["192.0.2.0/25", "192.0.2.128/25"]), "PrefixListMaxEntriesExceeded", full);
        let code = "InvalidParameterValue";
        refuse(list(1, &["::/0"]), code, "CIDR block ::/0 is malformed");
        refuse(list(1, &["192.0.2.1"]), code, "CIDR block 192.0.2.1 is malformed");
        let twice = "The CIDR 192.0.2.0/24 must not appear multiple times";
        refuse(list(2, &["192.0.2.0/24", "192.0.2.9/24"]), code, twice);
        refuse(list(0, &[]), code, "Invalid value '0' for MaxEntries. It must be from 1 to 1000.");
        refuse(list(1001, &[]), code, "Invalid value '1001' for MaxEntries. It must be from 1 to 1000.");
        let mut parameters = list(1, &[]);
        parameters["PrefixListName"] = json!("com.amazonaws.mine");
        refuse(parameters, code, "Invalid value 'com.amazonaws.mine' for PrefixListName");
        let mut parameters = list(1, &[]);
        parameters["AddressFamily"] = json!("ipv4");
        refuse(parameters, code, "Invalid value 'ipv4' for AddressFamily. It is IPv4 or IPv6.");
    }

    #[test]
    fn a_list_in_use_stays() {
        let (mut network, _, web) = with_group();
        let id = text(&done(&mut network, CREATE, list(1, &[])), "/PrefixList/PrefixListId");
        let rule = json!({"GroupId": web, "IpPermissions": [
            {"IpProtocol": "-1", "PrefixListIds": [{"PrefixListId": id}]}]});
        done(&mut network, "AuthorizeSecurityGroupIngress", rule.clone());
        let delete = json!({ "PrefixListId": id });
        let message = format!("resource {id} has a dependent object");
        let name = "DeleteManagedPrefixList";
        refused(&mut network, name, delete.clone(), "DependencyViolation", &message);
        done(&mut network, "RevokeSecurityGroupIngress", rule);
        let answer = done(&mut network, name, delete.clone());
        assert_eq!(answer["PrefixList"]["State"], "delete-complete");
        let gone = format!("The prefix list ID '{id}' does not exist");
        refused(&mut network, name, delete, "InvalidPrefixListID.NotFound", &gone);
        let malformed = "Invalid id: \"offices\" (expecting \"pl-...\")";
        let delete = json!({"PrefixListId": "offices"});
        refused(&mut network, name, delete, "InvalidPrefixListId.Malformed", malformed);
    }

    #[test]
    fn lists_of_aws_are_told_of_and_cannot_be_changed() {
        let mut network = Network::default();
        let put = |entries: Value| {
            json!({"PrefixListName": "com.amazonaws.global.cloudfront.origin-facing",
                "PrefixListId": "pl-3b927c52", "Entries": entries})
        };
        let name = "playground:PutManagedPrefixList";
        let made = done(&mut network, name, put(json!(null)));
        assert_eq!(
            made["PrefixList"],
            json!({"PrefixListId": "pl-3b927c52", "AddressFamily": "IPv4", "OwnerId": "AWS",
                "PrefixListName": "com.amazonaws.global.cloudfront.origin-facing", "State": "create-complete",
                "PrefixListArn": "arn:aws:ec2:eu-west-1:aws:prefix-list/pl-3b927c52"})
        );
        assert_eq!(network.prefix_lists.find("pl-3b927c52").unwrap().entries, None);
        done(&mut network, name, put(json!([{"Cidr": "120.52.22.96/27"}])));
        assert_eq!(network.prefix_lists.len(), 1);
        let text = "You cannot change or delete a prefix list that AWS manages.";
        for action in ["DeleteManagedPrefixList", "ModifyManagedPrefixList"] {
            let parameters = json!({"PrefixListId": "pl-3b927c52"});
            refused(&mut network, action, parameters, "UnauthorizedOperation", text);
        }
    }

    #[test]
    fn a_hundred_lists_per_region_and_those_of_aws_do_not_count() {
        let mut network = Network::default();
        let own = json!({"PrefixListName": "com.amazonaws.eu-west-1.s3"});
        done(&mut network, "playground:PutManagedPrefixList", own);
        for _ in 0..100 {
            done(&mut network, CREATE, list(1, &[]));
        }
        let full = "The maximum number of prefix lists has been reached.";
        refused(&mut network, CREATE, list(1, &[]), "PrefixListLimitExceeded", full);
    }
}
