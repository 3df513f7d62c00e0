//! A field that narrows a list, and the ways to clear it.

use web_sys::Element;
use yew::prelude::*;

use super::button::Button;
use super::field::TextInput;
use super::icon::{Icon, icon};
use super::marks::empty;

/// Names the document that is open: what was looked for in another one hides nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened(pub usize);

/// What narrows a list.
pub struct Search {
    /// What is looked for, as typed.
    pub text: AttrValue,
    /// The same in lower case; empty where nothing is.
    pub sought: String,
    /// The field. What is in it can be cleared beside it, wherever the focus is.
    pub field: Html,
    /// Puts another text into it.
    pub set: UseStateSetter<AttrValue>,
    clear: Callback<MouseEvent>,
}

/// Keeps what is looked for until another document is opened, and draws the field for it.
#[hook]
pub fn use_search(
    id: impl Into<AttrValue>,
    label: impl Into<AttrValue>,
    placeholder: &'static str,
) -> Search {
    let text = use_state_eq(AttrValue::default);
    let place = use_node_ref();
    let opened = use_context::<Opened>();
    use_effect_with(opened, {
        let set = text.setter();
        move |_| set.set(AttrValue::default())
    });
    let clear = {
        // Back to the field: the button goes with the text.
        let (set, place) = (text.setter(), place.clone());
        Callback::from(move |_: MouseEvent| {
            set.set(AttrValue::default());
            let place = place.cast::<Element>();
            if let Some(field) = place.and_then(|place| place.query_selector("input").ok().flatten()) {
                super::focus(&field);
            }
        })
    };
    let (set, typed) = (text.setter(), text.setter());
    let field = html! {
        <div class="search-field" ref={place}>
            { icon(Icon::Search) }
            <TextInput
                id={id.into()}
                kind="search"
                label={Some(label.into())}
                {placeholder}
                value={(*text).clone()}
                oninput={Callback::from(move |text: AttrValue| typed.set(text))}
            />
            <div>
                if !text.is_empty() {
                    <button type="button" class="search-clear" aria-label="Clear" title="Clear" onclick={clear.clone()}>
                        { icon(Icon::Close) }
                    </button>
                }
            </div>
        </div>
    };
    Search { text: (*text).clone(), sought: text.trim().to_lowercase(), field, set, clear }
}

impl Search {
    /// What stands in the place of a list that nothing is left of: why, and the way back.
    pub fn nothing(&self, words: String, way: &'static str) -> Html {
        empty(words, html! { <Button label={way} onclick={self.clear.clone()} /> })
    }
}
