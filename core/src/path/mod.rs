//! The checkpoints strung together: the path of one packet, forward or back.
//!
//! A reply is a packet like any other and walks its own path. Nothing here decides by itself: each
//! checkpoint asks [`crate::evaluate`] or [`crate::conntrack`], and keeps what they answer as evidence.

mod automatic;
mod balancer;
mod checkpoint;
mod conversation;
mod endpoint;
mod ends;
mod interface;
mod internet;
mod limits;
mod middlebox;
mod nat;
mod outside;
mod peering;
mod subnet;
mod trace;
mod transit;
mod translations;
mod undescribed;
mod walk;
mod world;

#[cfg(test)]
pub(crate) mod tests;

pub use checkpoint::{Checkpoint, CheckpointKind, DecidedBy, Evidence, TrackedAs};
pub use conversation::{Dialogue, Line, Loss, converse, first_packet, next_of, reply_of, reply_to};
pub use ends::{ICMP_ID, Misstated, Origin, PacketField, SOURCE_PORT, Started, packet_from};
pub use limits::{Bounce, Limits};
pub use trace::Trace;
pub use translations::{Translation, TranslationJournal, Translations, Tuple};
pub use walk::walk;
pub use world::World;
