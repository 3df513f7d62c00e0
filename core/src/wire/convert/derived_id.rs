//! Ids of things that the model does not hold on their own: associations of blocks, attachments.

/// An id of AWS's shape that follows from what it names, so that it never changes and nobody stores it.
///
/// ```
/// use sg_core::wire::convert::derived_id;
/// assert_eq!(derived_id("eni-attach-", &["eni-1", "i-1"]), derived_id("eni-attach-", &["eni-1", "i-1"]));
/// assert_ne!(derived_id("eni-attach-", &["eni-1", "i-1"]), derived_id("eni-attach-", &["eni-1", "i-2"]));
/// ```
pub fn derived_id(prefix: &str, parts: &[&str]) -> String {
    // FNV-1a over 64 bits: not for secrets, only to look like an id.
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([b'/']));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{prefix}0{hash:016x}")
}
