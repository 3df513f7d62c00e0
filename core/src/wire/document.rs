//! A playground document: a base, the steps since, what is expected.

use super::shape::Shape;
use super::{AwsDescription, PacketInput, Step};
use serde_json::{Map, Value};

/// A document. Its state is the base replayed through the steps.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Document {
    /// The format's version, 1.
    pub version: u32,
    /// A name for people.
    #[shape(optional)]
    pub name: String,
    /// The network at the start.
    #[shape(optional)]
    pub base: AwsDescription,
    /// What was done since.
    #[shape(optional)]
    pub steps: Vec<Step>,
    /// Packets that must be allowed or denied.
    #[shape(optional)]
    pub expectations: Vec<Expectation>,
    /// A lesson that goes with it.
    #[shape(skip)]
    pub lesson: Option<Lesson>,
    /// What a newer version wrote and this one does not know: kept.
    #[shape(rest)]
    pub unknown: Map<String, Value>,
}

/// A packet that must be allowed or denied, whatever else changes.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct Expectation {
    /// Which of the two.
    pub must: Verb,
    /// The packet.
    pub packet: PacketInput,
    /// Whether only the packet itself counts; else the conversation that it begins.
    #[shape(skip, name = "packetOnly")]
    pub packet_only: bool,
    /// A name for people.
    #[shape(skip)]
    pub name: Option<String>,
}

/// What must become of an expectation's packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(names = "lowercase")]
pub enum Verb {
    /// It must be allowed.
    Allow,
    /// It must be denied.
    Deny,
}

/// What a lesson asks of its reader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "camelCase")]
pub struct Lesson {
    /// One obvious thing to try.
    #[shape(optional)]
    pub task: String,
    /// The packet that stands in the form at first.
    #[shape(skip)]
    pub packet: Option<PacketInput>,
    /// The group shown at first.
    #[shape(skip)]
    pub group: Option<String>,
}

impl Document {
    /// The version this crate writes.
    pub const VERSION: u32 = 1;

    /// An empty Region.
    pub fn empty() -> Document {
        Document {
            version: Document::VERSION,
            name: String::new(),
            base: AwsDescription::default(),
            steps: Vec::new(),
            expectations: Vec::new(),
            lesson: None,
            unknown: Map::new(),
        }
    }
}
