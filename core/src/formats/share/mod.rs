//! A document in the fragment of a URL: `#1.…`, which no browser sends to a server.
//!
//! Each version is base64url of a checksum and of the document's JSON in the DEFLATE format, packed against a
//! fixed dictionary; version 2 has the longer one. A link that any release made opens in every later one, so nothing
//! of a version ever changes: what has to change becomes the next version.

mod base64url;
mod checksum;
mod error;
mod pack;

pub use error::ShareError;

use super::document;
use crate::wire::{Document, Problem};
use pack::Dictionary;

/// The version that is written.
const VERSION: &str = "2";

/// Up to here, a link survives mail programs, chats and documents. Longer ones are better sent as a file.
pub const SAFE_LENGTH: usize = 2_000;

/// Browsers take no longer URLs everywhere.
pub const LONGEST: usize = 1_000_000;

/// The fragment that carries the document, without the `#`.
///
/// The same document gives the same fragment.
///
/// ```
/// use sg_core::formats::share::{read_fragment, write_fragment};
/// use sg_core::wire::Document;
///
/// let fragment = write_fragment(&Document::empty());
/// assert!(fragment.starts_with("2."));
/// assert_eq!(read_fragment(&fragment), Ok((Document::empty(), Vec::new())));
/// ```
pub fn write_fragment(document: &Document) -> String {
    // A document is plain data with text keys: nothing in it is beyond JSON.
    let json = serde_json::to_vec(document).unwrap_or_default();
    let mut bytes = checksum::of(&json).to_be_bytes().to_vec();
    bytes.extend(pack::pack(&json, pack::VERSION_2));
    let mut fragment = format!("{VERSION}.");
    base64url::encode(&bytes, &mut fragment);
    fragment
}

/// The document that a fragment carries, and what of it could not be used. A leading `#`, or a whole URL, is
/// taken too.
///
/// # Errors
/// Says what is wrong with the link. Time and memory are bounded whatever the link holds.
pub fn read_fragment(link: &str) -> Result<(Document, Vec<Problem>), ShareError> {
    let fragment = link.rsplit_once('#').map_or(link, |(_, fragment)| fragment).trim();
    if fragment.len() > LONGEST {
        return Err(ShareError::TooLong { length: fragment.len() });
    }
    let (version, body) = fragment.split_once('.').ok_or(ShareError::NoVersion)?;
    match version {
        "1" => unpacked(body, pack::VERSION_1),
        VERSION => unpacked(body, pack::VERSION_2),
        _ if version.is_empty() || version.bytes().any(|byte| !byte.is_ascii_digit()) => {
            Err(ShareError::NoVersion)
        }
        _ => Err(ShareError::UnknownVersion { version: version.to_owned() }),
    }
}

/// Whether a fragment is meant to be a document: the page has others, too.
pub fn is_share_fragment(fragment: &str) -> bool {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    fragment
        .split_once('.')
        .is_some_and(|(version, _)| !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit()))
}

fn unpacked(body: &str, dictionary: Dictionary) -> Result<(Document, Vec<Problem>), ShareError> {
    let bytes = base64url::decode(body).ok_or(ShareError::Damaged)?;
    let (sum, packed) = bytes.split_first_chunk::<4>().ok_or(ShareError::Damaged)?;
    let json = pack::unpack(packed, dictionary)?;
    if checksum::of(&json) != u32::from_be_bytes(*sum) {
        return Err(ShareError::Damaged);
    }
    pack::check_amount(&json)?;
    let json = str::from_utf8(&json).map_err(|_| ShareError::Damaged)?;
    document::read(json).map_err(ShareError::NotADocument)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn link_of(json: &str) -> String {
        link_of_version("2", json, pack::VERSION_2)
    }

    fn link_of_version(version: &str, json: &str, dictionary: Dictionary) -> String {
        let mut bytes = checksum::of(json.as_bytes()).to_be_bytes().to_vec();
        bytes.extend(pack::pack(json.as_bytes(), dictionary));
        let mut fragment = format!("{version}.");
        base64url::encode(&bytes, &mut fragment);
        fragment
    }

    fn opened(link: &str) -> Document {
        let (document, problems) = read_fragment(link).unwrap();
        assert!(problems.is_empty(), "{problems:?}");
        document
    }

    fn first_look() -> Document {
        serde_json::from_str(include_str!("../../../../scenarios/first-look.json")).unwrap()
    }

    #[test]
    fn a_document_comes_back_from_its_link_however_it_is_pasted() {
        let document = first_look();
        let fragment = write_fragment(&document);
        assert_eq!(fragment, write_fragment(&document));
        let url = format!(" https://example.org/play/?embed=1#{fragment}\n");
        for pasted in [fragment.clone(), format!("#{fragment}"), url] {
            assert_eq!(opened(&pasted), document);
        }
        assert!(is_share_fragment(&format!("#{fragment}")) && !is_share_fragment("#rules"));
    }

    #[test]
    fn a_worked_scenario_fills_half_of_what_survives_mail() {
        let length = write_fragment(&first_look()).len();
        assert!(length < SAFE_LENGTH / 2, "{length} characters");
    }

    #[test]
    fn a_version_reads_its_own_links_alone() {
        let json = serde_json::to_string(&first_look()).unwrap();
        let old = link_of_version("1", &json, pack::VERSION_1);
        assert_eq!(opened(&old), first_look());
        assert!(write_fragment(&first_look()).len() < old.len() * 3 / 4);
        for (version, dictionary) in [("1", pack::VERSION_2), ("2", pack::VERSION_1)] {
            let mixed = link_of_version(version, &json, dictionary);
            assert_eq!(read_fragment(&mixed), Err(ShareError::Damaged));
        }
    }

    #[test]
    fn what_a_later_version_wrote_into_the_document_is_kept() {
        let link = link_of(r#"{"version":1,"name":"later","colours":{"sg-1":"blue"}}"#);
        let document = opened(&link);
        assert_eq!(document.unknown.get("colours").unwrap()["sg-1"], "blue");
        assert_eq!(opened(&write_fragment(&document)), document);
    }

    #[test]
    fn a_cut_link_is_refused_wherever_it_is_cut() {
        let fragment = write_fragment(&first_look());
        for length in 0..fragment.len() {
            let cut = fragment.get(..length).unwrap();
            let expected = if length < 2 { ShareError::NoVersion } else { ShareError::Damaged };
            assert_eq!(read_fragment(cut), Err(expected), "cut to {length}");
        }
    }

    #[test]
    fn an_altered_link_is_refused_wherever_it_is_altered() {
        let fragment = write_fragment(&first_look());
        for place in 2..fragment.len() {
            let mut bytes = fragment.clone().into_bytes();
            let byte = bytes.get_mut(place).unwrap();
            *byte = if *byte == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(bytes).unwrap();
            let answer = read_fragment(&altered);
            assert!(
                matches!(answer, Err(ShareError::Damaged | ShareError::TooLarge)),
                "altered at {place}: {answer:?}"
            );
        }
    }

    #[test]
    fn a_link_with_more_behind_its_end_is_refused() {
        assert_eq!(read_fragment(&(write_fragment(&first_look()) + "AAAA")), Err(ShareError::Damaged));
    }

    #[test]
    fn other_versions_and_other_fragments_are_told_apart() {
        let unknown = ShareError::UnknownVersion { version: "3".to_owned() };
        assert_eq!(read_fragment("#3.abc"), Err(unknown));
        for other in ["", "#", "#rules", "#.abc", "#v1.abc", "https://example.org/"] {
            assert_eq!(read_fragment(other), Err(ShareError::NoVersion), "{other}");
        }
        assert_eq!(
            read_fragment(&format!("1.{}", "A".repeat(LONGEST))),
            Err(ShareError::TooLong { length: LONGEST + 2 })
        );
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        let blanks = format!("{}{{\"version\":1}}", " ".repeat(30_000_000));
        assert_eq!(read_fragment(&link_of(&blanks)), Err(ShareError::TooLarge));
        let groups =
            format!("{{\"version\":1,\"base\":{{\"SecurityGroups\":[{}{{}}]}}}}", "{},".repeat(400_000));
        assert_eq!(read_fragment(&link_of(&groups)), Err(ShareError::TooLarge));
        let deep = format!("{{\"version\":1,\"deep\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        let answer = read_fragment(&link_of(&deep));
        assert!(answer.is_err() || answer.is_ok_and(|(_, problems)| !problems.is_empty()));
    }

    #[test]
    fn what_is_no_document_is_refused_with_a_reason() {
        for (json, part) in
            [("[]", "an object"), ("{}", "`version`"), ("{\"version\":-1}", "-1"), ("", "ends")]
        {
            match read_fragment(&link_of(json)) {
                Err(error @ ShareError::NotADocument(_)) => {
                    assert!(error.to_string().contains(part), "{error}");
                }
                other => panic!("{json}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_step_that_makes_no_sense_is_left_out_and_named() {
        let link = link_of(r#"{"version":1,"steps":[{"advance":1000},{"teleport":true}]}"#);
        let (document, problems) = read_fragment(&link).unwrap();
        assert_eq!((document.steps.len(), problems.len()), (1, 1));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".{0,200}") {
            let _ = read_fragment(&text);
            let _ = read_fragment(&format!("1.{text}"));
            let _ = read_fragment(&format!("2.{text}"));
        }

        #[test]
        fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            for version in ["1.", "2."] {
                let mut fragment = version.to_owned();
                base64url::encode(&bytes, &mut fragment);
                prop_assert!(read_fragment(&fragment).is_err());
            }
        }

        #[test]
        fn any_name_and_note_survive(name in ".{0,80}", rest in "[ -~]{0,3000}") {
            let mut document = first_look();
            document.name = name;
            document.unknown.insert("rest".to_owned(), rest.into());
            prop_assert_eq!(opened(&write_fragment(&document)), document);
        }
    }
}
