//! What the rows of the dialogs share: how a field changes its row, the cell around it, the button that deletes.

use std::rc::Rc;

use yew::prelude::*;

use super::{OnChange, SaidOfBlocks};
use crate::state::rule_draft::{RowField, RowProblem};
use crate::state::stored::{offer, stored};
use crate::ui::button::{Button, Weight};
use crate::ui::field::error_text;
use crate::ui::icon::Icon;
use crate::ui::marks::note;

/// A row's fields: what EC2 answers to them, and where a change goes.
pub(in crate::panels) struct Fields<'a, R> {
    /// Names the row for as long as the dialog is open.
    pub key: u32,
    /// What EC2 answers to it, field by field.
    pub problems: &'a [RowProblem],
    /// Where a change goes.
    pub onchange: &'a OnChange<R>,
}

impl<R: 'static> Fields<'_, R> {
    /// A callback that changes the row by what was typed or chosen.
    pub fn edit(&self, change: impl Fn(&mut R, &str) + 'static) -> Callback<AttrValue> {
        let (key, change, onchange) = (self.key, Rc::new(change), self.onchange.clone());
        Callback::from(move |text: AttrValue| {
            let change = Rc::clone(&change);
            onchange.emit((key, Box::new(move |row| change(row, &text))));
        })
    }

    /// What EC2 says against a field.
    pub fn error(&self, field: RowField) -> Option<AttrValue> {
        let problem = self.problems.iter().find(|problem| problem.field == field)?;
        Some(AttrValue::from(problem.message.clone()))
    }

    /// The id of the control in one of the row's cells.
    pub fn id(&self, part: &str) -> AttrValue {
        AttrValue::from(format!("rule-{}-{part}", self.key))
    }

    /// The whole row: its cells, the button that deletes it, where it can be deleted, and what else is to be said.
    pub fn line(
        &self,
        class: impl Into<Classes>,
        cells: Html,
        delete: Option<Html>,
        said: Option<String>,
    ) -> Html {
        html! {
            <li class={classes!("rule-row", class.into(), (!self.problems.is_empty()).then_some("refused"))}>
                { cells }
                <div class="cell delete">{ for delete }</div>
                <div class="row-note" role="status">{ for said.map(note) }</div>
            </li>
        }
    }

    /// The button that deletes the row, which is a `noun`.
    pub fn delete(&self, noun: &str, ondelete: &Callback<u32>) -> Html {
        let (key, ondelete) = (self.key, ondelete.clone());
        html! {
            <Button
                class="delete-rule"
                label="Delete"
                title={format!("Delete this {noun}")}
                weight={Weight::Quiet}
                icon={Icon::Trash}
                icon_only={true}
                onclick={Callback::from(move |_: MouseEvent| ondelete.emit(key))}
            />
        }
    }
}

/// A cell: its name, which a wide screen has at the head of the column; the control `id`; what is wrong with it.
pub(in crate::panels) fn cell(
    name: impl Into<AttrValue>,
    id: &str,
    error: Option<&AttrValue>,
    control: Html,
) -> Html {
    let name: AttrValue = name.into();
    html! {
        <div key={id.to_owned()} class="cell">
            <span key="name" class="cell-name" aria-hidden="true">{ name }</span>
            { control }
            <div key="error">{ error_text(id, error) }</div>
        </div>
    }
}

/// What cannot be changed is text: nothing can be typed there, so the Tab key passes it by.
pub(in crate::panels) fn fixed(id: &AttrValue, label: &'static str, value: impl Into<AttrValue>) -> Html {
    let value: AttrValue = value.into();
    html! { <output key="fixed" id={id.clone()} class="input fixed" aria-label={label}>{ value }</output> }
}

/// A control for a block, what EC2 will store for it, and what is called where it is to get the prefix length that it
/// lacks. What is `refused` says so itself.
pub(in crate::panels) fn block_control(
    control: Html,
    typed: &str,
    refused: bool,
    complete: &Callback<AttrValue>,
) -> Html {
    let press = complete.reform(|()| AttrValue::default());
    html! {
        <div class="block-control">
            { control }
            <SaidOfBlocks said={stored([typed])} offer={offer([typed])} {refused} complete={press} />
        </div>
    }
}
