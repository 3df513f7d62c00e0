//! Tags.

use std::collections::BTreeMap;
use std::rc::Rc;

/// The tags of a resource, by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(pub BTreeMap<Rc<str>, Rc<str>>);

impl Tags {
    /// The tag `Name`, which the console shows as the resource's name.
    pub fn name(&self) -> Option<&str> {
        self.0.get("Name").map(|value| &**value).filter(|value| !value.is_empty())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: Into<Rc<str>>, V: Into<Rc<str>>> FromIterator<(K, V)> for Tags {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Tags {
        Tags(pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}
