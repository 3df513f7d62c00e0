//! The element's script: its files joined, with the hashes of what it loads written into it. Whoever knows the hash
//! of the script then knows all that comes after it.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha384};

use super::LOADED;
use super::files::joined;

/// Where the hashes go.
const PLACE: &str = "const INTEGRITY = {};";

/// embed.js for the files in `folder`.
pub fn script(root: &Path, folder: &Path) -> Result<String> {
    let source = joined(&root.join("web/element"), "js")?;
    let mut hashes = Vec::new();
    for name in LOADED {
        let path = folder.join(name);
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        hashes.push(format!("'{name}': '{}'", hash(&bytes)));
    }
    with_hashes(&source, &hashes.join(", "))
}

fn with_hashes(source: &str, hashes: &str) -> Result<String> {
    ensure!(source.matches(PLACE).count() == 1, "web/element has no single line `{PLACE}`");
    Ok(source.replace(PLACE, &format!("const INTEGRITY = {{ {hashes} }};")))
}

/// A file's hash as Subresource Integrity writes it.
pub fn hash(bytes: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(bytes)))
}

/// Base64 of whole groups of three bytes, as a SHA-384 has.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let symbols = bytes.chunks_exact(3).flat_map(|group| {
        let bits = group.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        [18, 12, 6, 0].map(|shift| char::from(ALPHABET[bits >> shift & 63]))
    });
    symbols.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_subresource_integrity() {
        // The hash of nothing, as every tool gives it.
        let nothing = "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb";
        assert_eq!(hash(b""), nothing);
    }

    #[test]
    fn the_hashes_have_one_place_in_the_source() {
        let source = joined(&crate::place::root().join("web/element"), "js").unwrap();
        let script = with_hashes(&source, "'a': 'sha384-b'").unwrap();
        assert!(script.contains("const INTEGRITY = { 'a': 'sha384-b' };"));
        assert!(with_hashes("", "").is_err());
    }
}
