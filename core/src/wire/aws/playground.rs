//! What a document keeps beside AWS's own keys.

use crate::wire::shape::Shape;

/// The Region's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsSettings {
    /// The account that acts.
    #[shape(skip)]
    pub account: Option<String>,
    /// The Region.
    #[shape(skip)]
    pub region: Option<String>,
    /// Quotas that differ from their defaults, by code.
    #[shape(optional)]
    pub quotas: std::collections::BTreeMap<String, u32>,
    /// Options that differ from their defaults, by name.
    #[shape(optional)]
    pub options: serde_json::Map<String, serde_json::Value>,
}
