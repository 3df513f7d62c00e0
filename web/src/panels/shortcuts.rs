//! The dialog "Keyboard shortcuts": every key, and the switch for those that are a single letter.

use yew::prelude::*;

use crate::state::shortcuts::{ALL, Shortcut};
use crate::state::store::{Act, Dispatch};
use crate::ui::button::{Button, Weight};
use crate::ui::check::Check;
use crate::ui::dialog::Dialog;

/// What the dialog is given.
#[derive(Properties, PartialEq)]
pub struct ShortcutsProps {
    /// Whether single keys work.
    pub single_keys: bool,
    /// Called to let them work, or not.
    pub onsingle: Callback<bool>,
    /// Where the wish to close goes.
    pub dispatch: Dispatch,
}

/// The dialog.
#[component]
pub fn Shortcuts(props: &ShortcutsProps) -> Html {
    let onclose = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Act::Open(None)))
    };
    let close = onclose.reform(|_: MouseEvent| ());
    let footer = html! { <Button label="Done" weight={Weight::Primary} onclick={close} /> };
    let lines = |single: bool| {
        let lines = ALL.iter().filter(move |line| line.single == single);
        lines.map(|line| draw(line, !single || props.single_keys)).collect::<Html>()
    };
    html! {
        <Dialog id="shortcuts" title="Keyboard shortcuts" {onclose} {footer}>
            <dl class="keys" aria-label="With a modifier">{ lines(false) }</dl>
            <Check label="Single keys" checked={props.single_keys} onchange={&props.onsingle} />
            <p class="hint">
                { "Single keys act while no text is being typed. Turn them off if speech input or a slip of the hand presses them." }
            </p>
            <dl class="keys" aria-label="Single keys">{ lines(true) }</dl>
        </Dialog>
    }
}

fn draw(line: &Shortcut, on: bool) -> Html {
    let keys = line.shown.split(' ').map(|key| html! { <kbd key={key.to_owned()}>{ key.to_owned() }</kbd> });
    html! {
        <div key={line.shown} class={classes!("key-line", (!on).then_some("off"))}>
            <dt>{ for keys }</dt>
            <dd>{ line.what }</dd>
        </div>
    }
}
