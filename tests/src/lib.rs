//! What the tests that cross folders share.

#[cfg(not(target_arch = "wasm32"))]
pub mod commands;
pub mod convert;
pub mod drive;
pub mod generate;
pub mod interface;
pub mod moto;
#[cfg(not(target_arch = "wasm32"))]
pub mod netfilter;
pub mod plain;
#[cfg(not(target_arch = "wasm32"))]
pub mod process;
mod random;
#[cfg(not(target_arch = "wasm32"))]
pub mod run;
pub mod scenario;
#[cfg(not(target_arch = "wasm32"))]
pub mod shown;

pub use random::Random;
