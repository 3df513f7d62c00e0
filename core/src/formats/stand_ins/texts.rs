//! Stand-ins for names and texts: `group-1`, `name-2`, `text-3`.

use std::collections::BTreeMap;

/// The stand-ins given so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: BTreeMap<(&'static str, String), String>,
    counts: BTreeMap<&'static str, usize>,
}

impl Names {
    /// Puts a stand-in in the place of a name of that noun. What is empty stays so.
    pub fn replace(&mut self, noun: &'static str, text: &mut String) {
        if text.is_empty() {
            return;
        }
        let count = self.counts.entry(noun).or_default();
        let given = self.given.entry((noun, text.clone())).or_insert_with(|| {
            *count += 1;
            format!("{noun}-{count}")
        });
        text.clone_from(given);
    }

    /// Puts the stand-in where the name of a carrier, which is its id, is named elsewhere or stands in an ARN.
    pub fn replace_reference(&self, text: &mut String) {
        let known = |part: &str| self.given.get(&(CARRIER, part.to_owned())).cloned();
        if text.split([':', '/', ' ']).any(|part| known(part).is_some()) {
            let parts = text.split_inclusive([':', '/', ' ']);
            *text = parts
                .map(|part| {
                    let name = part.trim_end_matches([':', '/', ' ']);
                    let end = part.strip_prefix(name).unwrap_or_default();
                    known(name).unwrap_or_else(|| name.to_owned()) + end
                })
                .collect();
        }
    }
}

/// Load balancers, databases, functions: their names are what other objects call them by.
pub(super) const CARRIER: &str = "carrier";
