//! Tags.

use crate::model::Tags;
use crate::wire::AwsTag;

/// Tags as the API lists them, in the order of their keys.
pub fn tag_shapes(tags: &Tags) -> Vec<AwsTag> {
    let pairs = tags.0.iter();
    pairs.map(|(key, value)| AwsTag { key: key.to_string(), value: value.to_string() }).collect()
}

/// Tags by key; of two with one key the last counts.
pub fn tags_of(shapes: &[AwsTag]) -> Tags {
    shapes.iter().map(|tag| (&*tag.key, &*tag.value)).collect()
}
