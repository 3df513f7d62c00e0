//! The dialog "Edit inbound rules" or "Edit outbound rules": one row a rule, saved as one step.

mod quota;
mod row;
mod source;
mod traffic;

use std::rc::Rc;

use sg_core::model::{Network, SecurityGroup};
use sg_core::net::Direction;
use sg_core::simulation::Simulation;
use yew::prelude::*;

use super::row_editor::{DraftRow, Shell, heads, shell, use_rows};
use crate::panels::words::{RuleWords, rule_words};
use crate::state::directory::Directory;
use crate::state::help;
use crate::state::rule_draft::{RuleDraft, SourceKind, actions, check, shown, usage};
use crate::state::store::{Dispatch, ShownRules};
use crate::ui::combobox::Suggestion;
use crate::ui::marks::note;

pub(super) use traffic::Traffic;

use quota::quota_use;
use row::RuleRow;

/// What the dialog is given.
#[derive(Properties)]
pub struct RuleEditorProps {
    /// The group as it was when the dialog opened.
    pub group: Rc<SecurityGroup>,
    /// The network it belongs to.
    pub network: Rc<Network>,
    /// What the preview tries the changes on.
    pub simulation: Rc<Simulation>,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// Inbound or outbound.
    pub direction: Direction,
    /// The rules that its table marks, since something led to them.
    pub found: Option<ShownRules>,
    /// Where the save goes.
    pub dispatch: Dispatch,
}

impl PartialEq for RuleEditorProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.simulation, &other.simulation)
            && (&self.group, self.direction) == (&other.group, other.direction)
    }
}

impl DraftRow for RuleDraft {
    fn key(&self) -> u32 {
        self.key
    }

    fn add(_: &[Self], key: u32) -> Self {
        Self::new(key)
    }
}

/// The dialog. It is drawn for as long as it is open.
#[component]
pub fn RuleEditor(props: &RuleEditorProps) -> Html {
    let (group, direction) = (&props.group, props.direction);
    let editor = use_rows(
        || group.rules_of(direction).zip(1..).map(|(rule, key)| RuleDraft::of(key, rule)).collect::<Vec<_>>(),
        |row| found(row, props.found.as_ref()).is_some(),
    );
    let you = props.network.settings.options.you.to_string();
    let suggestions =
        use_memo((props.network.clone(), props.group.clone()), |(network, group)| suggest(network, group));
    let tried = use_memo((props.network.clone(), props.group.clone(), editor.rows.clone(), direction), {
        let you = you.clone();
        move |(network, group, rows, direction)| {
            (
                Rc::new(actions(group, *direction, rows, &you)),
                check(network, group, *direction, rows, &you),
                usage(network, rows, &you),
            )
        }
    });
    let (wanted, problems, count) = &*tried;
    let RuleWords { verb: title, side, .. } = rule_words(direction);
    let rows = editor.shown().iter().map(|row| {
        html! {
            <RuleRow
                key={row.key}
                row={Rc::new(row.clone())}
                found={found(row, props.found.as_ref())}
                old_description={described_as_before(row, group)}
                problems={shown(problems, row.key, editor.refused)}
                {side}
                you={AttrValue::from(you.clone())}
                suggestions={suggestions.clone()}
                onchange={editor.onchange.clone()}
                ondelete={editor.ondelete.clone()}
            />
        }
    });
    let everywhere = direction == Direction::Ingress && editor.rows.iter().any(opens_to_everyone);
    let below = html! {
        <>
            { quota_use(&props.network, *count) }
            <div key="advice">
                if everywhere {
                    { note("A source of 0.0.0.0/0 or ::/0 lets every address in. Name the addresses that need access.") }
                }
            </div>
        </>
    };
    let about = html! {
        <p class="dim">{ about(direction) }<bdi class="strong">{ group.display_name() }</bdi>{ ". Rules can only allow. To deny one sender, use the network ACL of the interface's subnet." }</p>
    };
    shell(
        &editor,
        Shell {
            title,
            help: &help::SOURCE,
            about,
            heads: heads(
                "group",
                &["Security group rule ID", "Type", "Protocol", "Port range", side, "Description - optional"],
            ),
            rows: rows.collect(),
            nothing: "This group has no rules in this direction.",
            noun: ("rule", "rules"),
            below,
            tried: (Rc::clone(wanted), problems.len()),
            tries: {
                let (network, group) = (props.network.clone(), group.clone());
                Rc::new(move |rows| {
                    let problems = check(&network, &group, direction, rows, &you);
                    (Rc::new(actions(&group, direction, rows, &you)), problems.len())
                })
            },
            simulation: &props.simulation,
            directory: &props.directory,
            dispatch: &props.dispatch,
        },
    )
}

const fn about(direction: Direction) -> &'static str {
    match direction {
        Direction::Ingress => {
            "Inbound rules control the traffic that is allowed to reach the interfaces that carry "
        }
        Direction::Egress => {
            "Outbound rules control the traffic that is allowed to leave the interfaces that carry "
        }
    }
}

/// Why a row is looked for, in a word.
fn found(row: &RuleDraft, wanted: Option<&ShownRules>) -> Option<&'static str> {
    let (rule, wanted) = (row.origin.as_ref()?, wanted?);
    wanted.ids.contains(&rule.id).then_some(wanted.why)
}

fn described_as_before(row: &RuleDraft, group: &SecurityGroup) -> bool {
    let rule = row.origin.as_ref().and_then(|origin| group.rule(&origin.id));
    rule.is_some_and(|rule| row.is_described_as_before(rule))
}

fn opens_to_everyone(row: &RuleDraft) -> bool {
    matches!(row.source, SourceKind::AnywhereIpv4 | SourceKind::AnywhereIpv6)
        || row.peers.iter().any(|peer| peer == "0.0.0.0/0" || peer == "::/0")
}

/// The groups of the VPC and all prefix lists, as the console offers them.
fn suggest(network: &Network, group: &SecurityGroup) -> Vec<Suggestion> {
    let groups = network
        .security_groups
        .iter()
        .filter(|other| other.vpc == group.vpc)
        .map(|other| Suggestion::new(other.id.to_string(), other.display_name(), "Security groups"));
    let lists = network
        .prefix_lists
        .iter()
        .map(|list| Suggestion::new(list.id.to_string(), &list.name, "Prefix lists"));
    groups.chain(lists).collect()
}
