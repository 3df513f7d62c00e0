//! The dialog around the rows: heads, rows, the preview, and the foot with the button that adds a row.

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
use crate::ui::icon::{Icon, icon};
use crate::ui::marks::empty;

/// What came of trying rows: the actions of a save, and how many rows EC2 would refuse.
pub(in crate::panels) type Tried = (Rc<Vec<Action>>, usize);

/// Tries rows.
type Tries<R> = dyn Fn(&[R]) -> Tried;

/// What differs between the dialogs.
pub(in crate::panels) struct Shell<'a, R> {
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
    /// What came of trying the rows as they are drawn.
    pub tried: Tried,
    /// Tries others.
    pub tries: Rc<Tries<R>>,
    /// What the preview tries the actions on.
    pub simulation: &'a Rc<Simulation>,
    /// Names.
    pub directory: &'a Rc<Directory>,
    /// Where the save goes.
    pub dispatch: &'a Dispatch,
}

/// Draws the dialog.
pub(in crate::panels) fn shell<R: DraftRow>(editor: &Editor<R>, parts: Shell<'_, R>) -> Html {
    let Shell { noun, dispatch, tried: (wanted, problems), .. } = parts;
    let changed = !wanted.is_empty();
    // A press can come before what was typed last is drawn and tried.
    let tried: Rc<dyn Fn() -> Tried> = {
        let (form, drawn, tries) = (editor.form.clone(), Rc::clone(&editor.rows), parts.tries);
        let wanted = Rc::clone(&wanted);
        Rc::new(move || {
            let is_drawn = Rc::ptr_eq(&drawn, &form.rows);
            if is_drawn { (Rc::clone(&wanted), problems) } else { tries(&form.rows) }
        })
    };
    let save = {
        let (form, dispatch, tried) = (editor.form.clone(), dispatch.clone(), Rc::clone(&tried));
        Callback::from(move |_: MouseEvent| {
            let (wanted, problems) = tried();
            if problems > 0 {
                return form.dispatch(Edit::Refuse(false));
            }
            dispatch.dispatch(Act::Open(None));
            if !wanted.is_empty() {
                dispatch.dispatch(Act::Step(StepKind::Apply((*wanted).clone())));
            }
        })
    };
    let preview = {
        let (form, tried) = (editor.form.clone(), Rc::clone(&tried));
        Callback::from(move |_: MouseEvent| {
            form.dispatch(if tried().1 > 0 { Edit::Refuse(true) } else { Edit::Preview(!form.preview) });
        })
    };
    // Asked once more, it stays: only a press discards.
    let leave = {
        let (dispatch, form) = (dispatch.clone(), editor.form.clone());
        Callback::from(move |()| {
            if form.leaving || !tried().0.is_empty() {
                form.dispatch(Edit::Leave(!form.leaving));
            } else {
                dispatch.dispatch(Act::Open(None));
            }
        })
    };
    let discard = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(Act::Open(None)))
    };
    let (earlier, hidden) = editor.hidden();
    let footer = html! {
        <>
            // In sight however many rows there are, and it covers none.
            <div class="add" key="add">
                if !editor.leaving {
                    <Button
                        id="add-rule"
                        label={format!("Add {}", noun.0)}
                        icon={Icon::Plus}
                        onclick={editor.doing(|| Edit::Add)}
                    />
                }
            </div>
            <p class="spring" role="status">
                if editor.leaving {
                    <span class="dim">{ "The changes are not saved." }</span>
                } else if editor.refused && problems > 0 {
                    <span class="refusal">{ icon(Icon::Warning) }{ format!("{}: EC2 would refuse {}.", if editor.unshown { "No preview yet" } else { "Nothing was saved" }, count(problems, noun.0, noun.1)) }</span>
                }
            </p>
            if editor.leaving {
                <div class="buttons" key="leaving">
                    <Button label="Discard changes" class="danger" onclick={discard} />
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
        <Dialog id="rule-editor" class="wide" title={parts.title} info={info(parts.help)} asking={editor.leaving} onclose={leave} {footer}>
            <div>{ parts.about }</div>
            <div class="rule-rows" ref={editor.list.clone()}>
                <div key="earlier" hidden={earlier == 0}>
                    if earlier > 0 {
                        <Button label={format!("Show earlier ({earlier} not shown)")} onclick={editor.doing(|| Edit::DrawEarlier)} />
                    }
                </div>
                <div key="heads">
                    if editor.rows.is_empty() { { empty(parts.nothing, Html::default()) } } else { { parts.heads } }
                </div>
                <ol key="rows">{ for parts.rows }</ol>
                <div key="more">
                    if hidden > 0 {
                        <Button label={format!("Show more ({hidden} not shown)")} onclick={editor.doing(|| Edit::DrawMore)} />
                    }
                </div>
            </div>
            <div class="below">{ parts.below }</div>
            // What a save would do: what it changes, and what becomes of connections.
            <div class="preview-place" role="group" aria-label="Preview of the changes">
                if open {
                    <Preview
                        simulation={Rc::clone(parts.simulation)}
                        actions={wanted}
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
