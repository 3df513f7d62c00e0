//! Why the test packet was not sent: field by field, as long as what is in the fields stands.

use std::rc::Rc;

use sg_core::path::PacketField;
use sg_core::simulation::Refusal;
use sg_core::wire::PacketInput;

use super::ends::{End, resolve};
use super::packet_form::{Field, FieldProblem, Kind, PacketForm};

/// What was wrong with the form when it was to be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// What the form itself finds.
    fields: Vec<FieldProblem>,
    /// What the evaluator finds: the field where it is of this form, and the words.
    told: Option<(Option<Field>, Rc<str>)>,
    /// Grows with every attempt, so that the same mistake twice is told twice.
    pub attempt: usize,
}

impl Refused {
    /// The form cannot be sent as it stands.
    #[must_use]
    pub fn by_form(fields: Vec<FieldProblem>, before: Option<&Self>) -> Self {
        Self { fields, told: None, attempt: next(before) }
    }

    /// The evaluator makes no packet of what it was given. What was given may have come from elsewhere than
    /// the form: a repeated packet, an expectation.
    #[must_use]
    pub fn by_evaluator(
        refusal: &Refusal,
        packet: &PacketInput,
        form: &PacketForm,
        ends: &[End],
        before: Option<&Self>,
    ) -> Self {
        let of_form = resolve(ends, &form.from) == packet.from && resolve(ends, &form.to) == packet.to;
        let field = refusal.field.filter(|_| of_form).and_then(|field| place(field, form.kind));
        let told = Some((field, refusal.error.message.as_str().into()));
        Self { fields: Vec::new(), told, attempt: next(before) }
    }

    /// What is said under a field.
    #[must_use]
    pub fn of(&self, field: Field) -> Option<Rc<str>> {
        let own = self.fields.iter().find(|(name, _)| *name == field).map(|(_, text)| Rc::clone(text));
        own.or_else(|| {
            self.told.as_ref().filter(|(name, _)| *name == Some(field)).map(|(_, text)| text.clone())
        })
    }

    /// What is about no field.
    #[must_use]
    pub fn of_none(&self) -> Option<Rc<str>> {
        self.told.as_ref().filter(|(name, _)| name.is_none()).map(|(_, text)| text.clone())
    }

    /// All of it in one line.
    #[must_use]
    pub fn text(&self) -> Option<Rc<str>> {
        self.told.as_ref().map(|(_, text)| text.clone())
    }

    /// What still stands once the form reads `after`; none where nothing does.
    #[must_use]
    pub fn still(&self, before: &PacketForm, after: &PacketForm, ends: &[End]) -> Option<Self> {
        let who = |form: &PacketForm| (form.from.clone(), form.to.clone(), form.kind, form.protocol.clone());
        let told = self.told.clone().filter(|_| who(before) == who(after));
        let wrong = after.packet(ends).err().unwrap_or_default();
        let was = |field: Field| self.fields.iter().any(|(name, _)| *name == field);
        let fields: Vec<FieldProblem> = wrong.into_iter().filter(|(field, _)| was(*field)).collect();
        let stands = told.is_some() || !fields.is_empty();
        stands.then_some(Self { fields, told, attempt: self.attempt })
    }
}

fn next(before: Option<&Refused>) -> usize {
    before.map_or(0, |before| before.attempt) + 1
}

/// The field of the form that a part of the packet comes from.
fn place(field: PacketField, kind: Kind) -> Option<Field> {
    match (field, kind) {
        (PacketField::From, _) => Some(Field::From),
        (PacketField::To | PacketField::Family, _) => Some(Field::To),
        (PacketField::DestinationPort | PacketField::Protocol, Kind::Other) => Some(Field::Protocol),
        (PacketField::DestinationPort, _) => Some(Field::Port),
        (PacketField::Protocol, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::first;
    use crate::state::store::{Act, Make, State};
    use sg_core::wire::StepKind;
    use yew::Reducible;

    /// The first scenario after the form was changed and sent.
    fn sent(change: impl Fn(&mut PacketForm)) -> Rc<State> {
        let state = Rc::new(State::new(first()));
        let mut form = (*state.form).clone();
        change(&mut form);
        state.reduce(Act::Form(Rc::new(form))).reduce(Act::Make(Make::Send))
    }

    #[test]
    fn what_the_evaluator_refuses_stands_under_its_field() {
        let from = sent(|form| form.from = "nonsense".to_owned());
        let refused = from.refusal.as_ref().unwrap();
        assert!(refused.of(Field::From).unwrap().contains("nonsense"));
        assert_eq!((refused.of(Field::To), refused.of_none()), (None, None));
        let to = sent(|form| form.to = "eni-0123456789abcdef0".to_owned());
        assert!(to.refusal.as_ref().unwrap().of(Field::To).unwrap().contains("eni-0123456789abcdef0"));
        let mixed = sent(|form| form.from = "2001:db8::1".to_owned());
        assert!(mixed.refusal.as_ref().unwrap().of(Field::To).is_some());
    }

    #[test]
    fn what_the_form_refuses_stands_until_it_is_mended() {
        let state = sent(|form| (form.port, form.source_port) = ("x".to_owned(), "70000".to_owned()));
        let refused = state.refusal.as_ref().unwrap();
        assert!(refused.of(Field::Port).is_some() && refused.of(Field::SourcePort).is_some());
        let mut form = (*state.form).clone();
        form.port = "22".to_owned();
        let state = state.reduce(Act::Form(Rc::new(form.clone())));
        let refused = state.refusal.as_ref().unwrap();
        assert!(refused.of(Field::Port).is_none() && refused.of(Field::SourcePort).is_some());
        form.source_port.clear();
        assert!(state.reduce(Act::Form(Rc::new(form))).refusal.is_none());
    }

    #[test]
    fn a_mistake_made_twice_is_told_twice_and_gone_with_its_cause() {
        let once = sent(|form| form.to = "nonsense".to_owned());
        let packet = once.form.packet(&once.ends).unwrap();
        let twice = Rc::clone(&once).reduce(Act::Step(StepKind::Send(packet)));
        assert_eq!(twice.refusal.as_ref().unwrap().attempt, 2);
        let mut form = (*twice.form).clone();
        form.port = "80".to_owned();
        let other_port = Rc::clone(&twice).reduce(Act::Form(Rc::new(form.clone())));
        assert!(other_port.refusal.is_some(), "the port has nothing to do with it");
        form.to = "web-1".to_owned();
        assert!(other_port.reduce(Act::Form(Rc::new(form))).refusal.is_none());
    }

    #[test]
    fn what_came_from_elsewhere_is_under_no_field() {
        let state = Rc::new(State::new(first()));
        let mut packet = (*state.last_packet().unwrap()).clone();
        packet.to = "eni-0123456789abcdef0".to_owned();
        let state = state.reduce(Act::Step(StepKind::Send(packet)));
        let refused = state.refusal.as_ref().unwrap();
        assert!(refused.of_none().unwrap().contains("eni-0123456789abcdef0"));
        assert!(refused.of(Field::To).is_none());
    }
}
