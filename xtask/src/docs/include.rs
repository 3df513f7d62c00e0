//! What pages take from the code: lines `<!-- include: what -->`.

use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use crate::stage::{VERSION, integrity, list, read};

use super::catalog;
use super::declarations::{self, Declaration};

/// What can be taken, as Markdown.
pub struct Sources {
    assumptions: String,
    codes: String,
    scenarios: String,
    pinned: String,
    types: Vec<Declaration>,
    element: Vec<Declaration>,
}

impl Sources {
    /// Reads it all.
    pub fn read(root: &Path, site: &Path) -> Result<Self> {
        let assumptions =
            catalog::entries(&read(&root.join("core/src/catalog/assumptions.rs"))?, "\nassumptions! {");
        let codes = catalog::entries(&read(&root.join("core/src/catalog/codes.rs"))?, "\ncodes! {");
        ensure!(
            !assumptions.is_empty() && !codes.is_empty(),
            "a catalog of the evaluator is not where it was"
        );
        Ok(Self {
            assumptions: table(
                ["What was chosen", "Id"],
                assumptions.iter().map(|(id, text)| [text.clone(), format!("`{id}`")]),
            ),
            codes: table(
                ["Code", "What it says"],
                codes.iter().map(|(code, text)| [format!("`{code}`"), text.clone()]),
            ),
            scenarios: scenarios(&root.join("scenarios"))?,
            pinned: pinned(&integrity(site)?),
            types: declarations::read(&read(&root.join("core/src/js/types.d.ts"))?),
            element: declarations::read(&read(&root.join("web/embed.d.ts"))?),
        })
    }
}

/// The page with what its lines ask for in their places.
pub fn fill(page: &str, sources: &Sources) -> Result<String> {
    let mut filled = String::new();
    for line in page.lines() {
        match line.strip_prefix("<!-- include: ").and_then(|rest| rest.strip_suffix(" -->")) {
            Some(what) => filled += &taken(what, sources)?,
            None => filled += line,
        }
        filled.push('\n');
    }
    Ok(filled)
}

fn taken(what: &str, sources: &Sources) -> Result<String> {
    let (kind, names) = what.split_once(' ').unwrap_or((what, ""));
    Ok(match kind {
        "assumptions" => sources.assumptions.clone(),
        "codes" => sources.codes.clone(),
        "scenarios" => sources.scenarios.clone(),
        "pinned" => sources.pinned.clone(),
        "types" => declared(names, &sources.types)?,
        "element" => declared(names, &sources.element)?,
        _ => bail!("there is nothing to include by the name `{kind}`"),
    })
}

/// The named declarations, each under a heading.
fn declared(names: &str, from: &[Declaration]) -> Result<String> {
    let mut text = String::new();
    for name in names.split(' ') {
        let found = from.iter().find(|one| one.name == name);
        let Declaration { about, code, .. } =
            found.with_context(|| format!("no declaration is called `{name}`"))?;
        text += &format!("### {name}\n\n{about}\n\n```ts\n{code}\n```\n\n");
    }
    Ok(text)
}

fn scenarios(folder: &Path) -> Result<String> {
    let mut rows = Vec::new();
    for path in list(folder, &["json"])? {
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = read(&path)?;
        // The document's own name: the only one at this depth.
        let name = text
            .lines()
            .find_map(|line| line.strip_prefix("  \"name\": \""))
            .and_then(|rest| rest.rsplit_once('"'));
        let (name, _) = name.with_context(|| format!("scenarios/{id}.json has no name"))?;
        rows.push([format!("`{id}`"), name.replace("\\\"", "\"")]);
    }
    Ok(table(["Name", "What it shows"], rows))
}

fn pinned(hash: &str) -> String {
    format!(
        "```html\n<script\n  type=\"module\"\n  src=\"https://playground.example/v/{VERSION}/embed.js\"\n  \
         integrity=\"{hash}\"\n  crossorigin=\"anonymous\"\n></script>\n```"
    )
}

fn table(head: [&str; 2], rows: impl IntoIterator<Item = [String; 2]>) -> String {
    let [first, second] = head;
    let mut text = format!("| {first} | {second} |\n| --- | --- |\n");
    for [first, second] in rows {
        text += &format!("| {} | {} |\n", first.replace('|', "\\|"), second.replace('|', "\\|"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> Sources {
        let types = declarations::read("/** An end. */\nexport type End = string;\n");
        let empty = String::new;
        Sources {
            assumptions: table(["A", "B"], [["x|y".to_owned(), "z".to_owned()]]),
            codes: empty(),
            scenarios: empty(),
            pinned: pinned("sha384-x"),
            types,
            element: Vec::new(),
        }
    }

    #[test]
    fn lines_are_filled_and_strangers_refused() {
        let filled =
            fill("one\n<!-- include: types End -->\n<!-- include: assumptions -->\n", &sources()).unwrap();
        assert!(
            filled.starts_with("one\n### End\n\nAn end.\n\n```ts\nexport type End = string;\n```\n"),
            "{filled}"
        );
        assert!(filled.contains("| x\\|y | z |"));
        for wrong in ["<!-- include: weather -->", "<!-- include: types Nothing -->"] {
            assert!(fill(wrong, &sources()).is_err());
        }
    }

    #[test]
    fn the_api_page_shows_every_declaration() {
        let root = crate::place::root();
        let page = read(&root.join("docs/api.md")).unwrap();
        let shown: Vec<&str> = page
            .lines()
            .filter_map(|line| line.strip_prefix("<!-- include: types ")?.strip_suffix(" -->"))
            .flat_map(|names| names.split(' '))
            .collect();
        for one in declarations::read(&read(&root.join("core/src/js/types.d.ts")).unwrap()) {
            assert!(shown.contains(&one.name.as_str()), "docs/api.md does not show {}", one.name);
        }
    }
}
