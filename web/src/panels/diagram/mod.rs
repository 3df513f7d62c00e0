//! The drawing: internet, VPCs, subnets, interfaces, and the last packet's path with a gate at each checkpoint.

mod layout;
mod route;

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use sg_core::model::{Network, ResourceId, SecurityGroupId};
use sg_core::path::Trace;
use web_sys::Element;
use yew::prelude::*;

use crate::panels::help::info;
use crate::panels::words::{checkpoint_title, verdict};
use crate::state::directory::Directory;
use crate::state::help;
use crate::state::store::{Act, Dispatch, Selection};
use crate::ui::button::{Button, Weight};
use crate::ui::gate::gate;
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::hue_class;

use super::carrier_icon;
use layout::{BAND, Card, Lane, Layout, VpcBox, holder};
use route::{Mark, Point, Route, route};

/// Milliseconds that a packet takes from gate to gate when the path is played.
const PACE: u32 = 450;

/// What the panel is given.
#[derive(Properties)]
pub struct DiagramProps {
    /// The network.
    pub network: Rc<Network>,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// The last packet's walk.
    pub trace: Option<Rc<Trace>>,
    /// The checkpoint that is pointed at.
    pub gate: Option<usize>,
    /// What stands beneath; its members light up.
    pub selection: Selection,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

impl PartialEq for DiagramProps {
    fn eq(&self, other: &Self) -> bool {
        let same_trace = match (&self.trace, &other.trace) {
            (Some(one), Some(two)) => Rc::ptr_eq(one, two),
            (one, two) => one.is_none() && two.is_none(),
        };
        same_trace
            && Rc::ptr_eq(&self.network, &other.network)
            && self.gate == other.gate
            && self.selection == other.selection
    }
}

/// The panel.
#[component]
pub fn Diagram(props: &DiagramProps) -> Html {
    let node = use_node_ref();
    let width = use_width(&node);
    let folded = use_state_eq(|| false);
    let depends = (Rc::as_ptr(&props.network), props.trace.as_ref().map(Rc::as_ptr), width);
    let drawing = use_memo(depends, |_| {
        let ends = props.trace.iter().flat_map(|trace| {
            [trace.packet.source, trace.packet.destination].map(|address| holder(&trace.network, address))
        });
        let shown: Vec<_> = ends.flatten().collect();
        let layout = Layout::of(&props.network, &props.directory, &shown, width);
        let path = props.trace.as_ref().and_then(|trace| route(&layout, trace));
        (layout, path)
    });
    let (layout, path) = &*drawing;
    let count = path.as_ref().map_or(0, |path| path.marks.len());
    let playing = use_play(props, count);
    let fold = {
        let (set, now) = (folded.setter(), *folded);
        Callback::from(move |_: MouseEvent| set.set(!now))
    };
    let (width, height) = layout.size;
    html! {
        <section part="diagram" class={classes!("panel", "diagram", folded.then_some("folded"))} aria-labelledby="diagram-title">
            <div class="panel-head">
                <h2 id="diagram-title">{ "Diagram" }</h2>{ info(&help::DIAGRAM) }
                { steps(props, count, playing) }
                <Button
                    label={if *folded { "Unfold the diagram" } else { "Fold the diagram" }}
                    icon={if *folded { Icon::ChevronRight } else { Icon::ChevronDown }}
                    icon_only={true}
                    weight={Weight::Quiet}
                    onclick={fold}
                />
            </div>
            <div ref={node} class="diagram-box" data-key="diagram" tabindex="0" role="region" aria-label="Diagram of the network">
                <svg
                    class="drawing"
                    width={width.to_string()}
                    height={height.to_string()}
                    viewBox={format!("0 0 {width} {height}")}
                    role="group"
                    aria-label={described(props)}
                >
                    { internet(height) }
                    { for layout.vpcs.iter().map(vpc) }
                    { for layout.lanes.iter().map(|one| lane(one, &props.network)) }
                    { for path.iter().map(lines) }
                    { for layout.cards.iter().map(|one| card(one, props)) }
                    { for path.iter().flat_map(|path| path.marks.iter()).map(|mark| draw_mark(mark, props)) }
                </svg>
            </div>
        </section>
    }
}

/// What the drawing shows, read out: the path in words.
fn described(props: &DiagramProps) -> String {
    let Some(trace) = &props.trace else { return "The network; no packet was sent yet".to_owned() };
    let gates = trace.checkpoints.iter().map(|checkpoint| {
        let name = props.directory.name(&checkpoint.resource);
        format!("{} of {name}: {}", checkpoint_title(checkpoint), verdict(checkpoint.decision))
    });
    format!("The path of the last packet. {}", gates.collect::<Vec<_>>().join("; "))
}

/// The width that the drawing has; it follows the window.
#[hook]
fn use_width(node: &NodeRef) -> i32 {
    let width = use_state_eq(|| 800);
    use_effect_with(node.clone(), {
        let set = width.setter();
        move |node| {
            let node = node.clone();
            let measure = move || {
                if let Some(element) = node.cast::<Element>().filter(|element| element.client_width() > 0) {
                    set.set(element.client_width());
                }
            };
            measure();
            let listener = EventListener::new(&gloo::utils::window(), "resize", move |_| measure());
            move || drop(listener)
        }
    });
    *width
}

/// Plays the path gate by gate. Answers whether it plays, and the way to start or stop it.
#[hook]
fn use_play(props: &DiagramProps, count: usize) -> (bool, Callback<MouseEvent>) {
    let playing = use_state_eq(|| false);
    let (now, dispatch) = (props.gate, props.dispatch.clone());
    use_effect_with((*playing, now, count), {
        let stop = playing.setter();
        move |(playing, now, count)| {
            let (now, count) = (*now, *count);
            let timer = playing.then(|| {
                Interval::new(PACE, move || {
                    let next = now.map_or(0, |at| at + 1);
                    if next < count {
                        dispatch.dispatch(Act::Gate(Some(next)));
                    } else {
                        stop.set(false);
                    }
                })
            });
            move || drop(timer)
        }
    });
    let toggle = {
        let (set, now, dispatch) = (playing.setter(), *playing, props.dispatch.clone());
        let at_end = props.gate.is_some_and(|at| at + 1 >= count);
        Callback::from(move |_: MouseEvent| {
            if !now && at_end {
                dispatch.dispatch(Act::Gate(None));
            }
            set.set(!now);
        })
    };
    (*playing, toggle)
}

/// Back, play, forward.
fn steps(props: &DiagramProps, count: usize, (playing, toggle): (bool, Callback<MouseEvent>)) -> Html {
    if count == 0 {
        return Html::default();
    }
    let go = |to: Option<usize>| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Gate(to)))
    };
    let next = props.gate.map_or(0, |at| at + 1);
    let place = props.gate.map_or_else(|| format!("{count} gates"), |at| format!("{} of {count}", at + 1));
    html! {
        <div class="stepper" role="group" aria-label="Step through the path">
            <span class="dim">{ place }</span>
            <Button
                label="Back one gate"
                icon={Icon::Reply}
                icon_only={true}
                weight={Weight::Quiet}
                disabled={props.gate.is_none()}
                onclick={go(props.gate.and_then(|at| at.checked_sub(1)))}
            />
            <Button
                label={if playing { "Pause" } else { "Play" }}
                icon={if playing { Icon::Pause } else { Icon::Play }}
                icon_only={true}
                weight={Weight::Quiet}
                onclick={toggle}
            />
            <Button
                label="On one gate"
                icon={Icon::Send}
                icon_only={true}
                weight={Weight::Quiet}
                disabled={next >= count}
                onclick={go(Some(next))}
            />
        </div>
    }
}

fn internet(height: i32) -> Html {
    html! {
        <g class="internet">
            <rect x="0" y="0" width={BAND.to_string()} height={height.to_string()} />
            <svg x={((BAND - 20) / 2).to_string()} y="14" width="20" height="20" class="glyph">{ icon(Icon::Globe) }</svg>
            <text x={(BAND / 2).to_string()} y="52" class="centre">{ "Internet" }</text>
        </g>
    }
}

fn vpc(one: &VpcBox) -> Html {
    html! {
        <g key={one.id.to_string()} class="vpc">
            { rect(one.area, 10) }
            <text x={(one.area.x + 14).to_string()} y={(one.area.y + 18).to_string()} class="label">
                { short(&one.label, 60) }<title>{ one.label.clone() }</title>
            </text>
        </g>
    }
}

fn lane(one: &Lane, network: &Network) -> Html {
    let public = network
        .subnets
        .find(&one.id)
        .and_then(|subnet| network.route_table_of(subnet))
        .is_some_and(|table| table.routes.iter().any(|route| route.target.id().starts_with("igw-")));
    let hidden = (one.hidden > 0).then(|| format!(" · {} more", one.hidden));
    html! {
        <g key={one.id.to_string()} class={classes!("lane", public.then_some("public"))}>
            { rect(one.area, 6) }
            <text x={(one.area.x + 10).to_string()} y={(one.area.y + 16).to_string()} class="label">
                { short(&one.label, 48) }{ hidden.unwrap_or_default() }<title>{ one.label.clone() }</title>
            </text>
        </g>
    }
}

fn rect(area: layout::Area, radius: i32) -> Html {
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

fn card(one: &Card, props: &DiagramProps) -> Html {
    let Some(line) = props.directory.interface(one.id.as_str()) else { return Html::default() };
    let carries = |id: &SecurityGroupId| line.groups.contains(id);
    let lit = match &props.selection {
        Selection::Group(id) => carries(id),
        Selection::Interface(id) => *id == one.id,
        _ => false,
    };
    let target = Selection::Interface(one.id.clone());
    let select = {
        let dispatch = props.dispatch.clone();
        move || dispatch.dispatch(Act::Select(target.clone()))
    };
    let onkeydown = {
        let select = select.clone();
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                select();
            }
        })
    };
    let (x, y) = (one.area.x, one.area.y);
    let names: Vec<&str> = line.groups.iter().map(|id| props.directory.name(id.as_str())).collect();
    let bars = line.groups.iter().zip(0..).take(4).map(|(id, at)| {
        let hue = props.directory.group(id.as_str()).map_or(7, |group| group.hue);
        html! {
            <rect
                key={id.to_string()}
                class={classes!("bar", hue_class(hue))}
                x={(x + 10 + at * 8).to_string()}
                y={(y + 44).to_string()}
                width="5"
                height="10"
                rx="1"
            />
        }
    });
    let after = 10 + 8 * i32::try_from(line.groups.len().min(4)).unwrap_or(4);
    let label = format!("{}, {}, groups: {}", line.name, line.address, names.join(", "));
    html! {
        <g
            key={one.id.to_string()}
            class={classes!("card", lit.then_some("lit"))}
            role="button"
            tabindex="0"
            aria-label={label.clone()}
            onclick={Callback::from(move |_: MouseEvent| select())}
            {onkeydown}
        >
            <title>{ label }</title>
            { rect(one.area, 6) }
            <svg x={(x + 10).to_string()} y={(y + 8).to_string()} width="16" height="16" class="glyph">{ icon(carrier_icon(line.carrier)) }</svg>
            <text x={(x + 32).to_string()} y={(y + 20).to_string()} class="name">{ short(&line.name, 18) }</text>
            <text x={(x + 10).to_string()} y={(y + 38).to_string()} class="address">{ short(&line.address, 22) }</text>
            { for bars }
            <text x={(x + after + 2).to_string()} y={(y + 53).to_string()} class="groups">{ short(&names.join(", "), 22) }</text>
        </g>
    }
}

fn lines(path: &Route) -> Html {
    html! {
        <g class="path">
            <polyline class="walked" points={points(&path.walked)} />
            <polyline class="missed" points={points(&path.missed)} />
        </g>
    }
}

fn points(line: &[Point]) -> String {
    line.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
}

fn draw_mark(mark: &Mark, props: &DiagramProps) -> Html {
    let Mark { at, point: (x, y), state } = *mark;
    let Some(checkpoint) = props.trace.as_ref().and_then(|trace| trace.checkpoints.get(at)) else {
        return Html::default();
    };
    let open = props.gate == Some(at);
    let choose = {
        let dispatch = props.dispatch.clone();
        move || dispatch.dispatch(Act::Gate((!open).then_some(at)))
    };
    let onkeydown = {
        let choose = choose.clone();
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                choose();
            }
        })
    };
    let name = props.directory.name(&checkpoint.resource);
    let label =
        format!("{}. {} of {name}: {}", at + 1, checkpoint_title(checkpoint), verdict(checkpoint.decision));
    html! {
        <g
            key={format!("gate {at}")}
            class={classes!("mark", state.class(), open.then_some("lit"))}
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

/// A text that fits; the whole stands in the title.
fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}
