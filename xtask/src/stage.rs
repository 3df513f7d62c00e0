//! `stage`: Trunk's hook after a build. It puts beside the wasm what Trunk has no asset type for: the custom
//! element, one style sheet out of many, and the scenarios.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::place;

/// Fills the folder that Trunk names in `TRUNK_STAGING_DIR`.
pub fn stage() -> Result<()> {
    let to = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let to = to.context("`stage` is called by Trunk, after a build (Trunk.toml)")?;
    let root = place::root();
    copy(&root.join("web/element.js"), &to.join("embed.js"))?;
    fs::write(to.join("playground.css"), style_sheet(&root.join("web/style"))?)?;
    let scenarios = to.join("scenarios");
    fs::create_dir_all(&scenarios)?;
    for path in files(&root.join("scenarios"), &["json", "md"])? {
        copy(&path, &scenarios.join(path.file_name().unwrap_or_default()))?;
    }
    Ok(())
}

/// All style sheets in one, by name: the number in front of a name is its place.
fn style_sheet(folder: &Path) -> Result<String> {
    let paths = files(folder, &["css"])?;
    let sheets =
        paths.iter().map(|path| fs::read_to_string(path).with_context(|| path.display().to_string()));
    Ok(sheets.collect::<Result<Vec<_>>>()?.join("\n"))
}

/// The files of a folder that end so, by name.
fn files(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| endings.iter().any(|known| end == *known)));
    paths.sort();
    Ok(paths)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}
