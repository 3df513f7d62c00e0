//! The short dialogs: making, naming, copying, deleting, attaching. Each is a list of fields and the actions
//! that they stand for; one dialog draws them all.

mod change;
mod create;
mod made;
mod obstacles;
mod submit;

use std::collections::BTreeMap;
use std::rc::Rc;

use sg_core::model::Network;
use sg_core::wire::Action;

use super::resource_type::ResourceType;

pub use change::rename;
pub use obstacles::in_the_way;
pub use submit::{Refused, Submitted, submit};

/// What a short dialog does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Makes a resource of the type.
    Create(ResourceType),
    /// Sets the tag `Name`.
    Rename,
    /// Copies a security group with its rules.
    Duplicate,
    /// Deletes.
    Delete,
    /// Changes the groups that an interface carries.
    Groups,
    /// Changes the interfaces that carry a group.
    Interfaces,
    /// Changes an interface's source/destination check and idle timeouts.
    Settings,
    /// Attaches a gateway to a VPC.
    Attach,
    /// Associates an Elastic IP address with an interface.
    AssociateAddress,
    /// Associates subnets with a network ACL or a route table.
    AssociateSubnets,
    /// Changes the entries of a prefix list.
    Entries,
}

impl Task {
    /// Whether it may cut connections that are under way, so that a preview is worth it.
    #[must_use]
    pub const fn touches_traffic(self) -> bool {
        matches!(
            self,
            Self::Delete | Self::Groups | Self::Interfaces | Self::AssociateSubnets | Self::Entries
        )
    }
}

/// What stands in the fields, by their ids.
pub type Values = BTreeMap<&'static str, String>;

/// A dialog: what it is called, what it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its heading.
    pub title: String,
    /// A sentence above the fields; may be empty.
    pub about: String,
    /// The verb on its button.
    pub verb: &'static str,
    /// Its fields, in order.
    pub fields: Vec<Field>,
}

/// A field of a dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Names it in [`Values`].
    pub id: &'static str,
    /// What stands above it.
    pub label: &'static str,
    /// What it takes; may be empty.
    pub hint: &'static str,
    /// How it is filled in.
    pub control: Control,
    /// What stands in it at first.
    pub value: String,
    /// Words of EC2's errors, in lower case, that tell that an error is about it.
    pub words: &'static [&'static str],
    /// The field is there only while another one holds one of these values.
    pub only: Option<(&'static str, &'static [&'static str])>,
}

/// How a field is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// A line of text, in monospace where it is an address or the like.
    Text {
        /// Whether it is an address or the like.
        mono: bool,
    },
    /// Several lines.
    Lines,
    /// A whole number.
    Number,
    /// One of a list: values and labels.
    Choice(Rc<[(String, String)]>),
    /// Any number of a list: values and labels; the field's value is the chosen ones, a line each.
    Several(Rc<[(String, String)]>),
}

impl Field {
    fn new(id: &'static str, label: &'static str, control: Control, words: &'static [&'static str]) -> Self {
        Self { id, label, hint: "", control, value: String::new(), words, only: None }
    }

    fn text(id: &'static str, label: &'static str, words: &'static [&'static str]) -> Self {
        Self::new(id, label, Control::Text { mono: false }, words)
    }

    fn mono(id: &'static str, label: &'static str, words: &'static [&'static str]) -> Self {
        Self::new(id, label, Control::Text { mono: true }, words)
    }

    fn number(id: &'static str, label: &'static str, words: &'static [&'static str]) -> Self {
        Self::new(id, label, Control::Number, words)
    }

    fn lines(id: &'static str, label: &'static str, words: &'static [&'static str]) -> Self {
        Self::new(id, label, Control::Lines, words)
    }

    /// The first choice stands in it.
    fn choice(
        id: &'static str,
        label: &'static str,
        choices: Vec<(String, String)>,
        words: &'static [&'static str],
    ) -> Self {
        let value = choices.first().map(|(value, _)| value.clone()).unwrap_or_default();
        Self { value, ..Self::new(id, label, Control::Choice(choices.into()), words) }
    }

    fn several(
        id: &'static str,
        label: &'static str,
        choices: Vec<(String, String)>,
        words: &'static [&'static str],
    ) -> Self {
        Self::new(id, label, Control::Several(choices.into()), words)
    }

    const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    const fn only(mut self, field: &'static str, values: &'static [&'static str]) -> Self {
        self.only = Some((field, values));
        self
    }

    /// Whether the field is there with these values in the others.
    #[must_use]
    pub fn shown(&self, values: &Values) -> bool {
        self.only.is_none_or(|(field, wanted)| {
            values.get(field).is_some_and(|value| wanted.contains(&value.as_str()))
        })
    }
}

impl Form {
    /// What stands in the fields at first.
    #[must_use]
    pub fn values(&self) -> Values {
        self.fields.iter().map(|field| (field.id, field.value.clone())).collect()
    }
}

/// The dialog for a task, of the selected resource where it is about one.
#[must_use]
pub fn form(task: Task, subject: &str, network: &Network) -> Form {
    match task {
        Task::Create(what) => create::form(what, subject, network),
        other => change::form(other, subject, network),
    }
}

/// The actions that the values stand for.
fn actions(task: Task, subject: &str, network: &Network, values: &Values) -> Vec<Action> {
    let typed = Typed(values);
    match task {
        Task::Create(what) => made::actions(what, network, typed),
        other => change::actions(other, subject, network, typed),
    }
}

/// Reads the fields.
#[derive(Clone, Copy)]
struct Typed<'a>(&'a Values);

impl<'a> Typed<'a> {
    /// What stands in a field, without blanks around it.
    fn get(self, id: &str) -> &'a str {
        self.0.get(id).map_or("", |text| text.trim())
    }

    /// The lines of a field, or the chosen of a list.
    fn list(self, id: &str) -> Vec<&'a str> {
        self.get(id).lines().map(str::trim).filter(|line| !line.is_empty()).collect()
    }

    /// An action with the parameter that a field stands for, where there is anything in it.
    fn put(self, action: Action, parameter: &str, id: &str) -> Action {
        match self.get(id) {
            "" => action,
            text => action.with(parameter, text),
        }
    }

    /// The same for a list.
    fn put_list(self, action: Action, parameter: &str, id: &str) -> Action {
        match self.list(id).as_slice() {
            [] => action,
            list => action.with(parameter, list.to_vec()),
        }
    }
}
