//! Set-up: each command names what it needs, and this makes sure of it.
//!
//! A tool is looked up first; only what is missing is installed, after a line that says what, why and about how
//! long. Every installation has a time limit and, when it fails, a message with the step to do by hand. The
//! second time there is nothing to do but look.

mod browser;
mod cargo_tools;
mod consent;
mod debian;
mod netfilter;
mod node;
mod python;
mod toolchain;
mod version;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

pub use browser::{path as browser, shell as headless_shell};
pub use python::interpreter as python;

use crate::house::House;
use crate::place;
use crate::process::{self, Run, spell};

/// What a command may need, in the order in which it is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A Rust toolchain with the standard library of wasm32-unknown-unknown.
    Wasm,
    /// Node and npm.
    Node,
    /// Binaryen's optimiser, which Trunk and wasm-pack call.
    WasmOpt,
    /// The packages of package.json: Playwright, axe, TypeScript.
    Packages,
    /// The packages of long runs only: Lighthouse.
    LongPackages,
    /// The command-line tool of wasm-bindgen, with its test runner.
    WasmBindgen,
    /// Trunk, which builds and serves the page.
    Trunk,
    /// wasm-pack, which tests in Node and the browser, and packs the evaluator for JavaScript.
    WasmPack,
    /// Chromium and its driver.
    Browser,
    /// Python with boto3 and moto.
    Python,
    /// Linux's packet filter, with leave to use it.
    Netfilter,
}

impl Need {
    const ALL: [Self; 11] = [
        Self::Wasm,
        Self::Node,
        Self::WasmOpt,
        Self::Packages,
        Self::LongPackages,
        Self::WasmBindgen,
        Self::Trunk,
        Self::WasmPack,
        Self::Browser,
        Self::Python,
        Self::Netfilter,
    ];

    /// Whether a machine may rightly lack it, so that tests which need it are skipped and do not fail.
    pub fn is_optional(self) -> bool {
        matches!(self, Self::Browser | Self::Python | Self::Netfilter)
    }
}

/// What set-up found.
#[derive(Default)]
pub struct Prepared {
    /// What to build with.
    pub house: House,
    /// What is still missing, each with the reason and the step to do by hand.
    pub missing: BTreeMap<Need, String>,
}

/// Looks for all of the needs and installs what is missing; what cannot be had is in the answer.
pub fn prepare(needs: &[Need]) -> Prepared {
    let start = Instant::now();
    let mut prepared = Prepared::default();
    for need in Need::ALL.into_iter().filter(|need| needs.contains(need)) {
        if let Err(trouble) = provide(need, &mut prepared) {
            println!("set-up: {trouble:#}");
            prepared.missing.insert(need, format!("{trouble:#}"));
        }
    }
    if start.elapsed() > Duration::from_secs(2) {
        println!("set-up: done in {}", spell(start.elapsed()));
    }
    prepared
}

/// Makes sure of all of the needs, or says which is missing.
pub fn require(needs: &[Need]) -> Result<House> {
    let prepared = prepare(needs);
    match prepared.missing.len() {
        0 => Ok(prepared.house),
        1 => bail!("one thing is missing; see the line above"),
        several => bail!("{several} things are missing; see the lines above"),
    }
}

/// The command `setup`: all that any command needs, but for long runs.
pub fn everything() -> Result<()> {
    let needs = Need::ALL.into_iter().filter(|need| *need != Need::LongPackages);
    let prepared = prepare(&needs.collect::<Vec<_>>());
    match prepared.missing.keys().filter(|need| !need.is_optional()).count() {
        0 => println!("set-up: ready"),
        _ => bail!("something is missing; see the lines above"),
    }
    Ok(())
}

fn provide(need: Need, prepared: &mut Prepared) -> Result<()> {
    let house = &prepared.house;
    match need {
        Need::Wasm => prepared.house.toolchain = toolchain::choose()?,
        Need::Node => node::node()?,
        Need::WasmOpt => node::wasm_opt()?,
        Need::Packages => node::packages(false)?,
        Need::LongPackages => node::packages(true)?,
        Need::WasmBindgen => cargo_tools::wasm_bindgen(house)?,
        Need::Trunk => cargo_tools::trunk(house)?,
        Need::WasmPack => cargo_tools::wasm_pack(house)?,
        Need::Browser => browser::browser()?,
        Need::Python => python::packages()?,
        Need::Netfilter => netfilter::netfilter()?,
    }
    Ok(())
}

/// One installation: says what, why and about how long, then runs it under a limit.
struct Installation<'a> {
    /// What is installed.
    what: &'a str,
    /// What it is for.
    why: &'a str,
    /// About how long it takes on two cores.
    about: &'a str,
    /// When to give up.
    limit: Duration,
    /// What to type when this fails.
    by_hand: &'a str,
}

impl Installation<'_> {
    fn announce(&self) {
        println!("set-up: {} is missing ({}); installing it, about {}", self.what, self.why, self.about);
    }

    /// Announces it and runs the commands in order.
    fn run(&self, commands: &[Run]) -> Result<()> {
        self.announce();
        self.run_quietly(commands)
    }

    fn run_quietly(&self, commands: &[Run]) -> Result<()> {
        let log = place::log(&format!("install-{}", self.what.split(' ').next().unwrap_or_default()));
        let start = Instant::now();
        for command in commands {
            println!("    $ {}", command.line());
            let left = self.limit.saturating_sub(start.elapsed());
            if let Err(trouble) = command.logged(&log, left) {
                process::print_tail(&log);
                let log = log.display();
                bail!(
                    "{} could not be installed: {trouble}; its output is in {log}; by hand: {}",
                    self.what,
                    self.by_hand
                );
            }
        }
        println!("    installed in {}", spell(start.elapsed()));
        Ok(())
    }
}

const fn minutes(count: u64) -> Duration {
    Duration::from_secs(60 * count)
}

/// How long a program may take to say its version.
const QUICK: Duration = Duration::from_secs(20);
