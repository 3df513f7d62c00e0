//! The release's own path, `v/<version>/`: the same files, which never change there, so that a page may pin them.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::element::hash;
use super::files::{copy, copy_all};
use super::{BESIDE, LOADED};

/// The version of this release.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Copies the element and all that it loads or leads to, and writes beside it the line that pins it.
pub fn pin(site: &Path) -> Result<()> {
    let to = site.join("v").join(VERSION);
    fs::create_dir_all(&to)?;
    for name in LOADED.iter().chain(BESIDE) {
        copy(&site.join(name), &to.join(name))?;
    }
    copy_all(&site.join("scenarios"), &["json", "md"], &to.join("scenarios"))?;
    fs::write(to.join("embed.integrity.txt"), integrity(site)? + "\n")?;
    Ok(())
}

/// What a page writes into the attribute `integrity` to pin the element of this site.
pub fn integrity(site: &Path) -> Result<String> {
    Ok(hash(&fs::read(site.join("embed.js"))?))
}
