//! The dialog with a text that the browser refused to copy: it stands ready for the keyboard.

use yew::prelude::*;

use crate::ui::button::{Button, Weight};
use crate::ui::copied::{REFUSED, Ready};
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
    html! {
        <Dialog id="by-hand" title="Copy" onclose={props.onclose.clone()} {footer}>
            <p class="dim">{ REFUSED }</p>
            <Ready text={props.text.clone()} />
        </Dialog>
    }
}
