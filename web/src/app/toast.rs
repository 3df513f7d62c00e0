//! The last word to the reader: what was done leaves by itself, what was refused stays until it is dismissed.

use std::rc::Rc;

use gloo::timers::callback::Interval;
use web_sys::Element;
use yew::prelude::*;

use crate::state::expectation::Turn;
use crate::state::store::{Act, Dispatch, Notice};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::with_ours;

/// Milliseconds between two looks at whether somebody is at the notice.
const LOOK: u32 = 500;
/// So many looks at which nobody was, and it leaves: after some six seconds.
const LOOKS: u32 = 12;

/// What the line is given.
#[derive(Properties)]
pub struct ToastProps {
    /// What happened.
    pub notice: Option<Notice>,
    /// Whether the expectations are on the page, to be led to.
    pub leads: bool,
    /// Where it is dismissed.
    pub dispatch: Dispatch,
}

impl ToastProps {
    /// Names the notice: the same words said once more are another one.
    fn mark(&self) -> Option<(usize, bool)> {
        self.notice.as_ref().map(|notice| (Rc::as_ptr(&notice.text).cast::<u8>() as usize, notice.stays()))
    }
}

impl PartialEq for ToastProps {
    fn eq(&self, other: &Self) -> bool {
        self.mark() == other.mark()
    }
}

/// The line.
#[component]
pub fn Toast(props: &ToastProps) -> Html {
    let node = use_node_ref();
    use_effect_with(props.mark(), {
        let (node, dispatch) = (node.clone(), props.dispatch.clone());
        move |mark| {
            let timer = mark.filter(|(_, stays)| !stays).map(|_| {
                let mut looks = 0;
                Interval::new(LOOK, move || {
                    let held = node.cast::<Element>().is_some_and(|line| is_held(&line));
                    looks = if held || gloo::utils::document().hidden() { 0 } else { looks + 1 };
                    if looks == LOOKS {
                        dispatch.dispatch(Act::Dismiss);
                    }
                })
            });
            move || drop(timer)
        }
    });
    let Some(notice) = &props.notice else { return Html::default() };
    let dispatch = props.dispatch.clone();
    let breaks = notice.turn.as_ref().is_some_and(|turn| turn.breaks);
    let class = classes!("toast", notice.refused.then_some("refused"), breaks.then_some("breaks"));
    html! {
        <div ref={node} part="notice" {class}>
            { icon(if notice.refused || breaks { Icon::Warning } else { Icon::Check }) }
            <span class="toast-text">
                <bdi>{ with_ours(&notice.text) }</bdi>
                { for notice.turn.as_ref().map(|turn| turned(turn, props)) }
            </span>
            <Button
                label="Dismiss"
                icon={Icon::Close}
                icon_only={true}
                weight={Weight::Quiet}
                onclick={Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Dismiss))}
            />
        </div>
    }
}

/// What became of expectations, and the way there.
fn turned(turn: &Turn, props: &ToastProps) -> Html {
    let (dispatch, at) = (props.dispatch.clone(), turn.at);
    let show = Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Seek(at)));
    html! {
        <>
            { ". " }<bdi class="strong">{ turn.text.to_string() }</bdi>{ ". " }
            if props.leads {
                <button type="button" class="button link" onclick={show}>{ "Show the expectation" }</button>
            }
        </>
    }
}

/// Whether the pointer or the focus is on it.
fn is_held(line: &Element) -> bool {
    line.matches(":hover, :focus-within").unwrap_or(false)
}
