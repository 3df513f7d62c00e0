//! `build`: the static site, and the evaluator for JavaScript.

use anyhow::Result;

use crate::house::House;
use crate::place;
use crate::process::Run;
use crate::setup::{self, Need};

/// What a release build of the site needs.
pub const SITE: &[Need] = &[Need::Wasm, Need::Node, Need::WasmOpt, Need::WasmBindgen, Need::Trunk];

/// What packing the evaluator for JavaScript needs.
pub const EVALUATOR: &[Need] = &[Need::Wasm, Need::Node, Need::WasmOpt, Need::WasmBindgen, Need::WasmPack];

/// The command `build`: the site into `dist/`.
pub fn site() -> Result<()> {
    let house = setup::require(SITE)?;
    release(&house).show()?;
    println!("The site is in {}; any static host can serve it.", place::dist().display());
    Ok(())
}

/// Trunk with the chosen toolchain.
pub fn trunk(house: &House) -> Run {
    // Trunk takes NO_COLOR=1 for a mistake, and asks the registry for a newer release of itself.
    house.run("trunk").without_env("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true")
}

/// The release build of the site.
pub fn release(house: &House) -> Run {
    trunk(house).args(["build", "--release"])
}

/// The evaluator's JavaScript package for Node, into `core/pkg/`.
pub fn evaluator(house: &House) -> Run {
    let pack = house.run("wasm-pack").args(["build", "core", "--release", "--mode", "no-install"]);
    pack.args(["--target", "nodejs", "--", "--features", "js"])
}
