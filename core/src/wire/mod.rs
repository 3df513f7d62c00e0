//! The JSON shapes that cross the crate's edge: the API's objects, actions, packets, answers, documents.
//!
//! Names are a promise (see the JavaScript API). None of these types decides anything.

mod action;
mod answer;
mod aws;
mod conntrack;
pub mod convert;
mod document;
mod error;
mod outcome;
mod packet;
mod problem;
pub mod shape;
mod step;

pub use action::{Action, Service};
pub use answer::{Conversation, ConversationPacket};
pub use aws::*;
pub use conntrack::ConntrackEntry;
pub use document::{Document, Expectation, Lesson, Verb};
pub use error::Ec2Error;
pub use outcome::{Checkpoint, ConsideredRule, Outcome, PacketView, Tracked};
pub use packet::{ConversationInput, ConversationKind, FamilyNumber, FlagName, PacketInput, ProtocolName};
pub use problem::{Problem, Severity};
pub use step::{Expect, Step, StepKind};
