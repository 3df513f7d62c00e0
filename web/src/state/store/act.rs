//! The changes of the state.

use std::rc::Rc;

use sg_core::conntrack::Side;
use sg_core::model::{NetworkInterfaceId, SecurityGroupId, SecurityGroupRuleId};
use sg_core::net::Direction;
use sg_core::simulation::Simulation;
use sg_core::wire::{PacketInput, StepKind, Verb};
use yew::UseReducerDispatcher;

use super::{GroupTab, Notice, Open, Selection, State, View};
use crate::state::Change;
use crate::state::import::Offered;
use crate::state::packet_form::{FieldProblem, PacketForm};
use crate::state::symptom::{Asked, Symptom};

/// Sends changes to the state; the same for as long as the page lives.
pub type Dispatch = UseReducerDispatcher<State>;

/// What is made of the packet in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    /// It is sent.
    Send,
    /// It begins the conversation at this place in the form's list.
    Converse(usize),
    /// It is kept as one that must be allowed, or denied.
    Expect(Verb),
}

/// A change of the state.
pub enum Act {
    /// A step of the simulation.
    Step(StepKind),
    /// A step that is told in these words.
    Told(StepKind, Rc<str>),
    /// A packet or a conversation from the form: where it states no source port, a new connection.
    Begin(StepKind),
    /// Takes the last step back.
    Undo,
    /// Does again what was undone last.
    Redo,
    /// Goes to the moment after so many steps; what came later can be done again.
    GoTo(usize),
    /// Takes the moment shown for the newest: what came later is dropped.
    DropLater,
    /// Goes on in a copy that ends at the moment shown, and is kept under this id and this name.
    Branch(Rc<str>, String),
    /// Keeps the packet as one that must be allowed, or denied.
    Expect(Verb, PacketInput),
    /// Shows the expectation at this place.
    Seek(usize),
    /// Drops the expectation at this place.
    Forget(usize),
    /// Puts another document in the place of the present one.
    Load {
        /// The document, replayed.
        simulation: Box<Simulation>,
        /// The scenario it is, if it is one.
        scenario: Option<Rc<str>>,
    },
    /// Opens a saved document: what it holds, its id.
    OpenSaved(Box<Simulation>, Rc<str>),
    /// The work is kept under this id from now on.
    Keep(Rc<str>),
    /// Gives the document another name.
    Rename(String),
    /// Takes over what a link brought, or shows it first where there is work that it would replace.
    Offer(Offered),
    /// Takes over what a link brought and the reader was shown.
    TakeOffered,
    /// Goes back to the document as it was opened.
    Reset,
    /// Shows something in the middle.
    Select(Selection),
    /// Shows a rule in its group.
    ShowRule(SecurityGroupId, Direction, SecurityGroupRuleId),
    /// Opens a tab of the group.
    ShowTab(GroupTab),
    /// Another test packet stands in the form.
    Form(Rc<PacketForm>),
    /// The test packet was typed on.
    Type(Change<PacketForm>),
    /// Something is to be made of the packet in the form, as it is by now.
    Make(Make),
    /// The test packet was to be sent, and the form has none.
    Misfit(Vec<FieldProblem>),
    /// Opens the rules form for a direction of the selected group, or closes it.
    Edit(Option<Direction>),
    /// Opens a dialog, or closes it.
    Open(Option<Open>),
    /// Shows a part on a narrow screen.
    View(View),
    /// Points at a checkpoint.
    Gate(Option<usize>),
    /// Points at this checkpoint, or at none where it is this one already.
    ToggleGate(usize),
    /// Points at the checkpoint so many places on.
    StepGate(isize),
    /// Looks at a packet of the conversation.
    Line(Option<usize>),
    /// Points at a group, so that its members light up.
    Light(Option<SecurityGroupId>),
    /// Lets time run by itself, or stops it where it runs.
    ToggleRun,
    /// Milliseconds that went by while time ran by itself.
    Tick(u64),
    /// Sends the next packet of a flow: of the one with this place in the order of creation, at an interface.
    GoOn(NetworkInterfaceId, u64, Side),
    /// Sends what tells more about a symptom.
    Try(Symptom, Asked),
    /// Tells the reader something.
    Notify(Notice),
    /// The reader has read it.
    Dismiss,
    /// Puts the lesson's task away, out of the reader's own work for good.
    PutLessonAway,
}
