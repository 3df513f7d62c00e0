//! What a person sees when the page itself fails: their work, to take away.
//!
//! Yew has no error boundary: after a panic nothing of the page works, so this is drawn with the DOM alone.

use std::cell::RefCell;
use std::panic::PanicHookInfo;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::download;

/// Gives the work as the text of a file.
type Work = Rc<dyn Fn() -> String>;

thread_local! {
    /// Where to draw, and how to get at the work, for each mounted page.
    static PAGES: RefCell<Vec<(Element, Option<Work>)>> = const { RefCell::new(Vec::new()) };
    /// Listens for what ends the module, while a page stands.
    static TRAPS: RefCell<Option<EventListener>> = const { RefCell::new(None) };
}

/// Tells the overlay of a page that was mounted into `root`.
pub fn watch(root: &Element) {
    let is_first = PAGES.with_borrow_mut(|pages| {
        pages.push((root.clone(), None));
        pages.len() == 1
    });
    if is_first {
        TRAPS.replace(Some(EventListener::new(&gloo::utils::window(), "error", |event| {
            if let Some(cause) = trap(event) {
                show_all(&cause);
            }
        })));
    }
}

/// What ended the module where no panic told it: memory that ran out, a stack that did. Errors of other scripts of the
/// page around are theirs.
fn trap(event: &web_sys::Event) -> Option<String> {
    let error = js_sys::Reflect::get(event, &"error".into()).ok()?.dyn_into::<js_sys::Error>().ok()?;
    let stack = js_sys::Reflect::get(&error, &"stack".into()).ok()?.as_string()?;
    let name = String::from(error.name());
    let is_ours = stack.contains("sg-web") && matches!(name.as_str(), "RuntimeError" | "RangeError");
    is_ours.then(|| format!("{name}: {}", String::from(error.message())))
}

/// Forgets a page that was unmounted.
pub fn forget(root: &Element) {
    let is_last = PAGES.with_borrow_mut(|pages| {
        pages.retain(|(page, _)| page != root);
        pages.is_empty()
    });
    if is_last {
        TRAPS.replace(None);
    }
}

/// Tells how to get at the present work of the page in `root`.
pub fn keep(root: &Element, work: Work) {
    PAGES.with_borrow_mut(|pages| {
        for (_, kept) in pages.iter_mut().filter(|(page, _)| page == root) {
            *kept = Some(Rc::clone(&work));
        }
    });
}

/// Draws the overlay over every page of this module; to be set as the panic hook.
pub fn show(info: &PanicHookInfo<'_>) {
    let place = info.location().map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
    let message = info.payload_as_str().unwrap_or("no message");
    web_sys::console::error_1(&JsValue::from_str(&format!("{message}{place}")));
    show_all(&format!("{message}{place}"));
}

fn show_all(cause: &str) {
    let pages = PAGES.with(|pages| pages.try_borrow().map(|pages| pages.clone()).unwrap_or_default());
    for (root, work) in pages {
        // A panic ends in a trap, and has drawn the overlay before.
        let is_drawn = root.parent_node().is_some_and(|around| {
            around
                .dyn_ref::<web_sys::ShadowRoot>()
                .is_some_and(|around| matches!(around.query_selector(".overlay"), Ok(Some(_))))
        });
        if !is_drawn {
            // A page that cannot even be drawn on has nothing more to offer.
            let _ = draw(&root, cause, work);
        }
    }
}

fn draw(root: &Element, cause: &str, work: Option<Work>) -> Result<(), JsValue> {
    let document = gloo::utils::document();
    let element = |name: &str, class: &str, text: &str| -> Result<Element, JsValue> {
        let element = document.create_element(name)?;
        element.set_class_name(class);
        element.set_text_content(Some(text));
        Ok(element)
    };
    let overlay = element("div", "overlay", "")?;
    overlay.set_attribute("role", "alert")?;
    let sheet = element("div", "overlay-sheet", "")?;
    let add = |child: &Element| sheet.append_child(child);
    add(&element("h2", "", "The playground stopped")?)?;
    add(&element(
        "p",
        "",
        "A fault in the page itself ended it. Your work can be saved and opened again with Import.",
    )?)?;
    add(&element("pre", "mono", cause)?)?;
    let buttons = element("div", "buttons", "")?;
    add(&buttons)?;
    let again = element("button", "button", "Load the page again")?;
    again.set_attribute("type", "button")?;
    let reload = Closure::<dyn FnMut()>::new(|| {
        // Fails only where a frame forbids it; the reader has the browser's own way then.
        let _ = gloo::utils::window().location().reload();
    });
    again.add_event_listener_with_callback("click", reload.as_ref().unchecked_ref())?;
    // Whatever could hold it is gone with the page.
    reload.forget();
    buttons.append_child(&again)?;
    overlay.append_child(&sheet)?;
    root.get_root_node().append_child(&overlay)?;
    // Last, since a broken state may fail again; what is drawn so far stays.
    if let Some(work) = work {
        let link = download::link(&work(), "playground.json")?;
        link.set_class_name("button primary");
        link.set_text_content(Some("Save my work"));
        buttons.prepend_with_node_1(&link)?;
        // Without the focus the link is still there.
        let _ = link.focus();
    }
    Ok(())
}
