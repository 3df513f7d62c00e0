//! Ending a program together with everything that it started.
//!
//! A process group of its own would be simpler, but then Ctrl-C at the terminal would not reach it, and `sudo`
//! could not ask for a password.

use std::fs;
use std::process::Command;

/// Kills the processes and all of their descendants.
pub fn kill(roots: &[u32]) {
    let pairs = parents();
    let mut doomed = roots.to_vec();
    let mut next = 0;
    while let Some(&parent) = doomed.get(next) {
        doomed.extend(pairs.iter().filter(|(_, of)| *of == parent).map(|(child, _)| *child));
        next += 1;
    }
    // The shell's own `kill`: a small container need not have the program. Whoever has ended meanwhile is no trouble.
    let mut shell = Command::new("sh");
    shell.args(["-c", "kill -KILL \"$@\" 2>/dev/null", "sh"]);
    let _ = shell.args(doomed.iter().map(u32::to_string)).status();
}

/// Every process with its parent.
fn parents() -> Vec<(u32, u32)> {
    let from_proc = parents_by_proc();
    if from_proc.is_empty() { parents_by_ps() } else { from_proc }
}

fn parents_by_proc() -> Vec<(u32, u32)> {
    let Ok(folder) = fs::read_dir("/proc") else { return Vec::new() };
    let pairs = folder.flatten().filter_map(|entry| {
        let process = entry.file_name().to_str()?.parse().ok()?;
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        // "pid (name) state parent …", where the name may hold anything, also parentheses.
        let (_, rest) = stat.rsplit_once(')')?;
        Some((process, rest.split_whitespace().nth(1)?.parse().ok()?))
    });
    pairs.collect()
}

fn parents_by_ps() -> Vec<(u32, u32)> {
    let Ok(output) = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output() else { return Vec::new() };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let pairs = text.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
    });
    pairs.collect()
}
