//! Everything that was done, in order.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use sg_core::explain::script;
use sg_core::simulation::{Answer, Moment, Simulation};
use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::panels::help::info;
use crate::panels::words::{gate_of, step_label, step_title, verdict};
use crate::state::ends::End;
use crate::state::help;
use crate::state::store::{Act, Dispatch, Notice, Open};
use crate::ui::button::{Button, Weight};
use crate::ui::gate::gate;
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::unbroken;
use crate::ui::region::Region;
use crate::ui::width::use_width;

/// What the strip is given.
#[derive(Properties)]
pub struct HistoryProps {
    /// The steps done and undone.
    pub simulation: Rc<Simulation>,
    /// Whether the reader looks back into work that is kept.
    pub past: bool,
    /// Names of the ends.
    pub ends: Rc<Vec<End>>,
    /// Keeps the present document whole and goes on in a copy that ends at the moment shown; none where the browser
    /// keeps nothing.
    pub onbranch: Option<Callback<()>>,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

impl PartialEq for HistoryProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.simulation, &other.simulation)
            && self.past == other.past
            && self.onbranch.is_some() == other.onbranch.is_some()
    }
}

/// The strip at the foot.
#[component]
pub fn History(props: &HistoryProps) -> Html {
    let strip = use_node_ref();
    let width = use_width(&strip);
    let done = props.simulation.history();
    let undone = props.simulation.undone();
    // The moment that is shown comes into view, with what follows it where there is room.
    use_effect_with((strip.clone(), done.len(), undone.len(), width), |(strip, _, undone, _)| {
        let Some(strip) = strip.cast::<web_sys::Element>() else { return };
        let Some(shown) = strip.query_selector("[aria-current=step]").ok().flatten() else { return };
        if *undone > 0 {
            crate::ui::into_view(&shown);
            return;
        }
        // Where it has no room for all of it, its beginning is seen: what became of it, and what it was.
        strip.set_scroll_left(strip.scroll_width());
        // The list begins where the strip has faded in, which the style sheet says.
        let list = strip.first_element_child().and_then(|list| list.dyn_into::<web_sys::HtmlElement>().ok());
        let faded = list.map_or(0, |list| list.offset_left());
        let [at, edge] = [&shown, &strip].map(|one| one.get_bounding_client_rect().left());
        #[expect(clippy::cast_possible_truncation, reason = "pixels of a strip")]
        let beyond = (edge - at) as i32 + faded;
        if beyond > 0 {
            strip.set_scroll_left(strip.scroll_left() - beyond);
        }
    });
    // A mouse's wheel turns one way only.
    use_effect_with(strip.clone(), |strip| {
        let strip = strip.cast::<web_sys::Element>();
        let listener = strip.map(|strip| {
            let turned = strip.clone();
            EventListener::new_with_options(
                &strip,
                "wheel",
                EventListenerOptions::enable_prevent_default(),
                move |event| {
                    let Some(event) = event.dyn_ref::<WheelEvent>() else { return };
                    let before = turned.scroll_left();
                    if event.delta_x() == 0.0 && !event.ctrl_key() {
                        turned.scroll_by_with_x_and_y(event.delta_y(), 0.0);
                    }
                    // At either end the wheel is the page's again.
                    if turned.scroll_left() != before {
                        event.prevent_default();
                    }
                },
            )
        });
        move || drop(listener)
    });
    let past =
        done.iter().enumerate().map(|(at, moment)| draw(at, moment, props, at + 1 == done.len(), false));
    let later = undone.iter().rev().enumerate();
    let future = later.map(|(at, moment)| draw(done.len() + at, moment, props, false, true));
    let start = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::GoTo(0)))
    };
    let show = {
        let (simulation, dispatch) = (Rc::clone(&props.simulation), props.dispatch.clone());
        Callback::from(move |_: MouseEvent| match script(&simulation) {
            Some(_) => dispatch.dispatch(Act::Open(Some(Open::Script))),
            None => dispatch.dispatch(Act::Notify(Notice::unchanged())),
        })
    };
    html! {
        <Region class={classes!("history", (!done.is_empty()).then_some("goes-back"))} part="history" titled="history-title">
            <div class="past-place" role="status">{ for looking_back(props, done.len(), undone.len()) }</div>
            <h2 id="history-title">{ "History" }</h2>{ info(&help::HISTORY) }
            <div ref={strip} class="history-strip" tabindex="0" role="group" aria-labelledby="history-title">
                <ol>
                    <li key="start" class="moment">
                        <button type="button" aria-current={done.is_empty().then_some("step")} onclick={start}>
                            { "Start" }
                        </button>
                    </li>
                    { for past }
                    { for future }
                </ol>
            </div>
            <Button
                label="Show as an AWS CLI script"
                icon={Icon::Document}
                weight={Weight::Quiet}
                class="copy-script"
                onclick={show}
            />
        </Region>
    }
}

/// A word that an earlier moment is shown, what doing something now would mean, and the way back.
fn looking_back(props: &HistoryProps, done: usize, undone: usize) -> Option<Html> {
    if !props.past {
        return None;
    }
    let all = done + undone;
    let newest = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::GoTo(all)))
    };
    let later = if undone == 1 { "the later step".to_owned() } else { format!("the {undone} later steps") };
    let on = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::DropLater))
    };
    let branch = props.onbranch.as_ref().map(|onbranch| {
        way("Branch", " into a new document", "keeps this one whole", onbranch.reform(|_: MouseEvent| ()))
    });
    Some(html! {
        <div class="looking-back">
            { icon(Icon::Clock) }
            <p>
                <strong>{ format!("Looking back at step {done} of {all}. ") }</strong>
                <span class="past-more">{ "All but the form is shown as it was then. " }</span>
                { format!("What you do now drops {later}.") }
            </p>
            <Button key="newest" label="Back to the newest" icon={Icon::Redo} onclick={newest} />
            <div key="ways" class="past-ways">
                { way("Drop", "", &later, on) }
                { for branch }
            </div>
        </div>
    })
}

/// A way on from the past, and on the button itself what becomes of what came later. A phone shows the `label` without
/// the `rest`.
fn way(label: &'static str, rest: &'static str, becomes: &str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button key={label} type="button" class="button normal past-way" {onclick}>
            <span>{ label }<span class="past-more">{ rest }</span></span>{ " " }<span class="becomes">{ becomes.to_owned() }</span>
        </button>
    }
}

fn draw(at: usize, moment: &Moment, props: &HistoryProps, current: bool, undone: bool) -> Html {
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
    let word = decision.map(|(decision, _)| format!(": {}", verdict(decision)));
    let newest = props.simulation.history().last();
    let is_kin = !current && newest.is_some_and(|newest| newest.shares_flow(moment));
    let go = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::GoTo(at + 1)))
    };
    html! {
        <li key={at} class={classes!("moment", undone.then_some("undone"), is_kin.then_some("kin"))}>
            <button type="button" aria-current={current.then_some("step")} title={step_title(moment)} onclick={go}>
                { mark }
                <bdi>{ unbroken(&step_label(moment, &props.ends, props.simulation.network())) }</bdi>
                <span class="unseen">{ word.unwrap_or_default() }{ if is_kin { ", same flow" } else { "" } }</span>
                if undone { <span class="later"><span class="unseen">{ ", " }</span>{ "later" }</span> }
            </button>
        </li>
    }
}
