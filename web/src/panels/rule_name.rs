//! The Name of a rule, changed in its cell: the pencil opens a field, Enter saves, Escape leaves. A name that AWS
//! would refuse stays in the field, with AWS's words above it.

use sg_core::catalog::tags::value_too_long;
use sg_core::wire::StepKind;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::state::resource_form::rename;
use crate::state::rule_text::NOTHING;
use crate::state::store::{Act, Dispatch};
use crate::ui::field::{TextInput, error_text};
use crate::ui::icon::{Icon, icon};

/// What is offered where there is no name.
const ADD: &str = "Add a name";

/// The name as it stands, with the pencil.
pub(super) fn named(id: &str, name: Option<&str>, ask: Option<&Callback<AttrValue>>) -> Html {
    let pencil = ask.map(|ask| {
        let onclick = {
            let (ask, id) = (ask.clone(), AttrValue::from(id.to_owned()));
            Callback::from(move |_: MouseEvent| ask.emit(id.clone()))
        };
        let (label, title) = match name {
            Some(_) => (format!("Edit the name of {id}"), "Edit name"),
            None => (format!("Add a name to {id}"), ADD),
        };
        html! {
            <button
                type="button"
                class="pencil"
                data-names={id.to_owned()}
                // For a finger, which cannot point first to see what is there.
                data-word={name.is_none().then_some(ADD)}
                aria-label={label}
                {title}
                {onclick}
            >
                { icon(Icon::Edit) }
            </button>
        }
    });
    html! { <span class="named"><bdi>{ name.unwrap_or(NOTHING).to_owned() }</bdi>{ for pencil }</span> }
}

/// What the field is given.
#[derive(Properties, PartialEq)]
pub struct RuleNameProps {
    /// The rule.
    pub id: AttrValue,
    /// Its name; empty where it has none.
    pub name: AttrValue,
    /// Called when the field is done with.
    pub onleave: Callback<()>,
    /// Where the change goes.
    pub dispatch: Dispatch,
}

/// The field in the place of the name.
#[component]
pub fn RuleName(props: &RuleNameProps) -> Html {
    let text = use_state_eq(|| props.name.clone());
    let refusal = value_too_long(text.trim());
    let place = use_node_ref();
    use_effect_with(place.clone(), |place| {
        let field = place.cast::<Element>().and_then(|place| place.query_selector("input").ok().flatten());
        if let Some(field) = field {
            crate::ui::focus(&field);
        }
    });
    let save = {
        let (before, id) = (props.name.clone(), props.id.clone());
        let (dispatch, leave) = (props.dispatch.clone(), props.onleave.clone());
        Callback::from(move |new: String| {
            let new = new.trim();
            if value_too_long(new).is_some() {
                return;
            }
            leave.emit(());
            if new != &*before {
                dispatch.dispatch(Act::Step(StepKind::Apply(vec![rename(&id, new)])));
            }
        })
    };
    let keys = {
        let (save, leave) = (save.clone(), props.onleave.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                // On a button, Enter is that button's. The field knows letters that came too quickly to be drawn.
                "Enter" => match event.target_dyn_into::<HtmlInputElement>() {
                    Some(field) => save.emit(field.value()),
                    None => return,
                },
                "Escape" => leave.emit(()),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let set = text.setter();
    let tool = |label: &'static str, picture: Icon, onclick: Callback<MouseEvent>| {
        html! { <button type="button" class="pencil" aria-label={label} title={label} {onclick}>{ icon(picture) }</button> }
    };
    let field = format!("name-{}", props.id);
    html! {
        <div ref={place} class="naming" onkeydown={keys}>
            <TextInput
                id={field.clone()}
                label={format!("Name of {}", props.id)}
                value={(*text).clone()}
                invalid={refusal.is_some()}
                oninput={Callback::from(move |text: AttrValue| set.set(text))}
            />
            { tool("Save name", Icon::Check, save.reform(move |_| text.to_string())) }
            { tool("Leave the name as it was", Icon::Close, props.onleave.reform(|_| ())) }
            { error_text(&field, refusal.map(AttrValue::from).as_ref()) }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::first;
    use sg_core::control::apply;

    #[test]
    fn a_rule_takes_a_name_and_gives_it_up() {
        let mut network = first().network().clone();
        let id = network.security_groups.iter().find_map(|group| group.rules.first()).unwrap().id.clone();
        let name = |network: &sg_core::model::Network| {
            let rules = network.security_groups.iter().flat_map(|group| group.rules.clone());
            let rule = rules.into_iter().find(|rule| rule.id == id).unwrap();
            rule.tags.name().map(str::to_owned)
        };
        apply(&mut network, &rename(&id.to_string(), "office")).unwrap();
        assert_eq!(name(&network).as_deref(), Some("office"));
        apply(&mut network, &rename(&id.to_string(), "")).unwrap();
        assert_eq!(name(&network), None);
    }
}
