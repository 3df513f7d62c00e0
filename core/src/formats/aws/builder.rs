//! The network while it is being built.

use super::origin::Origins;
use super::{Import, Supplied};
use crate::model::{Network, ResourceId, Settings, Table};
use crate::net::cut_block;
use crate::wire::convert::derived_id;
use crate::wire::{AwsDescription, Ec2Error, Problem, Severity};
use std::rc::Rc;

/// A description, the network made of it so far, and what could not be used.
pub(super) struct Builder<'d> {
    pub description: &'d AwsDescription,
    pub network: Network,
    origins: &'d Origins,
    problems: Vec<Problem>,
    pub supplied: Supplied,
}

/// An element of one of the description's lists, for problems to point at.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// The pointer to the list: `/SecurityGroups`.
    pub list: &'a str,
    pub index: usize,
    /// The resource's id.
    pub id: &'a str,
}

impl<'d> Builder<'d> {
    /// Builds upon a network of which nothing is known, or upon an empty Region.
    pub fn new(description: &'d AwsDescription, origins: &'d Origins, network: Network) -> Builder<'d> {
        Builder { description, network, origins, problems: Vec::new(), supplied: Supplied::default() }
    }

    pub fn finish(self) -> Import {
        Import { network: self.network, problems: self.problems, supplied: self.supplied }
    }

    pub fn settings(&self) -> &Settings {
        &self.network.settings
    }

    /// Something of the element was left out.
    pub fn error(&mut self, at: At<'_>, within: &str, message: impl Into<String>) {
        self.report(Severity::Error, at, within, message.into());
    }

    /// What was read; where it could not be, why it is left out.
    pub fn taken<T>(&mut self, at: At<'_>, within: &str, read: Result<T, Ec2Error>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(error) => {
                self.error(at, within, format!("{}: left out", error.message));
                None
            }
        }
    }

    /// Something of the element was taken that AWS would not take, or was changed.
    pub fn warning(&mut self, at: At<'_>, within: &str, message: impl Into<String>) {
        self.report(Severity::Warning, at, within, message.into());
    }

    /// A block had bits behind its prefix, which AWS does not keep: not in a rule or an ACL's entry, nor, by the
    /// words of `CreateRoute`, `CreateVpc` and `CreateSubnet`, in a route, a VPC or a subnet.
    pub fn told_cut(&mut self, at: At<'_>, within: &str, block: Option<&str>) {
        self.told_read_as(at, within, block, ", which is what EC2 stores");
    }

    /// The same where AWS does not document what becomes of these bits.
    pub fn told_cut_unknown(&mut self, at: At<'_>, within: &str, block: &str) {
        self.told_read_as(at, within, Some(block), "; AWS does not document what it stores");
    }

    fn told_read_as(&mut self, at: At<'_>, within: &str, block: Option<&str>, why: &str) {
        if let Some((text, stored)) = block.and_then(|text| Some((text, cut_block(text)?))) {
            self.report(Severity::Info, at, within, format!("`{text}` was read as `{stored}`{why}"));
        }
    }

    fn report(&mut self, severity: Severity, at: At<'_>, within: &str, message: String) {
        let path = format!("{}{within}", self.origins.path(at.list, at.index));
        let resource = (!at.id.is_empty()).then(|| at.id.to_owned());
        self.problems.push(Problem { severity, path, resource, message });
    }

    /// The path of an element of one of the description's lists, as it was written.
    pub fn path(&self, list: &str, index: usize) -> String {
        self.origins.path(list, index)
    }

    /// A problem of a resource that has no single place.
    pub fn about(&mut self, severity: Severity, path: &str, resource: &str, message: String) {
        let resource = (!resource.is_empty()).then(|| resource.to_owned());
        self.problems.push(Problem { severity, path: path.to_owned(), resource, message });
    }

    /// Whether the element has an id; one without is of no use to anybody.
    pub fn has_id(&mut self, at: At<'_>, field: &str) -> bool {
        if at.id.is_empty() {
            self.error(at, "", format!("`{field}` is missing: the whole element is left out"));
        }
        !at.id.is_empty()
    }

    /// Whether the resource is the first of its id. A second one is left out, with a word where it differs.
    pub fn is_new<K: Ord + Clone, V: Eq>(
        &mut self,
        table: fn(&Network) -> &Table<K, V>,
        id: &K,
        resource: &V,
        at: At<'_>,
    ) -> bool {
        let Some(first) = table(&self.network).find(id) else {
            return true;
        };
        if **first != *resource {
            self.warning(at, "", "the same id stands for something else before: the first one is kept");
        }
        false
    }
}

/// The table to begin with: empty where the key is there, else not described.
pub(super) fn table<K: Ord, V>(is_described: bool) -> Table<K, V> {
    if is_described { Table::default() } else { Table::not_described() }
}

/// A text that says something.
pub(super) fn said(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.is_empty())
}

/// An id of AWS's shape that the same words always give.
pub(super) fn invented<I: ResourceId>(words: &[&str]) -> I {
    I::from(derived_id(I::PREFIX, words))
}

/// A text shared by all who hold it.
pub(super) fn shared(text: Option<&str>) -> Rc<str> {
    Rc::from(text.unwrap_or_default())
}
