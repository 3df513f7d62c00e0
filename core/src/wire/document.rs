//! A playground document: a base, the steps since, what is expected.

use super::{AwsDescription, PacketInput, Step};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A document. Its state is the base replayed through the steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The format's version, 1.
    pub version: u32,
    /// A name for people.
    #[serde(default)]
    pub name: String,
    /// The network at the start.
    #[serde(default)]
    pub base: AwsDescription,
    /// What was done since.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Packets that must be allowed or denied.
    #[serde(default)]
    pub expectations: Vec<Expectation>,
    /// A lesson that goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lesson: Option<Lesson>,
    /// What a newer version wrote and this one does not know: kept.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

/// A packet that must be allowed or denied, whatever else changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expectation {
    /// Which of the two.
    pub must: Verb,
    /// The packet.
    pub packet: PacketInput,
    /// Whether only the packet itself counts; else the conversation that it begins.
    #[serde(default, skip_serializing_if = "std::ops::Not::not", rename = "packetOnly")]
    pub packet_only: bool,
    /// A name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What must become of an expectation's packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verb {
    /// It must be allowed.
    Allow,
    /// It must be denied.
    Deny,
}

/// What a lesson asks of its reader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lesson {
    /// One obvious thing to try.
    #[serde(default)]
    pub task: String,
    /// The packet that stands in the form at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packet: Option<PacketInput>,
    /// The group shown at first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
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
