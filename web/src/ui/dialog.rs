//! A modal dialog on the browser's own `<dialog>`: it keeps the focus inside, sits above everything, closes on Escape.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, ShadowRoot};
use yew::prelude::*;

use super::button::{Button, Weight};
use super::icon::Icon;
use super::info::Help;

/// What a dialog is made of.
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// A prefix for ids, unique on the page.
    pub id: AttrValue,
    /// Its heading.
    pub title: AttrValue,
    /// Called when a person asks to close it: Escape, the cross. The caller closes it by no longer drawing it.
    pub onclose: Callback<()>,
    /// Whether its foot asks something: the safe answer has the focus, which goes back once it is given.
    #[prop_or_default]
    pub asking: bool,
    /// Further classes, for its width.
    #[prop_or_default]
    pub class: Classes,
    /// What stands behind its heading: an Info link.
    #[prop_or_default]
    pub info: Option<Html>,
    /// What stands in it.
    pub children: Html,
    /// What stands at its foot: the buttons.
    pub footer: Html,
}

/// What has the focus at first, tried in turn: what was looked for; what asks for it; the first field; where there is none, the button that leaves all as it
/// is before one that destroys; else what there is to be pressed, and not help or the cross, which come before it all.
const FIRST: [&str; 6] = [
    ".dialog-body .found select",
    ".dialog-body [autofocus]",
    ".dialog-body :is(input, select, textarea):enabled:not([readonly], [tabindex='-1'])",
    ".dialog-foot:has(.danger) .button",
    ".dialog-body .button:enabled",
    ".dialog-foot :is(.primary, .button)",
];

fn first(dialog: &HtmlDialogElement) -> Option<Element> {
    FIRST.iter().find_map(|selector| dialog.query_selector(selector).ok().flatten())
}

/// A dialog that is open as long as it is drawn.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    use_effect_with(node.clone(), |node| {
        let dialog = node.cast::<HtmlDialogElement>();
        if let Some(dialog) = dialog.as_ref().filter(|dialog| !dialog.open()) {
            // Fails only where the element is not in a document, and then nobody sees it.
            let _ = dialog.show_modal();
            if let Some(first) = first(dialog) {
                super::focus(&first);
            }
        }
        move || {
            if let Some(dialog) = dialog {
                dialog.close();
            }
        }
    });
    let before = use_mut_ref(|| None::<Element>);
    use_effect_with((node.clone(), props.asking), move |(node, asking)| {
        let Some(dialog) = node.cast::<HtmlDialogElement>() else { return };
        let had = before.take().filter(|had| !asking && had.is_connected());
        let answer = || dialog.query_selector(".dialog-foot .primary").ok().flatten();
        if *asking {
            let tree = dialog.get_root_node().dyn_into::<ShadowRoot>().ok();
            before.replace(tree.and_then(|tree| tree.active_element()));
        }
        if let Some(element) = if *asking { answer() } else { had } {
            super::focus(&element);
        }
    });
    let close = props.onclose.clone();
    let oncancel = {
        let close = close.clone();
        Callback::from(move |event: Event| {
            // The page decides: there may be unsaved changes.
            event.prevent_default();
            close.emit(());
        })
    };
    // Asked again without a press in between, a browser closes the dialog whatever the page decides: it is not asked.
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.default_prevented() && !event.is_composing() {
                event.prevent_default();
                event.stop_propagation();
                close.emit(());
            }
        })
    };
    let (help, helped) = use_context::<Help>().map(|help| (help.panel(true), help.class(true))).unzip();
    let heading = AttrValue::from(format!("{}-title", props.id));
    html! {
        <dialog
            ref={node}
            class={classes!("dialog", props.class.clone(), helped)}
            aria-labelledby={heading.clone()}
            {oncancel}
            {onkeydown}
        >
            <header class="dialog-head">
                <h2 id={heading}>{ &props.title }</h2>
                <div class="dialog-info">{ props.info.clone().unwrap_or_default() }</div>
                <Button
                    label="Close"
                    icon={Icon::Close}
                    icon_only={true}
                    weight={Weight::Quiet}
                    onclick={Callback::from(move |_: MouseEvent| close.emit(()))}
                />
            </header>
            <div class="dialog-body">{ props.children.clone() }</div>
            <footer class="dialog-foot">{ props.footer.clone() }</footer>
            <div class="dialog-help">{ help.unwrap_or_default() }</div>
        </dialog>
    }
}
