//! Start from a symptom: what a person sees, what it means, and the packets that tell more.

use std::rc::Rc;

use sg_core::model::Network;
use yew::prelude::*;

use crate::state::ends::{End, resolve};
use crate::state::packet_form::PacketForm;
use crate::state::store::{Act, Dispatch};
use crate::state::symptom::{Asked, Symptom, ports_let_in};
use crate::ui::button::{Button, Weight};
use crate::ui::combobox::{Combobox, Suggestion};
use crate::ui::dialog::Dialog;
use crate::ui::field::{Field, TextInput, error_text};
use crate::ui::icon::Icon;

/// What the dialog is given.
#[derive(Properties, PartialEq)]
pub struct SymptomDialogProps {
    /// The test packet, whose ends are a first guess.
    pub form: Rc<PacketForm>,
    /// The network as it is.
    pub network: Rc<Network>,
    /// What a packet can come from or go to.
    pub ends: Rc<Vec<End>>,
    /// What a packet can come from or go to, as suggestions.
    pub suggestions: Rc<Vec<Suggestion>>,
    /// What the evaluator said against the last attempt.
    pub refusal: Option<AttrValue>,
    /// Where the packets go.
    pub dispatch: Dispatch,
}

/// The dialog. It is drawn for as long as it is open.
#[component]
pub fn SymptomDialog(props: &SymptomDialogProps) -> Html {
    let symptom = use_state_eq(Symptom::default);
    let from = use_state_eq(|| AttrValue::from(props.form.from.clone()));
    let to = use_state_eq(|| AttrValue::from(props.form.to.clone()));
    let port = use_state_eq(|| AttrValue::from(props.form.port.clone()));
    let tried = use_state_eq(|| 0_usize);
    let place = use_node_ref();
    // A new attempt that was refused: the first field that is to blame takes the focus.
    use_effect_with((*tried, place.clone()), |(_, place)| crate::ui::focus_refused(place));
    let close = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Act::Open(None)))
    };
    let problem =
        |is_wrong: bool, text: &'static str| (*tried > 0 && is_wrong).then_some(AttrValue::Static(text));
    let from_error = problem(from.trim().is_empty(), "Enter an address, or choose who begins");
    let to_error = problem(to.trim().is_empty(), "Enter an address, or choose who is called");
    let port_error = problem(port.trim().parse::<u16>().is_err(), "A port is a whole number from 0 to 65535");
    let go = {
        let (dispatch, tried, ends) = (props.dispatch.clone(), tried.clone(), props.ends.clone());
        let (symptom, from, to, port) = (symptom.clone(), from.clone(), to.clone(), port.clone());
        Callback::from(move |_: MouseEvent| {
            tried.set(*tried + 1);
            let [from, to] = [&from, &to].map(|end| resolve(&ends, end).to_owned());
            if let (Ok(port), false, false) = (port.trim().parse(), from.is_empty(), to.is_empty()) {
                dispatch.dispatch(Act::Try(*symptom, Asked { from, to, port }));
            }
        })
    };
    let choices = Symptom::ALL.into_iter().map(|one| {
        let set = symptom.setter();
        html! {
            <label key={one.id()} class="symptom">
                <input
                    type="radio"
                    name="symptom"
                    value={one.id()}
                    checked={*symptom == one}
                    onchange={Callback::from(move |_: Event| set.set(one))}
                />
                <span class="symptom-title">{ one.title() }</span>
            </label>
        }
    });
    let end = |id: &'static str,
               label: &'static str,
               value: &UseStateHandle<AttrValue>,
               error: &Option<AttrValue>| {
        let set = value.setter();
        let change = Callback::from(move |text: AttrValue| set.set(text));
        html! {
            <Field key={id} {id} {label} error={error.clone()}>
                <Combobox
                    {id}
                    value={(**value).clone()}
                    suggestions={props.suggestions.clone()}
                    placeholder="Interface or address"
                    invalid={error.is_some()}
                    oninput={change.clone()}
                    onchoose={change}
                />
            </Field>
        }
    };
    let set_port = {
        let set = port.setter();
        Callback::from(move |text: AttrValue| set.set(text))
    };
    let hint = ports_let_in(&props.network, resolve(&props.ends, &to)).map(AttrValue::from);
    let footer = html! {
        <>
            <Button label="Cancel" onclick={close.reform(|_: MouseEvent| ())} />
            <Button label="Find out" icon={Icon::Send} weight={Weight::Primary} onclick={go} />
        </>
    };
    html! {
        <Dialog id="symptom" title="Start from a symptom" class="middle" onclose={close} {footer}>
            <fieldset class="symptoms" key="symptoms">
                <legend class="label">{ "What do you see?" }</legend>
                { for choices }
            </fieldset>
            <div class="symptom-meaning" key="meaning" aria-live="polite">
                <p>{ symptom.meaning() }</p>
                <p class="dim"><span class="label">{ "What this does" }</span>{ " " }{ symptom.plan() }</p>
            </div>
            <div ref={place} class="symptom-ends" key="ends">
                { end("symptom-from", "Who begins", &from, &from_error) }
                { end("symptom-to", "Who is called", &to, &to_error) }
                <Field key="port" id="symptom-port" label="TCP port" {hint} error={port_error.clone()}>
                    <TextInput
                        id="symptom-port"
                        mono={true}
                        inputmode="numeric"
                        marks={true}
                        value={(*port).clone()}
                        invalid={port_error.is_some()}
                        oninput={set_port}
                    />
                </Field>
            </div>
            <div key="refusal" role="alert">{ error_text("symptom", props.refusal.as_ref()) }</div>
        </Dialog>
    }
}
