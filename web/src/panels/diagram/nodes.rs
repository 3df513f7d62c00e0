//! The parts of the drawing, as SVG.

use sg_core::model::{ResourceId, SecurityGroupId};
use yew::prelude::*;

use super::DiagramProps;
use super::layout::{Area, Card, LINE, Lane, Standing, VpcBox};
use super::route::{Mark, Point, Route};
use crate::panels::attaching::Attaching;
use crate::panels::carrier_icon;
use crate::panels::words::{checkpoint_title, verdict};
use crate::state::store::{Act, Selection};
use crate::ui::gate::{GateState, gate};
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::hue_class;

/// How wide a letter is at most as a rule, in tenths of a pixel: system fonts differ, and the widest must fit.
const LETTER: i32 = 77;
const NAME: i32 = 82;
const ADDRESS: i32 = 74;

pub(super) fn internet(band: i32, height: i32) -> Html {
    html! {
        <g class="internet">
            <rect x="0" y="0" width={band.to_string()} height={height.to_string()} />
            <svg x={((band - 20) / 2).to_string()} y="12" width="20" height="20" class="glyph">{ icon(Icon::Globe) }</svg>
            <text x={(band / 2).to_string()} y="48" class={classes!("centre", (band < 70).then_some("slim"))}>{ "Internet" }</text>
        </g>
    }
}

/// Marks what is chosen.
fn selected(selection: &Selection, id: &str) -> Option<&'static str> {
    (selection.id() == id).then_some("selected")
}

pub(super) fn vpc(one: &VpcBox, selection: &Selection) -> Html {
    html! {
        <g key={one.id.to_string()} class={classes!("vpc", selected(selection, one.id.as_str()))}>
            { rect(one.area, 10) }
            <text x={(one.area.x + 14).to_string()} y={(one.area.y + 18).to_string()} class="label">
                { fit(&one.label, one.area.width - 28) }<title>{ format!("VPC {}", one.label) }</title>
            </text>
        </g>
    }
}

pub(super) fn post(one: &Standing, selection: &Selection) -> Html {
    let (x, y) = one.at;
    let label = format!("{}, {}", one.post.label, one.post.id);
    html! {
        <g key={format!("{} {}", one.vpc, one.post.id)} class={classes!("post", selected(selection, &one.post.id))}>
            <title>{ format!("{}: {label}", one.post.what) }</title>
            <rect x={(x - 14).to_string()} y={(y - 14).to_string()} width="28" height="28" rx="6" />
            <svg x={(x - 8).to_string()} y={(y - 8).to_string()} width="16" height="16" class="glyph">{ icon(Icon::Gateway) }</svg>
            <text x={x.to_string()} y={(y + 34).to_string()} class="centre post-label">{ fit(&one.post.label, 88) }</text>
        </g>
    }
}

pub(super) fn lane(one: &Lane, props: &DiagramProps) -> Html {
    let (network, directory) = (&props.network, &props.directory);
    let subnet = network.subnets.find(&one.id);
    let table = subnet.and_then(|subnet| network.route_table_of(subnet));
    let public =
        table.is_some_and(|table| table.routes.iter().any(|route| route.target.id().starts_with("igw-")));
    let acl =
        network.network_acls.iter().find(|acl| acl.associations.iter().any(|used| used.subnet == one.id));
    let hidden = if one.hidden > 0 { format!(" · {} more", one.hidden) } else { String::new() };
    let Area { x, y, width, .. } = one.area;
    // The label takes what the tag at the right leaves.
    let tag = table.map(|table| format!("routes: {}", directory.name(table.id.as_str())));
    let tag = tag.filter(|_| width > 420).map(|tag| fit(&tag, width / 3));
    let taken = tag.as_ref().map_or(0, |tag| length(tag) + 16);
    let room = width - 28 - taken - length(&hidden);
    html! {
        <g key={one.id.to_string()} class={classes!("lane", public.then_some("public"), selected(&props.selection, one.id.as_str()))}>
            { rect(one.area, 6) }
            <text x={(x + 16).to_string()} y={(y + 16).to_string()} class="label">
                { fit(&one.label, room) }{ hidden }
                <title>{ format!("{} subnet {}", if public { "Public" } else { "Private" }, one.label) }</title>
            </text>
            if let Some(tag) = tag {
                <text x={(x + width - 12).to_string()} y={(y + 16).to_string()} class="label tag">{ tag }</text>
            }
            if let Some(acl) = acl {
                <g class={classes!("acl", selected(&props.selection, acl.id.as_str()))}>
                    <title>{ format!("Network ACL {}", directory.name(acl.id.as_str())) }</title>
                    <rect x={(x - 9).to_string()} y={(y + 3).to_string()} width="18" height="18" rx="3" />
                    // Its bar stands low in the glyph: in the middle of the box it is raised.
                    <svg x={(x - 8).to_string()} y={(y + 1).to_string()} width="16" height="16">{ gate(GateState::NotReached) }</svg>
                </g>
            }
        </g>
    }
}

fn rect(area: Area, radius: i32) -> Html {
    html! {
        <rect
            x={area.x.to_string()}
            y={area.y.to_string()}
            width={area.width.to_string()}
            height={area.height.to_string()}
            rx={radius.to_string()}
        />
    }
}

pub(super) fn card(one: &Card, props: &DiagramProps, attaching: Option<&Attaching>) -> Html {
    let Some(line) = props.directory.interface(one.id.as_str()) else { return Html::default() };
    let carries = |id: &SecurityGroupId| line.groups.contains(id);
    let chosen = match &props.selection {
        Selection::Group(id) => carries(id),
        Selection::Interface(id) => *id == one.id,
        _ => false,
    };
    let lit = props.lit.as_ref().map_or(chosen, carries);
    // While a group is dragged, those that do not carry it are what it may go to.
    let dimmed = props.lit.is_some() && !lit && !attaching.is_some_and(Attaching::under_way);
    let selected = matches!(&props.selection, Selection::Interface(id) if *id == one.id);
    let target = Selection::Interface(one.id.clone());
    let select = {
        let dispatch = props.dispatch.clone();
        move || dispatch.dispatch(Act::Select(target.clone()))
    };
    let onkeydown = press(select.clone());
    let Area { x, y, width, height } = one.area;
    let names: Vec<&str> = line.groups.iter().map(|id| props.directory.name(id.as_str())).collect();
    let addresses = line.addresses();
    let more = LINE * i32::try_from(addresses.len().saturating_sub(1)).unwrap_or(0);
    let label = format!("{}, {}, groups: {}", line.name, addresses.join(", "), names.join(", "));
    // The longest public address has room on a small card too.
    let (left, first, room, letter) =
        if one.small { (8, 34, width - 14, 66) } else { (10, 38, width - 20, ADDRESS) };
    let lines = addresses.iter().zip(0..).map(|(address, at)| {
        html! {
            <text key={at} x={left.to_string()} y={(first + LINE * at).to_string()} class="address">
                { cut(address, room, letter) }
            </text>
        }
    });
    let name_room = width - 40 - if one.small { bars_width(line.groups.len()) } else { 0 };
    html! {
        <g
            key={one.id.to_string()}
            class={classes!("card", lit.then_some("lit"), selected.then_some("selected"), dimmed.then_some("dimmed"), one.small.then_some("small"), attaching.and_then(|attaching| attaching.class(&one.id)))}
            data-drop={attaching.is_some().then(|| one.id.to_string())}
            role="button"
            tabindex="0"
            aria-label={label.clone()}
            aria-current={selected.then_some("true")}
            onclick={Callback::from(move |_: MouseEvent| select())}
            {onkeydown}
        >
            <title>{ label }</title>
            { rect(one.area, 6) }
            // A picture of its own clips what is wider than it seems.
            <svg x={x.to_string()} y={y.to_string()} width={width.to_string()} height={height.to_string()}>
                <svg x="10" y={if one.small { "5" } else { "8" }} width="16" height="16" class="glyph">{ icon(carrier_icon(line.carrier)) }</svg>
                <text x="32" y={if one.small { "17" } else { "20" }} class="name">{ short(&line.name, name_room, if one.small { LETTER } else { NAME }) }</text>
                { for lines }
                { bars(one, props, &line.groups, more) }
                if !one.small {
                    <text x={(12 + bars_width(line.groups.len())).to_string()} y={(53 + more).to_string()} class="groups">
                        { fit(&names.join(", "), width - 28 - bars_width(line.groups.len())) }
                    </text>
                }
            </svg>
        </g>
    }
}

/// The most bars on a card.
const BARS: usize = 4;

fn bars_width(groups: usize) -> i32 {
    8 * i32::try_from(groups.min(BARS)).unwrap_or(4)
}

/// One bar for each group, in its colour.
fn bars(one: &Card, props: &DiagramProps, groups: &[SecurityGroupId], more: i32) -> Html {
    let (left, top) =
        if one.small { (one.area.width - 6 - bars_width(groups.len()), 8) } else { (10, 44 + more) };
    let bars = groups.iter().zip(0..).take(BARS).map(|(id, at)| {
        let hue = props.directory.group(id.as_str()).map_or(7, |group| group.hue);
        html! {
            <rect
                key={id.to_string()}
                class={classes!("bar", hue_class(hue))}
                x={(left + at * 8).to_string()}
                y={top.to_string()}
                width="5"
                height="10"
                rx="1"
            />
        }
    });
    html! { <>{ for bars }</> }
}

pub(super) fn lines(path: &Route, at: Option<usize>, walk: usize) -> Html {
    let reached = at.map(|at| points(path.until(at)));
    html! {
        <g key={format!("path {walk}")} class={classes!("path", reached.is_some().then_some("stepping"))}>
            <polyline class="walked" pathLength="1" points={points(&path.walked)} />
            <polyline class="missed" points={points(&path.missed)} />
            <polyline class="reached" points={reached.unwrap_or_default()} />
        </g>
    }
}

/// The packet itself, at the gate that is pointed at.
pub(super) fn packet(path: &Route, at: Option<usize>) -> Html {
    let point = at.and_then(|at| path.marks.get(at)).map(|mark| mark.point);
    let (x, y) = point.or_else(|| path.walked.first().copied()).unwrap_or_default();
    html! {
        <circle
            key="packet"
            class={classes!("packet", point.is_none().then_some("away"))}
            cx={x.to_string()}
            cy={(y + 18).to_string()}
            r="5"
        />
    }
}

fn points(line: &[Point]) -> String {
    line.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
}

pub(super) fn mark(mark: &Mark, walk: usize, props: &DiagramProps) -> Html {
    let Mark { at, point: (x, y), state } = *mark;
    let Some(checkpoint) = props.trace.as_ref().and_then(|trace| trace.checkpoints.get(at)) else {
        return Html::default();
    };
    let open = props.gate == Some(at);
    let ahead = props.gate.is_some_and(|now| at > now);
    let choose = {
        let dispatch = props.dispatch.clone();
        move || dispatch.dispatch(Act::ToggleGate(at))
    };
    let onkeydown = press(choose.clone());
    let name = props.directory.name(&checkpoint.resource);
    let label =
        format!("{}. {} of {name}: {}", at + 1, checkpoint_title(checkpoint), verdict(checkpoint.decision));
    html! {
        <g
            // A new walk has gates of its own, which light up once.
            key={format!("gate {walk} {at}")}
            class={classes!("mark", state.class(), open.then_some("lit"), ahead.then_some("ahead"))}
            role="button"
            tabindex="0"
            aria-pressed={if open { "true" } else { "false" }}
            aria-label={label.clone()}
            onclick={Callback::from(move |_: MouseEvent| choose())}
            {onkeydown}
        >
            <title>{ label }</title>
            <circle cx={x.to_string()} cy={y.to_string()} r="14" />
            <svg x={(x - 10).to_string()} y={(y - 11).to_string()} width="20" height="20">{ gate(state) }</svg>
            <text x={(x + 11).to_string()} y={(y - 9).to_string()} class="number">{ at + 1 }</text>
        </g>
    }
}

/// Enter and Space press what is drawn like a button.
fn press(act: impl Fn() + 'static) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            act();
        }
    })
}

/// As much of an interface's name as tells it from others: a stand-in is called after its group, and ids differ in
/// their ends.
fn short(name: &str, room: i32, letter: i32) -> String {
    let name = name.strip_suffix(" (any interface)").unwrap_or(name);
    let most = usize::try_from(room.max(0) * 10 / letter).unwrap_or(0);
    match name.strip_prefix("eni-") {
        Some(id) if name.len() > most => {
            // Digits are wider than most letters.
            let tail = most.saturating_sub(7).max(3);
            let skipped = id.chars().count().saturating_sub(tail);
            format!("eni-…{}", id.chars().skip(skipped).collect::<String>())
        }
        _ => cut(name, room, letter),
    }
}

/// About how wide a text is.
fn length(text: &str) -> i32 {
    i32::try_from(text.chars().count()).unwrap_or(i32::MAX / 100).saturating_mul(LETTER) / 10
}

fn fit(text: &str, room: i32) -> String {
    cut(text, room, LETTER)
}

/// As much of a text as fits into so many pixels; the whole stands in the title.
fn cut(text: &str, room: i32, letter: i32) -> String {
    let most = usize::try_from(room.max(0) * 10 / letter).unwrap_or(0).max(3);
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_keeps_what_tells_it_from_others() {
        assert_eq!(short("web-1", 90, LETTER), "web-1");
        assert_eq!(short("Bastion (any interface)", 90, LETTER), "Bastion");
        assert_eq!(short("a machine with a long name", 90, LETTER), "a machine …");
        assert_eq!(short("eni-0a1000000000000f1", 90, LETTER), "eni-…00f1");
        assert_eq!(short("eni-0a1000000000000f1", 200, LETTER), "eni-0a1000000000000f1");
    }
}
