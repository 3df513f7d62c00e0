//! Which crate each function of a wasm module comes from, and what its crates weigh.
//!
//! A function belongs to the crate that its name begins with; a method that a trait gives to a type belongs to
//! the type's crate. Generic code counts for the crate that wrote it, not for the one that made it necessary.

use std::collections::BTreeMap;
use std::ops::Range;

use anyhow::Result;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// Bytes by crate, and those of the module's data.
pub fn weigh(module: &[u8]) -> Result<BTreeMap<String, u64>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    let mut weights = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(length(&body.range())),
            Payload::DataSection(data) => {
                weights.insert("(text and tables)".to_owned(), length(&data.range()));
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(subsections) = section.as_known() {
                    read_names(subsections, &mut names)?;
                }
            }
            _ => {}
        }
    }
    for (index, length) in (imported..).zip(bodies) {
        let origin = names.get(&index).map_or("(unnamed)".to_owned(), |name| crate_of(name));
        *weights.entry(origin).or_default() += length;
    }
    Ok(weights)
}

fn length(range: &Range<u64>) -> u64 {
    range.end - range.start
}

fn read_names(
    subsections: wasmparser::NameSectionReader<'_>,
    names: &mut BTreeMap<u32, String>,
) -> Result<()> {
    for subsection in subsections {
        if let Name::Function(functions) = subsection? {
            for naming in functions {
                let naming = naming?;
                names.insert(naming.index, format!("{:#}", rustc_demangle::demangle(naming.name)));
            }
        }
    }
    Ok(())
}

/// The crate in front of a demangled name.
fn crate_of(name: &str) -> String {
    // What frees a value is made for that value's type.
    let mut rest = name.strip_prefix("core::ptr::drop_in_place::").unwrap_or(name);
    rest = rest.strip_prefix("core::ptr::drop_in_place").unwrap_or(rest);
    // `<&mut [alloc::vec::Vec<T>] as Trait>::method` begins with marks that name no crate.
    loop {
        let trimmed = rest.trim_start_matches(['<', '&', '[', '(', '*', ' ']);
        let words = ["mut ", "dyn ", "const ", "impl "];
        let shorter = words.iter().find_map(|word| trimmed.strip_prefix(word)).unwrap_or(trimmed);
        if shorter.len() == rest.len() {
            break;
        }
        rest = shorter;
    }
    let ident = |text: &str| text.chars().all(|char| char.is_alphanumeric() || char == '_');
    match rest.split_once("::") {
        Some((origin, _)) if ident(origin) => origin.to_owned(),
        // A type of the language itself, such as `<u8 as core::fmt::Display>::fmt`: the trait's crate has it.
        _ => match rest.split_once(" as ") {
            Some((_, of_trait)) => crate_of(of_trait),
            // An inherent method of such a type: `<char>::escape_debug_ext`.
            None if name.starts_with('<') && rest.contains(">::") => "core".to_owned(),
            None => "(no crate)".to_owned(),
        },
    }
}

/// The weights as a table, the heaviest first.
pub fn table(weights: &BTreeMap<String, u64>) -> String {
    let mut rows: Vec<(&String, u64)> = weights.iter().map(|(name, bytes)| (name, *bytes)).collect();
    rows.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    let sum: u64 = weights.values().sum();
    let lines = rows.into_iter().map(|(name, bytes)| {
        let tenths = (bytes * 1000).checked_div(sum).unwrap_or(0);
        format!("  {name:36} {bytes:>10} {:>4}.{} %\n", tenths / 10, tenths % 10)
    });
    format!("{}  {:36} {sum:>10}\n", lines.collect::<String>(), "together")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_crate_in_front() {
        assert_eq!(crate_of("sg_core::evaluate::admit"), "sg_core");
        assert_eq!(crate_of("<yew::html::Classes as core::fmt::Debug>::fmt"), "yew");
        assert_eq!(crate_of("<&mut [alloc::vec::Vec<u8>] as a::B>::c"), "alloc");
        assert_eq!(crate_of("<u8 as core::fmt::Display>::fmt"), "core");
        assert_eq!(crate_of("<dyn std::error::Error>::is"), "std");
        assert_eq!(crate_of("<char>::escape_debug_ext"), "core");
        assert_eq!(crate_of("core::ptr::drop_in_place::<yew::scheduler::Entry>"), "yew");
        assert_eq!(crate_of("core::ptr::drop_in_place<yew::scheduler::Entry>"), "yew");
        assert_eq!(crate_of("memcpy"), "(no crate)");
    }

    #[test]
    fn adds_up_the_bodies_of_each_crate() {
        // One imported function, then two functions of two crates, and a name section for all three.
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        let mut section = |id: u8, body: &[u8]| {
            module.extend([id, body.len() as u8]);
            module.extend(body);
        };
        section(1, &[1, 0x60, 0, 0]);
        section(2, &[1, 1, b'e', 1, b'f', 0, 0]);
        section(3, &[2, 0, 0]);
        section(10, &[2, 2, 0, 0x0b, 3, 0, 0x01, 0x0b]);
        let mut map = vec![3];
        for (index, name) in [(0u8, "e::f"), (1, "one::a"), (2, "two::b")] {
            map.extend([index, name.len() as u8]);
            map.extend(name.as_bytes());
        }
        let mut names = vec![4, b'n', b'a', b'm', b'e', 1, map.len() as u8];
        names.extend(map);
        section(0, &names);
        let weights = weigh(&module).unwrap();
        let expected = [("one".to_owned(), 2), ("two".to_owned(), 3)];
        assert_eq!(weights.into_iter().collect::<Vec<_>>(), expected);
    }
}
