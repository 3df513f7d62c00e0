//! The page's own file: it tells the browser at once what the element is going to load, with the hashes by which the
//! element will ask for it; a preload without them would be loaded a second time.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use super::element::hash;
use super::files::read;

/// Writes the preloads into the page's head.
pub fn preload(site: &Path) -> Result<()> {
    let page = site.join("index.html");
    let integrity = |name: &str| -> Result<String> {
        let path = site.join(name);
        Ok(hash(&fs::read(&path).with_context(|| path.display().to_string())?))
    };
    let links = links(&integrity("sg-web.js")?, &integrity("sg-web_bg.wasm")?);
    fs::write(&page, with_links(&read(&page)?, &links)?)?;
    Ok(())
}

fn links(script: &str, module: &str) -> String {
    format!(
        "  <link rel=\"modulepreload\" href=\"sg-web.js\" crossorigin=\"anonymous\" integrity=\"{script}\">\n    \
         <link rel=\"preload\" href=\"sg-web_bg.wasm\" as=\"fetch\" crossorigin=\"anonymous\" integrity=\"{module}\">\n  "
    )
}

fn with_links(page: &str, links: &str) -> Result<String> {
    ensure!(page.matches("</head>").count() == 1, "index.html has no single head");
    Ok(page.replace("</head>", &format!("{links}</head>")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preloads_stand_in_the_head_with_their_hashes() {
        let page = with_links("<head>\n  </head><body></body>", &links("sha384-a", "sha384-b")).unwrap();
        assert!(page.contains(
            "href=\"sg-web_bg.wasm\" as=\"fetch\" crossorigin=\"anonymous\" integrity=\"sha384-b\""
        ));
        assert!(page.find("sha384-a").unwrap() < page.find("</head>").unwrap());
        assert!(with_links("", "").is_err());
    }
}
