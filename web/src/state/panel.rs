//! The panels by the names that the element's attribute `panels` calls them.

/// A panel that can be shown alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Connection tracking.
    Conntrack,
    /// The drawing.
    Diagram,
    /// Packets that must be allowed or denied.
    Expectations,
    /// The steps so far.
    History,
    /// The one thing to try.
    Lesson,
    /// The form of the test packet.
    Packet,
    /// The lists of groups, interfaces and prefix lists.
    Resources,
    /// What is selected: a group's rules.
    Rules,
    /// What became of the last packet.
    Verdict,
}

impl Panel {
    /// All of them by name, in the order of the names.
    pub const ALL: [(&'static str, Self); 9] = [
        ("conntrack", Self::Conntrack),
        ("diagram", Self::Diagram),
        ("expectations", Self::Expectations),
        ("history", Self::History),
        ("lesson", Self::Lesson),
        ("packet", Self::Packet),
        ("resources", Self::Resources),
        ("rules", Self::Rules),
        ("verdict", Self::Verdict),
    ];

    /// The name that the attribute calls it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, panel)| *panel == self).map_or("", |(name, _)| name)
    }

    /// Reads the attribute: the panels, and the words that name none. No panels means all of them.
    #[must_use]
    pub fn list(attribute: &str) -> (Vec<Self>, Vec<&str>) {
        let (mut panels, mut unknown) = (Vec::new(), Vec::new());
        for word in attribute.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty()) {
            match Self::ALL.iter().find(|(name, _)| *name == word) {
                Some((_, panel)) => panels.push(*panel),
                None => unknown.push(word),
            }
        }
        (panels, unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_are_read_in_any_spacing_and_strangers_are_named() {
        let (panels, unknown) = Panel::list("lesson, rules,packet verdict,,maps");
        assert_eq!(panels, [Panel::Lesson, Panel::Rules, Panel::Packet, Panel::Verdict]);
        assert_eq!(unknown, ["maps"]);
        assert_eq!(Panel::list(""), (vec![], vec![]));
        for (name, panel) in Panel::ALL {
            assert_eq!((panel.name(), Panel::list(name).0), (name, vec![panel]));
        }
    }
}
