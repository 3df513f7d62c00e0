//! Tags given at creation, and what AWS asks of tags.
//!
//! Source: EC2 User Guide `Using_Tags`.

use super::Ec2Error;
use crate::catalog::tags::{MAX_TAGS, key_too_long, value_too_long};
use crate::model::Tags;
use crate::wire::{AwsTag, TagSpecification};
use std::collections::BTreeSet;

/// The tags that the specifications give to a resource of this type. `others` are the types of what the
/// same action makes besides.
pub(super) fn tags_for(
    specifications: &[TagSpecification],
    resource_type: &str,
    others: &[&str],
) -> Result<Tags, Ec2Error> {
    let mut tags = Tags::default();
    for specification in specifications {
        if specification.resource_type == resource_type {
            check(&specification.tags)?;
            add(&mut tags, &specification.tags)?;
        } else if !others.contains(&&*specification.resource_type) {
            return Err(Ec2Error::new(
                "InvalidParameterValue",
                format!(
                    "'{}' is not a valid taggable resource type for this operation.",
                    specification.resource_type
                ),
            ));
        }
    }
    Ok(tags)
}

/// Refuses tags that AWS does not take: reserved or repeated keys, keys and values that are too long.
pub(super) fn check(tags: &[AwsTag]) -> Result<(), Ec2Error> {
    let mut seen = BTreeSet::new();
    for tag in tags {
        if tag.key.is_empty() {
            return Err(super::parameters::missing("Key"));
        }
        if tag.key.to_ascii_lowercase().starts_with("aws:") {
            return Err(invalid("Tag keys starting with 'aws:' are reserved for internal use".to_owned()));
        }
        if let Some(refusal) = key_too_long(&tag.key).or_else(|| value_too_long(&tag.value)) {
            return Err(invalid(refusal));
        }
        if !seen.insert(&*tag.key) {
            return Err(invalid(format!("Duplicate tag key '{}' specified.", tag.key)));
        }
    }
    Ok(())
}

/// Adds tags, each in place of the one with its key.
pub(super) fn add(to: &mut Tags, tags: &[AwsTag]) -> Result<(), Ec2Error> {
    to.0.extend(tags.iter().map(|tag| ((&*tag.key).into(), (&*tag.value).into())));
    if to.0.len() > MAX_TAGS {
        return Err(Ec2Error::new(
            "TagLimitExceeded",
            "The maximum number of Tags for a resource has been reached.",
        ));
    }
    Ok(())
}

fn invalid(message: String) -> Ec2Error {
    Ec2Error::new("InvalidParameterValue", message)
}
