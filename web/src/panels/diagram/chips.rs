//! The groups whose members are drawn: pointing at one lights them up, a press shows its rules, and a chip can be
//! dragged onto an interface. Two lines of them, and the rest on request.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::panels::attaching::{Attaching, handles};
use crate::state::directory::{Directory, GroupLine};
use crate::state::store::{Act, Dispatch, Selection};
use crate::ui::marks::hue_class;
use crate::ui::width::use_width;

/// The most chips that two lines can hold; as many are measured.
const MEASURED: usize = 60;
/// The most chips that are drawn at all: above it a list that is searched serves better.
const MOST: usize = 200;
/// The room that the button for the rest needs, and what stands between two chips.
const MORE: (i32, i32) = (92, 6);

/// What the chips are given.
#[derive(Properties, PartialEq)]
pub(super) struct ChipsProps {
    /// Names and colours.
    pub directory: Rc<Directory>,
    /// What stands beneath the diagram.
    pub selection: Selection,
    /// Where a choice goes.
    pub dispatch: Dispatch,
}

/// The chips.
#[component]
pub(super) fn Chips(props: &ChipsProps) -> Html {
    let node = use_node_ref();
    let width = use_width(&node);
    let open = use_state_eq(|| false);
    let attaching = use_context::<Option<Attaching>>().flatten();
    // How many fit, of these groups in this width.
    let key = (Rc::as_ptr(&props.directory), width);
    let fit = use_state_eq(|| (key, None::<usize>));
    let fitting = if fit.0 == key { fit.1 } else { None };
    use_effect_with((node.clone(), key, *open, fitting), {
        let fit = fit.setter();
        move |(node, key, open, fitting)| {
            if !open && fitting.is_none() {
                fit.set((*key, Some(count(node, key.1))));
            }
        }
    });
    let carried: Vec<&GroupLine> =
        props.directory.groups().iter().filter(|group| group.members > 0).collect();
    let most = if *open { MOST } else { fitting.unwrap_or(MEASURED).min(MEASURED) };
    let hidden = carried.len().saturating_sub(most);
    let chips = carried.iter().take(most).map(|group| chip(group, props, attaching.as_ref()));
    let toggle = crate::ui::toggle(&open);
    let rest = match (*open, hidden) {
        (false, 0) => None,
        (false, more) => Some((format!("+{more} more"), format!("Show {more} more groups"))),
        (true, _) => Some(("Show fewer".to_owned(), "Show fewer groups".to_owned())),
    };
    html! {
        <ul
            ref={node}
            class={classes!("diagram-groups", open.then_some("all"), (carried.len() > 4).then_some("many"))}
            aria-label="Groups in the diagram"
            data-scrolls={open.then_some("")}
        >
            { for chips }
            if *open && hidden > 0 {
                <li key="unlisted" class="dim unlisted">{ format!("and {hidden} more under Resources") }</li>
            }
            if let Some((text, told)) = rest {
                <li key="rest" class="rest">
                    <button
                        type="button"
                        class="button link"
                        aria-label={told}
                        aria-expanded={if *open { "true" } else { "false" }}
                        onclick={toggle}
                    >
                        { text }
                    </button>
                </li>
            }
        </ul>
    }
}

fn chip(group: &GroupLine, props: &ChipsProps, attaching: Option<&Attaching>) -> Html {
    let id = group.id.clone();
    let light = |on: bool| {
        let (dispatch, id) = (props.dispatch.clone(), id.clone());
        move || dispatch.dispatch(Act::Light(on.then(|| id.clone())))
    };
    let (on, off, focus, blur) = (light(true), light(false), light(true), light(false));
    let show = {
        let (dispatch, id) = (props.dispatch.clone(), id.clone());
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Select(Selection::Group(id.clone()))))
    };
    let (onpointerdown, oncontextmenu) = handles(attaching, &id);
    let members = crate::panels::resources::count(group.members, "member", "members");
    let drag = if attaching.is_some() { "; drag it onto an interface to attach it" } else { "" };
    html! {
        <li key={id.to_string()}>
            <button
                type="button"
                class={classes!("chip", hue_class(group.hue), attaching.is_some().then_some("grip"))}
                title={format!("{}: {members}; press to see its rules{drag}", group.name)}
                aria-current={(props.selection == Selection::Group(id)).then_some("true")}
                onmouseenter={Callback::from(move |_: MouseEvent| on())}
                onmouseleave={Callback::from(move |_: MouseEvent| off())}
                onfocusin={Callback::from(move |_: FocusEvent| focus())}
                onfocusout={Callback::from(move |_: FocusEvent| blur())}
                onclick={show}
                {onpointerdown}
                {oncontextmenu}
            >
                <bdi>{ group.name.to_string() }</bdi>
            </button>
        </li>
    }
}

/// How many of the chips that are drawn stand in the first two lines, beside the button for the rest if one is needed.
fn count(node: &NodeRef, width: i32) -> usize {
    let Some(list) = node.cast::<HtmlElement>() else { return MEASURED };
    let items = list.children();
    let chips: Vec<HtmlElement> = (0..items.length())
        .filter_map(|at| items.item(at)?.dyn_into::<HtmlElement>().ok())
        .filter(|item| !item.matches(".rest, .unlisted").unwrap_or(false))
        .collect();
    let Some(first) = chips.first() else { return MEASURED };
    let (top, left) = (first.offset_top(), first.offset_left());
    let mut tops: Vec<i32> = chips.iter().map(|chip| chip.offset_top()).collect();
    tops.dedup();
    let Some(third) = tops.get(2).copied().filter(|third| *third > top) else { return chips.len() };
    let mut fit = chips.iter().take_while(|chip| chip.offset_top() < third).count();
    while let Some(last) = fit.checked_sub(1).and_then(|at| chips.get(at)) {
        let right = last.offset_left() + last.offset_width() - left + MORE.1 + MORE.0;
        if right <= width || last.offset_top() == top {
            break;
        }
        fit -= 1;
    }
    fit
}
