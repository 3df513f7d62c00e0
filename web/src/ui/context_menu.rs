//! The menu that a right press opens, or the menu key, or a long press: what can be done with what lies there.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Node};
use yew::prelude::*;

use super::menu::{Item, draw, focus_item};

/// Where a menu was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// What it is about, by its id.
    pub what: AttrValue,
    /// Where it goes, in the window.
    pub at: (i32, i32),
    /// What has the focus back when it closes.
    pub from: Option<Element>,
}

impl Spot {
    /// The place that an event asks for: under the pointer, or under what has the focus.
    #[must_use]
    pub fn of(what: AttrValue, event: &MouseEvent) -> Self {
        event.prevent_default();
        let from = event.target_dyn_into::<Element>();
        let from = from.and_then(|target| target.closest("button").ok().flatten());
        let box_ = from.as_ref().map(Element::get_bounding_client_rect);
        let at = match (box_, event.client_x(), event.client_y()) {
            // Some browsers give no place where a key asked.
            (Some(area), 0, 0) => (area.left() as i32 + 8, area.bottom() as i32),
            (_, x, y) => (x, y),
        };
        Self { what, at, from }
    }

    /// The place that a finger stayed on.
    #[must_use]
    pub fn under(what: AttrValue, touched: &Element, at: (i32, i32)) -> Self {
        Self { what, at, from: touched.closest("button").ok().flatten() }
    }
}

/// What the menu is made of.
#[derive(Properties, PartialEq)]
pub struct ContextMenuProps {
    /// Where it was asked for.
    pub spot: Spot,
    /// What is read out on it.
    pub label: AttrValue,
    /// The actions, in order.
    pub items: Rc<[Item]>,
    /// Called when it closes.
    pub onclose: Callback<()>,
}

/// The menu. It is drawn for as long as it is open.
#[component]
pub fn ContextMenu(props: &ContextMenuProps) -> Html {
    let list = use_node_ref();
    use_effect_with((list.clone(), props.spot.clone()), |(list, spot)| {
        super::drag::put(list, spot.at);
        focus_item(list, |_| 0);
    });
    let close = {
        let (from, closed) = (props.spot.from.clone(), props.onclose.clone());
        move || {
            if let Some(from) = from.as_ref().filter(|from| from.is_connected()) {
                super::focus(from);
            }
            closed.emit(());
        }
    };
    let onkeydown = {
        let (list, close) = (list.clone(), close.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Escape" | "Tab" => close(),
                "ArrowDown" => focus_item(&list, |at| at.map_or(0, |at| at + 1)),
                "ArrowUp" => focus_item(&list, |at| at.map_or(-1, |at| at - 1)),
                "Home" => focus_item(&list, |_| 0),
                "End" => focus_item(&list, |_| -1),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let onfocusout = {
        let (list, closed) = (list.clone(), props.onclose.clone());
        Callback::from(move |event: FocusEvent| {
            let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
            let within = list.cast::<Node>().is_some_and(|list| list.contains(next.as_ref()));
            if !within {
                closed.emit(());
            }
        })
    };
    let items = props.items.iter().map(|item| draw(item, close.clone()));
    html! {
        <div ref={list} class="menu-list context" role="menu" aria-label={props.label.clone()} {onkeydown} {onfocusout}>
            { for items }
        </div>
    }
}
