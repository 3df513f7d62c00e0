//! The shell: it joins the browser to the state, and lays the panels out.

mod columns;
mod dialogs;
mod events;
mod frame;
mod handing;
mod keys;
mod scenarios;
mod subject;
mod theme;

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use crate::browser::overlay;
use crate::panels::header::Header;
use crate::panels::history::History;
use crate::state::panel::Panel;
use crate::state::remote::Remote;
use crate::state::scenarios::{FIRST, first};
use crate::state::store::{Dispatch, State};

use columns::Columns;
use dialogs::dialogs;
pub use events::Emit;
use events::use_events;
use frame::{foot, toast, views};
use handing::{text_of, use_handing};
use keys::use_undo_keys;
use theme::use_theme;

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
    /// The scenario to begin with.
    pub scenario: Option<AttrValue>,
    /// Where the scenarios lie: a URL that ends in a slash.
    pub base: AttrValue,
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
    let state = use_reducer_eq(|| {
        let mut state = State::new(first());
        state.scenario = Some(FIRST.into());
        state
    });
    let dispatch: Dispatch = state.dispatcher();

    let open_scenario = {
        let (dispatch, base) = (dispatch.clone(), props.base.clone());
        Callback::from(move |id: AttrValue| scenarios::open(&base, &id, dispatch.clone()))
    };
    use_effect_with(props.scenario.clone(), {
        let open = open_scenario.clone();
        move |scenario| {
            if let Some(id) = scenario {
                open.emit(id.clone());
            }
        }
    });
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
    use_events(&props.emit, &props.remote, &state, &dispatch);
    let (theme, next_theme) = use_theme(&props.root, props.page);
    let onkeydown = use_undo_keys(props.page, dispatch.clone());
    let handing = use_handing(&dispatch);
    let export = {
        let (simulation, save) = (Rc::clone(&state.simulation), handing.save.clone());
        Callback::from(move |()| save.emit(("playground.json", text_of(&simulation))))
    };
    let choices = use_memo((), |()| scenarios::choices());
    let onfailing = use_callback(props.page, |failing, page| title(*page, failing));
    let chosen = !props.panels.is_empty();

    html! {
        <div class={classes!("app", chosen.then_some("chosen"))} {onkeydown}>
            <div class="slot">if !chosen && !props.embed { <Header
                scenarios={(*choices).clone()}
                scenario={state.scenario.as_deref().unwrap_or_default().to_owned()}
                onscenario={open_scenario}
                onexport={export}
                can_undo={!state.simulation.history().is_empty()}
                can_redo={!state.simulation.undone().is_empty()}
                {theme}
                ontheme={next_theme}
                dispatch={dispatch.clone()}
            /> }</div>
            <div class="slot">if !chosen { { views(state.view, &dispatch) } }</div>
            <Columns app={props.clone()} state={state.clone()} handing={handing.clone()} {onfailing} />
            <div class="slot">if props.shows(Panel::History) { <History
                simulation={state.simulation.clone()}
                ends={state.ends.clone()}
                oncopy={handing.copy.clone()}
                dispatch={dispatch.clone()}
            /> }</div>
            <div class="slot">if chosen || props.embed { { foot(props, &state, &dispatch) } }</div>
            <div class="toast-place" role="status">{ toast(&state, &dispatch) }</div>
            <div class="dialogs">{ dialogs(props, &state, &handing, &dispatch) }</div>
        </div>
    }
}

/// Counts what fails in the title: only the page has one of its own.
fn title(page: bool, failing: usize) {
    if page {
        let count = if failing > 0 { format!("({failing}) ") } else { String::new() };
        gloo::utils::document().set_title(&format!("{count}Security Group Playground"));
    }
}
