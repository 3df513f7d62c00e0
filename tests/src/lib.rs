//! What the tests that cross folders share.

pub mod convert;
pub mod plain;
mod random;
#[cfg(not(target_arch = "wasm32"))]
pub mod run;

pub use random::Random;
