//! `bench`: the figures of the design, natively and in wasm.

use anyhow::Result;

use crate::build;
use crate::place;
use crate::process::Run;
use crate::setup;

/// Runs the benchmarks, or those that are named.
pub fn run(names: &[String]) -> Result<()> {
    let house = setup::require(build::EVALUATOR)?;
    // A million flows are 88 MB: in pages of 4 KB half of the time goes into finding the pages. glibc asks for
    // large ones where it is told to.
    let native = house.cargo(["run", "--profile", "bench", "--package", "sg-benches", "--"]).args(names);
    native.env("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1").show()?;
    let benches = place::root().join("benches");
    let script = benches.join("run.mjs");
    if script.exists() {
        if benches.join("src/lib.rs").exists() {
            let pack = house.run("wasm-pack").args(["build", "benches", "--profile", "bench"]);
            pack.args(["--mode", "no-install", "--target", "nodejs"]).show()?;
        }
        Run::new("node").arg(script).args(names).show()?;
    }
    Ok(())
}
