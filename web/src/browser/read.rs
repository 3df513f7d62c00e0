//! Reading a file that a person opened or dropped.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, Event, File, HtmlInputElement};
use yew::{Callback, TargetCast};

/// The most that is read: larger files are refused before reading.
pub const LARGEST: u32 = 200 * 1024 * 1024;

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// Its name and text.
    Text(String, String),
    /// Its name and why it was not read.
    Refused(String, String),
}

/// The file chosen in `<input type="file">`; the input is emptied, so that the same file can be chosen again.
#[must_use]
pub fn chosen(event: &Event) -> Option<File> {
    let input = event.target_dyn_into::<HtmlInputElement>()?;
    let file = input.files()?.get(0);
    input.set_value("");
    file
}

/// The first file of those that were dropped.
#[must_use]
pub fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}

/// Reads the file as text and reports what became of it.
pub fn text(file: File, done: Callback<Read>) {
    let name = file.name();
    if file.size() > f64::from(LARGEST) {
        let megabytes = (file.size() / 1_048_576.0) as u32;
        let why = format!("the file has {megabytes} MB; at most {} MB are read", LARGEST >> 20);
        return done.emit(Read::Refused(name, why));
    }
    spawn_local(async move {
        let read = match JsFuture::from(file.text()).await {
            Ok(text) => Read::Text(name, text.as_string().unwrap_or_default()),
            Err(_) => Read::Refused(name, "the browser could not read the file".to_owned()),
        };
        done.emit(read);
    });
}
