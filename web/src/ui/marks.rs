//! Small marks that recur: chips, peers, badges, notes, empty states.

use yew::prelude::*;

use super::icon::{Icon, icon};

/// A group: its colour as a bar, then its name.
pub fn chip(hue: usize, name: &str) -> Html {
    html! { <span class={classes!("chip", hue_class(hue))}><bdi>{ name.to_owned() }</bdi></span> }
}

/// The class of the colour number `hue`; eight colours repeat.
#[must_use]
pub fn hue_class(hue: usize) -> &'static str {
    const HUES: [&str; 8] = ["hue-0", "hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6", "hue-7"];
    HUES.get(hue % HUES.len()).copied().unwrap_or("hue-0")
}

/// A source or destination: what kind it is, its name if it has one, its address or id.
pub fn peer(kind: Icon, name: Option<&str>, address: &str) -> Html {
    html! {
        <span class="peer" title={name.map(|_| address.to_owned())}>
            { icon(kind) }
            if let Some(name) = name {
                <bdi class="peer-name">{ name.to_owned() }</bdi>
            }
            <bdi class={classes!("mono", name.is_some().then_some("dim"))}>{ address.to_owned() }</bdi>
        </span>
    }
}

/// A text in which the names between backticks are set apart. Whatever they hold, they are text.
pub fn with_names(text: &str) -> Html {
    let parts = text.split('`').enumerate().map(|(at, part)| {
        let part = part.to_owned();
        if at % 2 == 1 {
            html! { <bdi key={at} class="code">{ part }</bdi> }
        } else {
            html! { <span key={at}>{ part }</span> }
        }
    });
    html! { <span>{ for parts }</span> }
}

/// A text whose first line is AWS's, and what follows ours: on a line of its own, and a sentence of its own when read out.
pub fn with_ours(text: &str) -> Html {
    let Some((first, ours)) = text.split_once('\n') else { return with_names(text) };
    // The stop is heard and copied: in the line, since a box of its own would put a space before it.
    let stop = if first.ends_with('.') { " " } else { ". " };
    html! { <span>{ with_names(first) }<span class="stop">{ stop }</span><span class="ours">{ ours.to_owned() }</span></span> }
}

/// A line that asks for attention without being an error.
pub fn note(text: impl Into<AttrValue>) -> Html {
    note_of(html! { { text.into() } })
}

/// The same with more than words in it.
pub fn note_of(content: Html) -> Html {
    html! { <p class="note">{ icon(Icon::Warning) }<span>{ content }</span></p> }
}

/// What a panel says when it has nothing to show: what it is for, and the one thing to do.
pub fn empty(text: &'static str, action: Html) -> Html {
    html! { <div class="empty"><p>{ text }</p>{ action }</div> }
}
