//! Documents as the browser keeps them: a name, what the document starts from, and everything since.
//!
//! What it starts from never changes and may be large, so it is a text of its own, written once.

use sg_core::formats::document;
use sg_core::simulation::Simulation;
use sg_core::wire::{AwsDescription, Document};
use yew::AttrValue;

/// A document in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its id.
    pub id: AttrValue,
    /// Its name.
    pub name: AttrValue,
    /// How long ago it was saved, in words.
    pub saved: AttrValue,
}

/// How the present work is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// Not at all, by design: an element in the page of someone else.
    #[default]
    Off,
    /// There is nothing to keep yet.
    Untouched,
    /// All of it is kept.
    Saved,
    /// The last changes are on their way.
    Saving,
    /// The browser refuses, and why.
    Refused(AttrValue),
    /// Another tab changed the same document.
    ChangedElsewhere,
    /// Another tab deleted it.
    DeletedElsewhere,
}

impl Keeping {
    /// Whether leaving the page would lose work.
    #[must_use]
    pub const fn is_at_risk(&self, touched: bool) -> bool {
        match self {
            Self::Off | Self::Untouched | Self::Saved => false,
            Self::Saving => true,
            Self::Refused(_) | Self::ChangedElsewhere | Self::DeletedElsewhere => touched,
        }
    }
}

/// What a person wants done with the documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Lists them anew.
    Refresh,
    /// Shows one.
    Open(AttrValue),
    /// Begins an empty one.
    New,
    /// Gives one another name.
    Rename(AttrValue, AttrValue),
    /// Makes a copy of one, whose name this is.
    Duplicate(AttrValue, AttrValue),
    /// Deletes one.
    Delete(AttrValue),
    /// Shows what another tab made of the present one.
    Theirs,
    /// Keeps the present work whole, and goes on in a copy that ends at the moment shown.
    Branch,
    /// Keeps the present work as a document of its own beside what another tab made of it.
    KeepBoth,
}

/// How many of the steps were undone when the text was written. The browser's own note: a document that is exported
/// or shared ends at the moment that is shown.
const UNDONE: &str = "undone";

/// The name that a person sees.
#[must_use]
pub fn name_of(simulation: &Simulation) -> &str {
    let name = simulation.document().name.trim();
    if name.is_empty() { "Untitled" } else { name }
}

/// The name of a branch of a document, beside the names that are taken: `Web - branch`, then `Web - branch 2`. A
/// branch of a branch is counted among those of the document that it came from.
#[must_use]
pub fn branch_name(of: &str, taken: &[String]) -> String {
    const WORD: &str = " - branch";
    let digits = of.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let stem = if digits.len() < of.len() { digits.strip_suffix(' ').unwrap_or(of) } else { of };
    let first = format!("{}{WORD}", stem.strip_suffix(WORD).unwrap_or(of));
    let is_taken = |name: &str| name == of || taken.iter().any(|one| one.trim() == name);
    let mut name = first.clone();
    let mut count = 1;
    while is_taken(&name) {
        count += 1;
        name = format!("{first} {count}");
    }
    name
}

/// What the document starts from, as a text.
#[must_use]
pub fn base_of(simulation: &Simulation) -> String {
    let base = simulation.to_document().base;
    document::write(&Document { base, ..Document::empty() })
}

/// Everything but what it starts from, as a text.
#[must_use]
pub fn steps_of(simulation: &Simulation) -> String {
    let about = simulation.document();
    let undone = simulation.undone();
    let mut unknown = about.unknown.clone();
    if !undone.is_empty() {
        unknown.insert(UNDONE.to_owned(), undone.len().into());
    }
    let moments = simulation.history().iter().chain(undone.iter().rev());
    document::write(&Document {
        version: about.version,
        name: about.name.clone(),
        base: AwsDescription::default(),
        steps: moments.map(|moment| moment.step.clone()).collect(),
        expectations: about.expectations.clone(),
        lesson: about.lesson.clone(),
        unknown,
    })
}

/// The document of both texts, under the name that the list has for it.
pub fn open(name: &str, base: &str, steps: &str) -> Result<Simulation, String> {
    let (base, _) = document::read(base).map_err(|error| error.to_string())?;
    let (mut whole, _) = document::read(steps).map_err(|error| error.to_string())?;
    whole.base = base.base;
    name.clone_into(&mut whole.name);
    let undone = whole.unknown.remove(UNDONE).and_then(|undone| undone.as_u64()).unwrap_or_default();
    let done = whole.steps.len().saturating_sub(usize::try_from(undone).unwrap_or_default());
    let mut simulation = Simulation::new(whole).0;
    simulation.undo_to(done);
    Ok(simulation)
}

/// A span since a moment, in words, both in milliseconds.
#[must_use]
pub fn ago(now: f64, then: f64) -> AttrValue {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    const DAY: u64 = 24 * HOUR;
    // Clocks of two visits may differ: what lies ahead is now.
    let seconds = ((now - then).max(0.0) / 1000.0) as u64;
    let (count, unit) = match seconds {
        0..MINUTE => return AttrValue::Static("just now"),
        MINUTE..HOUR => (seconds / MINUTE, "minute"),
        HOUR..DAY => (seconds / HOUR, "hour"),
        _ => (seconds / DAY, "day"),
    };
    AttrValue::from(format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::scenarios::first;

    #[test]
    fn what_is_kept_opens_as_the_same_document() {
        let mut simulation = first();
        simulation.set_document(|document| document.name = "mine".to_owned());
        let (base, steps) = (base_of(&simulation), steps_of(&simulation));
        let opened = open("mine", &base, &steps).unwrap();
        assert_eq!(opened.to_document(), simulation.to_document());
        assert!(!steps.contains("SecurityGroups"), "what never changes is written once");
    }

    #[test]
    fn what_was_undone_can_be_done_again_at_the_next_visit() {
        let mut simulation = first();
        let steps = simulation.history().len();
        simulation.undo();
        let opened = open("mine", &base_of(&simulation), &steps_of(&simulation)).unwrap();
        assert_eq!((opened.history().len(), opened.undone().len()), (steps - 1, 1));
        assert!(opened.to_document().unknown.is_empty() && opened.to_document().steps.len() == steps - 1);
        let mut opened = opened;
        assert!(opened.redo());
        assert_eq!(opened.to_document().steps, first().to_document().steps);
    }

    #[test]
    fn what_it_starts_from_stays_the_same_through_changes() {
        let mut simulation = first();
        let before = base_of(&simulation);
        simulation.undo();
        assert_eq!(base_of(&simulation), before);
    }

    #[test]
    fn an_import_is_kept_with_the_network_it_brought() {
        let imported = Simulation::of(first().network().clone());
        let opened = open("", &base_of(&imported), &steps_of(&imported)).unwrap();
        assert_eq!(opened.network().security_groups.len(), imported.network().security_groups.len());
        assert_eq!(name_of(&opened), "Untitled");
    }

    #[test]
    fn the_name_in_the_list_is_the_documents() {
        let simulation = first();
        let opened = open("renamed", &base_of(&simulation), &steps_of(&simulation)).unwrap();
        assert_eq!(name_of(&opened), "renamed");
    }

    #[test]
    fn no_two_branches_of_a_document_have_the_same_name() {
        let mut names = vec!["Web 2".to_owned()];
        for expected in ["Web 2 - branch", "Web 2 - branch 2", "Web 2 - branch 3"] {
            let name = branch_name("Web 2", &names);
            assert_eq!(name, expected);
            names.push(name);
        }
        assert_eq!(branch_name("Web 2 - branch 2", &names), "Web 2 - branch 4");
        // One that is not kept yet is taken as well.
        assert_eq!(branch_name("Web - branch", &[]), "Web - branch 2");
        assert_eq!(branch_name("Untitled", &names), "Untitled - branch");
    }

    #[test]
    fn damaged_texts_are_refused() {
        let simulation = first();
        assert!(open("a", "{", &steps_of(&simulation)).is_err());
        assert!(open("a", &base_of(&simulation), "").is_err());
    }

    #[test]
    fn spans_are_told_in_words() {
        let told = |seconds: f64| ago(seconds * 1000.0, 0.0).to_string();
        assert_eq!(told(3.0), "just now");
        assert_eq!(told(-60.0), "just now");
        assert_eq!(told(60.0), "1 minute ago");
        assert_eq!(told(7_300.0), "2 hours ago");
        assert_eq!(told(200_000.0), "2 days ago");
    }

    #[test]
    fn only_what_would_be_lost_is_at_risk() {
        assert!(!Keeping::Saved.is_at_risk(true));
        assert!(Keeping::Saving.is_at_risk(true));
        assert!(!Keeping::Refused("x".into()).is_at_risk(false));
        assert!(Keeping::Refused("x".into()).is_at_risk(true));
        assert!(!Keeping::Off.is_at_risk(true));
    }
}
