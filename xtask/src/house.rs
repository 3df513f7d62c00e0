//! The toolchain that this run has settled on, handed to every child.

use std::env;
use std::ffi::OsStr;
use std::time::Duration;

use anyhow::Result;

use crate::place;
use crate::process::Run;

/// Set where tests run: what is built natively shares their artifacts then.
pub const TESTS: &str = "SG_TESTS";

/// What clippy's driver is given, in the spelling in which `cargo clippy` hands it arguments: warnings are errors.
const DENY_WARNINGS: &str = "--deny__CLIPPY_HACKERY__warnings";

/// What commands run with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// A rustup toolchain other than the active one, where only that one can build for wasm32.
    ///
    /// It is used for everything, native builds too, so that one target folder stays warm.
    pub toolchain: Option<String>,
}

impl House {
    /// A program that builds with the chosen toolchain: cargo, trunk, wasm-pack.
    pub fn run(&self, program: impl AsRef<OsStr>) -> Run {
        let run = Run::new(program);
        match &self.toolchain {
            Some(toolchain) => run.env("RUSTUP_TOOLCHAIN", toolchain),
            None => run,
        }
    }

    /// Cargo with the chosen toolchain.
    pub fn cargo<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        self.run("cargo").args(arguments)
    }

    /// Builds an example of the checkout natively, and answers how to run it.
    ///
    /// With the features of the whole workspace, and `for_tests` linted, as the tests build it: another way would write
    /// over what they have built, and they would build it again.
    pub fn example(&self, name: &str, for_tests: bool, limit: Duration) -> Result<Run> {
        let build = self.cargo(["build", "--workspace", "--example", name]);
        let build = if for_tests { linted(build) } else { build };
        build.read(limit)?;
        Ok(Run::new(
            place::target().join("debug/examples").join(format!("{name}{}", env::consts::EXE_SUFFIX)),
        ))
    }
}

/// Has clippy's driver stand in for the compiler, for the crates of the checkout: what is built for the tests is
/// linted on the way, and is not read once more for that alone.
pub fn linted(run: Run) -> Run {
    run.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", DENY_WARNINGS).env(TESTS, "1")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_built_for_the_tests_is_linted() {
        let folder = place::target().join("xtask/linted");
        fs::create_dir_all(&folder).unwrap();
        let compiles = |name: &str, code: &str| {
            fs::write(folder.join(name), code).unwrap();
            let driver =
                Run::new("clippy-driver").args(["rustc", "--crate-type=lib", "--emit=metadata", name]);
            linted(driver.within(&folder)).read(Duration::from_secs(60))
        };
        compiles("clean.rs", "pub fn twice(one: u8) -> u16 {\n    u16::from(one) * 2\n}\n").unwrap();
        let refused =
            compiles("needless.rs", "pub fn same(one: u8) -> u8 {\n    return one;\n}\n").unwrap_err();
        assert!(refused.to_string().contains("needless_return"), "{refused}");
    }
}
