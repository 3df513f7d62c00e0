//! The source or destination of a row: the choice, and the box that takes several entries.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use crate::panels::row_editor::{Fields, OnChange, SaidOfBlocks};
use crate::state::rule_draft::{RuleDraft, SEPARATORS, SourceKind};
use crate::state::told::of_aws;
use crate::ui::combobox::{Combobox, Suggestion};
use crate::ui::field::error_text;
use crate::ui::icon::{Icon, icon};
use crate::ui::press::use_after_press;
use crate::ui::select::{Choice, Select};

/// What the cell is given.
#[derive(Properties, PartialEq)]
pub struct SourceProps {
    /// A prefix for ids.
    pub id: AttrValue,
    /// The row as typed.
    pub row: Rc<RuleDraft>,
    /// Source or Destination.
    pub side: AttrValue,
    /// The reader's address.
    pub you: AttrValue,
    /// Groups and prefix lists.
    pub suggestions: Rc<Vec<Suggestion>>,
    /// AWS's words about it.
    pub error: Option<AttrValue>,
    /// Where a change goes.
    pub onchange: OnChange<RuleDraft>,
}

impl SourceProps {
    fn edit(&self, change: impl Fn(&mut RuleDraft, &str) + 'static) -> Callback<AttrValue> {
        Fields { key: self.row.key, problems: &[], onchange: &self.onchange }.edit(change)
    }
}

/// The cell.
#[component]
pub fn Source(props: &SourceProps) -> Html {
    let row = &props.row;
    let kinds: Rc<[Choice]> = SourceKind::ALL.map(|kind| Choice::new(kind.name(), kind.name())).into();
    let fixed = match row.source {
        SourceKind::Custom => None,
        SourceKind::AnywhereIpv4 => Some("0.0.0.0/0".to_owned()),
        SourceKind::AnywhereIpv6 => Some("::/0".to_owned()),
        SourceKind::MyIp => Some(format!("{}/32", props.you)),
    };
    let readonly = fixed.is_some();
    let value = AttrValue::from(fixed.unwrap_or_else(|| row.typing.clone()));
    let entered = props.edit(|row, text| {
        text.clone_into(&mut row.typing);
        row.enter();
    });
    // An entry has a line of its own, which moves what stands below. A field that has the focus again is typed on.
    let place = use_node_ref();
    use_effect_with((row.peers.len(), place.clone()), |(_, place)| {
        let place = place.cast::<Element>();
        let typed = place.filter(|place| place.matches(":focus-within").unwrap_or(false));
        if let Some(place) = typed {
            crate::ui::into_view(&place);
        }
    });
    let left = use_after_press({
        let enter = props.edit(|row, _| row.enter());
        let place = place.clone();
        Callback::from(move |()| {
            let place = place.cast::<Element>();
            let is_back =
                place.is_some_and(|place| place.matches(":has([role=combobox]:focus)").unwrap_or(false));
            if !is_back {
                enter.emit(AttrValue::default());
            }
        })
    });
    let back = props.edit(|row, _| row.typing = row.peers.pop().unwrap_or_default());
    let complete = props.edit(|row, _| row.complete()).reform(|()| AttrValue::default());
    let entries = row.peers.iter().enumerate().map(|(at, peer)| entry(props, at, peer));
    let box_id = AttrValue::from(format!("{}-box", props.id));
    html! {
        <div class="source" ref={place}>
            <div class="source-line">
                <Select
                    id={AttrValue::from(format!("{}-kind", props.id))}
                    label={AttrValue::from(format!("{} kind", props.side))}
                    value={row.source.name()}
                    choices={kinds}
                    onchange={props.edit(|row, name| row.choose_source(SourceKind::parse(name)))}
                />
                <Combobox
                    id={box_id.clone()}
                    label={props.side.clone()}
                    {value}
                    {readonly}
                    placeholder="CIDR, group or prefix list"
                    suggestions={props.suggestions.clone()}
                    invalid={props.error.is_some()}
                    separators={SEPARATORS}
                    oninput={props.edit(RuleDraft::type_source)}
                    onchoose={entered}
                    onblur={left}
                    onbackspace={back.reform(|()| AttrValue::default())}
                />
            </div>
            <ul class="entries">{ for entries }</ul>
            <div class="under">{ error_text(&box_id, props.error.as_ref()) }</div>
            <SaidOfBlocks said={row.source_note()} offer={row.offer()} refused={props.error.is_some()} {complete} />
        </div>
    }
}

/// Whether a message names a peer, and not only a longer one that holds it.
fn names(message: &str, peer: &str) -> bool {
    message.split(|mark: char| mark.is_whitespace() || "`'\"(),".contains(mark)).any(|word| word == peer)
}

fn entry(props: &SourceProps, at: usize, peer: &str) -> Html {
    let name = props.suggestions.iter().find(|one| *one.value == *peer).map(|one| one.label.clone());
    // EC2 names the one that it refuses.
    let wrong = props.error.as_ref().is_some_and(|error| names(of_aws(error), peer));
    let edit = {
        let take_back = props.edit(|row, peer| row.take_back(peer));
        let peer = AttrValue::from(peer.to_owned());
        Callback::from(move |event: MouseEvent| {
            take_back.emit(peer.clone());
            let chip = event.target_dyn_into::<Element>();
            let cell = chip.and_then(|chip| chip.closest(".source").ok().flatten());
            let field = cell.and_then(|cell| cell.query_selector("[role=combobox]").ok().flatten());
            if let Some(field) = field {
                crate::ui::focus(&field);
            }
        })
    };
    let remove = props.edit(|row, peer| {
        row.remove(peer);
    });
    let remove = remove.reform({
        let peer = AttrValue::from(peer.to_owned());
        move |_: MouseEvent| peer.clone()
    });
    html! {
        <li key={format!("{at} {peer}")} class={classes!("entry", wrong.then_some("wrong"))}>
            <button
                type="button"
                class="entry-edit"
                aria-label={format!("Edit {peer}")}
                title="Put it back into the field"
                onclick={edit}
            >
                <bdi class="mono">{ peer.to_owned() }</bdi>
                if let Some(name) = name {
                    <bdi class="dim">{ name }</bdi>
                }
            </button>
            <button type="button" class="entry-remove" aria-label={format!("Remove {peer}")} onclick={remove}>
                { icon(Icon::Close) }
            </button>
        </li>
    }
}
