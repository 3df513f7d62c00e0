//! The floors of the house: what each folder of `core/src` and `web/src` may import.
//!
//! `ARCHITECTURE.md` draws them. This test reads every path that begins at a crate's root, in `use` lines and in
//! the code, and names each one that leads upwards or sideways. Test code is held to the same floors.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

/// A folder, what of its own crate it may import, and which other crates it must not.
struct Floor {
    name: &'static str,
    above: &'static [&'static str],
    banned: &'static [&'static str],
}

const fn floor(name: &'static str, above: &'static [&'static str]) -> Floor {
    Floor { name, above, banned: &[] }
}

/// The evaluator, lowest first.
const CORE: &[Floor] = &[
    floor("net", &[]),
    floor("catalog", &["net"]),
    floor("model", &["net", "catalog"]),
    floor("wire", &["net", "catalog", "model"]),
    floor("formats", &["net", "catalog", "model", "wire"]),
    floor("control", &["net", "catalog", "model", "wire"]),
    floor("evaluate", &["net", "catalog", "model"]),
    floor("matcher", &["net", "catalog", "model", "evaluate"]),
    floor("conntrack", &["net", "catalog", "model", "evaluate"]),
    floor("path", &["net", "catalog", "model", "wire", "evaluate", "conntrack"]),
    floor(
        "simulation",
        &["net", "catalog", "model", "wire", "formats", "control", "evaluate", "conntrack", "path"],
    ),
    floor(
        "analyze",
        &["net", "catalog", "model", "wire", "control", "evaluate", "conntrack", "path", "simulation"],
    ),
    floor(
        "explain",
        &[
            "net",
            "catalog",
            "model",
            "wire",
            "control",
            "evaluate",
            "conntrack",
            "path",
            "simulation",
            "analyze",
        ],
    ),
    floor(
        "lint",
        &[
            "net",
            "catalog",
            "model",
            "wire",
            "control",
            "evaluate",
            "conntrack",
            "path",
            "simulation",
            "analyze",
            "explain",
        ],
    ),
    floor(
        "js",
        &[
            "net",
            "catalog",
            "model",
            "wire",
            "control",
            "evaluate",
            "matcher",
            "conntrack",
            "path",
            "simulation",
            "analyze",
            "explain",
            "lint",
            "formats",
        ],
    ),
];

/// The page. `app`, `scenarios`, `widget` and the crate's root stand on all of it.
const WEB: &[Floor] = &[
    Floor { name: "state", above: &[], banned: &["web_sys", "js_sys", "gloo"] },
    Floor { name: "ui", above: &[], banned: &["sg_core"] },
    Floor { name: "browser", above: &[], banned: &["sg_core"] },
    floor("panels", &["state", "ui"]),
];

#[test]
fn the_evaluator_imports_only_what_lies_below() {
    hold("core/src", CORE, &["lib"]);
}

#[test]
fn the_page_imports_only_what_lies_below() {
    hold("web/src", WEB, &["lib", "app", "scenarios", "widget"]);
}

/// `wasm-pack test` compiles every file of this folder for wasm, whichever it then runs: `everywhere` alone.
#[test]
fn what_is_not_in_everywhere_says_that_it_is_for_native_alone() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut others = 0;
    for entry in fs::read_dir(&folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path == folder.join("everywhere") {
            continue;
        }
        let file = if path.is_dir() { path.join("main.rs") } else { path };
        let text = fs::read_to_string(&file).expect("a readable test file");
        assert!(text.contains("#![cfg(not(target_arch = \"wasm32\"))]"), "{}", file.display());
        others += 1;
    }
    assert!(others > 0);
}

/// Checks every file of a source folder; `roof` names the files that stand on all floors.
fn hold(source: &str, floors: &[Floor], roof: &[&str]) {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(source);
    let mut troubles = Vec::new();
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    assert!(!files.is_empty(), "{} holds no Rust file", source.display());
    for file in files {
        let inside = file.strip_prefix(&source).expect("listed from there");
        let modules = module_path(inside);
        let top = modules.first().map_or("lib", String::as_str);
        let text = fs::read_to_string(&file).expect("a readable source file");
        match floors.iter().find(|floor| floor.name == top) {
            Some(floor) => {
                let found = violations(&text, modules.len(), floor, floors);
                troubles.extend(found.into_iter().map(|trouble| format!("{}: {trouble}", inside.display())));
            }
            None if roof.contains(&top) => {}
            None => troubles.push(format!("{}: `{top}` is on no floor", inside.display())),
        }
    }
    assert!(troubles.is_empty(), "the floors do not hold:\n{}", troubles.join("\n"));
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a readable folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}

/// The module that a file holds: `evaluate/lower.rs` is `evaluate`, `lower`, and `evaluate/mod.rs` is `evaluate`.
fn module_path(file: &Path) -> Vec<String> {
    let path = file.with_extension("");
    let names = path.iter().map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name != "mod" && name != "lib").collect()
}

/// What a file imports against its floor. `depth` is the length of its module path.
fn violations(text: &str, depth: usize, floor: &Floor, floors: &[Floor]) -> Vec<String> {
    let code = without_comments_and_strings(text);
    let mut found = Vec::new();
    for name in names_at_root(&code, depth) {
        let is_folder = floors.iter().any(|other| other.name == name);
        if is_folder && name != floor.name && !floor.above.contains(&name) {
            found.push(format!("`{}` must not import `{name}`", floor.name));
        }
    }
    for banned in floor.banned {
        if paths_from(&code, banned).next().is_some() {
            found.push(format!("`{}` must not use the crate `{banned}`", floor.name));
        }
    }
    found.dedup();
    found
}

/// The modules at the crate's root that the code names: after `crate::`, and after as many `super::` as lead there.
fn names_at_root(code: &str, depth: usize) -> Vec<&str> {
    let climb = "super::".repeat(depth.max(1));
    let mut names: Vec<&str> = paths_from(code, "crate").flat_map(first_names).collect();
    for (at, _) in code.match_indices(&climb) {
        let mut rest = &code[at + climb.len() - 2..];
        while let Some(further) = rest.strip_prefix("::super") {
            rest = further;
        }
        names.extend(rest.strip_prefix("::").into_iter().flat_map(first_names));
    }
    names
}

/// What follows each `root::` that stands on its own.
fn paths_from<'a>(code: &'a str, root: &'a str) -> impl Iterator<Item = &'a str> {
    code.match_indices(root).filter_map(move |(at, _)| {
        let before = code[..at].chars().next_back();
        let stands_alone = before.is_none_or(|char| !is_name(char) && char != ':');
        let is_leading = code[..at].ends_with("::") && !code[..at - 2].ends_with(is_name);
        code[at + root.len()..].strip_prefix("::").filter(|_| stands_alone || is_leading)
    })
}

/// The first name of a path, or of every path in the braces that it opens with.
fn first_names(path: &str) -> Vec<&str> {
    let Some(list) = path.strip_prefix('{') else { return vec![leading_name(path)] };
    let mut names = vec![leading_name(list)];
    let mut depth = 0;
    for (at, char) in list.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(leading_name(&list[at + 1..])),
            _ => {}
        }
    }
    names
}

fn leading_name(text: &str) -> &str {
    let text = text.trim_start();
    text.split(|char| !is_name(char)).next().unwrap_or_default()
}

fn is_name(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

/// The code alone: comments name other floors freely, and so does text.
fn without_comments_and_strings(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("r#\"") {
            rest.find("\"#").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with('"') {
            string_length(rest)
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
            rest[1..].find("'").map_or(rest.len(), |end| end + 2)
        } else {
            // Spaces inside a path would hide it: `crate :: net`, or a list broken over lines after `crate::`.
            code.push(char);
            char.len_utf8()
        };
        rest = &rest[skipped..];
    }
    code
}

/// The length of the string literal that a text begins with.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, char) in text.char_indices().skip(1) {
        match char {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

mod the_checker {
    use super::{CORE, WEB, module_path, violations};
    use std::path::Path;

    fn check(file: &str, text: &str) -> Vec<String> {
        let modules = module_path(Path::new(file));
        let floors =
            if ["state", "ui", "panels", "browser"].contains(&modules[0].as_str()) { WEB } else { CORE };
        let floor = floors.iter().find(|floor| floor.name == modules[0]).expect("a floor");
        violations(text, modules.len(), floor, floors)
    }

    #[test]
    fn passes_what_leads_down() {
        assert!(
            check("evaluate/lower.rs", "use crate::model::{Network, Rule};\nuse crate::net::Cidr;")
                .is_empty()
        );
        assert!(check("evaluate/mod.rs", "use self::lower::Cube; use super::model::Rule;").is_empty());
        assert!(
            check("model/peer/cidr.rs", "use super::super::path::Local;").is_empty(),
            "`model::path`, not `path`"
        );
        assert!(
            check("panels/verdict.rs", "use sg_core::path::Checkpoint; use crate::state::App;").is_empty()
        );
    }

    #[test]
    fn names_what_leads_up_or_sideways() {
        let up = check("net/cidr.rs", "use crate::model::Network;");
        assert_eq!(up, ["`net` must not import `model`"]);
        let sideways = check("formats/aws.rs", "fn f() { crate::control::apply() }");
        assert_eq!(sideways, ["`formats` must not import `control`"]);
        let by_macro = check("wire/action.rs", "($run:ident) => { $crate::control::$run() };");
        assert_eq!(by_macro, ["`wire` must not import `control`"]);
    }

    #[test]
    fn reads_lists_and_broken_lines() {
        let list =
            check("wire/action.rs", "pub use crate::{\n    model::{self, Rule},\n    control::Ec2Error,\n};");
        assert_eq!(list, ["`wire` must not import `control`"]);
    }

    #[test]
    fn follows_super_to_the_root() {
        assert_eq!(
            check("model/rule.rs", "use super::super::wire::Rule;"),
            ["`model` must not import `wire`"]
        );
        assert_eq!(check("net/mod.rs", "use super::model::Rule;"), ["`net` must not import `model`"]);
    }

    #[test]
    fn finds_banned_crates() {
        assert_eq!(check("state/app.rs", "use gloo::timers;"), ["`state` must not use the crate `gloo`"]);
        assert_eq!(check("ui/table.rs", "x: sg_core::net::Cidr"), ["`ui` must not use the crate `sg_core`"]);
        assert_eq!(
            check("state/app.rs", "use ::web_sys::Window;"),
            ["`state` must not use the crate `web_sys`"]
        );
    }

    #[test]
    fn ignores_comments_and_text() {
        let text =
            "//! See [`crate::simulation`].\n/* crate::path */ const A: &str = \"a \\\" crate::wire::B\";";
        assert!(check("net/cidr.rs", text).is_empty());
        assert!(check("net/cidr.rs", "const A: char = '\"'; // crate::wire\n").is_empty());
        assert_eq!(check("net/a.rs", "const A: char = '\"'; use crate::wire::B;").len(), 1);
    }
}
