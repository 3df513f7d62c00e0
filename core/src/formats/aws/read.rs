//! From text to a description, element by element.

use super::noun::{Key, List, Section};
use super::nouns::NOUNS;
use super::origin::{Origins, pointer_part};
use super::read_error::{MAX_BYTES, ReadError};
use super::repair;
use crate::formats::json::{OBJECT, elements, fields, kind_of, objects, plain};
use crate::wire::shape::Tree;
use crate::wire::{AwsDescription, Problem, Severity};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::hint::black_box;

/// A text to read, and its name where it has one.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file's name; empty where there is none.
    pub name: &'a str,
    /// What it holds.
    pub text: &'a str,
}

/// What was read.
#[derive(Default)]
pub(super) struct Read {
    pub description: AwsDescription,
    pub origins: Origins,
    pub problems: Vec<Problem>,
    page: Option<OpenPage>,
}

/// An output that goes on in another: what it lists, and which problem says that the rest is missing.
struct OpenPage {
    lists: Vec<&'static str>,
    problem: usize,
}

/// One of the description's lists.
type ListOf<'l> = &'l dyn for<'d> Fn(&'d mut AwsDescription) -> &'d mut dyn List;

/// Where a list stands in the description, where it was written, and the field of its elements' ids.
struct Place<'p> {
    described: String,
    written: String,
    id: &'p str,
}

/// Reads all sources into one description. Fails with the first one's error where none can be read.
pub(super) fn read(sources: &[Source<'_>]) -> Result<Read, ReadError> {
    let mut read = Read::default();
    let mut failed = None;
    let mut is_usable = sources.is_empty();
    for source in sources {
        match read.source(source) {
            Ok(()) => is_usable = true,
            Err(error) => {
                read.report(place_of(source, &error), None, error.to_string());
                failed.get_or_insert(error);
            }
        }
    }
    match failed {
        Some(error) if !is_usable => Err(error),
        _ => Ok(read),
    }
}

/// What stands in front of the pointers into an object: the text's name where it has one, and which of several in a row
/// it is.
fn root_of(name: &str, index: usize, of: usize) -> String {
    match (name, of) {
        ("", 1) => String::new(),
        ("", _) => format!("object {}#", index + 1),
        (_, 1) => format!("{name}#"),
        _ => format!("{name}, object {}#", index + 1),
    }
}

fn place_of(source: &Source<'_>, error: &ReadError) -> String {
    match error {
        ReadError::CutShort { line, .. } | ReadError::NotJson { line, .. } => {
            format!("{}:{line}", source.name)
        }
        _ => source.name.to_owned(),
    }
}

impl Read {
    fn source(&mut self, source: &Source<'_>) -> Result<(), ReadError> {
        let text = source.text.trim_start_matches('\u{feff}');
        if text.len() > MAX_BYTES {
            return Err(ReadError::TooLong { bytes: text.len() });
        }
        if text.trim().is_empty() {
            return Err(ReadError::Empty);
        }
        reserve(text.len());
        let objects = objects(text).map_err(|error| match (error.classify(), kind_of(text)) {
            (Category::Data, found) if found != OBJECT => ReadError::NotAnObject { found },
            _ => syntax(&error),
        })?;
        let mut unknown = Vec::new();
        for (index, fields) in objects.iter().enumerate() {
            unknown.push(self.fields(fields, &root_of(source.name, index, objects.len()), source.name));
        }
        if unknown.iter().map(Vec::len).sum::<usize>() < objects.iter().map(Vec::len).sum() {
            for (fields, unknown) in objects.iter().zip(&unknown) {
                self.turn_page(fields);
                for (name, path, text) in unknown {
                    self.unknown(name, path, text, fields);
                }
            }
            return Ok(());
        }
        let unknown = unknown.iter().flatten().take(5);
        let keys: Vec<String> = unknown.map(|(name, ..)| format!("`{name}`")).collect();
        let keys = if keys.is_empty() { "there is none".to_owned() } else { keys.join(", ") };
        Err(ReadError::NothingKnown { keys })
    }

    /// Reads the fields whose keys are known, and answers the others: name, path, text.
    pub fn fields<'t>(
        &mut self,
        fields: &'t [(String, &RawValue)],
        root: &str,
        source: &str,
    ) -> Vec<(&'t str, String, &'t str)> {
        let mut unknown = Vec::new();
        for (name, value) in fields {
            let path = format!("{root}/{}", pointer_part(name));
            match known(name) {
                Some(key) => self.section(key, path, value.get()),
                None if name == "Entries" => self.entries(source, path, value.get()),
                None => unknown.push((name.as_str(), path, value.get())),
            }
        }
        unknown
    }

    /// What lists the same as an open page right before it is its next page: nothing is missing between the two.
    fn turn_page(&mut self, fields: &[(String, &RawValue)]) {
        if let Some(page) = self.page.take().filter(|page| page.lists == lists_in(fields)) {
            self.problems.remove(page.problem);
        }
    }

    fn section(&mut self, key: &Key, written: String, text: &str) {
        if text == "null" {
            return;
        }
        let place = Place { described: format!("/{}", key.name), written, id: key.id };
        match key.section {
            Section::List(list) => self.list(&list, &place, text),
            Section::ListById(list) => self.lists_by_id(list, &place, text),
            Section::Single(value) => {
                let read = tree(text).and_then(|tree| {
                    value(&mut self.description).read(tree).map_err(|misread| misread.to_string())
                });
                if let Err(why) = read {
                    self.report(place.written, None, format!("{why}: left out"));
                }
            }
        }
    }

    fn lists_by_id(
        &mut self,
        list: for<'d> fn(&'d mut AwsDescription, &str) -> &'d mut dyn List,
        place: &Place<'_>,
        text: &str,
    ) {
        let Ok(lists) = fields(text) else {
            let found = kind_of(text);
            let message = format!("{found} where an object from ids to lists is expected: left out");
            return self.report(place.written.clone(), None, message);
        };
        for (id, value) in lists {
            let part = pointer_part(&id);
            let place = Place {
                described: format!("{}/{part}", place.described),
                written: format!("{}/{part}", place.written),
                id: place.id,
            };
            self.list(&|description| list(description, &id), &place, value.get());
        }
    }

    fn list(&mut self, list: ListOf<'_>, place: &Place<'_>, text: &str) {
        let Ok(elements) = elements(text) else {
            let message = format!("{} where a list is expected: left out", kind_of(text));
            return self.report(place.written.clone(), None, message);
        };
        let first = list(&mut self.description).count();
        self.origins.begin(place.described.clone(), first, place.written.clone());
        for (index, element) in elements.iter().enumerate() {
            let read = tree(element.get());
            if !read.is_ok_and(|tree| list(&mut self.description).read(tree).is_ok()) {
                self.repair(list, place, index, element.get());
            }
        }
    }

    /// Takes what can be used of an element that cannot be read as it is, and says what cannot.
    fn repair(&mut self, list: ListOf<'_>, place: &Place<'_>, index: usize, text: &str) {
        let path = format!("{}/{index}", place.written);
        let element = match tree(text) {
            Ok(element) => element,
            Err(why) => {
                self.origins.skip(index);
                return self.report(path, None, format!("{why}: left out"));
            }
        };
        let mut bad = Vec::new();
        let resource = element.field(place.id).and_then(Tree::text).map(str::to_owned);
        let list = list(&mut self.description);
        if !repair::repair(element, &mut |element| list.read(element), &mut bad) {
            self.origins.skip(index);
        }
        for bad in bad {
            let message = match bad.left_out.as_str() {
                "" => format!("{}: the whole element is left out", bad.why),
                left_out => format!("{}: `{left_out}` of it is left out", bad.why),
            };
            self.report(format!("{path}{}", bad.path), resource.clone(), message);
        }
    }

    /// The output of get-managed-prefix-list-entries does not say whose entries they are; the name of a
    /// file may.
    fn entries(&mut self, name: &str, written: String, text: &str) {
        let Some(id) = prefix_list_id(name) else {
            let message = "these entries do not say which prefix list they are of: \
                           name the file after it, for instance `pl-0123.json`";
            return self.report(written, None, format!("{message}: left out"));
        };
        let place = Place { described: format!("/PrefixListEntries/{id}"), written, id: "" };
        let list: ListOf<'_> = &|description| {
            description.prefix_list_entries.get_or_insert_default().entry(id.to_owned()).or_default()
        };
        self.list(list, &place, text);
    }

    /// What describe calls print beside lists of resources needs no word; another list does, and that there is more.
    fn unknown(&mut self, name: &str, path: &str, text: &str, fields: &[(String, &RawValue)]) {
        if text.starts_with('[') && !text.trim_matches(['[', ']', ' ', '\n']).is_empty() {
            let message = format!("`{name}` is not modelled: left out");
            let path = path.to_owned();
            self.problems.push(Problem { severity: Severity::Info, path, resource: None, message });
        } else if name == "NextToken" && text != "null" {
            let message = "the output goes on after `NextToken`: what follows it is missing".to_owned();
            let path = path.to_owned();
            self.page = Some(OpenPage { lists: lists_in(fields), problem: self.problems.len() });
            self.problems.push(Problem { severity: Severity::Warning, path, resource: None, message });
        }
    }

    /// Notes that something was left out.
    pub fn report(&mut self, path: String, resource: Option<String>, message: String) {
        self.problems.push(Problem { severity: Severity::Error, path, resource, message });
    }
}

/// Takes the memory that reading will need in one piece, and gives it back to the allocator. WebAssembly's
/// memory grows by a call each time more is wanted, which can cost more than the reading itself.
fn reserve(bytes: usize) {
    const MOST: usize = 256 << 20;
    drop(black_box(Vec::<u8>::with_capacity(bytes.saturating_mul(6).min(MOST))));
}

fn tree(text: &str) -> Result<Tree, String> {
    serde_json::from_str(text).map_err(|error| plain(&error))
}

fn syntax(error: &serde_json::Error) -> ReadError {
    // What is wrong with a whole value is told before its first letter.
    let (line, column) = (error.line(), error.column().max(1));
    if error.is_eof() {
        ReadError::CutShort { line, column }
    } else {
        ReadError::NotJson { line, column, why: plain(error) }
    }
}

/// The key of this name, in AWS's spelling or in that of collectors: `security_groups`.
fn known(name: &str) -> Option<&'static Key> {
    let plain: String = name.chars().filter(|letter| *letter != '_').collect();
    NOUNS.iter().flat_map(|noun| noun.keys).find(|key| key.name.eq_ignore_ascii_case(&plain))
}

/// The lists that an object holds.
fn lists_in(fields: &[(String, &RawValue)]) -> Vec<&'static str> {
    fields.iter().filter_map(|(name, _)| known(name)).map(|key| key.name).collect()
}

/// The id of a prefix list in a file's name.
fn prefix_list_id(name: &str) -> Option<&str> {
    let (_, rest) = name.rsplit('/').next()?.split_once("pl-")?;
    let digits = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let start = name.len() - rest.len() - "pl-".len();
    name.get(start..start + "pl-".len() + digits).filter(|_| digits > 0)
}
