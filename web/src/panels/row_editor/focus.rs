//! Where the focus goes once the rows are drawn anew.

use wasm_bindgen::JsCast;
use web_sys::Element;

/// Where the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::panels) enum Focus {
    /// The first field that is refused.
    FirstError,
    /// The first field of the last row.
    LastRow,
    /// The button that deletes the row at this place, or the one before, or the one that adds a row.
    DeleteButton(usize),
}

impl Focus {
    /// Moves the focus, inside the element that holds the rows.
    pub(super) fn apply(self, list: &Element) {
        let all = |selector: &str| -> Vec<Element> {
            let Ok(found) = list.query_selector_all(selector) else { return Vec::new() };
            let elements = (0..found.length()).filter_map(|at| found.item(at));
            elements.filter_map(|node| node.dyn_into::<Element>().ok()).collect()
        };
        let target = match self {
            Self::FirstError => all("[aria-invalid]").into_iter().next(),
            Self::LastRow => {
                let row = all(".rule-row").pop();
                row.and_then(|row| row.query_selector("select, input").ok().flatten())
            }
            Self::DeleteButton(at) => {
                let mut buttons = all(".delete-rule");
                let at = at.min(buttons.len().saturating_sub(1));
                if buttons.is_empty() { adds(list) } else { Some(buttons.swap_remove(at)) }
            }
        };
        if let Some(target) = target {
            crate::ui::focus(&target);
            // All of a new row, as far as there is room for it beside what has the focus.
            let row = target.closest(".rule-row").ok().flatten().filter(|_| self == Self::LastRow);
            for element in row.iter().chain([&target]) {
                crate::ui::into_view(element);
            }
        }
    }
}

/// The button that adds a row: at the foot, outside of the list.
fn adds(list: &Element) -> Option<Element> {
    list.closest("dialog").ok()??.query_selector("#add-rule").ok()?
}
