//! One row of the dialog.

use std::rc::Rc;

use sg_core::catalog::rule_types::RULE_TYPES;
use yew::prelude::*;

use crate::state::rule_draft::{RowField, RowProblem, RuleDraft};
use crate::ui::button::{Button, Weight};
use crate::ui::combobox::Suggestion;
use crate::ui::field::{TextInput, error_text};
use crate::ui::icon::Icon;
use crate::ui::select::Choice;

use super::source::Source;
use super::traffic::Traffic;

/// What a row is given.
#[derive(Properties, PartialEq)]
pub struct RuleRowProps {
    /// The row as typed.
    pub row: Rc<RuleDraft>,
    /// What EC2 answers to it.
    pub problem: Option<RowProblem>,
    /// Source or Destination.
    pub side: AttrValue,
    /// The reader's address.
    pub you: AttrValue,
    /// Groups and prefix lists.
    pub suggestions: Rc<Vec<Suggestion>>,
    /// Called with the changed row.
    pub onchange: Callback<RuleDraft>,
    /// Called with the row's key.
    pub ondelete: Callback<u32>,
}

impl RuleRowProps {
    /// A callback that changes the row by what was typed or chosen.
    fn edit(&self, change: impl Fn(&mut RuleDraft, &str) + 'static) -> Callback<AttrValue> {
        let (row, onchange) = (Rc::clone(&self.row), self.onchange.clone());
        Callback::from(move |text: AttrValue| {
            let mut row = (*row).clone();
            change(&mut row, &text);
            onchange.emit(row);
        })
    }

    fn error(&self, field: RowField) -> Option<AttrValue> {
        let problem = self.problem.as_ref().filter(|problem| problem.field == field)?;
        Some(AttrValue::from(problem.message.clone()))
    }
}

/// A row of the dialog.
#[component]
pub fn RuleRow(props: &RuleRowProps) -> Html {
    let row = &props.row;
    let id = |part: &str| AttrValue::from(format!("rule-{}-{part}", row.key));
    let delete = {
        let (key, ondelete) = (row.key, props.ondelete.clone());
        Callback::from(move |_: MouseEvent| ondelete.emit(key))
    };
    let description = props.error(RowField::Description);
    html! {
        <li class={classes!("rule-row", props.problem.is_some().then_some("refused"))}>
            <Traffic
                row={props.row.clone()}
                problem={props.problem.clone()}
                choices={types(&props.row)}
                onchange={props.onchange.clone()}
            />
            <div class="cell">
                <span class="cell-name" aria-hidden="true">{ &props.side }</span>
                <Source
                    id={id("source")}
                    row={props.row.clone()}
                    side={props.side.clone()}
                    you={props.you.clone()}
                    suggestions={props.suggestions.clone()}
                    error={props.error(RowField::Source)}
                    onchange={props.onchange.clone()}
                />
            </div>
            <div class="cell">
                <span class="cell-name" aria-hidden="true">{ "Description - optional" }</span>
                <TextInput
                    id={id("description")}
                    label="Description - optional"
                    value={row.description.clone()}
                    invalid={description.is_some()}
                    oninput={props.edit(|row, text| text.clone_into(&mut row.description))}
                />
                { error_text(&id("description"), description.as_ref()) }
            </div>
            <div class="cell delete">
                <Button
                    class="delete-rule"
                    label="Delete"
                    title="Delete this rule"
                    weight={Weight::Quiet}
                    icon={Icon::Trash}
                    icon_only={true}
                    onclick={delete}
                />
            </div>
        </li>
    }
}

fn types(row: &RuleDraft) -> Rc<[Choice]> {
    let listed = RULE_TYPES.iter().map(|rule_type| Choice::new(rule_type.name, rule_type.name));
    // A rule that no type of the list can say keeps its own line.
    let own = row.rule_type().is_none().then(|| Choice::new(row.kind.clone(), row.kind.clone()));
    listed.chain(own).collect()
}
