//! Chromium and the driver that fits it.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::{Installation, debian, minutes};
use crate::place;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The browser on PATH; empty where there is none.
pub fn path() -> PathBuf {
    BROWSERS.iter().find_map(|name| place::find(name)).unwrap_or_default()
}

/// Makes sure of a browser and its driver.
pub fn browser() -> Result<()> {
    if is_here() {
        return Ok(());
    }
    let installation = Installation {
        what: "Chromium with chromedriver",
        why: "the page is tested in a real browser",
        about: "1 minute",
        limit: minutes(15),
        by_hand: "install Chromium or Chrome, and the chromedriver of the same version, on PATH",
    };
    debian::install(&installation, &["chromium", "chromium-driver"])?;
    if !is_here() {
        bail!("Chromium and chromedriver have different versions; {}", installation.by_hand);
    }
    Ok(())
}

/// Whether both are there. Versions are not compared: a driver says itself, and well, what it does not fit.
fn is_here() -> bool {
    place::find("chromedriver").is_some() && path().is_file()
}
