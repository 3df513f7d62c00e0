//! A security group, as the console shows it: its details, then Inbound, Outbound, Attached.

use std::rc::Rc;

use sg_core::model::{Network, ResourceId, SecurityGroup};
use sg_core::net::Direction;
use yew::prelude::*;

use crate::state::directory::Directory;
use crate::state::resource_form::Task;
use crate::state::store::{Act, Dispatch, GroupTab, ShownRules};
use crate::ui::button::Button;
use crate::ui::icon::Icon;
use crate::ui::tabs::Tab;

use super::attached::Attached;
use super::rule_table::RuleTable;
use super::subject_head::{Sheet, fact, leads, sheet, task};
use super::words::rule_words;

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct GroupProps {
    /// The group.
    pub group: Rc<SecurityGroup>,
    /// The network it belongs to.
    pub network: Rc<Network>,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// The open tab.
    pub tab: GroupTab,
    /// The rules that the verdict points at.
    pub lit: Rc<Vec<AttrValue>>,
    /// The rule that is to be seen.
    pub shown: Option<ShownRules>,
    /// Whether rules can be edited.
    pub readonly: bool,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The panel in the middle, when a group is selected.
#[component]
pub fn Group(props: &GroupProps) -> Html {
    let group = &props.group;
    let rules = |direction| group.rules_of(direction).count();
    let members = props.directory.group(group.id.as_str()).map_or(0, |line| line.members);
    let tabs: Rc<[Tab]> = [
        (GroupTab::Inbound, rules(Direction::Ingress)),
        (GroupTab::Outbound, rules(Direction::Egress)),
        (GroupTab::Attached, members),
    ]
    .map(|(tab, count)| Tab { id: tab.id().into(), label: tab.label().into(), count: Some(count) })
    .into();
    let choose = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |id: AttrValue| dispatch.dispatch(Act::ShowTab(GroupTab::parse(&id))))
    };
    let body = match props.tab.direction() {
        Some(direction) => rules_body(props, direction),
        None => html! {
            <Attached
                group={group.id.clone()}
                network={props.network.clone()}
                directory={props.directory.clone()}
                readonly={props.readonly}
                dispatch={props.dispatch.clone()}
            />
        },
    };
    sheet(Sheet {
        kind: "Security group",
        id: "group",
        label: "Group",
        name: group.display_name(),
        hue: Some(props.directory.group(group.id.as_str()).map_or(7, |line| line.hue)),
        facts: facts(props),
        tasks: tasks(props),
        tabs,
        chosen: props.tab.id().into(),
        onchoose: choose,
        body,
    })
}

fn facts(props: &GroupProps) -> Html {
    let group = &props.group;
    html! {
        <>
            { fact("Security group ID", group.id.as_str(), true) }
            { fact("Security group name", &group.name, false) }
            { leads("VPC", group.vpc.as_str(), &props.network, &props.dispatch) }
            { fact("Description", &group.description, false) }
        </>
    }
}

fn tasks(props: &GroupProps) -> Html {
    if props.readonly {
        return Html::default();
    }
    let dispatch = &props.dispatch;
    html! {
        <>
            { task("Edit name", Icon::Edit, Task::Rename, dispatch) }
            { task("Copy to new security group", Icon::Copy, Task::Duplicate, dispatch) }
            { task("Delete", Icon::Trash, Task::Delete, dispatch) }
        </>
    }
}

fn rules_body(props: &GroupProps, direction: Direction) -> Html {
    let verb = rule_words(direction).verb;
    let edit = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Edit(Some(direction))))
    };
    let button = html! { <Button label={verb} icon={Icon::Edit} data_key="edit" onclick={edit} /> };
    html! {
        <RuleTable
            group={props.group.clone()}
            network={props.network.clone()}
            directory={props.directory.clone()}
            {direction}
            lit={props.lit.clone()}
            shown={props.shown.clone()}
            action={(!props.readonly).then_some(button)}
            readonly={props.readonly}
            dispatch={props.dispatch.clone()}
        />
    }
}
