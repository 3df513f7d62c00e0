//! The tools that cargo installs into the user's cargo home, once for all projects.

use anyhow::Result;

use super::{Installation, minutes, version};
use crate::house::House;

/// The command-line tool of wasm-bindgen: exactly the library's version, or the glue does not fit.
pub fn wasm_bindgen(house: &House) -> Result<()> {
    let wanted = version::wasm_bindgen()?;
    let fits = |program| version::installed(program) == version::first(&wanted);
    if fits("wasm-bindgen") && fits("wasm-bindgen-test-runner") {
        return Ok(());
    }
    let installation = Installation {
        what: &format!("wasm-bindgen {wanted}"),
        why: "it writes the JavaScript beside the wasm, and must have the version of Cargo.lock",
        about: "2 minutes",
        limit: minutes(25),
        by_hand: &format!("cargo install wasm-bindgen-cli --version {wanted}"),
    };
    // Not `--locked`: its lock file names a release that the registry does not have.
    installation.run(&[house.cargo(["install", "wasm-bindgen-cli", "--version", &wanted])])
}

/// Trunk.
pub fn trunk(house: &House) -> Result<()> {
    if version::installed("trunk").is_some_and(|found| found >= [0, 21, 0]) {
        return Ok(());
    }
    let installation = Installation {
        what: &format!("trunk {}", version::TRUNK),
        why: "it builds and serves the page",
        about: "7 minutes",
        limit: minutes(40),
        by_hand: &format!("cargo install --locked trunk --version {}", version::TRUNK),
    };
    installation.run(&[house.cargo(["install", "--locked", "trunk", "--version", version::TRUNK])])
}

/// wasm-pack.
pub fn wasm_pack(house: &House) -> Result<()> {
    if version::installed("wasm-pack").is_some_and(|found| found >= [0, 13, 0]) {
        return Ok(());
    }
    let installation = Installation {
        what: &format!("wasm-pack {}", version::WASM_PACK),
        why: "it runs the tests in Node and the browser, and packs the evaluator for JavaScript",
        about: "3 minutes",
        limit: minutes(25),
        by_hand: &format!("cargo install --locked wasm-pack --version {}", version::WASM_PACK),
    };
    installation.run(&[house.cargo(["install", "--locked", "wasm-pack", "--version", version::WASM_PACK])])
}
