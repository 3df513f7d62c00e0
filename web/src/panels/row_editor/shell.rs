//! The dialog around the rows: heads, rows, the button that adds one, the preview, and the foot.

use std::rc::Rc;

use sg_core::simulation::Simulation;
use sg_core::wire::{Action, StepKind};
use yew::prelude::*;

use super::{DraftRow, Edit, Editor};
use crate::panels::help::info;
use crate::panels::preview::Preview;
use crate::panels::resources::count;
use crate::state::directory::Directory;
use crate::state::help::Topic;
use crate::state::store::{Act, Dispatch};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;
use crate::ui::marks::empty;

/// What differs between the dialogs.
pub(in crate::panels) struct Shell<'a> {
    /// The heading.
    pub title: &'static str,
    /// What its Info link opens.
    pub help: &'static Topic,
    /// A sentence under it.
    pub about: Html,
    /// The heads of the columns.
    pub heads: Html,
    /// The rows.
    pub rows: Vec<Html>,
    /// What it says without rows.
    pub nothing: &'static str,
    /// What one row is called: `rule`, and several.
    pub noun: (&'static str, &'static str),
    /// What stands below the rows: advice, use of the quota.
    pub below: Html,
    /// The actions of a save.
    pub wanted: Rc<Vec<Action>>,
    /// How many rows EC2 would refuse; found by trying.
    pub problems: usize,
    /// What the preview tries the actions on.
    pub simulation: &'a Rc<Simulation>,
    /// Names.
    pub directory: &'a Rc<Directory>,
    /// Where the save goes.
    pub dispatch: &'a Dispatch,
}

/// Draws the dialog.
pub(in crate::panels) fn shell<R: DraftRow>(editor: &Editor<R>, parts: Shell<'_>) -> Html {
    let Shell { noun, problems, dispatch, .. } = parts;
    let changed = !parts.wanted.is_empty();
    let refuse = {
        let edit = editor.edit.clone();
        move |unshown: bool| edit.dispatch(Edit::Refuse(unshown))
    };
    let save = {
        let (dispatch, wanted, refuse) = (dispatch.clone(), Rc::clone(&parts.wanted), refuse.clone());
        Callback::from(move |_: MouseEvent| {
            if problems > 0 {
                return refuse(false);
            }
            dispatch.dispatch(Act::Open(None));
            if !wanted.is_empty() {
                dispatch.dispatch(Act::Step(StepKind::Apply((*wanted).clone())));
            }
        })
    };
    let preview = {
        let (edit, open) = (editor.edit.clone(), editor.preview);
        Callback::from(
            move |_: MouseEvent| {
                if problems > 0 { refuse(true) } else { edit.dispatch(Edit::Preview(!open)) }
            },
        )
    };
    let leave = {
        let (dispatch, edit, sure) = (dispatch.clone(), editor.edit.clone(), editor.leaving);
        Callback::from(move |()| {
            if changed && !sure {
                edit.dispatch(Edit::Leave(true));
            } else {
                dispatch.dispatch(Act::Open(None));
            }
        })
    };
    let hidden = editor.rows.len().saturating_sub(editor.drawn);
    let footer = html! {
        <>
            <p class="spring" role="status">
                if editor.leaving {
                    <span class="dim">{ "The changes are not saved." }</span>
                } else if editor.refused && problems > 0 {
                    <span class="refusal">{ format!("{}: EC2 would refuse {}.", if editor.unshown { "No preview yet" } else { "Nothing was saved" }, count(problems, noun.0, noun.1)) }</span>
                }
            </p>
            if editor.leaving {
                <div class="buttons" key="leaving">
                    <Button label="Discard changes" class="danger" onclick={leave.reform(|_: MouseEvent| ())} />
                    <Button label="Keep editing" weight={Weight::Primary} onclick={editor.doing(|| Edit::Leave(false))} />
                </div>
            } else {
                <div class="buttons" key="editing">
                    <Button label="Cancel" onclick={leave.reform(|_: MouseEvent| ())} />
                    <Button
                        label="Preview changes"
                        title="What a save would change, and what becomes of connections under way; nothing is saved"
                        pressed={Some(editor.preview)}
                        disabled={!changed}
                        onclick={preview}
                    />
                    <Button label={format!("Save {}", noun.1)} weight={Weight::Primary} onclick={save} />
                </div>
            }
        </>
    };
    let open = editor.preview && problems == 0;
    html! {
        <Dialog id="rule-editor" class="wide" title={parts.title} info={info(parts.help)} onclose={leave} {footer}>
            <div>{ parts.about }</div>
            <div class="rule-rows" ref={editor.list.clone()}>
                <div key="heads">
                    if editor.rows.is_empty() { { empty(parts.nothing, Html::default()) } } else { { parts.heads } }
                </div>
                <ol key="rows">{ for parts.rows }</ol>
                <div key="more">
                    if hidden > 0 {
                        <Button label={format!("Show more ({hidden} not shown)")} onclick={editor.doing(|| Edit::DrawMore)} />
                    }
                </div>
                <div key="add">
                    <Button
                        id="add-rule"
                        label={format!("Add {}", noun.0)}
                        icon={Icon::Plus}
                        onclick={editor.doing(|| Edit::Add)}
                    />
                </div>
            </div>
            <div class="below">{ parts.below }</div>
            // What a save would do: what it changes, and what becomes of connections.
            <div class="preview-place" role="group" aria-label="Preview of the changes">
                if open {
                    <Preview
                        simulation={Rc::clone(parts.simulation)}
                        actions={parts.wanted}
                        directory={Rc::clone(parts.directory)}
                    />
                }
            </div>
        </Dialog>
    }
}

/// The heads of the columns; the fields have labels of their own.
pub(in crate::panels) fn heads(class: &'static str, names: &[&'static str]) -> Html {
    let names = names.iter().map(|name| html! { <span key={*name}>{ *name }</span> });
    html! { <div class={classes!("rule-heads", class)} aria-hidden="true">{ for names }<span></span></div> }
}
