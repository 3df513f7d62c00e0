//! The toolchain that this run has settled on, handed to every child.

use std::ffi::OsStr;

use crate::process::Run;

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
}
