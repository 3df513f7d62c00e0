//! The page's own file: the app as a newcomer sees it first, drawn without a browser, goes into it, so that the page
//! stands there before the module does; and the hash of the styles, by which the element knows them for its own.

use std::env;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use super::element::hash;
use super::files::read;
use crate::house::{self, House};

const STYLES: &str = "<link rel=\"stylesheet\" href=\"playground.css\">";
const END: &str = "</security-group-playground>";

/// Building the drawing from nothing takes minutes on a small machine.
const LIMIT: Duration = Duration::from_secs(20 * 60);

/// Completes the page.
pub fn complete(site: &Path) -> Result<()> {
    let page = site.join("index.html");
    let styles = site.join("playground.css");
    let styles = fs::read(&styles).with_context(|| styles.display().to_string())?;
    fs::write(&page, completed(&read(&page)?, &hash(&styles), &first_sight()?)?)?;
    Ok(())
}

/// The app, drawn by itself: natively, with the toolchain of the build.
fn first_sight() -> Result<String> {
    let for_tests = env::var_os(house::TESTS).is_some();
    let html = House::default().example("first_sight", for_tests, LIMIT)?.read(LIMIT)?;
    ensure!(html.contains("class=\"app\""), "the example first_sight drew no app");
    Ok(html)
}

fn completed(page: &str, styles: &str, first_sight: &str) -> Result<String> {
    for place in [STYLES, END] {
        ensure!(page.matches(place).count() == 1, "index.html has no single `{place}`");
    }
    ensure!(!first_sight.contains("style=\""), "the policy of the page allows no attribute `style`");
    let link = format!("<link rel=\"stylesheet\" href=\"playground.css\" integrity=\"{styles}\">");
    let template = format!("  <template class=\"playground-first\">{first_sight}</template>\n    {END}");
    Ok(page.replace(STYLES, &link).replace(END, &template))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sight_stands_in_the_element_and_the_hash_at_the_styles() {
        let source = read(&crate::place::root().join("index.html")).unwrap();
        let page = completed(&source, "sha384-a", "<p>Words.</p>").unwrap();
        assert!(page.contains("href=\"playground.css\" integrity=\"sha384-a\""));
        let (element, _) = page.split_once(END).unwrap();
        assert!(element.contains("<template class=\"playground-first\"><p>Words.</p></template>"));
        assert!(completed("", "", "").is_err());
        assert!(completed(&source, "sha384-a", "<p style=\"color: red\">Words.</p>").is_err());
    }
}
