//! The head of the page: what is open, import, export, share, undo and redo, the theme, help. On a narrow screen all
//! but what is open and undo and redo stand in one menu.

use std::rc::Rc;

use yew::prelude::*;

use crate::state::help::START;
use crate::state::kept::Keeping;
use crate::state::store::{Act, Dispatch, Open};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::{Icon, icon};
use crate::ui::info::{Asked, Help};
use crate::ui::menu::{Item, Menu};
use crate::ui::region::use_landmark;

/// What can be taken away as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// The document.
    Document,
    /// The network as the AWS CLI would describe it.
    Aws,
    /// The changes as a script for the AWS CLI.
    Script,
}

impl Export {
    /// All, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Document, Self::Aws, Self::Script];

    /// What stands in the menu.
    const fn label(self) -> &'static str {
        match self {
            Self::Document => "Document (JSON)",
            Self::Aws => "AWS description (JSON)",
            Self::Script => "Changes as an AWS CLI script",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Document => Icon::Document,
            Self::Aws => Icon::Download,
            Self::Script => Icon::Send,
        }
    }
}

/// What the head is given.
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// The name of what is open.
    pub name: AttrValue,
    /// How the work is kept.
    pub keeping: Keeping,
    /// Whether nothing may be edited, and so nothing imported in the place of what is there.
    pub readonly: bool,
    /// Called to save a file.
    pub onexport: Callback<Export>,
    /// Whether there is something to take back.
    pub can_undo: bool,
    /// Whether there is something to do again.
    pub can_redo: bool,
    /// The theme: auto, light or dark.
    pub theme: AttrValue,
    /// Called to go on to the next theme.
    pub ontheme: Callback<()>,
    /// Where the rest goes.
    pub dispatch: Dispatch,
}

/// The head of the page.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let role = use_landmark();
    let help = use_context::<Help>();
    let open = |what: Open| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Act::Open(Some(what))))
    };
    let press = |what: Open| open(what).reform(|_: MouseEvent| ());
    let send = |act: fn() -> Act| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.dispatch(act()))
    };
    let ask = {
        move |asked: Asked| {
            if let Some(help) = &help {
                help.ask.emit(Some(asked));
            }
        }
    };
    let theme = AttrValue::from(format!("Theme: {}", props.theme));
    let exports = || {
        Export::ALL.into_iter().map(|export| {
            let (onexport, label) = (props.onexport.clone(), export.label());
            Item::new(label, export.icon(), Callback::from(move |()| onexport.emit(export)))
        })
    };
    let onhelp = {
        let ask = ask.clone();
        Callback::from(move |event: MouseEvent| ask(Asked::by(START.id, &event)))
    };
    let all: Rc<[Item]> = {
        let ask = Callback::from(move |()| {
            ask(Asked { topic: START.id, from: None, in_dialog: false, of_test: false });
        });
        let before =
            (!props.readonly).then(|| Item::new("Import", Icon::Upload, open(Open::Import))).into_iter();
        let after = [
            Item::new("Share", Icon::Share, open(Open::Share)),
            Item::new(theme.clone(), Icon::Theme, props.ontheme.clone()),
            Item::new("Keyboard shortcuts", Icon::Keyboard, open(Open::Shortcuts)),
            Item::new("Help", Icon::Help, ask),
        ];
        let named = exports().map(|item| Item { label: format!("Export: {}", item.label).into(), ..item });
        let first = Item::new("Lessons", Icon::Lesson, open(Open::Documents));
        std::iter::once(first).chain(before).chain(named).chain(after).collect()
    };
    html! {
        <header class="head" {role}>
            <h1>{ "Security Group Playground" }</h1>
            <button
                type="button"
                id="open"
                data-key="documents"
                class="button quiet what"
                aria-haspopup="dialog"
                title="Documents and lessons"
                onclick={press(Open::Documents)}
            >
                <span class="unseen">{ "Open another document or scenario than " }</span>
                <bdi class="what-name">{ &props.name }</bdi>
                { icon(Icon::ChevronDown) }
            </button>
            <span class={classes!("kept", matches!(props.keeping, Keeping::Saved | Keeping::Saving).then_some("well"))}>{ kept(&props.keeping) }</span>
            <span class="spring"></span>
            <Button
                class="lessons"
                label="Lessons"
                icon={Icon::Lesson}
                weight={Weight::Quiet}
                title="Lessons, and your documents"
                onclick={press(Open::Documents)}
            />
            <div class="head-wide">
                <span class="head-import">if !props.readonly {
                    <Button label="Import" icon={Icon::Upload} weight={Weight::Quiet} onclick={press(Open::Import)} />
                }</span>
                <Menu id="export" label="Export" icon={Icon::Download} items={exports().collect::<Rc<[Item]>>()} />
                <Button label="Share" icon={Icon::Share} weight={Weight::Quiet} onclick={press(Open::Share)} />
                <span class="rule"></span>
            </div>
            <Button
                label="Undo"
                icon={Icon::Undo}
                icon_only={true}
                weight={Weight::Quiet}
                disabled={!props.can_undo}
                title="Undo (Ctrl+Z)"
                onclick={send(|| Act::Undo)}
            />
            <Button
                label="Redo"
                icon={Icon::Redo}
                icon_only={true}
                weight={Weight::Quiet}
                disabled={!props.can_redo}
                title="Redo (Ctrl+Shift+Z)"
                onclick={send(|| Act::Redo)}
            />
            <div class="head-wide">
                <span class="rule"></span>
                <Button
                    label={theme}
                    icon={Icon::Theme}
                    icon_only={true}
                    weight={Weight::Quiet}
                    onclick={props.ontheme.reform(|_: MouseEvent| ())}
                />
                <Button
                    label="Keyboard shortcuts"
                    icon={Icon::Keyboard}
                    weight={Weight::Quiet}
                    title="Keyboard shortcuts (?)"
                    onclick={press(Open::Shortcuts)}
                />
                <Button label="Help" icon={Icon::Help} icon_only={true} weight={Weight::Quiet} onclick={onhelp} />
            </div>
            <Menu id="more" label="More" icon={Icon::More} icon_only={true} class="head-narrow" items={all} />
        </header>
    }
}

/// How the work is kept, in a word.
fn kept(keeping: &Keeping) -> &'static str {
    match keeping {
        Keeping::Off | Keeping::Untouched => "",
        Keeping::Saved => "Saved",
        Keeping::Saving => "Saving",
        Keeping::Refused(_) | Keeping::ChangedElsewhere | Keeping::DeletedElsewhere => "Not saved",
    }
}
