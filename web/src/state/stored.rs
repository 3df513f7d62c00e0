//! What EC2 will store where it is not what was typed: said beside the field, while typing.

use sg_core::net::{bare_block, cut_block};

/// The sentence for blocks whose host bits are cut off; none where all are stored as typed.
#[must_use]
pub fn stored<'a>(blocks: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let all: Vec<&str> = blocks.into_iter().map(str::trim).collect();
    let cut: Vec<_> = all.iter().filter_map(|typed| Some((*typed, cut_block(typed)?))).collect();
    match cut.as_slice() {
        [] => None,
        [(_, stored)] if all.len() == 1 => Some(format!("EC2 will store {stored}.")),
        several => {
            let each: Vec<String> =
                several.iter().map(|(typed, stored)| format!("{stored} for {typed}")).collect();
            Some(format!("EC2 will store {}.", each.join(", ")))
        }
    }
}

/// What is said of addresses that have no prefix length.
pub const BARE: &str = "AWS requires a prefix length after the address.";

/// An entry with the prefix length of one address alone, where it is an address without any.
#[must_use]
pub fn whole(typed: &str) -> Option<String> {
    bare_block(typed.trim()).map(|block| block.to_string())
}

/// Gives an address its prefix length, where it has none.
pub fn complete(typed: &mut String) {
    if let Some(block) = whole(typed) {
        *typed = block;
    }
}

/// What the button says that adds the prefix length to addresses; none where there is none to add it to.
#[must_use]
pub fn offer<'a>(blocks: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let bare: Vec<String> = blocks.into_iter().filter_map(whole).collect();
    match bare.as_slice() {
        [] => None,
        [one] => Some(format!("Use {one}")),
        several => Some(format!("Add the prefix length to all {}", several.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_alone_is_offered_its_whole_block() {
        assert_eq!(offer(["203.0.113.7"]).unwrap(), "Use 203.0.113.7/32");
        assert_eq!(offer([" 2001:db8::1 ", "10.0.0.0/8"]).unwrap(), "Use 2001:db8::1/128");
        assert_eq!(offer(["203.0.113.7", "sg-1", "10.0.0.5"]).unwrap(), "Add the prefix length to all 2");
        assert_eq!(offer(["10.0.0.", "10.0.0.5/32", "", "pl-1"]), None);
    }

    #[test]
    fn only_what_is_cut_is_told() {
        assert_eq!(stored(["10.0.0.0/24"]), None);
        assert_eq!(stored(["10.0.0.5"]), None);
        assert_eq!(stored(["10.0.0.5/24"]).unwrap(), "EC2 will store 10.0.0.0/24.");
        assert_eq!(
            stored(["2001:db8::1/32", "10.0.0.0/8"]).unwrap(),
            "EC2 will store 2001:db8::/32 for 2001:db8::1/32."
        );
    }
}
