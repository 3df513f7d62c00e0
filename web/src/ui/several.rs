//! Any number out of a list: check boxes with a filter.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{TextInput, error_id};
use super::select::Choice;

/// The most boxes that are drawn beside the ticked ones.
const SHOWN: usize = 100;
/// From so many on there is a filter.
const MANY: usize = 8;

/// What the list is made of.
#[derive(Properties, PartialEq)]
pub struct SeveralProps {
    /// A prefix for ids.
    pub id: AttrValue,
    /// What is chosen, read out with each box and above the filter.
    pub label: AttrValue,
    /// The lines, in order.
    pub choices: Rc<[Choice]>,
    /// The values that are chosen, a line each.
    pub value: AttrValue,
    /// Called with the values that are chosen, a line each, in the order of the list.
    pub onchange: Callback<AttrValue>,
    /// Whether the choice is refused.
    #[prop_or_default]
    pub invalid: bool,
}

/// The list.
#[component]
pub fn Several(props: &SeveralProps) -> Html {
    let filter = use_state_eq(AttrValue::default);
    let sought = filter.trim().to_lowercase();
    let chosen = |value: &str| props.value.lines().any(|line| line == value);
    let fits = |choice: &&Choice| {
        chosen(&choice.value)
            || choice.label.to_lowercase().contains(&sought)
            || choice.value.to_lowercase().contains(&sought)
    };
    let fitting = props.choices.iter().filter(fits).count();
    let boxes = props.choices.iter().filter(fits).take(SHOWN).map(|choice| {
        let ticked = chosen(&choice.value);
        let toggle = {
            let (choices, before, changed) =
                (props.choices.clone(), props.value.clone(), props.onchange.clone());
            let value = choice.value.clone();
            Callback::from(move |event: Event| {
                let on = event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked());
                let had = |one: &AttrValue| before.lines().any(|line| line == &**one);
                let now = choices
                    .iter()
                    .map(|one| &one.value)
                    .filter(|one| if **one == value { on } else { had(one) });
                changed.emit(now.map(|one| one.to_string()).collect::<Vec<_>>().join("\n").into());
            })
        };
        html! {
            <label key={choice.value.to_string()} class="check several-line">
                <input type="checkbox" checked={ticked} onchange={toggle} />
                <bdi>{ &choice.label }</bdi>
                if choice.label != choice.value { <span class="mono dim">{ &choice.value }</span> }
            </label>
        }
    });
    let left = fitting.saturating_sub(SHOWN);
    let set = filter.setter();
    html! {
        <div
            id={props.id.clone()}
            class={classes!("several", props.invalid.then_some("refused"))}
            role="group"
            tabindex="-1"
            aria-label={props.label.clone()}
            aria-describedby={props.invalid.then(|| error_id(&props.id))}
        >
            <div class="several-filter">
                if props.choices.len() > MANY {
                    <TextInput
                        id={AttrValue::from(format!("{}-filter", props.id))}
                        kind="search"
                        label={AttrValue::from(format!("Filter {}", props.label.to_lowercase()))}
                        placeholder="Filter by name or id"
                        value={(*filter).clone()}
                        oninput={Callback::from(move |text: AttrValue| set.set(text))}
                    />
                }
            </div>
            <div class="several-box">
                { for boxes }
                if fitting == 0 { <p key="none" class="hint">{ if props.choices.is_empty() { "There are none." } else { "None fits." } }</p> }
                if left > 0 { <p key="left" class="hint">{ format!("{left} more: type to narrow the list.") }</p> }
            </div>
        </div>
    }
}
