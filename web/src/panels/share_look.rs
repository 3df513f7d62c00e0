//! How a shared playground looks in the page that it is put into.

use std::rc::Rc;

use yew::prelude::*;

use crate::state::Change;
use crate::state::panel::Panel;
use crate::state::snippet::Look;
use crate::ui::check::Check;
use crate::ui::select::{Choice, Select};

/// What the form is given.
#[derive(Properties, PartialEq)]
pub struct LookFormProps {
    /// The choices so far.
    pub look: Look,
    /// Called with a change to them.
    pub onchange: Callback<Change<Look>>,
}

/// Panels, theme, and whether edits are locked.
#[component]
pub fn LookForm(props: &LookFormProps) -> Html {
    let panels = Panel::ALL.into_iter().map(|(name, panel)| {
        let toggle = change(&props.onchange, move |look, checked| {
            look.panels.retain(|chosen| *chosen != panel);
            if checked {
                look.panels.push(panel);
            }
        });
        html! {
            <Check key={name} label={title(panel)} checked={props.look.panels.contains(&panel)} onchange={toggle} />
        }
    });
    let themes: Rc<[Choice]> = [("", "Follows the page"), ("light", "Light"), ("dark", "Dark")]
        .map(|(id, text)| Choice::new(id, text))
        .into();
    let ontheme = change(&props.onchange, |look, theme: AttrValue| {
        look.theme = ["light", "dark"].into_iter().find(|known| *known == theme.as_str());
    });
    let onreadonly = change(&props.onchange, |look, readonly| look.readonly = readonly);
    html! {
        <div class="share-look">
            <fieldset class="share-panels">
                <legend class="label">{ "Panels to show; all, if none is chosen" }</legend>
                <div class="checks">{ for panels }</div>
            </fieldset>
            <div class="field">
                <label for="share-theme">{ "Theme" }</label>
                <Select id="share-theme" value={props.look.theme.unwrap_or_default()} choices={themes} onchange={ontheme} />
            </div>
            <Check
                label="Read only: packets and the clock work, edits do not"
                checked={props.look.readonly}
                onchange={onreadonly}
            />
        </div>
    }
}

fn change<T: 'static>(
    onchange: &Callback<Change<Look>>,
    make: impl Fn(&mut Look, T) + Copy + 'static,
) -> Callback<T> {
    onchange.reform(move |chosen| -> Change<Look> { Box::new(move |look| make(look, chosen)) })
}

fn title(panel: Panel) -> &'static str {
    match panel {
        Panel::Conntrack => "Connection tracking",
        Panel::Diagram => "Diagram",
        Panel::Expectations => "Expectations",
        Panel::History => "History",
        Panel::Lesson => "Lesson",
        Panel::Packet => "Test packet",
        Panel::Resources => "Resources",
        Panel::Rules => "Rules",
        Panel::Verdict => "Verdict",
    }
}
