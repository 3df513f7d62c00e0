//! A text field with suggestions, after the ARIA Authoring Practices' editable combobox with list autocomplete.
//!
//! What is typed always stands; a suggestion only saves typing.

use std::cell::OnceCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, Node};
use yew::prelude::*;

use super::field::error_id;

/// The keys that mean something here beside typing.
const KEYS: [&str; 5] = ["ArrowDown", "ArrowUp", "Backspace", "Enter", "Escape"];

/// The most suggestions that are drawn at once.
const SHOWN: usize = 40;

/// One thing that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What goes into the field when it is chosen.
    pub value: AttrValue,
    /// Its name, in the list.
    pub label: AttrValue,
    /// What else is known of it, in the list.
    pub detail: AttrValue,
    /// The heading it stands under.
    pub group: AttrValue,
}

impl Suggestion {
    /// A suggestion that shows a name and, beside it, what goes into the field.
    pub fn new(value: impl Into<AttrValue>, label: &str, group: &'static str) -> Self {
        let value = value.into();
        let detail = if *value == *label { AttrValue::default() } else { value.clone() };
        Self { value, label: label.to_owned().into(), detail, group: group.into() }
    }

    /// All that it is found by, in lower case.
    fn haystack(&self) -> String {
        format!("{}\n{}\n{}", self.value, self.label, self.detail).to_lowercase()
    }
}

/// All that may be suggested. There may be thousands, so they are made ready for searching once, and only where someone
/// types.
struct Offered {
    suggestions: Rc<Vec<Suggestion>>,
    haystacks: OnceCell<Vec<String>>,
}

impl Offered {
    fn new(suggestions: &Rc<Vec<Suggestion>>) -> Self {
        Self { suggestions: Rc::clone(suggestions), haystacks: OnceCell::new() }
    }

    /// The first of those that fit a text; where it is not being typed, of all.
    fn fitting(&self, text: &str, typing: bool) -> Vec<&Suggestion> {
        let typed = text.trim().to_lowercase();
        if !typing || typed.is_empty() {
            return self.suggestions.iter().take(SHOWN).collect();
        }
        let haystacks =
            self.haystacks.get_or_init(|| self.suggestions.iter().map(Suggestion::haystack).collect());
        let fitting = self.suggestions.iter().zip(haystacks).filter(|(_, text)| text.contains(&typed));
        fitting.map(|(one, _)| one).take(SHOWN).collect()
    }
}

/// What a combobox is made of.
#[derive(Properties, PartialEq)]
pub struct ComboboxProps {
    /// The id that the label refers to.
    pub id: AttrValue,
    /// The text as typed.
    pub value: AttrValue,
    /// Everything that may be suggested.
    pub suggestions: Rc<Vec<Suggestion>>,
    /// Called with the text on every change.
    pub oninput: Callback<AttrValue>,
    /// Called when a suggestion is chosen, or Enter is pressed on what was typed.
    pub onchoose: Callback<AttrValue>,
    /// Called when the field is left.
    #[prop_or_default]
    pub onblur: Callback<()>,
    /// Called when Backspace is pressed in the empty field.
    #[prop_or_default]
    pub onbackspace: Callback<()>,
    /// Read out where no visible label belongs to the field.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// An example of what goes in.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// Whether the value is refused.
    #[prop_or_default]
    pub invalid: bool,
    /// Whether Enter, while the list is closed, is left to the form around the field, which it sends.
    #[prop_or_default]
    pub submits: bool,
    /// Whether Enter, on a text, takes the only suggestion that fits it. Without this it takes none.
    #[prop_or_default]
    pub completes: Option<Callback<AttrValue, bool>>,
    /// What ends an entry: all before the last of them is taken over, and leaves the field.
    #[prop_or_default]
    pub separators: &'static [char],
    /// Whether the value is fixed by another choice.
    #[prop_or_default]
    pub readonly: bool,
}

/// A text field with suggestions.
#[component]
pub fn Combobox(props: &ComboboxProps) -> Html {
    let open = use_state_eq(|| false);
    let active = use_state_eq(|| None::<usize>);
    // A chosen value is not a search: opening again offers everything until something is typed.
    let typing = use_state_eq(|| false);
    let (input, popup) = (use_node_ref(), use_node_ref());

    let offered = use_memo(props.suggestions.clone(), Offered::new);
    let shown = offered.fitting(&props.value, *typing);
    let visible = *open && !props.readonly && !shown.is_empty();
    let at = active.filter(|at| visible && *at < shown.len());

    use_placed((visible, props.value.clone()), &input, &popup, &open);
    use_effect_with((at, popup.clone()), |(at, popup)| scroll_to(popup, *at));

    let choose = {
        let (open, active, typing, chosen) =
            (open.setter(), active.setter(), typing.setter(), props.onchoose.clone());
        Callback::from(move |value: AttrValue| {
            open.set(false);
            active.set(None);
            typing.set(false);
            chosen.emit(value);
        })
    };
    let oninput = {
        let (open, active, typing, changed) =
            (open.setter(), active.setter(), typing.setter(), props.oninput.clone());
        let separators = props.separators;
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                open.set(true);
                active.set(None);
                typing.set(true);
                let text = input.value();
                // At once, or the next letter would bring what was taken along again.
                if let Some((_, rest)) = text.rsplit_once(separators) {
                    input.set_value(rest);
                }
                changed.emit(AttrValue::from(text));
            }
        })
    };
    let onkeydown = {
        let (open, active, typing, offered) = (open.clone(), active, typing.clone(), offered.clone());
        let (choose, backspace, completes) =
            (choose.clone(), props.onbackspace.clone(), props.completes.clone());
        let (readonly, submits) = (props.readonly, props.submits);
        Callback::from(move |event: KeyboardEvent| {
            let (key, input) = (event.key(), event.target_dyn_into::<HtmlInputElement>());
            let Some(input) = input.filter(|_| !readonly && KEYS.contains(&key.as_str())) else { return };
            // A key can come before the last letters are drawn: what stands in the box by now is what is meant.
            let text = AttrValue::from(input.value());
            let shown = offered.fitting(&text, *typing);
            let last = shown.len().checked_sub(1);
            let visible = *open && last.is_some();
            let at = active.filter(|at| visible && *at < shown.len());
            let completes = || completes.as_ref().is_some_and(|completes| completes.emit(text.clone()));
            match key.as_str() {
                "ArrowDown" => {
                    open.set(true);
                    active.set(
                        at.map_or(last.map(|_| 0), |at| last.map(|last| if at >= last { 0 } else { at + 1 })),
                    );
                }
                "ArrowUp" => {
                    open.set(true);
                    active.set(at.map_or(last, |at| at.checked_sub(1).or(last)));
                }
                "Enter" if submits && !visible => return,
                "Enter" => {
                    let only = (visible && *typing && last == Some(0) && completes()).then_some(0);
                    let chosen = at.or(only).and_then(|at| shown.get(at)).map(|one| one.value.clone());
                    if chosen.is_none() && text.trim().is_empty() {
                        return;
                    }
                    choose.emit(chosen.unwrap_or(text));
                }
                "Escape" if visible => open.set(false),
                // Or the same key would take a letter of what it brings back.
                "Backspace" if text.is_empty() => backspace.emit(()),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let onfocusout = {
        let (open, typing, left) = (open.setter(), typing.setter(), props.onblur.clone());
        Callback::from(move |_: FocusEvent| {
            open.set(false);
            typing.set(false);
            left.emit(());
        })
    };
    let onclick = {
        let (open, typing, readonly) = (open.clone(), *typing, props.readonly);
        Callback::from(move |event: MouseEvent| {
            // What was chosen is whole: the press that opens the list marks it, and typing puts another in its place.
            // The next press sets the cursor, and what was marked by hand stays so.
            let input =
                event.target_dyn_into::<HtmlInputElement>().filter(|_| !*open && !typing && !readonly);
            if let Some(input) = input.filter(|input| input.selection_start() == input.selection_end()) {
                input.select();
            }
            open.set(true);
        })
    };
    let list_id = AttrValue::from(format!("{}-list", props.id));
    let option_id = |at: usize| AttrValue::from(format!("{}-option-{at}", props.id));
    html! {
        <div class="combobox">
            <input
                ref={input}
                id={props.id.clone()}
                class="input mono"
                type="text"
                role="combobox"
                aria-autocomplete="list"
                aria-expanded={if visible { "true" } else { "false" }}
                aria-controls={visible.then(|| list_id.clone())}
                aria-activedescendant={at.map(option_id)}
                aria-label={props.label.clone()}
                aria-invalid={props.invalid.then_some("true")}
                aria-describedby={props.invalid.then(|| error_id(&props.id))}
                value={props.value.clone()}
                placeholder={props.placeholder.clone()}
                readonly={props.readonly}
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                {oninput}
                {onkeydown}
                {onfocusout}
                {onclick}
            />
            if visible {
                <ul ref={popup} id={list_id} class="listbox" role="listbox" aria-label="Suggestions">
                    { options(&shown, at, &option_id, &choose) }
                </ul>
            }
        </div>
    }
}

fn options(
    shown: &[&Suggestion],
    at: Option<usize>,
    id: &impl Fn(usize) -> AttrValue,
    choose: &Callback<AttrValue>,
) -> Html {
    let lines = shown.iter().enumerate().map(|(index, one)| {
        let heading =
            index.checked_sub(1).and_then(|before| shown.get(before)).is_none_or(|b| b.group != one.group);
        let (value, choose) = (one.value.clone(), choose.clone());
        html! {
            <li
                key={format!("{} {}", one.group, one.value)}
                id={id(index)}
                class={classes!("option", heading.then_some("first"))}
                role="option"
                aria-selected={if at == Some(index) { "true" } else { "false" }}
                // The press must not take the focus from the field, or the list would close before the click.
                onmousedown={Callback::from(|event: MouseEvent| event.prevent_default())}
                onclick={Callback::from(move |_: MouseEvent| choose.emit(value.clone()))}
            >
                if heading { <span class="option-group">{ &one.group }</span> }
                <span class="option-label">{ &one.label }</span>
                <span class="option-detail">{ &one.detail }</span>
            </li>
        }
    });
    html! { <>{ for lines }</> }
}

/// Puts the list where there is room while it is open, and closes it when the page scrolls away under it.
#[hook]
fn use_placed(shown: (bool, AttrValue), input: &NodeRef, popup: &NodeRef, open: &UseStateHandle<bool>) {
    let (input, popup, open) = (input.clone(), popup.clone(), open.setter());
    use_effect_with(shown, move |(visible, _)| {
        let listener = visible.then(|| {
            place(&input, &popup);
            let options = EventListenerOptions::run_in_capture_phase();
            EventListener::new_with_options(&gloo::utils::window(), "scroll", options, move |event| {
                // Outside a shadow root the target reads as its host; the path still names the true one.
                let target = event.composed_path().get(0).dyn_into::<Node>().ok();
                let within = popup.cast::<Node>().is_some_and(|popup| popup.contains(target.as_ref()));
                if !within {
                    open.set(false);
                }
            })
        });
        move || drop(listener)
    });
}

/// The list lies in the window's own coordinates, so that no scrolling box around the field clips it.
fn place(input: &NodeRef, popup: &NodeRef) {
    let (Some(input), Some(popup)) = (input.cast::<HtmlElement>(), popup.cast::<HtmlElement>()) else {
        return;
    };
    let field = input.get_bounding_client_rect();
    let window = gloo::utils::window();
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    let width = window.inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(0.0);
    let (below, above) = (height - field.bottom() - 12.0, field.top() - 12.0);
    let style = popup.style();
    // A style property that the browser refuses leaves the list where the style sheet puts it.
    let set = |name: &str, value: f64| drop(style.set_property(name, &format!("{}px", value as i32)));
    set("min-width", field.width());
    // As wide as it likes to be, and then at the edge of the field that leaves nothing outside of the window.
    set("left", 0.0);
    let own = f64::from(popup.offset_width());
    let fits = field.left() + own + 8.0 <= width;
    set("left", if fits { field.left() } else { (field.right() - own).max(0.0) });
    if below < 160.0 && above > below {
        set("bottom", height - field.top() + 4.0);
        set("max-height", above.min(320.0));
    } else {
        set("top", field.bottom() + 4.0);
        set("max-height", below.min(320.0));
    }
}

fn scroll_to(popup: &NodeRef, at: Option<usize>) {
    let index = at.and_then(|at| u32::try_from(at).ok());
    let line = popup.cast::<HtmlElement>().zip(index).and_then(|(popup, at)| popup.children().item(at));
    if let (Some(line), Some(popup)) =
        (line.and_then(|line| line.dyn_into::<HtmlElement>().ok()), popup.cast::<HtmlElement>())
    {
        let (top, bottom) = (line.offset_top(), line.offset_top() + line.offset_height());
        if top < popup.scroll_top() {
            popup.set_scroll_top(top);
        } else if bottom > popup.scroll_top() + popup.client_height() {
            popup.set_scroll_top(bottom - popup.client_height());
        }
    }
}
