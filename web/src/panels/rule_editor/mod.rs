//! The dialog "Edit inbound rules" or "Edit outbound rules": one row a rule, saved as one step.

mod row;
mod source;

use std::collections::BTreeMap;
use std::rc::Rc;

use sg_core::model::{Network, SecurityGroup};
use sg_core::net::Direction;
use sg_core::wire::StepKind;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::state::directory::Directory;
use crate::state::rule_draft::{RowProblem, RuleDraft, actions, check};
use crate::state::store::{Act, Dispatch};
use crate::ui::button::{Button, Weight};
use crate::ui::combobox::Suggestion;
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;
use crate::ui::marks::{empty, note};

use row::RuleRow;

/// What the dialog is given.
#[derive(Properties, PartialEq)]
pub struct RuleEditorProps {
    /// The group as it was when the dialog opened.
    pub group: Rc<SecurityGroup>,
    /// The network it belongs to.
    pub network: Rc<Network>,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// Inbound or outbound.
    pub direction: Direction,
    /// Where the save goes.
    pub dispatch: Dispatch,
}

/// The rows, and which are marked.
#[derive(Clone, PartialEq)]
struct Form {
    rows: Rc<Vec<RuleDraft>>,
    problems: Rc<BTreeMap<u32, RowProblem>>,
    next: u32,
    /// Whether closing was asked for while there were changes.
    leaving: bool,
    /// Whether a save was refused: from then on problems follow the typing.
    refused: bool,
}

enum Edit {
    Change(Box<RuleDraft>),
    Add,
    Delete(u32),
    Leave(bool),
    Refuse(BTreeMap<u32, RowProblem>),
    Recheck(BTreeMap<u32, RowProblem>),
}

impl Reducible for Form {
    type Action = Edit;

    fn reduce(self: Rc<Self>, edit: Edit) -> Rc<Self> {
        let mut form = (*self).clone();
        match edit {
            Edit::Change(row) => {
                if let Some(old) = Rc::make_mut(&mut form.rows).iter_mut().find(|old| old.key == row.key) {
                    *old = *row;
                }
            }
            Edit::Add => {
                Rc::make_mut(&mut form.rows).push(RuleDraft::new(form.next));
                form.next += 1;
            }
            Edit::Delete(key) => Rc::make_mut(&mut form.rows).retain(|row| row.key != key),
            Edit::Leave(leaving) => form.leaving = leaving,
            Edit::Refuse(problems) => (form.problems, form.refused) = (Rc::new(problems), true),
            Edit::Recheck(problems) => form.problems = Rc::new(problems),
        }
        Rc::new(form)
    }
}

impl Form {
    fn of(group: &SecurityGroup, direction: Direction) -> Self {
        let rows: Vec<RuleDraft> =
            group.rules_of(direction).zip(1..).map(|(rule, key)| RuleDraft::of(key, rule)).collect();
        let next = u32::try_from(rows.len()).unwrap_or(u32::MAX - 1) + 1;
        Self { rows: Rc::new(rows), problems: Rc::default(), next, leaving: false, refused: false }
    }
}

/// The dialog. It is drawn for as long as it is open.
#[component]
pub fn RuleEditor(props: &RuleEditorProps) -> Html {
    let form = {
        let (group, direction) = (props.group.clone(), props.direction);
        use_reducer_eq(move || Form::of(&group, direction))
    };
    let list = use_node_ref();
    let you = props.network.settings.options.you.to_string();
    let suggestions =
        use_memo((props.network.clone(), props.group.clone()), |(network, group)| suggest(network, group));
    let wanted = use_memo((props.group.clone(), form.rows.clone(), props.direction), {
        let you = you.clone();
        move |(group, rows, direction)| actions(group, *direction, rows, &you)
    });
    let changed = !wanted.is_empty();

    // After a refused save every change is tried again, so that a mended field loses its error at once.
    use_effect_with((form.rows.clone(), form.refused), {
        let (network, group, direction) = (props.network.clone(), props.group.clone(), props.direction);
        let (you, dispatch) = (you.clone(), form.dispatcher());
        move |(rows, refused)| {
            if *refused {
                dispatch.dispatch(Edit::Recheck(check(&network, &group, direction, rows, &you)));
            }
        }
    });
    // A new row takes the focus; after a deletion the next row's button does.
    let focus = use_mut_ref(|| None::<Focus>);
    use_effect_with((form.rows.clone(), form.problems.clone()), {
        let (list, focus) = (list.clone(), focus.clone());
        move |_| {
            let wanted = focus.borrow_mut().take();
            if let (Some(wanted), Some(list)) = (wanted, list.cast::<Element>()) {
                wanted.apply(&list);
            }
        }
    });

    let save = {
        let (network, group, direction) = (props.network.clone(), props.group.clone(), props.direction);
        let (dispatch, edit, focus) = (props.dispatch.clone(), form.dispatcher(), focus.clone());
        let (rows, wanted, you) = (form.rows.clone(), wanted, you.clone());
        Callback::from(move |_: MouseEvent| {
            let problems = check(&network, &group, direction, &rows, &you);
            if problems.is_empty() {
                dispatch.dispatch(Act::Edit(None));
                if !wanted.is_empty() {
                    dispatch.dispatch(Act::Step(StepKind::Apply((*wanted).clone())));
                }
            } else {
                *focus.borrow_mut() = Some(Focus::FirstError);
                edit.dispatch(Edit::Refuse(problems));
            }
        })
    };
    let leave = {
        let (dispatch, edit, sure) = (props.dispatch.clone(), form.dispatcher(), form.leaving);
        Callback::from(move |()| {
            if changed && !sure {
                edit.dispatch(Edit::Leave(true));
            } else {
                dispatch.dispatch(Act::Edit(None));
            }
        })
    };
    let stay = {
        let edit = form.dispatcher();
        Callback::from(move |_: MouseEvent| edit.dispatch(Edit::Leave(false)))
    };
    let add = {
        let (edit, focus) = (form.dispatcher(), focus.clone());
        Callback::from(move |_: MouseEvent| {
            *focus.borrow_mut() = Some(Focus::LastRow);
            edit.dispatch(Edit::Add);
        })
    };
    let onchange = {
        let edit = form.dispatcher();
        Callback::from(move |row: RuleDraft| edit.dispatch(Edit::Change(Box::new(row))))
    };
    let ondelete = {
        let (edit, focus, rows) = (form.dispatcher(), focus, form.rows.clone());
        Callback::from(move |key: u32| {
            let at = rows.iter().position(|row| row.key == key).unwrap_or(0);
            *focus.borrow_mut() = Some(Focus::DeleteButton(at));
            edit.dispatch(Edit::Delete(key));
        })
    };

    let (title, side) = match props.direction {
        Direction::Ingress => ("Edit inbound rules", "Source"),
        Direction::Egress => ("Edit outbound rules", "Destination"),
    };
    let rows = form.rows.iter().map(|row| {
        html! {
            <RuleRow
                key={row.key}
                row={Rc::new(row.clone())}
                problem={form.problems.get(&row.key).cloned()}
                side={side}
                you={AttrValue::from(you.clone())}
                suggestions={suggestions.clone()}
                onchange={onchange.clone()}
                ondelete={ondelete.clone()}
            />
        }
    });
    let everywhere = form.rows.iter().any(opens_to_everyone) && props.direction == Direction::Ingress;
    let refused = form.problems.len();
    let footer = html! {
        <>
            <p class="spring" role="status">
                if form.leaving {
                    <span class="dim">{ "The changes are not saved." }</span>
                } else if refused > 0 {
                    <span class="refusal">{ refusal(refused) }</span>
                }
            </p>
            if form.leaving {
                <div class="buttons" key="leaving">
                    <Button label="Keep editing" onclick={stay} />
                    <Button label="Discard changes" weight={Weight::Primary} onclick={leave.reform(|_: MouseEvent| ())} />
                </div>
            } else {
                <div class="buttons" key="editing">
                    <Button label="Cancel" onclick={leave.reform(|_: MouseEvent| ())} />
                    <Button label="Save rules" weight={Weight::Primary} onclick={save} />
                </div>
            }
        </>
    };
    html! {
        <Dialog id="rule-editor" class="wide" {title} onclose={leave} {footer}>
            <p class="dim">{ about(props.direction) }<bdi class="strong">{ props.group.display_name() }</bdi></p>
            <div class="rule-rows" ref={list}>
                if form.rows.is_empty() {
                    { empty("This group has no rules in this direction.", Html::default()) }
                } else {
                    <div class="rule-heads" aria-hidden="true">
                        <span>{ "Type" }</span>
                        <span>{ "Protocol" }</span>
                        <span>{ "Port range" }</span>
                        <span>{ side }</span>
                        <span>{ "Description - optional" }</span>
                        <span></span>
                    </div>
                }
                <ol key="rows">{ for rows }</ol>
                <div key="add"><Button id="add-rule" label="Add rule" icon={Icon::Plus} onclick={add} /></div>
            </div>
            <div key="advice">
                if everywhere {
                    { note("A source of 0.0.0.0/0 or ::/0 lets every address in. Name the addresses that need access.") }
                }
            </div>
        </Dialog>
    }
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

fn refusal(rows: usize) -> String {
    let rows = super::resources::count(rows, "rule", "rules");
    format!("Nothing was saved: EC2 would refuse {rows}.")
}

fn opens_to_everyone(row: &RuleDraft) -> bool {
    use crate::state::rule_draft::SourceKind;
    matches!(row.source, SourceKind::AnywhereIpv4 | SourceKind::AnywhereIpv6)
        || row.peers.iter().any(|peer| peer == "0.0.0.0/0" || peer == "::/0")
}

/// The groups of the VPC and all prefix lists, as the console offers them; and the blocks it knows.
fn suggest(network: &Network, group: &SecurityGroup) -> Vec<Suggestion> {
    let one = |value: String, label: String, group: &'static str| Suggestion {
        detail: value.clone().into(),
        value: value.into(),
        label: label.into(),
        group: group.into(),
    };
    let groups = network
        .security_groups
        .iter()
        .filter(|other| other.vpc == group.vpc)
        .map(|other| one(other.id.to_string(), other.display_name().to_owned(), "Security groups"));
    let lists = network
        .prefix_lists
        .iter()
        .map(|list| one(list.id.to_string(), list.name.to_string(), "Prefix lists"));
    groups.chain(lists).collect()
}

/// Where the focus goes once the rows are drawn.
enum Focus {
    FirstError,
    LastRow,
    DeleteButton(usize),
}

impl Focus {
    fn apply(&self, list: &Element) {
        let all = |selector: &str| -> Vec<Element> {
            let Ok(found) = list.query_selector_all(selector) else { return Vec::new() };
            let elements = (0..found.length()).filter_map(|at| found.item(at));
            elements.filter_map(|node| wasm_bindgen::JsCast::dyn_into::<Element>(node).ok()).collect()
        };
        let target = match self {
            Self::FirstError => all("[aria-invalid]").into_iter().next(),
            Self::LastRow => all("li select").into_iter().rfind(|select| select.id().ends_with("-type")),
            Self::DeleteButton(at) => {
                let mut buttons = all(".delete-rule");
                let at = (*at).min(buttons.len().saturating_sub(1));
                if buttons.is_empty() { all("#add-rule").pop() } else { Some(buttons.swap_remove(at)) }
            }
        };
        if let Some(target) = target {
            crate::ui::focus(&target);
            if let Ok(target) = wasm_bindgen::JsCast::dyn_into::<HtmlElement>(target) {
                target.scroll_into_view_with_bool(false);
            }
        }
    }
}
