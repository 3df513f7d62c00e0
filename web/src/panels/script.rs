//! The dialog with what was changed as a script for the AWS CLI: a look at it before it is copied or saved.

use yew::prelude::*;

use crate::ui::button::{Button, Weight};
use crate::ui::command::words;
use crate::ui::copied::{Copy, REFUSED, Ready, use_copied};
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;

/// What the dialog is given.
#[derive(Properties, PartialEq)]
pub struct ScriptProps {
    /// The script.
    pub text: AttrValue,
    /// Copies a text.
    pub oncopy: Copy,
    /// Saves it as a file.
    pub onsave: Callback<MouseEvent>,
    /// Called to close it.
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn Script(props: &ScriptProps) -> Html {
    let copied = use_copied(props.text.to_string(), &props.oncopy);
    let footer = html! {
        <>
            <span class="spring dim" role="status">{ copied.said }</span>
            <Button label="Save as a file" icon={Icon::Download} onclick={props.onsave.clone()} />
            <Button label="Copy" icon={Icon::Copy} weight={Weight::Primary} onclick={copied.onclick} />
        </>
    };
    html! {
        <Dialog id="script" title="Changes as an AWS CLI script" class="middle" onclose={props.onclose.clone()} {footer}>
            <p class="dim">{ "What was changed here, in order. Packets and the clock are not in it." }</p>
            <div class="slot">
                if copied.said == REFUSED {
                    <Ready text={props.text.clone()} />
                } else {
                    <pre class="mono command script" tabindex="0">{ for words(&props.text) }</pre>
                }
            </div>
        </Dialog>
    }
}
