//! Dragging with a mouse, a pen or a finger: what has an id, onto what says one in `data-drop`.
//!
//! Pointer events serve all three alike. What can be dragged says in its style which way a finger still scrolls
//! (`touch-action`).

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::{Interval, Timeout};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, ShadowRoot};
use yew::prelude::*;

/// How far a pointer goes before a press becomes a drag, in pixels.
const SLACK: i32 = 6;
/// How near the edge of what scrolls the pointer makes it scroll.
const EDGE: f64 = 28.0;
/// How far it scrolls at once, and how often in milliseconds.
const SCROLL: (i32, u32) = (12, 40);

/// How long a finger stays on one place to ask for the menu, in milliseconds. Not every system tells of it itself.
const STAY: u32 = 500;

/// A point in the window.
pub type Place = (i32, i32);

/// What is held.
#[derive(Clone, Debug, PartialEq)]
struct Held {
    what: AttrValue,
    from: Element,
    /// The number of the pointer that holds it.
    by: i32,
    start: Place,
    /// Whether it is held by a finger.
    touch: bool,
    /// Whether it was moved, so that it is a drag and no press.
    moved: bool,
    over: Option<AttrValue>,
}

/// A drag, and how one begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Drag {
    /// The id of what is dragged.
    pub what: Option<AttrValue>,
    /// The id of what it is over.
    pub over: Option<AttrValue>,
    /// To be told of each press on what can be dragged, with its id.
    pub grab: Callback<(AttrValue, PointerEvent)>,
    /// Lets go of what is held, without a drop.
    pub cancel: Callback<()>,
    /// What goes along with the pointer.
    pub ghost: NodeRef,
}

/// Drags. `ondrop` gets the id of what was let go and that of what it was over; `onstay` that of what a finger stayed
/// on, what it touched, and where.
#[hook]
pub fn use_drag(
    ondrop: Callback<(AttrValue, AttrValue)>,
    onstay: Callback<(AttrValue, Element, Place)>,
) -> Drag {
    let held = use_state_eq(|| None::<Held>);
    let at = use_mut_ref(Place::default);
    let ghost = use_node_ref();
    let drop_it = use_mut_ref(|| ondrop.clone());
    *drop_it.borrow_mut() = ondrop;
    let listeners = use_mut_ref(Vec::<EventListener>::new);
    let grip = Grip { held: held.clone(), at: Rc::clone(&at), ghost: ghost.clone() };
    let grab = {
        let (grip, listeners) = (grip.clone(), Rc::clone(&listeners));
        Callback::from(move |(what, event): (AttrValue, PointerEvent)| {
            let from = event.target_dyn_into::<Element>();
            if let Some(from) = from.filter(|_| event.button() == 0 && event.is_primary()) {
                let start = (event.client_x(), event.client_y());
                let touch = event.pointer_type() == "touch";
                grip.held.set(Some(Held {
                    what,
                    from,
                    by: event.pointer_id(),
                    start,
                    touch,
                    moved: false,
                    over: None,
                }));
                // At once: what moves quickly may be let go before anything is drawn.
                *listeners.borrow_mut() = grip.listen(&drop_it);
            }
        })
    };
    let cancel = {
        let held = held.setter();
        Callback::from(move |()| held.set(None))
    };
    let session = held.as_ref().map(|held| (held.what.clone(), held.start));
    use_effect_with((session, held.as_ref().is_some_and(|held| held.moved)), move |(session, moved)| {
        let held = grip.held.clone();
        if held.is_none() {
            listeners.borrow_mut().clear();
        }
        let scrolls = (session.is_some() && *moved).then(|| {
            Interval::new(SCROLL.1, move || {
                let from = grip.held.as_ref().map(|held| held.from.clone());
                if from.is_some_and(|from| scroll_at_edge(&from, *grip.at.borrow())) {
                    grip.follow();
                }
            })
        });
        let is_still =
            |held: &UseStateHandle<Option<Held>>| (**held).clone().filter(|now| now.touch && !now.moved);
        let stays = is_still(&held).map(|_| {
            Timeout::new(STAY, move || {
                // It may have moved since, and that not be drawn yet.
                if let Some(now) = is_still(&held) {
                    held.set(None);
                    swallow_lift();
                    onstay.emit((now.what, now.from, now.start));
                }
            })
        });
        move || drop((scrolls, stays))
    });
    // What goes along is drawn only once there is a drag, so it is put in its place then.
    let dragged = held.as_ref().filter(|held| held.moved);
    use_effect_with((dragged.is_some(), ghost.clone()), {
        let at = Rc::clone(&at);
        move |(dragged, ghost)| {
            if *dragged {
                float(ghost, *at.borrow());
            }
        }
    });
    Drag {
        what: dragged.map(|held| held.what.clone()),
        over: dragged.and_then(|held| held.over.clone()),
        grab,
        cancel,
        ghost,
    }
}

/// What is held, where the pointer is, and what goes along with it.
#[derive(Clone)]
struct Grip {
    held: UseStateHandle<Option<Held>>,
    at: Rc<RefCell<Place>>,
    ghost: NodeRef,
}

impl Grip {
    /// The pointer is elsewhere, or what lies under it is.
    fn follow(&self) {
        let Some(now) = (*self.held).clone() else { return };
        let place = *self.at.borrow();
        let far = (place.0 - now.start.0).abs().max((place.1 - now.start.1).abs()) > SLACK;
        if now.moved || far {
            float(&self.ghost, place);
            let over = target(&now.from, place);
            self.held.set(Some(Held { moved: true, over, ..now }));
        }
    }

    /// Listens until it is let go.
    fn listen(&self, drop_it: &Rc<RefCell<Callback<(AttrValue, AttrValue)>>>) -> Vec<EventListener> {
        let grip = self.clone();
        let on_move = pointer("pointermove", move |event| {
            // The end of a press may have been lost: then nothing is held any more.
            let held_on = grip.held.as_ref().is_some_and(|now| now.by == event.pointer_id());
            if !held_on || event.buttons() & 1 == 0 {
                return grip.held.set(None);
            }
            *grip.at.borrow_mut() = (event.client_x(), event.client_y());
            grip.follow();
        });
        let (held, drop_it) = (self.held.clone(), Rc::clone(drop_it));
        let on_up = pointer("pointerup", move |_| {
            let now = (*held).clone();
            held.set(None);
            if let Some(now) = now.filter(|now| now.moved) {
                swallow_click();
                if let Some(over) = now.over {
                    drop_it.borrow().emit((now.what, over));
                }
            }
        });
        let held = self.held.setter();
        let on_cancel = pointer("pointercancel", move |_| held.set(None));
        let held = self.held.clone();
        let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        let window = gloo::utils::window();
        let on_key = EventListener::new_with_options(&window, "keydown", options, move |event| {
            // What was let go before it was drawn is listened for still, and leaves the key to others.
            if held.is_some() && super::info::is_escape(event) {
                event.prevent_default();
                event.stop_propagation();
                held.set(None);
            }
        });
        vec![on_move, on_up, on_cancel, on_key]
    }
}

fn pointer(name: &'static str, act: impl Fn(&PointerEvent) + 'static) -> EventListener {
    EventListener::new(&gloo::utils::window(), name, move |event| {
        if let Some(event) = event.dyn_ref::<PointerEvent>() {
            act(event);
        }
    })
}

/// Where a drag ends over what it began from, the browser sees a click there as well.
fn swallow_click() {
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    let listener = EventListener::new_with_options(&gloo::utils::window(), "click", options, |event| {
        event.prevent_default();
        event.stop_propagation();
    });
    Timeout::new(0, move || drop(listener)).forget();
}

/// After a finger stayed, its lift is no tap: the browser would move the focus, and press what lies there.
fn swallow_lift() {
    let listeners = Rc::new(RefCell::new(Vec::new()));
    let options = || EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    for name in ["touchend", "touchcancel"] {
        let all = Rc::clone(&listeners);
        let lift = move |event: &Event| {
            event.prevent_default();
            let all = Rc::clone(&all);
            Timeout::new(0, move || all.borrow_mut().clear()).forget();
        };
        let listener = EventListener::new_with_options(&gloo::utils::window(), name, options(), lift);
        listeners.borrow_mut().push(listener);
    }
}

/// What lies at a point of the tree that an element belongs to.
fn beneath(element: &Element, (x, y): Place) -> Option<Element> {
    let (x, y) = (x as f32, y as f32);
    let root = element.get_root_node();
    match root.dyn_ref::<ShadowRoot>() {
        Some(root) => root.element_from_point(x, y),
        None => root.dyn_ref::<Document>()?.element_from_point(x, y),
    }
}

/// The id of what a drop at a point would be on.
fn target(from: &Element, place: Place) -> Option<AttrValue> {
    let target = beneath(from, place)?.closest("[data-drop]").ok().flatten()?;
    target.get_attribute("data-drop").map(AttrValue::from)
}

/// Scrolls what lies under the pointer where that is near its upper or lower edge. Answers whether it did.
fn scroll_at_edge(from: &Element, place: Place) -> bool {
    let within = beneath(from, place).and_then(|one| one.closest("[data-scrolls]").ok().flatten());
    let Some(within) = within else { return false };
    let (area, y) = (within.get_bounding_client_rect(), f64::from(place.1));
    let by = match y {
        y if y > area.bottom() - EDGE => SCROLL.0,
        y if y < area.top() + EDGE => -SCROLL.0,
        _ => return false,
    };
    let before = within.scroll_top();
    within.set_scroll_top(before + by);
    within.scroll_top() != before
}

/// Puts an element beside a point of the window, whatever the window's coordinates are to it.
pub(super) fn float(node: &NodeRef, place: Place) {
    put(node, (place.0 + 14, place.1 + 10));
}

/// Puts an element that floats at a point of the window, or as near to it as leaves all of it in sight.
pub fn put(node: &NodeRef, (x, y): Place) {
    let Some(element) = node.cast::<HtmlElement>() else { return };
    let window = gloo::utils::window();
    let inner = |size: Result<wasm_bindgen::JsValue, _>| {
        size.ok().and_then(|size| size.as_f64()).map_or(i32::MAX / 2, |size| size as i32)
    };
    let style = element.style();
    // A style property that the browser refuses leaves the element where the style sheet puts it.
    let set = |name: &str, value: i32| drop(style.set_property(name, &format!("{value}px")));
    set("left", 0);
    set("top", 0);
    // An ancestor may be what the coordinates of something that floats are counted from.
    let zero = element.get_bounding_client_rect();
    let (width, height) = (element.offset_width(), element.offset_height());
    let x = x.min(inner(window.inner_width()) - width - 8).max(8);
    let y = y.min(inner(window.inner_height()) - height - 8).max(8);
    set("left", x - zero.left() as i32);
    set("top", y - zero.top() as i32);
}
