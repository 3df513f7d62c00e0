//! One document of the list: open, rename, duplicate, delete. Renaming and deleting happen in the line itself.

use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use crate::state::kept::{Kept, Wish};
use crate::ui::button::{Button, Weight};
use crate::ui::field::TextInput;
use crate::ui::icon::{Icon, icon};

/// What a line is given.
#[derive(Properties, PartialEq)]
pub struct KeptLineProps {
    /// The document.
    pub kept: Kept,
    /// Whether it is the one that is shown.
    pub is_current: bool,
    /// Whether its name is a scenario's: the list tells the two apart.
    pub is_copy: bool,
    /// What a person wants done with it.
    pub onwish: Callback<Wish>,
    /// Called once it is opened.
    pub onopen: Callback<()>,
}

/// What the line is doing.
#[derive(Clone, PartialEq)]
enum Mode {
    Shown,
    Renaming(AttrValue),
    Deleting,
}

/// The line.
#[component]
pub fn KeptLine(props: &KeptLineProps) -> Html {
    let mode = use_state_eq(|| Mode::Shown);
    let line = use_node_ref();
    let is_first = use_mut_ref(|| true);
    // Each mode begins with the focus on its first control, so that a keyboard stays in the line.
    use_effect_with((std::mem::discriminant(&*mode), line.clone()), move |(_, line)| {
        let first = line.cast::<HtmlElement>().filter(|_| !is_first.replace(false));
        if let Some(first) = first.and_then(|line| line.query_selector("input, button").ok().flatten()) {
            crate::ui::focus(&first);
        }
    });
    let go = |next: Mode| {
        let set = mode.setter();
        Callback::from(move |()| set.set(next.clone()))
    };
    let wish = |wish: Wish| {
        let (onwish, set) = (props.onwish.clone(), mode.setter());
        Callback::from(move |()| {
            set.set(Mode::Shown);
            onwish.emit(wish.clone());
        })
    };
    let Kept { id, name, saved } = &props.kept;
    let body = match &*mode {
        Mode::Shown => {
            let open = {
                let (onwish, onopen, id) = (props.onwish.clone(), props.onopen.clone(), id.clone());
                Callback::from(move |_: MouseEvent| {
                    onwish.emit(Wish::Open(id.clone()));
                    onopen.emit(());
                })
            };
            html! {
                <div key="shown" class="open-row">
                    <button type="button" class="open-line" aria-current={props.is_current.then_some("true")} onclick={open}>
                        { icon(Icon::Document) }
                        <bdi class="open-name">{ name }</bdi>
                        <span class="dim">if props.is_copy { { "Your copy, " } }{ saved }</span>
                    </button>
                    { tool(format!("Rename {name}"), Icon::Edit, go(Mode::Renaming(name.clone()))) }
                    { tool(format!("Duplicate {name}"), Icon::Copy, wish(Wish::Duplicate(id.clone(), name.clone()))) }
                    { tool(format!("Delete {name}"), Icon::Trash, go(Mode::Deleting)) }
                </div>
            }
        }
        Mode::Renaming(text) => {
            let set = mode.setter();
            let oninput = Callback::from(move |text: AttrValue| set.set(Mode::Renaming(text)));
            let done = {
                let (mode, onwish, id) = (mode.clone(), props.onwish.clone(), id.clone());
                Callback::from(move |()| {
                    // The name as it is typed by now, which may not be drawn yet.
                    let new = match &*mode {
                        Mode::Renaming(text) => text.trim().to_owned(),
                        _ => return,
                    };
                    mode.set(Mode::Shown);
                    // A document without a name cannot be told from another: the old one stays.
                    if !new.is_empty() {
                        onwish.emit(Wish::Rename(id.clone(), new.into()));
                    }
                })
            };
            let keys = {
                let (set, done) = (mode.setter(), done.clone());
                Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
                    // On a button, Enter is that button's.
                    "Enter" if event.target_dyn_into::<HtmlInputElement>().is_some() => {
                        // Or the same key would press the button that the focus goes to.
                        event.prevent_default();
                        done.emit(());
                    }
                    "Escape" => {
                        // The dialog stays open.
                        event.prevent_default();
                        set.set(Mode::Shown);
                    }
                    _ => {}
                })
            };
            html! {
                <div key="renaming" class="open-row" onkeydown={keys}>
                    <TextInput id={format!("rename-{id}")} label={format!("New name of {name}")} value={text.clone()} {oninput} />
                    <Button label="Rename" weight={Weight::Primary} onclick={press(done)} />
                    <Button label="Cancel" weight={Weight::Quiet} onclick={press(go(Mode::Shown))} />
                </div>
            }
        }
        Mode::Deleting => html! {
            <div key="deleting" class="open-row asks" role="group" aria-label={format!("Delete {name}")}>
                <Button label="Keep" onclick={press(go(Mode::Shown))} />
                <span class="open-name">{ "Delete " }<bdi class="strong">{ name }</bdi>{ "? This cannot be undone." }</span>
                <Button label="Delete" icon={Icon::Trash} class="danger" onclick={press(wish(Wish::Delete(id.clone())))} />
            </div>
        },
    };
    html! { <li ref={line}>{ body }</li> }
}

fn tool(label: String, picture: Icon, chosen: Callback<()>) -> Html {
    html! { <Button {label} icon={picture} icon_only={true} weight={Weight::Quiet} onclick={press(chosen)} /> }
}

fn press(chosen: Callback<()>) -> Callback<MouseEvent> {
    chosen.reform(|_: MouseEvent| ())
}
