//! Keeps a link of this release: `cargo run -p sg-tests --example keep_link -- 0.1 scenarios/first-look.json`
//! writes `tests/links/0.1-first-look.txt` and, beside it, the document as the link holds it.

use std::path::Path;
use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let [release, path] =
        env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "a release and a file")?;
    let document: sg_core::wire::Document = serde_json::from_str(&fs::read_to_string(&path)?)?;
    let name = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("links").join(format!("{release}-{name}"));
    let link = sg_core::formats::share::write_fragment(&document);
    fs::write(format!("{}.txt", kept.display()), format!("https://example.org/playground/#{link}\n"))?;
    fs::write(format!("{}.json", kept.display()), serde_json::to_string_pretty(&document)? + "\n")?;
    Ok(())
}
