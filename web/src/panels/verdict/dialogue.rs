//! The packets of a conversation, how far it got, and the choice of the one to look at.

use sg_core::simulation::{Answer, Moment};
use yew::prelude::*;

use crate::panels::words::{gate_of, handshake, verdict, way_line};
use crate::state::store::{Act, Dispatch};
use crate::ui::gate::gate;

/// The list; none for a single packet.
pub(super) fn dialogue(moment: &Moment, line: Option<usize>, dispatch: &Dispatch) -> Option<Html> {
    let Answer::Conversed(dialogue) = &moment.answer else { return None };
    let last = dialogue.lines.len().saturating_sub(1);
    let decided = dialogue.died_at().filter(|_| !dialogue.completed).unwrap_or(last);
    let shown = line.unwrap_or(decided);
    let lines = dialogue.lines.iter().enumerate().map(|(at, line)| {
        let state = gate_of(line.trace.verdict, line.trace.checkpoints.last().and_then(|last| last.tracked));
        let look = {
            let dispatch = dispatch.clone();
            Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Line(Some(at))))
        };
        html! {
            <li key={at} class={classes!("dialogue-line", state.class())}>
                <button
                    type="button"
                    aria-current={(at == shown).then_some("true")}
                    title={handshake(&line.label).map(|what| format!("{}: {what}", line.label))}
                    onclick={look}
                >
                    { gate(state) }
                    <span class="strong">{ line.label.to_string() }</span>
                    <span class="mono dim">{ way_line(&line.trace) }</span>
                    <span class="unseen">{ format!(": {}", verdict(line.trace.verdict)) }</span>
                </button>
            </li>
        }
    });
    // The names of TCP's packets are told once, where they stand first.
    let names = dialogue
        .lines
        .iter()
        .take(3)
        .filter_map(|line| Some(format!("{} {}", line.label, handshake(&line.label)?)));
    let names: Vec<String> = names.collect();
    let label = dialogue.lines.get(shown).map(|line| line.label.to_string()).unwrap_or_default();
    Some(html! {
        <div class="dialogue">
            <h3>{ "Packets of the conversation" }</h3>
            if names.len() > 1 {
                <p class="dim">{ format!("{}.", names.join(", ")) }</p>
            }
            <ol aria-label="Packets of the conversation">{ for lines }</ol>
            <h3>{ "Checkpoints of the " }<bdi>{ label }</bdi></h3>
        </div>
    })
}
