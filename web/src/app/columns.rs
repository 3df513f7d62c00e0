//! The three columns and what stands in each.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::clock;
use crate::panels::attaching::{Attaching, use_attaching};
use crate::panels::diagram::Diagram;
use crate::panels::expectations::Expectations;
use crate::panels::import_note::import_note;
use crate::panels::resources::Resources;
use crate::panels::subject::subject;
use crate::panels::test_packet::TestPacket;
use crate::panels::tracking::Tracking;
use crate::panels::verdict::Verdict;
use crate::state::expectation::Failing;
use crate::state::flows::drops;
use crate::state::panel::Panel;
use crate::state::store::{State, View};
use crate::ui::search::Opened;

use super::AppProps;
use super::following::use_following;
use super::handing::Handing;
use super::lesson::lesson;
use super::part::use_part_focus;
use super::pieces::Pieces;

/// What the columns are given.
#[derive(Properties, PartialEq)]
pub struct ColumnsProps {
    /// What the element says.
    pub app: AppProps,
    /// What is shown.
    pub state: UseReducerHandle<State>,
    /// The ways out.
    pub handing: Handing,
    /// How far the first drawing has come.
    pub pieces: Pieces,
    /// Told how many expectations fail.
    pub onfailing: Callback<usize>,
}

/// The columns: resources, the middle, the test.
#[component]
pub fn Columns(props: &ColumnsProps) -> Html {
    let (state, dispatch) = (&props.state, props.state.dispatcher());
    let entries = use_memo(
        (
            state.simulation.history().len(),
            state.simulation.now(),
            state.simulation.undone().len(),
            Rc::as_ptr(&state.simulation),
        ),
        {
            let simulation = Rc::clone(&state.simulation);
            move |_| simulation.conntrack(None)
        },
    );
    // Time alone drops nothing: what it ends leaves the table.
    let drops = use_memo((Rc::as_ptr(&state.network), state.simulation.history().len(), entries.len()), {
        let (simulation, entries) = (Rc::clone(&state.simulation), Rc::clone(&entries));
        move |_| drops(&simulation, &entries)
    });
    let failing = use_state_eq(Failing::default);
    let onfailing = {
        let (failing, told) = (failing.setter(), props.onfailing.clone());
        Callback::from(move |now: Failing| {
            failing.set(now);
            told.emit(now.count);
        })
    };
    let column = use_node_ref();
    use_following(&column, state);
    use_part_focus(&column, state.view);
    let (attaching, above) = use_attaching(&state.network, &state.directory, props.app.readonly, &dispatch);
    let dragging = attaching.as_ref().is_some_and(Attaching::under_way);
    let shows = |panel: Panel| props.app.shows(panel);
    let [resources, work, test] = [
        shows(Panel::Resources),
        [Panel::Lesson, Panel::Diagram, Panel::Rules].into_iter().any(shows),
        [Panel::Packet, Panel::Verdict, Panel::Conntrack, Panel::Expectations].into_iter().any(shows),
    ];
    // A lesson alone in the page of someone else leads to no other.
    let more = props.app.panels.is_empty() && !props.app.embed;
    // Where the columns are tabs, the task stands above one's own work only where packets are sent.
    let begun = if more && state.is_own() { "wide-only" } else { "" };
    let drawn = |panel: Panel| shows(panel) && props.pieces.include(panel);
    let slot = |panel: Panel, content: &dyn Fn() -> Html| {
        html! { <div class="slot">if drawn(panel) { { content() } }</div> }
    };

    html! {
        <ContextProvider<Opened> context={Opened(Rc::as_ptr(&state.opened) as usize)}>
        <ContextProvider<Option<Attaching>> context={attaching}>
        // A page has one main part, and in the page of someone else it is not this.
        <@{if props.app.page || props.app.embed { "main" } else { "div" }} class={classes!("columns", dragging.then_some("dragging"))} data-view={state.view.id()}>
            <div class="column resources" data-key="resources" tabindex="-1" hidden={!resources}>
                { slot(Panel::Resources, &|| html! { <Resources
                    network={state.network.clone()}
                    directory={state.directory.clone()}
                    selected={state.selection.clone()}
                    readonly={props.app.readonly}
                    dispatch={dispatch.clone()}
                /> }) }
            </div>
            <div class="column work" data-key="rules" tabindex="-1" hidden={!work}>
                { slot(Panel::Lesson, &|| lesson(state, more, begun, &dispatch)) }
                <div class="slot">
                    if props.app.panels.is_empty() {
                        { for import_note(&state.simulation, clock::now()) }
                    }
                </div>
                { slot(Panel::Diagram, &|| html! { <Diagram
                    key="diagram"
                    network={state.network.clone()}
                    directory={state.directory.clone()}
                    trace={state.trace().cloned()}
                    gate={state.gate}
                    lit={state.lit.clone()}
                    selection={state.selection.clone()}
                    in_view={state.view == View::Diagram}
                    dispatch={dispatch.clone()}
                /> }) }
                { slot(Panel::Rules, &|| subject(state, props.app.readonly, &dispatch)) }
            </div>
            <div ref={column} class="column test" data-key="test" tabindex="-1" hidden={!test}>
                // Where the columns are tabs, the first one holds the one thing to try.
                <div class="narrow-only">if drawn(Panel::Lesson) && props.app.panels.is_empty() { { lesson(state, more, "", &dispatch) } }</div>
                { slot(Panel::Packet, &|| html! { <TestPacket
                    form={state.form.clone()}
                    ends={state.ends.clone()}
                    simulation={state.simulation.clone()}
                    refusal={state.refusal.clone()}
                    failing={Some(*failing).filter(|failing| failing.count > 0 && shows(Panel::Expectations))}
                    readonly={props.app.readonly}
                    dispatch={dispatch.clone()}
                /> }) }
                { slot(Panel::Verdict, &|| html! { <Verdict
                    moment={state.shown().cloned()}
                    line={state.line}
                    simulation={state.simulation.clone()}
                    symptom={state.symptom}
                    unsent={state.refusal.is_some()}
                    next={state.next().cloned()}
                    directory={state.directory.clone()}
                    gate={state.gate}
                    readonly={props.app.readonly}
                    oncopy={props.handing.copy.clone()}
                    dispatch={dispatch.clone()}
                /> }) }
                { slot(Panel::Conntrack, &|| html! { <Tracking
                    entries={entries.clone()}
                    drops={drops.clone()}
                    network={state.network.clone()}
                    running={state.running}
                    past={!state.simulation.undone().is_empty()}
                    now={state.simulation.now()}
                    next={state.simulation.next_expiry()}
                    directory={state.directory.clone()}
                    dispatch={dispatch.clone()}
                /> }) }
                { slot(Panel::Expectations, &|| html! { <Expectations
                    simulation={state.simulation.clone()}
                    ends={state.ends.clone()}
                    readonly={props.app.readonly}
                    sought={state.sought}
                    onfailing={onfailing.clone()}
                    dispatch={dispatch.clone()}
                /> }) }
            </div>
            { above }
        </@>
        </ContextProvider<Option<Attaching>>>
        </ContextProvider<Opened>>
    }
}
