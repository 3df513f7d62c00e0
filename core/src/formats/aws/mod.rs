//! What the AWS CLI prints: `aws ec2 describe-*`, one output, several, or merged.
//!
//! Reading is tolerant. Every element of every list is read by itself; what cannot be used is left out and
//! named in a [`Problem`] with its place, and the rest stays usable. Only a text that is no JSON object
//! with at least one known key is an error. A key that is absent is not described; a key that is present
//! is taken for complete. What was read and built again after being described gives the same network.
//!
//! Each kind of resource is one file here and one line in `nouns.rs`.

mod addresses;
mod associations;
mod block_public_access;
mod builder;
mod carriers;
mod check;
mod elastic_ips;
mod groups;
mod instances;
mod interfaces;
mod internet_gateways;
mod nat_gateways;
mod network_acls;
mod noun;
mod nouns;
mod origin;
mod peerings;
mod peers;
mod prefix_lists;
mod read;
mod read_error;
mod repair;
mod route_tables;
mod rules;
mod settings;
mod stand_ins;
mod subnets;
mod transit_gateways;
mod vpc_endpoints;
mod vpcs;
mod vpn_gateways;

pub use read::Source;
pub use read_error::{MAX_BYTES, ReadError};

use super::json;
use crate::model::Network;
use crate::wire::{AwsDescription, Problem};
use builder::Builder;
use origin::Origins;

/// A network made of what was read, and what could not be used.
#[derive(Clone, Debug)]
pub struct Import {
    /// The network.
    pub network: Network,
    /// What could not be used, and what was supplied.
    pub problems: Vec<Problem>,
    /// How much of the network stands in for what is named or needed and not described.
    pub supplied: Supplied,
}

/// How many resources of a kind stand in for what an import does not describe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Supplied {
    /// VPCs.
    pub vpcs: usize,
    /// Subnets.
    pub subnets: usize,
    /// Interfaces.
    pub interfaces: usize,
    /// Security groups of which the rules alone are described.
    pub groups: usize,
}

/// Reads one text.
///
/// ```
/// let text = r#"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web"}, {"GroupId": 7}]}"#;
/// let (description, problems) = sg_core::formats::aws::read(text).unwrap();
/// assert_eq!(description.security_groups.unwrap().len(), 1);
/// assert_eq!(problems[0].path, "/SecurityGroups/1/GroupId");
/// ```
pub fn read(text: &str) -> Result<(AwsDescription, Vec<Problem>), ReadError> {
    let read = read::read(&[Source { name: "", text }])?;
    Ok((read.description, read.problems))
}

/// Reads texts, for instance one file a command, and builds the network that they describe together. A
/// text that cannot be read is a problem as long as another one can.
pub fn import(sources: &[Source<'_>]) -> Result<Import, ReadError> {
    let read = read::read(sources)?;
    let mut import = build_from(&read.description, &read.origins);
    import.problems.splice(0..0, read.problems);
    Ok(import)
}

/// Reads the description within a document. Keys that are not known are nobody's business there.
pub(super) fn read_base(text: &str, problems: &mut Vec<Problem>) -> AwsDescription {
    let mut read = read::Read::default();
    match json::fields(text) {
        Ok(fields) => {
            read.fields(&fields, "/base", "");
        }
        Err(_) => read.report(
            "/base".to_owned(),
            None,
            format!("{} where an object is expected: left out", json::kind_of(text)),
        ),
    }
    problems.append(&mut read.problems);
    read.description
}

/// Builds the network that a description tells of. A description without any key is an empty Region.
pub fn build(description: &AwsDescription) -> (Network, Vec<Problem>) {
    let import = build_from(description, &Origins::default());
    (import.network, import.problems)
}

/// Describes a network: every key that is described, rules in both forms so that their ids survive.
pub fn describe(network: &Network) -> AwsDescription {
    let mut description = AwsDescription::default();
    for noun in nouns::NOUNS {
        (noun.describe)(network, &mut description);
    }
    description
}

fn build_from(description: &AwsDescription, origins: &Origins) -> Import {
    if !tells_of_resources(description) {
        let mut builder = Builder::new(description, origins, Network::default());
        (settings::NOUN.build)(&mut builder);
        return builder.finish();
    }
    let mut builder = Builder::new(description, origins, Network::not_described());
    for noun in nouns::NOUNS {
        (noun.build)(&mut builder);
    }
    stand_ins::supply(&mut builder);
    network_acls::give_default_acls(&mut builder);
    check::check(&mut builder);
    builder.finish()
}

/// Whether any key is there but those of the playground itself.
fn tells_of_resources(description: &AwsDescription) -> bool {
    let settings = description.settings.clone();
    *description != AwsDescription { settings, counter: description.counter, ..AwsDescription::default() }
}

#[cfg(test)]
mod tests;
