//! `stage`: Trunk's hook after a build. It puts beside the wasm what Trunk has no asset type for: the custom
//! element, one style sheet out of many, the scenarios, the declarations, the documentation, and all of it once more
//! under the release's own path.

mod element;
mod files;
mod page;
mod release;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::docs;
use crate::place;
use files::joined;

pub use files::{copy, copy_all, list, read};
pub use release::{VERSION, integrity};

/// The files that every use of the element loads, besides the element's own script.
pub const LOADED: [&str; 3] = ["playground.css", "sg-web.js", "sg-web_bg.wasm"];

/// What else goes with the element wherever it goes: its script and declarations, and the page that it leads to.
pub const BESIDE: &[&str] = &["embed.js", "embed.d.ts", "types.d.ts", "index.html", "icon.svg"];

/// Fills the folder that Trunk names in `TRUNK_STAGING_DIR`.
pub fn stage() -> Result<()> {
    let to = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let to = to.context("`stage` is called by Trunk, after a build (Trunk.toml)")?;
    let root = place::root();
    fs::write(to.join("playground.css"), joined(&root.join("web/style"), "css")?)?;
    fs::write(to.join("embed.js"), element::script(&root, &to)?)?;
    declarations(&root, &to)?;
    page::complete(&to)?;
    copy(&root.join("web/icon.svg"), &to.join("icon.svg"))?;
    copy(&root.join("docs/document.schema.json"), &to.join("document.schema.json"))?;
    copy_all(&root.join("scenarios"), &["json", "md"], &to.join("scenarios"))?;
    release::pin(&to)?;
    docs::build(&to)
}

/// The TypeScript declarations of the element, and of the values that it takes and gives.
pub fn declarations(root: &Path, to: &Path) -> Result<()> {
    copy(&root.join("web/embed.d.ts"), &to.join("embed.d.ts"))?;
    copy(&root.join("core/src/js/types.d.ts"), &to.join("types.d.ts"))
}
