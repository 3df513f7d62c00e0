//! Reading a file that a person opened or dropped.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;
use yew::Callback;

/// The most that is read: larger files are refused before reading.
pub const LARGEST: u32 = 200_000_000;

/// A file's name and text, or its name and why it was not read.
pub type FileRead = Result<(String, String), (String, &'static str)>;

/// Reads the file and reports its name and text, or its name and why it was not read.
pub fn text(file: &File, done: Callback<FileRead>) {
    let name = file.name();
    if file.size() > f64::from(LARGEST) {
        return done.emit(Err((name, "the file is larger than 200 MB, and was not read")));
    }
    let reading = file.text();
    spawn_local(async move {
        done.emit(match JsFuture::from(reading).await {
            Ok(text) => Ok((name, text.as_string().unwrap_or_default())),
            Err(_) => Err((name, "the browser could not read the file")),
        });
    });
}
