//! What EC2 will store where it is not what was typed: said beside the field, while typing.

use sg_core::net::cut_block;

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

#[cfg(test)]
mod tests {
    use super::*;

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
