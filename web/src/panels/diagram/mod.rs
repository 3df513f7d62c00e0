//! The drawing: internet, VPCs, subnets, interfaces, and the last packet's path with a gate at each checkpoint.

mod chips;
mod layout;
mod nodes;
mod posts;
mod route;
mod steps;

use std::rc::Rc;

use sg_core::model::{Network, NetworkInterfaceId, SecurityGroupId};
use sg_core::path::Trace;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, SvgElement};
use yew::prelude::*;

use crate::panels::attaching::Attaching;
use crate::panels::help::info;
use crate::panels::words::{checkpoint_title, verdict};
use crate::state::directory::Directory;
use crate::state::ends::holder;
use crate::state::help;
use crate::state::store::{Dispatch, Selection};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::Icon;
use crate::ui::region::Region;
use crate::ui::width::use_width;

use chips::Chips;
use layout::Layout;
use nodes::{card, internet, lane, lines, mark, packet, post, vpc};
use route::route;
use steps::{PACE, Steps, step_keys};

/// The most members of a chosen group that are drawn of it where not all interfaces are.
const MEMBERS: usize = 6;

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
    /// Whether a narrow screen shows it.
    pub in_view: bool,
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
            && (&self.selection, self.in_view) == (&other.selection, other.in_view)
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
    let attaching = use_context::<Option<Attaching>>().flatten();
    let chosen = chosen(props);
    let depends = (Rc::as_ptr(&props.network), props.trace.as_ref().map(Rc::as_ptr), width, chosen);
    let drawing = use_memo(depends, |(.., chosen)| {
        let ends = props.trace.iter().flat_map(|trace| {
            [trace.packet.source, trace.packet.destination].map(|address| holder(&trace.network, address))
        });
        let shown: Vec<_> = ends.flatten().collect();
        let layout = Layout::of(&props.network, &props.directory, &shown, chosen, width);
        let path = props.trace.as_ref().and_then(|trace| route(&layout, trace));
        (layout, path)
    });
    let (layout, path) = &*drawing;
    let count = path.as_ref().map_or(0, |path| path.marks.len());
    // The gate that is pointed at comes into view; one that is in view does not move.
    use_effect_with((node.clone(), props.gate), |(node, gate)| {
        let box_ = gate.and(node.cast::<Element>());
        if let Some(box_) = box_ {
            into_view(&box_, ".mark.lit");
        }
    });
    // A new walk is a new line, which is drawn once from its beginning.
    let walk = props.trace.as_ref().map_or(0, |trace| Rc::as_ptr(trace) as usize);
    // The line of a new walk grows at the pace of the gates, which light up as it comes to them.
    use_effect_with((node.clone(), walk, count), |(node, _, count)| {
        let length = u32::try_from(*count).unwrap_or(0).saturating_mul(PACE);
        if let Some(box_) = node.cast::<HtmlElement>() {
            // A style property that the browser refuses leaves the time of the style sheet.
            let _ = box_.style().set_property("--sgp-walk", &format!("{length}ms"));
            light_up(&box_);
        }
    });
    use_follow(&node, walk, &props.selection, (props.in_view, width));
    let set_room = |to: Room| {
        let room = room.clone();
        Callback::from(move |_: MouseEvent| room.set(if *room == to { Room::Half } else { to }))
    };
    let onkeydown = step_keys(&props.dispatch, props.gate, count);
    let (width, height) = layout.size;
    // The path is of the network as it was, until the packet is sent again.
    let is_past = props.trace.as_ref().is_some_and(|trace| !trace.network.same(&props.network));
    let class = match *room {
        Room::Folded => Some("folded"),
        Room::Half => None,
        Room::Wide => Some("wide"),
    };
    html! {
        <Region class={classes!("panel", "diagram", class, is_past.then_some("before"))} part="diagram" titled="diagram-title">
            <div class="panel-head">
                <h2 id="diagram-title">{ "Diagram" }</h2>{ info(&help::DIAGRAM) }
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
                <Chips
                    directory={props.directory.clone()}
                    selection={props.selection.clone()}
                    dispatch={props.dispatch.clone()}
                />
            </div>
            <div ref={node} class="diagram-box" data-scrolls="" data-key="diagram" tabindex="0" role="group" aria-label="Diagram of the network">
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
                    { for layout.vpcs.iter().map(|one| vpc(one, &props.selection)) }
                    { for layout.lanes.iter().map(|one| lane(one, props)) }
                    { for layout.posts.iter().map(|one| post(one, &props.selection)) }
                    { for path.iter().map(|path| lines(path, props.gate, walk)) }
                    { for layout.cards.iter().map(|one| card(one, props, attaching.as_ref())) }
                    { for path.iter().flat_map(|path| path.marks.iter()).map(|one| mark(one, walk, props)) }
                    { for path.iter().map(|path| packet(path, props.gate)) }
                </svg>
            </div>
        </Region>
    }
}

/// The interfaces that are drawn because they are chosen: one, or the first members of a group.
fn chosen(props: &DiagramProps) -> Vec<NetworkInterfaceId> {
    match &props.selection {
        Selection::Interface(id) => vec![id.clone()],
        Selection::Group(id) => {
            let carries = props.directory.interfaces().iter().filter(|one| one.groups.contains(id));
            carries.take(MEMBERS).map(|one| one.id.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// What is chosen elsewhere comes into view, and so does where a new packet ended. What is in view stays where it is,
/// and the drawing begins at its top.
#[hook]
fn use_follow(node: &NodeRef, walk: usize, selection: &Selection, room: (bool, i32)) {
    // The last walk and selection, and whether either was another at first.
    let before = use_mut_ref(|| (walk, selection.clone(), false));
    let depends = (node.clone(), walk, selection.clone(), room);
    use_effect_with(depends, move |(node, walk, selection, ..)| {
        let (old_walk, followed) = {
            let mut before = before.borrow_mut();
            let followed = before.2 || before.0 != *walk || before.1 != *selection;
            let old = std::mem::replace(&mut *before, (*walk, selection.clone(), followed));
            (old.0, followed)
        };
        let Some(box_) = node.cast::<Element>() else { return };
        if old_walk != *walk {
            let end = if box_.query_selector(".mark.shut").ok().flatten().is_some() {
                ".mark.shut"
            } else {
                ".mark:last-of-type"
            };
            into_view(&box_, end);
        } else if followed {
            into_view(&box_, ".selected, .card.lit");
        }
    });
}

/// Lets each gate of a new walk light up when the line comes to it.
fn light_up(box_: &Element) {
    for (at, mark) in (0..).zip(all(box_, ".mark")) {
        if let Ok(mark) = mark.dyn_into::<SvgElement>() {
            // As above.
            let _ = mark.style().set_property("--sgp-reached", &format!("{}ms", PACE * at));
        }
    }
}

/// All that fits the selector.
fn all(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<Element>().ok()).collect()
}

/// Scrolls the box so far that one of what fits the selector is in view.
fn into_view(box_: &Element, selector: &str) {
    crate::ui::into_view_of(box_, &all(box_, selector));
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
