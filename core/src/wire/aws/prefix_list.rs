//! Prefix lists.

use super::AwsTag;
use crate::wire::null_as_default;
use serde::{Deserialize, Serialize};

/// An item of describe-managed-prefix-lists or describe-prefix-lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsPrefixList {
    /// Its id.
    #[serde(default, deserialize_with = "null_as_default")]
    pub prefix_list_id: String,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix_list_name: Option<String>,
    /// `IPv4` or `IPv6`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_family: Option<String>,
    /// Its state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Its owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<String>,
    /// Its ARN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix_list_arn: Option<String>,
    /// The most entries it may hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_entries: Option<u32>,
    /// The newest version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// Its entries, where the document tells them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries: Option<Vec<AwsPrefixListEntry>>,
    /// Its blocks, as describe-prefix-lists tells them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cidrs: Option<Vec<String>>,
    /// Its tags.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<AwsTag>,
}

/// An entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsPrefixListEntry {
    /// The block.
    #[serde(default, deserialize_with = "null_as_default")]
    pub cidr: String,
    /// Its description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}
