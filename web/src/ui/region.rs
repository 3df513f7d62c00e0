//! One part of the screen: a landmark on the page that is all of it, and a plain group where the app is one of several
//! elements on a host's page, which may have the same parts each and landmarks of its own.

use yew::prelude::*;

/// Whether the app is the whole page, as a context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholePage(pub bool);

/// The role of what would be a landmark, where it must not be one.
#[hook]
pub fn use_landmark() -> Option<&'static str> {
    let whole = use_context::<WholePage>().is_none_or(|page| page.0);
    (!whole).then_some("group")
}

/// What a region is made of.
#[derive(Properties, PartialEq)]
pub struct RegionProps {
    /// Its classes.
    pub class: Classes,
    /// The name by which a host styles it.
    pub part: AttrValue,
    /// The id of its title; none where it has a label.
    #[prop_or_default]
    pub titled: Option<AttrValue>,
    /// Its name, where no title stands in it.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// What stands in it.
    pub children: Html,
}

/// The region.
#[component]
pub fn Region(props: &RegionProps) -> Html {
    let role = use_landmark();
    html! {
        <section
            class={props.class.clone()}
            part={props.part.clone()}
            {role}
            aria-labelledby={props.titled.clone()}
            aria-label={props.label.clone()}
        >
            { props.children.clone() }
        </section>
    }
}
