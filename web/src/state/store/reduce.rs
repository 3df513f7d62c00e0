//! What each change does to the state.

use std::rc::Rc;

use sg_core::simulation::judge;
use sg_core::wire::{Expectation, Step, StepKind};
use yew::Reducible;

use super::notice::{said, silent};
use super::{Act, GroupTab, Make, Notice, Open, Selection, State, View, expect_connection};
use crate::state::kept::name_of;
use crate::state::refused::Refused;
use crate::state::symptom::Finding;
use crate::state::told::quoted;

impl Reducible for State {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut state = (*self).clone();
        let steps =
            matches!(act, Act::Step(_) | Act::Told(..) | Act::Begin(_) | Act::Try(..) | Act::GoOn(..));
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
                // A step that dropped later ones gives them back with it.
                if let Some((before, steps)) = state.dropped.take().filter(|_| undo)
                    && state.simulation.undone().is_empty()
                    && state.simulation.history().len() == steps
                {
                    state.simulation = before;
                    state.looking = true;
                    state.look_elsewhere();
                    state.notice = Some(Notice::said("The later steps are back"));
                    return Rc::new(state);
                }
                let simulation = Rc::make_mut(&mut state.simulation);
                if !(if undo { simulation.undo() } else { simulation.redo() }) {
                    return self;
                }
                state.looking &= !state.simulation.undone().is_empty();
                state.look_elsewhere();
            }
            Act::GoTo(steps) => {
                let simulation = Rc::make_mut(&mut state.simulation);
                simulation.undo_to(steps);
                while simulation.history().len() < steps && simulation.redo() {}
                state.looking = !simulation.undone().is_empty();
                state.look_elsewhere();
                // A moment that is a change shows what it was made in.
                let moment = state.simulation.history().last().cloned();
                if let Some(StepKind::Apply(actions)) = moment.as_ref().map(|moment| &moment.step.kind) {
                    state.show_changed(actions);
                }
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
            Act::ToggleRun => state.running = !state.running && state.simulation.undone().is_empty(),
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
                (state.selection, state.shown_rules) = (selection, None);
                state.aim();
            }
            Act::ShowRule(group, direction, rule) => {
                state.selection = Selection::Group(group);
                (state.tab, state.view) = (GroupTab::of(direction), View::Rules);
                state.show("Found", vec![rule]);
                state.aim();
            }
            Act::ShowTab(tab) => (state.tab, state.shown_rules) = (tab, None),
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
            Act::Offer(offered) if !state.is_touched() => {
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
            Act::ToggleGate(at) => state.gate = (state.gate != Some(at)).then_some(at),
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
        if steps {
            state.drop_later(&self);
        }
        state.forget_lesson();
        Rc::new(state)
    }
}
