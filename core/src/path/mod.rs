//! The checkpoints strung together: the path of one packet, forward or back.
//!
//! A reply is a packet like any other and walks its own path. Nothing here decides by itself: each
//! checkpoint asks [`crate::evaluate`] or [`crate::conntrack`], and keeps what they answer as evidence.

mod between;
mod checkpoint;
mod conversation;
mod ends;
mod trace;
mod walk;
mod world;

pub use checkpoint::{Checkpoint, CheckpointKind, DecidedBy, Evidence, TrackedAs};
pub use conversation::{Dialogue, Line, converse};
pub use ends::{Origin, Started, packet_from};
pub use trace::Trace;
pub use walk::walk;
pub use world::World;
