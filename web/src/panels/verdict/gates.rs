//! The checkpoints in order, each with its gate; opened, it shows all that it looked at.

use std::rc::Rc;

use sg_core::net::{Decision, Instant};
use sg_core::path::{Checkpoint, Trace, TrackedAs};
use yew::prelude::*;

use crate::panels::subject_head::link;
use crate::panels::words::{
    checkpoint_title, entry_line, gate_of, packet_line, sentence, tracking_reason, verdict,
};
use crate::state::directory::Directory;
use crate::state::resource_type::exists;
use crate::state::store::{Act, Dispatch};
use crate::ui::gate::gate;
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::unbroken;
use crate::ui::time_left::span;

use super::considered::considered;

/// What the list is given.
#[derive(Properties)]
pub(super) struct GatesProps {
    /// The packet's walk.
    pub trace: Rc<Trace>,
    /// When the packet was sent.
    pub at: Instant,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// The checkpoint that is open.
    pub gate: Option<usize>,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

impl PartialEq for GatesProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.trace, &other.trace)
            && (self.gate, self.at) == (other.gate, other.at)
            && self.directory == other.directory
    }
}

/// The list.
#[component]
pub(super) fn Gates(props: &GatesProps) -> Html {
    let list = use_node_ref();
    // A gate that was chosen in the diagram comes into view; one that is in view does not move.
    use_effect_with((list.clone(), props.gate), |(list, gate)| {
        let line = gate.and(list.cast::<web_sys::Element>());
        if let Some(line) = line.and_then(|list| list.query_selector(".gate-line.lit").ok().flatten()) {
            crate::ui::into_view(&line);
        }
    });
    let gates = (0..props.trace.checkpoints.len()).map(|at| draw(props, at));
    html! { <ol ref={list} class="gates" aria-label="Checkpoints">{ for gates }</ol> }
}

fn draw(props: &GatesProps, at: usize) -> Html {
    let Some(checkpoint) = props.trace.checkpoints.get(at) else { return Html::default() };
    let state = gate_of(checkpoint.decision, checkpoint.tracked);
    let open = props.gate == Some(at);
    let toggle = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::ToggleGate(at)))
    };
    let resource = props.directory.name(&checkpoint.resource).to_owned();
    let word = match checkpoint.tracked {
        Some(TrackedAs::Established) => Some(("state", "By tracking")),
        Some(TrackedAs::Tracked) => Some(("state", "Tracked")),
        Some(TrackedAs::Untracked) => Some(("", "Untracked")),
        None => None,
    };
    let panel = AttrValue::from(format!("gate-{at}"));
    html! {
        <li key={at} class={classes!("gate-line", state.class(), open.then_some("lit"))}>
            <button
                type="button"
                class="gate-button"
                aria-expanded={if open { "true" } else { "false" }}
                aria-controls={panel.clone()}
                onclick={toggle}
            >
                <span class="gate-number" aria-hidden="true">{ at + 1 }</span>
                { gate(state) }
                <span class="gate-text">
                    <span class="gate-title">
                        { checkpoint_title(checkpoint) }
                        <span class="unseen">{ format!(": {}", verdict(checkpoint.decision)) }</span>
                    </span>
                    <bdi class="dim">{ resource }</bdi>
                </span>
                { for word.map(|(class, text)| html! { <span class={classes!("badge", class)}>{ text }</span> }) }
                { icon(if open { Icon::ChevronDown } else { Icon::ChevronRight }) }
            </button>
            <div id={panel} class="gate-detail" hidden={!open}>
                if open {
                    { detail(props, checkpoint) }
                }
            </div>
        </li>
    }
}

fn detail(props: &GatesProps, checkpoint: &Checkpoint) -> Html {
    let reason = sg_core::explain::reason(&props.trace.network, checkpoint);
    let code = (checkpoint.decision != Decision::Allowed).then(|| {
        let whose = if checkpoint.code.is_of_reachability_analyzer() {
            "Reachability Analyzer's code"
        } else {
            "Code, which AWS has none for"
        };
        html! { <><dt>{ whose }</dt><dd class="mono">{ checkpoint.code.name() }</dd></> }
    });
    let entry = checkpoint.entry.as_ref().map(|entry| {
        html! {
            <>
                <dt>{ format!("Tracking entry at {}", span(props.at.0)) }</dt>
                <dd>{ unbroken(&format!("{}; {}", entry_line(entry, props.at), tracking_reason(entry))) }</dd>
            </>
        }
    });
    let rules_too = (checkpoint.tracked == Some(TrackedAs::Established)).then(|| {
        html! { <p class="dim">{ "The connection is tracked, so no rule was asked. What the rules would have said:" }</p> }
    });
    // As a debugger shows the source of where it stands: one press shows the resource.
    let id = &*checkpoint.resource;
    let resource = exists(&props.trace.network, id).then(|| {
        let leads = link(id, props.directory.name(id), &props.dispatch);
        html! { <><dt>{ "Checked by" }</dt><dd>{ leads }</dd></> }
    });
    html! {
        <>
            <p key="reason"><bdi>{ unbroken(&sentence(&reason)) }</bdi></p>
            <dl key="facts" class="gate-facts">
                { for resource }
                <dt>{ "Packet as seen here" }</dt>
                <dd class="mono">{ packet_line(&checkpoint.packet) }</dd>
                { for code }
                { for entry }
            </dl>
            <div key="considered">
                { for rules_too }
                { considered(&props.trace, checkpoint, Some(&props.dispatch)) }
            </div>
        </>
    }
}
