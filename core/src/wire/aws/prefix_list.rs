//! Prefix lists.

use super::AwsTag;
use crate::wire::shape::Shape;

/// An item of describe-managed-prefix-lists or describe-prefix-lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsPrefixList {
    /// Its id.
    #[shape(optional)]
    pub prefix_list_id: String,
    /// Its name.
    #[shape(skip)]
    pub prefix_list_name: Option<String>,
    /// `IPv4` or `IPv6`.
    #[shape(skip)]
    pub address_family: Option<String>,
    /// Its state.
    #[shape(skip)]
    pub state: Option<String>,
    /// Its owner.
    #[shape(skip)]
    pub owner_id: Option<String>,
    /// Its ARN.
    #[shape(skip)]
    pub prefix_list_arn: Option<String>,
    /// The most entries it may hold.
    #[shape(skip)]
    pub max_entries: Option<u32>,
    /// The newest version.
    #[shape(skip)]
    pub version: Option<u32>,
    /// Its entries, where the document tells them.
    #[shape(skip)]
    pub entries: Option<Vec<AwsPrefixListEntry>>,
    /// Its blocks, as describe-prefix-lists tells them.
    #[shape(skip)]
    pub cidrs: Option<Vec<String>>,
    /// Its tags.
    #[shape(skip)]
    pub tags: Vec<AwsTag>,
}

/// An entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsPrefixListEntry {
    /// The block.
    #[shape(optional)]
    pub cidr: String,
    /// Its description.
    #[shape(skip)]
    pub description: Option<String>,
}
