//! What a document tells of its author's account, and stand-ins for it.
//!
//! Stand-ins are consistent: what was equal stays equal, and a block that held another still does, so that every
//! packet of the document meets the same decisions as before. Ids of resources stay: outside their account they
//! lead nowhere. Private addresses stay, as do those of documentation and of the playground itself.

mod accounts;
mod blocks;
mod forest;
mod pool;
mod ranges;
mod texts;
mod visit;

use super::aws;
use crate::wire::Document;
use ipnet::IpNet;
use serde_json::Value;
use std::collections::BTreeSet;
use visit::Kind;

/// What a document carries that its author may want to keep, each once, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Account ids, less those that AWS's own documentation uses.
    pub accounts: BTreeSet<String>,
    /// Public addresses and blocks.
    pub addresses: BTreeSet<String>,
    /// Other addresses and blocks: private, set aside for documentation, of the playground itself. Stand-ins leave them.
    pub other_addresses: BTreeSet<String>,
    /// Names of groups, lists and carriers, and tags.
    pub names: BTreeSet<String>,
    /// Descriptions, notes, titles.
    pub texts: BTreeSet<String>,
    /// Keys that this version does not know, and cannot speak for.
    pub unknown: BTreeSet<String>,
}

/// A document with stand-ins.
#[derive(Clone, Debug, PartialEq)]
pub struct Replaced {
    /// The document.
    pub document: Document,
    /// Public addresses and blocks that had to stay, since a block that covers private addresses too, such as
    /// `0.0.0.0/1`, decides over them, or since there were more than the set-aside ranges hold.
    pub kept: BTreeSet<String>,
}

/// What the document carries.
pub fn carried(document: &Document) -> Carried {
    let mut carried = Carried::default();
    let mut value = serde_json::to_value(document).unwrap_or_default();
    visit::visit(&mut value, &mut |kind, text| {
        match kind {
            _ if text.is_empty() => false,
            Kind::Name(_) => carried.names.insert(text.clone()),
            Kind::Text => carried.texts.insert(text.clone()),
            Kind::Other | Kind::OwnBlock => {
                carried.accounts.extend(accounts::foreign(text));
                match blocks::parse(text) {
                    Some(block) if ranges::is_public(&block) => carried.addresses.insert(text.clone()),
                    // Everybody is nobody's address.
                    Some(block) if block.prefix_len() > 0 => carried.other_addresses.insert(text.clone()),
                    _ => false,
                }
            }
        };
    });
    carried.unknown = document.unknown.keys().cloned().collect();
    carried
}

/// The document with stand-ins for account ids, public addresses, names and texts. Notes, and what this version
/// does not know, are left out.
///
/// Nothing where the document does not survive the way through JSON, which every document does that was read
/// from it.
pub fn replace(document: &Document) -> Option<Replaced> {
    let mut value = serde_json::to_value(bare(document)).ok()?;
    let mut found = Found::default();
    visit::visit(&mut value, &mut |kind, text| found.take(kind, text));
    let blocks = blocks::Mapping::of(&found.blocks, &found.own_blocks, has_lists(&value));
    let mut names = texts::Names::default();
    visit::visit(&mut value, &mut |kind, text| match kind {
        Kind::Name(noun) => names.replace(noun, text),
        Kind::Text => names.replace("text", text),
        Kind::Other | Kind::OwnBlock => {}
    });
    let accounts = accounts::Mapping::of(&found.accounts);
    visit::visit(&mut value, &mut |kind, text| {
        if matches!(kind, Kind::Other | Kind::OwnBlock) {
            blocks.replace(text);
            accounts.replace(text);
            names.replace_reference(text);
        }
    });
    Some(Replaced { document: serde_json::from_value(value).ok()?, kept: blocks.kept() })
}

/// Without what only people read, and without what this version cannot speak for.
fn bare(document: &Document) -> Document {
    let mut bare = document.clone();
    bare.unknown.clear();
    bare.name.clear();
    // Ids that an import makes up come of what it reads: written out, they stay what later steps call them.
    bare.base = aws::describe(&aws::build(&document.base).0);
    bare.steps.iter_mut().for_each(|step| step.note = None);
    bare.expectations.iter_mut().for_each(|expectation| expectation.name = None);
    if let Some(lesson) = &mut bare.lesson {
        lesson.task.clear();
    }
    bare
}

/// What a first reading finds.
#[derive(Default)]
struct Found {
    accounts: BTreeSet<String>,
    blocks: BTreeSet<IpNet>,
    own_blocks: BTreeSet<IpNet>,
}

impl Found {
    fn take(&mut self, kind: Kind, text: &str) {
        if !matches!(kind, Kind::Other | Kind::OwnBlock) {
            return;
        }
        self.accounts.extend(accounts::all(text));
        if let Some(block) = blocks::parse(text) {
            self.blocks.insert(block);
            if kind == Kind::OwnBlock {
                self.own_blocks.insert(block);
            }
        }
    }
}

/// Whether a prefix list is named. One of AWS's own without its entries may hold any public address, but none that
/// is set aside for documentation.
fn has_lists(value: &Value) -> bool {
    value.to_string().contains("\"pl-")
}

#[cfg(test)]
mod tests;
