//! The head of the page: the scenario, import, export, undo and redo, the theme.

use std::rc::Rc;

use yew::prelude::*;

use crate::state::store::{Act, Dispatch, Open};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::Icon;
use crate::ui::select::{Choice, Select};

/// What the head is given.
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// The scenarios to choose from: id and title.
    pub scenarios: Rc<[Choice]>,
    /// The id of the open scenario; empty for an import.
    pub scenario: AttrValue,
    /// Called with the id of a scenario that was chosen.
    pub onscenario: Callback<AttrValue>,
    /// Called to save the document as a file.
    pub onexport: Callback<()>,
    /// Whether there is something to take back.
    pub can_undo: bool,
    /// Whether there is something to do again.
    pub can_redo: bool,
    /// The theme: auto, light or dark.
    pub theme: AttrValue,
    /// Called to go on to the next theme.
    pub ontheme: Callback<()>,
    /// Where the rest goes.
    pub dispatch: Dispatch,
}

/// The head of the page.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let send = |act: fn() -> Act| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(act()))
    };
    let theme = AttrValue::from(format!("Theme: {}", props.theme));
    html! {
        <header class="head">
            <h1>{ "Security Group Playground" }</h1>
            <Select
                id="scenario"
                label="Scenario"
                value={props.scenario.clone()}
                choices={props.scenarios.clone()}
                onchange={props.onscenario.clone()}
            />
            <span class="spring"></span>
            <Button
                label="Import"
                icon={Icon::Upload}
                weight={Weight::Quiet}
                onclick={send(|| Act::Open(Some(Open::Import)))}
            />
            <Button
                label="Export"
                icon={Icon::Download}
                weight={Weight::Quiet}
                title="Save this document as a file"
                onclick={props.onexport.reform(|_: MouseEvent| ())}
            />
            <Button
                label="Share"
                icon={Icon::Copy}
                weight={Weight::Quiet}
                onclick={send(|| Act::Open(Some(Open::Share)))}
            />
            <span class="rule"></span>
            <Button
                label="Undo"
                icon={Icon::Undo}
                icon_only={true}
                weight={Weight::Quiet}
                disabled={!props.can_undo}
                title="Undo (Ctrl+Z)"
                onclick={send(|| Act::Undo)}
            />
            <Button
                label="Redo"
                icon={Icon::Redo}
                icon_only={true}
                weight={Weight::Quiet}
                disabled={!props.can_redo}
                title="Redo (Ctrl+Shift+Z)"
                onclick={send(|| Act::Redo)}
            />
            <span class="rule"></span>
            <Button
                label={theme}
                icon={Icon::Theme}
                icon_only={true}
                weight={Weight::Quiet}
                onclick={props.ontheme.reform(|_: MouseEvent| ())}
            />
        </header>
    }
}
