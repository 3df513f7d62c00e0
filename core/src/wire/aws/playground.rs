//! What a document keeps beside AWS's own keys.

use crate::wire::null_as_default;
use serde::{Deserialize, Serialize};

/// The Region's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AwsSettings {
    /// The account that acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Quotas that differ from their defaults, by code.
    #[serde(default, deserialize_with = "null_as_default")]
    pub quotas: std::collections::BTreeMap<String, u32>,
    /// Options that differ from their defaults, by name.
    #[serde(default, deserialize_with = "null_as_default")]
    pub options: serde_json::Map<String, serde_json::Value>,
}
