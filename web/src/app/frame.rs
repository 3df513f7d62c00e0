//! What stands around the columns: the tabs of a narrow screen, the foot of chosen panels, how the work is kept.

use std::rc::Rc;

use sg_core::explain::summary;
use sg_core::formats::share::write_fragment;
use yew::prelude::*;

use crate::panels::words::{sentence, verdict};
use crate::state::kept::{Keeping, Wish};
use crate::state::store::{Act, Dispatch, Open, State, View, walk_of};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::{Icon, icon};

use super::AppProps;
use super::handing::{Handing, document_file};
use super::keeping::Keeper;

/// The tabs of a narrow screen; the style sheet hides them where all columns have room.
pub fn views(chosen: View, page: bool, dispatch: &Dispatch) -> Html {
    let tabs = View::ALL.into_iter().map(|view| {
        let dispatch = dispatch.clone();
        html! {
            <button
                key={view.id()}
                type="button"
                class="tab"
                aria-current={(view == chosen).then_some("true")}
                onclick={Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::View(view)))}
            >
                { view.label() }
            </button>
        }
    });
    html! { <nav class="views" role={(!page).then_some("group")} aria-label="Parts of the page">{ for tabs }</nav> }
}

/// Under panels that stand alone: the way back, and the way to the whole page with the same state.
pub fn foot(props: &AppProps, state: &State, dispatch: &Dispatch) -> Html {
    let send = |act: fn() -> Act| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(act()))
    };
    let full = format!("{}#{}", props.base, write_fragment(&state.simulation.to_document()));
    let untouched = !state.is_touched();
    html! {
        <div class="foot" part="foot">
            <Button label="Undo" icon={Icon::Undo} weight={Weight::Quiet} disabled={state.simulation.history().is_empty()} onclick={send(|| Act::Undo)} />
            <Button label="Start again" weight={Weight::Quiet} disabled={untouched} onclick={send(|| Act::Reset)} />
            <span class="spring"></span>
            <Button label="Share" icon={Icon::Share} weight={Weight::Quiet} onclick={send(|| Act::Open(Some(Open::Share)))} />
            <a href={full} target="_blank" rel="noopener">{ "Open in full" }</a>
        </div>
    }
}

/// What a person must know of how the work is kept, and the choices there are.
pub fn kept_bar(keeper: &Keeper, state: &State, handing: &Handing) -> Html {
    let wish = |label: &'static str, wish: Wish| {
        let onwish = keeper.wish.clone();
        let onclick = Callback::from(move |_: MouseEvent| onwish.emit(wish.clone()));
        html! { <Button key={label} {label} {onclick} /> }
    };
    let save = || {
        let (save, simulation) = (handing.save.clone(), Rc::clone(&state.simulation));
        let onclick = Callback::from(move |_: MouseEvent| {
            save.emit(document_file(&simulation));
        });
        html! { <Button key="save" label="Save as a file" icon={Icon::Download} {onclick} /> }
    };
    let (text, choices) = match &keeper.keeping {
        Keeping::Refused(why) if keeper.touched => (
            format!("Not saved: this browser stores nothing here ({why}). Your work ends with this page."),
            vec![save()],
        ),
        Keeping::ChangedElsewhere => (
            "Another tab changed this document. Nothing more is saved here until you choose.".to_owned(),
            vec![wish("Show the other version", Wish::Theirs), wish("Keep both", Wish::KeepBoth)],
        ),
        Keeping::DeletedElsewhere => (
            "Another tab deleted this document. It is only on this screen now.".to_owned(),
            vec![wish("Keep it", Wish::KeepBoth), save()],
        ),
        _ => return html! { <div key="kept" class="bar-place" role="status"></div> },
    };
    html! {
        <div key="kept" class="bar-place" role="status">
            <div class="bar">{ icon(Icon::Warning) }<span class="bar-text">{ text }</span>{ for choices }</div>
        </div>
    }
}

/// What a screen reader says of the last packet: once for each packet, also where the next one fares the same.
pub fn spoken(state: &State) -> Html {
    let trace = state.shown().and_then(|moment| walk_of(moment, None));
    let said = trace.map(|trace| format!("{}. {}", verdict(trace.verdict), sentence(&summary(trace))));
    let at = state.simulation.history().len();
    html! { <div class="unseen" role="status" aria-label="Verdict"><p key={at}>{ said.unwrap_or_default() }</p></div> }
}
