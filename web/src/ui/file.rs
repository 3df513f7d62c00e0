//! Files that a person chose or dropped.

use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement};
use yew::TargetCast;

/// The files chosen in `<input type="file">`; the input is emptied, so that the same ones can be chosen again.
pub fn chosen(event: &Event) -> Vec<File> {
    let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return Vec::new() };
    let files = all(input.files());
    input.set_value("");
    files
}

/// The files that were dropped.
pub fn dropped(event: &DragEvent) -> Vec<File> {
    all(event.data_transfer().and_then(|data| data.files()))
}

fn all(list: Option<FileList>) -> Vec<File> {
    let list = list.as_ref();
    list.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|at| list.get(at)).collect())
}
