//! Everything that was done, in order.

use std::rc::Rc;

use sg_core::net::Decision;
use sg_core::simulation::{Answer, Moment, Simulation};
use yew::prelude::*;

use crate::panels::words::{gate_of, step_label, verdict};
use crate::state::ends::End;
use crate::ui::gate::gate;
use crate::ui::icon::{Icon, icon};

/// What the strip is given.
#[derive(Properties)]
pub struct HistoryProps {
    /// The steps done and undone.
    pub simulation: Rc<Simulation>,
    /// Names of the ends.
    pub ends: Rc<Vec<End>>,
}

impl PartialEq for HistoryProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.simulation, &other.simulation)
    }
}

/// The strip at the foot.
#[component]
pub fn History(props: &HistoryProps) -> Html {
    let strip = use_node_ref();
    let done = props.simulation.history();
    use_effect_with((strip.clone(), done.len()), |(strip, _)| {
        if let Some(strip) = strip.cast::<web_sys::Element>() {
            strip.set_scroll_left(strip.scroll_width());
        }
    });
    let undone = props.simulation.undone();
    let past = done.iter().enumerate().map(|(at, moment)| draw(at, moment, &props.ends, false));
    let future =
        undone.iter().rev().enumerate().map(|(at, moment)| draw(done.len() + at, moment, &props.ends, true));
    html! {
        <footer class="history">
            <h2 id="history-title">{ "History" }</h2>
            <div ref={strip} class="history-strip" tabindex="0" role="region" aria-labelledby="history-title">
                <ol>
                    <li key="start" class="moment">{ "Start" }</li>
                    { for past }
                    { for future }
                </ol>
            </div>
        </footer>
    }
}

fn draw(at: usize, moment: &Moment, ends: &[End], undone: bool) -> Html {
    let decision = match &moment.answer {
        Answer::Sent(trace) => Some((trace.verdict, trace.checkpoints.last().and_then(|last| last.tracked))),
        Answer::Conversed(dialogue) => Some((dialogue.verdict(), None)),
        Answer::Applied(_) | Answer::Advanced(_) => None,
    };
    let mark = match (&moment.answer, decision) {
        (_, Some((decision, tracked))) => gate(gate_of(decision, tracked)),
        (Answer::Advanced(_), _) => icon(Icon::Clock),
        _ => icon(Icon::Edit),
    };
    let word = decision.map(|(decision, _): (Decision, _)| format!(": {}", verdict(decision)));
    html! {
        <li key={at} class={classes!("moment", undone.then_some("undone"))}>
            { mark }
            <bdi>{ step_label(moment, ends) }</bdi>
            <span class="unseen">{ word.unwrap_or_default() }{ if undone { ", undone" } else { "" } }</span>
        </li>
    }
}
