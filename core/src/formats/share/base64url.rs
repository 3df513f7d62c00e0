//! Base64 with the alphabet for URLs and without padding: RFC 4648, section 5.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Appends the bytes as text.
pub(super) fn encode(bytes: &[u8], text: &mut String) {
    text.reserve(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let mut bits = [0; 4];
        bits.iter_mut().skip(1).zip(group).for_each(|(place, byte)| *place = *byte);
        let bits = u32::from_be_bytes(bits);
        for place in 0..=group.len() {
            let index = (bits >> (18 - 6 * place)) & 63;
            text.push(ALPHABET.get(index as usize).copied().map_or('A', char::from));
        }
    }
}

/// The bytes of a text; nothing where a character is foreign, or the end is not as [`encode`] leaves it.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for group in text.as_bytes().chunks(4) {
        let mut bits = 0;
        for place in 0..4 {
            bits = (bits << 6) | group.get(place).map_or(Some(0), |symbol| value(*symbol))?;
        }
        let [_, whole @ ..] = bits.to_be_bytes();
        let count = group.len() - 1;
        let (taken, rest) = whole.split_at_checked(count)?;
        // Two texts for the same bytes would be two links for one document.
        if count == 0 || rest.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend(taken);
    }
    Some(bytes)
}

fn value(symbol: u8) -> Option<u32> {
    let value = match symbol {
        b'A'..=b'Z' => symbol - b'A',
        b'a'..=b'z' => symbol - b'a' + 26,
        b'0'..=b'9' => symbol - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn encoded(bytes: &[u8]) -> String {
        let mut text = String::new();
        encode(bytes, &mut text);
        text
    }

    #[test]
    fn agrees_with_the_examples_of_the_rfc() {
        for (bytes, text) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg")] {
            assert_eq!(encoded(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(encoded(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn refuses_foreign_characters_and_loose_ends() {
        for text in ["Zg==", "Zm9+", "Z", "Zm9vY", "Zh", "Zm9", "Zm\u{e9}", "Zm 9v"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            prop_assert_eq!(decode(&encoded(&bytes)), Some(bytes));
        }
    }
}
