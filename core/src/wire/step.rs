//! A step: the only way in which a simulation changes.

use super::shape::{self, Misread, Part, Shape, Tree};
use super::{Action, ConversationInput, PacketInput};
use crate::net::Decision;

/// One step, and what it must give where a scenario says so.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct Step {
    /// What is done.
    #[shape(rest)]
    pub kind: StepKind,
    /// What must come of it.
    #[shape(skip)]
    pub expect: Option<Expect>,
    /// A word on it for the reader.
    #[shape(skip)]
    pub note: Option<String>,
}

/// What a step does: exactly one of four keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// Actions, all or nothing.
    Apply(Vec<Action>),
    /// A packet.
    Send(PacketInput),
    /// A conversation.
    Converse(ConversationInput),
    /// Milliseconds that pass.
    Advance(u64),
}

/// What a step of a scenario must give. Every field that is present is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Shape)]
#[shape(names = "camelCase", closed)]
pub struct Expect {
    /// The verdict of a packet; of a conversation: allowed where it completes.
    #[shape(skip)]
    pub verdict: Option<Decision>,
    /// The kind of the checkpoint that decides, or `kind resource`.
    #[shape(skip)]
    pub at: Option<String>,
    /// The code that decides; of an action: the error's code.
    #[shape(skip)]
    pub code: Option<String>,
    /// What the last checkpoint with tracking says.
    #[shape(skip)]
    pub tracked: Option<super::Tracked>,
    /// Assumptions that must be named.
    #[shape(skip)]
    pub assumptions: Vec<String>,
    /// Of a conversation: the label of the packet that dies.
    #[shape(skip)]
    pub died_at: Option<String>,
    /// Of a move of time: how many entries expire.
    #[shape(skip)]
    pub expired: Option<usize>,
}

impl Shape for StepKind {
    fn blank() -> StepKind {
        StepKind::Advance(0)
    }

    fn read(&mut self, tree: Tree) -> Result<(), Misread> {
        let fields = match tree {
            Tree::Object(fields) => fields,
            other => return Err(Misread::kind(other.described(), "an object")),
        };
        let mut fields = fields.into_iter();
        let (Some((name, value)), None) = (fields.next(), fields.next()) else {
            return Err(Misread::value(format!("a step has exactly one of {KINDS}")));
        };
        let kind = match &*name {
            "apply" => shape::read(value).map(StepKind::Apply),
            "send" => shape::read(value).map(StepKind::Send),
            "converse" => shape::read(value).map(StepKind::Converse),
            "advance" => shape::read(value).map(StepKind::Advance),
            _ => return Err(Misread::value(format!("`{name}` is no step: there are {KINDS}"))),
        };
        *self = kind.map_err(|misread| misread.within(Part::Name(name.into_owned())))?;
        Ok(())
    }

    fn write(&self) -> Tree {
        let (name, value) = match self {
            StepKind::Apply(actions) => ("apply", actions.write()),
            StepKind::Send(packet) => ("send", packet.write()),
            StepKind::Converse(conversation) => ("converse", conversation.write()),
            StepKind::Advance(milliseconds) => ("advance", milliseconds.write()),
        };
        Tree::Object(vec![(name.into(), value)])
    }

    fn is_blank(&self) -> bool {
        false
    }
}

const KINDS: &str = "`apply`, `send`, `converse` and `advance`";

impl From<StepKind> for Step {
    fn from(kind: StepKind) -> Step {
        Step { kind, expect: None, note: None }
    }
}
