//! The shell: layout, scenarios, keys, settings; it joins the browser to the state.

mod events;
mod keys;
mod scenarios;
mod theme;

use std::rc::Rc;

use sg_core::formats::share::write_fragment;
use web_sys::Element;
use yew::prelude::*;

use crate::browser::{clipboard, download, overlay, read};
use crate::panels::diagram::Diagram;
use crate::panels::expectations::Expectations;
use crate::panels::group::Group;
use crate::panels::header::Header;
use crate::panels::history::History;
use crate::panels::import::{FileRead, Import};
use crate::panels::interface::Interface;
use crate::panels::lit_rules;
use crate::panels::prefix_list::PrefixListPanel;
use crate::panels::resources::Resources;
use crate::panels::rule_editor::RuleEditor;
use crate::panels::share::Share;
use crate::panels::test_packet::TestPacket;
use crate::panels::tracking::Tracking;
use crate::panels::verdict::{Verdict, trace_of};
use crate::state::panel::Panel;
use crate::state::remote::Remote;
use crate::state::scenarios::{FIRST, first};
use crate::state::store::{Act, Dispatch, Notice, Open, Selection, State, View};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::empty;

pub use events::Emit;
use events::use_events;
use keys::use_undo_keys;
use theme::use_theme;

/// What the element says.
#[derive(Properties, PartialEq)]
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
    let export = {
        let (simulation, dispatch) = (Rc::clone(&state.simulation), dispatch.clone());
        Callback::from(move |()| {
            let saved = download::save(&text_of(&simulation), "playground.json");
            if !saved {
                let text = "The browser refused to save the file.".into();
                dispatch.dispatch(Act::Notify(Notice { text, refused: true }));
            }
        })
    };
    let choices = use_memo((), |()| scenarios::choices());
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
    let last = state.last_packet();
    let chosen = !props.panels.is_empty();
    let shows = |panel: Panel| !chosen || props.panels.contains(&panel);
    let [resources, work, test] = [
        shows(Panel::Resources),
        [Panel::Lesson, Panel::Diagram, Panel::Rules].into_iter().any(shows),
        [Panel::Packet, Panel::Verdict, Panel::Conntrack, Panel::Expectations].into_iter().any(shows),
    ];
    let slot = |panel: Panel, content: &dyn Fn() -> Html| {
        html! { <div class="slot">if shows(panel) { { content() } }</div> }
    };
    let copy = {
        let dispatch = dispatch.clone();
        Callback::from(move |text: String| {
            let dispatch = dispatch.clone();
            let told = Callback::from(move |done: bool| {
                let text = if done { "Copied" } else { "The browser refused to copy." };
                dispatch.dispatch(Act::Notify(Notice { text: text.into(), refused: !done }));
            });
            clipboard::copy(&text, told);
        })
    };

    // Only the page has a title to count in.
    let title = {
        let page = props.page;
        Callback::from(move |failing: usize| {
            if page {
                let count = if failing > 0 { format!("({failing}) ") } else { String::new() };
                gloo::utils::document().set_title(&format!("{count}Security Group Playground"));
            }
        })
    };

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
            <main class="columns" data-view={state.view.id()}>
                <div class="column resources" hidden={!resources}>
                    { slot(Panel::Resources, &|| html! { <Resources
                        network={state.network.clone()}
                        directory={state.directory.clone()}
                        selected={state.selection.clone()}
                        dispatch={dispatch.clone()}
                    /> }) }
                </div>
                <div class="column work" hidden={!work}>
                    { slot(Panel::Lesson, &|| lesson(&state)) }
                    { slot(Panel::Diagram, &|| html! { <Diagram
                        key="diagram"
                        network={state.network.clone()}
                        directory={state.directory.clone()}
                        trace={state.shown().and_then(|moment| trace_of(moment)).cloned()}
                        gate={state.gate}
                        selection={state.selection.clone()}
                        dispatch={dispatch.clone()}
                    /> }) }
                    { slot(Panel::Rules, &|| subject(&state, props.readonly, &dispatch)) }
                </div>
                <div class="column test" hidden={!test}>
                    { slot(Panel::Packet, &|| html! { <TestPacket
                        form={state.form.clone()}
                        ends={state.ends.clone()}
                        last={last.clone()}
                        refusal={state.refusal.as_deref().map(|text| AttrValue::from(text.to_owned()))}
                        dispatch={dispatch.clone()}
                    /> }) }
                    { slot(Panel::Verdict, &|| html! { <Verdict
                        moment={state.shown().cloned()}
                        directory={state.directory.clone()}
                        gate={state.gate}
                        readonly={props.readonly}
                        oncopy={copy.clone()}
                        dispatch={dispatch.clone()}
                    /> }) }
                    { slot(Panel::Conntrack, &|| html! { <Tracking
                        entries={entries.clone()}
                        now={state.simulation.now()}
                        next={state.simulation.next_expiry()}
                        directory={state.directory.clone()}
                        dispatch={dispatch.clone()}
                    /> }) }
                    { slot(Panel::Expectations, &|| html! { <Expectations
                        simulation={state.simulation.clone()}
                        ends={state.ends.clone()}
                        last={state.last_packet()}
                        onfailing={title.clone()}
                        dispatch={dispatch.clone()}
                    /> }) }
                </div>
            </main>
            { slot(Panel::History, &|| html! { <History
                simulation={state.simulation.clone()}
                ends={state.ends.clone()}
                oncopy={copy.clone()}
                dispatch={dispatch.clone()}
            /> }) }
            <div class="slot">if chosen || props.embed { { foot(props, &state, &dispatch) } }</div>
            <div class="toast-place" role="status">{ toast(&state, &dispatch) }</div>
            <div class="dialogs">{ dialogs(props, &state, &copy, &dispatch) }</div>
        </div>
    }
}

/// The tabs of a narrow screen; the style sheet hides them where all columns have room.
fn views(chosen: View, dispatch: &Dispatch) -> Html {
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
    html! { <nav class="views" aria-label="Parts of the page">{ for tabs }</nav> }
}

/// The one thing to try, where the document names it.
fn lesson(state: &State) -> Html {
    let task =
        state.simulation.document().lesson.as_ref().map(|lesson| lesson.task.as_str()).unwrap_or_default();
    html! {
        <div key="lesson">
            if !task.is_empty() {
                <p class="lesson"><span class="label">{ "Try" }</span><bdi>{ task.to_owned() }</bdi></p>
            }
        </div>
    }
}

/// What stands in the middle.
fn subject(state: &State, readonly: bool, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let directory = state.directory.clone();
    match &state.selection {
        Selection::Group(id) => state.network.security_groups.find(id).map(|group| {
            html! {
                <Group
                    key={id.to_string()}
                    group={Rc::clone(group)}
                    network={state.network.clone()}
                    {directory}
                    tab={state.tab}
                    lit={Rc::new(lit_rules(state))}
                    {readonly}
                    {dispatch}
                />
            }
        }),
        Selection::Interface(id) => state.network.interfaces.find(id).map(|interface| {
            html! { <Interface key={id.to_string()} interface={Rc::clone(interface)} {directory} {dispatch} /> }
        }),
        Selection::PrefixList(id) => state.network.prefix_lists.find(&**id).map(|list| {
            html! { <PrefixListPanel key={id.to_string()} list={Rc::clone(list)} /> }
        }),
        Selection::Nothing => None,
    }
    .unwrap_or_else(|| {
        html! {
            <section key="nothing" class="panel rules">
                { empty("Nothing is here yet. Import the output of the AWS CLI, or choose a scenario above.", Html::default()) }
            </section>
        }
    })
}

/// Under panels that stand alone: the way back, and the way to the whole page with the same state.
fn foot(props: &AppProps, state: &State, dispatch: &Dispatch) -> Html {
    let send = |act: fn() -> Act| {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(act()))
    };
    let full = format!("{}#{}", props.base, write_fragment(&state.simulation.to_document()));
    let untouched = Rc::ptr_eq(&state.opened, &state.simulation);
    html! {
        <footer class="foot" part="foot">
            <Button label="Undo" icon={Icon::Undo} weight={Weight::Quiet} disabled={state.simulation.history().is_empty()} onclick={send(|| Act::Undo)} />
            <Button label="Start again" weight={Weight::Quiet} disabled={untouched} onclick={send(|| Act::Reset)} />
            <span class="spring"></span>
            <a href={full} target="_blank" rel="noopener">{ "Open in full" }</a>
        </footer>
    }
}

fn dialogs(props: &AppProps, state: &State, copy: &Callback<String>, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    match (state.open, state.group().and_then(|id| state.network.security_groups.find(id))) {
        (Some(Open::Rules(direction)), Some(group)) => html! {
            <RuleEditor
                group={Rc::clone(group)}
                network={state.network.clone()}
                directory={state.directory.clone()}
                {direction}
                {dispatch}
            />
        },
        (Some(Open::Import), _) => {
            let onread = Callback::from(|(file, done): (web_sys::File, FileRead)| read::text(&file, done));
            html! { <Import {onread} offered={state.offered.clone()} {dispatch} /> }
        }
        (Some(Open::Share), _) => {
            let onsave = Callback::from(|text: String| {
                download::save(&text, "playground.json");
            });
            let (document, base) = (Rc::new(state.simulation.to_document()), props.base.clone());
            html! { <Share {document} {base} oncopy={copy.clone()} {onsave} {dispatch} /> }
        }
        _ => Html::default(),
    }
}

fn toast(state: &State, dispatch: &Dispatch) -> Html {
    let Some(notice) = &state.notice else { return Html::default() };
    let dispatch = dispatch.clone();
    html! {
        <div class={classes!("toast", notice.refused.then_some("refused"))}>
            { icon(if notice.refused { Icon::Warning } else { Icon::Check }) }
            <bdi>{ notice.text.to_string() }</bdi>
            <Button
                label="Dismiss"
                icon={Icon::Close}
                icon_only={true}
                weight={Weight::Quiet}
                onclick={Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Dismiss))}
            />
        </div>
    }
}

fn text_of(simulation: &sg_core::simulation::Simulation) -> String {
    serde_json::to_string_pretty(&simulation.to_document()).unwrap_or_default()
}
