//! What the native and the WebAssembly benchmarks share: networks at the limits of AWS's quotas.

pub mod quota;
#[cfg(target_arch = "wasm32")]
mod wasm;
