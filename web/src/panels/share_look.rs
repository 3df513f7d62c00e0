//! How a shared playground looks in the page that it is put into.

use std::rc::Rc;

use yew::prelude::*;

use crate::state::panel::Panel;
use crate::state::snippet::Look;
use crate::ui::check::Check;
use crate::ui::select::{Choice, Select};

/// What the form is given.
#[derive(Properties, PartialEq)]
pub struct LookFormProps {
    /// The choices so far.
    pub look: Look,
    /// Called with other choices.
    pub onchange: Callback<Look>,
}

/// Panels, theme, and whether edits are locked.
#[component]
pub fn LookForm(props: &LookFormProps) -> Html {
    let panels = Panel::ALL.into_iter().map(|(name, panel)| {
        let (look, onchange) = (props.look.clone(), props.onchange.clone());
        let toggle = Callback::from(move |checked| {
            let mut look = look.clone();
            look.panels.retain(|chosen| *chosen != panel);
            if checked {
                look.panels.push(panel);
            }
            onchange.emit(look);
        });
        html! {
            <Check key={name} label={title(panel)} checked={props.look.panels.contains(&panel)} onchange={toggle} />
        }
    });
    let themes: Rc<[Choice]> = [("", "Follows the page"), ("light", "Light"), ("dark", "Dark")]
        .map(|(id, text)| Choice::new(id, text))
        .into();
    let ontheme = {
        let (look, onchange) = (props.look.clone(), props.onchange.clone());
        Callback::from(move |theme: AttrValue| {
            let theme = ["light", "dark"].into_iter().find(|known| *known == theme.as_str());
            onchange.emit(Look { theme, ..look.clone() });
        })
    };
    let onreadonly = {
        let (look, onchange) = (props.look.clone(), props.onchange.clone());
        Callback::from(move |readonly| onchange.emit(Look { readonly, ..look.clone() }))
    };
    html! {
        <div class="share-look">
            <fieldset class="share-panels">
                <legend class="label">{ "Panels to show alone; none shows all" }</legend>
                <div class="checks">{ for panels }</div>
            </fieldset>
            <div class="field">
                <label for="share-theme">{ "Theme" }</label>
                <Select id="share-theme" value={props.look.theme.unwrap_or_default()} choices={themes} onchange={ontheme} />
            </div>
            <Check
                label="Read only: packets and the clock, no edits"
                checked={props.look.readonly}
                onchange={onreadonly}
            />
        </div>
    }
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
