//! What became of the packet: the word, the reason, then gate by gate.

use std::rc::Rc;

use sg_core::explain::{NearestMiss, confirmation, fixes, nearest_miss, noticed, summary};
use sg_core::model::ResourceId;
use sg_core::net::Decision;
use sg_core::path::{DecidedBy, Trace, TrackedAs};
use sg_core::simulation::{Answer, Moment};
use sg_core::wire::StepKind;
use yew::prelude::*;

use crate::panels::help::info;
use crate::panels::words::{checkpoint_title, gate_of, packet_line, sentence, verdict};
use crate::state::directory::Directory;
use crate::state::help;
use crate::state::store::{Act, Dispatch};
use crate::ui::button::{Button, Weight};
use crate::ui::gate::gate;
use crate::ui::icon::{Icon, icon};

use super::considered::considered;

/// What the panel is given.
#[derive(Properties)]
pub struct VerdictProps {
    /// The last packet or conversation.
    pub moment: Option<Rc<Moment>>,
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// The checkpoint that is pointed at.
    pub gate: Option<usize>,
    /// Whether rules can be edited.
    pub readonly: bool,
    /// Copies a text.
    pub oncopy: Callback<String>,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

impl PartialEq for VerdictProps {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.moment, &other.moment) {
            (Some(one), Some(two)) => Rc::ptr_eq(one, two),
            (one, two) => one.is_none() && two.is_none(),
        };
        same && self.gate == other.gate
            && self.readonly == other.readonly
            && self.directory == other.directory
    }
}

/// The trace of a moment: of a conversation the packet that died, else its last.
pub(crate) fn trace_of(moment: &Moment) -> Option<&Rc<Trace>> {
    match &moment.answer {
        Answer::Sent(trace) => Some(trace),
        Answer::Conversed(dialogue) => dialogue.decisive().map(|line| &line.trace),
        Answer::Applied(_) | Answer::Advanced(_) => None,
    }
}

/// The class and the picture of a decision.
pub(crate) const fn looks(decision: Decision) -> (&'static str, Icon) {
    match decision {
        Decision::Allowed => ("allowed", Icon::Check),
        Decision::Denied => ("denied", Icon::Cross),
        Decision::Unknown => ("unknown", Icon::Unknown),
    }
}

/// The panel.
#[component]
pub fn Verdict(props: &VerdictProps) -> Html {
    let body = match props.moment.as_deref().and_then(trace_of) {
        Some(trace) => told(props, trace),
        None => {
            html! { <p class="dim" key="none">{ "Send a packet to see what becomes of it, and why." }</p> }
        }
    };
    html! {
        <section class="panel verdict-panel" part="verdict" aria-labelledby="verdict-title">
            <div class="panel-head"><h2 id="verdict-title">{ "Verdict" }</h2>{ info(&help::VERDICT) }</div>
            <div class="panel-body">{ body }</div>
        </section>
    }
}

fn told(props: &VerdictProps, trace: &Rc<Trace>) -> Html {
    let (class, picture) = looks(trace.verdict);
    let blocking = trace.blocking();
    let nearest = blocking.and_then(|checkpoint| nearest_miss(&trace.network, checkpoint));
    let gates = trace.checkpoints.iter().enumerate().map(|(at, _)| draw_gate(props, trace, at));
    let assumptions = trace.assumptions.iter().map(|assumption| {
        html! {
            <li key={assumption.id()} class="assumption">
                <span class="badge note-mark">{ "Assumed" }</span>
                <span>{ assumption.sentence() }</span>
            </li>
        }
    });
    html! {
        <>
            <div key="conversation">{ for props.moment.as_deref().and_then(conversation) }</div>
            <div key="word" class={classes!("verdict", class)}>
                <p class="verdict-word">{ icon(picture) }<span>{ verdict(trace.verdict) }</span></p>
                <p class="verdict-why"><bdi>{ sentence(&summary(trace)) }</bdi></p>
                <p class="mono dim packet-line">{ packet_line(&trace.packet) }</p>
            </div>
            <div key="nearest">{ for nearest.as_ref().map(draw_nearest) }</div>
            <div key="noticed">
                if let Some(text) = noticed(trace) {
                    <p class="dim noticed">{ text }</p>
                }
            </div>
            <ol key="gates" class="gates" aria-label="Checkpoints">{ for gates }</ol>
            <div key="remedies">{ remedies(props, trace) }</div>
            <ul key="assumptions" class="assumptions">{ for assumptions }</ul>
        </>
    }
}

/// The packets of a conversation, and how far it got.
fn conversation(moment: &Moment) -> Option<Html> {
    let Answer::Conversed(dialogue) = &moment.answer else { return None };
    let lines = dialogue.lines.iter().enumerate().map(|(at, line)| {
        let state = gate_of(line.trace.verdict, line.trace.checkpoints.last().and_then(|last| last.tracked));
        html! {
            <li key={at} class="dialogue-line">
                { gate(state) }
                <span class="strong">{ line.label.to_string() }</span>
                <span class="mono dim">{ packet_line(&line.trace.packet) }</span>
                <span class="unseen">{ verdict(line.trace.verdict) }</span>
            </li>
        }
    });
    let end = if dialogue.completed {
        "It completed. Its last packet:"
    } else {
        "It got no further. The packet that died:"
    };
    Some(html! {
        <div class="dialogue">
            <ol aria-label="Packets of the conversation">{ for lines }</ol>
            <p class="dim">{ end }</p>
        </div>
    })
}

/// For each blocking checkpoint the change that would open it; and how to see the same at AWS.
fn remedies(props: &VerdictProps, trace: &Rc<Trace>) -> Html {
    let fixes = fixes(trace).into_iter().enumerate().map(|(at, fix)| {
        let apply = {
            let (dispatch, actions) = (props.dispatch.clone(), fix.actions.clone());
            Callback::from(move |_: MouseEvent| {
                dispatch.dispatch(Act::Step(StepKind::Apply(actions.clone())));
            })
        };
        html! {
            <div key={at} class="remedy">
                <p><span class="label">{ "Would open it" }</span><bdi>{ &fix.title }</bdi></p>
                if !props.readonly {
                    <Button label="Apply this change" icon={Icon::Check} onclick={apply} />
                }
                { command(&fix.commands, &props.oncopy) }
            </div>
        }
    });
    let ends = (trace.packet.source.to_string(), trace.packet.destination.to_string());
    let lines = confirmation(trace, &ends.0, &ends.1);
    html! {
        <>
            <div key="fixes">{ for fixes }</div>
            if !lines.is_empty() {
                <details key="confirm" class="confirm">
                    <summary>{ "Confirm it at AWS" }</summary>
                    { command(&lines.join("\n"), &props.oncopy) }
                </details>
            }
        </>
    }
}

/// Lines for a terminal, with a button that copies them.
fn command(lines: &str, oncopy: &Callback<String>) -> Html {
    let copy = {
        let (oncopy, lines) = (oncopy.clone(), lines.to_owned());
        Callback::from(move |_: MouseEvent| oncopy.emit(lines.clone()))
    };
    html! {
        <div class="command-box">
            <pre class="mono command" tabindex="0">{ lines.to_owned() }</pre>
            <Button label="Copy the command" icon={Icon::Copy} icon_only={true} weight={Weight::Quiet} onclick={copy} />
        </div>
    }
}

fn draw_nearest(nearest: &NearestMiss) -> Html {
    html! {
        <p class="nearest"><span class="label">{ "Nearest miss" }</span><bdi>{ sentence(&nearest.sentence) }</bdi></p>
    }
}

fn draw_gate(props: &VerdictProps, trace: &Rc<Trace>, at: usize) -> Html {
    let Some(checkpoint) = trace.checkpoints.get(at) else { return Html::default() };
    let state = gate_of(checkpoint.decision, checkpoint.tracked);
    let open = props.gate == Some(at);
    let toggle = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Gate((!open).then_some(at))))
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
                    { detail(props, trace, at) }
                }
            </div>
        </li>
    }
}

fn detail(props: &VerdictProps, trace: &Rc<Trace>, at: usize) -> Html {
    let Some(checkpoint) = trace.checkpoints.get(at) else { return Html::default() };
    let reason = sg_core::explain::reason(&trace.network, checkpoint);
    let rule = match &checkpoint.decided_by {
        Some(DecidedBy::Rule(id)) => trace
            .network
            .security_groups
            .iter()
            .find(|group| group.rule(id).is_some())
            .map(|group| (group.id.clone(), id.as_str().to_owned())),
        _ => None,
    };
    let show = rule.zip(checkpoint.direction).map(|((group, id), direction)| {
        let dispatch = props.dispatch.clone();
        let press =
            Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::ShowRule(group.clone(), direction)));
        html! { <button type="button" class="button link" onclick={press}>{ format!("Show {id}") }</button> }
    });
    html! {
        <>
            <p key="reason"><bdi>{ sentence(&reason) }</bdi></p>
            <p key="packet" class="mono dim packet-line">{ packet_line(&checkpoint.packet) }</p>
            <div key="considered">{ considered(trace, checkpoint) }</div>
            <div key="show">{ for show }</div>
        </>
    }
}
