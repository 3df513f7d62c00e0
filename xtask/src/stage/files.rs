//! Folders and files.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The files of a folder that end so, by name.
pub fn list(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| endings.iter().any(|known| end == *known)));
    paths.sort();
    Ok(paths)
}

/// The text of a file.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// All files of a folder that end so in one, by name: the number in front of a name is its place.
pub fn joined(folder: &Path, ending: &str) -> Result<String> {
    let texts = list(folder, &[ending])?.iter().map(|path| read(path)).collect::<Result<Vec<_>>>()?;
    Ok(texts.join("\n"))
}

/// Copies a file.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// Copies the files of a folder that end so into another, which is made.
pub fn copy_all(from: &Path, endings: &[&str], to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for path in list(from, endings)? {
        copy(&path, &to.join(path.file_name().unwrap_or_default()))?;
    }
    Ok(())
}
