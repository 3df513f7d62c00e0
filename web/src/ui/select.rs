//! A drop-down list.

use web_sys::HtmlSelectElement;
use yew::prelude::*;
use yew::virtual_dom::VNode;

use super::field::error_id;

/// One line of a drop-down list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is reported when it is chosen.
    pub value: AttrValue,
    /// What a person reads.
    pub label: AttrValue,
}

impl Choice {
    /// A line whose value and label differ.
    pub fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// What a drop-down list is made of.
#[derive(Properties, PartialEq)]
pub struct SelectProps {
    /// The id that the label refers to.
    pub id: AttrValue,
    /// The value that is chosen.
    pub value: AttrValue,
    /// The lines, in order.
    pub choices: std::rc::Rc<[Choice]>,
    /// Called with the value of the line that a person chose.
    pub onchange: Callback<AttrValue>,
    /// Read out where no visible label belongs to the list.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Whether the value is fixed by another choice.
    #[prop_or_default]
    pub disabled: bool,
    /// Whether the value is refused.
    #[prop_or_default]
    pub invalid: bool,
}

/// A native drop-down list that always shows `value`.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let node = use_node_ref();
    // The browser ignores `selected` once a person has chosen, so the value is set on the element itself.
    use_effect_with((node.clone(), props.value.clone(), props.choices.clone()), |(node, value, _)| {
        if let Some(select) = node.cast::<HtmlSelectElement>() {
            select.set_value(value);
        }
    });
    let onchange = {
        let changed = props.onchange.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                changed.emit(AttrValue::from(select.value()));
            }
        })
    };
    let choices = props.choices.iter().map(|choice| -> VNode {
        // Drawn without a browser, there is no element to set the value on.
        let selected = cfg!(not(target_arch = "wasm32")) && choice.value == props.value;
        html! { <option key={choice.value.to_string()} value={choice.value.clone()} {selected}>{ &choice.label }</option> }
    });
    html! {
        <select
            ref={node}
            id={props.id.clone()}
            class="input select"
            aria-label={props.label.clone()}
            aria-invalid={props.invalid.then_some("true")}
            aria-describedby={props.invalid.then(|| error_id(&props.id))}
            disabled={props.disabled}
            {onchange}
        >
            { for choices }
        </select>
    }
}
