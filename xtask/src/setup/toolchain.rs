//! A Rust toolchain that can build for wasm32.
//!
//! In order: the active one, where it has the target's standard library; one linked here before; the active one
//! after `rustup target add`; on Debian the packaged compiler, whose standard library is built from its packaged
//! source. That toolchain is then linked into rustup and set as this checkout's override, so that plain `cargo`,
//! `trunk` and `wasm-pack` use it as well.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use super::{Installation, QUICK, debian, minutes};
use crate::place;
use crate::process::Run;

const TARGET: &str = "wasm32-unknown-unknown";
/// The name under which the packaged compiler is linked into rustup.
const LINKED: &str = "debian-web";
/// Debian's compiler.
const PACKAGED: &str = "/usr/bin/rustc";
const BY_HAND: &str = "rustup target add wasm32-unknown-unknown";
/// Written beside a library that was built here: the compiler that built it.
const STAMP: &str = "built-by.txt";

/// The toolchain to use; `None` for the active one.
pub fn choose() -> Result<Option<String>> {
    if place::find("rustc").is_none() {
        bail!("there is no rustc; install Rust from https://rustup.rs");
    }
    if is_complete(&Run::new("rustc")) {
        return Ok(None);
    }
    if !is_complete(&linked()) {
        if !is_complete(&packaged()) {
            if add_target() {
                return Ok(None);
            }
            build_from_packages()?;
        }
        // Where Debian's compiler is the only one, it is the active one.
        if is_complete(&Run::new("rustc")) {
            return Ok(None);
        }
        link()?;
    }
    set_override()?;
    Ok(Some(LINKED.to_owned()))
}

fn packaged() -> Run {
    Run::new(PACKAGED)
}

fn linked() -> Run {
    Run::new("rustc").env("RUSTUP_TOOLCHAIN", LINKED)
}

/// Whether a compiler has a standard library for the target, and one that it built itself if it was built here.
fn is_complete(rustc: &Run) -> bool {
    let asked = rustc.clone().args(["--print", "target-libdir", "--target", TARGET]).read(QUICK);
    let Ok(folder) = asked.map(PathBuf::from) else { return false };
    if !has_std(&folder) {
        return false;
    }
    match fs::read_to_string(folder.join(STAMP)) {
        Ok(builder) => rustc.clone().arg("-vV").read(QUICK).is_ok_and(|now| now == builder.trim()),
        Err(_) => true,
    }
}

fn has_std(folder: &Path) -> bool {
    let names = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names
        .filter_map(|name| name.into_string().ok())
        .any(|name| name.starts_with("libstd-") && name.ends_with(".rlib"))
}

/// Lets rustup fetch the target, for a minute at most: it hangs for ever where its server is out of reach.
fn add_target() -> bool {
    if place::find("rustup").is_none() {
        return false;
    }
    let limit = Duration::from_secs(60);
    let installation = Installation {
        what: "rust-std for wasm32-unknown-unknown",
        why: "the page is WebAssembly",
        about: "10 seconds; given up after 60",
        limit,
        by_hand: BY_HAND,
    };
    match installation.run(&[Run::new("rustup").args(["target", "add", TARGET])]) {
        Ok(()) => is_complete(&Run::new("rustc")),
        Err(trouble) => {
            println!("    {trouble}");
            false
        }
    }
}

/// Debian's packaged compiler, and the target's standard library built from its packaged source.
fn build_from_packages() -> Result<()> {
    let help = format!("by hand: {BY_HAND}");
    if !debian::is_here() {
        bail!("no Rust toolchain here can build for {TARGET}; {help}");
    }
    let compiler = [Path::new(PACKAGED), Path::new("/usr/lib/rustlib/src/rust/library/std")];
    if !compiler.iter().all(|path| path.exists()) || place::find("rust-lld").is_none() && !has_lld() {
        let packages = Installation {
            what: "rustc-web (Debian's Rust compiler with its source)",
            why: "rustup cannot fetch the wasm32 target here",
            about: "1 minute",
            limit: minutes(15),
            by_hand: BY_HAND,
        };
        let names = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "lld-22"];
        debian::install(&packages, &names)?;
    }
    build_std().context(help)
}

fn has_lld() -> bool {
    fs::read_dir("/usr/lib").into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        path.join("bin/rust-lld").exists() || path.join("bin/lld").exists()
    })
}

fn build_std() -> Result<()> {
    let folder = place::tools().join("wasm-std");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src"))?;
    // Its own workspace: cargo would otherwise ask why this one does not list it.
    let manifest = "[package]\nname = \"empty\"\nedition = \"2021\"\n\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src/lib.rs"), "")?;
    let build = Run::new("/usr/bin/cargo")
        .args(["build", "--release", "--target", TARGET])
        .args(["-Z", "build-std=std,panic_abort,panic_unwind,test,proc_macro"])
        .env("RUSTC", PACKAGED)
        .env("RUSTC_BOOTSTRAP", "1")
        // Without the bitcode a later build with `lto = true` fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .within(&folder);
    let installation = Installation {
        what: "wasm-std for Debian's compiler",
        why: "the page is WebAssembly; it is built once from the packaged source",
        about: "1 minute",
        limit: minutes(20),
        by_hand: BY_HAND,
    };
    installation.run(&[build])?;
    copy_std(&folder.join("target").join(TARGET).join("release/deps"))?;
    fs::remove_dir_all(&folder)?;
    // Cargo does not notice that the library beneath its artefacts is another one.
    let stale = place::target().join(TARGET);
    if stale.exists() {
        fs::remove_dir_all(stale)?;
    }
    Ok(())
}

/// Puts the built library where the packaged compiler looks for it.
fn copy_std(built: &Path) -> Result<()> {
    let home = format!("/usr/lib/rustlib/{TARGET}/lib");
    let stamp = built.join(STAMP);
    fs::write(&stamp, packaged().arg("-vV").read(QUICK)?)?;
    let names = fs::read_dir(built)?.flatten().map(|entry| entry.path());
    let libraries = names.filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".rlib") && !name.starts_with("libempty-")
    });
    let old = debian::as_root("rm")?.args(["-rf", &home]);
    old.read(QUICK)?;
    let copy = debian::as_root("install")?.args(["-D", "-m", "644", "-t", &home]).arg(stamp).args(libraries);
    copy.read(minutes(1)).map(drop)
}

/// Links the packaged compiler into rustup, together with rustup's own rustfmt, which Debian does not package.
fn link() -> Result<()> {
    let folder = place::rustup_home().join(LINKED);
    let bin = folder.join("bin");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&bin)?;
    // rustup takes no folder without it, empty or not; the compiler finds its own library by itself.
    fs::create_dir_all(folder.join("lib"))?;
    for name in ["cargo", "rustc", "rustdoc", "clippy-driver", "cargo-clippy"] {
        symlink(Path::new("/usr/bin").join(name), bin.join(name))?;
    }
    for name in ["rustfmt", "cargo-fmt"] {
        if let Ok(path) = Run::new("rustup").args(["which", name]).read(QUICK) {
            symlink(path, bin.join(name))?;
        }
    }
    Run::new("rustup").args(["toolchain", "link", LINKED]).arg(&folder).read(QUICK)?;
    println!("set-up: linked Debian's compiler into rustup as the toolchain `{LINKED}`");
    Ok(())
}

/// The record of the choice: rustup itself then uses that toolchain in this checkout.
fn set_override() -> Result<()> {
    let root = place::root();
    let list = Run::new("rustup").args(["override", "list"]).read(QUICK)?;
    let is_set = list.lines().any(|line| {
        line.rsplit_once(char::is_whitespace)
            .is_some_and(|(folder, toolchain)| Path::new(folder.trim()) == root && toolchain == LINKED)
    });
    if is_set {
        return Ok(());
    }
    Run::new("rustup").args(["override", "set", LINKED]).read(QUICK)?;
    println!("set-up: in this checkout cargo, trunk and wasm-pack use the toolchain `{LINKED}` from now on");
    println!("    (rustup override set {LINKED}; undo: rustup override unset)");
    // Built now, or the next command would begin by building itself with the other compiler.
    let build = Run::new("cargo").args(["build", "--quiet", "--package", "xtask"]);
    build.env("RUSTUP_TOOLCHAIN", LINKED).logged(&place::log("install-xtask"), minutes(10))
}
