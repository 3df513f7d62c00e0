//! The fuzz targets, driven with random inputs: texts of the repository, torn and put together at random, and
//! plain noise. libFuzzer, which learns from what the code does, runs the same targets from `fuzz/`.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use sg_tests::{Random, run, scenario};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// A target, the texts that its inputs are made of, and how many inputs in an ordinary and in a long run.
type Target = (&'static str, fn(&[u8]), Vec<String>, [usize; 2]);

#[test]
fn whatever_the_bytes_nothing_breaks() {
    let mut random = run::random("fuzz");
    for (name, target, seeds, [ordinary, long]) in targets() {
        let amount = run::amount(ordinary, long);
        for _ in 0..amount {
            let input = any_input(&mut random, &seeds);
            let broken = catch_unwind(AssertUnwindSafe(|| target(&input))).is_err();
            assert!(!broken, "{name} breaks on {:?}", String::from_utf8_lossy(&input));
        }
        println!("fuzz: {name}: {amount} inputs");
    }
}

fn targets() -> Vec<Target> {
    let documents: Vec<String> = scenario::all().iter().map(|scenario| scenario.json.to_owned()).collect();
    let bases = documents.iter().filter_map(|text| {
        let document: serde_json::Value = serde_json::from_str(text).ok()?;
        Some(document["base"].to_string())
    });
    let packet = |text: &str| text.to_owned();
    vec![
        ("import", targets::import, bases.collect(), [300, 30_000]),
        ("link", targets::link, links(), [300, 30_000]),
        ("document", targets::document, documents.clone(), [60, 6_000]),
        (
            "rule_form",
            targets::rule_form,
            ["443", "1024 - 65535", "10.0.0.0/8", "2001:db8::/32", "GRE", "icmpv6", "-1", "0-65536"]
                .map(packet)
                .to_vec(),
            [20_000, 2_000_000],
        ),
        (
            "packet",
            targets::packet,
            [
                r#"{"from": "internet", "to": "10.0.1.10", "protocol": "tcp", "destinationPort": 443}"#,
                r#"{"from": "10.0.1.10", "to": "internet", "protocol": 58, "icmpType": 128, "icmpId": 7, "family": 6}"#,
                r#"{"from": "203.0.113.9", "to": "198.51.100.1", "protocol": "17", "sourcePort": 0, "destinationPort": 65535, "flags": ["syn", "ack"]}"#,
            ]
            .map(packet)
            .to_vec(),
            [500, 50_000],
        ),
    ]
}

/// Links that were given out, with their leading `#`.
fn links() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("links");
    let files = std::fs::read_dir(folder).expect("the old links");
    let texts = files.filter_map(|file| std::fs::read_to_string(file.expect("a file").path()).ok());
    let document = |text: String| serde_json::from_str(&text).ok();
    texts.filter_map(document).map(|document| sg_core::formats::share::write_fragment(&document)).collect()
}

/// A text with a few bytes changed, taken out, doubled, or pieces of two texts; now and then only noise.
fn any_input(random: &mut Random, seeds: &[String]) -> Vec<u8> {
    if random.chance(5) {
        return (0..random.below(64)).map(|_| (random.bits() & 0xff) as u8).collect();
    }
    let mut bytes = random.pick(seeds).clone().into_bytes();
    for _ in 0..1 + random.below(4) {
        let at = random.below(bytes.len().max(1)).min(bytes.len());
        let until = (at + random.below(24)).min(bytes.len());
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] = (random.bits() & 0x7f) as u8,
            1 => drop(bytes.drain(at..until)),
            2 => {
                let piece = bytes[at..until].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => {
                let other = random.pick(seeds).as_bytes();
                let from = random.below(other.len().max(1)).min(other.len());
                let to = (from + random.below(200)).min(other.len());
                bytes.splice(at..until, other[from..to].iter().copied());
            }
            4 => {
                const WORDS: [&str; 12] = [
                    "null",
                    "-1",
                    "65536",
                    "\"\"",
                    "[]",
                    "{}",
                    "1e9",
                    "true",
                    "4294967296",
                    "\"::/0\"",
                    "\u{1F980}",
                    "/",
                ];
                bytes.splice(at..until, random.pick(&WORDS).bytes());
            }
            _ => swap_values(random, &mut bytes),
        }
    }
    bytes
}

/// Exchanges two of a JSON text's quoted words, so that it stays JSON and changes its meaning.
fn swap_values(random: &mut Random, bytes: &mut Vec<u8>) {
    let quotes: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'"').collect();
    if quotes.len() < 4 {
        return;
    }
    let words = quotes.len() / 2;
    let (one, other) = (random.below(words), random.below(words));
    let (one, other) = (one.min(other), one.max(other));
    let word = |at: usize| quotes[at * 2]..quotes[at * 2 + 1];
    if one == other {
        return;
    }
    let (first, second) = (bytes[word(one)].to_vec(), bytes[word(other)].to_vec());
    bytes.splice(word(other), first);
    bytes.splice(word(one), second);
}
