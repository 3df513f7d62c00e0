//! Tags.

use crate::wire::null_as_default;
use serde::{Deserialize, Serialize};

/// One tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsTag {
    /// Its key.
    #[serde(default, deserialize_with = "null_as_default")]
    pub key: String,
    /// Its value.
    #[serde(default, deserialize_with = "null_as_default")]
    pub value: String,
}

/// Tags for what an action makes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TagSpecification {
    /// For instance `security-group`.
    #[serde(default, deserialize_with = "null_as_default")]
    pub resource_type: String,
    /// The tags.
    #[serde(default, deserialize_with = "null_as_default")]
    pub tags: Vec<AwsTag>,
}
