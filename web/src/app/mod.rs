//! The shell: it joins the browser to the state, and lays the panels out.

mod columns;
mod desk;
mod dialogs;
mod events;
mod following;
mod frame;
mod going;
mod handing;
mod helping;
mod keeping;
mod keys;
mod lesson;
mod part;
mod pieces;
mod printing;
mod real_time;
mod scenarios;
mod skips;
mod theme;
mod toast;

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use crate::browser::overlay;
use crate::browser::shelf::Shelf;
use crate::panels::header::{Export, Header};
use crate::panels::history::History;
use crate::panels::import::Pasted;
use crate::panels::report::Report;
use crate::state::kept::name_of;
use crate::state::panel::Panel;
use crate::state::remote::Remote;
use crate::state::store::{Act, Dispatch, Notice, State};
use crate::ui::copied::Copying;
use crate::ui::info::Help;
use crate::ui::kept_focus::use_kept_focus;
use crate::ui::region::WholePage;

use columns::Columns;
use dialogs::{Shown, dialogs};
pub use events::Emit;
use events::use_events;
use frame::{foot, kept_bar, spoken, views};
use going::use_going;
use handing::{export, text_of, use_handing};
use helping::use_help;
pub use keeping::begin;
use keeping::use_keeping;
use keys::use_keys;
use pieces::use_pieces;
use printing::use_printing;
use real_time::use_real_time;
use skips::skips;
use theme::use_theme;
use toast::Toast;

/// What the element says.
#[derive(Properties, PartialEq, Clone)]
pub struct AppProps {
    /// Where the app is mounted.
    pub root: Element,
    /// Whether the element is the page itself.
    pub page: bool,
    /// Packets and the clock, but no edits.
    pub readonly: bool,
    /// The panels to show alone; none means the whole page.
    pub panels: Rc<[Panel]>,
    /// Whether the frame around the panels goes: the page in a frame of another.
    pub embed: bool,
    /// Where events go.
    pub emit: Emit,
    /// What the element's methods reach.
    pub remote: Remote,
    /// Where the work is kept; none keeps nothing.
    pub shelf: Option<Shelf>,
    /// Where the scenarios lie: a URL that ends in a slash.
    pub base: AttrValue,
    /// What it begins with, where that was made before.
    pub begun: Begun,
}

/// The state that an app begins with, for it to take once. Making it takes a while, and so does drawing it: the element
/// has each done in a task of its own.
#[derive(Clone, Default)]
pub struct Begun(Rc<RefCell<Option<State>>>);

impl Begun {
    /// What was made before.
    #[must_use]
    pub fn with(state: State) -> Self {
        Self(Rc::new(RefCell::new(Some(state))))
    }
}

impl PartialEq for Begun {
    /// Taken at the beginning, it is never looked at again.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl AppProps {
    /// Whether a panel is among those to show.
    fn shows(&self, panel: Panel) -> bool {
        self.panels.is_empty() || self.panels.contains(&panel)
    }
}

/// The whole page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let (shelf, begun) = (props.shelf.clone(), props.begun.clone());
    let state = use_reducer_eq(move || begun.0.take().unwrap_or_else(|| begin(shelf.as_ref())));
    let dispatch: Dispatch = state.dispatcher();

    let open_scenario = {
        let (dispatch, base) = (dispatch.clone(), props.base.clone());
        Callback::from(move |id: AttrValue| scenarios::open(&base, &id, dispatch.clone()))
    };
    // The overlay of a failed page offers the work as it stood at the last change.
    use_effect_with(
        (props.root.clone(), state.simulation.history().len(), state.simulation.undone().len()),
        {
            let simulation = Rc::clone(&state.simulation);
            move |(root, ..)| {
                overlay::keep(root, Rc::new(move || text_of(&simulation)));
            }
        },
    );
    use_real_time(state.running, &dispatch);
    use_events(&props.emit, &props.remote, &state, &dispatch);
    let (theme, next_theme) = use_theme(&props.root, props.page);
    use_kept_focus(&props.root);
    let going = use_going(&props.root);
    let keys = use_keys(&props.root, props.page, &going, &dispatch);
    let keeper = use_keeping(props.shelf.as_ref(), props.page, &state);
    let handing = use_handing(&dispatch);
    let pasted = Pasted(use_mut_ref(String::new));
    let help = use_help(&dispatch, &props.base);
    let onexport = {
        let (simulation, save, dispatch) =
            (Rc::clone(&state.simulation), handing.save.clone(), dispatch.clone());
        Callback::from(move |what: Export| match export(&simulation, what) {
            Some(file) => save.emit(file),
            None => dispatch.dispatch(Act::Notify(Notice::unchanged())),
        })
    };
    let onfailing = use_callback(props.page, |failing, page| title(*page, failing));
    let chosen = !props.panels.is_empty();
    let pieces = use_pieces(|panel| props.shows(panel), &props.emit);
    let printing = use_printing(props.page);
    let printed = state.trace().filter(|_| printing);
    let looks_back = props.shows(Panel::History) && state.looks_back();
    let classes = classes!(
        "app",
        chosen.then_some("chosen"),
        printed.is_some().then_some("printing"),
        looks_back.then_some("past"),
        help.class(false)
    );
    let onfocusin = {
        let help = help.clone();
        Callback::from(move |event: FocusEvent| help.follow(&event))
    };

    html! {
        <ContextProvider<WholePage> context={WholePage(props.page)}>
        <ContextProvider<Copying> context={Copying(handing.copy.clone())}>
        <ContextProvider<Help> context={help.clone()}>
        <div class={classes} onkeydown={keys.onkeydown} {onfocusin}>
            <div class="slot">if !chosen { { skips(&going, &dispatch) } }</div>
            <div class="slot">if !chosen && !props.embed { <Header
                name={name_of(&state.simulation).to_owned()}
                keeping={keeper.keeping.clone()}
                readonly={props.readonly}
                {onexport}
                can_undo={!state.simulation.history().is_empty()}
                can_redo={!state.simulation.undone().is_empty()}
                {theme}
                ontheme={next_theme}
                dispatch={dispatch.clone()}
            /> }</div>
            <div class="slot">{ kept_bar(&keeper, &state, &handing) }</div>
            <div class="slot">if !chosen { { views(state.view, props.page, &dispatch) } }</div>
            <Columns app={props.clone()} state={state.clone()} handing={handing.clone()} {pieces} {onfailing} />
            <div class="toast-place" role="status"><Toast notice={state.notice.clone()} leads={props.shows(Panel::Expectations)} dispatch={dispatch.clone()} /></div>
            <div class="slot">if props.shows(Panel::History) && pieces.include(Panel::History) { <History
                simulation={state.simulation.clone()}
                past={state.looks_back()}
                ends={state.ends.clone()}
                onbranch={keeper.branch()}
                dispatch={dispatch.clone()}
            /> }</div>
            <div class="slot">if chosen || props.embed { { foot(props, &state, &dispatch) } }</div>
            <div class="dialogs">{ dialogs(&Shown { props, state: &state, handing: &handing, keeper: &keeper, pasted: &pasted, single_keys: keys.single, onsingle: &keys.onsingle, onscenario: &open_scenario, dispatch: &dispatch }) }</div>
            <div class="help-place">{ help.panel(false) }</div>
            <div class="report-place">if let Some(trace) = printed {
                <Report
                    name={name_of(&state.simulation).to_owned()}
                    trace={trace.clone()}
                    directory={state.directory.clone()}
                />
            }</div>
            { spoken(&state) }
        </div>
        </ContextProvider<Help>>
        </ContextProvider<Copying>>
        </ContextProvider<WholePage>>
    }
}

/// Counts what fails in the title: only the page has one of its own.
fn title(page: bool, failing: usize) {
    if page {
        let count = if failing > 0 { format!("({failing}) ") } else { String::new() };
        gloo::utils::document().set_title(&format!("{count}Security Group Playground"));
    }
}
