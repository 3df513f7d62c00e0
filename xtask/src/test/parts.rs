//! The parts of the tests: the quick ones that find the most come first.

use std::ffi::OsString;
use std::fs;
use std::time::Duration;

use anyhow::{Result, bail};

use super::job::{Job, Outcome};
use crate::build;
use crate::house;
use crate::place;
use crate::process::Run;
use crate::setup::{self, Need};
use crate::size;

/// Beside what a part may run. The first two lanes run at the same time, and take about as long as each other: optimising
/// a release for WebAssembly keeps one core busy for minutes and leaves the others free. What two lanes need, the first
/// of them builds, and the other waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Checks and tests of debug builds.
    Checks,
    /// What needs a release build.
    Releases,
    /// What a busy machine would disturb: it runs when the other lanes are done.
    Quiet,
}

/// One part.
pub struct Part {
    /// The name to call it by alone.
    pub name: &'static str,
    /// The name to call it by together with its like.
    pub group: &'static str,
    /// What it does, in a line.
    pub about: &'static str,
    /// What must be there.
    pub needs: &'static [Need],
    /// The time limit of each of its programs, builds from nothing included.
    pub limit: Duration,
    /// Whether it is left to `--long`, unless it is called by name.
    pub long: bool,
    /// Beside what it may run.
    pub lane: Lane,
    /// Runs it.
    pub run: fn(&Job<'_>) -> Result<Outcome>,
}

impl Part {
    /// Whether a name on the command line means this part.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.group == name
    }

    const fn new(name: &'static str, about: &'static str, run: fn(&Job<'_>) -> Result<Outcome>) -> Self {
        let limit = Duration::from_secs(30 * 60);
        Self { name, group: name, about, needs: &[], limit, long: false, lane: Lane::Checks, run }
    }

    const fn group(self, group: &'static str) -> Self {
        Self { group, ..self }
    }

    const fn needs(self, needs: &'static [Need]) -> Self {
        Self { needs, ..self }
    }

    const fn lane(self, lane: Lane) -> Self {
        Self { lane, ..self }
    }

    const fn long(self) -> Self {
        Self { long: true, ..self }
    }
}

const WASM_TESTS: &[Need] = &[Need::Wasm, Need::Node, Need::WasmBindgen, Need::WasmPack];
const IN_BROWSER: &[Need] = &[Need::Wasm, Need::Node, Need::WasmBindgen, Need::WasmPack, Need::Browser];
const PAGE: &[Need] =
    &[Need::Wasm, Need::Node, Need::WasmOpt, Need::Packages, Need::WasmBindgen, Need::Trunk, Need::Browser];
const LIGHTHOUSE: &[Need] = &[
    Need::Wasm,
    Need::Node,
    Need::WasmOpt,
    Need::LongPackages,
    Need::WasmBindgen,
    Need::Trunk,
    Need::Browser,
];
const JS: &[Need] =
    &[Need::Wasm, Need::Node, Need::WasmOpt, Need::Packages, Need::WasmBindgen, Need::WasmPack];
const PACKAGES: &[Need] = &[
    Need::Wasm,
    Need::Node,
    Need::WasmOpt,
    Need::Packages,
    Need::WasmBindgen,
    Need::Trunk,
    Need::WasmPack,
    Need::Browser,
];
const SIZE: &[Need] =
    &[Need::Wasm, Need::Node, Need::WasmOpt, Need::WasmBindgen, Need::Trunk, Need::WasmPack];

/// The crates that the browser gets.
const PAGE_CRATES: &[&str] = &["--package", "sg-core", "--package", "sg-web", "--features", "sg-core/js"];

/// The tests that run in wasm as they run natively.
const EVERYWHERE: [&str; 2] = ["--test", "everywhere"];

/// All parts. Each lane runs its own in this order.
pub const PARTS: &[Part] = &[
    Part::new("fmt", "rustfmt has nothing to change", fmt),
    Part::new("clippy-native", "all builds natively, and clippy has nothing to say of it", clippy_native)
        .group("clippy"),
    Part::new("units", "the unit tests and properties of every crate", units),
    Part::new("tests", "scenarios, the floors of the house and what else crosses folders, natively", tests),
    Part::new("doctests", "the examples of the documentation", doctests),
    Part::new("clippy-wasm", "clippy has nothing to say for wasm", clippy_wasm)
        .group("clippy")
        .needs(&[Need::Wasm]),
    Part::new("docs", "the documentation builds without warnings", docs).needs(&[Need::Wasm]),
    Part::new("wasm-node", "the scenarios in wasm, in Node", wasm_node).group("wasm").needs(WASM_TESTS),
    Part::new("wasm-chrome", "the same in headless Chrome", wasm_chrome).group("wasm").needs(IN_BROWSER),
    Part::new("moto", "the model's API against moto's", moto).group("peers").needs(&[Need::Python]),
    Part::new("cli", "the lines for the AWS CLI, read by its own parser", cli)
        .group("peers")
        .needs(&[Need::Python]),
    Part::new("netfilter", "the model against Linux's packet filter", netfilter)
        .group("peers")
        .needs(&[Need::Netfilter]),
    Part::new("js", "the JavaScript API: its types and its behaviour in Node", js)
        .needs(JS)
        .lane(Lane::Releases),
    Part::new("fuzz", "the fuzz targets, driven with random inputs", fuzz).long(),
    Part::new("dist", "the release build of the site", dist).needs(build::SITE).lane(Lane::Releases),
    Part::new("packages", "the packages, packed, installed and used by strangers", packages)
        .needs(PACKAGES)
        .lane(Lane::Releases),
    Part::new("size", "the size budget", size_budget).needs(SIZE),
    Part::new("browser", "the built page in Chromium, with axe", browser).needs(PAGE).lane(Lane::Quiet),
    Part::new("lighthouse", "Lighthouse's scores of the built page", lighthouse)
        .needs(LIGHTHOUSE)
        .lane(Lane::Quiet)
        .long(),
];

fn fmt(job: &Job<'_>) -> Result<Outcome> {
    passed(job.cargo(["fmt", "--all", "--check"]))
}

fn clippy_native(job: &Job<'_>) -> Result<Outcome> {
    passed(job.test(["--no-run"]))
}

fn clippy_wasm(job: &Job<'_>) -> Result<Outcome> {
    let of_wasm = ["--target", "wasm32-unknown-unknown"];
    let page = job.house.cargo(["check"]).args(of_wasm).args(PAGE_CRATES);
    job.run(house::linted(page))?;
    let tests = job.house.cargo(["test", "--no-run", "--package", "sg-tests"]).args(of_wasm).args(EVERYWHERE);
    passed(job.run(with_native_digest(job, house::linted(tests))?))
}

fn units(job: &Job<'_>) -> Result<Outcome> {
    passed(job.test(["--lib", "--bins"]))
}

fn tests(job: &Job<'_>) -> Result<Outcome> {
    let mut names = test_files()?;
    names.retain(|name| !["cli", "moto", "netfilter"].contains(&name.as_str()));
    passed(job.test(names.iter().flat_map(|name| ["--test", name])))
}

fn doctests(job: &Job<'_>) -> Result<Outcome> {
    passed(job.test(["--doc"]))
}

/// What is for the browser is documented as the browser gets it, and from what clippy has left, by the same driver.
fn docs(job: &Job<'_>) -> Result<Outcome> {
    let doc = |what: &[&str]| {
        let run = job.house.cargo(["doc", "--no-deps"]).args(what);
        job.run(house::linted(run).env("RUSTDOCFLAGS", "--deny warnings"))
    };
    doc(&[&["--target", "wasm32-unknown-unknown"][..], PAGE_CRATES].concat())?;
    passed(doc(&["--workspace", "--exclude", "sg-core", "--exclude", "sg-web"]))
}

fn wasm_node(job: &Job<'_>) -> Result<Outcome> {
    passed(job.run(wasm_tests(job, &["--node".into()])?))
}

fn wasm_chrome(job: &Job<'_>) -> Result<Outcome> {
    // Without a line of configuration in the file, this variable alone sends it to the browser.
    passed(job.run(in_chrome(wasm_tests(job, &chrome())?)))
}

/// `wasm-pack test` of the tests that run in wasm too.
fn wasm_tests(job: &Job<'_>, platform: &[OsString]) -> Result<Run> {
    // wasm-pack hands what follows the folder to `cargo test`; behind a `--` it would reach the runner.
    let pack = wasm_pack_test(job, platform, "tests").args(EVERYWHERE);
    with_native_digest(job, house::linted(pack))
}

/// What native gives in the test of equal bytes: computed here, so that it stands nowhere twice.
fn with_native_digest(job: &Job<'_>, run: Run) -> Result<Run> {
    Ok(run.env("SG_NATIVE_DIGEST", job.house.example("digest", true, job.limit)?.read(job.limit)?))
}

fn wasm_pack_test(job: &Job<'_>, platform: &[OsString], package: &str) -> Run {
    job.house.run("wasm-pack").args(["test", "--mode", "no-install"]).args(platform).arg(package)
}

fn chrome() -> [OsString; 4] {
    // wasm-pack would download the newest driver, which need not fit the browser.
    let driver = place::find("chromedriver").unwrap_or_default();
    ["--headless".into(), "--chrome".into(), "--chromedriver".into(), driver.into()]
}

fn in_chrome(run: Run) -> Run {
    run.env("WASM_BINDGEN_USE_BROWSER", "1").env("WASM_BINDGEN_TEST_TIMEOUT", "600")
}

fn js(job: &Job<'_>) -> Result<Outcome> {
    let script = place::root().join("tests/js/run.mjs");
    if !script.exists() {
        return Ok(Outcome::Skipped("there is no tests/js/run.mjs".to_owned()));
    }
    job.evaluator()?;
    passed(job.run(Run::new("node").arg(script)))
}

fn netfilter(job: &Job<'_>) -> Result<Outcome> {
    peer(job, "netfilter")
}

fn cli(job: &Job<'_>) -> Result<Outcome> {
    peer(job, "cli")
}

fn moto(job: &Job<'_>) -> Result<Outcome> {
    peer(job, "moto")
}

fn fuzz(job: &Job<'_>) -> Result<Outcome> {
    let run = job.house.cargo(["test", "--workspace", "--test", "fuzz", "--", "--nocapture"]);
    passed(job.run(house::linted(run).env("SG_LONG", "1")))
}

fn peer(job: &Job<'_>, name: &str) -> Result<Outcome> {
    if !test_files()?.iter().any(|file| file == name) {
        return Ok(Outcome::Skipped(format!("there is no tests/tests/{name}.rs")));
    }
    let run = job.house.cargo(["test", "--workspace", "--test", name, "--", "--nocapture"]);
    job.run(house::linted(run).env("SG_PYTHON", setup::python()))?;
    // A peer that cannot run here says so and why.
    let log = fs::read_to_string(job.log)?;
    let skipped = format!("SKIPPED {name}: ");
    let reason = log.lines().find_map(|line| line.split_once(&skipped));
    Ok(reason.map_or(Outcome::Passed, |(_, reason)| Outcome::Skipped(reason.to_owned())))
}

fn dist(job: &Job<'_>) -> Result<Outcome> {
    passed(job.site())
}

fn browser(job: &Job<'_>) -> Result<Outcome> {
    job.site()?;
    let run = Run::new("node").args(["node_modules/@playwright/test/cli.js", "test"]);
    let run = run.args(["--config", "tests/browser/playwright.config.mjs"]);
    let run = run.env("SG_CHROMIUM", setup::headless_shell());
    passed(job.run(run.env("SG_BROWSER", setup::browser())))
}

fn packages(job: &Job<'_>) -> Result<Outcome> {
    job.site()?;
    job.evaluator()?;
    crate::packages::assemble(false)?;
    passed(job.run(Run::new("node").arg("tests/js/packages.mjs").env("SG_CHROMIUM", setup::browser())))
}

fn lighthouse(job: &Job<'_>) -> Result<Outcome> {
    job.site()?;
    passed(job.run(Run::new("node").arg("tests/browser/lighthouse.mjs").env("SG_CHROMIUM", setup::browser())))
}

fn size_budget(job: &Job<'_>) -> Result<Outcome> {
    job.site()?;
    job.evaluator()?;
    let over = size::over_budget()?;
    if !over.is_empty() {
        bail!("{}", over.join("; "));
    }
    Ok(Outcome::Passed)
}

fn passed(result: Result<()>) -> Result<Outcome> {
    result.map(|()| Outcome::Passed)
}

/// The integration tests of the package sg-tests, by name: each a file, or a folder with a `main.rs`.
fn test_files() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(place::root().join("tests/tests"))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.join("main.rs").is_file() || path.extension().is_some_and(|end| end == "rs") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
