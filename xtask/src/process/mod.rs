//! Running other programs, never without an end in sight.
//!
//! Three ways: [`Run::read`] for a quick question, [`Run::logged`] for work whose output matters only when it
//! fails, [`Run::show`] for a program that owns the terminal until the user ends it.

mod tree;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use duct::{Expression, Handle};

use crate::place;

/// How often a long step says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// A program with its arguments and surroundings.
#[derive(Clone)]
pub struct Run {
    program: OsString,
    arguments: Vec<OsString>,
    folder: PathBuf,
    environment: BTreeMap<OsString, Option<OsString>>,
}

impl Run {
    /// `program`, to be run at the root of the checkout.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let run = Self {
            program: program.as_ref().to_owned(),
            arguments: Vec::new(),
            folder: place::root(),
            environment: BTreeMap::new(),
        };
        // Set for us by the cargo that runs us; it would name the wrong toolchain to tools that ask cargo.
        run.without_env("CARGO").env("PATH", place::search_path())
    }

    /// Adds one argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.arguments.extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.environment.insert(name.as_ref().to_owned(), Some(value.as_ref().to_owned()));
        self
    }

    /// Removes an environment variable.
    pub fn without_env(mut self, name: &str) -> Self {
        self.environment.insert(name.into(), None);
        self
    }

    /// Runs in `folder` instead of the root of the checkout.
    pub fn within(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = folder.into();
        self
    }

    /// The command as a person would type it.
    pub fn line(&self) -> String {
        let words = std::iter::once(&self.program).chain(&self.arguments);
        words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    /// Runs it quietly and answers what it printed, or what went wrong.
    pub fn read(&self, limit: Duration) -> Result<String> {
        let expression = self.expression().stdin_null().stdout_capture().stderr_capture();
        let handle = expression.start().with_context(|| format!("`{}` does not start", self.line()))?;
        let Some(output) = handle.wait_timeout(limit)? else {
            tree::kill(&handle.pids());
            bail!("`{}` gave no answer within {}", self.line(), spell(limit));
        };
        if !output.status.success() {
            bail!("`{}` failed: {}", self.line(), String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Runs it on the terminal, for as long as it likes.
    pub fn show(&self) -> Result<()> {
        let output = self.expression().run().with_context(|| format!("`{}` does not start", self.line()))?;
        if !output.status.success() {
            bail!("`{}` ended with {}", self.line(), output.status);
        }
        Ok(())
    }

    /// Runs it with its output appended to `log`, with a line now and then that says that it is alive.
    ///
    /// At the limit the program is ended with everything that it started.
    pub fn logged(&self, log: &Path, limit: Duration) -> Result<()> {
        let mut file = open(log)?;
        writeln!(file, "$ {}", self.line())?;
        let expression = self.expression().stdin_null().stderr_to_stdout().stdout_file(file);
        let handle = expression.start().with_context(|| format!("`{}` does not start", self.line()))?;
        match wait(&handle, log, limit)? {
            Some(true) => Ok(()),
            Some(false) => bail!("`{}` failed", self.line()),
            None => {
                tree::kill(&handle.pids());
                bail!("`{}` was ended: it had not finished within {}", self.line(), spell(limit))
            }
        }
    }

    fn expression(&self) -> Expression {
        let command = duct::cmd(&self.program, &self.arguments).dir(&self.folder).unchecked();
        self.environment.iter().fold(command, |command, (name, value)| match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        })
    }
}

/// Whether it succeeded; `None` at the limit.
fn wait(handle: &Handle, log: &Path, limit: Duration) -> Result<Option<bool>> {
    let start = Instant::now();
    loop {
        let left = limit.saturating_sub(start.elapsed());
        if let Some(output) = handle.wait_timeout(left.min(HEARTBEAT))? {
            return Ok(Some(output.status.success()));
        }
        if start.elapsed() >= limit {
            return Ok(None);
        }
        let name = log.file_stem().unwrap_or_default().to_string_lossy();
        println!("    … {name}, {} so far: {}", spell(start.elapsed()), last_line(log));
    }
}

fn open(log: &Path) -> Result<File> {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = File::options().create(true).append(true).open(log);
    file.with_context(|| format!("cannot write {}", log.display()))
}

/// The last thing that was written to a log, cut to a line's width.
fn last_line(log: &Path) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    // Lines of mere drawing, as under a compiler's warning, say nothing.
    let says_something = |line: &&str| line.starts_with(|first: char| first.is_alphanumeric());
    let line = text.lines().rev().map(str::trim).find(says_something).unwrap_or_default();
    line.chars().take(80).collect()
}

/// Prints the end of a log, for a person to see what went wrong.
pub fn print_tail(log: &Path) {
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    for line in lines.iter().skip(lines.len().saturating_sub(12)) {
        println!("    | {line}");
    }
}

/// A duration as a person would say it.
pub fn spell(duration: Duration) -> String {
    match duration.as_secs() {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        seconds @ 10..120 => format!("{seconds} s"),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str) -> Run {
        Run::new("sh").args(["-c", script]).within(std::env::temp_dir())
    }

    #[test]
    fn reads_what_a_program_prints() {
        assert_eq!(sh("echo hello").read(Duration::from_secs(5)).unwrap(), "hello");
        let trouble = sh("echo broken >&2; exit 3").read(Duration::from_secs(5)).unwrap_err();
        assert!(trouble.to_string().ends_with("failed: broken"), "{trouble}");
    }

    #[test]
    fn a_limit_ends_the_program_and_its_children() {
        let log = std::env::temp_dir().join(format!("xtask-limit-{}.log", std::process::id()));
        let start = Instant::now();
        let trouble = sh("sleep 61.25 & echo $!; wait").logged(&log, Duration::from_millis(500)).unwrap_err();
        assert!(trouble.to_string().contains("was ended"), "{trouble}");
        assert!(start.elapsed() < Duration::from_secs(20));
        let child = last_line(&log);
        fs::remove_file(&log).unwrap();
        let gone = (0..100).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            sh(&format!("kill -0 {child}")).read(Duration::from_secs(5)).is_err()
        });
        assert!(gone, "process {child} is still there");
    }
}
