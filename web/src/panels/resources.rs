//! What the network holds, by kind; searched by name, id or address; made here.

use std::rc::Rc;

use sg_core::catalog::quotas;
use sg_core::explain::rule_says;
use sg_core::model::{Network, NetworkInterfaceId, ResourceId, SecurityGroup, SecurityGroupId, Sought};
use sg_core::net::Direction;
use yew::prelude::*;

use super::attaching::{Attaching, handles};
use super::carrier_icon;
use super::help::info;
use super::overview::none;
use super::rule_link::show;
use crate::state::directory::Directory;
use crate::state::facts::capital;
use crate::state::help;
use crate::state::inventory::{Kind, ResourceLine, let_in, lines};
use crate::state::resource_form::Task;
use crate::state::resource_type::ResourceType;
use crate::state::store::{Act, Dispatch, Open, Selection};
use crate::ui::button::Button;
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::{chip, empty};
use crate::ui::meter::meter;
use crate::ui::region::Region;
use crate::ui::search::{Search, use_search};
use crate::ui::window::{gap, use_window};

/// The height of a line in pixels; the style sheet holds the lines to it.
const LINE: usize = 52;
/// The same where it says why it is found.
const TOLD: usize = 76;

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct ResourcesProps {
    /// The network.
    pub network: Rc<Network>,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// What is shown in the middle.
    pub selected: Selection,
    /// Whether nothing can be made.
    pub readonly: bool,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The panel at the left.
#[component]
pub fn Resources(props: &ResourcesProps) -> Html {
    let kind = use_state_eq(Kind::default);
    let search =
        use_search("resource-search", "Search by name, id, address or port", "Name, id, address or port");
    let creating = use_state_eq(|| false);
    let attaching = use_context::<Option<Attaching>>().flatten();
    // What is selected elsewhere is looked for in its own list.
    let listed = match &props.selected {
        Selection::List { kind, .. } => Some(*kind),
        one => ResourceType::of(one.id()).map(Kind::of),
    };
    use_effect_with(listed, {
        let kind = kind.setter();
        move |listed| {
            if let Some(listed) = listed {
                kind.set(*listed);
            }
        }
    });
    let kinds = Kind::ALL.into_iter().map(|one| {
        let (choose, close) = (kind.setter(), creating.setter());
        let (dispatch, list) = (props.dispatch.clone(), props.selected.list(one));
        let onclick = Callback::from(move |_: MouseEvent| {
            choose.set(one);
            close.set(false);
            dispatch.dispatch(Act::Select(list.clone()));
        });
        html! {
            <li key={one.name()}>
                <button type="button" class="kind" aria-current={(*kind == one).then_some("true")} {onclick}>
                    <span>{ one.name() }</span><span class="count">{ one.count(&props.network) }</span>
                </button>
            </li>
        }
    });
    let sought = search.sought.clone();
    let all =
        use_memo((props.network.clone(), props.directory.clone(), *kind), |(network, directory, kind)| {
            lines(network, directory, *kind)
        });
    let meant = use_memo((sought.clone(), props.network.clone()), |(sought, network)| {
        Sought::read_in(sought, network)
    });
    let found = use_memo((all.clone(), sought.clone(), props.network.clone()), {
        let meant = Rc::clone(&meant);
        move |(all, sought, network)| {
            let fits =
                |line: &ResourceLine| line.has(sought) || let_in(network, line, &meant).next().is_some();
            (0..all.len()).filter(|at| all.get(*at).is_some_and(fits)).collect::<Vec<usize>>()
        }
    });
    let why = (*kind == Kind::Groups && !sought.is_empty()).then_some(&*meant);
    let window = use_window(found.len(), if why.is_some() { TOLD } else { LINE });
    let shown = found.get(window.first..window.end).unwrap_or_default();
    let shown =
        shown.iter().filter_map(|at| all.get(*at)).map(|line| draw(line, props, attaching.as_ref(), why));
    html! {
        <Region class="panel resources-panel" part="resources" titled="resources-title">
            <div class="panel-head"><h2 id="resources-title">{ "Resources" }</h2>{ info(&help::GROUPS) }</div>
            <ul class="kinds">{ for kinds }</ul>
            <div class="search">{ search.field.clone() }</div>
            <div class="create">{ create(*kind, &creating, props) }</div>
            <div ref={window.node.clone()} class="lines" data-scrolls="" onscroll={window.onscroll.clone()}>
                if found.is_empty() {
                    { if sought.is_empty() { empty(none(*kind), Html::default()) } else { nothing(*kind, &search) } }
                } else {
                    { gap(window.above) }
                    <ul aria-label={kind.name()}>{ for shown }</ul>
                    { gap(window.below) }
                }
            </div>
        </Region>
    }
}

/// The button that makes something for the list; a list of them where there are several things to make.
fn create(kind: Kind, creating: &UseStateHandle<bool>, props: &ResourcesProps) -> Html {
    if props.readonly {
        return Html::default();
    }
    let close = creating.setter();
    let open = |what: ResourceType| {
        let (dispatch, close) = (props.dispatch.clone(), close.clone());
        Callback::from(move |_: MouseEvent| {
            close.set(false);
            dispatch.dispatch(Act::Open(Some(Open::Task(Task::Create(what)))));
        })
    };
    if let [only] = kind.creatable() {
        return html! { <Button key="only" label={verb(*only)} icon={Icon::Plus} onclick={open(*only)} /> };
    }
    let expanded = **creating;
    let toggle = crate::ui::toggle(creating);
    let choices = kind.creatable().iter().map(|what| {
        html! {
            <li key={what.noun()}>
                <button type="button" class="kind" onclick={open(*what)}>{ verb(*what) }</button>
            </li>
        }
    });
    html! {
        <div key="several">
            <button type="button" class="button" aria-expanded={if expanded { "true" } else { "false" }} onclick={toggle}>
                { icon(Icon::Plus) }<span>{ "Create" }</span>{ icon(Icon::ChevronDown) }
            </button>
            if expanded { <ul class="creatable" aria-label="What to create">{ for choices }</ul> }
        </div>
    }
}

/// The words on what makes one.
pub(super) fn verb(what: ResourceType) -> String {
    match what {
        ResourceType::Instance => "Launch instance".to_owned(),
        ResourceType::Carrier => "Create load balancer or other service".to_owned(),
        ResourceType::ElasticIp => "Allocate Elastic IP address".to_owned(),
        what => format!("Create {}", what.noun_within()),
    }
}

fn draw(
    line: &ResourceLine,
    props: &ResourcesProps,
    attaching: Option<&Attaching>,
    why: Option<&Sought>,
) -> Html {
    let target = Selection::of(&line.id);
    let current = props.selected == target;
    let dispatch = props.dispatch.clone();
    let onclick = Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Select(target.clone())));
    let content = match line.what {
        ResourceType::SecurityGroup => group_line(line, &props.network),
        ResourceType::NetworkInterface => interface_line(line, &props.directory),
        _ => other_line(line),
    };
    // Pointing at a group lights its members in the diagram.
    let group = (line.what == ResourceType::SecurityGroup).then(|| SecurityGroupId::new(&line.id));
    let light = |on: bool| {
        let (dispatch, group) = (props.dispatch.clone(), group.clone());
        move || {
            if let Some(group) = &group {
                dispatch.dispatch(Act::Light(on.then(|| group.clone())));
            }
        }
    };
    let (over, out, focus, blur) = (light(true), light(false), light(true), light(false));
    let (onpointerdown, oncontextmenu) =
        group.as_ref().map_or((None, None), |group| handles(attaching, group));
    // An interface is what a group can be dropped on.
    let onto = (line.what == ResourceType::NetworkInterface).then(|| NetworkInterfaceId::new(&line.id));
    let onto = onto.as_ref().zip(attaching);
    html! {
        <li
            key={line.id.to_string()}
            title={told(line, &props.directory)}
            class={classes!("line", why.is_some().then_some("told"), onto.and_then(|(onto, attaching)| attaching.class(onto)))}
            data-drop={onto.map(|(onto, _)| onto.to_string())}
        >
            <button
                type="button"
                class={classes!(onpointerdown.is_some().then_some("grip"))}
                {onpointerdown}
                {oncontextmenu}
                aria-current={current.then_some("true")}
                onmouseenter={Callback::from(move |_: MouseEvent| over())}
                onmouseleave={Callback::from(move |_: MouseEvent| out())}
                onfocusin={Callback::from(move |_: FocusEvent| focus())}
                onfocusout={Callback::from(move |_: FocusEvent| blur())}
                {onclick}
            >
                { content }
            </button>
            { for why.map(|sought| because(line, sought, props)) }
        </li>
    }
}

/// Why a group is found: the first of the rules that let in what is looked for, which leads there; else what it is called.
fn because(line: &ResourceLine, sought: &Sought, props: &ResourcesProps) -> Html {
    let mut rules = let_in(&props.network, line, sought);
    let Some(rule) = rules.next() else { return html! { <p class="why">{ "By its name or id" }</p> } };
    let more = rules.count();
    let group = SecurityGroupId::new(&line.id);
    let says = capital(&rule_says(&props.network, rule, Direction::Ingress));
    let onclick = show(&rule.id, &group, Direction::Ingress, &props.dispatch);
    html! {
        <p class="why">
            <button type="button" class="button link" title={format!("{says}: show it in its group")} {onclick}>
                <span>{ says }</span>
            </button>
            if more > 0 { <span>{ format!("+{more}") }<span class="unseen">{ " more" }</span></span> }
        </p>
    }
}

/// All of a line's words, where it may have no room for them.
fn told(line: &ResourceLine, directory: &Directory) -> String {
    let groups: Vec<&str> = line.groups.iter().map(|id| directory.name(ResourceId::as_str(id))).collect();
    let groups = groups.join(", ");
    let parts = [&*line.name, &*line.id, &*line.detail, &*groups];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn group_line(line: &ResourceLine, network: &Network) -> Html {
    let group = network.security_groups.find(&SecurityGroupId::new(&line.id));
    let (used, quota) = group.map_or((0, 0), |group| fullest(group, network));
    let [inbound, outbound] = [Direction::Ingress, Direction::Egress]
        .map(|direction| group.map_or(0, |group| group.rules_of(direction).count()));
    let title = format!(
        "{} and {}. The fuller direction counts {used} of {quota} rules.",
        count(inbound, "inbound rule", "inbound rules"),
        count(outbound, "outbound rule", "outbound rules"),
    );
    // The quota is worth a word where it is nearly used up.
    let is_nearly_full = used.saturating_mul(5) >= quota.saturating_mul(4);
    html! {
        <>
            <span class="line-first">
                <span class="grow">{ chip(line.hue.unwrap_or(7), &line.name) }</span>
                if is_nearly_full {
                    <span class={classes!("use", (used > quota).then_some("over"))} title={title.clone()}>
                        { meter(used, quota) }<span>{ format!("{used} of {quota}") }</span>
                    </span>
                }
            </span>
            <span class="line-second">
                <span class="mono tail">{ &*line.id }</span>
                <span {title}>{ format!("{inbound} in, {outbound} out") }</span>
            </span>
        </>
    }
}

/// The use of the quota where a group is fullest: a direction and a family.
fn fullest(group: &SecurityGroup, network: &Network) -> (u32, u32) {
    let tallies = [Direction::Ingress, Direction::Egress].map(|direction| {
        let count = network.count_rules(group.rules_of(direction).map(Rc::as_ref));
        count.ipv4.max(count.ipv6)
    });
    (tallies.into_iter().max().unwrap_or(0), network.settings.quota(&quotas::RULES_PER_GROUP))
}

fn interface_line(line: &ResourceLine, directory: &Directory) -> Html {
    // One chip has room beside the address; the others are counted, and told by the title.
    let more = line.groups.len().saturating_sub(1);
    let rest: Vec<&str> =
        line.groups.iter().skip(1).map(|id| directory.name(ResourceId::as_str(id))).collect();
    let rest = rest.join(", ");
    let chips = line.groups.iter().take(1).map(|id| {
        let group = directory.group(ResourceId::as_str(id));
        let (hue, name) = group.map_or((7, ""), |group| (group.hue, &*group.name));
        html! { <span key={id.to_string()}>{ chip(hue, name) }</span> }
    });
    html! {
        <>
            <span class="line-first">
                { for line.carrier.map(|carrier| icon(carrier_icon(carrier))) }
                <span class="unseen">{ &*line.note }</span>
                <bdi class="grow">{ &*line.name }</bdi>
            </span>
            <span class="line-second chips">
                <span class="mono">{ &*line.detail }</span>
                { for chips }
                if more > 0 { <span key="more" class="more">{ format!("+{more}") }<span class="unseen">{ format!(": {rest}") }</span></span> }
            </span>
        </>
    }
}

fn other_line(line: &ResourceLine) -> Html {
    let named = !line.name.is_empty();
    let kind = Kind::of(line.what) == Kind::Gateways;
    html! {
        <>
            <span class="line-first">
                if named {
                    <bdi class="grow">{ &*line.name }</bdi>
                } else if kind {
                    <span class="grow">{ line.what.noun() }</span>
                } else {
                    <span class="mono grow">{ &*line.id }</span>
                }
                if kind { <span class="mono dim">{ &*line.detail }</span> }
            </span>
            <span class="line-second">
                if named && kind {
                    <span>{ line.what.noun() }</span>
                } else if !kind && !line.detail.is_empty() {
                    // A block tells a subnet from its neighbours better than its id, which the title tells.
                    <span class="mono">{ &*line.detail }</span>
                } else if named || kind {
                    <span class="mono tail">{ &*line.id }</span>
                } else {
                    <span></span>
                }
                <span>{ &*line.note }</span>
            </span>
        </>
    }
}

/// A number with its noun.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Nothing of the kind is found.
fn nothing(kind: Kind, search: &Search) -> Html {
    let (name, text) = (kind.name(), &search.text);
    let words = match kind {
        Kind::Groups => format!(
            "{name}: none is called “{text}” or has an inbound rule that fits it. Try a port, SSH, an address, or “anywhere”."
        ),
        _ => format!("{name}: nothing has “{text}” in its name, id or address."),
    };
    search.nothing(words, "Clear the search")
}
