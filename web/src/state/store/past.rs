//! What the reader did, beside what was opened: a lesson and its story, the look back, and what a step in the past drops.

use std::rc::Rc;

use sg_core::net::{Decision, Packet};
use sg_core::simulation::{Answer, Moment, Simulation};
use sg_core::wire::{Step, StepKind};

use super::{Notice, State};

impl State {
    /// Whether the lesson's packet was denied at first, was allowed when it was last sent, and would be now: alone or at
    /// the head of a conversation, from whatever port, and however its ends were written.
    pub fn lesson_is_done(&self) -> bool {
        let lesson = self.simulation.document().lesson.as_ref();
        let Some(asked) = lesson.and_then(|lesson| lesson.packet.clone()) else { return false };
        let mut fork = self.simulation.fork();
        // A flow that is tracked says nothing about the rules.
        let asked = fork.anew(StepKind::Send(asked));
        let Ok(Answer::Sent(now)) = fork.step(Step::from(asked)) else { return false };
        if now.verdict != Decision::Allowed {
            return false;
        }
        let of_lesson = |moment: &Rc<Moment>| {
            let (walk, verdict) = match &moment.answer {
                Answer::Sent(walk) => (walk, walk.verdict),
                Answer::Conversed(dialogue) => (&dialogue.lines.first()?.trace, dialogue.verdict()),
                Answer::Applied(_) | Answer::Advanced(_) => return None,
            };
            is_same(&walk.packet, &now.packet).then_some(verdict)
        };
        // What the document did before it was opened is not the reader's doing.
        let at_first = moments(&self.opened).filter_map(of_lesson).last();
        let at_first = at_first.or_else(|| self.simulation.history().iter().find_map(of_lesson));
        let at_last = self.simulation.history().iter().rev().find_map(of_lesson);
        at_first == Some(Decision::Denied) && at_last == Some(Decision::Allowed)
    }

    /// Whether something was done to what was opened.
    pub fn is_touched(&self) -> bool {
        !Rc::ptr_eq(&self.opened, &self.simulation)
    }

    /// Whether it is the reader's own work, not a lesson or a link as it came.
    pub fn is_own(&self) -> bool {
        self.is_touched() || self.work.is_some()
    }

    /// After a step: keeps what it dropped, so that it can be given back, and tells of it where the reader looked back.
    pub(super) fn drop_later(&mut self, before: &Self) {
        let steps = self.simulation.history().len();
        if steps <= before.simulation.history().len() {
            return;
        }
        let later = before.simulation.undone().len();
        self.dropped = (later > 0).then(|| (Rc::clone(&before.simulation), steps));
        self.looking = false;
        if later > 0 && before.looking {
            let (what, them) = if later == 1 { ("step", "it") } else { ("steps", "them") };
            let dropped = format!("{later} later {what} dropped. Undo brings {them} back.");
            let turn = self.notice.as_ref().and_then(|notice| notice.turn.clone());
            let text = match &self.notice {
                Some(notice) => format!("{}. {dropped}", notice.text),
                None => dropped,
            };
            self.notice = Some(Notice { turn, ..Notice::said(text) });
        }
    }

    /// Takes a lesson that was put away out of the reader's own work, so that it comes back neither at the next visit
    /// nor with a link. What was opened keeps it.
    pub(super) fn forget_lesson(&mut self) {
        if self.lesson_away && self.is_own() && self.simulation.document().lesson.is_some() {
            Rc::make_mut(&mut self.simulation).set_document(|document| document.lesson = None);
        }
    }

    /// The step that is shown of a scenario's own steps, and how many those are; none where they are not all there, or
    /// tell no story. What the reader did comes after them.
    #[must_use]
    pub fn story(&self) -> Option<(usize, usize)> {
        let mut all = moments(&self.simulation);
        let told = moments(&self.opened).count();
        let whole =
            moments(&self.opened).all(|told| all.next().is_some_and(|moment| moment.step == told.step));
        (self.scenario.is_some() && told > 1 && whole).then_some((self.simulation.history().len(), told))
    }

    /// Whether a scenario's story is all that there is: it can be read step by step, and is nobody's work.
    #[must_use]
    pub fn is_read(&self) -> bool {
        let steps = moments(&self.simulation).count();
        self.story().is_some_and(|(_, told)| told == steps)
    }

    /// Whether an earlier moment is shown of what is the reader's own, at least in part: what is done now drops the
    /// later ones.
    #[must_use]
    pub fn looks_back(&self) -> bool {
        self.looking && !self.simulation.undone().is_empty() && !self.is_read()
    }
}

/// All moments of a simulation, those that were undone too.
fn moments(simulation: &Simulation) -> impl Iterator<Item = &Rc<Moment>> {
    simulation.history().iter().chain(simulation.undone().iter().rev())
}

/// Whether two packets ask for the same, from whatever port.
fn is_same(one: &Packet, other: &Packet) -> bool {
    let asks = |packet: &Packet| {
        let port = packet.ports().map(|(_, port)| port);
        let message = packet.icmp().map(|message| (message.kind, message.code));
        (packet.source, packet.destination, packet.protocol(), port, message, packet.tcp_flags())
    };
    asks(one) == asks(other)
}
