//! `size`: what the page and the evaluator weigh, beside their goals, and which crates weigh it.

mod by_crate;

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::build;
use crate::house::House;
use crate::place;
use crate::process::Run;
use crate::setup::{self, Need};

/// Bytes of one file, plain and compressed.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// What is loaded together, with the goal of the design for its brotli size, and the ceiling that the tests
/// hold: what it weighed when last looked at, with a little room. A goal not reached is printed; a ceiling
/// is raised only with its reason in CHANGELOG.md, and lowered whenever the weight falls.
struct Bundle {
    name: &'static str,
    goal: u64,
    ceiling: u64,
    held_against: &'static str,
    files: Vec<PathBuf>,
}

/// Both bundles. They must have been built.
fn bundles() -> Result<[Bundle; 2]> {
    Ok([
        Bundle {
            name: "first load of the page",
            goal: 150_000,
            ceiling: PAGE_CEILING,
            held_against: "the Yew benchmark app 58 KB, Dioxus 115 KB",
            files: files(place::dist(), &["html", "js", "css", "wasm"])?,
        },
        Bundle {
            name: "the evaluator's JavaScript package",
            goal: 60_000,
            ceiling: EVALUATOR_CEILING,
            held_against: "cedar-wasm 941 KB",
            files: files(place::root().join("core/pkg"), &["js", "wasm"])?,
        },
    ])
}

/// The command `size`.
pub fn print() -> Result<()> {
    let house = setup::require(&[build::SITE, &[Need::WasmPack]].concat())?;
    build::release(&house).logged(&place::log("size-site"), LIMIT)?;
    build::evaluator(&house).logged(&place::log("size-evaluator"), LIMIT)?;
    for bundle in bundles()? {
        println!("{}", describe(&bundle)?);
    }
    print_crates(&house, "the page", &["--package", "sg-web"], "sg_web")?;
    print_crates(&house, "the evaluator", &["--package", "sg-core", "--features", "js"], "sg_core")
}

const PAGE_CEILING: u64 = 899_500;
const EVALUATOR_CEILING: u64 = 350_000;

const LIMIT: Duration = Duration::from_secs(30 * 60);

/// The bundles that are heavier than their ceilings, a sentence each.
pub fn over_budget() -> Result<Vec<String>> {
    let mut over = Vec::new();
    for bundle in bundles()? {
        let brotli: u64 = weigh(&bundle.files)?.iter().map(|weight| weight.brotli).sum();
        if brotli > bundle.ceiling {
            over.push(format!(
                "{} weighs {brotli} bytes, over its ceiling of {}",
                bundle.name, bundle.ceiling
            ));
        }
    }
    Ok(over)
}

fn describe(bundle: &Bundle) -> Result<String> {
    let mut lines = vec![format!("{:38} {:>10} {:>10} {:>10}", bundle.name, "raw", "gzip -9", "brotli")];
    let mut sum = Weight::default();
    for (path, weight) in bundle.files.iter().zip(weigh(&bundle.files)?) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        lines.push(row(&name, weight));
        sum.raw += weight.raw;
        sum.gzip += weight.gzip;
        sum.brotli += weight.brotli;
    }
    lines.push(row("together", sum));
    let reached = if sum.brotli <= bundle.goal { "reached" } else { "NOT reached" };
    let goal = bundle.goal / 1000;
    lines.push(format!("  goal: {goal} KB of brotli, {reached}; held against {}\n", bundle.held_against));
    Ok(lines.join("\n"))
}

fn row(name: &str, weight: Weight) -> String {
    format!("  {name:36} {:>10} {:>10} {:>10}", weight.raw, weight.gzip, weight.brotli)
}

/// The files of a folder that end so, by name; scenarios and pictures load when asked for and do not count.
fn files(folder: PathBuf, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(&folder).with_context(|| format!("{} is not built", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| endings.iter().any(|known| end == *known)));
    paths.sort();
    Ok(paths)
}

/// Weighs files. Node has both compressors built in, and is there for the optimiser anyway.
fn weigh(paths: &[PathBuf]) -> Result<Vec<Weight>> {
    const SCRIPT: &str = "const fs = require('fs'), z = require('zlib');
        for (const path of process.argv.slice(1)) {
            const bytes = fs.readFileSync(path);
            const gzip = z.gzipSync(bytes, { level: 9 }).length;
            const brotli = z.brotliCompressSync(bytes, { params: {
                [z.constants.BROTLI_PARAM_QUALITY]: 11, [z.constants.BROTLI_PARAM_LGWIN]: 24,
                [z.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
            console.log(bytes.length, gzip, brotli);
        }";
    let output =
        Run::new("node").args(["--eval", SCRIPT, "--"]).args(paths).read(Duration::from_secs(120))?;
    let weights = output.lines().map(|line| {
        let mut numbers = line.split(' ').map(str::parse);
        let mut next = || numbers.next().context("a number is missing")?.context("not a number");
        Ok(Weight { raw: next()?, gzip: next()?, brotli: next()? })
    });
    weights.collect()
}

/// Builds a package as it ships, but with its function names kept, and prints what each crate weighs in it.
fn print_crates(house: &House, what: &str, package: &[&str], name: &str) -> Result<()> {
    let log = place::log("size-by-crate");
    let target = "wasm32-unknown-unknown";
    let build = house.cargo(["build", "--release", "--lib", "--target", target]).args(package);
    build.logged(&log, LIMIT)?;
    let built = place::target().join(target).join("release").join(name).with_extension("wasm");
    let folder = place::target().join("xtask/by-crate");
    // The glue's own descriptions, which cargo's output still holds, would hide the rest.
    let bind =
        Run::new("wasm-bindgen").args(["--target", "web", "--no-typescript", "--no-demangle", "--out-dir"]);
    bind.arg(&folder).arg(built).logged(&log, LIMIT)?;
    let bound = folder.join(format!("{name}_bg.wasm"));
    let optimised = folder.join(format!("{name}.wasm"));
    let optimise = Run::new("wasm-opt").args(["-Oz", "--debuginfo"]).args(wasm_features()?);
    optimise.arg(bound).arg("--output").arg(&optimised).logged(&log, LIMIT)?;
    println!("{what}, by crate: bytes of the shipped wasm");
    println!("{}", by_crate::table(&by_crate::weigh(&fs::read(optimised)?)?));
    Ok(())
}

/// What the optimiser is told of the features of WebAssembly in use; index.html says it to Trunk.
fn wasm_features() -> Result<Vec<String>> {
    let page = fs::read_to_string(place::root().join("index.html"))?;
    let (_, rest) =
        page.split_once("data-wasm-opt-params=\"").context("index.html has no data-wasm-opt-params")?;
    let parameters = rest.split('"').next().unwrap_or_default();
    Ok(parameters.split_whitespace().map(str::to_owned).collect())
}
