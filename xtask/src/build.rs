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

/// What the packages need: both.
pub const PACKAGES: &[Need] =
    &[Need::Wasm, Need::Node, Need::WasmOpt, Need::WasmBindgen, Need::Trunk, Need::WasmPack];

/// What they need where nothing is optimised.
pub const QUICK: &[Need] = &[Need::Wasm, Need::WasmBindgen, Need::Trunk];

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

/// The site without optimisation.
pub fn quick_site(house: &House) -> Run {
    trunk(house).arg("build")
}

/// The evaluator's package for Node without optimisation, into the same folder.
pub fn quick_evaluator(house: &House) -> [Run; 2] {
    let target = "wasm32-unknown-unknown";
    let built = place::target().join(target).join("debug/sg_core.wasm");
    [
        house.cargo(["build", "--package", "sg-core", "--features", "js", "--target", target]),
        Run::new("wasm-bindgen").args(["--target", "nodejs", "--out-dir", "core/pkg"]).arg(built),
    ]
}
