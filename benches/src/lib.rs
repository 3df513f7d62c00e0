//! What the native and the WebAssembly benchmarks share: networks at the limits of AWS's quotas, and a large account.

pub mod groups;
pub mod quota;
#[cfg(target_arch = "wasm32")]
mod wasm;
