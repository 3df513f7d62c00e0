//! The dialog "Open": the documents that the browser keeps, and the scenarios by topic, with a search over both.

use std::rc::Rc;

use yew::prelude::*;

use crate::panels::kept_line::KeptLine;
use crate::state::kept::{Keeping, Kept, Wish};
use crate::state::scenarios::{TOPICS, all};
use crate::state::store::{Act, Dispatch};
use crate::ui::button::Button;
use crate::ui::dialog::Dialog;
use crate::ui::icon::{Icon, icon};
use crate::ui::search::use_search;

/// What the dialog is given.
#[derive(Properties, PartialEq)]
pub struct DocumentsProps {
    /// How the present work is kept.
    pub keeping: Keeping,
    /// All documents that are kept.
    pub documents: Rc<[Kept]>,
    /// The id of the one that is shown, if it is one of them.
    pub current: Option<AttrValue>,
    /// The name of what is shown.
    pub name: AttrValue,
    /// The scenario that is shown, if it is one.
    pub scenario: Option<AttrValue>,
    /// What a person wants done with the documents.
    pub onwish: Callback<Wish>,
    /// Called with the id of a scenario that is to be shown.
    pub onscenario: Callback<AttrValue>,
    /// Where the wish to close goes.
    pub dispatch: Dispatch,
}

/// The dialog.
#[component]
pub fn Documents(props: &DocumentsProps) -> Html {
    let search = use_search("open-search", "Search documents and scenarios", "Search");
    use_effect_with(props.keeping.clone(), {
        let wish = props.onwish.clone();
        // What was just saved stands in the list.
        move |_| wish.emit(Wish::Refresh)
    });
    let onclose = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Act::Open(None)))
    };
    let has = |text: &str| text.to_lowercase().contains(&search.sought);
    let name_of = |kept: &Kept| if is_current(props, kept) { props.name.clone() } else { kept.name.clone() };
    let mine: Vec<&Kept> = props.documents.iter().filter(|kept| has(&name_of(kept))).collect();
    let lines = mine.iter().map(|kept| {
        html! {
            <KeptLine
                key={kept.id.to_string()}
                kept={Kept { name: name_of(kept), ..(*kept).clone() }}
                is_copy={all().any(|(_, title)| title == name_of(kept).trim())}
                is_current={is_current(props, kept)}
                onwish={props.onwish.clone()}
                onopen={onclose.clone()}
            />
        }
    });
    let topics: Vec<Html> = TOPICS
        .iter()
        .map(|(topic, scenarios)| {
            let whole = has(topic);
            let fits = scenarios.iter().filter(|(_, title)| whole || has(title));
            (topic, fits.collect::<Vec<_>>())
        })
        .filter(|(_, scenarios)| !scenarios.is_empty())
        .map(|(topic, scenarios)| self::topic(props, topic, &scenarios, &onclose))
        .collect();
    let nothing = mine.is_empty() && topics.is_empty();
    let is_empty = props.documents.is_empty();
    let new = {
        let (wish, onclose) = (props.onwish.clone(), onclose.clone());
        Callback::from(move |_: MouseEvent| {
            wish.emit(Wish::New);
            onclose.emit(());
        })
    };
    html! {
        <Dialog id="documents" title="Documents and lessons" class="middle" onclose={onclose.clone()} footer={Html::default()}>
            <div class="open-search">
                { search.field }
                <Button label="New empty document" icon={Icon::Plus} onclick={new} />
            </div>
            <section class="open-part" aria-labelledby="open-mine" hidden={mine.is_empty() && !is_empty}>
                <h3 id="open-mine">{ "Your documents" }</h3>
                <div class="open-none">{ for is_empty.then(|| nothing_kept(&props.keeping)) }</div>
                <ul class="open-list" aria-labelledby="open-mine">{ for lines }</ul>
            </section>
            <div class="open-topics">{ for topics }</div>
            <p role="status" class="dim">{ if nothing { "Nothing has this name." } else { "" } }</p>
        </Dialog>
    }
}

fn is_current(props: &DocumentsProps, kept: &Kept) -> bool {
    props.current.as_ref() == Some(&kept.id)
}

fn nothing_kept(keeping: &Keeping) -> Html {
    let text = match keeping {
        Keeping::Refused(_) => "This browser keeps nothing here. Export saves your work as a file.",
        Keeping::Off => "Only the page keeps documents. Export saves your work as a file.",
        _ => "Whatever you change is kept here, in this browser alone.",
    };
    html! { <p class="dim">{ text }</p> }
}

fn topic(
    props: &DocumentsProps,
    topic: &str,
    scenarios: &[&(&'static str, &'static str)],
    onclose: &Callback<()>,
) -> Html {
    let lines = scenarios.iter().map(|(id, title)| {
        let (open, close, id) = (props.onscenario.clone(), onclose.clone(), AttrValue::Static(id));
        // What was changed is a document of one's own, and the scenario is as it came.
        let current = props.current.is_none() && props.scenario.as_ref() == Some(&id);
        let key = id.to_string();
        let onclick = Callback::from(move |_: MouseEvent| {
            open.emit(id.clone());
            close.emit(());
        });
        html! {
            <li {key}>
                <button type="button" class="open-line" aria-current={current.then_some("true")} {onclick}>
                    { icon(Icon::ChevronRight) }<span class="open-name">{ *title }</span>
                </button>
            </li>
        }
    });
    let heading = format!("open-{}", topic.to_lowercase().replace(' ', "-"));
    html! {
        <section key={heading.clone()} class="open-part" aria-labelledby={heading.clone()}>
            <h3 id={heading.clone()}>{ topic.to_owned() }</h3>
            <ul class="open-list" aria-labelledby={heading}>{ for lines }</ul>
        </section>
    }
}
