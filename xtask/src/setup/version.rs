//! Versions of tools: the ones that are installed here, and the ones that are found.

use std::fs;

use anyhow::{Context as _, Result};

use super::QUICK;
use crate::place;
use crate::process::Run;

/// Installed when no Trunk is found. 0.22 wants a newer compiler than this workspace does.
pub const TRUNK: &str = "0.21.14";
/// Installed when no wasm-pack is found.
pub const WASM_PACK: &str = "0.15.1";
/// Installed when no recent wasm-opt is found.
pub const BINARYEN: &str = "132";

/// Major, minor, patch; what a tool does not say is 0.
pub type Version = [u32; 3];

/// The first version in a text such as `trunk 0.21.14` or `Chromium 156.0.8078.79 built on …`.
pub fn first(text: &str) -> Option<Version> {
    let word = text.split_whitespace().find(|word| {
        let digits = word.trim_start_matches('v');
        digits.starts_with(|first: char| first.is_ascii_digit())
    })?;
    let mut parts = word.trim_start_matches('v').split('.').map(|part| {
        let digits = part.split(|other: char| !other.is_ascii_digit()).next();
        digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
    });
    Some(std::array::from_fn(|_| parts.next().unwrap_or(0)))
}

/// The version that a program on PATH answers to `--version`; `None` when it is not there or does not run.
pub fn installed(program: &str) -> Option<Version> {
    let path = place::find(program)?;
    first(&Run::new(path).arg("--version").read(QUICK).ok()?)
}

/// The version of wasm-bindgen in Cargo.lock, which the command-line tool must equal.
pub fn wasm_bindgen() -> Result<String> {
    let path = place::root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    locked(&lock, "wasm-bindgen").context("Cargo.lock holds no wasm-bindgen")
}

fn locked(lock: &str, package: &str) -> Option<String> {
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    rest.split('"').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_version_in_what_tools_say() {
        assert_eq!(first("trunk 0.21.14"), Some([0, 21, 14]));
        assert_eq!(first("v20.20.2"), Some([20, 20, 2]));
        assert_eq!(first("wasm-opt version 132 (version_132)"), Some([132, 0, 0]));
        assert_eq!(first("Chromium 156.0.8078.79 built on Debian"), Some([156, 0, 8078]));
        assert_eq!(first("Python 3.12.0rc1"), Some([3, 12, 0]));
        assert_eq!(first("no number"), None);
    }

    #[test]
    fn reads_a_version_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked(lock, "yew"), None);
    }
}
