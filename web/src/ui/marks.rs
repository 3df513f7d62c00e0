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

/// A text in which the names between backticks are set apart. Whatever they hold, they are text; a backtick of their
/// own is doubled.
pub fn with_names(text: &str) -> Html {
    let parts = parts(text).into_iter().enumerate().map(|(at, part)| {
        if at % 2 == 1 {
            html! { <bdi key={at} class="code">{ part }</bdi> }
        } else {
            html! { <span key={at}>{ unbroken(&part) }</span> }
        }
    });
    html! { <span>{ for parts }</span> }
}

/// A text in which ids do not break at their hyphens, where there is room for them.
pub fn unbroken(text: &str) -> Html {
    let is_id = |word: &str| {
        let tail = word.rsplit_once('-').map_or("", |(_, tail)| tail);
        tail.bytes().take_while(u8::is_ascii_hexdigit).count() > 7
    };
    let mut nodes: Vec<Html> = Vec::new();
    let mut words = String::new();
    for word in text.split_inclusive(' ') {
        let id = word.trim_end();
        if is_id(id) {
            nodes.push(std::mem::take(&mut words).into());
            nodes.push(html! { <span class="whole">{ id.to_owned() }</span> });
            words.push_str(word.get(id.len()..).unwrap_or_default());
        } else {
            words.push_str(word);
        }
    }
    nodes.push(words.into());
    nodes.into_iter().collect()
}

/// The words and the names of a text in turn.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut marks = text.chars().peekable();
    while let Some(mark) = marks.next() {
        let is_named = parts.len() % 2 == 0;
        match (mark, parts.last_mut()) {
            ('`', Some(name)) if is_named && marks.next_if_eq(&'`').is_some() => name.push(mark),
            ('`', _) => parts.push(String::new()),
            (_, Some(part)) => part.push(mark),
            (_, None) => {}
        }
    }
    parts
}

/// A text whose first line is AWS's, and what follows ours: on a line of its own, and a sentence of its own when read out.
pub fn with_ours(text: &str) -> Html {
    let Some((first, ours)) = text.split_once('\n') else { return with_names(text) };
    // The stop is heard and copied: in the line, since a box of its own would put a space before it.
    let stop = if first.ends_with('.') { " " } else { ". " };
    html! { <span>{ with_names(first) }<span class="stop">{ stop }</span><span class="ours">{ ours.to_owned() }</span></span> }
}

/// An id; of one that was made here a mark says so, also where it is copied or read out.
pub fn id_of(id: &str, is_made: bool) -> Html {
    if !is_made {
        return html! { <bdi>{ id.to_owned() }</bdi> };
    }
    // One press takes a whole id of AWS's, and not this without its mark.
    html! {
        <>
            <span>{ id.to_owned() }</span>
            <span title="Made here; AWS has its own">{ "*" }<span class="unseen">{ " made here" }</span></span>
        </>
    }
}

/// What the mark of ids means, where there is one.
pub fn made_note(any: bool) -> Html {
    html! { if any { <p class="made-note">{ "* Made here; AWS has its own." }</p> } }
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
pub fn empty(text: impl Into<AttrValue>, action: Html) -> Html {
    html! { <div class="empty"><p>{ text.into() }</p>{ action }</div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_set_apart_with_the_backticks_that_it_has() {
        assert_eq!(parts("no name"), ["no name"]);
        assert_eq!(parts("`a` and `b`"), ["", "a", " and ", "b", ""]);
        assert_eq!(parts("`` is empty"), ["", "", " is empty"]);
        for name in ["plain", "a`b", "`", "``", "`a", "a`", "a``b"] {
            let text = format!("This is `{}`, kept.", name.replace('`', "``"));
            assert_eq!(parts(&text), ["This is ", name, ", kept."], "{text}");
        }
    }
}
