//! What a person sees when the page itself fails: their work, to take away.
//!
//! Yew has no error boundary: after a panic nothing of the page works, so this is drawn with the DOM alone.

use std::cell::RefCell;
use std::panic::PanicHookInfo;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::download;

/// Gives the work as the text of a file.
type Work = Rc<dyn Fn() -> String>;

thread_local! {
    /// Where to draw, and how to get at the work, for each mounted page.
    static PAGES: RefCell<Vec<(Element, Option<Work>)>> = const { RefCell::new(Vec::new()) };
}

/// Tells the overlay of a page that was mounted into `root`.
pub fn watch(root: &Element) {
    PAGES.with_borrow_mut(|pages| pages.push((root.clone(), None)));
}

/// Forgets a page that was unmounted.
pub fn forget(root: &Element) {
    PAGES.with_borrow_mut(|pages| pages.retain(|(page, _)| page != root));
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
    let pages = PAGES.with(|pages| pages.try_borrow().map(|pages| pages.clone()).unwrap_or_default());
    for (root, work) in pages {
        // A page that cannot even be drawn on has nothing more to offer.
        let _ = draw(&root, &format!("{message}{place}"), work);
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
