//! What is said below a control for blocks while it is typed in.

use web_sys::Element;
use yew::prelude::*;

use crate::state::stored::BARE;
use crate::ui::field::said_text;

/// What is to be said.
#[derive(Properties, PartialEq)]
pub struct SaidOfBlocksProps {
    /// What EC2 will store, or another thing worth knowing.
    pub said: Option<String>,
    /// What the button says that gives addresses their prefix length, where they lack it.
    pub offer: Option<String>,
    /// Whether the value is refused, which says so itself.
    pub refused: bool,
    /// What the button does.
    pub complete: Callback<()>,
}

/// The line, with the button behind it. It comes into view where it begins to say something.
#[component]
pub fn SaidOfBlocks(props: &SaidOfBlocksProps) -> Html {
    let line = use_node_ref();
    let lacks = props.offer.is_some();
    use_effect_with((lacks || props.said.is_some(), line.clone()), |(says, line)| {
        let within = line.cast::<Element>().filter(|_| *says);
        let place = within.and_then(|line| line.closest(".source, .block-control").ok().flatten());
        // Only below what is typed in just now: a dialog that opens stays at its beginning.
        let typed = place.filter(|place| place.matches(":focus-within").unwrap_or(false));
        if let Some(line) = typed.and(line.cast::<Element>()) {
            crate::ui::into_view(&line);
        }
    });
    let press = {
        let complete = props.complete.clone();
        Callback::from(move |event: MouseEvent| {
            complete.emit(());
            // The button goes with what it mends.
            let button = event.target_dyn_into::<Element>();
            let place = button.and_then(|button| button.closest(".source, .block-control").ok().flatten());
            let field = place.and_then(|place| place.query_selector("input").ok().flatten());
            if let Some(field) = field {
                crate::ui::focus(&field);
            }
        })
    };
    let bare = (lacks && !props.refused).then(|| BARE.to_owned());
    html! {
        <div class="said-of-blocks" ref={line}>
            { said_text(bare.or_else(|| props.said.clone())) }
            { for props.offer.clone().map(|label| html! { <button type="button" class="button link" onclick={press}>{ label }</button> }) }
        </div>
    }
}
