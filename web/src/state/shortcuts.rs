//! The keys, as data: what each does, and how it is written in the list.

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Takes the last step back.
    Undo,
    /// Does again what was undone last.
    Redo,
    /// Opens the list of keys.
    Keys,
    /// Presses the control that carries this name in its attribute `data-key`.
    Press(&'static str),
    /// Points at the next checkpoint of the verdict.
    NextGate,
    /// Points at the checkpoint before.
    PreviousGate,
    /// Shows this tab of the group.
    Tab(&'static str),
    /// Moves to the part of the page with this number, or to the control in it that carries this name.
    Part(usize, Option<&'static str>),
}

/// One line of the list.
#[derive(Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// As it stands in the list, keys apart.
    pub shown: &'static str,
    /// The key, as the browser names it.
    pub key: &'static str,
    /// Whether it acts without a modifier, and so can be turned off.
    pub single: bool,
    /// What it does, in words.
    pub what: &'static str,
    /// What it does.
    pub deed: Deed,
}

const fn with_control(shown: &'static str, key: &'static str, what: &'static str, deed: Deed) -> Shortcut {
    Shortcut { shown, key, single: false, what, deed }
}

const fn single(key: &'static str, what: &'static str, deed: Deed) -> Shortcut {
    Shortcut { shown: key, key, single: true, what, deed }
}

/// All keys, in the order of the list.
pub const ALL: &[Shortcut] = &[
    with_control("Ctrl Z", "z", "Undo", Deed::Undo),
    with_control("Ctrl Shift Z", "Z", "Redo", Deed::Redo),
    with_control("Ctrl Y", "y", "Redo", Deed::Redo),
    single("?", "This list", Deed::Keys),
    single("/", "Search the resources", Deed::Part(3, Some("resource-search"))),
    single("f", "From: who sends the test packet", Deed::Part(0, Some("packet-from"))),
    single("s", "Send the test packet", Deed::Press("send")),
    single("c", "Connect: send the whole conversation", Deed::Press("converse")),
    single("n", "Next checkpoint of the verdict", Deed::NextGate),
    single("b", "Previous checkpoint", Deed::PreviousGate),
    single("p", "Play or pause the packet's path", Deed::Press("play")),
    single("i", "Inbound rules of the group", Deed::Tab("inbound")),
    single("o", "Outbound rules of the group", Deed::Tab("outbound")),
    single("e", "Edit the rules that are shown", Deed::Press("edit")),
    single("d", "Documents and lessons", Deed::Press("documents")),
    single("1", "Go to Test", Deed::Part(0, None)),
    single("2", "Go to Rules", Deed::Part(1, None)),
    single("3", "Go to Diagram", Deed::Part(2, None)),
    single("4", "Go to Resources", Deed::Part(3, None)),
];

/// What a key press means, if anything. `control` is Ctrl or Cmd.
#[must_use]
pub fn deed(key: &str, control: bool, shift: bool, single_keys: bool) -> Option<Deed> {
    // Some systems name the key "z" even while Shift is held.
    let named = if control && shift && key == "z" { "Z" } else { key };
    let fits =
        |line: &&Shortcut| line.key == named && line.single != control && (!line.single || single_keys);
    ALL.iter().find(fits).map(|line| line.deed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things() {
        for (at, line) in ALL.iter().enumerate() {
            let same = |other: &&Shortcut| (other.key, other.single) == (line.key, line.single);
            assert_eq!(ALL.iter().position(|other| same(&other)), Some(at), "{}", line.shown);
        }
    }

    #[test]
    fn single_keys_can_be_turned_off_and_the_others_stay() {
        assert_eq!(deed("s", false, false, true), Some(Deed::Press("send")));
        assert_eq!(deed("s", false, false, false), None);
        assert_eq!(deed("z", true, false, false), Some(Deed::Undo));
        assert_eq!(deed("Z", true, true, false), Some(Deed::Redo));
        assert_eq!(deed("z", true, true, false), Some(Deed::Redo));
        assert_eq!(deed("s", true, false, true), None, "Ctrl+S is the browser's");
        assert_eq!(deed("z", false, false, true), None);
    }
}
