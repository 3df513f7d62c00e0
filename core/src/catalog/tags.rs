//! How much a resource's tags may hold.
//!
//! Source: EC2 User Guide `Using_Tags`.

/// The most tags of a resource.
pub const MAX_TAGS: usize = 50;

/// What AWS says to a key that is too long; none to one that fits.
pub fn key_too_long(key: &str) -> Option<String> {
    too_long("key", key, 128)
}

/// What AWS says to a value that is too long; none to one that fits.
pub fn value_too_long(value: &str) -> Option<String> {
    too_long("value", value, 256)
}

/// Lengths are counted in characters.
fn too_long(part: &str, text: &str, longest: usize) -> Option<String> {
    let say = || format!("Tag {part} exceeds the maximum length of {longest} characters");
    (text.chars().count() > longest).then(say)
}
