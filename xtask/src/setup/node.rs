//! Node, and what npm installs.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use super::{Installation, debian, minutes, version};
use crate::place;
use crate::process::Run;

/// Node with npm.
pub fn node() -> Result<()> {
    let is_recent = version::installed("node").is_some_and(|found| found >= [18, 0, 0]);
    if is_recent && place::find("npm").is_some() {
        return Ok(());
    }
    let installation = Installation {
        what: "Node 18 or later, with npm",
        why: "it runs the optimiser of the wasm, the browser tests and the tests of the JavaScript API",
        about: "1 minute",
        limit: minutes(15),
        by_hand: "install Node from https://nodejs.org",
    };
    debian::install(&installation, &["nodejs", "npm"])?;
    if version::installed("node").is_none_or(|found| found < [18, 0, 0]) {
        bail!("Node 18 or later is needed, and Debian's is older; {}", installation.by_hand);
    }
    Ok(())
}

/// wasm-opt, recent enough to know what today's compiler emits.
///
/// It goes into the cargo home, beside the other tools: plain `trunk build --release` looks for it on PATH.
pub fn wasm_opt() -> Result<()> {
    if wasm_opt_version().is_some_and(|found| found >= 120) {
        return Ok(());
    }
    let home = place::cargo_home();
    let package = format!("binaryen@{}", version::BINARYEN);
    let installation = Installation {
        what: "wasm-opt (Binaryen)",
        why: "it makes the released wasm small",
        about: "10 seconds",
        limit: minutes(5),
        by_hand: &format!("npm install --global {package}"),
    };
    let npm = Run::new("npm").args(["install", "--global", "--no-audit", "--no-fund", "--prefix"]);
    installation.run(&[npm.arg(&home).arg(&package)])?;
    // Another, older one may come first on PATH, where Trunk would take it.
    match (wasm_opt_version(), place::find("wasm-opt")) {
        (Some(120..), _) => Ok(()),
        (_, Some(old)) => bail!("{} is too old and comes first on PATH; remove it", old.display()),
        (_, None) => bail!("{} holds no wasm-opt after its installation", home.join("bin").display()),
    }
}

/// Its major version, read from npm's package where it is one: that starts ten times as fast as asking it.
fn wasm_opt_version() -> Option<u32> {
    let program = fs::canonicalize(place::find("wasm-opt")?).ok()?;
    let manifest = program.ancestors().map(|folder| folder.join("package.json")).find(|path| path.is_file());
    let text = manifest.and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
    match text.split_once("\"version\": \"").and_then(|(_, rest)| version::first(rest)) {
        Some([major, ..]) => Some(major),
        None => version::installed("wasm-opt").map(|[major, ..]| major),
    }
}

/// The packages of package.json, exactly as locked; `long` adds those that only long runs need.
pub fn packages(long: bool) -> Result<()> {
    let root = place::root();
    let lock = fs::read_to_string(root.join("package-lock.json"))?;
    // Written last, so that an installation that was cut short is done again.
    let stamp = root.join("node_modules/.installed");
    let installed = fs::read_to_string(&stamp).unwrap_or_default();
    let wanted = |kind: &str| format!("{kind}\n{lock}");
    if installed == wanted("long") || !long && installed == wanted("short") {
        return Ok(());
    }
    let installation = Installation {
        what: "node_modules (Playwright, axe, TypeScript; Lighthouse for long runs)",
        why: "the page is tested in a browser, and the JavaScript API is type-checked",
        about: "20 seconds",
        limit: minutes(10),
        by_hand: "npm ci",
    };
    let npm = Run::new("npm").args(["ci", "--no-audit", "--no-fund"]);
    let npm = if long { npm } else { npm.arg("--omit=dev") };
    // Playwright's own download of browsers is not wanted: the system's is used.
    installation.run(&[npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")])?;
    write_stamp(&stamp, &wanted(if long { "long" } else { "short" }))
}

fn write_stamp(path: &Path, text: &str) -> Result<()> {
    Ok(fs::write(path, text)?)
}
