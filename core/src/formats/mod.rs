//! The formats that others write and read, one file or folder each.

pub mod aws;
pub mod document;
mod json;
#[cfg(feature = "share")]
pub mod share;
#[cfg(feature = "share")]
pub mod stand_ins;
