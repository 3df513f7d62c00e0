//! What the page can show: what stands in the middle, the tabs, the dialogs.

use std::rc::Rc;

use sg_core::model::{NetworkInterfaceId, ResourceId, SecurityGroupId, SecurityGroupRuleId};
use sg_core::net::Direction;

use crate::state::inventory::Kind;
use crate::state::resource_form::Task;
use crate::state::resource_type::ResourceType;

/// What stands in the middle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    /// Nothing yet.
    #[default]
    Nothing,
    /// A group and its rules.
    Group(SecurityGroupId),
    /// An interface and its groups.
    Interface(NetworkInterfaceId),
    /// A prefix list and its entries.
    PrefixList(Rc<str>),
    /// Everything of a kind.
    List {
        /// What is listed.
        kind: Kind,
        /// The id of what was selected before: what is made next begins from there.
        near: Rc<str>,
    },
    /// Any other resource, by its id.
    Other(Rc<str>),
}

impl Selection {
    /// What shows the resource with this id.
    #[must_use]
    pub fn of(id: &str) -> Self {
        match ResourceType::of(id) {
            Some(ResourceType::SecurityGroup) => Self::Group(SecurityGroupId::new(id)),
            Some(ResourceType::NetworkInterface) => Self::Interface(NetworkInterfaceId::new(id)),
            Some(ResourceType::PrefixList) => Self::PrefixList(id.into()),
            _ => Self::Other(id.into()),
        }
    }

    /// The id of what is selected; empty where nothing is.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Nothing | Self::List { .. } => "",
            Self::Group(id) => id.as_str(),
            Self::Interface(id) => id.as_str(),
            Self::PrefixList(id) | Self::Other(id) => id,
        }
    }

    /// The id of what was last selected, where a list stands in its place now.
    #[must_use]
    pub fn near(&self) -> &str {
        match self {
            Self::List { near, .. } => near,
            one => one.id(),
        }
    }

    /// Everything of a kind in the place of this.
    #[must_use]
    pub fn list(&self, kind: Kind) -> Self {
        Self::List { kind, near: self.near().into() }
    }
}

/// The tabs of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GroupTab {
    /// Inbound rules.
    #[default]
    Inbound,
    /// Outbound rules.
    Outbound,
    /// The interfaces that carry it.
    Attached,
}

impl GroupTab {
    /// Names the tab in ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
            Self::Attached => "attached",
        }
    }

    /// What stands on it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Inbound => "Inbound rules",
            Self::Outbound => "Outbound rules",
            Self::Attached => "Attached",
        }
    }

    /// Reads the id.
    #[must_use]
    pub fn parse(id: &str) -> Self {
        [Self::Outbound, Self::Attached].into_iter().find(|tab| tab.id() == id).unwrap_or_default()
    }

    /// The direction whose rules it shows.
    pub const fn direction(self) -> Option<Direction> {
        match self {
            Self::Inbound => Some(Direction::Ingress),
            Self::Outbound => Some(Direction::Egress),
            Self::Attached => None,
        }
    }

    /// The tab with the rules of a direction.
    #[must_use]
    pub const fn of(direction: Direction) -> Self {
        match direction {
            Direction::Ingress => Self::Inbound,
            Direction::Egress => Self::Outbound,
        }
    }
}

/// Which part a narrow screen shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The test packet, the verdict, the tracking table.
    #[default]
    Test,
    /// What is selected.
    Rules,
    /// The drawing.
    Diagram,
    /// The lists.
    Resources,
}

impl View {
    /// All, in the order of the tabs.
    pub const ALL: [Self; 4] = [Self::Test, Self::Rules, Self::Diagram, Self::Resources];

    /// Names it for the style sheet.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Rules => "rules",
            Self::Diagram => "diagram",
            Self::Resources => "resources",
        }
    }

    /// What stands on the tab.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Test => "Test",
            Self::Rules => "Rules",
            Self::Diagram => "Diagram",
            Self::Resources => "Resources",
        }
    }
}

/// A dialog that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// The rules of the selected group.
    Rules(Direction),
    /// Import.
    Import,
    /// Share.
    Share,
    /// What was changed, as a script.
    Script,
    /// The saved documents and the scenarios.
    Documents,
    /// The list of keys.
    Shortcuts,
    /// The entries of the selected network ACL.
    Entries(Direction),
    /// The routes of the selected route table.
    Routes,
    /// A short dialog about what is selected, or one that makes something.
    Task(Task),
    /// Start from a symptom.
    Symptom,
}

/// Rules that are to be seen in their table: all are marked, and the first comes into view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownRules {
    /// Their ids.
    pub ids: Rc<Vec<SecurityGroupRuleId>>,
    /// Why, in a word.
    pub why: &'static str,
    /// Tells a wish from the one before for the same rules.
    pub wish: u32,
}
