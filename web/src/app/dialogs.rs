//! The dialog that is open, if any.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::{clipboard, clock, read};
use crate::panels::by_hand::ByHand;
use crate::panels::documents::Documents;
use crate::panels::header::Export;
use crate::panels::import::{FilesRead, Import, Pasted};
use crate::panels::script::Script;
use crate::panels::share::Share;
use crate::panels::shortcuts::Shortcuts;
use crate::panels::subject::dialog as about_subject;
use crate::panels::symptom::SymptomDialog;
use crate::panels::test_packet::suggest;
use crate::state::kept::name_of;
use crate::state::store::{Act, Dispatch, Open, State};
use crate::ui::copied::Copy;

use super::AppProps;
use super::handing::{Handing, export};
use super::keeping::Keeper;

/// What the dialogs are drawn from.
pub struct Shown<'a> {
    /// What the element says.
    pub props: &'a AppProps,
    /// What is shown.
    pub state: &'a State,
    /// The ways out.
    pub handing: &'a Handing,
    /// The documents.
    pub keeper: &'a Keeper,
    /// What was pasted to be imported.
    pub pasted: &'a Pasted,
    /// Whether single keys work.
    pub single_keys: bool,
    /// Lets them work, or not.
    pub onsingle: &'a Callback<bool>,
    /// Shows a scenario.
    pub onscenario: &'a Callback<AttrValue>,
    /// Where changes go.
    pub dispatch: &'a Dispatch,
}

/// Draws it.
pub fn dialogs(shown: &Shown<'_>) -> Html {
    let (state, handing, dispatch) = (shown.state, shown.handing, shown.dispatch.clone());
    match state.open {
        Some(Open::Import) => {
            let onread =
                Callback::from(|(files, done): (Vec<web_sys::File>, FilesRead)| read::texts(files, done));
            let kept = shown.keeper.documents.iter().map(|kept| kept.name.clone());
            let own = AttrValue::from(name_of(&state.simulation).to_owned());
            let taken: Rc<[AttrValue]> = kept.chain([own]).collect();
            let pasted = shown.pasted.clone();
            html! { <Import {onread} {pasted} oncopy={handing.copy.clone()} today={clock::today()} {taken} offered={state.offered.clone()} {dispatch} /> }
        }
        Some(Open::Share) => {
            let onsave = handing.save.reform(|text: String| ("playground.json".to_owned(), text));
            let simulation = &state.simulation;
            let (document, base) = (Rc::new(simulation.to_document()), shown.props.base.clone());
            let whole = (!simulation.undone().is_empty()).then(|| Rc::new(simulation.to_whole_document()));
            let scenario = state
                .scenario
                .as_deref()
                .filter(|_| !state.is_touched())
                .map(|id| AttrValue::from(id.to_owned()));
            let oncopy = to_clipboard();
            html! { <Share {document} {whole} {scenario} own={state.is_own()} {base} {oncopy} {onsave} {dispatch} /> }
        }
        Some(Open::Script) => {
            let simulation = &state.simulation;
            let script = export(simulation, Export::Script);
            let (save, file) = (handing.save.clone(), script.clone());
            let onsave =
                Callback::from(move |_: MouseEvent| file.iter().for_each(|file| save.emit(file.clone())));
            let text = script.unwrap_or_default().1;
            let onclose = Callback::from(move |()| dispatch.dispatch(Act::Open(None)));
            html! { <Script {text} oncopy={to_clipboard()} {onsave} {onclose} /> }
        }
        Some(Open::Documents) => html! {
            <Documents
                keeping={shown.keeper.keeping.clone()}
                documents={shown.keeper.documents.clone()}
                current={state.work.as_deref().map(|id| AttrValue::from(id.to_owned()))}
                name={name_of(&state.simulation).to_owned()}
                scenario={state.scenario.as_deref().map(|id| AttrValue::from(id.to_owned()))}
                onwish={shown.keeper.wish.clone()}
                onscenario={shown.onscenario.clone()}
                {dispatch}
            />
        },
        Some(Open::Shortcuts) => html! {
            <Shortcuts single_keys={shown.single_keys} onsingle={shown.onsingle.clone()} {dispatch} />
        },
        Some(Open::Symptom) => html! {
            <SymptomDialog
                form={state.form.clone()}
                network={state.network.clone()}
                ends={state.ends.clone()}
                suggestions={Rc::new(suggest(&state.ends))}
                refusal={state.refusal.as_ref().and_then(|refused| refused.text()).map(AttrValue::from)}
                {dispatch}
            />
        },
        _ => about_subject(state, &dispatch).unwrap_or_else(|| by_hand(handing)),
    }
}

fn to_clipboard() -> Copy {
    Callback::from(|(text, done): (String, Callback<bool>)| clipboard::copy(&text, done))
}

/// What the browser refused to copy, where nothing else is open.
fn by_hand(handing: &Handing) -> Html {
    let onclose = {
        let refused = handing.refused.setter();
        Callback::from(move |()| refused.set(None))
    };
    let text = handing.refused.as_ref();
    text.map(|text| html! { <ByHand text={text.clone()} {onclose} /> }).unwrap_or_default()
}
