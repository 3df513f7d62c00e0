//! Where things are.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn root() -> PathBuf {
    // Cargo sets the variable at run time too, so that a moved checkout works without a rebuild.
    let manifest = env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    Path::new(&manifest).parent().unwrap_or(Path::new(".")).to_owned()
}

/// What set-up keeps inside the checkout; ignored by git.
pub fn tools() -> PathBuf {
    root().join(".tools")
}

/// The built site.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The log of one step of set-up or one part of the tests.
pub fn log(name: &str) -> PathBuf {
    target().join("xtask").join(format!("{name}.log"))
}

/// The user's cargo home, where cargo itself installs tools.
pub fn cargo_home() -> PathBuf {
    home_of("CARGO_HOME", ".cargo")
}

/// The user's rustup home.
pub fn rustup_home() -> PathBuf {
    home_of("RUSTUP_HOME", ".rustup")
}

fn home_of(variable: &str, folder: &str) -> PathBuf {
    let default = || env::home_dir().unwrap_or_default().join(folder);
    env::var_os(variable).map_or_else(default, PathBuf::from)
}

/// Where programs are looked up: PATH, then the folders that a PATH may lack although tools are in them.
pub fn search_path() -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&path).collect();
    for more in [cargo_home().join("bin"), PathBuf::from("/usr/sbin")] {
        if !folders.contains(&more) {
            folders.push(more);
        }
    }
    env::join_paths(folders).unwrap_or(path)
}

/// The program of that name on the search path.
pub fn find(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&search_path()).map(|folder| folder.join(&name)).find(|path| path.is_file())
}
