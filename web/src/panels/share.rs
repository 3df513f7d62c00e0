//! The dialog "Share": a link, and the lines that put the playground into a page; before that, what they tell.

use std::rc::Rc;

use sg_core::formats::share::{SAFE_LENGTH, write_fragment};
use sg_core::formats::stand_ins::{self, Carried};
use sg_core::wire::Document;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::state::store::{Act, Dispatch};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;
use crate::ui::select::{Choice, Select};

/// What the dialog is given.
#[derive(Properties, PartialEq)]
pub struct ShareProps {
    /// What is shared.
    pub document: Rc<Document>,
    /// Where the page lies: a URL that ends in a slash.
    pub base: AttrValue,
    /// Called with a text to copy.
    pub oncopy: Callback<String>,
    /// Called with a text to save as a file.
    pub onsave: Callback<String>,
    /// Where the dialog is closed.
    pub dispatch: Dispatch,
}

/// The dialog. It is drawn for as long as it is open.
#[component]
pub fn Share(props: &ShareProps) -> Html {
    let stands_in = use_state_eq(|| false);
    let form = use_state_eq(|| AttrValue::Static("link"));
    let carried = use_memo(Rc::clone(&props.document), |document| stand_ins::carried(document));
    let shared = use_memo((*stands_in, Rc::clone(&props.document)), |(stands_in, document)| match stands_in
        .then(|| stand_ins::replace(document))
        .flatten()
    {
        Some(replaced) => (Rc::new(replaced.document), replaced.kept),
        None => (Rc::clone(document), Default::default()),
    });
    let (shared, kept) = (&shared.0, &shared.1);
    let fragment = write_fragment(shared);
    let text = snippet(&form, &props.base, &fragment);
    let onstand_ins = {
        let stands_in = stands_in.setter();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                stands_in.set(input.checked());
            }
        })
    };
    let onsave = {
        let (onsave, shared) = (props.onsave.clone(), Rc::clone(shared));
        Callback::from(move |_: MouseEvent| onsave.emit(sg_core::formats::document::write(&shared)))
    };
    let oncopy = {
        let (oncopy, text) = (props.oncopy.clone(), text.clone());
        Callback::from(move |_: MouseEvent| oncopy.emit(text.clone()))
    };
    let onclose = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Act::Open(None)))
    };
    let length = props.base.len() + 1 + fragment.len();
    let preview = format!("{}?embed=1#{fragment}", props.base);
    let footer = html! {
        <>
            <Button label="Save as a file" icon={Icon::Download} onclick={onsave} />
            <Button label="Copy" weight={Weight::Primary} onclick={oncopy} />
        </>
    };
    html! {
        <Dialog id="share" title="Share" class="middle" {onclose} {footer}>
            <div class="share">
                <p>{ "All of it travels in the link itself. Nothing is sent to a server." }</p>
                { told(&carried) }
                <label class="check">
                    <input type="checkbox" checked={*stands_in} onchange={onstand_ins} />
                    { "Put stand-ins in place of account ids, public addresses, names and texts" }
                </label>
                <div role="status">
                    if !kept.is_empty() {
                        <p class="dim">
                            { "These stay, since blocks around them decide over them: " }
                            <bdi class="mono">{ list(kept.iter()) }</bdi>
                        </p>
                    }
                </div>
                <Select
                    id="share-form"
                    label="As"
                    value={(*form).clone()}
                    choices={forms()}
                    onchange={{ let form = form.setter(); Callback::from(move |chosen| form.set(chosen)) }}
                />
                <textarea id="share-text" class="input mono" rows="5" readonly=true aria-label="Text to copy" value={text} />
                <p class="dim" role="status">{ weight(length) }</p>
                <details>
                    <summary>{ "Preview" }</summary>
                    <iframe class="share-preview" title="Preview" src={preview} loading="lazy"></iframe>
                </details>
            </div>
        </Dialog>
    }
}

fn forms() -> Rc<[Choice]> {
    [("link", "Link"), ("element", "HTML element"), ("iframe", "HTML iframe"), ("markdown", "Markdown link")]
        .into_iter()
        .map(|(id, title)| Choice::new(id, title))
        .collect()
}

/// The text to copy. The fragment's characters mean nothing in HTML or Markdown.
fn snippet(form: &str, base: &str, fragment: &str) -> String {
    match form {
        "element" => format!(
            "<script type=\"module\" src=\"{base}embed.js\"></script>\n<security-group-playground link=\"{fragment}\"></security-group-playground>"
        ),
        "iframe" => format!(
            "<iframe src=\"{base}?embed=1#{fragment}\" title=\"Security group playground\" width=\"100%\" height=\"720\" loading=\"lazy\" allow=\"clipboard-write\"></iframe>"
        ),
        "markdown" => format!("[Open in the security group playground]({base}#{fragment})"),
        _ => format!("{base}#{fragment}"),
    }
}

/// How long the link is, and what that means.
fn weight(length: usize) -> String {
    if length <= SAFE_LENGTH {
        format!("The link has {length} characters. Mail and chat programs leave it whole.")
    } else {
        format!(
            "The link has {length} characters. Some mail and chat programs cut links over {SAFE_LENGTH}: a file is safer."
        )
    }
}

/// What the link tells of its author's account.
fn told(carried: &Carried) -> Html {
    let lines = [
        ("Account ids", &carried.accounts),
        ("Public addresses", &carried.addresses),
        ("Names and tags", &carried.names),
        ("Descriptions and notes", &carried.texts),
        ("Keys that this release does not know", &carried.unknown),
    ];
    let rows = lines.into_iter().filter(|(_, found)| !found.is_empty()).map(|(label, found)| {
        html! {
            <li key={label}>
                <details>
                    <summary><strong class="mono">{ found.len() }</strong>{ format!(" {}", label.to_lowercase()) }</summary>
                    <p class="dim"><bdi>{ list(found.iter()) }</bdi></p>
                </details>
            </li>
        }
    });
    html! { <><h3>{ "The link tells" }</h3><ul class="share-told">{ for rows }</ul></> }
}

fn list<'a>(found: impl Iterator<Item = &'a String>) -> String {
    const SHOWN: usize = 40;
    let mut found = found.map(String::as_str);
    let shown: Vec<&str> = found.by_ref().take(SHOWN).collect();
    match found.count() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_leads_to_the_same_document() {
        for choice in ["link", "element", "iframe", "markdown"] {
            let text = snippet(choice, "https://example.org/p/", "1.abc-_");
            assert!(text.contains("1.abc-_") && text.contains("https://example.org/p/"), "{text}");
        }
    }

    #[test]
    fn a_long_link_is_told_to_be_long() {
        assert!(weight(SAFE_LENGTH).contains("whole") && weight(SAFE_LENGTH + 1).contains("file"));
    }
}
