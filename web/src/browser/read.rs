//! Reading files that a person opened or dropped.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;
use yew::Callback;

/// The most that is read: what is larger is refused before reading.
pub const LARGEST: u32 = 200_000_000;

/// The files' names and texts, or the name of one and why it was not read.
pub type FilesRead = Result<Vec<(String, String)>, (String, &'static str)>;

/// Reads the files and reports their names and texts, or the name of one and why it was not read.
pub fn texts(files: Vec<File>, done: Callback<FilesRead>) {
    let mut left = f64::from(LARGEST);
    let too_large = files.iter().find(|file| {
        left -= file.size();
        left < 0.0
    });
    if let Some(file) = too_large {
        return done.emit(Err((file.name(), "the files are larger than 200 MB, and were not read")));
    }
    spawn_local(async move {
        let mut texts = Vec::with_capacity(files.len());
        for file in &files {
            let Ok(text) = JsFuture::from(file.text()).await else {
                return done.emit(Err((file.name(), "the browser could not read the file")));
            };
            texts.push((file.name(), text.as_string().unwrap_or_default()));
        }
        done.emit(Ok(texts));
    });
}
