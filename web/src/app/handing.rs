//! The ways out of the page: to the clipboard, to a file.

use sg_core::explain::script as cli_script;
use sg_core::formats::document;
use sg_core::simulation::Simulation;
use yew::prelude::*;

use crate::browser::{clipboard, download};
use crate::panels::header::Export;
use crate::state::kept::name_of;
use crate::state::store::{Act, Dispatch, Notice};

/// Callbacks that hand something to the reader, and say so.
#[derive(Clone, PartialEq)]
pub struct Handing {
    /// What the browser refused to copy: the reader copies it by hand.
    pub refused: UseStateHandle<Option<AttrValue>>,
    /// Copies a text.
    pub copy: Callback<String>,
    /// Saves a text as a file: its name, the text.
    pub save: Callback<(String, String)>,
}

/// The ways out, the same for as long as the page lives.
#[hook]
pub fn use_handing(dispatch: &Dispatch) -> Handing {
    let refused = use_state(|| None);
    let copy = use_callback(dispatch.clone(), {
        let refused = refused.setter();
        move |text: String, dispatch| {
            let (dispatch, refused, text) = (dispatch.clone(), refused.clone(), AttrValue::from(text));
            let kept = text.clone();
            let told = Callback::from(move |done: bool| match done {
                true => dispatch.dispatch(Act::Notify(Notice::said("Copied"))),
                false => refused.set(Some(kept.clone())),
            });
            clipboard::copy(&text, told);
        }
    });
    let save = use_callback(dispatch.clone(), |(name, text): (String, String), dispatch| {
        if !download::save(&text, &name) {
            let text = "The browser refused to save the file.";
            dispatch.dispatch(Act::Notify(Notice::refused(text)));
        }
    });
    Handing { refused, copy, save }
}

/// The document as the text of a file.
#[must_use]
pub fn text_of(simulation: &Simulation) -> String {
    document::write(&simulation.to_document())
}

/// The document as a file: its name and its text.
#[must_use]
pub fn document_file(simulation: &Simulation) -> (String, String) {
    (format!("{}.json", file_name(name_of(simulation))), text_of(simulation))
}

/// What the header exports: the name of the file and its text; none where there is nothing to tell.
#[must_use]
pub fn export(simulation: &Simulation, export: Export) -> Option<(String, String)> {
    let name = file_name(name_of(simulation));
    Some(match export {
        Export::Document => document_file(simulation),
        Export::Aws => {
            let value = serde_json::to_value(simulation.to_aws()).unwrap_or_default();
            (format!("{name}-aws.json"), format!("{value:#}\n"))
        }
        Export::Script => (format!("{name}.sh"), cli_script(simulation)?),
    })
}

/// A name as one for a file: letters and digits, with hyphens for all else.
fn file_name(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.map(str::to_ascii_lowercase).take(12).collect::<Vec<_>>().join("-");
    if name.is_empty() { "playground".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::first;

    #[test]
    fn files_are_named_after_the_document() {
        assert_eq!(file_name("A web server, and its database!"), "a-web-server-and-its-database");
        assert_eq!(file_name("日本"), "playground");
        assert_eq!(document_file(&first()).0, "a-web-server-and-its-database.json");
    }

    #[test]
    fn the_aws_description_can_be_imported_again() {
        let (_, text) = export(&first(), Export::Aws).unwrap();
        let imported = crate::state::import::read(&text).unwrap();
        let groups = |simulation: &Simulation| simulation.network().security_groups.len();
        assert_eq!(groups(&imported.simulation), groups(&first()));
    }
}
