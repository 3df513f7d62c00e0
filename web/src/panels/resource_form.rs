//! The short dialogs: every field with its error beneath, one step at the save.

use std::rc::Rc;

use sg_core::model::Network;
use sg_core::simulation::Simulation;
use sg_core::wire::{Action, StepKind};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::preview::Preview;
use super::subject_head::linked;
use crate::state::directory::Directory;
use crate::state::facts::Fact;
use crate::state::resource_form::{Control, Field as Asked, Refused, Task, Values, form, in_the_way, submit};
use crate::state::store::{Act, Dispatch, Selection};
use crate::state::stored::stored;
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::Dialog;
use crate::ui::field::{Field, TextInput, error_id};
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::{note_of, unbroken, with_ours};
use crate::ui::select::{Choice, Select};
use crate::ui::several::{Several, chosen};

/// What the dialog is given.
#[derive(Properties)]
pub struct ResourceFormProps {
    /// What it does.
    pub task: Task,
    /// The resource that it is about; for one that makes something, where that begins from.
    pub subject: AttrValue,
    /// The network as it was when the dialog opened.
    pub network: Rc<Network>,
    /// What the preview tries the changes on.
    pub simulation: Rc<Simulation>,
    /// Names.
    pub directory: Rc<Directory>,
    /// Where the save goes.
    pub dispatch: Dispatch,
}

impl PartialEq for ResourceFormProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.simulation, &other.simulation)
            && (self.task, &self.subject) == (other.task, &other.subject)
    }
}

/// The dialog. It is drawn for as long as it is open.
#[component]
pub fn ResourceForm(props: &ResourceFormProps) -> Html {
    let (task, subject) = (props.task, &props.subject);
    let asked = use_memo((task, subject.clone(), props.network.clone()), |(task, subject, network)| {
        form(*task, subject, network)
    });
    let values = use_state_eq(|| asked.values());
    let refused = use_state(|| None::<Refused>);
    let leaving = use_state_eq(|| false);
    let previewed = use_state_eq(|| None::<Rc<Vec<Action>>>);
    let body = use_node_ref();
    use_effect_with((body.clone(), refused.clone()), |(body, refused)| {
        if let Some(field) = refused.as_ref().and_then(|refused| refused.field) {
            focus(body, &format!("#task-{field}"));
        }
    });

    let send = {
        let (network, subject, asked, values) =
            (props.network.clone(), subject.clone(), asked.clone(), values.clone());
        let (dispatch, refused) = (props.dispatch.clone(), refused.setter());
        Callback::from(move |()| match submit(task, &subject, &network, &asked, &values) {
            Ok(submitted) => {
                dispatch.dispatch(Act::Open(None));
                if !submitted.actions.is_empty() {
                    dispatch.dispatch(Act::Step(StepKind::Apply(submitted.actions)));
                }
                if let Some(made) = submitted.made {
                    dispatch.dispatch(Act::Select(Selection::of(&made)));
                }
            }
            Err(error) => refused.set(Some(error)),
        })
    };
    let deletes = task == Task::Delete;
    let discard = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Act::Open(None)))
    };
    // Asked once more, it stays: only a press discards.
    let leave = {
        let (discard, leaving) = (discard.clone(), leaving.clone());
        let (values, asked) = (values.clone(), asked.clone());
        Callback::from(move |()| {
            if *leaving || *values != asked.values() {
                leaving.set(!*leaving);
            } else {
                discard.emit(());
            }
        })
    };
    let preview = {
        let (network, subject, asked, values) =
            (props.network.clone(), subject.clone(), asked.clone(), values.clone());
        let (refused, previewed) = (refused.setter(), previewed.clone());
        Callback::from(move |_: MouseEvent| {
            if previewed.is_some() {
                return previewed.set(None);
            }
            match submit(task, &subject, &network, &asked, &values) {
                Ok(submitted) => previewed.set(Some(Rc::new(submitted.actions))),
                Err(error) => refused.set(Some(error)),
            }
        })
    };
    let stay = {
        let leaving = leaving.setter();
        Callback::from(move |_: MouseEvent| leaving.set(false))
    };
    let onchange = {
        let (values, refused, previewed) = (values.clone(), refused.clone(), previewed.setter());
        Callback::from(move |(id, text): (&'static str, AttrValue)| {
            previewed.set(None);
            let mut changed = (*values).clone();
            changed.insert(id, text.to_string());
            values.set(changed);
            // The error of a field goes as soon as the field is mended.
            if refused.as_ref().is_some_and(|refused| refused.field.is_none_or(|field| field == id)) {
                refused.set(None);
            }
        })
    };
    let onkeydown = {
        let send = send.clone();
        Callback::from(move |event: KeyboardEvent| {
            let target = event.composed_path().get(0).dyn_into::<Element>().ok();
            let line = target.is_some_and(|target| {
                target.matches("input:not([type=checkbox], [type=search])").unwrap_or(false)
            });
            if event.key() == "Enter" && line {
                event.prevent_default();
                send.emit(());
            }
        })
    };
    let stays = in_the_way(task, subject, &props.network);
    let about = if stays.is_empty() { asked.about.clone() } else { String::new() };
    let fields = asked.fields.iter().filter(|field| field.shown(&values));
    let fields = fields.map(|field| draw(field, &values, refused.as_ref(), &onchange));
    let whole =
        refused.as_ref().filter(|refused| refused.field.is_none()).map(|refused| refused.message.clone());
    let footer = html! {
        <>
            <p class="spring" role="status">
                if *leaving {
                    <span class="dim">{ "The changes are not saved." }</span>
                } else if let Some(message) = whole {
                    <span class="refusal" id="task-error">{ icon(Icon::Warning) }{ with_ours(&message) }</span>
                } else if refused.is_some() {
                    <span class="refusal">{ icon(Icon::Warning) }{ "Nothing was saved." }</span>
                }
            </p>
            if *leaving {
                <div class="buttons" key="leaving">
                    <Button label="Discard changes" class="danger" onclick={discard.reform(|_: MouseEvent| ())} />
                    <Button label="Keep editing" weight={Weight::Primary} onclick={stay} />
                </div>
            } else {
                <div class="buttons" key="editing">
                    <Button label="Cancel" onclick={leave.reform(|_: MouseEvent| ())} />
                    // What EC2 would refuse changes nothing.
                    if task.touches_traffic() && stays.is_empty() {
                        <Button
                            label="Preview changes"
                            pressed={Some(previewed.is_some())}
                            onclick={preview}
                        />
                    }
                    <Button
                        id="task-save"
                        label={asked.verb}
                        weight={if deletes { Weight::Normal } else { Weight::Primary }}
                        class={classes!(deletes.then_some("danger"))}
                        onclick={send.reform(|_: MouseEvent| ())}
                    />
                </div>
            }
        </>
    };
    html! {
        <Dialog id="task" class="middle" title={asked.title.clone()} asking={*leaving} onclose={leave} {footer}>
            <div class="task-fields" ref={body} {onkeydown}>
                if !about.is_empty() { <p key="about" class="dim">{ unbroken(&about) }</p> }
                if !stays.is_empty() { { in_its_way(&props.directory, subject, &stays, &props.dispatch) } }
                { for fields }
            </div>
            <div class="preview-place" role="group" aria-label="Preview of the changes">
                if let Some(actions) = (*previewed).clone() {
                    <Preview simulation={props.simulation.clone()} {actions} directory={props.directory.clone()} />
                }
            </div>
        </Dialog>
    }
}

/// Why EC2 will refuse the deletion, with a way to each of the obstacles.
fn in_its_way(directory: &Directory, id: &str, stays: &[Fact], dispatch: &Dispatch) -> Html {
    html! {
        <div key="in-the-way" class="in-the-way" role="group" aria-label="What stands in the way">
            { note_of(html! { <><bdi class="strong">{ directory.name(id).to_owned() }</bdi>{ " cannot be deleted:" }</> }) }
            <dl class="facts">{ for stays.iter().map(|fact| linked(fact, dispatch)) }</dl>
        </div>
    }
}

fn draw(
    field: &Asked,
    values: &UseStateHandle<Values>,
    refused: Option<&Refused>,
    onchange: &Callback<(&'static str, AttrValue)>,
) -> Html {
    let name = field.id;
    let id = AttrValue::from(format!("task-{name}"));
    let value = AttrValue::from(values.get(name).cloned().unwrap_or_default());
    // What is cut off is worth more than what may be typed.
    let cut = stored([value.as_str()]).filter(|_| field.id.contains("cidr")).map(AttrValue::from);
    let error = refused.filter(|refused| refused.field == Some(name));
    let error = error.map(|refused| AttrValue::from(refused.message.clone()));
    let invalid = error.is_some();
    let changed = onchange.reform(move |text: AttrValue| (name, text));
    let list = |choices: &[(String, String)]| -> Rc<[Choice]> {
        choices.iter().map(|(value, label)| Choice::new(value.clone(), label.clone())).collect()
    };
    // Of several boxes each changes what is chosen by then, not what was when it was drawn.
    let ticked = |choices: Rc<[Choice]>| {
        let (values, changed) = (values.clone(), changed.clone());
        Callback::from(move |(value, on): (AttrValue, bool)| {
            let before = values.get(name).map_or("", String::as_str);
            changed.emit(chosen(&choices, before, &value, on).into());
        })
    };
    let control = match &field.control {
        Control::Text { mono } => html! {
            <TextInput id={id.clone()} {value} mono={*mono} {invalid} oninput={changed} />
        },
        Control::Number => html! {
            <TextInput id={id.clone()} {value} mono={true} inputmode="numeric" {invalid} oninput={changed} />
        },
        Control::Lines => lines(&id, value, invalid, changed),
        Control::Choice(choices) => html! {
            <Select id={id.clone()} {value} choices={list(choices)} {invalid} onchange={changed} />
        },
        Control::Several(choices) => html! {
            <Several id={id.clone()} label={field.label} {value} choices={list(choices)} {invalid} onchange={ticked(list(choices))} />
        },
    };
    let hint = cut.or((!field.hint.is_empty()).then_some(AttrValue::Static(field.hint)));
    html! {
        <Field key={name} {id} label={field.label} {hint} {error}>
            { control }
        </Field>
    }
}

fn lines(id: &AttrValue, value: AttrValue, invalid: bool, changed: Callback<AttrValue>) -> Html {
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
            changed.emit(AttrValue::from(area.value()));
        }
    });
    html! {
        <textarea
            id={id.clone()}
            class="input mono"
            rows="6"
            spellcheck="false"
            aria-invalid={invalid.then_some("true")}
            aria-describedby={invalid.then(|| error_id(id))}
            {value}
            {oninput}
        />
    }
}

fn focus(body: &NodeRef, selector: &str) {
    let found = body.cast::<HtmlElement>().and_then(|body| body.query_selector(selector).ok().flatten());
    if let Some(found) = found {
        crate::ui::focus(&found);
    }
}
