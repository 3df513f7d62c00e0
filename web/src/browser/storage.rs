//! Small settings kept between visits, in memory where the browser refuses to store.

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static MEMORY: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// Names of settings start with this, so that other pages of the same site keep theirs.
const PREFIX: &str = "security-group-playground:";

fn browser() -> Option<web_sys::Storage> {
    if cfg!(not(target_arch = "wasm32")) {
        // The page is drawn without a browser.
        return None;
    }
    // A sandboxed frame, or a person who blocks site data, makes even the question fail.
    web_sys::window()?.local_storage().ok().flatten()
}

/// The setting `name`, if it was ever kept.
pub fn get(name: &str) -> Option<String> {
    let key = format!("{PREFIX}{name}");
    let stored = browser().and_then(|storage| storage.get_item(&key).ok().flatten());
    stored.or_else(|| MEMORY.with_borrow(|memory| memory.get(&key).cloned()))
}

/// Keeps the setting `name`. False: only until the page is left, since the browser refuses to store.
pub fn set(name: &str, value: &str) -> bool {
    let key = format!("{PREFIX}{name}");
    let kept = browser().is_some_and(|storage| storage.set_item(&key, value).is_ok());
    if !kept {
        MEMORY.with_borrow_mut(|memory| memory.insert(key, value.to_owned()));
    }
    kept
}
