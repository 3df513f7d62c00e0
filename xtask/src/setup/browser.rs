//! Chromium and the driver that fits it.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::{Installation, debian, minutes};
use crate::place;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const SHELL: &str = "chromium-headless-shell";

/// The browser on PATH; empty where there is none.
pub fn path() -> PathBuf {
    BROWSERS.iter().find_map(|name| place::find(name)).unwrap_or_default()
}

/// What many pages are opened in: the browser's headless shell, which draws no windows and takes a third less time; the
/// browser itself where there is none.
pub fn shell() -> PathBuf {
    place::find(SHELL).unwrap_or_else(path)
}

/// Makes sure of a browser and its driver.
pub fn browser() -> Result<()> {
    if !is_here() {
        install_browser()?;
    }
    // The shell of Debian's own Chromium; any other browser does without.
    if place::find(SHELL).is_none() && debian::is_here() && path().starts_with("/usr/bin/chromium") {
        let installation = Installation {
            what: SHELL,
            why: "the page's tests take a third less time in it",
            about: "10 seconds",
            limit: minutes(5),
            by_hand: "apt-get install chromium-headless-shell",
        };
        if let Err(trouble) = debian::install(&installation, &[SHELL]) {
            println!("set-up: going on with Chromium itself: {trouble:#}");
        }
    }
    Ok(())
}

fn install_browser() -> Result<()> {
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
