//! The colours of the page against WCAG 2.2: every pair of text and ground that the tokens allow, light and dark.
//!
//! `web/style/00-tokens.css` alone names colours. This test reads it, and holds each pair to its ratio: 4.5 for text,
//! 3 for borders of controls, marks and focus rings.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What stands on what, at least at this ratio. A tint is a ground for its own colour and for text.
const PAIRS: &[(&[&str], &[&str], f64)] = &[
    (
        &["ink", "ink-2", "ink-3", "accent", "allow", "deny", "state", "note"],
        &["paper", "raised", "sunken"],
        4.5,
    ),
    (&["ink", "ink-2"], &["accent-tint", "allow-tint", "deny-tint", "state-tint", "note-tint"], 4.5),
    // The outcome of a lesson's step stands on the accent's.
    (&["accent", "allow", "deny"], &["accent-tint"], 4.5),
    (&["allow"], &["allow-tint"], 4.5),
    (&["deny"], &["deny-tint"], 4.5),
    (&["state"], &["state-tint"], 4.5),
    (&["note"], &["note-tint"], 4.5),
    (&["on-accent"], &["accent"], 4.5),
    (&["line-strong"], &["paper", "raised", "sunken"], 3.0),
    (
        &["hue-0", "hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6", "hue-7"],
        &["paper", "raised", "sunken"],
        3.0,
    ),
];

#[test]
fn every_pair_of_tokens_has_its_contrast() {
    let tokens = tokens();
    let mut short = Vec::new();
    for (texts, grounds, least) in PAIRS {
        for (text, ground) in texts.iter().flat_map(|text| grounds.iter().map(move |ground| (text, ground))) {
            for (scheme, name) in ["light", "dark"].iter().enumerate() {
                let ratio = contrast(tokens[*text][scheme], tokens[*ground][scheme]);
                if ratio < *least {
                    short.push(format!("{text} on {ground}, {name}: {ratio:.2}, needs {least}"));
                }
            }
        }
    }
    assert!(short.is_empty(), "{}", short.join("\n"));
}

#[test]
fn contrast_is_measured_as_wcag_does() {
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 0.01);
    assert!((contrast([0x77, 0x77, 0x77], [255, 255, 255]) - 4.48).abs() < 0.01);
}

/// Other sheets use the tokens; only the page around the element, which is not theirs to reach, is an exception.
#[test]
fn only_the_tokens_name_colours() {
    let mut strays = Vec::new();
    for entry in fs::read_dir(style()).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("00-tokens.css") {
            continue;
        }
        for (at, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let outside =
                line.contains("playground-") || line.starts_with("html:has") || line.contains("--sgp-paper:");
            if !outside && colours(line).next().is_some() {
                strays.push(format!("{}:{}: {line}", path.display(), at + 1));
            }
        }
    }
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}

fn style() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/style")
}

/// Each token that is a pair of opaque colours: its light and its dark one.
fn tokens() -> BTreeMap<String, [[u8; 3]; 2]> {
    let text = fs::read_to_string(style().join("00-tokens.css")).unwrap();
    let mut tokens = BTreeMap::new();
    for line in text.lines().filter(|line| line.contains("light-dark(")) {
        let name = line.trim().strip_prefix("--sgp-").and_then(|rest| rest.split_once(':')).unwrap().0;
        let pair: Vec<[u8; 3]> = colours(line).collect();
        if let [light, dark] = pair[..] {
            tokens.insert(name.to_owned(), [light, dark]);
        }
    }
    tokens
}

/// The colours of six hexadecimal digits in a line.
fn colours(line: &str) -> impl Iterator<Item = [u8; 3]> {
    line.split('#').skip(1).filter_map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
        let number = u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 6)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some([red, green, blue])
    })
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance, as WCAG defines it.
fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.0722f64.mul_add(blue, 0.2126f64.mul_add(red, 0.7152 * green))
}
