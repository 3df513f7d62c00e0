//! The dialog "Share": a link, and the lines that put the playground into a page; before that, what they tell.

use std::rc::Rc;

use sg_core::formats::share::{SAFE_LENGTH, write_fragment};
use sg_core::formats::stand_ins::{self, Carried};
use sg_core::wire::Document;
use yew::prelude::*;

use crate::panels::share_look::LookForm;
use crate::state::Change;
use crate::state::import::ORIGIN;
use crate::state::snippet::{Form, Look, Shown, snippet};
use crate::state::store::{Act, Dispatch};
use crate::ui::button::{Button, Weight};
use crate::ui::check::Check;
use crate::ui::copied::{Copy, use_copied};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, icon};
use crate::ui::tabs::{Tab, Tabs, panel_id, tab_id};

/// What the dialog is given.
#[derive(Properties, PartialEq)]
pub struct ShareProps {
    /// What is shared: as far as it is shown.
    pub document: Rc<Document>,
    /// All of it, where the reader looks back.
    pub whole: Option<Rc<Document>>,
    /// The scenario that it is, as long as nothing has been done to it.
    pub scenario: Option<AttrValue>,
    /// Whether it is the reader's own work: then a lesson's task is left out, unless the reader says otherwise.
    pub own: bool,
    /// Where the page lies: a URL that ends in a slash.
    pub base: AttrValue,
    /// Copies a text.
    pub oncopy: Copy,
    /// Called with a text to save as a file.
    pub onsave: Callback<String>,
    /// Where the dialog is closed.
    pub dispatch: Dispatch,
}

/// The dialog. It is drawn for as long as it is open.
#[component]
pub fn Share(props: &ShareProps) -> Html {
    let stands_in = use_state_eq(|| false);
    let form = use_state_eq(Form::default);
    let look = use_state_eq(Look::default);
    let shares_all = use_state_eq(|| false);
    let own = props.own;
    let with_task = use_state_eq(|| !own);
    let document = props.whole.as_ref().filter(|_| *shares_all).unwrap_or(&props.document);
    let task = document.lesson.as_ref().map(|lesson| lesson.task.as_str()).unwrap_or_default();
    let task = Some(task).filter(|task| !task.is_empty() && props.scenario.is_none());
    let carried = use_memo(Rc::clone(document), |document| stand_ins::carried(document));
    let shared =
        use_memo((*stands_in, *with_task, Rc::clone(document)), |(stands_in, with_task, document)| {
            let replaced = stands_in.then(|| stand_ins::replace(document)).flatten();
            let (mut shared, kept) = match replaced {
                Some(replaced) => (Rc::new(replaced.document), replaced.kept),
                None => (Rc::clone(document), Default::default()),
            };
            if !with_task && shared.lesson.is_some() {
                Rc::make_mut(&mut shared).lesson = None;
            }
            let fragment = write_fragment(&shared);
            (shared, kept, fragment)
        });
    let (document, kept, fragment) = (&shared.0, &shared.1, &shared.2);
    // A worked example that nobody touched is called by its name: it tells nothing and stays up to date.
    let shown = props.scenario.as_deref().map_or(Shown::Fragment(fragment), Shown::Scenario);
    let text = snippet(*form, &props.base, fragment, shown, &look);
    let copied = use_copied(text.clone(), &props.oncopy);

    let onsave = {
        let (onsave, document) = (props.onsave.clone(), Rc::clone(document));
        Callback::from(move |_: MouseEvent| onsave.emit(sg_core::formats::document::write(&document)))
    };
    let onclose = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Act::Open(None)))
    };
    let choose = {
        let (form, copied) = (form.setter(), copied.forget());
        Callback::from(move |id: AttrValue| {
            form.set(Form::parse(&id));
            copied();
        })
    };
    let onlook = {
        let (look, copied) = (look.clone(), copied.forget());
        Callback::from(move |change: Change<Look>| {
            let mut changed = (*look).clone();
            change(&mut changed);
            look.set(changed);
            copied();
        })
    };
    let ticks = |chosen: &UseStateHandle<bool>| {
        let (chosen, copied) = (chosen.setter(), copied.forget());
        Callback::from(move |checked| {
            chosen.set(checked);
            copied();
        })
    };
    let tabs: Rc<[Tab]> = Form::ALL
        .into_iter()
        .map(|form| Tab { id: form.id().into(), label: form.label().into(), count: None })
        .collect();
    // What stands in a page is cut by no mail.
    let carries = !form.is_embedded();
    let is_long = props.base.len() + 1 + fragment.len() > SAFE_LENGTH;
    let footer = html! {
        <>
            <span class="spring dim" role="status">{ copied.said }</span>
            <Button
                label={if carries && is_long { "Save as a file instead" } else { "Save as a file" }}
                icon={Icon::Download}
                onclick={onsave}
            />
            <Button label="Copy" icon={Icon::Copy} weight={Weight::Primary} onclick={copied.onclick.clone()} />
        </>
    };
    html! {
        <Dialog id="share" title="Share" class="middle" {onclose} {footer}>
            <div class="share">
                <p class="dim">{ "All of it travels in the link itself. Nothing is sent to a server." }</p>
                <div class="share-extent">
                    { for props.whole.as_ref().map(|whole| extent(&props.document, whole, *shares_all, ticks(&shares_all))) }
                </div>
                { told(&carried) }
                <Check
                    label="Replace account ids, public addresses, names and texts by stand-ins"
                    checked={*stands_in}
                    onchange={ticks(&stands_in)}
                />
                <div class="slot">
                    if let Some(task) = task {
                        <Check label={format!("With the lesson's task: {task}")} checked={*with_task} onchange={ticks(&with_task)} />
                    }
                </div>
                <div role="status">
                    if !kept.is_empty() {
                        <p class="dim">
                            { "These stay, since blocks around them decide over them: " }
                            <bdi class="mono">{ list(kept.iter()) }</bdi>
                        </p>
                    }
                </div>
                <Tabs id="share" label="What to copy" {tabs} chosen={form.id()} onchoose={choose} />
                <div
                    id={panel_id("share", form.id())}
                    class="share-form"
                    role="tabpanel"
                    aria-labelledby={tab_id("share", form.id())}
                >
                    <div>if form.is_embedded() { <LookForm look={(*look).clone()} onchange={onlook} /> }</div>
                    <textarea
                        ref={copied.area.clone()}
                        id="share-text"
                        class="input mono"
                        rows="5"
                        readonly=true
                        spellcheck="false"
                        aria-label="Text to copy"
                        value={text}
                    />
                    <div role="status">if carries { { weight(props.base.len() + 1 + fragment.len(), is_long) } }</div>
                    { preview(fragment, shown, *form, &look) }
                </div>
            </div>
        </Dialog>
    }
}

/// How far what is shared goes, where the reader looks back.
fn extent(shown: &Document, whole: &Document, shares_all: bool, onall: Callback<bool>) -> Html {
    let (step, all) = (shown.steps.len(), whole.steps.len());
    let place = if step == 0 { "the start".to_owned() } else { format!("step {step} of {all}") };
    let text = if shares_all {
        format!("You are looking back at {place}. The link holds all {all} steps, and opens at the last.")
    } else {
        format!("The link ends at {place}, the one you are looking back at: nothing later is in it.")
    };
    let label = match all - step.min(all) {
        1 => "Share the later step too".to_owned(),
        later => format!("Share the {later} later steps too"),
    };
    html! {
        <>
            <p role="status">{ text }</p>
            <Check {label} checked={shares_all} onchange={onall} />
        </>
    }
}

/// What the text will show, alive. It is the element itself, closed until asked for.
fn preview(fragment: &str, shown: Shown<'_>, form: Form, look: &Look) -> Html {
    let plain = Look::default();
    let look = if form.is_embedded() { look } else { &plain };
    let (scenario, link) = match shown {
        Shown::Scenario(id) => (Some(id.to_owned()), None),
        Shown::Fragment(_) => (None, Some(fragment.to_owned())),
    };
    html! {
        <details class="share-preview">
            <summary>{ "Preview" }</summary>
            // Another document is another preview: nothing of the one before may stay.
            <security-group-playground
                key={fragment.to_owned()}
                {scenario}
                {link}
                panels={look.panels()}
                theme={look.theme}
                readonly={look.readonly}
            >
            </security-group-playground>
        </details>
    }
}

/// How long the link is, and what that means.
fn weight(length: usize, is_long: bool) -> Html {
    if is_long {
        let text = format!(
            "The link has {length} characters. Some mail and chat programs cut links over {SAFE_LENGTH}: a file is safer."
        );
        html! { <p class="note">{ icon(Icon::Warning) }<span>{ text }</span></p> }
    } else {
        html! { <p class="dim">{ format!("The link has {length} characters. Mail and chat programs leave it whole.") }</p> }
    }
}

/// What the link tells of its author's account.
fn told(carried: &Carried) -> Html {
    // That it was imported, and when, tells nothing of an account.
    let unknown = carried.unknown.iter().filter(|key| *key != ORIGIN).cloned().collect();
    let others = if carried.addresses.is_empty() {
        ("IP address or block", "IP addresses and blocks")
    } else {
        ("other IP address or block", "other IP addresses and blocks")
    };
    let lines = [
        ("account id", "account ids", &carried.accounts),
        ("public address", "public addresses", &carried.addresses),
        (others.0, others.1, &carried.other_addresses),
        ("name or tag", "names and tags", &carried.names),
        ("description or note", "descriptions and notes", &carried.texts),
        ("key of another release", "keys of another release", &unknown),
    ];
    let rows = lines.into_iter().filter(|(.., found)| !found.is_empty()).map(|(one, several, found)| {
        html! {
            <li key={several}>
                <details>
                    <summary><strong class="mono">{ found.len() }</strong>{ format!(" {}", if found.len() == 1 { one } else { several }) }</summary>
                    <p class="dim"><bdi>{ list(found.iter()) }</bdi></p>
                </details>
            </li>
        }
    });
    html! { <section class="share-told"><h3>{ "The link contains" }</h3><ul>{ for rows }</ul></section> }
}

fn list<'a>(found: impl Iterator<Item = &'a String>) -> String {
    const SHOWN: usize = 40;
    let mut found = found.map(String::as_str);
    let shown: Vec<&str> = found.by_ref().take(SHOWN).collect();
    match found.count() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
