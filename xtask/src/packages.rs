//! The packages for npm: the evaluator and the element, each a folder in `pkg/` that `npm pack` takes as it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::build;
use crate::place;
use crate::process::Run;
use crate::setup;
use crate::stage::{self, VERSION, copy, copy_all};

/// Builds both, optimised or, for a quick look, not.
pub fn build(quick: bool) -> Result<()> {
    let needs = if quick { build::QUICK } else { build::PACKAGES };
    let house = setup::require(needs)?;
    if quick {
        build::quick_site(&house).show()?;
        for run in build::quick_evaluator(&house) {
            run.show()?;
        }
        // As the optimised build has one: what is made for `require` stands below a package of modules.
        fs::write(place::root().join("core/pkg/package.json"), "{ \"type\": \"commonjs\" }\n")?;
    } else {
        build::release(&house).show()?;
        build::evaluator(&house).show()?;
    }
    for folder in assemble(quick)? {
        println!("A package is in {}; `npm pack` takes it as it is.", folder.display());
    }
    Ok(())
}

/// Puts the packages together from what was built: `core/pkg` and the site.
pub fn assemble(quick: bool) -> Result<[PathBuf; 2]> {
    let root = place::root();
    Ok([evaluator(&root, quick)?, element(&root)?])
}

fn evaluator(root: &Path, quick: bool) -> Result<PathBuf> {
    let to = begin(root, "evaluator", "security-group-evaluator")?;
    let built = root.join("core/pkg");
    copy(&built.join("sg_core_bg.wasm"), &to.join("sg_core_bg.wasm"))?;
    copy(&built.join("sg_core.js"), &to.join("node.cjs"))?;
    fs::copy(web_glue(quick)?, to.join("web.js"))?;
    for name in ["index.d.ts", "index.d.cts"] {
        copy(&root.join("core/src/js/types.d.ts"), &to.join(name))?;
    }
    Ok(to)
}

/// The same wasm serves Node and pages; the script that loads it differs. This is the one for pages.
fn web_glue(quick: bool) -> Result<PathBuf> {
    let profile = if quick { "debug" } else { "release" };
    let wasm = place::target().join("wasm32-unknown-unknown").join(profile).join("sg_core.wasm");
    let folder = place::target().join("xtask/evaluator-web");
    let bind = Run::new("wasm-bindgen").args(["--target", "web", "--no-typescript", "--out-dir"]);
    bind.arg(&folder).arg(wasm).logged(&place::log("packages-glue"), Duration::from_secs(300))?;
    Ok(folder.join("sg_core.js"))
}

fn element(root: &Path) -> Result<PathBuf> {
    let to = begin(root, "element", "security-group-playground")?;
    let site = place::dist();
    for name in stage::LOADED.iter().chain(stage::BESIDE) {
        copy(&site.join(name), &to.join(name))?;
    }
    copy_all(&site.join("scenarios"), &["json", "md"], &to.join("scenarios"))?;
    Ok(to)
}

/// An empty folder with what is written by hand, the release's version in it.
fn begin(root: &Path, source: &str, name: &str) -> Result<PathBuf> {
    let to = root.join("pkg").join(name);
    if to.exists() {
        fs::remove_dir_all(&to)?;
    }
    copy_all(&root.join("packages").join(source), &["js", "mjs", "ts", "md"], &to)?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&root.join(licence), &to.join(licence))?;
    }
    let path = root.join("packages").join(source).join("package.json");
    let manifest = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    fs::write(to.join("package.json"), with_version(&manifest)?)?;
    Ok(to)
}

fn with_version(manifest: &str) -> Result<String> {
    const NONE: &str = "\"version\": \"0.0.0\"";
    ensure!(manifest.matches(NONE).count() == 1, "a package.json without the line `{NONE}`");
    Ok(manifest.replace(NONE, &format!("\"version\": \"{VERSION}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_workspaces() {
        let manifest = with_version("{ \"version\": \"0.0.0\" }").unwrap();
        assert!(manifest.contains(VERSION) && VERSION != "0.0.0");
        assert!(with_version("{}").is_err());
    }
}
