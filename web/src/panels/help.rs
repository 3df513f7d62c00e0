//! The help panel: two sentences on a topic, the page of AWS's documentation, and the other topics.

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::state::help::{self, START, Topic};
use crate::ui::button::{Button, Weight};
use crate::ui::icon::{Icon, icon};
use crate::ui::info::{Asked, Help, Info};
use crate::ui::region::use_landmark;

/// The link "Info" for a topic: put it behind the label or the heading that it explains.
pub fn info(topic: &'static Topic) -> Html {
    html! { <Info topic={topic.id} about={topic.title} /> }
}

/// What the panel is given.
#[derive(Properties, PartialEq)]
pub struct HelpPanelProps {
    /// What was asked.
    pub asked: Asked,
    /// Called to close it.
    pub onclose: Callback<()>,
    /// Called to show the list of keys; none where a dialog is in the way.
    pub onkeys: Option<Callback<()>>,
    /// Where the playground's own documentation begins.
    pub docs: AttrValue,
}

/// The panel.
#[component]
pub fn HelpPanel(props: &HelpPanelProps) -> Html {
    let role = use_landmark();
    let heading = use_node_ref();
    let topic = help::find(props.asked.topic).unwrap_or(&START);
    use_effect_with((heading.clone(), topic.id, props.asked.from.clone()), |(heading, _, from)| {
        if let Some(heading) = heading.cast::<HtmlElement>() {
            crate::ui::focus(&heading);
        }
        // The columns may have made room for the panel: what was asked about stays in view.
        if let Some(from) = from.as_ref().filter(|from| from.is_connected()) {
            crate::ui::into_view(from);
        }
    });
    let close = props.onclose.reform(|_: MouseEvent| ());
    let onkeydown = {
        let close = props.onclose.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                // A dialog around it stays open.
                event.prevent_default();
                event.stop_propagation();
                close.emit(());
            }
        })
    };
    let context = use_context::<Help>();
    let others = help::ALL.iter().filter(|other| other.id != topic.id).map(|other| {
        let (asked, context, id) = (props.asked.clone(), context.clone(), other.id);
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(context) = &context {
                context.ask.emit(Some(Asked { topic: id, ..asked.clone() }));
            }
        });
        html! { <li key={other.id}><button type="button" class="button link" {onclick}>{ other.title }</button></li> }
    });
    html! {
        <aside class="help" {role} aria-labelledby="help-title" {onkeydown}>
            <header class="help-head">
                <h2 id="help-title" ref={heading} tabindex="-1">{ topic.title }</h2>
                <Button label="Close help" icon={Icon::Close} icon_only={true} weight={Weight::Quiet} onclick={close} />
            </header>
            <div class="help-body">
                <p>{ topic.text }</p>
                <p>
                    <a href={topic.url()} target="_blank" rel="noopener">
                        { topic.page.0 }{ icon(Icon::External) }<span class="unseen">{ " (AWS documentation, new tab)" }</span>
                    </a>
                </p>
                { for props.onkeys.as_ref().map(|onkeys| html! {
                    <Button label="Keyboard shortcuts" icon={Icon::Keyboard} onclick={onkeys.reform(|_: MouseEvent| ())} />
                }) }
                <p>
                    <a href={props.docs.clone()} target="_blank" rel="noopener">
                        { "Documentation of the playground" }{ icon(Icon::External) }<span class="unseen">{ " (new tab)" }</span>
                    </a>
                </p>
                <h3 id="help-more">{ "More help" }</h3>
                <ul class="help-topics" aria-labelledby="help-more">{ for others }</ul>
            </div>
        </aside>
    }
}
