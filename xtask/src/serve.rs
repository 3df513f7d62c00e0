//! `serve`: the page, rebuilt at every change.

use std::ffi::OsString;

use anyhow::Result;

use crate::build;
use crate::setup::{self, Need};

/// Serves the page until Ctrl-C; `options` go to Trunk.
pub fn serve(options: &[OsString]) -> Result<()> {
    let house = setup::require(&[Need::Wasm, Need::WasmBindgen, Need::Trunk])?;
    let place = if options.is_empty() { "at http://127.0.0.1:8080" } else { "where Trunk says" };
    println!("The page will be {place} as soon as it is built; Ctrl-C ends it.");
    println!("The first build takes a minute or two.");
    build::trunk(&house).arg("serve").args(options).show()
}
