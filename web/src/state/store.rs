//! What the page shows, and the one way to change it.

use std::rc::Rc;

use sg_core::conntrack::{Entry, IcmpFlow, Side};
use sg_core::model::{Network, NetworkInterfaceId, ResourceId, SecurityGroupId};
use sg_core::net::{Decision, Direction};
use sg_core::path::Trace;
use sg_core::simulation::{Answer, Moment, Refusal, Simulation, judge};
use sg_core::wire::{Action, Expectation, FlagName, PacketInput, Step, StepKind, Verb};
use yew::{Reducible, UseReducerDispatcher};

use super::Change;
use super::deeds::deeds;
use super::directory::Directory;
use super::ends::{End, ends};
use super::expectation::Turn;
use super::import::Offered;
use super::inventory::Kind;
use super::kept::name_of;
use super::packet_form::{FieldProblem, PacketForm, outcome, sent};
use super::refused::Refused;
use super::resource_form::Task;
use super::resource_type::{ResourceType, exists};
use super::symptom::{Asked, Finding, Symptom, Tried};
use super::told::{quoted, told_with_code};

/// Sends changes to the state; the same for as long as the page lives.
pub type Dispatch = UseReducerDispatcher<State>;

/// What stands in the middle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing yet.
    #[default]
    Nothing,
    /// A group and its rules.
    Group(SecurityGroupId),
    /// An interface and its groups.
    Interface(NetworkInterfaceId),
    /// A prefix list and its entries.
    PrefixList(Rc<str>),
    /// Everything of a kind.
    List {
        /// What is listed.
        kind: Kind,
        /// The id of what was selected before: what is made next begins from there.
        near: Rc<str>,
    },
    /// Any other resource, by its id.
    Other(Rc<str>),
}

impl Selection {
    /// What shows the resource with this id.
    #[must_use]
    pub fn of(id: &str) -> Self {
        match ResourceType::of(id) {
            Some(ResourceType::SecurityGroup) => Self::Group(SecurityGroupId::new(id)),
            Some(ResourceType::NetworkInterface) => Self::Interface(NetworkInterfaceId::new(id)),
            Some(ResourceType::PrefixList) => Self::PrefixList(id.into()),
            _ => Self::Other(id.into()),
        }
    }

    /// The id of what is selected; empty where nothing is.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Nothing | Self::List { .. } => "",
            Self::Group(id) => id.as_str(),
            Self::Interface(id) => id.as_str(),
            Self::PrefixList(id) | Self::Other(id) => id,
        }
    }

    /// The id of what was last selected, where a list stands in its place now.
    #[must_use]
    pub fn near(&self) -> &str {
        match self {
            Self::List { near, .. } => near,
            one => one.id(),
        }
    }

    /// Everything of a kind in the place of this.
    #[must_use]
    pub fn list(&self, kind: Kind) -> Self {
        Self::List { kind, near: self.near().into() }
    }
}

/// The tabs of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupTab {
    /// Inbound rules.
    #[default]
    Inbound,
    /// Outbound rules.
    Outbound,
    /// The interfaces that carry it.
    Attached,
}

impl GroupTab {
    /// Names the tab in ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
            Self::Attached => "attached",
        }
    }

    /// What stands on it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Inbound => "Inbound rules",
            Self::Outbound => "Outbound rules",
            Self::Attached => "Attached",
        }
    }

    /// Reads the id.
    #[must_use]
    pub fn parse(id: &str) -> Self {
        [Self::Outbound, Self::Attached].into_iter().find(|tab| tab.id() == id).unwrap_or_default()
    }

    /// The direction whose rules it shows.
    pub const fn direction(self) -> Option<Direction> {
        match self {
            Self::Inbound => Some(Direction::Ingress),
            Self::Outbound => Some(Direction::Egress),
            Self::Attached => None,
        }
    }

    const fn of(direction: Direction) -> Self {
        match direction {
            Direction::Ingress => Self::Inbound,
            Direction::Egress => Self::Outbound,
        }
    }
}

/// Which part a narrow screen shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The test packet, the verdict, the tracking table.
    #[default]
    Test,
    /// What is selected.
    Rules,
    /// The drawing.
    Diagram,
    /// The lists.
    Resources,
}

impl View {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 4] = [Self::Test, Self::Rules, Self::Diagram, Self::Resources];

    /// Names it for the style sheet.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Rules => "rules",
            Self::Diagram => "diagram",
            Self::Resources => "resources",
        }
    }

    /// What stands on the tab.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Test => "Test",
            Self::Rules => "Rules",
            Self::Diagram => "Diagram",
            Self::Resources => "Resources",
        }
    }
}

/// A dialog that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// The rules of the selected group.
    Rules(Direction),
    /// Import.
    Import,
    /// Share.
    Share,
    /// The saved documents and the scenarios.
    Documents,
    /// The list of keys.
    Shortcuts,
    /// The entries of the selected network ACL.
    Entries(Direction),
    /// The routes of the selected route table.
    Routes,
    /// A short dialog about what is selected, or one that makes something.
    Task(Task),
    /// Start from a symptom.
    Symptom,
}

/// A word to the reader about what just happened. Announced once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub text: Rc<str>,
    /// Whether it was refused.
    pub refused: bool,
    /// What it did to expectations.
    pub turn: Option<Turn>,
}

impl Notice {
    /// That something was done.
    pub fn said(text: impl Into<Rc<str>>) -> Self {
        Self { text: text.into(), refused: false, turn: None }
    }

    /// That there is nothing to make a script of.
    #[must_use]
    pub fn unchanged() -> Self {
        Self::said("Nothing was changed yet: a script would do nothing.")
    }

    /// Why something was not done.
    pub fn refused(text: impl Into<Rc<str>>) -> Self {
        Self { refused: true, ..Self::said(text) }
    }

    /// Whether it stays until it is dismissed: nobody should miss it.
    #[must_use]
    pub fn stays(&self) -> bool {
        self.refused || self.turn.as_ref().is_some_and(|turn| turn.breaks)
    }
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct State {
    /// The document as it was opened.
    pub opened: Rc<Simulation>,
    /// Network, tracking, clock and history.
    pub simulation: Rc<Simulation>,
    /// The network as it is, for panels that draw it.
    pub network: Rc<Network>,
    /// Names, colours and addresses of it.
    pub directory: Rc<Directory>,
    /// What a packet can come from or go to.
    pub ends: Rc<Vec<End>>,
    /// What stands in the middle.
    pub selection: Selection,
    /// The open tab of a group.
    pub tab: GroupTab,
    /// The test packet as typed.
    pub form: Rc<PacketForm>,
    /// The form as it stood when what is shown was sent, or chosen in the history.
    pub answered: Rc<PacketForm>,
    /// Why the form was not sent.
    pub refusal: Option<Rc<Refused>>,
    /// The open dialog.
    pub open: Option<Open>,
    /// What a link brought while there was work on the screen.
    pub offered: Option<Offered>,
    /// The last word to the reader.
    pub notice: Option<Notice>,
    /// What a narrow screen shows.
    pub view: View,
    /// The scenario that was opened last; none for an import.
    pub scenario: Option<Rc<str>>,
    /// The checkpoint that is pointed at, in the verdict or in the diagram.
    pub gate: Option<usize>,
    /// The saved document that this is; none until something was changed.
    pub work: Option<Rc<str>>,
    /// Whether a link brought it, and it is as it came.
    pub linked: bool,
    /// The packet of a conversation that is looked at; none for the one that decided.
    pub line: Option<usize>,
    /// The group that is pointed at; its members light up.
    pub lit: Option<SecurityGroupId>,
    /// Whether time runs by itself.
    pub running: bool,
    /// What the reader said happens, where the last packet came of that.
    pub symptom: Option<Finding>,
    /// Whether the reader put the lesson's task away.
    pub lesson_away: bool,
    /// The expectation that a notice led to, and how often one did.
    pub sought: Option<(usize, u32)>,
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        // The network and what is drawn from it belong to the simulation, so its handle speaks for them.
        Rc::ptr_eq(&self.simulation, &other.simulation)
            && (&self.selection, self.tab, self.view, self.open, self.gate)
                == (&other.selection, other.tab, other.view, other.open, other.gate)
            && (self.line, self.running, self.symptom, &self.lit)
                == (other.line, other.running, other.symptom, &other.lit)
            && (self.offered == other.offered)
            && (&self.form, &self.refusal, &self.notice, &self.scenario)
                == (&other.form, &other.refusal, &other.notice, &other.scenario)
            && (&self.work, self.linked, self.lesson_away, self.sought, &self.answered)
                == (&other.work, other.linked, other.lesson_away, other.sought, &other.answered)
    }
}

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
    ShowRule(SecurityGroupId, Direction),
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
    /// Points at the checkpoint so many places on.
    StepGate(isize),
    /// Looks at a packet of the conversation.
    Line(Option<usize>),
    /// Points at a group, so that its members light up.
    Light(Option<SecurityGroupId>),
    /// Lets time run by itself, or stops it.
    Run(bool),
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
    /// Puts the lesson's task away until another document is opened.
    PutLessonAway,
}

impl Reducible for State {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut state = (*self).clone();
        match act {
            Act::Step(kind) => {
                if state.step(kind) {
                    state.symptom = None;
                }
            }
            Act::Told(kind, text) => {
                if state.step(kind) {
                    state.symptom = None;
                    let turn = state.notice.and_then(|notice| notice.turn);
                    state.notice = Some(Notice { turn, ..Notice::said(text) });
                }
            }
            Act::Begin(kind) => {
                let begun = state.simulation.begun(kind);
                if state.step(begun) {
                    state.symptom = None;
                }
            }
            Act::Undo | Act::Redo => {
                let undo = matches!(act, Act::Undo);
                let simulation = Rc::make_mut(&mut state.simulation);
                if !(if undo { simulation.undo() } else { simulation.redo() }) {
                    return self;
                }
                state.look_elsewhere();
            }
            Act::GoTo(steps) => {
                let simulation = Rc::make_mut(&mut state.simulation);
                while simulation.history().len() > steps && simulation.undo() {}
                while simulation.history().len() < steps && simulation.redo() {}
                state.look_elsewhere();
            }
            Act::DropLater => {
                Rc::make_mut(&mut state.simulation).forget_undone();
                state.look_elsewhere();
            }
            Act::Branch(id, name) => {
                let before = name_of(&state.simulation).to_owned();
                let branch = Rc::make_mut(&mut state.simulation);
                branch.forget_undone();
                branch.set_document(|document| document.name = name);
                state.opened = Rc::clone(&state.simulation);
                (state.work, state.scenario, state.linked) = (Some(id), None, false);
                state.look_elsewhere();
                let text =
                    format!("This is a branch. {} is kept whole, among your documents.", quoted(&before));
                state.notice = Some(Notice::said(text));
            }
            Act::Tick(milliseconds) => {
                // Time does not run on while the reader looks back: that would drop what came later.
                if !state.running || !state.simulation.undone().is_empty() {
                    return self;
                }
                let step = Step::from(StepKind::Advance(milliseconds));
                if let Ok(answer) = Rc::make_mut(&mut state.simulation).step(step) {
                    state.notice = said(&answer, &[], &state.network).or(state.notice);
                }
            }
            Act::GoOn(interface, sequence, side) => {
                let known = state.simulation.conntrack(Some(&interface));
                // It may have expired since the button was drawn.
                let Some(entry) = known.iter().find(|entry| entry.sequence == sequence) else { return self };
                match state.simulation.next_packet(entry, side) {
                    Some(packet) => {
                        if state.step(StepKind::Send(packet)) {
                            state.symptom = None;
                        }
                    }
                    None => state.notice = Some(Notice::refused(silent(entry, side))),
                }
            }
            Act::Run(running) => state.running = running && state.simulation.undone().is_empty(),
            Act::Try(symptom, asked) => {
                if let Some(tried) = state.look_into(symptom, &asked) {
                    let conclusion = symptom.conclusion(&tried);
                    state.symptom = Some(Finding { symptom, conclusion });
                    (state.open, state.view) = (None, View::Test);
                }
            }
            Act::Expect(must, mut packet) => {
                expect_connection(&mut packet);
                let expectation = Expectation { must, packet, packet_only: false, name: None };
                if let Err(refusal) = judge(&state.simulation, &expectation) {
                    state.refuse(&refusal, &expectation.packet);
                    return Rc::new(state);
                }
                state.refusal = None;
                let simulation = Rc::make_mut(&mut state.simulation);
                simulation.set_document(|document| {
                    document.expectations.retain(|kept| kept.packet != expectation.packet);
                    document.expectations.push(expectation);
                });
            }
            Act::Seek(at) => {
                let times = state.sought.map_or(0, |(_, times)| times);
                (state.sought, state.view, state.notice) = (Some((at, times + 1)), View::Test, None);
            }
            Act::Forget(at) => {
                state.sought = None;
                Rc::make_mut(&mut state.simulation).set_document(|document| {
                    if at < document.expectations.len() {
                        document.expectations.remove(at);
                    }
                });
            }
            Act::Load { simulation, scenario } => {
                let view = state.view;
                state = Self { view, scenario, ..Self::new(*simulation) };
            }
            Act::OpenSaved(simulation, id) => {
                let view = state.view;
                state = Self { view, work: Some(id), ..Self::new(*simulation) };
            }
            Act::Keep(id) => (state.work, state.linked) = (Some(id), false),
            Act::Rename(name) => {
                Rc::make_mut(&mut state.simulation).set_document(|document| document.name = name);
            }
            Act::Reset => {
                let (view, scenario, work) = (state.view, state.scenario.take(), state.work.take());
                state = Self { view, scenario, work, ..Self::new((*state.opened).clone()) };
            }
            Act::Select(selection) => {
                // A list stands beside its heading too, so a narrow screen stays where it was chosen.
                if !matches!(selection, Selection::List { .. }) {
                    state.view = View::Rules;
                }
                state.selection = selection;
            }
            Act::ShowRule(group, direction) => {
                state.selection = Selection::Group(group);
                state.tab = GroupTab::of(direction);
            }
            Act::ShowTab(tab) => state.tab = tab,
            Act::Form(form) => state.put(form),
            Act::Type(change) => {
                let mut form = (*state.form).clone();
                change(&mut form);
                state.put(Rc::new(form));
            }
            Act::Make(make) => {
                let act = match (state.form.packet(&state.ends), make) {
                    (Err(problems), _) => Act::Misfit(problems),
                    (Ok(packet), Make::Send) => Act::Begin(StepKind::Send(packet)),
                    (Ok(packet), Make::Converse(at)) => match state.form.conversation(at, packet) {
                        Some(conversation) => Act::Begin(StepKind::Converse(conversation)),
                        None => return self,
                    },
                    (Ok(packet), Make::Expect(must)) => Act::Expect(must, packet),
                };
                return self.reduce(act);
            }
            Act::Misfit(problems) => {
                state.refusal = Some(Rc::new(Refused::by_form(problems, state.refusal.as_deref())));
                state.notice = None;
            }
            Act::Edit(direction) => state.open = direction.map(Open::Rules),
            Act::Open(open) => (state.open, state.offered) = (open, None),
            Act::Offer(offered) if Rc::ptr_eq(&state.opened, &state.simulation) => {
                let view = state.view;
                state = Self { view, linked: true, ..Self::new(offered.0.simulation.clone()) };
            }
            Act::TakeOffered => {
                let Some(offered) = state.offered.take() else { return self };
                let view = state.view;
                state = Self { view, linked: true, ..Self::new(offered.0.simulation.clone()) };
            }
            Act::Offer(offered) => (state.open, state.offered) = (Some(Open::Import), Some(offered)),
            Act::View(view) => state.view = view,
            Act::Gate(gate) => state.gate = gate,
            Act::StepGate(by) => {
                let gates = state.trace().map_or(0, |trace| trace.checkpoints.len());
                let Some(last) = gates.checked_sub(1) else { return self };
                let next =
                    state.gate.map_or(if by < 0 { last } else { 0 }, |at| at.saturating_add_signed(by));
                state.gate = Some(next.min(last));
            }
            Act::Line(line) => (state.line, state.gate) = (line, None),
            Act::Light(lit) => state.lit = lit,
            Act::Notify(notice) => state.notice = Some(notice),
            Act::Dismiss => state.notice = None,
            Act::PutLessonAway => state.lesson_away = true,
        }
        Rc::new(state)
    }
}

impl State {
    /// The state that shows a simulation: its lesson's group, and in the form what was sent last, so that form and
    /// verdict agree. Where nothing was, the lesson's packet, else the first of what there is.
    #[must_use]
    pub fn new(simulation: Simulation) -> Self {
        let network = Rc::new(simulation.network().clone());
        let directory = Rc::new(Directory::of(&network));
        let ends = Rc::new(ends(&network, &directory));
        let lesson = simulation.document().lesson.clone().unwrap_or_default();
        let group = lesson.group.as_deref().and_then(|id| directory.group(id)).or(directory.groups().first());
        let selection = group.map_or(Selection::Nothing, |group| Selection::Group(group.id.clone()));
        let first = directory.interfaces().first().map(|one| one.id.to_string()).unwrap_or_default();
        let last = simulation.history().iter().rev().find_map(|moment| sent(&moment.step.kind));
        let form = match last.or(lesson.packet) {
            Some(packet) => PacketForm::again(&packet, &ends),
            None => PacketForm { to: super::ends::label(&ends, &first).to_owned(), ..PacketForm::default() },
        };
        let simulation = Rc::new(simulation);
        let form = Rc::new(form);
        Self {
            answered: Rc::clone(&form),
            opened: Rc::clone(&simulation),
            simulation,
            network,
            directory,
            ends,
            selection,
            tab: GroupTab::default(),
            form,
            refusal: None,
            open: None,
            offered: None,
            notice: None,
            view: View::default(),
            scenario: None,
            gate: None,
            work: None,
            linked: false,
            line: None,
            lit: None,
            running: false,
            symptom: None,
            lesson_away: false,
            sought: None,
        }
    }

    /// Puts a packet into the form. What was refused of the one before holds on as far as it is the same.
    fn put(&mut self, form: Rc<PacketForm>) {
        let still = |refused: Rc<Refused>| refused.still(&self.form, &form, &self.ends);
        self.refusal = self.refusal.take().and_then(still).map(Rc::new);
        self.form = form;
    }

    /// Does a step and says whether it was done.
    fn step(&mut self, kind: StepKind) -> bool {
        let packet = sent(&kind);
        let actions = match &kind {
            StepKind::Apply(actions) => actions.clone(),
            _ => Vec::new(),
        };
        let before = Rc::clone(&self.simulation);
        match Rc::make_mut(&mut self.simulation).step(Step::from(kind)) {
            Ok(answer) => {
                self.refusal = None;
                if packet.is_some() {
                    self.answered = Rc::clone(&self.form);
                }
                (self.gate, self.line, self.sought) = (None, None, None);
                // What is gone has its name from before.
                let ends = Rc::clone(&self.ends);
                self.follow();
                self.notice = said(&answer, &actions, &self.network);
                if let Some(notice) = &mut self.notice {
                    let turned = self.simulation.turned_since(&before);
                    notice.turn = Turn::of(&turned, &self.simulation.document().expectations, &ends);
                }
                return true;
            }
            Err(refusal) => match packet {
                Some(packet) => self.refuse(&refusal, &packet),
                None => {
                    self.notice = Some(Notice::refused(told_with_code(&refusal.error)));
                }
            },
        }
        false
    }

    /// Sends what tells more about a symptom, each as a new connection, and fills the form with what was asked;
    /// answers what became of each. None where the evaluator makes no packet of it.
    fn look_into(&mut self, symptom: Symptom, asked: &Asked) -> Option<Vec<Tried>> {
        let mut tried = Vec::new();
        let connections = symptom.connections(asked);
        let first_packet = connections.last().and_then(|last| sent(&StepKind::Converse(last.clone())));
        for connection in connections {
            let begun = self.simulation.begun(StepKind::Converse(connection));
            self.try_out(begun, &mut tried)?;
        }
        if let Some(pause) = symptom.pause(&tried) {
            // The flow is forgotten when the pause is over, so what its server would send is looked up before.
            let flows = self.simulation.conntrack(None);
            let next = flows.last().and_then(|flow| self.simulation.next_packet(flow, Side::Reply));
            if let Some(late) = next {
                self.try_out(StepKind::Advance(pause), &mut tried)?;
                self.try_out(StepKind::Send(late), &mut tried)?;
            }
        }
        if let Some(packet) = first_packet {
            self.form = Rc::new(PacketForm::of(&packet, &self.ends));
            self.answered = Rc::clone(&self.form);
        }
        Some(tried)
    }

    /// Does a step of looking into a symptom; none where it is refused.
    fn try_out(&mut self, kind: StepKind, tried: &mut Vec<Tried>) -> Option<()> {
        self.step(kind).then(|| {
            // What was found before is about an earlier packet now.
            self.symptom = None;
            tried.extend(self.simulation.history().last().and_then(|moment| Tried::of(&moment.answer)));
        })
    }

    /// The evaluator makes no packet of this.
    fn refuse(&mut self, refusal: &Refusal, packet: &PacketInput) {
        let before = self.refusal.as_deref();
        // What was done before would read as if it were of this.
        self.notice = None;
        self.refusal = Some(Rc::new(Refused::by_evaluator(refusal, packet, &self.form, &self.ends, before)));
    }

    /// Another moment is shown: what pointed into the one before points nowhere now.
    fn look_elsewhere(&mut self) {
        (self.notice, self.gate, self.line, self.symptom, self.running) = (None, None, None, None, false);
        self.sought = None;
        self.refusal = None;
        self.answered = Rc::clone(&self.form);
        self.follow();
    }

    /// Draws anew what depends on the network, where it changed.
    fn follow(&mut self) {
        if self.network.same(self.simulation.network()) {
            return;
        }
        self.network = Rc::new(self.simulation.network().clone());
        self.directory = Rc::new(Directory::of(&self.network));
        self.ends = Rc::new(ends(&self.network, &self.directory));
        let stands = match &self.selection {
            Selection::Nothing => false,
            Selection::List { .. } => true,
            Selection::Group(id) => self.network.security_groups.find(id).is_some(),
            Selection::Interface(id) => self.network.interfaces.find(id).is_some(),
            Selection::PrefixList(id) => self.network.prefix_lists.find(&**id).is_some(),
            Selection::Other(id) => exists(&self.network, id),
        };
        if !stands {
            let first = self.directory.groups().first();
            self.selection = first.map_or(Selection::Nothing, |group| Selection::Group(group.id.clone()));
        }
    }

    /// The last packet or conversation, and what became of it.
    pub fn shown(&self) -> Option<&Rc<Moment>> {
        let tests = |moment: &&Rc<Moment>| matches!(moment.answer, Answer::Sent(_) | Answer::Conversed(_));
        self.simulation.history().iter().rev().find(tests)
    }

    /// What the form holds, where it was typed on since and is another packet than the one whose verdict is shown.
    pub fn next(&self) -> Option<&Rc<PacketForm>> {
        let shown = sent(&self.shown()?.step.kind)?;
        let same = self.form == self.answered || self.form.is_of(&shown, &self.ends);
        (!same).then_some(&self.form)
    }

    /// The walk that is shown: of a conversation the packet that is looked at, else the one that decided.
    pub fn trace(&self) -> Option<&Rc<Trace>> {
        walk_of(self.shown()?, self.line)
    }

    /// The last single packet.
    pub fn last_packet(&self) -> Option<Rc<PacketInput>> {
        last_packet(self.simulation.history())
    }

    /// Whether the lesson's packet was denied at first and allowed when it was last sent, alone or at the head of a
    /// conversation, from whatever port.
    pub fn lesson_is_done(&self) -> bool {
        let lesson = self.simulation.document().lesson.as_ref();
        let Some(asked) = lesson.and_then(|lesson| lesson.packet.as_ref()) else { return false };
        let from_any_port = |packet: &PacketInput| PacketForm {
            source_port: String::new(),
            ..PacketForm::of(packet, &self.ends)
        };
        let asked = from_any_port(asked);
        let of_lesson = |moment: &Rc<Moment>| {
            let (packet, verdict) = outcome(moment)?;
            (from_any_port(&packet) == asked).then_some(verdict)
        };
        // What the document did before it was opened is not the reader's doing.
        let at_first = self.opened.history().iter().rev().find_map(of_lesson);
        let at_first = at_first.or_else(|| self.simulation.history().iter().find_map(of_lesson));
        let at_last = self.simulation.history().iter().rev().find_map(of_lesson);
        at_first == Some(Decision::Denied) && at_last == Some(Decision::Allowed)
    }

    /// The step that is shown of a scenario's own steps, and how many those are; none where they are not all there, or
    /// tell no story. What the reader did comes after them.
    #[must_use]
    pub fn story(&self) -> Option<(usize, usize)> {
        let told = self.opened.history();
        let (done, undone) = (self.simulation.history(), self.simulation.undone());
        let mut all = done.iter().chain(undone.iter().rev());
        let whole = told.iter().all(|told| all.next().is_some_and(|moment| moment.step == told.step));
        (self.scenario.is_some() && told.len() > 1 && whole).then_some((done.len(), told.len()))
    }

    /// The id of the selected group.
    pub fn group(&self) -> Option<&str> {
        match &self.selection {
            Selection::Group(id) => Some(id.as_str()),
            _ => None,
        }
    }
}

/// A SYN begins a connection, and the connection is what is expected.
fn expect_connection(packet: &mut PacketInput) {
    packet.flags = packet.flags.take().filter(|flags| *flags != [FlagName::Syn]);
}

/// What a packet is expected to become: the place of the expectation, and its verb; none where it is not kept as one.
pub fn expected(simulation: &Simulation, packet: &PacketInput) -> Option<(usize, Verb)> {
    let mut packet = packet.clone();
    expect_connection(&mut packet);
    let mut kept = simulation.document().expectations.iter().enumerate();
    kept.find(|(_, kept)| kept.packet == packet).map(|(at, kept)| (at, kept.must))
}

/// The walk of a moment: of a conversation the packet `line`, else the one that decided.
pub fn walk_of(moment: &Moment, line: Option<usize>) -> Option<&Rc<Trace>> {
    match &moment.answer {
        Answer::Sent(trace) => Some(trace),
        Answer::Conversed(dialogue) => {
            let looked_at = line.and_then(|line| dialogue.lines.get(line));
            looked_at.or(dialogue.decisive()).map(|line| &line.trace)
        }
        Answer::Applied(_) | Answer::Advanced(_) => None,
    }
}

fn last_packet(history: &[Rc<Moment>]) -> Option<Rc<PacketInput>> {
    history.iter().rev().find_map(|moment| match &moment.step.kind {
        StepKind::Send(packet) => Some(Rc::new(packet.clone())),
        _ => None,
    })
}

/// Why an end of a flow sends nothing.
fn silent(entry: &Entry, side: Side) -> String {
    let what = entry.protocol.name().map_or_else(|| "this".to_owned(), str::to_uppercase);
    match (side, entry.icmp) {
        (_, Some(IcmpFlow::OneWay { .. })) => {
            "Nothing answers this message, and nothing follows it.".to_owned()
        }
        (Side::Original, _) => format!("{} no longer sends on this {what} flow.", entry.source),
        (Side::Reply, _) => {
            format!(
                "Nothing of this {what} flow has reached {} yet, so it has nothing to answer.",
                entry.destination
            )
        }
    }
}

/// What is worth telling of an answer: a verdict stands on the screen and announces itself.
fn said(answer: &Answer, actions: &[Action], network: &Network) -> Option<Notice> {
    let text = match answer {
        Answer::Applied(_) if actions.is_empty() => return None,
        Answer::Applied(_) => deeds(actions, network),
        Answer::Advanced(gone) => match gone.len() {
            0 => return None,
            1 => "1 tracking entry expired".to_owned(),
            many => format!("{many} tracking entries expired"),
        },
        Answer::Sent(_) | Answer::Conversed(_) => return None,
    };
    Some(Notice::said(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::remedy::remedy;
    use crate::state::scenarios::first;

    fn state() -> Rc<State> {
        Rc::new(State::new(first()))
    }

    #[test]
    fn gates_are_stepped_through_and_stop_at_either_end() {
        let last = state().trace().unwrap().checkpoints.len() - 1;
        let first = state().reduce(Act::StepGate(1));
        assert_eq!(first.gate, Some(0));
        assert_eq!(Rc::clone(&first).reduce(Act::StepGate(1)).gate, Some(1));
        assert_eq!(first.reduce(Act::StepGate(-1)).gate, Some(0));
        let end = state().reduce(Act::StepGate(-1));
        assert_eq!(end.gate, Some(last));
        assert_eq!(end.reduce(Act::StepGate(1)).gate, Some(last));
    }

    #[test]
    fn work_stays_the_same_document_through_a_reset_and_ends_with_another() {
        let kept = state().reduce(Act::Keep("a".into())).reduce(Act::Rename("mine".to_owned()));
        assert_eq!(kept.simulation.document().name, "mine");
        let reset = kept.reduce(Act::Reset);
        assert_eq!(reset.work.as_deref(), Some("a"));
        let other = reset.reduce(Act::Load { simulation: Box::new(first()), scenario: None });
        assert_eq!(other.work, None);
        assert_eq!(other.reduce(Act::OpenSaved(Box::new(first()), "b".into())).work.as_deref(), Some("b"));
    }

    #[test]
    fn what_a_link_brought_is_its_own_until_it_is_kept_or_replaced() {
        let link = || {
            let text = sg_core::formats::document::write(&first().to_document());
            Offered(Rc::new(crate::state::import::read(&text).unwrap()))
        };
        let linked = state().reduce(Act::Offer(link()));
        assert!(linked.linked && linked.work.is_none());
        assert!(!Rc::clone(&linked).reduce(Act::Keep("a".into())).linked);
        assert!(!linked.reduce(Act::Load { simulation: Box::new(first()), scenario: None }).linked);
        // Where there is work, the reader is shown it first.
        let asked = state().reduce(Act::Step(StepKind::Advance(1000))).reduce(Act::Offer(link()));
        assert!(!asked.linked && asked.open == Some(Open::Import));
        let taken = Rc::clone(&asked).reduce(Act::TakeOffered);
        assert!(taken.linked && taken.open.is_none() && taken.offered.is_none());
        // Put aside, it can no longer be taken.
        assert!(!asked.reduce(Act::Open(None)).reduce(Act::TakeOffered).linked);
    }

    #[test]
    fn going_back_keeps_what_came_later_until_something_else_is_done() {
        let state = state();
        let steps = state.simulation.history().len();
        let back = state.reduce(Act::GoTo(0));
        assert!(back.shown().is_none());
        assert_eq!(back.simulation.undone().len(), steps);
        let forth = Rc::clone(&back).reduce(Act::GoTo(steps));
        assert!(forth.shown().is_some());
        let branched = back.reduce(Act::Step(StepKind::Advance(1000)));
        assert!(branched.simulation.undone().is_empty());
    }

    #[test]
    fn going_on_drops_what_came_later_and_a_branch_is_another_document() {
        let state = state().reduce(Act::Keep("a".into())).reduce(Act::Step(StepKind::Advance(1000)));
        let steps = state.simulation.history().len();
        let back = state.reduce(Act::GoTo(steps - 1));
        let on = Rc::clone(&back).reduce(Act::DropLater);
        assert_eq!((on.simulation.history().len(), on.simulation.undone().len()), (steps - 1, 0));
        assert_eq!(on.work.as_deref(), Some("a"));
        let branch = back.reduce(Act::Branch("b".into(), "another".to_owned()));
        assert_eq!((branch.simulation.history().len(), branch.simulation.undone().len()), (steps - 1, 0));
        assert_eq!(branch.work.as_deref(), Some("b"));
        assert_eq!(branch.simulation.document().name, "another");
        assert!(Rc::ptr_eq(&branch.opened, &branch.simulation));
    }

    #[test]
    fn a_name_with_a_backtick_stands_whole_in_its_notice() {
        let mut simulation = first();
        simulation.set_document(|document| document.name = "a`b".to_owned());
        let branch = Rc::new(State::new(simulation)).reduce(Act::Branch("b".into(), "another".to_owned()));
        let text = branch.notice.as_ref().unwrap().text.clone();
        assert!(text.contains("`a``b` is kept"), "{text}");
    }

    #[test]
    fn what_is_made_can_be_selected_and_gives_its_place_up_when_it_is_gone() {
        let apply = |action: Action| Act::Step(StepKind::Apply(vec![action]));
        let state = state().reduce(apply(Action::new("CreateVpc").with("CidrBlock", "10.9.0.0/16")));
        let vpc = state.network.vpcs.iter().find(|vpc| vpc.tags.name().is_none()).unwrap().id.to_string();
        let state = state.reduce(Act::Select(Selection::of(&vpc)));
        assert_eq!((state.selection.id(), state.view), (vpc.as_str(), View::Rules));
        let state = state.reduce(apply(Action::new("DeleteVpc").with("VpcId", vpc)));
        assert!(matches!(state.selection, Selection::Group(_)));
    }

    #[test]
    fn a_list_takes_the_middle_and_what_is_made_next_begins_where_one_was() {
        let state = state();
        let group = state.selection.id().to_owned();
        let listed = Rc::clone(&state).reduce(Act::Select(state.selection.list(Kind::Gateways)));
        assert_eq!((listed.selection.id(), listed.selection.near()), ("", &*group));
        assert_eq!(listed.view, state.view, "a narrow screen stays at the lists");
        let again = Rc::clone(&listed).reduce(Act::Select(listed.selection.list(Kind::Vpcs)));
        assert_eq!(again.selection.near(), group);
    }

    #[test]
    fn undo_without_a_step_is_no_change() {
        let empty = Rc::new(State::new(Simulation::default()));
        assert!(Rc::ptr_eq(&Rc::clone(&empty).reduce(Act::Undo), &empty));
    }

    #[test]
    fn a_packet_is_expected_once() {
        let state = state();
        let packet = state.last_packet().unwrap();
        let before = state.simulation.document().expectations.len();
        let state = state.reduce(Act::Expect(Verb::Allow, (*packet).clone()));
        let state = state.reduce(Act::Expect(Verb::Deny, (*packet).clone()));
        let kept = &state.simulation.document().expectations;
        assert_eq!(kept.len(), before + 1);
        assert_eq!(kept.last().map(|kept| kept.must), Some(Verb::Deny));
        assert_eq!(expected(&state.simulation, &packet), Some((before, Verb::Deny)));
        let state = state.reduce(Act::Forget(before));
        assert_eq!(state.simulation.document().expectations.len(), before);
        assert_eq!(expected(&state.simulation, &packet), None);
    }

    #[test]
    fn what_is_made_of_the_form_is_made_of_all_that_was_typed() {
        let letter = |letter: char| Act::Type(Box::new(move |form| form.port.push(letter)));
        let clear = Act::Type(Box::new(|form| form.port.clear()));
        let typed = [clear, letter('4'), letter('4'), letter('3')].into_iter().fold(state(), State::reduce);
        let sent = Rc::clone(&typed).reduce(Act::Make(Make::Send));
        assert_eq!(sent.last_packet().unwrap().destination_port, Some(443));
        let kept = Rc::clone(&typed).reduce(Act::Make(Make::Expect(Verb::Allow)));
        let last = kept.simulation.document().expectations.last().unwrap();
        assert_eq!((last.must, last.packet.destination_port), (Verb::Allow, Some(443)));
        let conversed = Rc::clone(&typed).reduce(Act::Make(Make::Converse(9)));
        let shown = conversed.shown().unwrap();
        assert!(matches!(&shown.step.kind, StepKind::Converse(one) if one.destination_port == Some(443)));
        let refused = typed.reduce(letter('x')).reduce(Act::Make(Make::Converse(0)));
        assert!(refused.refusal.is_some());
    }

    #[test]
    fn a_verdict_is_of_another_packet_once_the_form_holds_one() {
        let state = state();
        assert_eq!(state.next(), None);
        let typed = |state: &Rc<State>, change: &dyn Fn(&mut PacketForm)| {
            let mut form = (*state.form).clone();
            change(&mut form);
            Rc::clone(state).reduce(Act::Form(Rc::new(form)))
        };
        let other = typed(&state, &|form| form.port = "443".to_owned());
        assert_eq!(other.next().map(|form| form.preset()), Some("HTTPS"));
        assert_eq!(typed(&other, &|form| form.port = "22".to_owned()).next(), None);
        assert!(typed(&state, &|form| form.to.clear()).next().is_some(), "what is no packet is not this one");
        assert!(typed(&state, &|form| form.source_port = "7".to_owned()).next().is_some());
        // What is sent is what the verdict is of, and so is what the reader looks back at, or goes on with.
        let sent = other.reduce(Act::Make(Make::Send));
        assert_eq!(sent.next(), None);
        assert_eq!(Rc::clone(&sent).reduce(Act::GoTo(1)).next(), None);
        let last = sg_core::path::reply_to(&sent.last_packet().unwrap()).unwrap();
        let replied = sent.reduce(Act::Step(StepKind::Send(last)));
        assert_eq!(replied.next(), None);
        assert!(typed(&replied, &|form| form.port = "22".to_owned()).next().is_some());
    }

    #[test]
    fn each_connection_from_the_form_has_a_port_of_its_own_unless_one_is_typed() {
        let mut state = state();
        let mut form = (*state.form).clone();
        form.port = "443".to_owned();
        let known = |state: &State| -> Vec<Option<u16>> {
            state.simulation.conntrack(None).iter().map(|flow| flow.source_port).collect()
        };
        let send = |state: Rc<State>, form: &PacketForm| {
            let packet = form.packet(&state.ends).unwrap();
            state.reduce(Act::Begin(StepKind::Send(packet)))
        };
        let before = known(&state).len();
        assert_eq!(known(&state).last(), Some(&Some(50_000)));
        for port in [50_001, 50_002] {
            assert_eq!(form.chosen_port(&state.simulation), port);
            state = send(state, &form);
            assert_eq!(known(&state).last(), Some(&Some(port)));
            let sent = sent(&state.shown().unwrap().step.kind).unwrap();
            assert!(form.is_of(&sent, &state.ends), "the same packet, from whatever port");
            // What is opened again, or chosen from the recent ones, is to be a new connection too.
            assert_eq!(PacketForm::again(&sent, &state.ends).source_port, "");
        }
        form.source_port = "50001".to_owned();
        state = send(state, &form);
        assert_eq!(known(&state).len(), before + 2, "a typed port stays");
        let sent = sent(&state.shown().unwrap().step.kind).unwrap();
        form.source_port = "40000".to_owned();
        assert!(!form.is_of(&sent, &state.ends));
        assert_eq!(form.chosen_port(&state.simulation), 50_003);
        // What begins nothing belongs to the first connection.
        form.flags = vec![FlagName::Ack];
        assert_eq!(form.chosen_port(&state.simulation), 50_000);
    }

    #[test]
    fn the_form_follows_what_a_symptom_sent() {
        let state = state();
        let database = state.directory.interfaces().iter().find(|one| *one.name == *"db-1").unwrap();
        let ask = |from: &str, to: &str, port| Asked { from: from.to_owned(), to: to.to_owned(), port };
        let state =
            Rc::clone(&state).reduce(Act::Try(Symptom::Hangs, ask("internet", database.id.as_str(), 5432)));
        let form = &state.form;
        assert_eq!((&*form.from, &*form.to, &*form.port), ("Internet", "db-1", "5432"));
        assert_eq!(form.preset(), "PostgreSQL");
        let web =
            state.directory.interfaces().iter().find(|one| *one.name == *"web-1").unwrap().id.to_string();
        for symptom in Symptom::ALL {
            let steps = state.simulation.history().len();
            // From the database on, whatever was sent last: the form shows what was asked.
            let after = Rc::clone(&state).reduce(Act::Try(symptom, ask(&web, database.id.as_str(), 5432)));
            let form = &after.form;
            assert_eq!((&*form.from, &*form.to, &*form.port), ("web-1", "db-1", "5432"), "{symptom:?}");
            assert_eq!((&*form.source_port, &form.flags[..]), ("", &[FlagName::Syn][..]), "{symptom:?}");
            let sent = after.simulation.history().len() - steps;
            let expected = match symptom {
                Symptom::OneWay => 2,
                Symptom::IdleDies => 3,
                _ => 1,
            };
            assert_eq!(sent, expected, "{symptom:?}");
        }
    }

    #[test]
    fn nothing_follows_a_connection_that_does_not_begin() {
        let state = state();
        let web = state.directory.interfaces().iter().find(|one| *one.name == *"web-1").unwrap();
        let asked = Asked { from: "internet".to_owned(), to: web.id.to_string(), port: 22 };
        let steps = state.simulation.history().len();
        let now = state.simulation.now();
        for symptom in [Symptom::LargeHangs, Symptom::IdleDies] {
            let after = Rc::clone(&state).reduce(Act::Try(symptom, asked.clone()));
            assert_eq!((after.simulation.history().len(), after.simulation.now()), (steps + 1, now));
            let found = after.symptom.unwrap();
            assert!(
                found.conclusion.starts_with("The connection does not even begin"),
                "{}",
                found.conclusion
            );
            let moment = after.shown().unwrap();
            assert_eq!(outcome(moment).map(|(_, verdict)| verdict), Some(Decision::Denied));
        }
    }

    #[test]
    fn a_symptom_is_looked_into_with_a_connection_that_no_table_knows() {
        let state = state();
        let web = state.directory.interfaces().iter().find(|one| *one.name == *"web-1").unwrap();
        let asked = Asked { from: "internet".to_owned(), to: web.id.to_string(), port: 443 };
        let ports = |state: &State| -> Vec<Option<u16>> {
            state.simulation.conntrack(None).iter().map(|flow| flow.source_port).collect()
        };
        let once = state.reduce(Act::Try(Symptom::Hangs, asked.clone()));
        let twice = Rc::clone(&once).reduce(Act::Try(Symptom::Hangs, asked));
        assert_eq!(ports(&twice).len(), ports(&once).len() + 1);
    }

    #[test]
    fn a_lesson_is_done_once_its_packet_is_let_in_and_undone_with_it() {
        let state = state();
        let packet = StepKind::Send((*state.last_packet().unwrap()).clone());
        assert!(!state.lesson_is_done());
        let fix = remedy(&state.simulation, state.shown().unwrap()).actions();
        let state = state.reduce(Act::Step(StepKind::Apply(fix)));
        assert!(!state.lesson_is_done());
        let state = state.reduce(Act::Step(packet));
        assert!(state.lesson_is_done());
        assert!(!Rc::clone(&state).reduce(Act::Undo).lesson_is_done());
        // A connection does it as well, from a port of its own.
        let connect = sg_core::wire::ConversationInput {
            kind: sg_core::wire::ConversationKind::TcpConnect,
            from: "internet".to_owned(),
            to: state.last_packet().unwrap().to.clone(),
            source_port: Some(50123),
            destination_port: Some(22),
            icmp_id: None,
            family: None,
        };
        let again = state.reduce(Act::Undo).reduce(Act::Step(StepKind::Converse(connect)));
        assert!(again.lesson_is_done());
        // What was put away stays away, until another document is opened.
        let away = again.reduce(Act::PutLessonAway);
        assert!(away.lesson_away);
        assert!(!away.reduce(Act::Reset).lesson_away);
    }

    #[test]
    fn a_story_is_told_step_by_step_as_long_as_it_is_the_scenarios() {
        let state = State { scenario: Some("first-look".into()), ..(*state()).clone() };
        assert_eq!(state.story(), Some((2, 2)));
        let state = Rc::new(state);
        let first = Rc::clone(&state).reduce(Act::GoTo(1));
        assert_eq!(first.story(), Some((1, 2)));
        assert_eq!(Rc::clone(&state).reduce(Act::GoTo(0)).story(), Some((0, 2)));
        // What the reader does comes after the story.
        let packet = StepKind::Send((*state.last_packet().unwrap()).clone());
        assert_eq!(Rc::clone(&state).reduce(Act::Step(packet.clone())).story(), Some((3, 2)));
        // A step dropped from it makes it another.
        assert_eq!(first.reduce(Act::Step(packet)).reduce(Act::GoTo(1)).story(), None);
        assert_eq!(State { scenario: None, ..(*state).clone() }.story(), None);
    }

    #[test]
    fn a_document_opens_with_what_was_sent_last_in_the_form() {
        let state = state();
        let mut packet = (*state.last_packet().unwrap()).clone();
        (packet.from, packet.destination_port) = ("203.0.113.66".to_owned(), Some(443));
        let sent = state.reduce(Act::Step(StepKind::Send(packet)));
        let again = State::new((*sent.simulation).clone());
        assert_eq!((&*again.form.from, again.form.preset()), ("203.0.113.66", "HTTPS"));
        let database = sent.directory.interfaces().iter().find(|one| *one.name == *"db-1").unwrap();
        let talk = sg_core::wire::ConversationInput {
            kind: sg_core::wire::ConversationKind::Ping,
            from: "internet".to_owned(),
            to: database.id.to_string(),
            source_port: None,
            destination_port: None,
            icmp_id: None,
            family: None,
        };
        let talked = Rc::clone(&sent).reduce(Act::Step(StepKind::Converse(talk)));
        let opened = Box::new((*talked.simulation).clone());
        let again = talked.reduce(Act::OpenSaved(opened, "a".into()));
        assert_eq!((&*again.form.to, again.form.preset()), ("db-1", "Ping"));
    }

    #[test]
    fn a_notice_says_what_was_done_and_leaves_with_the_next_attempt() {
        let state = state();
        let fix = remedy(&state.simulation, state.shown().unwrap()).actions();
        let state = state.reduce(Act::Step(StepKind::Apply(fix)));
        let said = state.notice.clone().unwrap();
        assert_eq!((&*said.text, said.refused), ("Inbound rule added in web", false));
        assert_eq!(Rc::clone(&state).reduce(Act::Misfit(Vec::new())).notice, None);
        let mut packet = (*state.last_packet().unwrap()).clone();
        let sent = Rc::clone(&state).reduce(Act::Step(StepKind::Send(packet.clone())));
        assert_eq!(sent.notice, None);
        packet.to = "eni-0123456789abcdef0".to_owned();
        assert_eq!(state.reduce(Act::Step(StepKind::Send(packet))).notice, None);
    }

    #[test]
    fn a_change_says_which_expectations_it_breaks_and_mends_and_leads_there() {
        let state = state();
        let all = Rc::clone(&state.simulation);
        let named = |at: usize| all.document().expectations[at].name.clone().unwrap();
        let group = state.network.security_groups.iter().find(|group| &*group.name == "database").unwrap();
        let ids: Vec<String> = group.rules_of(Direction::Ingress).map(|rule| rule.id.to_string()).collect();
        let revoke = Action::new("RevokeSecurityGroupIngress").with("GroupId", group.id.to_string());
        let revoke = StepKind::Apply(vec![revoke.with("SecurityGroupRuleIds", ids)]);
        let broken = Rc::clone(&state).reduce(Act::Step(revoke.clone()));
        let notice = broken.notice.clone().unwrap();
        let turn = notice.turn.clone().unwrap();
        assert!(notice.stays() && turn.breaks && turn.text.contains(&named(turn.at)), "{}", turn.text);
        assert!(turn.text.contains("no longer hold"), "{}", turn.text);
        // The words of a drop stand in the place of the step's own, and lose nothing.
        let told = state.reduce(Act::Told(revoke, "gone".into())).notice.clone().unwrap();
        assert_eq!((&*told.text, told.turn), ("gone", Some(turn.clone())));
        let shown = Rc::clone(&broken).reduce(Act::Seek(turn.at));
        assert_eq!((shown.sought, shown.view, shown.notice.as_ref()), (Some((turn.at, 1)), View::Test, None));
        let again = broken.reduce(Act::Step(StepKind::Advance(1000)));
        assert_eq!((again.sought, again.notice.as_ref()), (None, None));
    }

    #[test]
    fn a_refused_packet_says_why_and_is_no_step() {
        let state = state();
        let steps = state.simulation.history().len();
        let mut packet = (*state.last_packet().unwrap()).clone();
        packet.to = "eni-0123456789abcdef0".to_owned();
        let state = state.reduce(Act::Step(StepKind::Send(packet)));
        assert_eq!(state.simulation.history().len(), steps);
        assert!(
            state.refusal.as_ref().unwrap().text().is_some_and(|text| text.contains("eni-0123456789abcdef0"))
        );
    }
}
