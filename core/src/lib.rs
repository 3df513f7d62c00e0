//! The evaluator of the security group playground.
//!
//! Two planes, as AWS itself has them: [`control`] changes a [`model::Network`] by actions named and
//! answered as in the EC2 API; a packet walks the checkpoints of [`path`] and every one of them says
//! what it decided and on what evidence. [`simulation::Simulation`] owns both, and the clock.
//!
//! The crate does no I/O, reads no clock and draws no random numbers: the same steps give the same
//! bytes, natively and in WebAssembly.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::todo,
    clippy::unimplemented,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::iter_over_hash_type,
    clippy::disallowed_types,
    clippy::disallowed_methods
)]

pub mod catalog;
pub mod conntrack;
pub mod control;
pub mod evaluate;
pub mod explain;
pub mod formats;
#[cfg(feature = "js")]
pub mod js;
pub mod model;
pub mod net;
pub mod path;
pub mod simulation;
pub mod wire;
