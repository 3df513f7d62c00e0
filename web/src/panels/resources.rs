//! What the network holds: groups, interfaces, prefix lists; searched by name, id or address.

use std::rc::Rc;

use sg_core::model::Network;
use yew::prelude::*;

use crate::panels::help::info;
use crate::state::directory::{Directory, GroupLine, InterfaceLine};
use crate::state::help;
use crate::state::store::{Act, Dispatch, Selection};
use crate::ui::field::TextInput;
use crate::ui::icon::icon;
use crate::ui::marks::{chip, empty};
use crate::ui::window::{gap, use_window};

use super::carrier_icon;

/// The height of a line in pixels; the style sheet holds the lines to it.
const LINE: usize = 52;

/// What the panel lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Groups,
    Interfaces,
    PrefixLists,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Groups, Self::Interfaces, Self::PrefixLists];

    const fn name(self) -> &'static str {
        match self {
            Self::Groups => "Security groups",
            Self::Interfaces => "Network interfaces",
            Self::PrefixLists => "Prefix lists",
        }
    }
}

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct ResourcesProps {
    /// The network.
    pub network: Rc<Network>,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// What is shown in the middle.
    pub selected: Selection,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The panel at the left.
#[component]
pub fn Resources(props: &ResourcesProps) -> Html {
    let kind = use_state_eq(|| Kind::Groups);
    let search = use_state_eq(AttrValue::default);
    let kinds = Kind::ALL.into_iter().map(|one| {
        let count = match one {
            Kind::Groups => props.network.security_groups.len(),
            Kind::Interfaces => props.network.interfaces.len(),
            Kind::PrefixLists => props.network.prefix_lists.len(),
        };
        let choose = kind.setter();
        html! {
            <li key={one.name()}>
                <button
                    type="button"
                    class="kind"
                    aria-current={(*kind == one).then_some("true")}
                    onclick={Callback::from(move |_: MouseEvent| choose.set(one))}
                >
                    <span>{ one.name() }</span><span class="count">{ count }</span>
                </button>
            </li>
        }
    });
    let sought = search.trim().to_lowercase();
    let lines = lines(props, *kind, &sought);
    let window = use_window(lines.len(), LINE);
    let shown = lines.get(window.first..window.end).unwrap_or_default();
    let input = search.setter();
    html! {
        <section class="panel resources-panel" part="resources" aria-labelledby="resources-title">
            <div class="panel-head"><h2 id="resources-title">{ "Resources" }</h2>{ info(&help::GROUPS) }</div>
            <ul class="kinds">{ for kinds }</ul>
            <div class="search">
                <TextInput
                    id="resource-search"
                    kind="search"
                    label="Search by name, id or address"
                    placeholder="Name, id or address"
                    value={(*search).clone()}
                    oninput={Callback::from(move |text: AttrValue| input.set(text))}
                />
            </div>
            <div ref={window.node.clone()} class="lines" onscroll={window.onscroll.clone()}>
                if lines.is_empty() {
                    { nothing(*kind, !sought.is_empty()) }
                } else {
                    { gap(window.above) }
                    <ul aria-label={kind.name()}>{ for shown.iter().map(|line| draw(line, props)) }</ul>
                    { gap(window.below) }
                }
            </div>
        </section>
    }
}

enum Line<'a> {
    Group(&'a GroupLine),
    Interface(&'a InterfaceLine),
    PrefixList(&'a str, &'a str, usize),
}

fn lines<'a>(props: &'a ResourcesProps, kind: Kind, sought: &str) -> Vec<Line<'a>> {
    let has = |text: &str| text.to_lowercase().contains(sought);
    match kind {
        Kind::Groups => {
            let fits = |group: &&GroupLine| has(&group.name) || has(&group.id.to_string());
            props.directory.groups().iter().filter(fits).map(Line::Group).collect()
        }
        Kind::Interfaces => {
            let fits = |one: &&InterfaceLine| {
                has(&one.name)
                    || has(&one.id.to_string())
                    || has(&one.address)
                    || one.public.as_deref().is_some_and(has)
                    || one.groups.iter().any(|group| has(props.directory.name(&group.to_string())))
            };
            props.directory.interfaces().iter().filter(fits).map(Line::Interface).collect()
        }
        Kind::PrefixLists => props
            .network
            .prefix_lists
            .iter()
            .map(|list| (sg_core::model::ResourceId::as_str(&list.id), &*list.name, list))
            .filter(|(id, name, _)| has(id) || has(name))
            .map(|(id, name, list)| Line::PrefixList(id, name, list.entries.as_ref().map_or(0, Vec::len)))
            .collect(),
    }
}

fn draw(line: &Line<'_>, props: &ResourcesProps) -> Html {
    match line {
        Line::Group(group) => {
            let rules = props.network.security_groups.find(&group.id).map_or(0, |group| group.rules.len());
            let target = Selection::Group(group.id.clone());
            let current = props.selected == target;
            html! {
                <li key={group.id.to_string()} class="line">
                    <button type="button" aria-current={current.then_some("true")} onclick={choose(props, target)}>
                        <span class="line-first">{ chip(group.hue, &group.name) }</span>
                        <span class="line-second">
                            <span class="mono">{ group.id.to_string() }</span>
                            <span>{ count(rules, "rule", "rules") }</span>
                        </span>
                    </button>
                </li>
            }
        }
        Line::Interface(one) => {
            let target = Selection::Interface(one.id.clone());
            let current = props.selected == target;
            let chips = one.groups.iter().map(|id| {
                let line = props.directory.group(sg_core::model::ResourceId::as_str(id));
                html! { <span key={id.to_string()}>{ chip(line.map_or(7, |l| l.hue), line.map_or("", |l| &l.name)) }</span> }
            });
            html! {
                <li key={one.id.to_string()} class="line">
                    <button type="button" aria-current={current.then_some("true")} onclick={choose(props, target)}>
                        <span class="line-first">
                            { icon(carrier_icon(one.carrier)) }
                            <bdi class="grow">{ &*one.name }</bdi>
                            <span class="mono dim">{ &*one.address }</span>
                        </span>
                        <span class="line-second chips">{ for chips }</span>
                    </button>
                </li>
            }
        }
        Line::PrefixList(id, name, entries) => {
            let target = Selection::PrefixList((*id).to_owned().into());
            let current = props.selected == target;
            html! {
                <li key={(*id).to_owned()} class="line">
                    <button type="button" aria-current={current.then_some("true")} onclick={choose(props, target)}>
                        <span class="line-first"><bdi>{ (*name).to_owned() }</bdi></span>
                        <span class="line-second">
                            <span class="mono">{ (*id).to_owned() }</span>
                            <span>{ count(*entries, "entry", "entries") }</span>
                        </span>
                    </button>
                </li>
            }
        }
    }
}

fn choose(props: &ResourcesProps, target: Selection) -> Callback<MouseEvent> {
    let dispatch = props.dispatch.clone();
    Callback::from(move |_| dispatch.dispatch(Act::Select(target.clone())))
}

/// A number with its noun.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn nothing(kind: Kind, searching: bool) -> Html {
    let text = match (kind, searching) {
        (_, true) => "Nothing has this in its name, id or address.",
        (Kind::Groups, _) => {
            "No security groups. Import the output of aws ec2 describe-security-groups, or choose a scenario."
        }
        (Kind::Interfaces, _) => {
            "No network interfaces. Packets travel between interfaces, and groups attach to them."
        }
        (Kind::PrefixLists, _) => {
            "No prefix lists. They name blocks of addresses that rules and routes can refer to."
        }
    };
    empty(text, Html::default())
}
