//! The ways out of the page: to the clipboard, to a file.

use sg_core::formats::document;
use sg_core::simulation::Simulation;
use yew::prelude::*;

use crate::browser::{clipboard, download};
use crate::state::store::{Act, Dispatch, Notice};

/// Callbacks that hand something to the reader, and say so.
#[derive(Clone, PartialEq)]
pub struct Handing {
    /// Copies a text.
    pub copy: Callback<String>,
    /// Saves a text as a file: its name, the text.
    pub save: Callback<(&'static str, String)>,
}

/// The ways out, the same for as long as the page lives.
#[hook]
pub fn use_handing(dispatch: &Dispatch) -> Handing {
    let copy = use_callback(dispatch.clone(), |text: String, dispatch| {
        let dispatch = dispatch.clone();
        let told = Callback::from(move |done: bool| {
            let text = if done { "Copied" } else { "The browser refused to copy." };
            dispatch.dispatch(Act::Notify(Notice { text: text.into(), refused: !done }));
        });
        clipboard::copy(&text, told);
    });
    let save = use_callback(dispatch.clone(), |(name, text): (&'static str, String), dispatch| {
        if !download::save(&text, name) {
            let text = "The browser refused to save the file.".into();
            dispatch.dispatch(Act::Notify(Notice { text, refused: true }));
        }
    });
    Handing { copy, save }
}

/// The document as the text of a file.
#[must_use]
pub fn text_of(simulation: &Simulation) -> String {
    document::write(&simulation.to_document())
}
