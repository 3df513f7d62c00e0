//! Tags.

use crate::wire::shape::Shape;

/// One tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct AwsTag {
    /// Its key.
    #[shape(optional)]
    pub key: String,
    /// Its value.
    #[shape(optional)]
    pub value: String,
}

/// Tags for what an action makes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "PascalCase")]
pub struct TagSpecification {
    /// For instance `security-group`.
    #[shape(optional)]
    pub resource_type: String,
    /// The tags.
    #[shape(optional)]
    pub tags: Vec<AwsTag>,
}
