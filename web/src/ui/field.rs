//! A form field: label, control, what is allowed, what is wrong. The order is the same everywhere.

use std::rc::Rc;

use yew::prelude::*;

use super::icon::{Icon, icon};
use super::marks::with_ours;

/// What stands around a control.
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// The id of the control; the error's id is this with `-error` after it.
    pub id: AttrValue,
    /// The label above the control.
    pub label: AttrValue,
    /// What the control takes, below it.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong with the value.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// The control.
    pub children: Html,
}

/// A labelled control with its error beneath.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    html! {
        <div class={classes!("field", props.error.is_some().then_some("invalid"), props.class.clone())}>
            <label for={props.id.clone()}>{ &props.label }</label>
            <div class="control">{ props.children.clone() }</div>
            <div class="under">
                { error_text(&props.id, props.error.as_ref()) }
                if let (Some(hint), None) = (&props.hint, &props.error) {
                    <p class="hint">{ hint }</p>
                }
            </div>
        </div>
    }
}

/// The id of the error text that belongs to the control `id`.
#[must_use]
pub fn error_id(id: &str) -> AttrValue {
    AttrValue::from(format!("{id}-error"))
}

/// The error under a control, as its own line; nothing when there is none.
pub fn error_text(id: &str, error: Option<&AttrValue>) -> Html {
    error.map_or_else(Html::default, |error| {
        html! { <p class="error" id={error_id(id)}>{ icon(Icon::Warning) }{ with_ours(error) }</p> }
    })
}

/// What is worth knowing of what stands in a control, said as soon as it does.
pub fn said_text(text: Option<String>) -> Html {
    html! { <div class="said" role="status">{ for text.map(|text| html! { <p class="hint">{ text }</p> }) }</div> }
}

/// What a text input is made of.
#[derive(Properties, PartialEq)]
pub struct TextInputProps {
    /// The id that the label refers to.
    pub id: AttrValue,
    /// The text as typed.
    pub value: AttrValue,
    /// Called with the text on every change.
    pub oninput: Callback<AttrValue>,
    /// Called when the field is left.
    #[prop_or_default]
    pub onblur: Callback<()>,
    /// Read out where no visible label belongs to the field.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// An example of what goes in.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// Whether the value is refused.
    #[prop_or_default]
    pub invalid: bool,
    /// Whether the value is fixed by another choice.
    #[prop_or_default]
    pub readonly: bool,
    /// Whether the value is an address, a port, an id: set in monospace.
    #[prop_or_default]
    pub mono: bool,
    /// `search`, `text`, …
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// Hints for the keyboard of a touch screen.
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// Whether the press that leads into it marks what stands there, so that typing puts another in its place.
    #[prop_or_default]
    pub marks: bool,
}

/// A line of text.
#[component]
pub fn TextInput(props: &TextInputProps) -> Html {
    let oninput = {
        let changed = props.oninput.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                changed.emit(AttrValue::from(input.value()));
            }
        })
    };
    let left = props.onblur.clone();
    // Only the first press: the next one sets the cursor.
    let entered = use_mut_ref(|| false);
    let onfocusin = {
        let (entered, marks) = (Rc::clone(&entered), props.marks);
        Callback::from(move |_: FocusEvent| *entered.borrow_mut() = marks)
    };
    let onclick = Callback::from(move |event: MouseEvent| {
        let input = event.target_dyn_into::<web_sys::HtmlInputElement>();
        if let Some(input) = input.filter(|_| entered.replace(false)) {
            input.select();
        }
    });
    html! {
        <input
            id={props.id.clone()}
            class={classes!("input", props.mono.then_some("mono"))}
            type={props.kind.clone()}
            value={props.value.clone()}
            placeholder={props.placeholder.clone()}
            aria-label={props.label.clone()}
            aria-invalid={props.invalid.then_some("true")}
            aria-describedby={props.invalid.then(|| error_id(&props.id))}
            readonly={props.readonly}
            inputmode={props.inputmode.clone()}
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            {oninput}
            {onfocusin}
            {onclick}
            onfocusout={Callback::from(move |_: FocusEvent| left.emit(()))}
        />
    }
}
