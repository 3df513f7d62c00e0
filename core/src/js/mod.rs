//! The JavaScript API: the simulation as a class, its values as plain objects.
//!
//! Objects cross as JSON text, by the engine's own `JSON.stringify` and `JSON.parse`. That needs neither
//! code for each type at the border nor a call for each field, it is deaf to getters that change their
//! mind, and a value that holds itself is an error instead of an endless walk. Names and shapes are stated
//! in `types.d.ts`, which is part of what this crate promises.

mod boundary;
mod error;
mod simulation;

pub use simulation::JsSimulation;

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");
