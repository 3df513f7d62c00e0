//! Buttons: one shape, a few weights.

use yew::prelude::*;

use super::icon::{Icon, icon};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// The one action of a form or panel.
    Primary,
    /// An action beside others.
    #[default]
    Normal,
    /// An action in a toolbar or a row: no border until it is pointed at.
    Quiet,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Normal => "normal",
            Self::Quiet => "quiet",
        }
    }
}

/// What a button is made of.
#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    /// The verb on it; with `icon_only` it is read out instead of shown.
    pub label: AttrValue,
    /// Called when it is pressed.
    pub onclick: Callback<MouseEvent>,
    /// A picture before the label.
    #[prop_or_default]
    pub icon: Option<Icon>,
    /// Whether the picture stands alone.
    #[prop_or_default]
    pub icon_only: bool,
    /// How much it asks to be pressed.
    #[prop_or_default]
    pub weight: Weight,
    /// Whether there is nothing for it to do at present.
    #[prop_or_default]
    pub disabled: bool,
    /// For a button that stays pressed: whether it is.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// A hint shown on hovering, such as a shortcut.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// The element itself, for moving the focus to it.
    #[prop_or_default]
    pub node: NodeRef,
    /// Its id, where something refers to it.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// The name by which a key presses it (`state/shortcuts.rs`).
    #[prop_or_default]
    pub data_key: Option<AttrValue>,
}

/// A push button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let label = props.label.clone();
    let hint = props.title.clone().or_else(|| props.icon_only.then(|| label.clone()));
    html! {
        <button
            ref={props.node.clone()}
            id={props.id.clone()}
            data-key={props.data_key.clone()}
            type="button"
            class={classes!("button", props.weight.class(), props.icon_only.then_some("icon-only"), props.class.clone())}
            aria-label={props.icon_only.then(|| label.clone())}
            aria-pressed={props.pressed.map(|pressed| if pressed { "true" } else { "false" })}
            title={hint}
            disabled={props.disabled}
            onclick={props.onclick.clone()}
        >
            { for props.icon.map(icon) }
            <span class={classes!(props.icon_only.then_some("unseen"))}>{ &props.label }</span>
        </button>
    }
}
