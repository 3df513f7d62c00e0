//! The link "Info" beside a label, and where the help that it opens is drawn.
//!
//! There is one help panel. It stands at the page's edge; while a modal dialog is open, everything outside of it is out
//! of reach, so the panel then stands inside of the dialog: [`super::dialog::Dialog`] draws what [`Help`] holds.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// A question for help.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The topic's name.
    pub topic: &'static str,
    /// What was pressed: the focus goes back to it.
    pub from: Option<Element>,
    /// Whether that stands in a dialog.
    pub in_dialog: bool,
    /// Whether the test keeps its column where not all have room beside the help: it was asked from there, or the focus
    /// was there last.
    pub of_test: bool,
}

/// The column of the test.
const TEST: &str = ".column.test";

fn is_within(element: &Element, part: &str) -> bool {
    element.closest(part).ok().flatten().is_some()
}

impl Asked {
    /// The question that a press of `event`'s target asks.
    #[must_use]
    pub fn by(topic: &'static str, event: &MouseEvent) -> Self {
        let from = event.target_dyn_into::<Element>();
        let from = from.and_then(|target| target.closest("button").ok().flatten());
        let within = |part: &str| from.as_ref().is_some_and(|from| is_within(from, part));
        let (in_dialog, of_test) = (within("dialog"), within(TEST));
        Self { topic, from, in_dialog, of_test }
    }
}

/// The way to the help panel, as a context.
#[derive(Clone, PartialEq)]
pub struct Help {
    /// Asks for help, or with none closes the panel.
    pub ask: Callback<Option<Asked>>,
    /// What was asked last and is still open.
    pub asked: Option<Asked>,
    /// Draws the panel.
    pub draw: Callback<Asked, Html>,
}

impl Help {
    /// The panel, for whoever stands there: a dialog, or the page.
    pub fn panel(&self, in_dialog: bool) -> Html {
        self.asked(in_dialog).map(|asked| self.draw.emit(asked.clone())).unwrap_or_default()
    }

    /// The classes of what makes room for the panel while it is open (49-help.css).
    pub fn class(&self, in_dialog: bool) -> Classes {
        self.asked(in_dialog)
            .map_or_else(Classes::new, |asked| classes!("helped", asked.of_test.then_some("of-test")))
    }

    /// Leaves the column to what has the focus now.
    pub fn follow(&self, event: &FocusEvent) {
        let Some((asked, target)) = self.asked(false).zip(event.target_dyn_into::<Element>()) else { return };
        let of_test = is_within(&target, TEST);
        if of_test != asked.of_test && (of_test || is_within(&target, ".column.resources")) {
            self.ask.emit(Some(Asked { of_test, ..asked.clone() }));
        }
    }

    fn asked(&self, in_dialog: bool) -> Option<&Asked> {
        self.asked.as_ref().filter(|asked| asked.in_dialog == in_dialog)
    }
}

/// What an Info link is made of.
#[derive(Properties, PartialEq)]
pub struct InfoProps {
    /// The topic's name.
    pub topic: &'static str,
    /// What it is about, read out behind "Info about".
    pub about: AttrValue,
}

/// The link "Info".
#[component]
pub fn Info(props: &InfoProps) -> Html {
    let help = use_context::<Help>();
    let topic = props.topic;
    let onclick = Callback::from(move |event: MouseEvent| {
        if let Some(help) = &help {
            // A label around it would move the focus to its field.
            event.prevent_default();
            help.ask.emit(Some(Asked::by(topic, &event)));
        }
    });
    html! {
        <button type="button" class="info" aria-label={format!("Info about {}", props.about)} {onclick}>
            { "Info" }
        </button>
    }
}

/// Gives the focus back to what was pressed, unless it is gone.
pub fn give_back(asked: &Asked) {
    if let Some(from) = asked.from.as_ref().filter(|from| from.is_connected()) {
        super::focus(from);
    }
}

/// Whether a key press was Escape.
#[must_use]
pub fn is_escape(event: &Event) -> bool {
    event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape")
}
