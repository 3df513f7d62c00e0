//! What the page shows, and the one way to change it.

use std::rc::Rc;

use sg_core::conntrack::Side;
use sg_core::model::{Network, ResourceId, SecurityGroupId};
use sg_core::path::Trace;
use sg_core::simulation::{Answer, Moment, Refusal, Simulation};
use sg_core::wire::{FlagName, PacketInput, Step, StepKind, Verb};

use super::directory::Directory;
use super::ends::{End, ends};
use super::expectation::Turn;
use super::import::Offered;
use super::packet_form::{PacketForm, sent};
use super::refused::Refused;
use super::resource_type::exists;
use super::symptom::{Asked, Finding, Symptom, Tried};
use super::told::told_with_code;

mod act;
mod notice;
mod past;
mod reduce;
mod showing;
mod shown;
#[cfg(test)]
mod tests;

pub use act::{Act, Dispatch, Make};
pub use notice::Notice;
pub use shown::{GroupTab, Open, Selection, ShownRules, View};

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
    /// Whether the moment shown was chosen in the history, not come to by undoing.
    pub looking: bool,
    /// What there was before a step dropped later ones, and how many steps there were after it.
    pub dropped: Option<(Rc<Simulation>, usize)>,
    /// Whether the reader put the lesson's task away.
    pub lesson_away: bool,
    /// The expectation that a notice led to, and how often one did.
    pub sought: Option<(usize, u32)>,
    /// The rule of the selected group that is to be seen: one that was asked for, or one that is new.
    pub shown_rules: Option<ShownRules>,
    /// Whether what is selected is what the packet goes to: nobody has said otherwise yet.
    pub aims: bool,
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
            && self.shown_rules == other.shown_rules
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
        let form = form_of(&simulation, &ends);
        let form = form.or_else(|| lesson.packet.map(|packet| PacketForm::again(&packet, &ends)));
        let aims = form.is_none();
        let form = match form {
            Some(form) => form,
            None => {
                let first = ends.iter().find(|end| end.carrier.is_some());
                let to = meant(&selection, &ends).or(first).map(|end| end.label.to_string());
                PacketForm { to: to.unwrap_or_default(), ..PacketForm::default() }
            }
        };
        let looking = !simulation.undone().is_empty();
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
            looking,
            dropped: None,
            lesson_away: false,
            sought: None,
            shown_rules: None,
            aims,
        }
    }

    /// Has the packet go to what is selected, until an end was chosen or a packet sent.
    fn aim(&mut self) {
        if let Some(end) = meant(&self.selection, &self.ends).filter(|_| self.aims) {
            self.form = Rc::new(PacketForm { to: end.label.to_string(), ..(*self.form).clone() });
            self.answered = Rc::clone(&self.form);
        }
    }

    /// Puts a packet into the form. What was refused of the one before holds on as far as it is the same.
    fn put(&mut self, form: Rc<PacketForm>) {
        let still = |refused: Rc<Refused>| refused.still(&self.form, &form, &self.ends);
        self.refusal = self.refusal.take().and_then(still).map(Rc::new);
        self.aims &= (&self.form.from, &self.form.to) == (&form.from, &form.to);
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
        let in_step = self.next().is_none();
        let was_done = !self.lesson_away && self.lesson_is_done();
        match Rc::make_mut(&mut self.simulation).step(Step::from(kind)) {
            Ok(answer) => {
                self.refusal = None;
                // Whoever goes on after the task has other work.
                self.lesson_away |= was_done;
                if let Some(packet) = &packet {
                    self.aims = false;
                    // What stands in the form and was not sent waits on, whatever else is.
                    if in_step || self.form.is_of(packet, &self.ends) {
                        self.answered = Rc::clone(&self.form);
                    }
                }
                (self.gate, self.line, self.sought, self.shown_rules) = (None, None, None, None);
                // What is gone has its name from before.
                let ends = Rc::clone(&self.ends);
                self.follow();
                self.show_changed(&actions);
                self.show_new(before.network());
                self.notice = notice::said(&answer, &actions, &self.network);
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
        (self.sought, self.shown_rules) = (None, None);
        self.refusal = None;
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

    /// The id of the selected group.
    pub fn group(&self) -> Option<&str> {
        match &self.selection {
            Selection::Group(id) => Some(id.as_str()),
            _ => None,
        }
    }
}

/// What carries the group, or is the interface, that is selected.
fn meant<'a>(selection: &Selection, ends: &'a [End]) -> Option<&'a End> {
    let id = selection.id();
    ends.iter().find(|end| *end.value == *id || end.groups.iter().any(|group| *group.id == *id))
}

/// What the form held when the newest packet was sent: what follows in a connection leaves it as the beginning had it.
fn form_of(simulation: &Simulation, ends: &[End]) -> Option<PacketForm> {
    let moments = simulation.history().iter().rev();
    let mut sent =
        moments.filter_map(|moment| sent(&moment.step.kind)).map(|packet| PacketForm::again(&packet, ends));
    let last = sent.next()?;
    if last.begins() {
        return Some(last);
    }
    let same = |one: &PacketForm| (&one.from, &one.to, &one.port) == (&last.from, &last.to, &last.port);
    let began = sent.find(|one| one.begins() && same(one));
    began.or(Some(last))
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
