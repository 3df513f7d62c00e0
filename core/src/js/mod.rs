//! The JavaScript API: the simulation as a class, its values as plain objects.
//!
//! Arguments cross as JSON text, by the engine's own `JSON.stringify`: that is deaf to getters that change
//! their mind, and a value that holds itself is an error instead of an endless walk. Results cross as plain
//! objects, by serde-wasm-bindgen; what may be long (documents, descriptions, outcomes with every rule looked
//! at) crosses as text too, which the engine takes apart faster than objects are made field by field. Names
//! and shapes are stated in `types.d.ts`, which is part of what this crate promises.

mod boundary;
mod error;
mod simulation;

pub use simulation::JsSimulation;

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");
