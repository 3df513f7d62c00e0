//! The head of what is selected: its name, what is known of it, and what can be done with it.

use std::rc::Rc;

use sg_core::model::Network;
use yew::prelude::*;

use crate::state::facts::{Fact, Value};
use crate::state::inventory::name_of;
use crate::state::resource_form::Task;
use crate::state::store::{Act, Dispatch, Open, Selection};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::Icon;
use crate::ui::marks::{hue_class, id_of};
use crate::ui::region::Region;
use crate::ui::tabs::{Tab, Tabs, panel_id, tab_id};

/// The values that are drawn of a fact with many.
const SHOWN: usize = 12;

/// The head. `id` names its heading.
pub(super) fn head(
    id: impl Into<AttrValue>,
    name: &str,
    hue: Option<usize>,
    facts: Html,
    tasks: Html,
) -> Html {
    let id: AttrValue = id.into();
    html! {
        <header class="subject">
            <div class="subject-line">
                <h2 {id} class={classes!("subject-name", hue.map(hue_class))}><bdi>{ name.to_owned() }</bdi></h2>
                <div class="tasks">{ tasks }</div>
            </div>
            <dl class="facts">{ facts }</dl>
        </header>
    }
}

/// A resource whose tables stand on tabs.
pub(super) struct Sheet<'a> {
    /// What it is.
    pub kind: &'static str,
    /// Names it in ids.
    pub id: &'static str,
    /// What the row of tabs is called.
    pub label: &'static str,
    /// Its name.
    pub name: &'a str,
    /// The number of its colour, if it has one.
    pub hue: Option<usize>,
    /// What is known of it.
    pub facts: Html,
    /// What can be done with it.
    pub tasks: Html,
    /// The tabs.
    pub tabs: Rc<[Tab]>,
    /// The id of the open one.
    pub chosen: AttrValue,
    /// Called with the id of another.
    pub onchoose: Callback<AttrValue>,
    /// What stands on the open one.
    pub body: Html,
}

/// The panel of a resource whose tables stand on tabs.
pub(super) fn sheet(parts: Sheet<'_>) -> Html {
    let Sheet { kind, id, label, name, hue, facts, tasks, tabs, chosen, onchoose, body } = parts;
    let title = AttrValue::from(format!("{id}-title"));
    html! {
        <Region class="panel rules" part="rules" titled={title.clone()}>
            <p class="subject-kind">{ kind }</p>
            { head(title, name, hue, facts, tasks) }
            <Tabs {id} {label} {tabs} chosen={chosen.clone()} {onchoose} />
            <div
                key={chosen.to_string()}
                id={panel_id(id, &chosen)}
                class="tab-panel"
                role="tabpanel"
                aria-labelledby={tab_id(id, &chosen)}
            >
                { body }
            </div>
        </Region>
    }
}

/// The buttons for what has a name and can be deleted; none where it can only be looked at.
pub(super) fn name_and_delete(readonly: bool, dispatch: &Dispatch) -> Html {
    html! {
        if !readonly {
            <>
                { task("Edit name", Icon::Edit, Task::Rename, dispatch) }
                { task("Delete", Icon::Trash, Task::Delete, dispatch) }
            </>
        }
    }
}

/// A fact in the head: its name, its value.
pub(super) fn fact(name: &'static str, value: &str, mono: bool) -> Html {
    html! {
        <div key={name} class="fact">
            <dt>{ name }</dt>
            <dd class={classes!(mono.then_some("mono"))}><bdi>{ value.to_owned() }</bdi></dd>
        </div>
    }
}

/// A fact that is another resource.
pub(super) fn leads(name: &'static str, id: &str, network: &Network, dispatch: &Dispatch) -> Html {
    linked(&Fact { name, values: vec![Value::Link(id.to_owned(), name_of(network, id))] }, dispatch)
}

/// A fact whose values may lead on.
pub(super) fn linked(fact: &Fact, dispatch: &Dispatch) -> Html {
    let values = fact.values.iter().take(SHOWN).enumerate().map(|(at, one)| value(at, one, dispatch));
    let more = fact.values.len().saturating_sub(SHOWN);
    html! {
        <div key={fact.name} class="fact">
            <dt>{ fact.name }</dt>
            <dd class="fact-values">
                { for values }
                if fact.values.is_empty() { <span key="none">{ "–" }</span> }
                if more > 0 { <span key="more" class="dim">{ format!("and {more} more") }</span> }
            </dd>
        </div>
    }
}

/// One of several values.
pub(super) fn value(at: usize, value: &Value, dispatch: &Dispatch) -> Html {
    match value {
        Value::Word(text) => html! { <bdi key={at}>{ text.clone() }</bdi> },
        Value::Code(text) => html! { <bdi key={at} class="mono">{ text.clone() }</bdi> },
        Value::Made(id) => html! { <span key={at} class="mono">{ id_of(id, true) }</span> },
        Value::Link(id, name) => html! { <span key={at}>{ link(id, name, dispatch) }</span> },
    }
}

/// A button that shows another resource, from a dialog too.
pub(super) fn link(id: &str, name: &str, dispatch: &Dispatch) -> Html {
    let (dispatch, target) = (dispatch.clone(), Selection::of(id));
    let plain = name == id;
    html! {
        <button
            type="button"
            class={classes!("button", "link", plain.then_some("mono"))}
            title={if plain { id.to_owned() } else { format!("{id} ({name})") }}
            onclick={Callback::from(move |_: MouseEvent| {
                dispatch.dispatch(Act::Open(None));
                dispatch.dispatch(Act::Select(target.clone()));
            })}
        >
            <bdi>{ name.to_owned() }</bdi>
        </button>
    }
}

/// A button that opens a short dialog about what is selected.
pub(super) fn task(label: &'static str, icon: Icon, task: Task, dispatch: &Dispatch) -> Html {
    opens(label, icon, Weight::Quiet, Open::Task(task), dispatch)
}

/// A button that opens a dialog.
pub(super) fn opens(
    label: &'static str,
    icon: Icon,
    weight: Weight,
    open: Open,
    dispatch: &Dispatch,
) -> Html {
    let dispatch = dispatch.clone();
    let onclick = Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Open(Some(open))));
    // The key for editing means the one large button that edits what is selected.
    let data_key =
        (weight == Weight::Normal && label.starts_with("Edit")).then_some(AttrValue::Static("edit"));
    html! { <Button key={label} {label} icon={Some(icon)} {weight} {data_key} {onclick} /> }
}
