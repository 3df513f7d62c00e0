//! The focus stays within the app: where what has it is taken away or disabled, often by its own press, it goes to what
//! stands nearest. Else a person at the keyboard would begin at the top of the page again, unread to by their screen
//! reader.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit, ShadowRoot};
use yew::prelude::*;

/// How many of the elements that had the focus are remembered.
const REMEMBERED: usize = 8;

/// Where the focus is and was.
#[derive(Default)]
struct Trail {
    /// The element that has it, then what it stands in, from the inside out.
    chain: Vec<Element>,
    /// The elements that had it before, the latest first.
    before: VecDeque<Element>,
}

impl Trail {
    /// The focus has come to an element inside of `root`.
    fn enter(&mut self, element: Element, root: &Element) {
        if let Some(last) = self.chain.first().filter(|last| **last != element) {
            self.before.push_front(last.clone());
            self.before.truncate(REMEMBERED);
        }
        let outwards = |inner: &Element| inner.parent_element().filter(|_| inner != root);
        self.chain = std::iter::successors(Some(element), outwards).collect();
    }

    /// Whether what has the focus can no longer have it.
    fn is_broken(&self) -> bool {
        self.chain.first().is_some_and(|last| !is_live(last))
    }

    /// Whether nothing has the focus but what can no longer have it: neither in the app's own tree nor, where the app
    /// is a part of it, on the page.
    fn is_lost(&self, root: &Element) -> bool {
        let tree = root.get_root_node().dyn_into::<ShadowRoot>().ok();
        let own = tree.and_then(|tree| tree.active_element());
        let on_page = gloo::utils::document().active_element();
        match own {
            // A browser takes the focus from what is disabled when it draws next.
            Some(own) => self.is_broken() && self.chain.first() == Some(&own),
            None => on_page.is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body")),
        }
    }

    /// What stands nearest to the element that had the focus: a neighbour of one that is disabled; else what it stood
    /// in, if that takes the focus, or its heading; else what had the focus before.
    fn nearest(&self) -> Option<Element> {
        let last = self.chain.first()?;
        if let Some(beside) = beside(last) {
            return Some(beside);
        }
        let (root, within) = self.chain.split_last()?;
        let near = within.iter().skip(1).filter(|outer| outer.is_connected()).find_map(|outer| {
            // The app's own frame holds everything: its first heading is not near to anything.
            let takes_it = outer.matches("[tabindex]").unwrap_or(false);
            let heading = || outer.query_selector("h1, h2, h3").ok().flatten().filter(|_| !is_frame(outer));
            takes_it.then(|| outer.clone()).or_else(heading)
        });
        let is_shown = |earlier: &&Element| is_live(earlier) && earlier.get_client_rects().length() > 0;
        let before = || self.before.iter().find(is_shown).cloned();
        near.or_else(before).or_else(|| root.query_selector("h1, h2").ok().flatten())
    }
}

/// Whether an element is there and enabled.
fn is_live(element: &Element) -> bool {
    element.is_connected() && !element.matches(":disabled").unwrap_or(false)
}

/// The button beside one that is disabled: what follows comes before what leads to it.
fn beside(element: &Element) -> Option<Element> {
    let after = std::iter::successors(element.next_element_sibling(), Element::next_element_sibling);
    let before = std::iter::successors(element.previous_element_sibling(), Element::previous_element_sibling);
    after
        .chain(before)
        .find(|sibling| sibling.is_connected() && sibling.matches("button:enabled").unwrap_or(false))
}

fn is_frame(element: &Element) -> bool {
    element.class_list().contains("app")
}

/// Gives the focus without a scroll: what is looked at stays in view.
fn give(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        if !element.has_attribute("tabindex") && element.tag_name().starts_with(['H', 'h']) {
            element.set_tab_index(-1);
        }
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // An element that has just been removed refuses the focus; there is nothing to do about it.
        let _ = element.focus_with_options(&options);
    }
}

/// Keeps the focus within the app that is mounted at `root`.
#[hook]
pub fn use_kept_focus(root: &Element) {
    use_effect_with(root.clone(), |root| {
        let trail = Rc::new(RefCell::new(Trail::default()));
        let enters = EventListener::new(root, "focusin", {
            let (trail, root) = (Rc::clone(&trail), root.clone());
            move |event| {
                if let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                    trail.borrow_mut().enter(element, &root);
                }
            }
        });
        let changed = Closure::<dyn Fn()>::new({
            let root = root.clone();
            move || {
                if !trail.borrow().is_broken() {
                    return;
                }
                // Whoever took the element away has the first word, in the same task.
                let (trail, root) = (Rc::clone(&trail), root.clone());
                Timeout::new(0, move || {
                    let nearest = Some(trail.borrow())
                        .filter(|trail| trail.is_lost(&root))
                        .and_then(|trail| trail.nearest());
                    if let Some(nearest) = nearest {
                        give(&nearest);
                    }
                })
                .forget();
            }
        });
        let observer = MutationObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            let what = MutationObserverInit::new();
            what.set_child_list(true);
            what.set_subtree(true);
            what.set_attribute_filter(&Array::of1(&"disabled".into()));
            // It is refused for a node that is none, which an element is not.
            let _ = observer.observe_with_options(root, &what);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop((enters, changed));
        }
    });
}
