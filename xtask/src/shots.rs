//! `shots`: the pictures of the README, into `docs/pictures/`, or of named states, into `target/pictures/`.

use anyhow::Result;

use crate::build;
use crate::process::Run;
use crate::setup::{self, Need};

/// Builds the site and takes the README's pictures, or those of the named states at every size.
pub fn take(names: &[String]) -> Result<()> {
    let needs = [build::SITE, &[Need::Packages, Need::Browser]].concat();
    let house = setup::require(&needs)?;
    build::release(&house).show()?;
    let node = Run::new("node").arg("tests/browser/shots.mjs").args(names);
    node.env("SG_CHROMIUM", setup::browser()).show()
}
