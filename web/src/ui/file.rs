//! Files that a person chose or dropped.

use web_sys::{DragEvent, Event, File, HtmlInputElement};
use yew::TargetCast;

/// The file chosen in `<input type="file">`; the input is emptied, so that the same file can be chosen again.
pub fn chosen(event: &Event) -> Option<File> {
    let input = event.target_dyn_into::<HtmlInputElement>()?;
    let file = input.files()?.get(0);
    input.set_value("");
    file
}

/// The first file of those that were dropped.
pub fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}
