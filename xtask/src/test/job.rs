//! What a part of the tests is given to run with.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::Result;

use crate::build;
use crate::house::{self, House};
use crate::process::Run;

/// How a part ended, when it did not fail.
pub enum Outcome {
    Passed,
    /// With the reason.
    Skipped(String),
}

/// What this run has built already, so that no part builds it twice.
#[derive(Clone, Copy, Default)]
pub struct Fresh {
    site: bool,
    evaluator: bool,
}

/// The surroundings of one part.
pub struct Job<'a> {
    /// What to build with.
    pub house: &'a House,
    /// Where its output goes.
    pub log: &'a Path,
    /// The time limit of each of its programs.
    pub limit: Duration,
    /// Whether this is a long run.
    pub long: bool,
    /// What this run has built already.
    pub fresh: &'a Mutex<Fresh>,
}

impl Job<'_> {
    /// Runs a program under the part's limit, its output into the part's log.
    pub fn run(&self, run: Run) -> Result<()> {
        let run = if self.long { run.env("SG_LONG", "1") } else { run };
        run.logged(self.log, self.limit)
    }

    /// Runs cargo.
    pub fn cargo<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Result<()> {
        self.run(self.house.cargo(arguments))
    }

    /// Runs a `cargo test` of the whole workspace, of the targets that the arguments name: linted as it is built, and
    /// with the same features for all parts, so that they share what is built.
    pub fn test<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Result<()> {
        self.run(house::linted(self.house.cargo(["test", "--workspace"])).args(arguments))
    }

    /// Makes sure of a release build of the site.
    pub fn site(&self) -> Result<()> {
        // Held while it builds: a part of another lane that needs the same waits for it.
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        if !fresh.site {
            self.run(build::release(self.house).env(house::TESTS, "1"))?;
            fresh.site = true;
        }
        Ok(())
    }

    /// Makes sure of the evaluator's JavaScript package.
    pub fn evaluator(&self) -> Result<()> {
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        if !fresh.evaluator {
            self.run(build::evaluator(self.house))?;
            fresh.evaluator = true;
        }
        Ok(())
    }
}
