//! The managed prefix list.

use super::{PrefixListId, Tags};
use crate::net::Family;
use ipnet::IpNet;
use std::rc::Rc;

/// A prefix list of one's own or of AWS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrefixList {
    /// Its id.
    pub id: PrefixListId,
    /// Its name.
    pub name: Rc<str>,
    /// The family of all its entries.
    pub family: Family,
    /// The account that owns it; `AWS` for AWS's own.
    pub owner: Rc<str>,
    /// The most entries it may hold; none on AWS's own.
    pub max_entries: Option<u32>,
    /// The newest version; none on AWS's own.
    pub version: Option<u32>,
    /// The entries of the newest version; none where nobody told what they are.
    pub entries: Option<Vec<PrefixListEntry>>,
    /// Its tags.
    pub tags: Tags,
}

/// An entry of a prefix list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrefixListEntry {
    /// The block, in canonical form.
    pub block: IpNet,
    /// Its description.
    pub description: Option<Rc<str>>,
}

impl PrefixList {
    /// Whether AWS manages it.
    pub fn is_aws_managed(&self) -> bool {
        &*self.owner == "AWS"
    }
}
