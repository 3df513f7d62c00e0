//! The dialog with a text that the browser refused to copy: it stands ready for the keyboard.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::ui::button::{Button, Weight};
use crate::ui::copied::REFUSED;
use crate::ui::dialog::Dialog;

/// What the dialog is given.
#[derive(Properties, PartialEq)]
pub struct ByHandProps {
    /// What was to be copied.
    pub text: AttrValue,
    /// Called to close it.
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn ByHand(props: &ByHandProps) -> Html {
    let close = props.onclose.reform(|_: MouseEvent| ());
    let footer = html! { <Button label="Done" weight={Weight::Primary} onclick={close} /> };
    // All of it is marked as soon as it has the focus, which it has first.
    let mark = Callback::from(|event: FocusEvent| {
        if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
            area.select();
        }
    });
    html! {
        <Dialog id="by-hand" title="Copy" onclose={props.onclose.clone()} {footer}>
            <p class="dim">{ REFUSED }</p>
            <textarea
                id="by-hand-text"
                class="input mono by-hand"
                rows="12"
                readonly=true
                autofocus=true
                spellcheck="false"
                aria-label="Text to copy"
                onfocus={mark}
                value={props.text.clone()}
            />
        </Dialog>
    }
}
