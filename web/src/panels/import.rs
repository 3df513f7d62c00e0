//! The dialog "Import": paste, drop or open; then what was read, before it replaces anything.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use sg_core::wire::{Problem, Severity};
use web_sys::{File, HtmlTextAreaElement};
use yew::prelude::*;

use crate::panels::help::info;
use crate::panels::words::sentence;
use crate::state::help;
use crate::state::import::{Imported, Offered, lacking, read_all};
use crate::state::kept::name_of;
use crate::state::store::{Act, Dispatch};
use crate::ui::button::{Button, Weight};
use crate::ui::command::words;
use crate::ui::dialog::Dialog;
use crate::ui::field::{error_id, error_text};
use crate::ui::file::{chosen, dropped};
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::with_names;

/// The script that gathers an account.
const GATHER: &str = include_str!("../../gather.sh");

/// The script as one thing to paste into a terminal: whatever shell that is, bash runs it.
fn gather_command() -> String {
    format!("bash -s <<'GATHER'\n{GATHER}GATHER\n")
}

/// The most problems that are listed.
const SHOWN: usize = 100;

/// What the dialog is given.
#[derive(Properties, PartialEq)]
pub struct ImportProps {
    /// Reads files and reports what became of it.
    pub onread: Callback<(Vec<File>, FilesRead)>,
    /// What was pasted before and not opened yet.
    pub pasted: Pasted,
    /// Copies a text.
    pub oncopy: Callback<String>,
    /// The day, as `2026-11-25`.
    pub today: AttrValue,
    /// The names of the documents that are kept, and of the one that is shown.
    pub taken: Rc<[AttrValue]>,
    /// What was read already, by a link.
    pub offered: Option<Offered>,
    /// Where the new document goes.
    pub dispatch: Dispatch,
}

/// What is pasted, which outlives the dialog: who closes it loses nothing. Compared by identity.
#[derive(Clone)]
pub struct Pasted(pub Rc<RefCell<String>>);

impl PartialEq for Pasted {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Told the files' names and texts, or the name of one and why it was not read.
pub type FilesRead = Callback<Result<Vec<(String, String)>, (String, &'static str)>>;

/// Where the import stands.
#[derive(Clone)]
enum Stage {
    /// Waiting for a text; what was wrong with the last one.
    Asking(Option<AttrValue>),
    /// Reading a file of this name.
    Reading(AttrValue),
    /// Read, and not yet taken over; whether it was pasted.
    Done(Rc<Imported>, bool),
}

/// The dialog. It is drawn for as long as it is open.
#[component]
pub fn Import(props: &ImportProps) -> Html {
    let stage = use_state(|| match &props.offered {
        Some(Offered(imported)) => Stage::Done(Rc::clone(imported), false),
        None => Stage::Asking(None),
    });
    let text = Rc::clone(&props.pasted.0);
    let before = use_memo((), |()| AttrValue::from(text.borrow().clone()));
    let over = use_state_eq(|| false);
    let file = use_node_ref();
    let place = use_node_ref();

    // The name is painted before the reading begins, which may take the browser's whole attention.
    let take = {
        let (stage, today, taken) = (stage.setter(), props.today.clone(), Rc::clone(&props.taken));
        Callback::from(move |texts: Vec<(String, String)>| {
            let shown = match &*texts {
                [(name, _)] if name.is_empty() => AttrValue::Static("the pasted text"),
                [(name, _)] => AttrValue::from(name.clone()),
                several => AttrValue::from(format!("{} files", several.len())),
            };
            stage.set(Stage::Reading(shown));
            let (stage, today, taken) = (stage.clone(), today.clone(), Rc::clone(&taken));
            Timeout::new(30, move || {
                // Several files have no name in common.
                let name = texts.first().map(|(name, _)| &**name).filter(|_| texts.len() == 1);
                stage.set(match read_all(&texts) {
                    Ok(mut imported) => {
                        let taken: Vec<&str> = taken.iter().map(|name| &**name).collect();
                        imported.call_it(name, &today, &taken);
                        Stage::Done(Rc::new(imported), name == Some(""))
                    }
                    Err(problem) => Stage::Asking(Some(problem.into())),
                });
            })
            .forget();
        })
    };
    let came = {
        let (stage, take) = (stage.setter(), take.clone());
        Callback::from(move |read| match read {
            Ok(texts) => take.emit(texts),
            Err((name, why)) => stage.set(Stage::Asking(Some(format!("{name}: {why}").into()))),
        })
    };
    let onfile = {
        let (came, read): (FilesRead, _) = (came.clone(), props.onread.clone());
        Callback::from(move |event: Event| {
            let files = chosen(&event);
            if !files.is_empty() {
                read.emit((files, came.clone()));
            }
        })
    };
    let ondrop = {
        let (came, read, over) = (came, props.onread.clone(), over.setter());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            let files = dropped(&event);
            if !files.is_empty() {
                read.emit((files, came.clone()));
            }
        })
    };
    let ondragover = {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(true);
        })
    };
    let ondragleave = {
        let over = over.setter();
        Callback::from(move |_: DragEvent| over.set(false))
    };
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                *text.borrow_mut() = area.value();
            }
        })
    };
    let read_pasted = {
        let (text, take, stage) = (text, take, stage.setter());
        Callback::from(move |_: MouseEvent| {
            let text = text.borrow().clone();
            if text.trim().is_empty() {
                stage.set(Stage::Asking(Some("Paste some JSON first, or open a file.".into())));
            } else {
                take.emit(vec![(String::new(), text)]);
            }
        })
    };
    let open_file = {
        let file = file.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = file.cast::<web_sys::HtmlElement>() {
                input.click();
            }
        })
    };
    let close = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Act::Open(None)))
    };
    let copy_script = props.oncopy.reform(|_: MouseEvent| gather_command());
    let cancel = html! { <Button label="Cancel" onclick={close.reform(|_: MouseEvent| ())} /> };
    let problem = match &*stage {
        Stage::Asking(problem) => problem.as_ref().map(|problem| AttrValue::from(sentence(problem))),
        _ => None,
    };
    // What was refused is mended where it stands, each time.
    let refused = std::ptr::from_ref(&*stage).addr();
    use_effect_with((refused, place.clone()), |(_, place)| crate::ui::focus_refused(place));
    let asking = html! {
        <div
            key="asking"
            ref={place}
            class={classes!("import", over.then_some("over"))}
            // What was pasted stays while it is read, and where it is refused.
            hidden={!matches!(*stage, Stage::Asking(_))}
            {ondrop}
            {ondragover}
            {ondragleave}
        >
            <p>
                { "Paste what the AWS CLI prints, drop files here, or open them. You can paste several outputs one after the other. Nothing leaves your browser." }
            </p>
            <div class="gather">
                <p>
                    <span class="label">{ "Your whole account" }</span>
                    { "One command describes everything that the playground can use, in the Region that your AWS CLI is set to, and writes it to " }
                    <span class="mono">{ "playground-account.json" }</span>
                    { ". It only reads." }
                </p>
                <div class="buttons">
                    <Button label="Copy the command" icon={Icon::Copy} onclick={copy_script} />
                    <details class="gather-text">
                        <summary>{ "See what it does" }</summary>
                        <pre class="mono command" tabindex="0">{ for words(GATHER) }</pre>
                    </details>
                </div>
            </div>
            <p class="dim">{ "Or the output of single commands, for instance:" }</p>
            <pre class="mono command">{ "aws ec2 describe-security-groups\naws ec2 describe-network-interfaces" }</pre>
            <div class="field">
                <label for="import-text">{ "JSON" }</label>
                <textarea
                    id="import-text"
                    class="input mono"
                    rows="10"
                    spellcheck="false"
                    defaultvalue={(*before).clone()}
                    placeholder={"{ \"SecurityGroups\": [ … ] }"}
                    aria-invalid={problem.is_some().then_some("true")}
                    aria-describedby={problem.is_some().then(|| error_id("import-text"))}
                    {oninput}
                />
                <div role="alert">{ error_text("import-text", problem.as_ref()) }</div>
            </div>
            <div class="buttons">
                <Button label="Open files" icon={Icon::Upload} onclick={open_file} />
                <span class="hint">{ "JSON, up to 200 MB" }</span>
                <input ref={file} class="unseen" type="file" multiple={true} tabindex="-1" aria-hidden="true" accept=".json,.txt,application/json" onchange={onfile} />
            </div>
        </div>
    };
    let (body, footer) = match &*stage {
        Stage::Asking(_) => (
            html! { <div key="nothing"></div> },
            html! { <>{ cancel }<Button label="Read" weight={Weight::Primary} onclick={read_pasted} /></> },
        ),
        Stage::Reading(name) => {
            (html! { <p key="reading" role="status">{ "Reading " }<bdi>{ name }</bdi>{ " …" }</p> }, cancel)
        }
        Stage::Done(imported, was_pasted) => {
            let back = {
                let stage = stage.setter();
                Callback::from(move |_: MouseEvent| stage.set(Stage::Asking(None)))
            };
            let replace = {
                let (dispatch, imported) = (props.dispatch.clone(), Rc::clone(imported));
                let pasted = was_pasted.then(|| props.pasted.clone());
                let of_link = props.offered.as_ref().is_some_and(|Offered(link)| Rc::ptr_eq(link, &imported));
                Callback::from(move |_: MouseEvent| {
                    if of_link {
                        return dispatch.dispatch(Act::TakeOffered);
                    }
                    if let Some(Pasted(text)) = &pasted {
                        text.borrow_mut().clear();
                    }
                    let simulation = Box::new(imported.simulation.clone());
                    dispatch.dispatch(Act::Load { simulation, scenario: None });
                })
            };
            (
                // It may be longer than the dialog, and keys scroll what can have the focus.
                html! { <div key="done" class="import" role="group" aria-label="What was read" tabindex="0">{ told(imported) }</div> },
                html! {
                    <>
                        { cancel }
                        <Button label="Back" onclick={back} />
                        <Button label="Open as a new document" weight={Weight::Primary} onclick={replace} />
                    </>
                },
            )
        }
    };
    html! {
        <Dialog id="import" title="Import" class="middle" info={info(&help::IMPORT)} onclose={close} {footer}>{ asking }{ body }</Dialog>
    }
}

fn told(imported: &Imported) -> Html {
    let counts = imported.counts().into_iter().map(|(count, noun)| {
        html! { <li key={noun}><strong class="mono">{ count }</strong>{ format!(" {noun}") }</li> }
    });
    let problems = imported.problems.iter().take(SHOWN).enumerate().map(|(at, problem)| draw(at, problem));
    let total = imported.problems.len();
    let lacks = lacking(imported.simulation.network());
    html! {
        <>
            <p role="status">
                { "This was read as " }<strong><bdi>{ name_of(&imported.simulation).to_owned() }</bdi></strong>
                { ". It opens as a document of its own; what you changed before stays in the list of documents, where this browser can store it." }
            </p>
            <ul class="counts">{ for counts }</ul>
            if let Some(stand_ins) = imported.stand_ins() {
                <p class="stand-ins">
                    <span class="badge">{ "Supplied" }</span>
                    { format!("{stand_ins}, not part of what was read, to stand in for what it does not describe.") }
                </p>
            }
            if !lacks.is_empty() {
                <div class="lacks">
                    <p>
                        <span class="badge note-mark">{ "Not described" }</span>
                        { "Where one of these would decide, the verdict says so." }
                    </p>
                    { lacks_list(&lacks) }
                </div>
            }
            if total > 0 {
                <h3>{ if imported.problems_of(Severity::Info) == total { "Notes" } else { "Problems" } }</h3>
                <ul class="problems">{ for problems }</ul>
            }
            if total > SHOWN {
                <p class="dim">{ format!("and {} more", total - SHOWN) }</p>
            }
        </>
    }
}

/// What is not described, in words, each with the command that would describe it.
pub(super) fn lacks_list(lacks: &[(&'static str, &'static str)]) -> Html {
    let lines = lacks.iter().map(|(name, command)| {
        html! { <li key={*command}>{ *name }{ " " }<span class="mono">{ *command }</span></li> }
    });
    html! { <ul class="lacks-list" aria-label="Not described">{ for lines }</ul> }
}

fn draw(at: usize, problem: &Problem) -> Html {
    let (class, word, picture) = match problem.severity {
        Severity::Error => ("deny", "Left out", Icon::Cross),
        Severity::Warning => ("note-mark", "Warning", Icon::Warning),
        Severity::Info => ("", "Note", Icon::Document),
    };
    html! {
        <li key={at} class="problem">
            <span class={classes!("badge", class)}>{ icon(picture) }{ word }</span>
            <span class="problem-text">
                { with_names(&sentence(&problem.message)) }
                <span class="mono dim">{ &problem.path }</span>
            </span>
        </li>
    }
}
