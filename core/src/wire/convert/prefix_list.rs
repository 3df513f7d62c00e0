//! A prefix list as describe-managed-prefix-lists shows it, its entries beside it.

use super::tag_shapes;
use crate::model::{Network, PrefixList};
use crate::wire::{AwsPrefixList, AwsPrefixListEntry};

/// The list's ARN.
pub fn prefix_list_arn(network: &Network, list: &PrefixList) -> String {
    let owner = if list.is_aws_managed() { "aws" } else { &*list.owner };
    format!("arn:aws:ec2:{}:{owner}:prefix-list/{}", network.settings.region, list.id)
}

/// One list. AWS's own have neither `MaxEntries` nor `Version`.
pub fn prefix_list_shape(network: &Network, list: &PrefixList) -> AwsPrefixList {
    let entries = list.entries.as_ref().map(|entries| {
        let shapes = entries.iter().map(|entry| AwsPrefixListEntry {
            cidr: entry.block.to_string(),
            description: entry.description.as_deref().map(str::to_owned),
        });
        shapes.collect()
    });
    AwsPrefixList {
        prefix_list_id: list.id.to_string(),
        prefix_list_name: Some(list.name.to_string()),
        address_family: Some(list.family.name().to_owned()),
        state: Some("create-complete".to_owned()),
        owner_id: Some(list.owner.to_string()),
        prefix_list_arn: Some(prefix_list_arn(network, list)),
        max_entries: list.max_entries,
        version: list.version,
        entries,
        cidrs: None,
        tags: tag_shapes(&list.tags),
    }
}
