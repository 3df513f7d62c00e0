//! Debian's packages: installed as root, or through sudo.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};

use super::{Installation, QUICK, consent};
use crate::place;
use crate::process::Run;

static LISTS_ARE_FRESH: AtomicBool = AtomicBool::new(false);

/// Whether this is a system with Debian's package manager.
pub fn is_here() -> bool {
    Path::new("/etc/debian_version").exists() && place::find("apt-get").is_some()
}

/// Whether we are root.
pub fn is_root() -> bool {
    Run::new("id").arg("-u").read(QUICK).is_ok_and(|user| user == "0")
}

/// `program` with root's rights; fails where there is no way to them.
pub fn as_root(program: &str) -> Result<Run> {
    if is_root() {
        return Ok(Run::new(program));
    }
    if place::find("sudo").is_none() {
        bail!("this needs root, and there is no sudo");
    }
    let silent = Run::new("sudo").args(["-n", "true"]).read(QUICK).is_ok();
    match (silent, consent::is_unattended()) {
        (true, _) => Ok(Run::new("sudo").args(["-n", program])),
        (false, false) => Ok(Run::new("sudo").arg(program)),
        (false, true) => bail!("this needs root, and sudo wants a password"),
    }
}

/// Installs packages, after asking.
pub fn install(installation: &Installation<'_>, packages: &[&str]) -> Result<()> {
    let by_hand = installation.by_hand;
    if !is_here() {
        bail!("{} is missing ({}); by hand: {by_hand}", installation.what, installation.why);
    }
    let list = packages.join(" ");
    consent::ask(&format!("{} is missing. Install Debian's packages {list}?", installation.what))?;
    let apt = |words: &[&str]| -> Result<Run> {
        let run = as_root("env").map_err(|trouble| trouble.context(format!("by hand: {by_hand}")))?;
        Ok(run.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]).args(words))
    };
    let arguments: Vec<&str> =
        ["install", "--no-install-recommends"].into_iter().chain(packages.iter().copied()).collect();
    let install = apt(&arguments)?;
    // The lists are fetched once a run: several needs may come here.
    match LISTS_ARE_FRESH.swap(true, Ordering::Relaxed) {
        true => installation.run(&[install]),
        false => installation.run(&[apt(&["update"])?, install]),
    }
}
