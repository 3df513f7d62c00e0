//! The drawing: internet, VPCs, subnets, interfaces, and the last packet's path with a gate at each checkpoint.

mod layout;
mod nodes;
mod posts;
mod route;
mod steps;

use std::rc::Rc;

use sg_core::model::{Network, SecurityGroupId};
use sg_core::path::Trace;
use web_sys::Element;
use yew::prelude::*;

use crate::panels::help::info;
use crate::panels::words::{checkpoint_title, verdict};
use crate::state::directory::Directory;
use crate::state::ends::holder;
use crate::state::help;
use crate::state::store::{Act, Dispatch, Selection};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::Icon;
use crate::ui::marks::hue_class;
use crate::ui::region::Region;
use crate::ui::width::use_width;

use layout::Layout;
use nodes::{card, internet, lane, lines, mark, packet, post, vpc};
use route::route;
use steps::{Steps, step_keys};

/// The most groups that the head names.
const NAMED: usize = 8;

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
    /// The group that is pointed at; its members light up.
    pub lit: Option<SecurityGroupId>,
    /// What stands beneath.
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
            && self.lit == other.lit
            && self.selection == other.selection
    }
}

/// How much room the drawing takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    /// Its head alone.
    Folded,
    /// The upper half of the middle.
    Half,
    /// All of the middle and the left.
    Wide,
}

/// The panel.
#[component]
pub fn Diagram(props: &DiagramProps) -> Html {
    let node = use_node_ref();
    let room = use_state_eq(|| Room::Half);
    let width = use_width(&node);
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
    // The gate that is pointed at comes into view; one that is in view does not move.
    use_effect_with((node.clone(), props.gate), |(node, gate)| {
        let box_ = gate.and(node.cast::<Element>());
        if let Some(mark) = box_.and_then(|box_| box_.query_selector(".mark.lit").ok().flatten()) {
            crate::ui::into_view(&mark);
        }
    });
    let set_room = |to: Room| {
        let (set, now) = (room.setter(), *room);
        Callback::from(move |_: MouseEvent| set.set(if now == to { Room::Half } else { to }))
    };
    let onkeydown = step_keys(&props.dispatch, props.gate, count);
    let (width, height) = layout.size;
    let class = match *room {
        Room::Folded => Some("folded"),
        Room::Half => None,
        Room::Wide => Some("wide"),
    };
    // A new walk is a new line, which is drawn once from its beginning.
    let walk = props.trace.as_ref().map_or(0, |trace| Rc::as_ptr(trace) as usize);
    html! {
        <Region class={classes!("panel", "diagram", class)} part="diagram" titled="diagram-title">
            <div class="panel-head">
                <h2 id="diagram-title">{ "Diagram" }</h2>{ info(&help::DIAGRAM) }
                { groups(props) }
                <div class="slot">
                    if count > 0 {
                        <Steps trace={props.trace.clone()} directory={props.directory.clone()} gate={props.gate} {count} dispatch={props.dispatch.clone()} />
                    }
                </div>
                <Button
                    label={if *room == Room::Wide { "Narrow the diagram" } else { "Widen the diagram" }}
                    icon={Icon::Widen}
                    icon_only={true}
                    weight={Weight::Quiet}
                    class="widen"
                    pressed={*room == Room::Wide}
                    onclick={set_room(Room::Wide)}
                />
                <Button
                    label={if *room == Room::Folded { "Unfold the diagram" } else { "Fold the diagram" }}
                    icon={if *room == Room::Folded { Icon::ChevronRight } else { Icon::ChevronDown }}
                    icon_only={true}
                    weight={Weight::Quiet}
                    onclick={set_room(Room::Folded)}
                />
            </div>
            <div ref={node} class="diagram-box" data-key="diagram" tabindex="0" role="group" aria-label="Diagram of the network">
                { told(props) }
                <svg
                    class={classes!("drawing", props.lit.is_some().then_some("lighting"))}
                    width={width.to_string()}
                    height={height.to_string()}
                    viewBox={format!("0 0 {width} {height}")}
                    role="group"
                    aria-label="The network, and the path of the last packet"
                    {onkeydown}
                >
                    { internet(layout.edge.band, height) }
                    { for layout.vpcs.iter().map(vpc) }
                    { for layout.lanes.iter().map(|one| lane(one, &props.network, &props.directory)) }
                    { for layout.posts.iter().map(post) }
                    { for path.iter().map(|path| lines(path, props.gate, walk)) }
                    { for layout.cards.iter().map(|one| card(one, props)) }
                    { for path.iter().flat_map(|path| path.marks.iter()).map(|one| mark(one, props)) }
                    { for path.iter().map(|path| packet(path, props.gate)) }
                </svg>
            </div>
        </Region>
    }
}

/// The groups whose members are drawn: pointing at one lights them up, a press shows its rules.
fn groups(props: &DiagramProps) -> Html {
    let carried = props.directory.groups().iter().filter(|group| group.members > 0);
    let chips = carried.take(NAMED).map(|group| {
        let id = group.id.clone();
        let light = |on: bool| {
            let (dispatch, id) = (props.dispatch.clone(), id.clone());
            move || dispatch.dispatch(Act::Light(on.then(|| id.clone())))
        };
        let (on, off, focus, blur) = (light(true), light(false), light(true), light(false));
        let show = {
            let (dispatch, id) = (props.dispatch.clone(), id.clone());
            Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Select(Selection::Group(id.clone()))))
        };
        html! {
            <li key={id.to_string()}>
                <button
                    type="button"
                    class={classes!("chip", hue_class(group.hue))}
                    title={format!("{}: {} members; press to see its rules", group.name, group.members)}
                    onmouseenter={Callback::from(move |_: MouseEvent| on())}
                    onmouseleave={Callback::from(move |_: MouseEvent| off())}
                    onfocusin={Callback::from(move |_: FocusEvent| focus())}
                    onfocusout={Callback::from(move |_: FocusEvent| blur())}
                    onclick={show}
                >
                    <bdi>{ group.name.to_string() }</bdi>
                </button>
            </li>
        }
    });
    html! { <ul class="diagram-groups" aria-label="Groups in the diagram">{ for chips }</ul> }
}

/// What the drawing shows, for who does not see it.
fn told(props: &DiagramProps) -> Html {
    let Some(trace) = &props.trace else {
        return html! { <p class="unseen">{ "No packet was sent yet." }</p> };
    };
    let gates = trace.checkpoints.iter().enumerate().map(|(at, checkpoint)| {
        let name = props.directory.name(&checkpoint.resource);
        let text = format!("{} of {name}: {}", checkpoint_title(checkpoint), verdict(checkpoint.decision));
        html! { <li key={at}>{ text }</li> }
    });
    html! { <ol class="unseen" aria-label="Path of the last packet">{ for gates }</ol> }
}
