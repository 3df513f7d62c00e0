//! A text that stands ready in a dialog, a button that copies it, and the word that it did.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// Said where the browser refused to copy.
pub const REFUSED: &str = "The browser refused to copy. The text is selected: copy it with the keyboard.";

/// Copies a text, and then tells whether the browser let it happen.
pub type Copy = Callback<(String, Callback<bool>)>;

/// Copies a text and says so, for what is drawn deep inside.
#[derive(Clone, PartialEq)]
pub struct Copying(pub Callback<String>);

/// What a text that the browser refused to copy is given.
#[derive(Properties, PartialEq)]
pub struct ReadyProps {
    /// The text.
    pub text: AttrValue,
}

/// A text that the browser refused to copy, with the focus, and marked as soon as it has it.
#[component]
pub fn Ready(props: &ReadyProps) -> Html {
    let area = use_node_ref();
    use_effect_with(area.clone(), |area| {
        if let Some(area) = area.cast::<web_sys::Element>() {
            super::focus(&area);
        }
    });
    let mark = Callback::from(|event: FocusEvent| {
        if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
            area.select();
        }
    });
    html! {
        <textarea
            ref={area}
            class="input mono by-hand"
            rows="12"
            readonly=true
            autofocus=true
            spellcheck="false"
            aria-label="Text to copy"
            onfocus={mark}
            value={props.text.clone()}
        />
    }
}

/// What copying came to.
pub struct Copied {
    /// Where the text stands.
    pub area: NodeRef,
    /// What there is to say of it.
    pub said: &'static str,
    /// Copies it.
    pub onclick: Callback<MouseEvent>,
    done: UseStateHandle<Option<bool>>,
}

impl Copied {
    /// Called where the text is another: it was not copied yet.
    pub fn forget(&self) -> impl Fn() + Clone + 'static {
        let done = self.done.setter();
        move || done.set(None)
    }
}

/// Copies a text that stands in an area. A frame may be refused the clipboard: then it stands ready for the keyboard.
#[hook]
pub fn use_copied(text: String, copy: &Copy) -> Copied {
    let area = use_node_ref();
    let done = use_state_eq(|| None::<bool>);
    let onclick = {
        let (copy, area, done) = (copy.clone(), area.clone(), done.setter());
        Callback::from(move |_: MouseEvent| {
            let (area, done) = (area.clone(), done.clone());
            let told = Callback::from(move |copied: bool| {
                if let Some(area) = area.cast::<HtmlTextAreaElement>().filter(|_| !copied) {
                    area.select();
                }
                done.set(Some(copied));
            });
            copy.emit((text.clone(), told));
        })
    };
    let said = match *done {
        None => "",
        Some(true) => "Copied",
        Some(false) => REFUSED,
    };
    Copied { area, said, onclick, done }
}
