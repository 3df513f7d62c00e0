//! The documentation: `docs/*.md` into `docs/*.html` of the site, in the page's own colours and with its own element.
//!
//! What the code already says is taken from it: declarations, assumptions, codes, scenarios, the hash that pins a
//! release. A line `<!-- include: … -->` in a page is where it goes.

mod catalog;
mod declarations;
mod include;
mod page;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::place;
use crate::stage::{copy, read};
use include::Sources;

/// The pages, in the order of the navigation: file name and title.
pub const PAGES: [(&str, &str); 5] = [
    ("index", "Getting started"),
    ("embedding", "Embedding"),
    ("api", "JavaScript API"),
    ("model", "Model and assumptions"),
    ("privacy", "Privacy and security"),
];

/// Builds the pages into `docs/` of the site.
pub fn build(site: &Path) -> Result<()> {
    let root = place::root();
    let to = site.join("docs");
    fs::create_dir_all(&to)?;
    let sources = Sources::read(&root, site)?;
    for (name, title) in PAGES {
        let text = read(&root.join("docs").join(name).with_extension("md"))?;
        let text = include::fill(&text, &sources).with_context(|| format!("docs/{name}.md"))?;
        fs::write(to.join(name).with_extension("html"), page::html(name, title, &text))?;
    }
    fs::write(to.join("docs.css"), style(&root)?)?;
    copy(&root.join("docs/docs.js"), &to.join("docs.js"))
}

/// The element's tokens, for a page instead of a host, and the pages' own styles.
fn style(root: &Path) -> Result<String> {
    let tokens = read(&root.join("web/style/00-tokens.css"))?;
    let tokens = tokens.replace(":host(", ":root:is(").replace(":host", ":root");
    Ok(tokens + "\n" + &read(&root.join("docs/docs.css"))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_listed_and_every_listed_page_is_there() {
        let files = crate::stage::list(&place::root().join("docs"), &["md"]).unwrap();
        let mut there: Vec<String> =
            files.iter().map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
        there.sort();
        let mut listed = PAGES.map(|(name, _)| name.to_owned());
        listed.sort();
        assert_eq!(there, listed);
    }
}
