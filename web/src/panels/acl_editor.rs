//! The dialog "Edit inbound rules" of a network ACL: rule number, traffic, block, Allow or Deny.

use std::rc::Rc;

use sg_core::catalog::rule_types::acl_types;
use sg_core::model::{Network, NetworkAcl, NetworkAclEntry, RuleAction};
use sg_core::net::Direction;
use sg_core::simulation::Simulation;
use yew::prelude::*;

use super::row_editor::{DraftRow, Fields, OnChange, Shell, block_control, cell, heads, shell, use_rows};
use super::rule_editor::Traffic;
use crate::panels::words::{RuleWords, rule_words};
use crate::state::Change;
use crate::state::acl_draft::{AclDraft, Tried, actions, check, rows, type_label};
use crate::state::directory::Directory;
use crate::state::help;
use crate::state::rule_draft::{RowField, RowProblem, RuleDraft, shown};
use crate::state::store::Dispatch;
use crate::state::stored::complete;
use crate::ui::field::TextInput;
use crate::ui::select::{Choice, Select};

impl DraftRow for AclDraft {
    fn key(&self) -> u32 {
        self.rule.key
    }

    fn add(rows: &[Self], key: u32) -> Self {
        Self::after(rows, key)
    }
}

/// What the dialog is given.
#[derive(Properties)]
pub struct AclEditorProps {
    /// The ACL as it was when the dialog opened.
    pub acl: Rc<NetworkAcl>,
    /// The network it belongs to.
    pub network: Rc<Network>,
    /// What the preview tries the changes on.
    pub simulation: Rc<Simulation>,
    /// Names.
    pub directory: Rc<Directory>,
    /// Inbound or outbound.
    pub direction: Direction,
    /// Where the save goes.
    pub dispatch: Dispatch,
}

impl PartialEq for AclEditorProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.simulation, &other.simulation)
            && (&self.acl, self.direction) == (&other.acl, other.direction)
    }
}

/// The dialog. It is drawn for as long as it is open.
#[component]
pub fn AclEditor(props: &AclEditorProps) -> Html {
    let (acl, direction) = (&props.acl, props.direction);
    let editor = use_rows(|| rows(acl, direction), |_| false);
    let tried = use_memo(
        (props.network.clone(), acl.clone(), editor.rows.clone(), direction),
        |(n, acl, rows, d)| (Rc::new(actions(acl, *d, rows)), check(n, acl, *d, rows)),
    );
    let (wanted, Tried { problems, unreached }) = &*tried;
    let choices = use_memo((), |()| {
        let listed = acl_types().map(|listed| Choice::new(listed.name, type_label(listed.name)));
        listed.collect::<Rc<[Choice]>>()
    });
    let RuleWords { verb: title, side, .. } = rule_words(direction);
    let drawn = editor.shown().iter().map(|row| {
        html! {
            <AclRow
                key={row.rule.key}
                row={Rc::new(row.clone())}
                problems={shown(problems, row.rule.key, editor.refused)}
                unreached={unreached.get(&row.rule.key).cloned().map(AttrValue::from)}
                {side}
                choices={Rc::clone(&*choices)}
                onchange={editor.onchange.clone()}
                ondelete={editor.ondelete.clone()}
            />
        }
    });
    let about = html! {
        <p class="dim">
            { "In " }<bdi class="strong">{ props.directory.name(&acl.id.to_string()).to_owned() }</bdi>{ ", the matching rule with the lowest number decides, for replies too. The rule * denies whatever no other rule matches." }
        </p>
    };
    shell(
        &editor,
        Shell {
            title,
            help: &help::ACLS,
            about,
            heads: heads("acl", &["Rule number", "Type", "Protocol", "Port range", side, "Allow/Deny"]),
            rows: drawn.collect(),
            nothing: "Only the rule * is left in this direction, and it denies everything.",
            noun: ("rule", "rules"),
            below: Html::default(),
            tried: (Rc::clone(wanted), problems.len()),
            tries: {
                let (network, acl) = (props.network.clone(), acl.clone());
                Rc::new(move |rows| {
                    let problems = check(&network, &acl, direction, rows).problems;
                    (Rc::new(actions(&acl, direction, rows)), problems.len())
                })
            },
            simulation: &props.simulation,
            directory: &props.directory,
            dispatch: &props.dispatch,
        },
    )
}

/// What a row is given.
#[derive(Properties, PartialEq)]
pub struct AclRowProps {
    /// The row as typed.
    pub row: Rc<AclDraft>,
    /// What EC2 answers to it, field by field.
    pub problems: Rc<[RowProblem]>,
    /// What is said of it where no packet reaches it.
    pub unreached: Option<AttrValue>,
    /// Source or Destination.
    pub side: AttrValue,
    /// The types.
    pub choices: Rc<[Choice]>,
    /// Where a change goes.
    pub onchange: OnChange<AclDraft>,
    /// Called with the row's key.
    pub ondelete: Callback<u32>,
}

/// A row of the dialog.
#[component]
fn AclRow(props: &AclRowProps) -> Html {
    let row = &props.row;
    let fields = Fields { key: row.rule.key, problems: &props.problems, onchange: &props.onchange };
    let traffic =
        props.onchange.reform(|(key, change): (u32, Change<RuleDraft>)| -> (u32, Change<AclDraft>) {
            (key, Box::new(move |row| change(&mut row.rule)))
        });
    let (number_id, source_id, action_id) = (fields.id("number"), fields.id("source"), fields.id("action"));
    let (number, source) = (fields.error(RowField::Number), fields.error(RowField::Source));
    let actions: Rc<[Choice]> = [Choice::new("allow", "Allow"), Choice::new("deny", "Deny")].into();
    let cells = html! {
        <>
            { cell("Rule number", &number_id, number.as_ref(), html! {
                <TextInput
                    id={number_id.clone()}
                    label="Rule number"
                    mono={true}
                    inputmode="numeric"
                    placeholder={format!("1 to {}", NetworkAclEntry::MAX_NUMBER)}
                    value={row.number.clone()}
                    invalid={number.is_some()}
                    oninput={fields.edit(|row, text| text.clone_into(&mut row.number))}
                />
            }) }
            <Traffic
                row={Rc::new(row.rule.clone())}
                problems={props.problems.clone()}
                choices={props.choices.clone()}
                onchange={traffic}
            />
            { cell(props.side.clone(), &source_id, source.as_ref(), block_control(html! {
                <TextInput
                    id={source_id.clone()}
                    label={props.side.clone()}
                    mono={true}
                    placeholder="CIDR block"
                    value={row.rule.typing.clone()}
                    invalid={source.is_some()}
                    oninput={fields.edit(|row, text| text.clone_into(&mut row.rule.typing))}
                />
            }, &row.rule.typing, source.is_some(), &fields.edit(|row, _| complete(&mut row.rule.typing)))) }
            { cell("Allow/Deny", &action_id, None, html! {
                <Select
                    id={action_id.clone()}
                    label="Allow/Deny"
                    value={row.action.name()}
                    choices={actions}
                    onchange={fields.edit(|row, text| row.action = RuleAction::parse(text).unwrap_or(row.action))}
                />
            }) }
        </>
    };
    fields.line(
        "acl",
        cells,
        Some(fields.delete("rule", &props.ondelete)),
        props.unreached.as_ref().map(ToString::to_string),
    )
}
