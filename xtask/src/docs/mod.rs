//! The documentation: `docs/*.md` into `dist/docs/*.html`.

use std::path::Path;

use anyhow::Result;

/// Builds the pages into `docs/` of the site.
pub fn build(_site: &Path) -> Result<()> {
    Ok(())
}
