//! One row of the dialog.

use std::rc::Rc;

use sg_core::catalog::rule_types::RULE_TYPES;
use sg_core::model::ResourceId;
use yew::prelude::*;

use crate::panels::row_editor::{Fields, OnChange, cell};
use crate::state::rule_draft::{RowField, RowProblem, RuleDraft};
use crate::ui::combobox::Suggestion;
use crate::ui::field::{TextInput, said_text};
use crate::ui::marks::id_of;
use crate::ui::select::Choice;

use super::source::Source;
use super::traffic::Traffic;

/// What a row is given.
#[derive(Properties, PartialEq)]
pub struct RuleRowProps {
    /// The row as typed.
    pub row: Rc<RuleDraft>,
    /// Why it is looked for, in a word, where a search or the verdict led here.
    pub found: Option<&'static str>,
    /// Whether its description is of what the rule said before.
    pub old_description: bool,
    /// What EC2 answers to it, field by field.
    pub problems: Rc<[RowProblem]>,
    /// Source or Destination.
    pub side: AttrValue,
    /// The reader's address.
    pub you: AttrValue,
    /// Groups and prefix lists.
    pub suggestions: Rc<Vec<Suggestion>>,
    /// Where a change goes.
    pub onchange: OnChange<RuleDraft>,
    /// Called with the row's key.
    pub ondelete: Callback<u32>,
}

/// A row of the dialog.
#[component]
pub fn RuleRow(props: &RuleRowProps) -> Html {
    let row = &props.row;
    let fields = Fields { key: row.key, problems: &props.problems, onchange: &props.onchange };
    let (source, about) = (fields.id("source"), fields.id("description"));
    let description = fields.error(RowField::Description);
    let cells = html! {
        <>
            { named(row, props.found) }
            <Traffic
                row={props.row.clone()}
                problems={props.problems.clone()}
                choices={types(&props.row)}
                onchange={props.onchange.clone()}
            />
            { cell(props.side.clone(), &source, None, html! {
                <Source
                    id={source.clone()}
                    row={props.row.clone()}
                    side={props.side.clone()}
                    you={props.you.clone()}
                    suggestions={props.suggestions.clone()}
                    error={fields.error(RowField::Source)}
                    onchange={props.onchange.clone()}
                />
            }) }
            { cell("Description - optional", &about, description.as_ref(), html! { <>
                <TextInput
                    key="description"
                    id={about.clone()}
                    label="Description - optional"
                    value={row.description.clone()}
                    invalid={description.is_some()}
                    oninput={fields.edit(|row, text| text.clone_into(&mut row.description))}
                />
                <div key="said">{ said_text(props.old_description.then(|| "From before the change".to_owned())) }</div>
            </> }) }
        </>
    };
    let class = classes!("group", props.found.map(|_| "found"));
    fields.line(class, cells, Some(fields.delete("rule", &props.ondelete)), None)
}

/// The id of the rule that the row began as, by which verdicts name it.
fn named(row: &RuleDraft, found: Option<&'static str>) -> Html {
    match &row.origin {
        Some(rule) => html! {
            <p class="rule-id">{ for found.map(|word| html! { <span class="unseen">{ word }{ ": " }</span> }) }<span class="unseen">{ "Security group rule ID " }</span><span class="mono">{ id_of(rule.id.as_str(), rule.id_is_invented) }</span></p>
        },
        None => html! { <p class="rule-id" aria-hidden="true">{ "New rule" }</p> },
    }
}

fn types(row: &RuleDraft) -> Rc<[Choice]> {
    let listed = RULE_TYPES.iter().map(|rule_type| Choice::new(rule_type.name, rule_type.name));
    // A rule that no type of the list can say keeps its own line.
    let own = row.rule_type().is_none().then(|| Choice::new(row.kind.clone(), row.kind.clone()));
    listed.chain(own).collect()
}
