//! `shots`: the screenshots of `docs/pictures/`.

use anyhow::Result;

use crate::build;
use crate::process::Run;
use crate::setup::{self, Need};

/// Builds the site and takes its pictures, or those of the named states.
pub fn take(names: &[String]) -> Result<()> {
    let needs = [build::SITE, &[Need::Packages, Need::Browser]].concat();
    let house = setup::require(&needs)?;
    build::release(&house).show()?;
    let node = Run::new("node").arg("tests/browser/shots.mjs").args(names);
    node.env("SG_CHROMIUM", setup::browser()).show()
}
