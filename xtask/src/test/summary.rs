//! What a person reads of a test run.

use std::fmt;
use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::process::spell;

/// How a part ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Passed,
    Failed,
    Skipped,
}

/// The line of one part.
pub struct Line {
    pub name: &'static str,
    pub state: State,
    pub time: Duration,
    /// How many tests ran, or why it failed or was skipped.
    pub note: String,
}

impl fmt::Display for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Passed => "passed",
            State::Failed => "FAILED",
            State::Skipped => "skipped",
        };
        write!(out, "  {:14} {state:8} {:>12}  {}", self.name, spell(self.time), self.note)
    }
}

/// All parts, one a line.
pub fn table(lines: &[Line]) -> String {
    lines.iter().map(Line::to_string).collect::<Vec<_>>().join("\n")
}

/// The last line of a run.
pub fn count(lines: &[Line]) -> String {
    let count = |state| lines.iter().filter(|line| line.state == state).count();
    let (passed, failed, skipped) = (count(State::Passed), count(State::Failed), count(State::Skipped));
    format!("{passed} passed, {failed} failed, {skipped} skipped")
}

/// How many tests a passed part ran, as far as its log says so.
pub fn tests_counted(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    match count_tests(&String::from_utf8_lossy(&text)) {
        0 => String::new(),
        1 => "1 test".to_owned(),
        several => format!("{several} tests"),
    }
}

fn count_tests(log: &str) -> u32 {
    let counts = log.lines().filter_map(|line| {
        // Cargo and wasm-pack: "test result: ok. 12 passed; 0 failed; …". Playwright: "  12 passed (3.4s)".
        let rest = line.trim().strip_prefix("test result: ok. ").unwrap_or(line.trim());
        let (number, rest) = rest.split_once(' ')?;
        (rest == "passed" || rest.starts_with("passed;") || rest.starts_with("passed ("))
            .then(|| number.parse::<u32>().ok())?
    });
    counts.sum()
}

/// The whole output of a failed part.
pub fn print_log(log: &Path) {
    let text = fs::read(log).unwrap_or_default();
    println!("{}", String::from_utf8_lossy(&text));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(state: State) -> Line {
        Line { name: "part", state, time: Duration::from_secs(1), note: String::new() }
    }

    #[test]
    fn counts_parts() {
        let lines = [State::Passed, State::Failed, State::Skipped, State::Passed].map(line);
        assert_eq!(count(&lines), "2 passed, 1 failed, 1 skipped");
    }

    #[test]
    fn counts_the_tests_that_cargo_and_playwright_report() {
        let log = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 0 ignored\n\n  2 passed (1.5s)\nall passed";
        assert_eq!(count_tests(log), 5);
    }
}
