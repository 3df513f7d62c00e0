//! A button that opens a short list of actions, after the ARIA Authoring Practices: arrows move, Escape closes.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

use super::icon::{Icon, icon};

/// One action.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it does.
    pub label: AttrValue,
    /// A picture before it.
    pub icon: Icon,
    /// Called when it is chosen.
    pub onchoose: Callback<()>,
}

impl Item {
    /// An action.
    pub fn new(label: impl Into<AttrValue>, icon: Icon, onchoose: Callback<()>) -> Self {
        Self { label: label.into(), icon, onchoose }
    }
}

/// What a menu is made of.
#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// A prefix for ids, unique on the page.
    pub id: AttrValue,
    /// What stands on the button; with `icon_only` it is read out instead.
    pub label: AttrValue,
    /// The picture on the button.
    pub icon: Icon,
    /// Whether the picture stands alone.
    #[prop_or_default]
    pub icon_only: bool,
    /// Further classes of the whole.
    #[prop_or_default]
    pub class: Classes,
    /// The actions, in order.
    pub items: Rc<[Item]>,
}

/// The button and, while it is open, the list below it.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let open = use_state_eq(|| false);
    let (whole, button, list) = (use_node_ref(), use_node_ref(), use_node_ref());
    use_effect_with((*open, list.clone()), |(open, list)| {
        if *open {
            focus_item(list, |_| 0);
        }
    });
    let toggle = super::toggle(&open);
    let close = {
        let (set, button) = (open.setter(), button.clone());
        move || {
            set.set(false);
            if let Some(button) = button.cast::<Element>() {
                super::focus(&button);
            }
        }
    };
    let onkeydown = {
        let (list, close, is_open) = (list.clone(), close.clone(), *open);
        let set = open.setter();
        Callback::from(move |event: KeyboardEvent| {
            match (event.key().as_str(), is_open) {
                ("ArrowDown", false) => set.set(true),
                ("Escape", true) => close(),
                ("ArrowDown", true) => focus_item(&list, |at| at.map_or(0, |at| at + 1)),
                ("ArrowUp", true) => focus_item(&list, |at| at.map_or(-1, |at| at - 1)),
                ("Home", true) => focus_item(&list, |_| 0),
                ("End", true) => focus_item(&list, |_| -1),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    // The focus went elsewhere: by Tab, or by a press outside.
    let onfocusout = {
        let (set, whole) = (open.setter(), whole.clone());
        Callback::from(move |event: FocusEvent| {
            let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
            let whole = whole.cast::<Node>();
            if !whole.is_some_and(|whole| next.is_some_and(|next| whole.contains(Some(&next)))) {
                set.set(false);
            }
        })
    };
    let items = props.items.iter().map(|item| draw(item, close.clone()));
    let list_id = AttrValue::from(format!("{}-list", props.id));
    html! {
        <div ref={whole} class={classes!("menu", props.class.clone())} {onkeydown}>
            <button
                ref={button}
                id={props.id.clone()}
                type="button"
                class={classes!("button", "quiet", props.icon_only.then_some("icon-only"))}
                aria-label={props.icon_only.then(|| props.label.clone())}
                aria-haspopup="menu"
                aria-expanded={if *open { "true" } else { "false" }}
                aria-controls={open.then(|| list_id.clone())}
                title={props.icon_only.then(|| props.label.clone())}
                onclick={toggle}
            >
                { icon(props.icon) }
                <span class={classes!(props.icon_only.then_some("unseen"))}>{ &props.label }</span>
                <span class="caret">{ icon(Icon::ChevronDown) }</span>
            </button>
            <div class="menu-place">
                if *open {
                    <div ref={list} id={list_id} class="menu-list" role="menu" aria-labelledby={props.id.clone()} {onfocusout}>
                        { for items }
                    </div>
                }
            </div>
        </div>
    }
}

/// One action of a list that `close` closes before it is done.
pub(super) fn draw(item: &Item, close: impl Fn() + 'static) -> Html {
    let chosen = item.onchoose.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        close();
        chosen.emit(());
    });
    html! {
        <button key={item.label.to_string()} type="button" role="menuitem" class="menu-item" tabindex="-1" {onclick}>
            { icon(item.icon) }<span>{ &item.label }</span>
        </button>
    }
}

/// Moves the focus within the list: `next` gets the place of the focused item; the ends meet.
pub(super) fn focus_item(list: &NodeRef, next: impl Fn(Option<i32>) -> i32) {
    let Some(list) = list.cast::<HtmlElement>() else { return };
    let items = list.children();
    let count = i32::try_from(items.length()).unwrap_or(0);
    let at = (0..count).find(|at| {
        let item = u32::try_from(*at).ok().and_then(|at| items.item(at));
        item.is_some_and(|item| item.matches(":focus").unwrap_or(false))
    });
    if count > 0
        && let Ok(place) = u32::try_from(next(at).rem_euclid(count))
        && let Some(item) = items.item(place)
    {
        super::focus(&item);
    }
}
