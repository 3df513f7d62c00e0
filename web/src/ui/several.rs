//! Any number out of a list: check boxes with a filter.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::error_id;
use super::search::use_search;
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
    /// Called with a value, and whether it is chosen from now on.
    pub onchange: Callback<(AttrValue, bool)>,
    /// Whether the choice is refused.
    #[prop_or_default]
    pub invalid: bool,
}

fn has(values: &str, value: &str) -> bool {
    values.lines().any(|line| line == value)
}

/// The values that are chosen, a line each and in the order of the list, once one of them is chosen or no longer is.
#[must_use]
pub fn chosen(choices: &[Choice], before: &str, value: &str, on: bool) -> String {
    let is_chosen = |one: &&str| if *one == value { on } else { has(before, one) };
    choices.iter().map(|one| &*one.value).filter(is_chosen).collect::<Vec<_>>().join("\n")
}

/// The list.
#[component]
pub fn Several(props: &SeveralProps) -> Html {
    let filter = use_search(
        format!("{}-filter", props.id),
        format!("Filter {}", props.label.to_lowercase()),
        "Filter by name or id",
    );
    let sought = &filter.sought;
    let chosen = |value: &str| has(&props.value, value);
    let fits = |choice: &&Choice| {
        chosen(&choice.value)
            || choice.label.to_lowercase().contains(sought)
            || choice.value.to_lowercase().contains(sought)
    };
    let fitting = props.choices.iter().filter(fits).count();
    let boxes = props.choices.iter().filter(fits).take(SHOWN).map(|choice| {
        let ticked = chosen(&choice.value);
        let toggle = {
            let (value, changed) = (choice.value.clone(), props.onchange.clone());
            Callback::from(move |event: Event| {
                let on = event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked());
                changed.emit((value.clone(), on));
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
                if props.choices.len() > MANY { { filter.field } }
            </div>
            <div class="several-box">
                { for boxes }
                if fitting == 0 { <p key="none" class="hint">{ if props.choices.is_empty() { "There are none." } else { "None fits." } }</p> }
                if left > 0 { <p key="left" class="hint">{ format!("{left} more: type to narrow the list.") }</p> }
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_box_changes_one_line_and_the_order_is_the_lists() {
        let choices = ["a", "b", "c"].map(|one| Choice::new(one, one));
        assert_eq!(chosen(&choices, "c", "a", true), "a\nc");
        assert_eq!(chosen(&choices, "a\nc", "c", false), "a");
        assert_eq!(chosen(&choices, "a", "a", false), "");
    }
}
