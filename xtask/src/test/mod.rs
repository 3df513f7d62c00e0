//! `test`: everything that must hold, part by part, and a summary.

mod job;
mod parts;
mod summary;

use std::fs;
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::place;
use crate::process::spell;
use crate::setup::{self, Need, Prepared};
use job::{Job, Outcome};
use parts::{Lane, PARTS, Part};
use summary::{Line, State};

/// The parts with what each does, for the help text.
pub fn list() -> String {
    let lines = PARTS.iter().map(|part| {
        let group = if part.group == part.name { String::new() } else { format!(" (group {})", part.group) };
        format!("  {:15} {}{group}", part.name, part.about)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Runs the named parts, or all; `false` when one failed.
pub fn run(long: bool, names: &[String]) -> Result<bool> {
    let parts = choose(long, names)?;
    let mut needs: Vec<Need> = parts.iter().flat_map(|part| part.needs.iter().copied()).collect();
    // The toolchain is chosen once for all, so that every part shares one target folder.
    needs.push(Need::Wasm);
    let prepared = setup::prepare(&needs);
    let start = Instant::now();
    let fresh = Mutex::new(job::Fresh::default());
    let run_lane = |lane| -> Vec<Line> {
        let own = parts.iter().filter(|part| part.lane == lane);
        own.map(|part| run_part(part, &prepared, long, &fresh)).collect()
    };
    let mut lines = thread::scope(|scope| {
        let releases = scope.spawn(|| run_lane(Lane::Releases));
        let mut lines = run_lane(Lane::Checks);
        // A panic in there is a mistake of these commands: it goes on here.
        lines.extend(releases.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        lines
    });
    lines.extend(run_lane(Lane::Quiet));
    println!("\n{}", summary::table(&lines));
    println!("{} in all", spell(start.elapsed()));
    println!("{}", summary::count(&lines));
    Ok(lines.iter().all(|line| !matches!(line.state, State::Failed)))
}

fn choose(long: bool, names: &[String]) -> Result<Vec<&'static Part>> {
    if let Some(name) = names.iter().find(|name| !PARTS.iter().any(|part| part.is_called(name))) {
        bail!("there is no part `{name}`; there are:\n{}", list());
    }
    let is_wanted = |part: &&Part| match names {
        [] => long || !part.long,
        names => names.iter().any(|name| part.is_called(name)),
    };
    Ok(PARTS.iter().filter(is_wanted).collect())
}

fn run_part(part: &'static Part, prepared: &Prepared, long: bool, fresh: &Mutex<job::Fresh>) -> Line {
    println!("{} …", part.name);
    let log = place::log(part.name);
    // A log of an earlier run would only mislead.
    let _ = fs::remove_file(&log);
    let start = Instant::now();
    let missing = part.needs.iter().find_map(|need| Some((need, prepared.missing.get(need)?)));
    let (state, note) = match missing {
        Some((need, reason)) if need.is_optional() => (State::Skipped, reason.clone()),
        Some((_, reason)) => (State::Failed, reason.clone()),
        None => {
            let job = Job { house: &prepared.house, log: &log, limit: part.limit, long, fresh };
            match (part.run)(&job) {
                Ok(Outcome::Passed) => (State::Passed, summary::tests_counted(&log)),
                Ok(Outcome::Skipped(reason)) => (State::Skipped, reason),
                Err(trouble) => {
                    summary::print_log(&log);
                    (State::Failed, format!("{trouble:#}"))
                }
            }
        }
    };
    let line = Line { name: part.name, state, time: start.elapsed(), note };
    println!("{line}");
    line
}
