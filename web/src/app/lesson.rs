//! Above what is selected: the scenario's story step by step, and the task that it ends with.

use std::rc::Rc;

use sg_core::net::Decision;
use sg_core::simulation::{Answer, Moment};
use yew::prelude::*;

use crate::panels::words::{sentence, step_label, verdict};
use crate::state::scenarios::FIRST;
use crate::state::store::{Act, Dispatch, Open, State};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::Icon;
use crate::ui::marks::unbroken;

/// The one thing to try, where the document names it; the step of the story, while an earlier one is looked at.
/// With `more`, it leads to the others; `class` says where it stands.
pub fn lesson(state: &State, more: bool, class: &'static str, dispatch: &Dispatch) -> Html {
    let lesson = state.simulation.document().lesson.as_ref();
    let task = lesson.map(|lesson| lesson.task.as_str()).unwrap_or_default();
    let story = state.story();
    let reading = story.filter(|_| !state.simulation.undone().is_empty());
    html! {
        <div key="lesson">
            if let Some((step, all)) = reading.filter(|(step, all)| step < all) {
                { told(state, step, all, dispatch) }
            } else if !state.lesson_away && (!task.is_empty() || story.is_some()) {
                { asked(state, task, story, more, class, dispatch) }
            }
        </div>
    }
}

/// A step of the story, and the ways to its neighbours.
fn told(state: &State, step: usize, all: usize, dispatch: &Dispatch) -> Html {
    let text = match step.checked_sub(1).and_then(|at| state.simulation.history().get(at)) {
        Some(moment) => words(state, moment),
        None => html! { "Nothing has happened yet." },
    };
    let go = |label: &'static str, icon: Icon, to: Option<usize>| {
        let (dispatch, step) = (dispatch.clone(), to.unwrap_or_default());
        let onclick = Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::GoTo(step)));
        let icon_only = icon == Icon::StepBack;
        html! { <Button {label} {icon} {icon_only} weight={Weight::Quiet} disabled={to.is_none()} {onclick} /> }
    };
    html! {
        <div key="told" class="lesson told" part="lesson">
            <span class="label">{ format!("Step {step} of {all}") }</span>
            <p class="lesson-text">{ text }</p>
            <div class="lesson-steps">
                { go("Previous step", Icon::StepBack, step.checked_sub(1)) }
                { go("Next step", Icon::StepOn, Some(step + 1)) }
            </div>
        </div>
    }
}

/// What the story's last step tells, and the task; once it is done that it is; the way to the story's beginning.
fn asked(
    state: &State,
    task: &str,
    story: Option<(usize, usize)>,
    more: bool,
    class: &'static str,
    dispatch: &Dispatch,
) -> Html {
    let done = !task.is_empty() && state.lesson_is_done();
    let end = story.filter(|(step, all)| !done && step <= all && (task.is_empty() || !says_all(state)));
    let last = end.and_then(|_| state.simulation.history().last());
    let (label, asks) = match end {
        _ if done => (
            "Done:".to_owned(),
            "The packet is allowed now. Take the change away again, or open another scenario.",
        ),
        Some((step, all)) => (format!("Step {step} of {all}"), task),
        None if task.is_empty() => return Html::default(),
        None => ("Try".to_owned(), task),
    };
    let begin = story.filter(|_| !done).map(|(_, all)| {
        let dispatch = dispatch.clone();
        let onclick = Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::GoTo(1)));
        html! {
            <button type="button" class="button link" {onclick}>{ format!("Start at step 1 of {all}") }</button>
        }
    });
    let others = more.then(|| {
        let dispatch = dispatch.clone();
        let onclick =
            Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Open(Some(Open::Documents))));
        html! { <button type="button" class="button link all-lessons" {onclick}>{ "All lessons" }</button> }
    });
    let away = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::PutLessonAway))
    };
    // At a story's end no other button takes the place of the one that led there: a press too many puts nothing away.
    let (link, cross) = if end.is_some() {
        let link =
            html! { <button type="button" class="button link" onclick={away}>{ "Put this away" }</button> };
        (Some(link), None)
    } else {
        let cross = html! {
            <Button
                class="lesson-away"
                label="Put this away"
                icon={Icon::Close}
                icon_only={true}
                weight={Weight::Quiet}
                onclick={away}
            />
        };
        (None, Some(cross))
    };
    html! {
        <div key="asked" class={classes!("lesson", class, done.then_some("done"), end.map(|_| "ending"))} part="lesson">
            <span class="label">{ label }</span>
            <p class="lesson-text">
                if let Some(moment) = last { { words(state, moment) }{ " " } }
                if end.is_some() && !asks.is_empty() { <span class="label">{ "Try" }</span>{ " " } }
                <bdi>{ asks.to_owned() }</bdi>{ " " }{ for begin }{ " " }{ for others }{ " " }{ for link }
            </p>
            { for cross }
        </div>
    }
}

/// Whether the task tells of the last step itself: that of the first visit, whose banner shows before anything is read.
fn says_all(state: &State) -> bool {
    state.scenario.as_deref() == Some(FIRST)
}

/// What became of a step, and what the author says of it, else what was done.
fn words(state: &State, moment: &Rc<Moment>) -> Html {
    let what = moment.step.note.clone();
    let what = what.unwrap_or_else(|| step_label(moment, &state.ends, state.simulation.network()));
    let became = match &moment.answer {
        Answer::Sent(trace) => Some(trace.verdict),
        Answer::Conversed(dialogue) => Some(dialogue.verdict()),
        Answer::Applied(_) | Answer::Advanced(_) => None,
    };
    let became = became.map(|became| {
        let class = match became {
            Decision::Allowed => "allow",
            Decision::Denied => "deny",
            Decision::Unknown => "",
        };
        html! { <><b class={classes!("became", class)}>{ verdict(became) }{ "." }</b>{ " " }</> }
    });
    html! { <>{ for became }<bdi>{ unbroken(&sentence(&what)) }</bdi></> }
}
